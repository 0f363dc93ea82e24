// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

namespace sandbox {

/// `/qps/rest/1.0/<operation>/ca/agentactkey`: search, count, get, create, update and delete.
Reply answerKeys(const Call &call);

} // namespace sandbox
