// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

/// Host assets, most of which have an agent.
namespace sandbox {

/// `/qps/rest/2.0/<operation>/am/hostasset`: search, count, get, update, delete and uninstall.
Reply answerHostAssets(const Call &call);

/// `/qps/rest/2.0/<operation>/am/asset`: activate, deactivate and uninstall.
Reply answerAssets(const Call &call);

/// `/qps/rest/1.0/ods/ca/agentasset`: scans on demand.
Reply answerAgentScans(const Call &call);

/// `/qps/rest/1.0/cak/ca/changeactkey`: gives agents another activation key.
Reply answerKeyChanges(const Call &call);

} // namespace sandbox
