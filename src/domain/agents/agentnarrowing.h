// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/query.h"

/// What can be told about two filters without asking a single row.
namespace agentnarrowing {

/// Whether each agent that passes `after` certainly passes `before`. When in doubt, false.
bool implies(const FilterNode &after, const FilterNode &before);
/// Whether the answer changes with the time or with marks, not only with the agents.
bool dependsOnContext(const FilterNode &node);

} // namespace agentnarrowing
