// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentpacker.h"

#include "domain/agents/agentdetails.h"
#include "domain/filter/folding.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using namespace agentdetails;

namespace {

/// Domains are shared by many hosts. Where each has its own, numbering them saves nothing.
constexpr quint32 mostDomains = 20'000;
constexpr QChar between(0x1f);

quint32 seconds(const QDateTime &moment)
{
    if (!moment.isValid())
        return 0;
    return quint32(std::clamp<qint64>(moment.toSecsSinceEpoch(), 1, std::numeric_limits<quint32>::max()));
}

bool isAscii(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

bool equalsLatin(QStringView text, std::string_view bytes)
{
    return text.compare(QLatin1StringView(bytes.data(), qsizetype(bytes.size()))) == 0;
}

/// Only the form that QUuid writes again: 36 signs, lower case. Its own reading and writing takes four times as long.
bool readUuid(QStringView text, std::array<char, 16> &bytes)
{
    if (text.size() != 36)
        return false;
    int digits = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char16_t c = text[at].unicode();
        if (at == 8 || at == 13 || at == 18 || at == 23) {
            if (c != u'-')
                return false;
            continue;
        }
        const int value = c >= u'0' && c <= u'9' ? c - u'0' : c >= u'a' && c <= u'f' ? c - u'a' + 10 : -1;
        if (value < 0)
            return false;
        char &byte = bytes[std::size_t(digits / 2)];
        byte = digits % 2 == 0 ? char(value << 4) : char(byte | value);
        ++digits;
    }
    return true;
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

QString kindKey(const KindWord &kind)
{
    return kind.status + between + kind.platform + between + kind.configuration;
}

QString keyKey(const QString &key, const QString &title)
{
    return key + between + title;
}

} // namespace

std::string foldedBytes(QStringView text)
{
    std::string bytes;
    if (isAscii(text)) {
        bytes.resize(std::size_t(text.size()));
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const char c = char(text[qsizetype(i)].unicode());
            bytes[i] = c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
        }
    } else {
        bytes = searchFolded(text).toStdString();
    }
    for (char &c : bytes)
        if (quint8(c) < 0x20)
            c = ' ';
    return bytes;
}

AgentPacker::AgentPacker(const AgentWords &words)
{
    const auto copy = [](const auto &from, auto &to, auto &numbers, const auto &keyOf) {
        for (quint32 i = 1; i < from.size(); ++i) {
            to.append(from[i]);
            numbers.insert(keyOf(from[i]), i);
        }
    };
    const auto itself = [](const auto &value) { return value; };
    copy(words.systems, m_words.systems, m_systems, itself);
    copy(words.versions, m_words.versions, m_versions, [](const VersionWord &w) { return w.text; });
    copy(words.kinds, m_words.kinds, m_kinds, kindKey);
    copy(words.modules, m_words.modules, m_modules, [](const ModulesWord &w) { return w.words.join(between); });
    copy(words.domains, m_words.domains, m_domains, itself);
    copy(words.tags, m_words.tags, m_tags, [](const TagRef &tag) { return std::pair(tag.id.value, tag.name); });
    for (quint32 i = 1; i < words.keys.size(); ++i) // whole keys are unknown: keyNumber() finds these by hash and title
        m_words.keys.append(words.keys[i]);
}

template <typename Value, typename Key>
quint32 AgentPacker::number(WordList<Value> &list, QHash<Key, quint32> &numbers, const Key &key, const auto &make)
{
    if (const auto known = numbers.constFind(key); known != numbers.cend())
        return *known;
    numbers.insert(key, list.size());
    list.append(make());
    return list.size() - 1;
}

/// A key of at most six characters is one that was read from here: the whole of it is not known any more, so it means
/// the key with that end.
quint32 AgentPacker::keyNumber(const QString &key, const QString &title)
{
    const QString whole = keyKey(key, title);
    if (const auto known = m_keys.constFind(whole); known != m_keys.cend())
        return *known;
    KeyWord word{key.right(shownOfKey), key.size() > shownOfKey ? agentKeyHash(key) : 0, title};
    quint32 found = 0;
    for (quint32 i = 1; i < m_words.keys.size() && found == 0; ++i) {
        const KeyWord &known = m_words.keys[i];
        if (known.title == title && known.tail == word.tail && (word.hash == 0 || known.hash == word.hash))
            found = i;
    }
    if (found == 0) {
        found = m_words.keys.size();
        m_words.keys.append(std::move(word));
    }
    m_keys.insert(whole, found);
    return found;
}

PackedAgent AgentPacker::pack(const Agent &agent)
{
    PackedAgent packed{.id = agent.id.value};
    using enum AgentCell;
    packed[Created] = seconds(agent.created);
    packed[Modified] = seconds(agent.modified);
    packed[CheckedIn] = seconds(agent.lastCheckedIn);
    if (!agent.os.isEmpty())
        packed[System] = number(m_words.systems, m_systems, agent.os, [&] { return agent.os; });
    if (!agent.version.isEmpty())
        packed[Version] = number(m_words.versions, m_versions, agent.version,
                                 [&] { return VersionWord{agent.version, readAgentVersion(agent.version)}; });
    const KindWord kind{agent.status, agent.platform, agent.configuration};
    if (kind != KindWord())
        packed[Kind] = number(m_words.kinds, m_kinds, kindKey(kind), [&]() -> const KindWord & { return kind; });
    if (!agent.modules.isEmpty())
        packed[Modules] =
            number(m_words.modules, m_modules, agent.modules.join(between), [&] { return modulesWord(agent.modules); });
    if (!agent.key.isEmpty() || !agent.keyTitle.isEmpty())
        packed[Key] = keyNumber(agent.key, agent.keyTitle);
    m_tagNumbers.clear();
    for (const TagRef &tag : agent.tags)
        m_tagNumbers.push_back(number(m_words.tags, m_tags, std::pair(tag.id.value, tag.name), [&] { return tag; }));
    packed.tags = m_tagNumbers;
    m_flags = 0;
    packNames(agent, packed);
    packDetails(agent);
    packed.names = m_names;
    packed.address = m_address;
    packed.details = m_details;
    return packed;
}

void AgentPacker::packNames(const Agent &agent, PackedAgent &packed)
{
    m_names = foldedBytes(agent.name);
    const std::size_t own = m_names.size();
    if (!agent.dnsHostName.isEmpty()) {
        m_dns = foldedBytes(agent.dnsHostName);
        const bool begins = own > 0 && m_dns.starts_with(m_names) && (m_dns.size() == own || m_dns[own] == '.');
        packed[AgentCell::Domain] = begins ? domainOf(std::string_view(m_dns).substr(own)) : 0;
        if (begins && (m_dns.size() == own || packed[AgentCell::Domain] != 0)) {
            m_flags |= DnsIsName;
        } else {
            m_flags |= DnsPart;
            m_names += textEnd;
            m_names += m_dns;
        }
    }
    if (!agent.netbiosName.isEmpty()) {
        const std::string netbios = foldedBytes(agent.netbiosName);
        if (m_names.find(netbios) == std::string::npos) {
            m_names += textEnd;
            m_names += netbios;
        }
    }
    m_names += textEnd;
    m_address = foldedBytes(agent.address);
    m_address += textEnd;
}

quint32 AgentPacker::domainOf(std::string_view domain)
{
    if (domain.empty())
        return 0;
    const QByteArray bytes(domain.data(), qsizetype(domain.size()));
    if (m_words.domains.size() >= mostDomains && !m_domains.contains(bytes))
        return 0;
    return number(m_words.domains, m_domains, bytes, [&]() -> const QByteArray & { return bytes; });
}

void AgentPacker::packDetails(const Agent &agent)
{
    m_details.assign(2, '\0');
    const auto addText = [this](Flag flag, const QString &text) {
        m_flags |= flag;
        appendText(m_details, view(text.toUtf8()));
    };
    const std::string_view own = std::string_view(m_names).substr(0, m_names.find(textEnd));
    if (const bool ascii = isAscii(agent.name); ascii && equalsLatin(agent.name, asciiUpper(own)))
        m_flags |= own == asciiUpper(own) ? 0 : NameUpper;
    else if (!ascii || !equalsLatin(agent.name, own))
        addText(NameText, agent.name);
    if (!agent.dnsHostName.isEmpty() && !(isAscii(agent.dnsHostName) && equalsLatin(agent.dnsHostName, m_dns)))
        addText(DnsText, agent.dnsHostName);
    if (!agent.netbiosName.isEmpty()) {
        if (isAscii(agent.netbiosName) && equalsLatin(agent.netbiosName, asciiUpper(own)))
            m_flags |= NetbiosUpper;
        else
            addText(NetbiosText, agent.netbiosName);
    }
    if (const std::string_view folded = std::string_view(m_address).substr(0, m_address.size() - 1);
        !isAscii(agent.address) || !equalsLatin(agent.address, folded))
        addText(AddressText, agent.address);
    if (std::array<char, 16> uuid; readUuid(agent.uuid, uuid)) {
        m_flags |= UuidBytes;
        m_details.append(uuid.data(), uuid.size());
    } else if (!agent.uuid.isEmpty()) {
        addText(UuidText, agent.uuid);
    }
    if (agent.qwebHostId != 0) {
        m_flags |= HostId;
        appendNumber(m_details, quint64(agent.qwebHostId));
    }
    if (!agent.serial.isEmpty())
        addText(Serial, agent.serial);
    if (!agent.macs.isEmpty()) {
        m_flags |= Macs;
        appendMacs(m_details, agent.macs);
    }
    m_details[0] = char(m_flags & 0xff);
    m_details[1] = char(m_flags >> 8);
}
