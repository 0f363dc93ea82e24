// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentwords.h"

#include <QHash>

#include <array>
#include <span>
#include <string>
#include <string_view>

/// What each row has as one number of 32 bits: moments in seconds since 1970 (0: none), then numbers of words.
enum class AgentCell { Created, Modified, CheckedIn, System, Version, Kind, Key, Modules, Domain };
inline constexpr std::size_t agentCells = 9;

/// One agent as columns and cache hold it. The views point into the packer or the cache and live until its next use.
struct PackedAgent
{
    qint64 id = 0;
    std::array<quint32, agentCells> cells = {};
    std::string_view names;   ///< folded: name, then DNS and NetBIOS names where they say something else; see below
    std::string_view address; ///< folded
    std::string_view details; ///< everything that is only shown; agentdetails.h
    std::span<const quint32> tags;

    quint32 operator[](AgentCell cell) const { return cells[std::size_t(cell)]; }
    quint32 &operator[](AgentCell cell) { return cells[std::size_t(cell)]; }
};

/// Ends each text of an arena. Texts never hold it: signs below the space are folded to spaces.
inline constexpr char textEnd = '\x01';

/// searchFolded() in UTF-8, as the arenas hold it; needles have to be made the same way.
std::string foldedBytes(QStringView text);

/// How many agents have which word.
struct AgentCounts
{
    std::vector<quint32> systems, versions, kinds, keys, modules, domains, tags;
    QHash<quint64, quint32> versionsOfKinds; ///< version and kind in one number
};

/// Turns agents into rows, and shared values into numbers.
class AgentPacker
{
public:
    AgentPacker() = default;
    explicit AgentPacker(const AgentWords &words);  ///< numbers go on where these end; shares nothing with them
    AgentPacker(AgentPacker &&) noexcept = default; // no copies: two that number new words would disagree
    AgentPacker &operator=(AgentPacker &&) noexcept = default;

    const AgentWords &words() const { return m_words; }
    PackedAgent pack(const Agent &agent);

private:
    template <typename Value, typename Key>
    quint32 number(WordList<Value> &list, QHash<Key, quint32> &numbers, const Key &key, const auto &make);
    quint32 keyNumber(const QString &key, const QString &title);
    quint32 domainOf(std::string_view domain);
    void packNames(const Agent &agent, PackedAgent &packed);
    void packDetails(const Agent &agent);

    AgentWords m_words;
    QHash<QString, quint32> m_systems, m_versions, m_modules, m_kinds, m_keys;
    QHash<QByteArray, quint32> m_domains;
    QHash<std::pair<qint64, QString>, quint32> m_tags;
    std::string m_names, m_dns, m_address, m_details;
    std::vector<quint32> m_tagNumbers;
    quint32 m_flags = 0;
};
