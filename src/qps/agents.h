// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agent.h"
#include "qps/answer.h"

/// Agents on the wire are host assets with an `agentInfo`: `/qps/rest/2.0/<verb>/am/hostasset`. Every element may be
/// missing or empty, since `fields=` can remove any; one that is unknown is passed over.
namespace qps {

/// The words of a page that come again and again, modules also as the lists they are read into.
struct AgentWords
{
    RepeatedWords words;
    std::vector<std::pair<QString, QStringList>> modules = {};
};

/// Nothing for a host asset that is no agent: one without `agentInfo`, or without an id to name it by.
std::optional<Agent> readAgent(pugi::xml_node element, Issues &issues, AgentWords &words);
std::optional<AgentDetails> readAgentDetails(pugi::xml_node element, Issues &issues, AgentWords &words);

/// A search page, trimmed by `fields=` or not.
Result<Page<Agent>> readAgents(Raw raw);
/// A get: the full record.
Result<Page<AgentDetails>> readAgentDetails(Raw raw);

} // namespace qps
