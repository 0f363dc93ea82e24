// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/sampleagents.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

template <std::size_t N>
QString pick(const std::array<const char16_t *, N> &words, std::mt19937 &random)
{
    return QString::fromUtf16(words[random() % N]);
}

constexpr auto sites = std::to_array<const char16_t *>({u"fra", u"gdn", u"zrh", u"lys", u"tyo", u"dxb", u"anr"});
constexpr auto roles = std::to_array<const char16_t *>({u"web", u"db", u"mail", u"build", u"tab", u"kiosk", u"scan"});
constexpr auto systems = std::to_array<const char16_t *>(
    {u"Windows Server 2022", u"Windows 11 Enterprise", u"Windows 10 Pro", u"Ubuntu Linux 22.04.3",
     u"Red Hat Enterprise Linux 9.2", u"Debian 12", u"macOS 14.1", u"SUSE Linux Enterprise 15", u"Amazon Linux 2"});
constexpr auto platforms = std::to_array<const char16_t *>(
    {u"Windows", u"Windows", u"Windows", u"Linux", u"Linux", u"Linux", u"MacOS", u"Linux", u"Linux"});
constexpr auto versions = std::to_array<const char16_t *>(
    {u"5.1.0.24", u"5.0.1.8", u"4.9.0.105", u"5.1.0.3", u"6.0.0.1", u"4.10.2.0", u"5.1", u"unknown"});
constexpr auto modules = std::to_array<const char16_t *>(
    {u"AGENT_VM", u"AGENT_PC", u"AGENT_FIM", u"AGENT_EDR", u"AGENT_PM", u"AGENT_SwCA", u"AGENT_NEW"});

} // namespace

QDateTime sampleNow()
{
    return QDateTime::fromString(u"2026-11-22T10:00:00Z"_s, Qt::ISODate);
}

Agent sampleAgent(qint64 id, std::mt19937 &random)
{
    const quint32 number = random() % 10'000;
    const std::size_t system = random() % systems.size();
    const int key = int(random() % 40);
    QString name = pick(sites, random) + u'-' + pick(roles, random) + u'-' + QString::number(number);
    const QString domain = random() % 3 ? u".larkspur.example"_s : u".corp.larkspur.example"_s;
    Agent agent{
        .id = {id},
        .name = name,
        .created = sampleNow().addSecs(-qint64(random() % 60'000'000)),
        .modified = sampleNow().addSecs(-qint64(random() % 6'000'000)),
        .os = QString::fromUtf16(systems[system]),
        .address = u"10.%1.%2.%3"_s.arg(random() % 4).arg(random() % 256).arg(random() % 256),
        .dnsHostName = name + domain,
        .netbiosName = name.toUpper(),
        .qwebHostId = qint64(random() % 90'000'000),
        .uuid = u"%1-0c3b-4b7e-8f55-%2"_s.arg(random(), 8, 16, QChar(u'0')).arg(quint64(random()), 12, 16, QChar(u'0')),
        .version = pick(versions, random),
        .status = random() % 8 ? u"STATUS_ACTIVE"_s : u"STATUS_INACTIVE"_s,
        .lastCheckedIn = random() % 50 ? sampleNow().addSecs(-qint64(random() % 8'000'000)) : QDateTime(),
        .platform = QString::fromUtf16(platforms[system]),
        .key = u"1a2b3c4d-0000-4000-8000-0000000%1"_s.arg(10'000 + key),
        .keyTitle = u"Key of team %1"_s.arg(key),
        .configuration = random() % 4 ? u"Initial Profile"_s : u"Servers"_s,
    };
    for (const char16_t *module : modules)
        if (random() % 3 == 0)
            agent.modules << QString::fromUtf16(module);
    for (int i = 0; i < 5; ++i) {
        const qint64 tag = qint64(random() % 200);
        agent.tags << TagRef{{7'000 + tag}, u"Tag %1"_s.arg(tag)};
    }
    return agent;
}

QList<Agent> sampleAgents(int count, quint32 seed)
{
    std::mt19937 random(seed);
    QList<Agent> agents;
    agents.reserve(count);
    for (int i = 0; i < count; ++i)
        agents << sampleAgent(880'500'001 + i, random);
    return agents;
}

QList<Agent> oddAgents(qint64 firstId)
{
    QList<Agent> agents{
        {},
        {.name = QString(10'000, u'x') + u"needle"_s},
        {.name = u"شركة-خادم-٣"_s, .os = u"ويندوز"_s, .version = u"٥.١"_s},
        {.name = u"\u202eGDA\u0143SK-Ä1"_s, .dnsHostName = u"Gdańsk-1.Larkspur.Example"_s, .netbiosName = u"GDANSK1"_s},
        {.name = u"İstanbul"_s, .keyTitle = u"<b>Key</b>"_s},
        {.name = u"<b>bold</b>&amp;<img src=x>"_s, .address = u"<script>"_s},
        {.name = u"zoned"_s, .address = u"FE80::1ff:fe23:4567:890a%Eth0"_s, .version = u"5.1.0.24-beta"_s},
        {.name = u"six"_s, .address = u"2001:db8::1"_s, .version = u"v7"_s},
        {.name = u"other-six"_s, .address = u"2001:0db8:0:0:0:0:0:1"_s, .version = u"99999999999999.1.2.3.4.5"_s},
        {.name = u"tab\tand\nline"_s, .uuid = u"not-a-uuid"_s, .version = u".."_s},
        {.name = u"LARK-SQL-02"_s,
         .dnsHostName = u"LARK-SQL-02"_s,
         .netbiosName = u"LARK-SQL-02"_s,
         .qwebHostId = 9'007'199'254'740'993,
         .uuid = u"a94d1b60-0c3b-4b7e-8f55-1c2e96d0b7a2"_s,
         .serial = u"VMware-56 4d"_s,
         .macs = {u"00:50:56:aa:bb:cc"_s, u"00:00:00:00:00:00"_s, u"odd mac"_s}},
        {.name = u"lark-sql-02"_s, .uuid = u"A94D1B60-0C3B-4B7E-8F55-1C2E96D0B7A2"_s, .macs = {u"00:50:56:aa:bb:cc"_s}},
        {.name = u"late"_s, .lastCheckedIn = QDateTime::fromString(u"2200-01-01T00:00:00Z"_s, Qt::ISODate)},
        {.name = u"early"_s, .lastCheckedIn = QDateTime::fromString(u"1969-01-01T00:00:00Z"_s, Qt::ISODate)},
        {.name = u"many"_s, .modules = {u"agent_vm"_s, u"AGENT_VM"_s, u"AGENT_GAV"_s, u"SOMETHING"_s}},
        {.name = u"file10"_s},
        {.name = u"file2"_s},
        {.name = u"file02"_s},
        {.name = u"file123456789012"_s},
    };
    for (int i = 0; i < 70; ++i)
        agents.last().tags << TagRef{{9'000 + i}, i % 2 ? QString() : u"odd %1"_s.arg(i)};
    for (Agent &agent : agents)
        agent.id = {firstId++};
    return agents;
}
