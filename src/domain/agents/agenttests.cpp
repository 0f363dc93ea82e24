// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agenttests.h"

#include <algorithm>

namespace {

class All final : public AgentTest
{
public:
    explicit All(std::vector<AgentTestPtr> tests)
        : AgentTest(tests.empty() ? Cells : tests.back()->cost())
        , m_tests(std::move(tests))
    {
    }
    ChunkBits passed(const AgentChunk &chunk, quint32 number, const ChunkBits &candidates) const override
    {
        ChunkBits left = candidates;
        for (const AgentTestPtr &test : m_tests) {
            left = test->passed(chunk, number, left);
            if (!left.any())
                break;
        }
        return left;
    }

private:
    std::vector<AgentTestPtr> m_tests;
};

class Any final : public AgentTest
{
public:
    explicit Any(std::vector<AgentTestPtr> tests)
        : AgentTest(tests.back()->cost())
        , m_tests(std::move(tests))
    {
    }
    ChunkBits passed(const AgentChunk &chunk, quint32 number, const ChunkBits &candidates) const override
    {
        ChunkBits left = candidates, found;
        for (const AgentTestPtr &test : m_tests) {
            const ChunkBits more = test->passed(chunk, number, left);
            found |= more;
            left.andNot(more);
            if (!left.any())
                break;
        }
        return found;
    }

private:
    std::vector<AgentTestPtr> m_tests;
};

class Negated final : public AgentTest
{
public:
    explicit Negated(AgentTestPtr test)
        : AgentTest(std::max(test->cost(), Cells))
        , m_test(std::move(test))
    {
    }
    ChunkBits passed(const AgentChunk &chunk, quint32 number, const ChunkBits &candidates) const override
    {
        ChunkBits left = candidates;
        left.andNot(m_test->passed(chunk, number, candidates));
        return left;
    }

private:
    AgentTestPtr m_test;
};

class None final : public AgentTest
{
public:
    None()
        : AgentTest(Never)
    {
    }
    ChunkBits passed(const AgentChunk &, quint32, const ChunkBits &) const override { return {}; }
};

class Bits final : public AgentTest
{
public:
    explicit Bits(std::shared_ptr<const RowBits> rows)
        : AgentTest(Cells)
        , m_rows(std::move(rows))
    {
    }
    ChunkBits passed(const AgentChunk &, quint32 number, const ChunkBits &candidates) const override
    {
        ChunkBits found;
        for (std::size_t i = 0; i < found.words.size(); ++i)
            found.words[i] = candidates.words[i] & m_rows->word(number * ChunkBits::wordCount + i);
        return found;
    }

private:
    std::shared_ptr<const RowBits> m_rows;
};

/// Asks a test without branches for each row of a word that has candidates.
template <typename Test>
ChunkBits eachRow(const AgentChunk &chunk, const ChunkBits &candidates, const Test &test)
{
    ChunkBits found;
    for (std::size_t i = 0; i < found.words.size(); ++i) {
        if (candidates.words[i] == 0)
            continue;
        const quint32 from = quint32(i * 64), to = std::min(from + 64, chunk.rows);
        RowBits::Word word = 0;
        for (quint32 row = from; row < to; ++row)
            word |= RowBits::Word(test(row)) << (row - from);
        found.words[i] = word & candidates.words[i];
    }
    return found;
}

class CellWords final : public AgentTest
{
public:
    CellWords(AgentCell cell, WordSet meant)
        : AgentTest(Cells)
        , m_cell(cell)
        , m_meant(std::move(meant))
    {
    }
    ChunkBits passed(const AgentChunk &chunk, quint32, const ChunkBits &candidates) const override
    {
        const quint32 *cells = chunk[m_cell].data();
        const quint8 *meant = m_meant.data();
        return eachRow(chunk, candidates, [=](quint32 row) { return meant[cells[row]]; });
    }

private:
    AgentCell m_cell;
    WordSet m_meant;
};

class TagWords final : public AgentTest
{
public:
    explicit TagWords(WordSet meant)
        : AgentTest(Tags)
        , m_meant(std::move(meant))
    {
    }
    ChunkBits passed(const AgentChunk &chunk, quint32, const ChunkBits &candidates) const override
    {
        WordSet sets(chunk.tagSetCount());
        bool any = false;
        for (quint32 set = 0; set < sets.size(); ++set) {
            quint8 found = 0;
            chunk.forEachTag(set, [&](quint32 tag) { found |= m_meant[tag]; });
            sets[set] = found;
            any = any || found;
        }
        if (!any)
            return {};
        return eachRow(chunk, candidates, [&](quint32 row) { return sets[chunk.tagSets[row]]; });
    }

private:
    WordSet m_meant;
};

template <typename Test>
class EachRow final : public AgentTest
{
public:
    EachRow(Cost cost, Test test)
        : AgentTest(cost)
        , m_test(std::move(test))
    {
    }
    ChunkBits passed(const AgentChunk &chunk, quint32, const ChunkBits &candidates) const override
    {
        ChunkBits found;
        candidates.forEach([&](quint32 row) {
            if (m_test(chunk, row))
                found.set(row);
        });
        return found;
    }

private:
    Test m_test;
};

void sortByCost(std::vector<AgentTestPtr> &tests)
{
    std::ranges::stable_sort(tests, {}, [](const AgentTestPtr &test) { return test->cost(); });
}

bool anyMeant(const WordSet &words)
{
    return std::ranges::find(words, quint8(1)) != words.end();
}

} // namespace

quint32 ChunkBits::count() const
{
    quint32 set = 0;
    for (const RowBits::Word word : words)
        set += quint32(std::popcount(word));
    return set;
}

void ChunkBits::andNot(const ChunkBits &other)
{
    for (std::size_t i = 0; i < wordCount; ++i)
        words[i] &= ~other.words[i];
}

void ChunkBits::operator|=(const ChunkBits &other)
{
    for (std::size_t i = 0; i < wordCount; ++i)
        words[i] |= other.words[i];
}

AgentTestPtr agenttests::all(std::vector<AgentTestPtr> tests)
{
    if (tests.size() == 1)
        return std::move(tests.front());
    sortByCost(tests);
    return std::make_unique<All>(std::move(tests));
}

AgentTestPtr agenttests::any(std::vector<AgentTestPtr> tests)
{
    std::erase_if(tests, [](const AgentTestPtr &test) { return test->cost() == AgentTest::Never; });
    if (tests.empty())
        return none();
    if (tests.size() == 1)
        return std::move(tests.front());
    sortByCost(tests);
    return std::make_unique<Any>(std::move(tests));
}

AgentTestPtr agenttests::none()
{
    return std::make_unique<None>();
}

AgentTestPtr agenttests::negated(AgentTestPtr test)
{
    return std::make_unique<Negated>(std::move(test));
}

AgentTestPtr agenttests::bits(std::shared_ptr<const RowBits> rows)
{
    return rows ? std::make_unique<Bits>(std::move(rows)) : none();
}

AgentTestPtr agenttests::cells(AgentCell cell, WordSet meant)
{
    return anyMeant(meant) ? std::make_unique<CellWords>(cell, std::move(meant)) : none();
}

AgentTestPtr agenttests::tags(WordSet meant)
{
    return anyMeant(meant) ? std::make_unique<TagWords>(std::move(meant)) : none();
}

AgentTestPtr agenttests::seconds(AgentCell cell, std::function<bool(std::optional<qint64>)> test)
{
    auto each = [cell, test = std::move(test)](const AgentChunk &chunk, quint32 row) {
        const quint32 at = chunk[cell][row];
        return test(at == 0 ? std::nullopt : std::optional<qint64>(at));
    };
    return std::make_unique<EachRow<decltype(each)>>(AgentTest::Tags, std::move(each));
}

AgentTestPtr agenttests::ids(std::function<bool(qint64)> test)
{
    auto each = [test = std::move(test)](const AgentChunk &chunk, quint32 row) { return test(chunk.ids[row]); };
    return std::make_unique<EachRow<decltype(each)>>(AgentTest::Tags, std::move(each));
}

AgentTestPtr agenttests::rows(std::function<bool(const AgentChunk &chunk, quint32 row)> test, AgentTest::Cost cost)
{
    return std::make_unique<EachRow<decltype(test)>>(cost, std::move(test));
}
