// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentcolumns.h"

/// The folded texts of a chunk's rows one behind the other, to be scanned as one.
struct TextArena
{
    std::vector<char> bytes;
    std::vector<quint32> starts;         ///< one more than there are rows
    std::array<quint64, 4> present = {}; ///< which bytes occur at all: most words rule out the addresses at once

    std::string_view operator[](quint32 row) const
    {
        return {bytes.data() + starts[row], std::size_t(starts[row + 1] - starts[row])};
    }
    bool mayHold(std::string_view needle) const;
    std::size_t bytesUsed() const { return bytes.capacity() + starts.capacity() * sizeof(quint32); }
};

/// What seldom changes of a chunk, so that check-ins and modules are replaced without copying it.
struct AgentTexts
{
    TextArena names;
    TextArena addresses;
    std::vector<char> details;
    std::vector<quint32> detailStarts;
    std::vector<char> idDigits; ///< of equal width, empty places in front filled with textEnd
    quint32 idWidth = 0;
    bool onlyNames = true; ///< no row has a DNS or NetBIOS name beside its name

    std::string_view detailsOf(quint32 row) const
    {
        return {details.data() + detailStarts[row], std::size_t(detailStarts[row + 1] - detailStarts[row])};
    }
    std::size_t bytesUsed() const;
};

/// AgentRows::chunkRows rows, the last chunk fewer. Never changed once made.
struct AgentChunk
{
    quint32 rows = 0;
    quint32 empty = 0; ///< rows without an agent; their id is 0
    std::vector<qint64> ids;
    std::array<std::vector<quint32>, agentCells> cells;
    std::shared_ptr<const AgentTexts> texts;
    // Lists of tags repeat among neighbours but not among all hosts, so they are shared within the chunk.
    std::vector<quint16> tagSets; ///< each row's list
    std::vector<quint32> tagStarts;
    std::vector<quint16> tagCells; ///< numbers of tags; two cells each, the lower half first, when `wideTags`
    bool wideTags = false;

    const std::vector<quint32> &operator[](AgentCell cell) const { return cells[std::size_t(cell)]; }
    quint32 tagSetCount() const { return quint32(tagStarts.size()) - 1; }
    template <typename Visit>
    void forEachTag(quint32 set, Visit visit) const
    {
        const quint32 step = wideTags ? 2 : 1;
        for (quint32 i = tagStarts[set]; i < tagStarts[set + 1]; i += step)
            visit(wideTags ? tagCells[i] | quint32(tagCells[i + 1]) << 16 : quint32(tagCells[i]));
    }
    /// A row as it was packed; its tags stand in `scratch`.
    PackedAgent packed(quint32 row, std::vector<quint32> &scratch) const;
    std::size_t bytesUsed() const;
};

/// Puts a chunk together row by row. One may make many: what it needs to grow is kept.
class ChunkBuilder
{
public:
    void add(const PackedAgent &agent); ///< an id of 0 makes an empty row
    quint32 rows() const { return quint32(m_ids.size()); }
    /// With the texts of an older state of the chunk when no text of it has changed.
    std::shared_ptr<const AgentChunk> finish(std::shared_ptr<const AgentTexts> texts = {});

private:
    struct ArenaBuilder
    {
        std::vector<char> bytes;
        std::vector<quint32> starts;
        void add(std::string_view text);
        TextArena finish();
    };

    quint32 tagSet(std::span<const quint32> tags);
    std::shared_ptr<const AgentTexts> finishTexts();

    std::vector<qint64> m_ids;
    std::array<std::vector<quint32>, agentCells> m_cells;
    ArenaBuilder m_names, m_addresses, m_details;
    quint32 m_empty = 0;
    bool m_onlyNames = true;
    std::vector<quint16> m_tagSets;
    std::vector<quint32> m_tagStarts{0}, m_tagNumbers;
    QMultiHash<size_t, quint32> m_knownSets;
};
