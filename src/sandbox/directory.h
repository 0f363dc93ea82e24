// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

/// What keys refer to: read only.
namespace sandbox {

/// `/qps/rest/2.0/<operation>/am/user`: search, count and get. Only a Manager may ask. The answer has active people
/// alone, and of the Managers nobody but the one who asks.
Reply answerUsers(const Call &call);

/// `/qps/rest/2.0/<operation>/am/tag`: search, count and get.
Reply answerTags(const Call &call);

} // namespace sandbox
