// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentsortkeys.h"

#include "domain/agents/agentchunk.h"
#include "domain/agents/agentdetails.h"

#ifdef Q_OS_UNIX
#include <arpa/inet.h>
#endif

#include <algorithm>
#include <bit>
#include <charconv>
#include <numeric>

using namespace agentsortkeys;

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Into a window or a text.
template <typename Key>
void naturalInto(std::string_view folded, Key &key, const auto &isFull)
{
    for (std::size_t at = 0; at < folded.size() && !isFull();) {
        if (!isDigit(folded[at])) {
            key += folded[at++];
            continue;
        }
        while (at + 1 < folded.size() && folded[at] == '0' && isDigit(folded[at + 1]))
            ++at;
        std::size_t end = at;
        while (end < folded.size() && isDigit(folded[end]))
            ++end;
        std::size_t length = end - at;
        for (; length > 8; length -= 8)
            key += '9';
        key += char('0' + length);
        key += folded.substr(at, end - at);
        at = end;
    }
}

std::string natural(const QString &text)
{
    std::string key;
    naturalInto(foldedBytes(text), key, [] { return false; });
    return key;
}

/// Ranks of words by a key of each; equal keys share a rank.
template <typename Value>
std::vector<quint32> ranked(const WordList<Value> &list, const auto &keyOf)
{
    using Key = std::decay_t<decltype(keyOf(list[0]))>;
    std::vector<std::pair<Key, quint32>> keys;
    keys.reserve(list.size());
    for (quint32 i = 0; i < list.size(); ++i)
        keys.emplace_back(keyOf(list[i]), i);
    std::ranges::sort(keys);
    std::vector<quint32> ranks(list.size());
    quint32 rank = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        rank += i > 0 && keys[i].first != keys[i - 1].first;
        ranks[keys[i].second] = rank;
    }
    return ranks;
}

std::string_view firstPart(std::string_view text)
{
    return text.substr(0, text.find(textEnd));
}

bool appendIpV4(std::string_view text, stablesorts::KeyWindow &key)
{
    const char *at = text.data(), *end = at + text.size();
    std::array<char, 9> bytes = {'\x02'};
    for (std::size_t part = 0; part < 4; ++part) {
        quint32 number = 0;
        const auto read = std::from_chars(at, end, number);
        const bool last = part == 3;
        if (read.ec != std::errc() || number > 255 || (last ? read.ptr != end : read.ptr == end || *read.ptr != '.'))
            return false;
        // Bytes of a key are never 0: a number takes two.
        bytes[1 + 2 * part] = char(1 + (number >> 4));
        bytes[2 + 2 * part] = char(1 + (number & 15));
        at = read.ptr + 1;
    }
    key += std::string_view(bytes.data(), bytes.size());
    return true;
}

/// Eight groups in full, so that ::1 and 0::1 are the same address.
bool appendIpV6(std::string_view text, stablesorts::KeyWindow &key)
{
#ifdef Q_OS_UNIX
    in6_addr address;
    if (inet_pton(AF_INET6, std::string(text.substr(0, text.find('%'))).c_str(), &address) != 1)
        return false;
    key += '\x03';
    for (const quint8 byte : address.s6_addr) {
        key += char(1 + (byte >> 4));
        key += char(1 + (byte & 15));
    }
    if (const std::size_t zone = text.find('%'); zone != std::string_view::npos)
        appendNatural(text.substr(zone), key);
    return true;
#else
    if (text.find(':') == std::string_view::npos)
        return false;
    key += '\x03';
    key += text;
    return true;
#endif
}

} // namespace

void agentsortkeys::appendNatural(std::string_view folded, stablesorts::KeyWindow &key)
{
    naturalInto(folded, key, [&] { return key.isFull(); });
}

void agentsortkeys::appendName(const AgentRows &agents, quint32 row, stablesorts::KeyWindow &key)
{
    const AgentChunk &chunk = agents.chunk(row / AgentRows::chunkRows);
    appendNatural(firstPart(chunk.texts->names[row % AgentRows::chunkRows]), key);
}

void agentsortkeys::appendAddress(const AgentRows &agents, quint32 row, stablesorts::KeyWindow &key)
{
    const AgentChunk &chunk = agents.chunk(row / AgentRows::chunkRows);
    const std::string_view text = firstPart(chunk.texts->addresses[row % AgentRows::chunkRows]);
    if (text.empty() || appendIpV4(text, key) || appendIpV6(text, key))
        return;
    key += '\x04';
    appendNatural(text, key);
}

void agentsortkeys::appendDns(const AgentRows &agents, quint32 row, stablesorts::KeyWindow &key)
{
    const AgentChunk &chunk = agents.chunk(row / AgentRows::chunkRows);
    const quint32 at = row % AgentRows::chunkRows;
    const std::string_view names = chunk.texts->names[at], own = firstPart(names);
    const quint16 flags = agentdetails::flagsOf(chunk.texts->detailsOf(at));
    if (flags & agentdetails::DnsIsName)
        appendNatural(std::string(own) + agents.words().domains[chunk[AgentCell::Domain][at]].toStdString(), key);
    else if (flags & agentdetails::DnsPart)
        appendNatural(firstPart(names.substr(own.size() + 1)), key);
}

void agentsortkeys::appendTags(const AgentRows &agents, quint32 row, const std::vector<quint32> &ranks,
                               stablesorts::KeyWindow &key)
{
    const AgentChunk &chunk = agents.chunk(row / AgentRows::chunkRows);
    chunk.forEachTag(chunk.tagSets[row % AgentRows::chunkRows], [&](quint32 tag) {
        for (int shift = 28; shift >= 0; shift -= 7) // never 0
            key += char(0x80 | (ranks[tag] >> shift & 0x7f));
    });
}

std::vector<quint32> agentsortkeys::tagRanks(const AgentWords &words)
{
    return ranked(words.tags, [](const TagRef &tag) { return natural(tag.name); });
}

std::vector<quint32> agentsortkeys::systemRanks(const AgentWords &words)
{
    return ranked(words.systems, natural);
}

std::vector<quint32> agentsortkeys::versionRanks(const AgentWords &words)
{
    return ranked(words.versions, [](const VersionWord &version) {
        return std::pair(version.number, version.number ? std::string() : natural(version.text));
    });
}

std::vector<quint32> agentsortkeys::moduleRanks(const AgentWords &words)
{
    return ranked(words.modules, [](const ModulesWord &modules) {
        return std::pair(std::popcount(modules.bits) + int(modules.unknown.size()), modules.bits);
    });
}

std::vector<quint32> agentsortkeys::keyRanks(const AgentWords &words)
{
    return ranked(words.keys, [](const KeyWord &key) { return std::pair(natural(key.title), natural(key.tail)); });
}

std::vector<quint32> agentsortkeys::kindRanks(const AgentWords &words, QString KindWord::*part)
{
    return ranked(words.kinds, [part](const KindWord &kind) { return natural(kind.*part); });
}
