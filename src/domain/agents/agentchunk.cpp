// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentchunk.h"

#include <algorithm>
#include <charconv>

namespace {

/// A copy without room to spare: a chunk never grows.
template <typename Value>
std::vector<Value> fitted(const std::vector<Value> &values)
{
    return std::vector<Value>(values.begin(), values.end());
}

template <typename Value>
std::size_t bytesOf(const std::vector<Value> &values)
{
    return values.capacity() * sizeof(Value);
}

} // namespace

bool TextArena::mayHold(std::string_view needle) const
{
    return std::ranges::all_of(needle, [this](char c) {
        const quint8 byte = quint8(c);
        return present[byte / 64] >> (byte % 64) & 1;
    });
}

std::size_t AgentTexts::bytesUsed() const
{
    return sizeof(*this) + names.bytesUsed() + addresses.bytesUsed() + bytesOf(details) + bytesOf(detailStarts) +
           bytesOf(idDigits);
}

PackedAgent AgentChunk::packed(quint32 row, std::vector<quint32> &scratch) const
{
    PackedAgent agent{
        .id = ids[row], .names = texts->names[row], .address = texts->addresses[row], .details = texts->detailsOf(row)};
    for (std::size_t i = 0; i < agentCells; ++i)
        agent.cells[i] = cells[i][row];
    scratch.clear();
    forEachTag(tagSets[row], [&](quint32 tag) { scratch.push_back(tag); });
    agent.tags = scratch;
    return agent;
}

std::size_t AgentChunk::bytesUsed() const
{
    std::size_t bytes =
        sizeof(*this) + bytesOf(ids) + bytesOf(tagSets) + bytesOf(tagStarts) + bytesOf(tagCells) + texts->bytesUsed();
    for (const std::vector<quint32> &cell : cells)
        bytes += bytesOf(cell);
    return bytes;
}

void ChunkBuilder::ArenaBuilder::add(std::string_view text)
{
    starts.push_back(quint32(bytes.size()));
    bytes.insert(bytes.end(), text.begin(), text.end());
}

TextArena ChunkBuilder::ArenaBuilder::finish()
{
    starts.push_back(quint32(bytes.size()));
    TextArena arena{fitted(bytes), fitted(starts)};
    std::array<bool, 256> seen = {};
    for (const char c : bytes)
        seen[quint8(c)] = true;
    for (std::size_t byte = 0; byte < seen.size(); ++byte)
        arena.present[byte / 64] |= quint64(seen[byte]) << (byte % 64);
    bytes.clear();
    starts.clear();
    return arena;
}

void ChunkBuilder::add(const PackedAgent &agent)
{
    m_ids.push_back(agent.id);
    m_empty += agent.id == 0;
    for (std::size_t i = 0; i < agentCells; ++i)
        m_cells[i].push_back(agent.cells[i]);
    m_names.add(agent.names);
    m_addresses.add(agent.address);
    m_details.add(agent.details);
    m_onlyNames = m_onlyNames && std::ranges::count(agent.names, textEnd) <= 1;
    m_tagSets.push_back(quint16(tagSet(agent.tags)));
}

/// At most as many lists as rows, so that 16 bits number them.
quint32 ChunkBuilder::tagSet(std::span<const quint32> tags)
{
    const size_t hash = qHashBits(tags.data(), tags.size_bytes());
    for (auto known = m_knownSets.constFind(hash); known != m_knownSets.cend() && known.key() == hash; ++known) {
        const std::span<const quint32> set(m_tagNumbers.data() + m_tagStarts[*known],
                                           m_tagStarts[*known + 1] - m_tagStarts[*known]);
        if (std::ranges::equal(set, tags))
            return *known;
    }
    const quint32 set = quint32(m_tagStarts.size()) - 1;
    m_tagNumbers.insert(m_tagNumbers.end(), tags.begin(), tags.end());
    m_tagStarts.push_back(quint32(m_tagNumbers.size()));
    m_knownSets.insert(hash, set);
    return set;
}

std::shared_ptr<const AgentTexts> ChunkBuilder::finishTexts()
{
    auto texts = std::make_shared<AgentTexts>();
    texts->names = m_names.finish();
    texts->addresses = m_addresses.finish();
    m_details.starts.push_back(quint32(m_details.bytes.size()));
    texts->details = fitted(m_details.bytes);
    texts->detailStarts = fitted(m_details.starts);
    texts->onlyNames = m_onlyNames;
    const qint64 largest = m_ids.empty() ? 0 : std::ranges::max(m_ids);
    std::array<char, 20> digits;
    const auto widthOf = [&](qint64 id) {
        return std::size_t(std::to_chars(digits.data(), digits.data() + digits.size(), id).ptr - digits.data());
    };
    texts->idWidth = quint32(widthOf(largest));
    texts->idDigits.assign(m_ids.size() * texts->idWidth, textEnd);
    for (std::size_t row = 0; row < m_ids.size(); ++row) {
        const std::size_t width = m_ids[row] == 0 ? 0 : widthOf(m_ids[row]);
        std::copy_n(digits.begin(), width,
                    texts->idDigits.begin() + std::ptrdiff_t((row + 1) * texts->idWidth - width));
    }
    return texts;
}

std::shared_ptr<const AgentChunk> ChunkBuilder::finish(std::shared_ptr<const AgentTexts> texts)
{
    auto chunk = std::make_shared<AgentChunk>();
    chunk->rows = rows();
    chunk->empty = m_empty;
    chunk->texts = texts ? std::move(texts) : finishTexts();
    chunk->ids = fitted(m_ids);
    for (std::size_t i = 0; i < agentCells; ++i) {
        chunk->cells[i] = fitted(m_cells[i]);
        m_cells[i].clear();
    }
    chunk->tagSets = fitted(m_tagSets);
    chunk->wideTags = !m_tagNumbers.empty() && std::ranges::max(m_tagNumbers) > 0xffff;
    const quint32 step = chunk->wideTags ? 2 : 1;
    chunk->tagStarts.reserve(m_tagStarts.size());
    for (const quint32 start : m_tagStarts)
        chunk->tagStarts.push_back(start * step);
    chunk->tagCells.reserve(m_tagNumbers.size() * step);
    for (const quint32 tag : m_tagNumbers) {
        chunk->tagCells.push_back(quint16(tag));
        if (chunk->wideTags)
            chunk->tagCells.push_back(quint16(tag >> 16));
    }
    for (ArenaBuilder *arena : {&m_names, &m_addresses, &m_details}) {
        arena->bytes.clear();
        arena->starts.clear();
    }
    m_ids.clear();
    m_tagSets.clear();
    m_tagStarts.assign(1, 0);
    m_tagNumbers.clear();
    m_knownSets.clear();
    m_empty = 0;
    m_onlyNames = true;
    return chunk;
}
