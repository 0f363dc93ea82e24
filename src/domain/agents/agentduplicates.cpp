// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentchunk.h"
#include "domain/agents/agentdetails.h"
#include "domain/agents/agentfilter.h"
#include "domain/agents/stablesorts.h"

#include <algorithm>
#include <array>

namespace {

/// What makers leave in place of a number; machines that share it are not the same.
constexpr auto placeholders = std::to_array<std::string_view>({
    "0",
    "none",
    "unknown",
    "n/a",
    "not specified",
    "not available",
    "to be filled by o.e.m.",
    "default string",
    "system serial number",
    "chassis serial number",
    "123456789",
});

quint64 hashOf(std::string_view bytes)
{
    // FNV-1a, then mixed: half a million pairs in 2^64 do not collide by chance.
    quint64 hash = 0xcbf29ce484222325u;
    for (const char c : bytes)
        hash = (hash ^ quint8(c)) * 0x100000001b3u;
    hash ^= hash >> 32;
    return hash * 0x9e3779b97f4a7c15u;
}

bool tellsOneHost(std::string_view address)
{
    return !address.empty() && address != "0.0.0.0" && address != "::" && address != "::1" &&
           !address.starts_with("127.") && !address.starts_with("169.254.") && !address.starts_with("fe80:");
}

bool tellsOneCard(std::string_view mac)
{
    return std::ranges::any_of(mac, [](char c) { return c != '\0'; }) &&
           std::ranges::any_of(mac, [](char c) { return c != '\xff'; });
}

/// Of those that share a hash all but the ones that checked in last.
class Groups
{
public:
    explicit Groups(const AgentRows &agents)
        : m_agents(agents)
        , m_older(agents.rowCount())
    {
    }

    void add(quint32 row, std::string_view value)
    {
        m_rows.push_back(row);
        m_hashes.push_back(hashOf(value));
    }

    void finish()
    {
        if (!m_rows.empty()) {
            // Sorting places, not rows: the hashes have to be found again.
            std::vector<quint32> order(m_rows.size());
            for (quint32 i = 0; i < order.size(); ++i)
                order[i] = i;
            stablesorts::byNumber(order, m_hashes);
            for (std::size_t from = 0; from < order.size();) {
                std::size_t to = from + 1;
                while (to < order.size() && m_hashes[order[to]] == m_hashes[order[from]])
                    ++to;
                if (to - from > 1)
                    mark(std::span(order).subspan(from, to - from));
                from = to;
            }
        }
        m_rows.clear();
        m_hashes.clear();
    }

    RowBits takeOlder() { return std::move(m_older); }

private:
    void mark(std::span<const quint32> places)
    {
        qint64 latest = 0;
        for (const quint32 place : places)
            latest = std::max(latest, m_agents.lastCheckedIn(m_rows[place]));
        for (const quint32 place : places)
            if (m_agents.lastCheckedIn(m_rows[place]) < latest)
                m_older.set(m_rows[place]);
    }

    const AgentRows &m_agents;
    std::vector<quint32> m_rows;
    std::vector<quint64> m_hashes;
    RowBits m_older;
};

template <typename Visit>
bool eachAgent(const AgentRows &agents, const std::stop_token &stop, Visit visit)
{
    for (quint32 number = 0; number < agents.chunkCount(); ++number) {
        if (stop.stop_requested())
            return false;
        const AgentChunk &chunk = agents.chunk(number);
        for (quint32 row = 0; row < chunk.rows; ++row)
            if (chunk.ids[row] != 0)
                visit(number * AgentRows::chunkRows + row, *chunk.texts, row);
    }
    return true;
}

std::string_view firstPart(std::string_view text)
{
    return text.substr(0, text.find(textEnd));
}

} // namespace

RowBits duplicateRows(const AgentRows &agents, const std::stop_token &stop)
{
    Groups groups(agents);
    const auto names = [&](quint32 row, const AgentTexts &texts, quint32 at) {
        if (const std::string_view name = firstPart(texts.names[at]); !name.empty())
            groups.add(row, name);
    };
    const auto addresses = [&](quint32 row, const AgentTexts &texts, quint32 at) {
        if (const std::string_view address = firstPart(texts.addresses[at]); tellsOneHost(address))
            groups.add(row, address);
    };
    const auto serials = [&](quint32 row, const AgentTexts &texts, quint32 at) {
        const std::string_view serial = agentdetails::hardware(texts.detailsOf(at)).serial;
        const std::string folded = foldedBytes(QString::fromUtf8(serial.data(), qsizetype(serial.size())).trimmed());
        if (!folded.empty() && std::ranges::find(placeholders, folded) == placeholders.end())
            groups.add(row, folded);
    };
    const auto macs = [&](quint32 row, const AgentTexts &texts, quint32 at) {
        agentdetails::forEachMac(agentdetails::hardware(texts.detailsOf(at)).macs, [&](std::string_view mac) {
            if (tellsOneCard(mac))
                groups.add(row, mac);
        });
    };
    const auto find = [&](const auto &values) {
        const bool complete = eachAgent(agents, stop, values);
        if (complete)
            groups.finish();
        return complete;
    };
    return find(names) && find(addresses) && find(serials) && find(macs) ? groups.takeOlder() : RowBits();
}
