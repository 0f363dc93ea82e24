// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// True in builds for people. Others stay open to debuggers, tracers and leak checkers.
#ifdef LATCHKEY_HARDENED
inline constexpr bool isHardenedBuild = true;
#else
inline constexpr bool isHardenedBuild = false;
#endif

struct Hardening
{
    bool noCoreFiles = false;
    bool notInspectable = false; ///< by other processes of the same user, root excepted
};

/// Keeps secrets in memory out of core dumps and away from the user's other processes, as far as the system lets us.
/// Returns what took effect. Child processes inherit the limit of core files only.
Hardening hardenProcess();
