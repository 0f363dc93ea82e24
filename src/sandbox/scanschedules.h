// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

namespace sandbox {

/// `/qps/rest/3.0/<operation>/was/wasscanschedule`: search, count, get, activate and deactivate. Schedules launch
/// nothing here.
Reply answerSchedules(const Call &call);

} // namespace sandbox
