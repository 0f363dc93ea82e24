// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <vector>

/// A set of row numbers as a bitmap: marks, selections and results of filters. A value; rows beyond its size are not in
/// it, and two sets are equal when they hold the same rows, whatever their sizes.
class RowBits
{
public:
    using Word = quint64;
    static constexpr quint32 wordBits = 64;

    RowBits() = default;
    explicit RowBits(quint32 rows, bool value = false)
        : m_words((rows + wordBits - 1) / wordBits, value ? ~Word(0) : 0)
        , m_size(rows)
    {
        trim();
    }

    quint32 size() const { return m_size; }
    void resize(quint32 rows) ///< new rows are not in the set
    {
        m_words.resize((rows + wordBits - 1) / wordBits);
        m_size = rows;
        trim();
    }
    void clear() { std::ranges::fill(m_words, Word(0)); }

    bool test(quint32 row) const { return row < m_size && (m_words[row / wordBits] >> (row % wordBits) & 1) != 0; }
    void set(quint32 row, bool value = true) ///< grows the set when the row is beyond it
    {
        if (row >= m_size) {
            if (!value)
                return;
            resize(row + 1);
        }
        const Word bit = Word(1) << (row % wordBits);
        value ? m_words[row / wordBits] |= bit : m_words[row / wordBits] &= ~bit;
    }

    quint32 count() const
    {
        quint32 set = 0;
        for (const Word word : m_words)
            set += quint32(std::popcount(word));
        return set;
    }
    quint32 countWith(const RowBits &other) const ///< of the rows in both
    {
        quint32 set = 0;
        for (std::size_t i = 0; i < std::min(m_words.size(), other.m_words.size()); ++i)
            set += quint32(std::popcount(m_words[i] & other.m_words[i]));
        return set;
    }
    bool any() const
    {
        return std::ranges::any_of(m_words, [](Word word) { return word != 0; });
    }

    /// Calls with each row of the set, in order.
    template <typename Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            for (Word word = m_words[i]; word != 0; word &= word - 1)
                visit(quint32(i * wordBits) + quint32(std::countr_zero(word)));
    }
    std::vector<quint32> rows() const
    {
        std::vector<quint32> rows;
        rows.reserve(count());
        forEach([&](quint32 row) { rows.push_back(row); });
        return rows;
    }

    RowBits &operator&=(const RowBits &other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] &= i < other.m_words.size() ? other.m_words[i] : 0;
        return *this;
    }
    RowBits &operator|=(const RowBits &other)
    {
        if (other.m_size > m_size)
            resize(other.m_size);
        for (std::size_t i = 0; i < other.m_words.size(); ++i)
            m_words[i] |= other.m_words[i];
        return *this;
    }
    RowBits &andNot(const RowBits &other)
    {
        for (std::size_t i = 0; i < std::min(m_words.size(), other.m_words.size()); ++i)
            m_words[i] &= ~other.m_words[i];
        return *this;
    }
    friend RowBits operator&(RowBits a, const RowBits &b) { return a &= b; }
    friend RowBits operator|(RowBits a, const RowBits &b) { return a |= b; }
    friend bool operator==(const RowBits &a, const RowBits &b)
    {
        const std::size_t most = std::max(a.m_words.size(), b.m_words.size());
        for (std::size_t i = 0; i < most; ++i)
            if (a.word(i) != b.word(i))
                return false;
        return true;
    }

    /// 64 rows at once, for scans; bits beyond size() must stay 0. Words beyond the end read as 0.
    Word word(std::size_t index) const { return index < m_words.size() ? m_words[index] : 0; }
    Word *words() { return m_words.data(); }
    std::size_t bytesUsed() const { return m_words.capacity() * sizeof(Word); }

private:
    void trim()
    {
        if (m_size % wordBits != 0)
            m_words.back() &= (Word(1) << (m_size % wordBits)) - 1;
    }

    std::vector<Word> m_words;
    quint32 m_size = 0;
};
