// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Reading a page of 1,000 host assets into records: ours, and QXmlStreamReader on the very same bytes.
#include "samplepages.h"
#include "streamreader.h"

#include <benchmark/benchmark.h>

namespace {

constexpr int pageSize = 1'000;

/// A benchmark of two readers that disagree would measure nothing.
bool agreeOn(const QByteArray &xml)
{
    const Result<qps::Page<Agent>> ours = qps::readAgents({.body = xml});
    const std::optional<qps::Page<Agent>> theirs = readWithStreamReader(xml);
    return ours && theirs && ours->records.size() == pageSize && ours->records == theirs->records &&
           ours->envelope.count == theirs->envelope.count && ours->envelope.hasMore == theirs->envelope.hasMore &&
           ours->envelope.lastId == theirs->envelope.lastId;
}

void count(benchmark::State &state, const QByteArray &xml)
{
    state.SetBytesProcessed(state.iterations() * xml.size());
    state.SetItemsProcessed(state.iterations() * pageSize);
}

void ours(benchmark::State &state, PageShape shape)
{
    const QByteArray page = agentPage(pageSize, shape);
    for (auto _ : state) {
        state.PauseTiming(); // the network layer hands a body over that nobody shares, and it is parsed in place
        QByteArray body(page.constData(), page.size());
        state.ResumeTiming();
        benchmark::DoNotOptimize(qps::readAgents({.body = std::move(body)}));
    }
    count(state, page);
}

void streamReader(benchmark::State &state, PageShape shape)
{
    const QByteArray page = agentPage(pageSize, shape);
    for (auto _ : state)
        benchmark::DoNotOptimize(readWithStreamReader(page));
    count(state, page);
}

} // namespace

int main(int argc, char **argv)
{
    for (const auto &[name, shape] : {std::pair("full", PageShape::Full), std::pair("trimmed", PageShape::Trimmed)}) {
        if (!agreeOn(agentPage(pageSize, shape))) {
            std::fprintf(stderr, "the two readers do not yield the same records\n");
            return 1;
        }
        const std::string suffix = std::string("/") + name;
        benchmark::RegisterBenchmark(("ours" + suffix).c_str(), ours, shape)->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark(("stream reader" + suffix).c_str(), streamReader, shape)
            ->Unit(benchmark::kMillisecond);
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    benchmark::RunSpecifiedBenchmarks();
}
