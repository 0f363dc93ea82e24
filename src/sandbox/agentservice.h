// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

/// Host assets, most of which have an agent.
namespace sandbox {

/// `/qps/rest/2.0/<operation>/am/hostasset`: search, count and get.
Reply answerHostAssets(const Call &call);

} // namespace sandbox
