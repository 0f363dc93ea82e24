// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A named place at which the recovery tests kill the program, as a power cut would: LATCHKEY_CRASH_AT=K3:2 dies at the
/// second passing of K3. K0 before the attempt is recorded, K1 recorded but not sent, K3 sent, K5 answered, K6 while
/// the outcome is being recorded, K7 before the verifying read, K8 read, K9 judged but not recorded.
#ifdef LATCHKEY_FAILPOINTS
void failpoint(const char *name);
#else
inline void failpoint(const char *) {}
#endif
