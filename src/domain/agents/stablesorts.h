// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtEndian>
#include <QtGlobal>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

/// Sorts of a million rows that keep equal ones as they stand.
namespace stablesorts {

/// By numbers, one for each place of `rows`: 11 bits at a time from the lowest, without those that all have in common.
template <typename Number>
void byNumber(std::vector<quint32> &rows, std::vector<Number> numbers)
{
    constexpr int bits = 11;
    constexpr std::size_t buckets = std::size_t(1) << bits;
    std::vector<quint32> otherRows(rows.size());
    std::vector<Number> otherNumbers(rows.size());
    Number differing = 0;
    for (const Number number : numbers)
        differing |= number ^ numbers.front();
    for (int shift = 0; shift < int(sizeof(Number) * 8); shift += bits) {
        const auto digitOf = [shift](Number number) { return std::size_t(number >> shift) & (buckets - 1); };
        if (digitOf(differing) == 0)
            continue;
        std::array<quint32, buckets> places = {};
        for (const Number number : numbers)
            ++places[digitOf(number)];
        quint32 next = 0;
        for (quint32 &place : places)
            next += std::exchange(place, next);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const quint32 place = places[digitOf(numbers[i])]++;
            otherRows[place] = rows[i];
            otherNumbers[place] = numbers[i];
        }
        rows.swap(otherRows);
        numbers.swap(otherNumbers);
    }
}

/// Sixteen bytes of a row's key, and where the row stood.
struct PrefixKey
{
    quint64 high, low;
    quint32 row, place;

    bool samePrefix(const PrefixKey &other) const { return high == other.high && low == other.low; }
    bool operator<(const PrefixKey &other) const
    {
        return high != other.high ? high < other.high : low != other.low ? low < other.low : place < other.place;
    }
};

/// Takes the bytes of a key and keeps sixteen of them; the rest is not even made.
class KeyWindow
{
public:
    explicit KeyWindow(std::size_t skipped)
        : m_skipped(skipped)
    {
    }
    void operator+=(char byte)
    {
        if (m_skipped > 0)
            --m_skipped;
        else if (m_size < m_bytes.size())
            m_bytes[m_size++] = byte;
    }
    void operator+=(std::string_view bytes)
    {
        const std::size_t skipped = std::min(m_skipped, bytes.size());
        m_skipped -= skipped;
        const std::size_t taken = std::min(bytes.size() - skipped, m_bytes.size() - m_size);
        std::memcpy(m_bytes.data() + m_size, bytes.data() + skipped, taken);
        m_size += taken;
    }
    bool isFull() const { return m_size == m_bytes.size(); }
    quint64 high() const { return qFromBigEndian<quint64>(m_bytes.data()); }
    quint64 low() const { return qFromBigEndian<quint64>(m_bytes.data() + 8); }

private:
    std::array<char, 16> m_bytes = {};
    std::size_t m_size = 0, m_skipped;
};

/// Into buckets by the bits behind what all have in common, as many as pay, so that what is compared stays in the
/// cache.
inline void sortPrefixes(std::span<PrefixKey> keys, PrefixKey *scratch)
{
    constexpr std::size_t few = 32;
    quint64 high = 0, low = 0;
    for (const PrefixKey &key : keys) {
        high |= key.high ^ keys.front().high;
        low |= key.low ^ keys.front().low;
    }
    if (high == 0 && low == 0)
        return; // they stand as they stood: nothing here changes places of equal keys
    if (keys.size() <= few) {
        std::sort(keys.begin(), keys.end());
        return;
    }
    const int bits = std::clamp(int(std::bit_width(keys.size())) - 3, 8, 14);
    const quint64 differing = high != 0 ? high : low;
    const int shift = std::max(0, 64 - std::countl_zero(differing) - bits);
    const std::size_t mask = (std::size_t(1) << bits) - 1;
    const auto digitOf = [=](const PrefixKey &key) {
        return std::size_t((high != 0 ? key.high : key.low) >> shift) & mask;
    };
    std::vector<quint32> ends(mask + 1);
    for (const PrefixKey &key : keys)
        ++ends[digitOf(key)];
    quint32 next = 0;
    for (quint32 &end : ends)
        next += std::exchange(end, next);
    for (const PrefixKey &key : keys)
        scratch[ends[digitOf(key)]++] = key;
    std::copy_n(scratch, keys.size(), keys.begin());
    quint32 begin = 0;
    for (const quint32 end : ends) {
        if (end - begin > 1)
            sortPrefixes(keys.subspan(begin, end - begin), scratch);
        begin = end;
    }
}

/// By texts: `keyOf(row, window)` gives the bytes of a row's key, none of them 0, and keys are compared as bytes, a
/// shorter one first. Most keys differ in sixteen bytes; where they do not, the next sixteen are looked at.
template <typename KeyOf>
void byBytes(std::vector<quint32> &rows, const KeyOf &keyOf, const std::stop_token &stop)
{
    // Not filled with zeros first: at a million that is a tenth of the whole.
    const auto memory = std::make_unique_for_overwrite<PrefixKey[]>(rows.size());
    const auto scratch = std::make_unique_for_overwrite<PrefixKey[]>(rows.size());
    const std::span<PrefixKey> keys(memory.get(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        keys[i] = {0, 0, rows[i], quint32(i)};
    struct Part
    {
        std::size_t begin, end, from;
    };
    std::vector<Part> parts{{0, keys.size(), 0}};
    while (!parts.empty() && !stop.stop_requested()) {
        const Part part = parts.back();
        parts.pop_back();
        for (std::size_t i = part.begin; i < part.end; ++i) {
            KeyWindow window(part.from);
            keyOf(keys[i].row, window);
            keys[i].high = window.high();
            keys[i].low = window.low();
        }
        if (part.begin == part.end)
            continue;
        sortPrefixes(keys.subspan(part.begin, part.end - part.begin), scratch.get());
        for (std::size_t i = part.begin; i < part.end;) {
            std::size_t end = i + 1;
            while (end < part.end && keys[end].samePrefix(keys[i]))
                ++end;
            if (end - i > 1 && (keys[i].low & 0xff) != 0) // a key that ends earlier is filled with zeros
                parts.push_back({i, end, part.from + 16});
            i = end;
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = keys[i].row;
}

} // namespace stablesorts
