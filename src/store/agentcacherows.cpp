// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/agentcacherows.h"

#include "domain/agents/agentdetails.h"

#include <QtEndian>

using namespace agentcacherows;
using agentdetails::appendNumber;
using agentdetails::appendText;
using agentdetails::takeBytes;
using agentdetails::takeNumber;

namespace {

constexpr std::size_t cellBytes = agentCells * sizeof(quint32);

std::string utf8(const QString &text)
{
    return text.toStdString();
}

QString text(std::string_view &bytes)
{
    const std::string_view taken = takeBytes(bytes, takeNumber(bytes));
    return QString::fromUtf8(taken.data(), qsizetype(taken.size()));
}

bool areWords(const PackedAgent &agent, const AgentWords &words)
{
    using enum AgentCell;
    return agent[System] < words.systems.size() && agent[Version] < words.versions.size() &&
           agent[Kind] < words.kinds.size() && agent[Key] < words.keys.size() &&
           agent[Modules] < words.modules.size() && agent[Domain] < words.domains.size() &&
           std::ranges::all_of(agent.tags, [&](quint32 tag) { return tag < words.tags.size(); });
}

bool areTexts(const PackedAgent &agent)
{
    const auto parts = std::ranges::count(agent.names, textEnd);
    const bool dnsIsThere = !(agentdetails::flagsOf(agent.details) & agentdetails::DnsPart) || parts > 1;
    return agent.names.ends_with(textEnd) && agent.address.ends_with(textEnd) && agent.details.size() >= 2 &&
           dnsIsThere;
}

} // namespace

void agentcacherows::append(std::string &bytes, const PackedAgent &agent, std::string_view details)
{
    const std::size_t before = bytes.size();
    bytes.resize(before + cellBytes);
    qToLittleEndian<quint32>(agent.cells.data(), qsizetype(agentCells), bytes.data() + before);
    appendText(bytes, agent.names);
    appendText(bytes, agent.address);
    appendText(bytes, details);
    appendNumber(bytes, agent.tags.size());
    for (const quint32 tag : agent.tags)
        appendNumber(bytes, tag);
}

void Batch::add(qint64 id, std::string_view row, std::string_view hardware)
{
    const std::size_t from = m_bytes.size();
    m_bytes += row;
    m_bytes += hardware;
    m_rows.push_back({id, from, from + row.size(), m_bytes.size()});
}

std::span<const PackedAgent> Batch::read(const AgentWords &words)
{
    // Views must not move: room for as many tags as there are bytes, and as many details as there are rows.
    m_tags.reserve(m_bytes.size());
    m_details.reserve(m_rows.size());
    for (const Row &row : m_rows) {
        std::string_view bytes = std::string_view(m_bytes).substr(row.row, row.hardware - row.row);
        const std::string_view hardware = std::string_view(m_bytes).substr(row.hardware, row.end - row.hardware);
        if (row.id < 1 || bytes.size() < cellBytes)
            continue;
        PackedAgent agent{.id = row.id};
        qFromLittleEndian<quint32>(bytes.data(), qsizetype(agentCells), agent.cells.data());
        bytes.remove_prefix(cellBytes);
        agent.names = takeBytes(bytes, takeNumber(bytes));
        agent.address = takeBytes(bytes, takeNumber(bytes));
        agent.details = takeBytes(bytes, takeNumber(bytes));
        if (!hardware.empty()) {
            m_details.push_back(agentdetails::joined(agent.details, hardware));
            agent.details = m_details.back();
        }
        const std::size_t firstTag = m_tags.size();
        for (quint64 tags = takeNumber(bytes); tags > 0 && !bytes.empty(); --tags)
            m_tags.push_back(quint32(takeNumber(bytes)));
        agent.tags = std::span(m_tags).subspan(firstTag);
        if (areTexts(agent) && areWords(agent, words))
            m_agents.push_back(agent);
    }
    return m_agents;
}

void Batch::clear()
{
    m_rows.clear();
    m_bytes.clear();
    m_tags.clear();
    m_details.clear();
    m_agents.clear();
}

quint32 agentcacherows::sizeOf(const AgentWords &words, List list)
{
    switch (list) {
    case List::Systems:
        return words.systems.size();
    case List::Versions:
        return words.versions.size();
    case List::Kinds:
        return words.kinds.size();
    case List::Keys:
        return words.keys.size();
    case List::Modules:
        return words.modules.size();
    case List::Domains:
        return words.domains.size();
    case List::Tags:
        return words.tags.size();
    }
    return 0;
}

std::string agentcacherows::wordBytes(const AgentWords &words, List list, quint32 number)
{
    std::string bytes;
    switch (list) {
    case List::Systems:
        appendText(bytes, utf8(words.systems[number]));
        break;
    case List::Versions:
        appendText(bytes, utf8(words.versions[number].text));
        break;
    case List::Kinds:
        for (const QString &part :
             {words.kinds[number].status, words.kinds[number].platform, words.kinds[number].configuration})
            appendText(bytes, utf8(part));
        break;
    case List::Keys:
        appendText(bytes, utf8(words.keys[number].tail));
        appendNumber(bytes, words.keys[number].hash);
        appendText(bytes, utf8(words.keys[number].title));
        break;
    case List::Modules:
        appendNumber(bytes, quint64(words.modules[number].words.size()));
        for (const QString &word : words.modules[number].words)
            appendText(bytes, utf8(word));
        break;
    case List::Domains:
        bytes = words.domains[number].toStdString();
        break;
    case List::Tags:
        appendNumber(bytes, quint64(words.tags[number].id.value));
        appendText(bytes, utf8(words.tags[number].name));
        break;
    }
    return bytes;
}

bool agentcacherows::appendWord(AgentWords &words, List list, std::string_view bytes)
{
    switch (list) {
    case List::Systems:
        words.systems.append(text(bytes));
        break;
    case List::Versions: {
        const QString version = text(bytes);
        words.versions.append({version, readAgentVersion(version)});
        break;
    }
    case List::Kinds: {
        KindWord kind;
        kind.status = text(bytes);
        kind.platform = text(bytes);
        kind.configuration = text(bytes);
        words.kinds.append(std::move(kind));
        break;
    }
    case List::Keys: {
        KeyWord key;
        key.tail = text(bytes);
        key.hash = takeNumber(bytes);
        key.title = text(bytes);
        words.keys.append(std::move(key));
        break;
    }
    case List::Modules: {
        QStringList modules;
        for (quint64 left = takeNumber(bytes); left > 0 && !bytes.empty(); --left)
            modules << text(bytes);
        words.modules.append(modulesWord(modules));
        break;
    }
    case List::Domains:
        words.domains.append(QByteArray(bytes.data(), qsizetype(bytes.size())));
        return true;
    case List::Tags: {
        TagRef tag;
        tag.id = {qint64(takeNumber(bytes))};
        tag.name = text(bytes);
        words.tags.append(std::move(tag));
        break;
    }
    default:
        return false;
    }
    return bytes.empty();
}
