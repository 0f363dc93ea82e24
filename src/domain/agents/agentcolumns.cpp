// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentcolumns.h"

#include "domain/agents/agentchunk.h"
#include "domain/agents/agentdetails.h"

#include <algorithm>
#include <atomic>
#include <numeric>

namespace {

constexpr std::size_t smallestIndex = 64;

std::size_t placeOf(qint64 id, std::size_t mask)
{
    quint64 hash = quint64(id) * 0x9e3779b97f4a7c15u; // ids come in runs; the upper bits of the product do not
    hash ^= hash >> 32;
    return std::size_t(hash) & mask;
}

void count(std::vector<quint32> &counts, quint32 number, int by)
{
    if (number >= counts.size())
        counts.resize(number + 1);
    counts[number] += quint32(by);
}

/// Of all columns there are, so that a list that takes another's place is seen to be another.
quint64 nextVersion()
{
    static std::atomic<quint64> last = 0;
    return ++last;
}

quint64 versionOfKind(const PackedAgent &agent)
{
    return quint64(agent[AgentCell::Version]) << 32 | agent[AgentCell::Kind];
}

bool sameTexts(const PackedAgent &a, const PackedAgent &b)
{
    return a.id == b.id && a.names == b.names && a.address == b.address && a.details == b.details;
}

} // namespace

/// One change of the columns: finds the rows, then makes each chunk that is touched anew.
class AgentColumns::Writer
{
public:
    explicit Writer(AgentColumns &columns)
        : m_columns(columns)
    {
    }

    /// `pack` gives the agent of a number; what it returns has to last until it is called again.
    template <typename Pack>
    Changes write(std::size_t agents, const auto &idOf, const Pack &pack)
    {
        Changes changes;
        findRows(agents, idOf);
        for (std::size_t from = 0; from < m_places.size();) {
            const quint32 chunk = m_places[from].row / chunkRows;
            std::size_t to = from;
            while (to < m_places.size() && m_places[to].row / chunkRows == chunk)
                ++to;
            writeChunk(chunk, std::span(m_places).subspan(from, to - from), pack, changes);
            from = to;
        }
        for (const quint32 row : changes.added)
            m_columns.m_index[m_columns.freePlace(m_columns.idAt(row).value)] = row + 1;
        finish();
        return changes;
    }

    void empty(std::span<const quint32> rows)
    {
        Changes changes;
        m_places.clear();
        for (const quint32 row : rows)
            m_places.push_back({row, 0, false});
        const auto nothing = [](std::size_t) { return PackedAgent(); };
        for (std::size_t from = 0; from < m_places.size();) {
            const quint32 chunk = m_places[from].row / chunkRows;
            std::size_t to = from;
            while (to < m_places.size() && m_places[to].row / chunkRows == chunk)
                ++to;
            writeChunk(chunk, std::span(m_places).subspan(from, to - from), nothing, changes);
            from = to;
        }
        finish();
    }

private:
    struct Place
    {
        quint32 row;
        quint32 agent;
        bool isNew;
    };

    void findRows(std::size_t agents, const auto &idOf)
    {
        std::vector<quint32> order(agents);
        std::iota(order.begin(), order.end(), 0);
        std::ranges::stable_sort(order, {}, idOf);
        quint32 added = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const qint64 id = idOf(order[i]);
            if (id < 1 || (i + 1 < order.size() && idOf(order[i + 1]) == id))
                continue;
            const std::optional<quint32> known = m_columns.rowOf({id});
            m_places.push_back({known ? *known : newRow(), order[i], !known});
            added += !known;
        }
        std::ranges::sort(m_places, {}, &Place::row);
        m_columns.reserveIndex(m_columns.m_agents + added);
        m_columns.m_agents += added;
    }

    quint32 newRow()
    {
        if (m_columns.m_free.empty())
            return m_columns.m_rows++;
        const quint32 row = m_columns.m_free.back();
        m_columns.m_free.pop_back();
        return row;
    }

    template <typename Pack>
    void writeChunk(quint32 number, std::span<const Place> places, const Pack &pack, Changes &changes)
    {
        if (number >= m_columns.m_chunks.size())
            m_columns.m_chunks.resize(number + 1);
        const std::shared_ptr<const AgentChunk> before = m_columns.m_chunks[number];
        const quint32 rows = std::min(chunkRows, m_columns.m_rows - number * chunkRows);
        const quint32 rowsBefore = before ? before->rows : 0;
        bool textsStay = rows == rowsBefore;
        bool anything = textsStay == false;
        std::string details;
        auto place = places.begin();
        for (quint32 row = 0; row < rows; ++row) {
            const PackedAgent old = row < rowsBefore ? before->packed(row, m_tagsBefore) : PackedAgent();
            if (place == places.end() || place->row != number * chunkRows + row) {
                m_builder.add(old);
                continue;
            }
            PackedAgent agent = pack(place->agent);
            if (old.id != 0 && old.id == agent.id && agentdetails::hasHardware(old.details) &&
                !agentdetails::hasHardware(agent.details)) {
                // Lists leave out serial and MACs; what was known of them stays.
                details = agentdetails::joined(agent.details, agentdetails::split(old.details).second);
                agent.details = details;
            }
            const bool textsSame = sameTexts(old, agent);
            const bool same = textsSame && old.cells == agent.cells && std::ranges::equal(old.tags, agent.tags);
            if (place->isNew)
                changes.added.push_back(place->row);
            else if (!same)
                changes.changed.push_back(place->row);
            if (!same) {
                tally(old, -1);
                tally(agent, 1);
            }
            textsStay = textsStay && textsSame;
            anything = anything || !same;
            m_builder.add(agent);
            ++place;
        }
        std::shared_ptr<const AgentChunk> after = m_builder.finish(textsStay ? before->texts : nullptr);
        if (!anything)
            return;
        m_columns.m_chunks[number] = std::move(after);
        m_changed = true;
    }

    void tally(const PackedAgent &agent, int by)
    {
        if (agent.id == 0)
            return;
        AgentCounts &counts = m_columns.m_counts;
        count(counts.systems, agent[AgentCell::System], by);
        count(counts.versions, agent[AgentCell::Version], by);
        count(counts.kinds, agent[AgentCell::Kind], by);
        count(counts.keys, agent[AgentCell::Key], by);
        count(counts.modules, agent[AgentCell::Modules], by);
        count(counts.domains, agent[AgentCell::Domain], by);
        for (const quint32 tag : agent.tags)
            count(counts.tags, tag, by);
        quint32 &pair = counts.versionsOfKinds[versionOfKind(agent)];
        m_pairsChanged = m_pairsChanged || pair == 0 || pair + quint32(by) == 0;
        pair += quint32(by);
    }

    void finish()
    {
        m_columns.m_words = m_columns.m_packer.words();
        if (m_pairsChanged)
            findNewest();
        if (m_changed)
            m_columns.m_data = nextVersion();
    }

    void findNewest()
    {
        QHash<quint64, quint32> &pairs = m_columns.m_counts.versionsOfKinds;
        pairs.removeIf([](const auto &pair) { return pair.value() == 0; });
        auto newest = std::make_shared<QHash<QString, AgentVersion>>();
        for (auto pair = pairs.cbegin(); pair != pairs.cend(); ++pair) {
            const std::optional<AgentVersion> &version = m_columns.m_words.versions[quint32(pair.key() >> 32)].number;
            if (!version)
                continue;
            AgentVersion &known = (*newest)[m_columns.m_words.kinds[quint32(pair.key())].platform];
            known = std::max(known, *version);
        }
        m_columns.m_newest = std::move(newest);
    }

    AgentColumns &m_columns;
    ChunkBuilder &m_builder = *m_columns.m_builder;
    std::vector<Place> m_places;
    std::vector<quint32> m_tagsBefore;
    bool m_changed = false, m_pairsChanged = false;
};

AgentColumns::AgentColumns()
    : AgentColumns(AgentPacker())
{
}

AgentColumns::AgentColumns(AgentPacker packer)
    : m_packer(std::move(packer))
    , m_builder(std::make_unique<ChunkBuilder>())
    , m_index(smallestIndex)
{
    m_words = m_packer.words();
}

AgentColumns::AgentColumns(AgentColumns &&) noexcept = default;
AgentColumns &AgentColumns::operator=(AgentColumns &&) noexcept = default;
AgentColumns::~AgentColumns() = default;

std::optional<quint32> AgentColumns::rowOf(AssetId id) const
{
    const std::size_t mask = m_index.size() - 1;
    for (std::size_t place = placeOf(id.value, mask); m_index[place] != 0; place = (place + 1) & mask)
        if (idAt(m_index[place] - 1) == id)
            return m_index[place] - 1;
    return {};
}

std::size_t AgentColumns::freePlace(qint64 id) const
{
    const std::size_t mask = m_index.size() - 1;
    std::size_t place = placeOf(id, mask);
    while (m_index[place] != 0)
        place = (place + 1) & mask;
    return place;
}

void AgentColumns::reserveIndex(quint32 agents)
{
    if (agents * 4ull <= m_index.size() * 3ull)
        return;
    const std::vector<quint32> before = std::exchange(m_index, std::vector<quint32>(std::bit_ceil(agents * 2ull)));
    for (const quint32 entry : before)
        if (entry != 0)
            m_index[freePlace(idAt(entry - 1).value)] = entry;
}

/// Entries behind the one that goes are moved up, so that no search ends at the gap too early.
void AgentColumns::forget(qint64 id)
{
    const std::size_t mask = m_index.size() - 1;
    std::size_t gap = placeOf(id, mask);
    while (m_index[gap] != 0 && idAt(m_index[gap] - 1).value != id)
        gap = (gap + 1) & mask;
    for (std::size_t next = (gap + 1) & mask; m_index[next] != 0; next = (next + 1) & mask) {
        const std::size_t home = placeOf(idAt(m_index[next] - 1).value, mask);
        if (((next - home) & mask) >= ((next - gap) & mask)) {
            m_index[gap] = m_index[next];
            gap = next;
        }
    }
    m_index[gap] = 0;
}

AgentColumns::Changes AgentColumns::upsert(std::span<const Agent> agents)
{
    return Writer(*this).write(
        agents.size(), [&](std::size_t i) { return agents[i].id.value; },
        [&](std::size_t i) { return m_packer.pack(agents[i]); });
}

AgentColumns::Changes AgentColumns::upsertPacked(std::span<const PackedAgent> agents)
{
    return Writer(*this).write(
        agents.size(), [&](std::size_t i) { return agents[i].id; }, [&](std::size_t i) { return agents[i]; });
}

std::vector<quint32> AgentColumns::remove(std::span<const AssetId> ids)
{
    std::vector<quint32> rows;
    for (const AssetId id : ids) {
        const std::optional<quint32> row = rowOf(id);
        if (!row)
            continue;
        forget(id.value);
        rows.push_back(*row);
    }
    std::ranges::sort(rows);
    m_agents -= quint32(rows.size());
    Writer(*this).empty(rows);
    m_free.insert(m_free.end(), rows.rbegin(), rows.rend());
    return rows;
}

std::size_t AgentColumns::bytesUsed() const
{
    std::size_t bytes = m_words.bytesUsed() + m_index.capacity() * sizeof(quint32) +
                        m_free.capacity() * sizeof(quint32) + m_chunks.capacity() * sizeof(m_chunks[0]);
    for (const std::shared_ptr<const AgentChunk> &chunk : m_chunks)
        bytes += chunk->bytesUsed();
    return bytes;
}
