// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentchunk.h"

#include <functional>
#include <memory>

/// The rows of one chunk as a bitmap.
struct ChunkBits
{
    static constexpr std::size_t wordCount = AgentRows::chunkRows / RowBits::wordBits;
    std::array<RowBits::Word, wordCount> words = {};

    bool any() const
    {
        return std::ranges::any_of(words, [](RowBits::Word word) { return word != 0; });
    }
    quint32 count() const;
    void set(quint32 row) { words[row / 64] |= RowBits::Word(1) << (row % 64); }
    bool test(quint32 row) const { return words[row / 64] >> (row % 64) & 1; }
    void andNot(const ChunkBits &other);
    void operator|=(const ChunkBits &other);
    template <typename Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t i = 0; i < wordCount; ++i)
            for (RowBits::Word word = words[i]; word != 0; word &= word - 1)
                visit(quint32(i * 64) + quint32(std::countr_zero(word)));
    }
};

/// A question put to a chunk at a time, made for one snapshot and its words.
class AgentTest
{
public:
    /// Tests are asked from cheap to dear, each about what the ones before left.
    enum Cost { Never, Cells, Tags, Texts, Rows };

    explicit AgentTest(Cost cost)
        : m_cost(cost)
    {
    }
    virtual ~AgentTest() = default;

    /// Of the candidates those that pass; never others. There is at least one candidate.
    virtual ChunkBits passed(const AgentChunk &chunk, quint32 number, const ChunkBits &candidates) const = 0;
    Cost cost() const { return m_cost; }

protected:
    Cost m_cost;
};

using AgentTestPtr = std::unique_ptr<AgentTest>;
using WordSet = std::vector<quint8>; ///< by number of a word: whether it is meant

namespace agenttests {

AgentTestPtr all(std::vector<AgentTestPtr> tests);
AgentTestPtr any(std::vector<AgentTestPtr> tests); ///< Never among them are left out
AgentTestPtr none();
AgentTestPtr negated(AgentTestPtr test);
AgentTestPtr bits(std::shared_ptr<const RowBits> rows);
AgentTestPtr cells(AgentCell cell, WordSet meant); ///< none() when no word is meant
AgentTestPtr tags(WordSet meant);
AgentTestPtr seconds(AgentCell cell, std::function<bool(std::optional<qint64>)> test);
AgentTestPtr ids(std::function<bool(qint64)> test);
AgentTestPtr idDigits(std::string digits);

enum class TextPart { Names, NameOnly, Address };
/// Contains it, or is it.
AgentTestPtr text(TextPart part, std::string folded, bool whole);
/// The end of the name and the beginning of the domain make it together.
AgentTestPtr nameWithDomain(std::string endOfName, WordSet domains);
/// What has to be asked of every row by itself: patterns, and parts that only the details have.
AgentTestPtr rows(std::function<bool(const AgentChunk &chunk, quint32 row)> test,
                  AgentTest::Cost cost = AgentTest::Rows);

} // namespace agenttests
