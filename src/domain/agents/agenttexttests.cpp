// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agenttests.h"
#include "domain/agents/bytescan.h"

#include <algorithm>

namespace {

/// With fewer candidates than one row in so many, each is looked at by itself; else the arena is scanned as a whole.
constexpr quint32 sparse = 16;

class IdDigits final : public AgentTest
{
public:
    explicit IdDigits(std::string digits)
        : AgentTest(Texts)
        , m_digits(std::move(digits))
    {
    }
    ChunkBits passed(const AgentChunk &chunk, quint32, const ChunkBits &candidates) const override
    {
        ChunkBits found;
        const std::vector<char> &all = chunk.texts->idDigits;
        const std::size_t width = chunk.texts->idWidth;
        const char *begin = all.data(), *end = begin + all.size();
        for (const char *at = begin; (at = findBytes(at, end, m_digits));) {
            const std::size_t row = std::size_t(at - begin) / width;
            const bool inside = std::size_t(at - begin) + m_digits.size() <= (row + 1) * width;
            if (inside && candidates.test(quint32(row)))
                found.set(quint32(row));
            at = inside ? begin + (row + 1) * width : at + 1;
        }
        return found;
    }

private:
    std::string m_digits;
};

/// A needle in an arena. What a hit has to be besides is asked of `accepts(row, text of the row, place in it)`.
template <typename Accepts>
ChunkBits foundIn(const TextArena &arena, std::string_view needle, quint32 rows, const ChunkBits &candidates,
                  const Accepts &accepts)
{
    ChunkBits found;
    if (!arena.mayHold(needle))
        return found;
    const auto findInRow = [&](quint32 row) {
        const std::string_view text = arena[row];
        const char *end = text.data() + text.size();
        for (const char *at = text.data(); (at = findBytes(at, end, needle)); ++at)
            if (accepts(row, text, std::size_t(at - text.data())))
                return found.set(row);
    };
    if (candidates.count() * sparse < rows) {
        candidates.forEach(findInRow);
        return found;
    }
    const char *begin = arena.bytes.data(), *end = begin + arena.bytes.size();
    const quint32 *starts = arena.starts.data();
    quint32 row = 0;
    for (const char *at = begin; (at = findBytes(at, end, needle));) {
        const quint32 place = quint32(at - begin);
        for (int steps = 0; starts[row + 1] <= place; ++row)
            if (++steps > 16) { // far apart: leap
                row = quint32(std::upper_bound(starts + row, starts + rows + 1, place) - starts) - 1;
                break;
            }
        if (!candidates.test(row)) {
            at = begin + starts[row + 1];
        } else if (accepts(row, arena[row], place - starts[row])) {
            found.set(row);
            at = begin + starts[row + 1];
        } else {
            ++at;
        }
    }
    return found;
}

class Text final : public AgentTest
{
public:
    Text(agenttests::TextPart part, std::string folded, bool whole)
        : AgentTest(Texts)
        , m_part(part)
        , m_needle(std::move(folded))
        , m_whole(whole)
    {
        if (whole)
            m_needle += textEnd;
    }
    ChunkBits passed(const AgentChunk &chunk, quint32, const ChunkBits &candidates) const override
    {
        using enum agenttests::TextPart;
        if (m_needle.empty())
            return candidates;
        const TextArena &arena = m_part == Address ? chunk.texts->addresses : chunk.texts->names;
        if (m_whole)
            return foundIn(arena, m_needle, chunk.rows, candidates,
                           [](quint32, std::string_view, std::size_t place) { return place == 0; });
        if (m_part == NameOnly && !chunk.texts->onlyNames)
            return foundIn(arena, m_needle, chunk.rows, candidates,
                           [](quint32, std::string_view text, std::size_t place) {
                               return text.substr(0, place).find(textEnd) == std::string_view::npos;
                           });
        return foundIn(arena, m_needle, chunk.rows, candidates,
                       [](quint32, std::string_view, std::size_t) { return true; });
    }

private:
    agenttests::TextPart m_part;
    std::string m_needle;
    bool m_whole;
};

class NameWithDomain final : public AgentTest
{
public:
    NameWithDomain(std::string endOfName, WordSet domains)
        : AgentTest(Texts)
        , m_needle(std::move(endOfName) + textEnd)
        , m_domains(std::move(domains))
    {
    }
    ChunkBits passed(const AgentChunk &chunk, quint32, const ChunkBits &candidates) const override
    {
        const std::vector<quint32> &domains = chunk[AgentCell::Domain];
        return foundIn(chunk.texts->names, m_needle, chunk.rows, candidates,
                       [&](quint32 row, std::string_view text, std::size_t place) {
                           return m_domains[domains[row]] && text.find(textEnd) == place + m_needle.size() - 1;
                       });
    }

private:
    std::string m_needle;
    WordSet m_domains;
};

} // namespace

AgentTestPtr agenttests::idDigits(std::string digits)
{
    return std::make_unique<IdDigits>(std::move(digits));
}

AgentTestPtr agenttests::text(TextPart part, std::string folded, bool whole)
{
    return std::make_unique<Text>(part, std::move(folded), whole);
}

AgentTestPtr agenttests::nameWithDomain(std::string endOfName, WordSet domains)
{
    return std::make_unique<NameWithDomain>(std::move(endOfName), std::move(domains));
}
