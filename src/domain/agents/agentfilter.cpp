// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentfilter.h"

#include "domain/agents/agentcompile.h"
#include "domain/agents/agentnarrowing.h"

using namespace Qt::StringLiterals;

namespace {

bool asks(const FilterNode &node, QLatin1StringView field, QLatin1StringView word)
{
    if (node.kind == FilterNode::Kind::Clause)
        return node.clause.field->name == field &&
               std::ranges::any_of(node.clause.values, [&](const FilterValue &v) { return v.text == word; });
    return std::ranges::any_of(node.children, [&](const FilterNode &child) { return asks(child, field, word); });
}

bool sameContext(const AgentFilterContext &a, const AgentFilterContext &b)
{
    return a.now == b.now && a.zone == b.zone && a.staleDays == b.staleDays && a.duplicates == b.duplicates &&
           a.staged == b.staged && a.failed == b.failed && a.conflicts == b.conflicts && a.selected == b.selected &&
           a.refused == b.refused;
}

} // namespace

AgentFilter::AgentFilter(Query query, AgentFilterContext context)
    : m_query(query.isValid() ? std::move(query) : Query())
    , m_context(std::move(context))
{
}

bool AgentFilter::acceptsAll() const
{
    return m_query.isEmpty();
}

bool AgentFilter::needsDuplicates() const
{
    return asks(m_query.root, "is"_L1, "duplicate"_L1);
}

bool AgentFilter::narrows(const AgentFilter &before) const
{
    if (before.acceptsAll())
        return true;
    if (!m_context.tags.tags().isSharedWith(before.m_context.tags.tags()) &&
        !(m_context.tags.isEmpty() && before.m_context.tags.isEmpty()))
        return false;
    if (agentnarrowing::dependsOnContext(before.m_query.root) && !sameContext(m_context, before.m_context))
        return false;
    return agentnarrowing::implies(m_query.root, before.m_query.root);
}

std::optional<RowBits> AgentFilter::rows(const AgentRows &agents, const RowBits *within,
                                         const std::stop_token &stop) const
{
    AgentScan scan(*this, agents, within ? std::optional(*within) : std::nullopt);
    while (scan.advance(1))
        if (stop.stop_requested())
            return {};
    return scan.takeRows();
}

struct AgentScan::State
{
    AgentRows agents;
    AgentFilterContext context;
    std::optional<RowBits> within;
    AgentTestPtr test; ///< nullptr accepts every agent
    RowBits found;
    quint32 next = 0;

    ChunkBits candidates(quint32 number) const;
};

/// The rows of a chunk that hold an agent and are asked about at all.
ChunkBits AgentScan::State::candidates(quint32 number) const
{
    const AgentChunk &chunk = agents.chunk(number);
    ChunkBits bits;
    for (quint32 from = 0; from < chunk.rows; from += 64)
        bits.words[from / 64] =
            chunk.rows - from >= 64 ? ~RowBits::Word(0) : (RowBits::Word(1) << (chunk.rows - from)) - 1;
    for (quint32 row = 0; chunk.empty > 0 && row < chunk.rows; ++row)
        if (chunk.ids[row] == 0)
            bits.words[row / 64] &= ~(RowBits::Word(1) << (row % 64));
    for (std::size_t i = 0; within && i < ChunkBits::wordCount; ++i)
        bits.words[i] &= within->word(number * ChunkBits::wordCount + i);
    return bits;
}

AgentScan::AgentScan(const AgentFilter &filter, AgentRows agents, std::optional<RowBits> within)
    : m_state(std::make_unique<State>(State{std::move(agents), filter.context(), std::move(within), {}, {}}))
{
    m_state->found.resize(m_state->agents.rowCount());
    if (!filter.acceptsAll())
        m_state->test = compiledFor(m_state->agents, filter.query().root, m_state->context);
}

AgentScan::AgentScan(AgentScan &&) noexcept = default;
AgentScan &AgentScan::operator=(AgentScan &&) noexcept = default;
AgentScan::~AgentScan() = default;

bool AgentScan::advance(quint32 chunks)
{
    if (isDone())
        return false;
    const std::size_t words = (m_state->agents.rowCount() + RowBits::wordBits - 1) / RowBits::wordBits;
    const quint32 end = std::min(m_state->next + chunks, m_state->agents.chunkCount());
    for (; m_state->next < end; ++m_state->next) {
        ChunkBits bits = m_state->candidates(m_state->next);
        if (m_state->test && bits.any())
            bits = m_state->test->passed(m_state->agents.chunk(m_state->next), m_state->next, bits);
        const std::size_t first = m_state->next * ChunkBits::wordCount;
        std::copy_n(bits.words.begin(), std::min(ChunkBits::wordCount, words - first), m_state->found.words() + first);
    }
    return true;
}

bool AgentScan::isDone() const
{
    return m_state->next >= m_state->agents.chunkCount();
}

const RowBits &AgentScan::rows() const
{
    return m_state->found;
}

RowBits AgentScan::takeRows()
{
    return std::move(m_state->found);
}
