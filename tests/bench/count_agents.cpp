// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Filters agents for callgrind, which is told to count inside filterMeasured() alone.
//   count_agents AGENTS
#include "domain/agents/agentfilter.h"
#include "support/sampleagents.h"

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

// Not inlined and with a plain name: --toggle-collect has to find it. Asking the words, of which there are as many
// however many agents, is done before: it would hide what a row costs.
extern "C" [[gnu::noinline]] quint32 filterMeasured(AgentScan &scan)
{
    while (scan.advance(1)) {
    }
    return scan.rows().count();
}

int main(int argc, char **argv)
{
    const int count = argc == 2 ? std::atoi(argv[1]) : 0;
    if (count <= 0)
        return 2;
    AgentColumns agents;
    agents.upsert(sampleAgents(count));
    quint32 found = 0;
    for (const QString &text : {u"f"_s, u"fra-web-01"_s, u"windows"_s, u"zzzz"_s}) {
        AgentScan scan({parseQuery(text, agentSyntax()), {.now = sampleNow()}}, agents);
        found += filterMeasured(scan);
    }
    std::printf("{\"agents\": %d, \"found\": %u}\n", count, found);
}
