// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk.h"

// What a person does with the keys on the screen. All of it waits for what it leads to.

/// Chooses the key in the table, turns its switch, stages that.
[[nodiscard]] bool disableKey(Desk &desk, qint64 key);
/// Opens the review, types the number if one is asked for, applies, and waits for the end of the plan; nullptr when
/// it does not come to that.
const ApplyRun *reviewAndApply(Desk &desk);
const ApplyRun *undo(Desk &desk, PlanId plan);
/// Closes the window, and waits until it has closed.
[[nodiscard]] bool closeWindow(Desk &desk);
