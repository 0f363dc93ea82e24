// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

namespace sandbox {

/// `/qps/rest/3.0/<operation>/was/webapp`: search, count, get, create, update, delete and purge.
Reply answerWebApps(const Call &call);

} // namespace sandbox
