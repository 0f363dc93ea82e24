// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agent.h"
#include "qps/answer.h"

/// Agents on the wire are host assets with an `agentInfo`: `/qps/rest/2.0/<verb>/am/hostasset`. Every element may be
/// missing or empty, since `fields=` can remove any; one that is unknown is passed over.
namespace qps {

/// What is made of a word, kept for the few words that a page has again and again.
template <typename Made>
class MadeOfWords
{
public:
    template <typename Make>
    Made of(const QString &word, Make make)
    {
        for (const auto &[known, made] : m_known)
            if (known == word)
                return made;
        constexpr std::size_t most = 16; // looked through one by one
        if (m_known.size() < most)
            return m_known.emplace_back(word, make(word)).second;
        return make(word);
    }

private:
    std::vector<std::pair<QString, Made>> m_known;
};

/// What the readers of one page share.
struct AgentWords
{
    RepeatedWords words;
    MadeOfWords<QStringList> modules;
    MadeOfWords<QString> serials;
};

/// Nothing for a host asset that is no agent: one without `agentInfo`, or without an id to name it by.
std::optional<Agent> readAgent(pugi::xml_node element, Issues &issues, AgentWords &words);
std::optional<AgentDetails> readAgentDetails(pugi::xml_node element, Issues &issues, AgentWords &words);

/// A search page, trimmed by `fields=` or not.
Result<Page<Agent>> readAgents(Raw raw);
/// A get: the full record.
Result<Page<AgentDetails>> readAgentDetails(Raw raw);

} // namespace qps
