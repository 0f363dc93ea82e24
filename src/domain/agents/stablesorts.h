// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtEndian>
#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <stop_token>
#include <string>
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

template <typename KeyOf>
void takePrefix(PrefixKey &key, std::size_t from, const KeyOf &keyOf, std::string &bytes)
{
    std::array<char, 16> prefix = {};
    bytes.clear();
    keyOf(key.row, bytes);
    if (bytes.size() > from)
        std::memcpy(prefix.data(), bytes.data() + from, std::min(prefix.size(), bytes.size() - from));
    key.high = qFromBigEndian<quint64>(prefix.data());
    key.low = qFromBigEndian<quint64>(prefix.data() + 8);
}

/// First into buckets by the two bytes behind what all have in common, so that what is compared stays in the cache.
inline void sortPrefixes(std::span<PrefixKey> keys, std::vector<PrefixKey> &scratch)
{
    constexpr std::size_t few = 4'096;
    quint64 differing = 0;
    for (const PrefixKey &key : keys)
        differing |= key.high ^ keys.front().high;
    if (keys.size() <= few || differing == 0)
        return std::sort(keys.begin(), keys.end());
    const int shift = std::max(0, 64 - std::countl_zero(differing) - 16);
    const auto digitOf = [shift](const PrefixKey &key) { return std::size_t(key.high >> shift) & 0xffff; };
    std::vector<quint32> ends(0x10000);
    for (const PrefixKey &key : keys)
        ++ends[digitOf(key)];
    quint32 next = 0;
    for (quint32 &end : ends)
        next += std::exchange(end, next);
    scratch.resize(keys.size());
    for (const PrefixKey &key : keys)
        scratch[ends[digitOf(key)]++] = key;
    std::ranges::copy(scratch, keys.begin());
    quint32 begin = 0;
    for (const quint32 end : ends) {
        if (end - begin > 1)
            std::sort(keys.begin() + begin, keys.begin() + end);
        begin = end;
    }
}

/// By texts: `keyOf(row, bytes)` appends a row's key, and keys are compared as bytes, a shorter one first. Most keys
/// differ in sixteen bytes; where they do not, the next sixteen are looked at.
template <typename KeyOf>
void byBytes(std::vector<quint32> &rows, const KeyOf &keyOf, const std::stop_token &stop)
{
    std::vector<PrefixKey> keys(rows.size()), scratch;
    std::string bytes;
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
        for (std::size_t i = part.begin; i < part.end; ++i)
            takePrefix(keys[i], part.from, keyOf, bytes);
        if (part.begin == part.end)
            continue;
        sortPrefixes(std::span(keys).subspan(part.begin, part.end - part.begin), scratch);
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
