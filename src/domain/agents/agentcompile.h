// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentfilter.h"
#include "domain/agents/agenttests.h"

/// A query as tests of the chunks of one snapshot: what it says of operating systems, versions, keys, tags and the like
/// is asked of each word once, and of the rows only whether they have such a word.
AgentTestPtr compiledFor(const AgentRows &agents, const FilterNode &node, const AgentFilterContext &context);
/// What `module:` with these words means, by number in words().modules.
WordSet modulesMeant(const AgentWords &words, const FilterClause &clause);
/// What `version` with an operator means. A value stands for all versions that begin with its numbers: 5.1 for 5.1.0.24
/// too, so that <=5.1 and =5.1 hold for it and >5.1 does not. With a colon it is a beginning of the text.
WordSet versionsMeant(const AgentWords &words, const FilterClause &clause);
