// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/change.h"
#include "widgets/cellpainters.h"

/// How the state of a change looks: shape, colour and weight together, never colour alone.
struct ActivityLook
{
    QLatin1StringView icon;
    BadgeState badge = BadgeState::Idle;
    bool loud = false;
};
ActivityLook activityLook(ChangeState state);
