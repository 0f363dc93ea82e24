// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Filters agents for callgrind, which is told to count inside filterMeasured() alone.
//   count_agents AGENTS
#include "domain/agents/agentfilter.h"
#include "support/sampleagents.h"

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

// Not inlined and with a plain name: --toggle-collect has to find it.
extern "C" [[gnu::noinline]] quint32 filterMeasured(const AgentFilter &filter, const AgentRows &agents)
{
    const std::optional<RowBits> rows = filter.rows(agents);
    return rows ? rows->count() : 0;
}

int main(int argc, char **argv)
{
    const int count = argc == 2 ? std::atoi(argv[1]) : 0;
    if (count <= 0)
        return 2;
    AgentColumns agents;
    agents.upsert(sampleAgents(count));
    quint32 found = 0;
    for (const QString &text : {u"f"_s, u"fra-web-01"_s, u"windows"_s, u"zzzz"_s})
        found += filterMeasured({parseQuery(text, agentSyntax()), {.now = sampleNow()}}, agents);
    std::printf("{\"agents\": %d, \"found\": %u}\n", count, found);
}
