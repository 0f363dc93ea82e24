// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Reads one page of host assets for callgrind, which is told to count inside readMeasured() alone.
//   count_reading full|trimmed AGENTS
#include "samplepages.h"

#include "qps/agents.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

// Not inlined and with a plain name: --toggle-collect has to find it.
extern "C" [[gnu::noinline]] int readMeasured(QByteArray page)
{
    const Result<qps::Page<Agent>> read = qps::readAgents({.body = std::move(page)});
    return read ? int(read->records.size()) : -1;
}

int main(int argc, char **argv)
{
    const int agents = argc == 3 ? std::atoi(argv[2]) : 0;
    if (agents <= 0)
        return 2;
    const PageShape shape = std::string_view(argv[1]) == "trimmed" ? PageShape::Trimmed : PageShape::Full;
    QByteArray page = agentPage(agents, shape);
    const qsizetype bytes = page.size();
    if (readMeasured(std::move(page)) != agents)
        return 1;
    std::printf("{\"bytes\": %lld, \"records\": %d}\n", static_cast<long long>(bytes), agents);
}
