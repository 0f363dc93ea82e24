// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentpacker.h"
#include "domain/agents/rowbits.h"

#include <QHash>

#include <memory>
#include <span>
#include <vector>

class ChunkBuilder;
struct AgentChunk;

/// Agents by row, to be read. A copy is a copy of pointers: hand one to a worker and it reads what was there then,
/// while the window goes on. A row keeps its number for as long as its agent exists, so marks stay right; the row of an
/// agent that was removed is empty until another agent takes it.
class AgentRows
{
public:
    static constexpr quint32 chunkRows = 4'096;

    quint32 rowCount() const { return m_rows; }    ///< rows, empty ones too: what bitmaps are sized by
    quint32 size() const { return m_agents; }      ///< agents
    quint64 dataVersion() const { return m_data; } ///< another number after each change
    bool isEmptyRow(quint32 row) const { return idAt(row).value == 0; }

    AssetId idAt(quint32 row) const;
    QString name(quint32 row) const;
    QString address(quint32 row) const;
    QString dnsHostName(quint32 row) const;
    const QString &os(quint32 row) const;
    const QString &version(quint32 row) const;
    const QString &status(quint32 row) const;
    const QString &platform(quint32 row) const;
    const QString &configuration(quint32 row) const;
    const KeyWord &key(quint32 row) const;
    quint32 moduleBits(quint32 row) const; ///< bit i is knownModules()[i]
    const ModulesWord &modules(quint32 row) const;
    QList<TagRef> tags(quint32 row) const;
    qsizetype tagCount(quint32 row) const;
    qint64 lastCheckedIn(quint32 row) const; ///< seconds since 1970; 0 when never
    qint64 created(quint32 row) const;       ///< seconds since 1970; 0 when not told
    qint64 modified(quint32 row) const;
    /// The whole record, to the second; `key` is the last six characters alone.
    Agent agentAt(quint32 row) const;

    /// The newest version of each platform among the agents; "" collects those that tell none.
    const QHash<QString, AgentVersion> &newestVersions() const { return *m_newest; }
    bool isBehind(quint32 row) const; ///< an older version than the newest of its platform

    quint32 chunkCount() const { return quint32(m_chunks.size()); }
    const AgentChunk &chunk(quint32 index) const { return *m_chunks[index]; }
    const AgentWords &words() const { return m_words; }

protected:
    const AgentChunk &chunkOf(quint32 row) const { return *m_chunks[row / chunkRows]; }

    std::vector<std::shared_ptr<const AgentChunk>> m_chunks;
    AgentWords m_words;
    std::shared_ptr<const QHash<QString, AgentVersion>> m_newest =
        std::make_shared<const QHash<QString, AgentVersion>>();
    quint32 m_rows = 0, m_agents = 0;
    quint64 m_data = 0;
};

/// All agents of a subscription, in columns: no more than 170 bytes each. Owned by one thread at a time; others read
/// snapshots.
class AgentColumns : public AgentRows
{
public:
    /// Rows by what happened to them, each once and in order.
    struct Changes
    {
        std::vector<quint32> added;
        std::vector<quint32> changed;
    };

    AgentColumns();
    explicit AgentColumns(AgentPacker packer); ///< beginning with the words of a cache
    AgentColumns(const AgentColumns &) = delete;
    AgentColumns &operator=(const AgentColumns &) = delete;
    AgentColumns(AgentColumns &&) noexcept;
    AgentColumns &operator=(AgentColumns &&) noexcept;
    ~AgentColumns();

    AgentRows snapshot() const { return *this; }
    std::optional<quint32> rowOf(AssetId id) const;

    /// Adds the agents or replaces those of the same ids; of two with one id the later counts. An agent without serial
    /// and MACs keeps those known before, since lists are asked for without them. Ids below 1 are passed over.
    Changes upsert(std::span<const Agent> agents);
    /// Rows that were packed by a packer with the same words. Ids that are there already are replaced.
    Changes upsertPacked(std::span<const PackedAgent> agents);
    /// Returns the rows that are empty now.
    std::vector<quint32> remove(std::span<const AssetId> ids);

    /// How many agents have which word; index as in words(). Kept up with every change.
    const AgentCounts &counts() const { return m_counts; }
    /// Everything counted exactly by capacity: chunks, words, index. Heap overhead of single strings not.
    std::size_t bytesUsed() const;

private:
    class Writer;

    std::size_t freePlace(qint64 id) const;
    void reserveIndex(quint32 agents);
    void forget(qint64 id);

    AgentPacker m_packer;
    std::unique_ptr<ChunkBuilder> m_builder;
    std::vector<quint32> m_index; ///< open addressing by id: row + 1, or 0
    std::vector<quint32> m_free;  ///< empty rows, last one first
    AgentCounts m_counts;
};
