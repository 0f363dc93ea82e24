// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentsort.h"

#include "domain/agents/agentchunk.h"
#include "domain/agents/agentsortkeys.h"
#include "domain/agents/stablesorts.h"

#include <algorithm>
#include <numeric>

using namespace agentsortkeys;

namespace {

/// What a column has for each row as a number: a moment or the rank of a word.
std::vector<quint32> cellsOf(const AgentRows &agents, std::span<const quint32> rows, AgentCell cell,
                             const std::vector<quint32> &ranks)
{
    std::vector<quint32> values(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const quint32 value = agents.chunk(rows[i] / AgentRows::chunkRows)[cell][rows[i] % AgentRows::chunkRows];
        values[i] = ranks.empty() ? value : ranks[value];
    }
    return values;
}

std::vector<quint64> idsOf(const AgentRows &agents, std::span<const quint32> rows)
{
    std::vector<quint64> ids(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        ids[i] = quint64(agents.chunk(rows[i] / AgentRows::chunkRows).ids[rows[i] % AgentRows::chunkRows]);
    return ids;
}

/// Puts rows that differ in the column in its order and leaves the others as they stand.
void sortBy(const AgentRows &agents, AgentColumn column, std::vector<quint32> &rows, const std::stop_token &stop)
{
    const AgentWords &words = agents.words();
    const auto byCell = [&](AgentCell cell, const std::vector<quint32> &ranks = {}) {
        stablesorts::byNumber(rows, cellsOf(agents, rows, cell, ranks));
    };
    const auto byBytes = [&](const auto &keyOf) { stablesorts::byBytes(rows, keyOf, stop); };
    switch (column) {
    case AgentColumn::Id:
        return stablesorts::byNumber(rows, idsOf(agents, rows));
    case AgentColumn::Name:
        return byBytes([&](quint32 row, stablesorts::KeyWindow &key) { appendName(agents, row, key); });
    case AgentColumn::Address:
        return byBytes([&](quint32 row, stablesorts::KeyWindow &key) { appendAddress(agents, row, key); });
    case AgentColumn::Dns:
        return byBytes([&](quint32 row, stablesorts::KeyWindow &key) { appendDns(agents, row, key); });
    case AgentColumn::Tags: {
        const std::vector<quint32> ranks = tagRanks(words);
        return byBytes([&](quint32 row, stablesorts::KeyWindow &key) { appendTags(agents, row, ranks, key); });
    }
    case AgentColumn::System:
        return byCell(AgentCell::System, systemRanks(words));
    case AgentColumn::Version:
        return byCell(AgentCell::Version, versionRanks(words));
    case AgentColumn::CheckedIn:
        return byCell(AgentCell::CheckedIn);
    case AgentColumn::Created:
        return byCell(AgentCell::Created);
    case AgentColumn::Modules:
        return byCell(AgentCell::Modules, moduleRanks(words));
    case AgentColumn::Key:
        return byCell(AgentCell::Key, keyRanks(words));
    case AgentColumn::Status:
        return byCell(AgentCell::Kind, kindRanks(words, &KindWord::status));
    case AgentColumn::Platform:
        return byCell(AgentCell::Kind, kindRanks(words, &KindWord::platform));
    case AgentColumn::Configuration:
        return byCell(AgentCell::Kind, kindRanks(words, &KindWord::configuration));
    }
}

} // namespace

std::vector<quint32> sortedRows(const AgentRows &agents, std::span<const AgentSortKey> keys,
                                const std::stop_token &stop)
{
    std::vector<quint32> rows;
    rows.reserve(agents.size());
    for (quint32 number = 0; number < agents.chunkCount(); ++number) {
        const AgentChunk &chunk = agents.chunk(number);
        for (quint32 row = 0; row < chunk.rows; ++row)
            if (chunk.ids[row] != 0)
                rows.push_back(number * AgentRows::chunkRows + row);
    }
    // The key that counts least goes first: each sort keeps what the ones before made of equal rows. Turned round
    // before and after, a sort runs downwards and still keeps it.
    for (std::size_t i = keys.size(); i-- > 0;) {
        const bool down = keys[i].order == Qt::DescendingOrder;
        if (down)
            std::ranges::reverse(rows);
        sortBy(agents, keys[i].column, rows, stop);
        if (down)
            std::ranges::reverse(rows);
        if (stop.stop_requested())
            return {};
    }
    return rows;
}

std::vector<quint32> rowsInOrder(std::span<const quint32> order, const RowBits &accepted)
{
    // Without a branch: which rows pass is anyone's guess to the processor.
    std::vector<quint32> rows(order.size() + 1);
    std::size_t count = 0;
    for (const quint32 row : order) {
        rows[count] = row;
        count += accepted.test(row);
    }
    rows.resize(count);
    return rows;
}
