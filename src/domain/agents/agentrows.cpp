// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentchunk.h"
#include "domain/agents/agentdetails.h"

namespace {

constexpr quint32 within(quint32 row)
{
    return row % AgentRows::chunkRows;
}

quint32 cellAt(const AgentChunk &chunk, AgentCell cell, quint32 row)
{
    return chunk[cell][within(row)];
}

} // namespace

AssetId AgentRows::idAt(quint32 row) const
{
    return {row < m_rows ? chunkOf(row).ids[within(row)] : 0};
}

QString AgentRows::name(quint32 row) const
{
    const AgentTexts &texts = *chunkOf(row).texts;
    return agentdetails::name(texts.names[within(row)], texts.detailsOf(within(row)));
}

QString AgentRows::address(quint32 row) const
{
    const AgentTexts &texts = *chunkOf(row).texts;
    return agentdetails::address(texts.addresses[within(row)], texts.detailsOf(within(row)));
}

QString AgentRows::dnsHostName(quint32 row) const
{
    std::vector<quint32> tags;
    return agentdetails::dnsHostName(chunkOf(row).packed(within(row), tags), m_words);
}

const QString &AgentRows::os(quint32 row) const
{
    return m_words.systems[cellAt(chunkOf(row), AgentCell::System, row)];
}

const QString &AgentRows::version(quint32 row) const
{
    return m_words.versions[cellAt(chunkOf(row), AgentCell::Version, row)].text;
}

const QString &AgentRows::status(quint32 row) const
{
    return m_words.kinds[cellAt(chunkOf(row), AgentCell::Kind, row)].status;
}

const QString &AgentRows::platform(quint32 row) const
{
    return m_words.kinds[cellAt(chunkOf(row), AgentCell::Kind, row)].platform;
}

const QString &AgentRows::configuration(quint32 row) const
{
    return m_words.kinds[cellAt(chunkOf(row), AgentCell::Kind, row)].configuration;
}

const KeyWord &AgentRows::key(quint32 row) const
{
    return m_words.keys[cellAt(chunkOf(row), AgentCell::Key, row)];
}

const ModulesWord &AgentRows::modules(quint32 row) const
{
    return m_words.modules[cellAt(chunkOf(row), AgentCell::Modules, row)];
}

quint32 AgentRows::moduleBits(quint32 row) const
{
    return modules(row).bits;
}

QList<TagRef> AgentRows::tags(quint32 row) const
{
    QList<TagRef> tags;
    const AgentChunk &chunk = chunkOf(row);
    chunk.forEachTag(chunk.tagSets[within(row)], [&](quint32 tag) { tags << m_words.tags[tag]; });
    return tags;
}

qsizetype AgentRows::tagCount(quint32 row) const
{
    const AgentChunk &chunk = chunkOf(row);
    const quint32 set = chunk.tagSets[within(row)];
    return qsizetype(chunk.tagStarts[set + 1] - chunk.tagStarts[set]) / (chunk.wideTags ? 2 : 1);
}

qint64 AgentRows::lastCheckedIn(quint32 row) const
{
    return cellAt(chunkOf(row), AgentCell::CheckedIn, row);
}

qint64 AgentRows::created(quint32 row) const
{
    return cellAt(chunkOf(row), AgentCell::Created, row);
}

qint64 AgentRows::modified(quint32 row) const
{
    return cellAt(chunkOf(row), AgentCell::Modified, row);
}

Agent AgentRows::agentAt(quint32 row) const
{
    std::vector<quint32> tags;
    return agentdetails::unpacked(chunkOf(row).packed(within(row), tags), m_words);
}

bool AgentRows::isBehind(quint32 row) const
{
    const std::optional<AgentVersion> &version = m_words.versions[cellAt(chunkOf(row), AgentCell::Version, row)].number;
    if (!version)
        return false;
    const auto newest = m_newest->constFind(platform(row));
    return newest != m_newest->cend() && *version < *newest;
}
