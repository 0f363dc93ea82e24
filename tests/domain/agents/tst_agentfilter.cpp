// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentfilter.h"
#include "domain/filter/folding.h"
#include "support/sampleagents.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

using Accepts = std::function<bool(const Agent &)>;

/// One filter and what it means, said a second time and without columns.
struct Case
{
    QString text;
    Accepts accepts;
};

bool has(const QString &text, QStringView word)
{
    return Needle(word).within(text);
}

bool hasTag(const Agent &agent, QStringView word)
{
    return std::ranges::any_of(agent.tags, [&](const TagRef &tag) {
        return has(tag.name, word) || (tag.id.value == 9'001 && has(u"Larkspur / Odd"_s, word));
    });
}

Case word(const QString &word)
{
    const bool digits = std::ranges::all_of(word, [](QChar c) { return c >= u'0' && c <= u'9'; });
    return {word, [=](const Agent &agent) {
                return has(agent.name, word) || has(agent.address, word) || has(agent.dnsHostName, word) ||
                       has(agent.netbiosName, word) || has(agent.os, word) || has(agent.keyTitle, word) ||
                       has(agent.key.right(6), word) || hasTag(agent, word) ||
                       (digits && agent.id.toString().contains(word));
            }};
}

qint64 secondsAgo(const Agent &agent)
{
    return agent.lastCheckedIn.secsTo(sampleNow());
}

QList<Case> cases()
{
    const auto version = [](const Agent &agent) { return readAgentVersion(agent.version).value_or(AgentVersion()); };
    const auto isNumber = [](const Agent &agent) { return readAgentVersion(agent.version).has_value(); };
    QList<Case> all{
        {u"name:FRA-web"_s, [](const Agent &a) { return has(a.name, u"fra-web"); }},
        {u"name=fra-web-12"_s, [](const Agent &a) { return a.name == u"fra-web-12"_s; }},
        {u"name!=fra-web-12"_s, [](const Agent &a) { return a.name != u"fra-web-12"_s; }},
        {u"name~^fra.*7$"_s, [](const Agent &a) { return a.name.startsWith(u"fra"_s) && a.name.endsWith(u'7'); }},
        {u"name:(tyo,dxb)"_s, [](const Agent &a) { return has(a.name, u"tyo") || has(a.name, u"dxb"); }},
        {u"name:gdansk"_s, [](const Agent &a) { return has(a.name, u"gdansk"); }},
        {u"name:istanbul"_s, [](const Agent &a) { return has(a.name, u"istanbul"); }},
        {u"name:xneedle"_s, [](const Agent &a) { return a.name.endsWith(u"needle"_s); }},
        {u"name:\"<b>\""_s, [](const Agent &a) { return has(a.name, u"<b>"); }},
        {u"os:windows"_s, [](const Agent &a) { return has(a.os, u"windows"); }},
        {u"os=\"debian 12\""_s, [](const Agent &a) { return a.os == u"Debian 12"_s; }},
        {u"ip:10.1."_s, [](const Agent &a) { return a.address.contains(u"10.1."_s); }},
        {u"ip=2001:db8::1"_s, [](const Agent &a) { return a.address == u"2001:db8::1"_s; }},
        {u"ip:%eth0"_s, [](const Agent &a) { return has(a.address, u"%eth0"); }},
        {u"no:ip"_s, [](const Agent &a) { return a.address.isEmpty(); }},
        {u"version:5.1"_s, [](const Agent &a) { return a.version.startsWith(u"5.1"_s); }},
        {u"version=5.1"_s,
         [=](const Agent &a) { return isNumber(a) && version(a).parts[0] == 5 && version(a).parts[1] == 1; }},
        {u"version<5"_s, [=](const Agent &a) { return isNumber(a) && version(a) < AgentVersion{{5}}; }},
        {u"version>=5.1"_s, [=](const Agent &a) { return isNumber(a) && version(a) >= AgentVersion{{5, 1}}; }},
        {u"version>5.1"_s, [=](const Agent &a) { return isNumber(a) && version(a) >= AgentVersion{{5, 2}}; }},
        {u"version<=4.9"_s, [=](const Agent &a) { return isNumber(a) && version(a) < AgentVersion{{4, 10}}; }},
        {u"version:4.10..5.0"_s,
         [=](const Agent &a) {
             return isNumber(a) && version(a) >= AgentVersion{{4, 10}} && version(a) < AgentVersion{{5, 1}};
         }},
        {u"version=unknown"_s, [](const Agent &a) { return a.version == u"unknown"_s; }},
        {u"version!=5.1.0.24"_s,
         [=](const Agent &a) { return !isNumber(a) || version(a) != AgentVersion{{5, 1, 0, 24}}; }},
        {u"tag:\"tag 19\""_s, [](const Agent &a) { return hasTag(a, u"Tag 19"); }},
        {u"tag=\"tag 19\""_s,
         [](const Agent &a) {
             return std::ranges::any_of(a.tags, [](const TagRef &t) { return t.name == u"Tag 19"_s; });
         }},
        {u"tag:larkspur"_s, [](const Agent &a) { return hasTag(a, u"larkspur"); }},
        {u"has:tag"_s, [](const Agent &a) { return !a.tags.isEmpty(); }},
        {u"module:FIM"_s, [](const Agent &a) { return a.modules.contains(u"AGENT_FIM"_s); }},
        {u"module:swca"_s, [](const Agent &a) { return a.modules.contains(u"AGENT_SwCA"_s); }},
        {u"module:PA"_s, [](const Agent &a) { return a.modules.contains(u"AGENT_PC"_s); }},
        {u"module:new"_s, [](const Agent &a) { return a.modules.contains(u"AGENT_NEW"_s); }},
        {u"module=(VM,PM)"_s,
         [](const Agent &a) {
             return a.modules.contains(u"AGENT_VM"_s, Qt::CaseInsensitive) || a.modules.contains(u"AGENT_PM"_s);
         }},
        {u"no:module.EDR"_s, [](const Agent &a) { return !a.modules.contains(u"AGENT_EDR"_s); }},
        {u"is:nomodules"_s, [](const Agent &a) { return a.modules.isEmpty(); }},
        {u"key:\"team 3\""_s, [](const Agent &a) { return has(a.keyTitle, u"team 3"); }},
        {u"key:010005"_s, [](const Agent &a) { return a.key.endsWith(u"010005"_s); }},
        {u"key:1A2B3C4D-0000-4000-8000-000000010007"_s,
         [](const Agent &a) { return a.keyTitle == u"Key of team 7"_s; }},
        {u"no:key"_s, [](const Agent &a) { return a.key.isEmpty() && a.keyTitle.isEmpty(); }},
        {u"lastseen:never"_s, [](const Agent &a) { return !a.lastCheckedIn.isValid(); }},
        {u"lastseen:>30d"_s, [](const Agent &a) { return a.lastCheckedIn.isValid() && secondsAgo(a) > 30 * 86'400; }},
        {u"lastseen:7d"_s,
         [](const Agent &a) { return a.lastCheckedIn.isValid() && secondsAgo(a) >= 0 && secondsAgo(a) <= 7 * 86'400; }},
        {u"lastseen<2026-11"_s,
         [](const Agent &a) { return a.lastCheckedIn.isValid() && a.lastCheckedIn.date() < QDate(2026, 11, 1); }},
        {u"created>=2026"_s, [](const Agent &a) { return a.created.isValid() && a.created.date().year() >= 2026; }},
        {u"is:stale"_s, [](const Agent &a) { return a.lastCheckedIn.isValid() && secondsAgo(a) > 30 * 86'400; }},
        {u"is:never"_s, [](const Agent &a) { return !a.lastCheckedIn.isValid(); }},
        {u"is:inactive"_s, [](const Agent &a) { return a.status == u"STATUS_INACTIVE"_s; }},
        {u"status:active"_s, [](const Agent &a) { return a.status == u"STATUS_ACTIVE"_s; }},
        {u"status!=STATUS_ACTIVE"_s, [](const Agent &a) { return a.status != u"STATUS_ACTIVE"_s; }},
        {u"platform:linux"_s, [](const Agent &a) { return a.platform == u"Linux"_s; }},
        {u"id:880500005..880500050"_s,
         [](const Agent &a) { return a.id.value >= 880'500'005 && a.id.value <= 880'500'050; }},
        {u"id=880500017"_s, [](const Agent &a) { return a.id.value == 880'500'017; }},
        {u"has:serial"_s, [](const Agent &a) { return !a.serial.isEmpty(); }},
        {u"has:mac"_s, [](const Agent &a) { return !a.macs.isEmpty(); }},
        {u"no:dns"_s, [](const Agent &a) { return a.dnsHostName.isEmpty(); }},
        {u"no:name"_s, [](const Agent &a) { return a.name.isEmpty(); }},
        {u"has:(os,version)"_s, [](const Agent &a) { return !a.os.isEmpty() || !a.version.isEmpty(); }},
        {u"is:selected"_s, [](const Agent &a) { return a.id.value % 3 == 0; }},
        {u"is:(failed,staged)"_s, [](const Agent &a) { return a.id.value % 5 == 0; }},
    };
    for (const QString &text : {u"e"_s,
                                u"fra"_s,
                                u"fra-web-1"_s,
                                u"web-12.larkspur"_s,
                                u"12.corp.lark"_s,
                                u"corp"_s,
                                u"example"_s,
                                u"10.2"_s,
                                u"8805"_s,
                                u"88050000"_s,
                                u"5000"_s,
                                u"windows"_s,
                                u"team"_s,
                                u"010012"_s,
                                u"larkspur"_s,
                                u"خادم"_s,
                                u"gdansk"_s,
                                u"ſ"_s,
                                u"nothing-like-it"_s,
                                u"::1"_s,
                                u"fe80"_s,
                                u"lark-sql"_s,
                                u"xxxxxxxxxx"_s,
                                u"12."_s})
        all << word(text);
    return all;
}

std::shared_ptr<const RowBits> every(const AgentColumns &agents, qint64 nth)
{
    auto bits = std::make_shared<RowBits>(agents.rowCount());
    for (quint32 row = 0; row < agents.rowCount(); ++row)
        bits->set(row, agents.idAt(row).value % nth == 0);
    return bits;
}

} // namespace

class TestAgentFilter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void filtersFindTheirAgents_data();
    void filtersFindTheirAgents();
    void combinationsAreWhatTheirPartsSay();
    void typingOnFindsTheSameAsAsking();
    void narrowingIsSound_data();
    void narrowingIsSound();
    void anInvalidFilterHidesNothing();
    void slicesAddUp();
    void aStoppedFilterGivesNothing();
    void olderTwinsAreDuplicates();
    void agentsBehindTheirPlatformAreFound();
    void completionCountsWithoutLookingAtRows();
    void manyTagsAreTold();

private:
    AgentFilter filter(const QString &text) const { return {parseQuery(text, agentSyntax()), m_context}; }
    RowBits found(const QString &text) const { return filter(text).rows(m_agents).value_or(RowBits()); }
    RowBits expected(const Accepts &accepts) const;

    QList<Agent> m_all;
    AgentColumns m_agents;
    AgentFilterContext m_context;
};

void TestAgentFilter::initTestCase()
{
    m_all = sampleAgents(9'000) + oddAgents(1);
    m_agents.upsert(m_all);
    const QList<AssetId> gone{m_all[2].id, m_all[4'100].id};
    m_agents.remove(gone);
    m_all.removeIf([&](const Agent &agent) { return gone.contains(agent.id); });
    m_context = {.now = sampleNow(),
                 .zone = QTimeZone::utc(),
                 .tags = TagTree(
                     {{.id = {9'000}, .name = u"Larkspur"_s}, {.id = {9'001}, .name = u"Odd"_s, .parent = {9'000}}})};
    m_context.selected = every(m_agents, 3);
    m_context.staged = every(m_agents, 5);
}

RowBits TestAgentFilter::expected(const Accepts &accepts) const
{
    RowBits rows(m_agents.rowCount());
    for (const Agent &agent : m_all)
        if (accepts(agent))
            rows.set(*m_agents.rowOf(agent.id));
    return rows;
}

void TestAgentFilter::filtersFindTheirAgents_data()
{
    QTest::addColumn<int>("number");
    const QList<Case> all = cases();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(qPrintable(all[i].text)) << i;
}

void TestAgentFilter::filtersFindTheirAgents()
{
    QFETCH(int, number);
    const Case one = cases().at(number);
    QVERIFY(parseQuery(one.text, agentSyntax()).isValid());
    const RowBits rows = found(one.text), wanted = expected(one.accepts);
    const RowBits missed = RowBits(wanted).andNot(rows), wrong = RowBits(rows).andNot(wanted);
    QVERIFY2(rows == wanted, qPrintable(u"%1 found, %2 expected; first missed %3, first wrong %4"_s.arg(rows.count())
                                            .arg(wanted.count())
                                            .arg(missed.any() ? m_agents.name(missed.rows()[0]).left(80) : u"none"_s,
                                                 wrong.any() ? m_agents.name(wrong.rows()[0]).left(80) : u"none"_s)));
}

void TestAgentFilter::combinationsAreWhatTheirPartsSay()
{
    const QList<Case> all = cases();
    std::mt19937 random(17);
    for (int round = 0; round < 150; ++round) { // a pattern may end with a parenthesis, so a space goes before ours
        const Case &a = all[random() % all.size()], &b = all[random() % all.size()], &c = all[random() % all.size()];
        const RowBits every = expected([](const Agent &) { return true; });
        const RowBits x = expected(a.accepts), y = expected(b.accepts), z = expected(c.accepts);
        QCOMPARE(found(a.text + u' ' + b.text), x & y);
        QCOMPARE(found(a.text + u" OR "_s + b.text), x | y);
        QCOMPARE(found(u'-' + a.text + u' ' + b.text), RowBits(y).andNot(x));
        QCOMPARE(found(u"-(%1 OR %2 ) %3"_s.arg(a.text, b.text, c.text)), RowBits(z).andNot(x | y));
        QCOMPARE(found(u"(%1 %2 ) OR -%3"_s.arg(a.text, b.text, c.text)), (x & y) | RowBits(every).andNot(z));
    }
}

void TestAgentFilter::typingOnFindsTheSameAsAsking()
{
    for (const QString &whole :
         {u"fra-web-12.larkspur.example windows"_s, u"version:5.1.0.24 tag:\"tag 19\""_s, u"-fra-web 10.2"_s,
          u"tyo OR dxb-db"_s, u"is:stale module:FIM"_s, u"8805000 no:key"_s, u"status:inactive os:win"_s}) {
        AgentFilter before;
        RowBits last = found({});
        int narrowed = 0;
        for (qsizetype length = 1; length <= whole.size(); ++length) {
            const AgentFilter next = filter(whole.left(length));
            const bool narrows = next.narrows(before);
            narrowed += narrows;
            const RowBits rows = *next.rows(m_agents, narrows ? &last : nullptr);
            QVERIFY2(rows == found(whole.left(length)), qPrintable(whole.left(length)));
            before = next;
            last = rows;
        }
        QVERIFY(narrowed > 0);
    }
}

void TestAgentFilter::narrowingIsSound_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<bool>("narrows");
    QTest::addRow("a longer word") << u"fr"_s << u"fra"_s << true;
    QTest::addRow("a word before") << u"fr"_s << u"afr"_s << true;
    QTest::addRow("a shorter word") << u"fra"_s << u"fr"_s << false;
    QTest::addRow("another part") << u"fra"_s << u"fra web"_s << true;
    QTest::addRow("one part fewer") << u"fra web"_s << u"fra"_s << false;
    QTest::addRow("or") << u"fra"_s << u"fra OR web"_s << false;
    QTest::addRow("a longer word behind or") << u"fra OR w"_s << u"fra OR web"_s << true;
    QTest::addRow("behind or, the other shorter") << u"fra OR w"_s << u"fr OR web"_s << false;
    QTest::addRow("a minus") << u"fra"_s << u"-fra"_s << false;
    QTest::addRow("a longer word behind a minus") << u"-fr"_s << u"-fra"_s << false;
    QTest::addRow("a shorter word behind a minus") << u"-fra"_s << u"-fr"_s << true;
    QTest::addRow("a field") << u"name:fr"_s << u"name:fra"_s << true;
    QTest::addRow("a module may be named by what begins another") << u"module:P"_s << u"module:PC"_s << false;
    QTest::addRow("equality within") << u"name:fr"_s << u"name=fra"_s << true;
    QTest::addRow("out of equality") << u"name=fra"_s << u"name:fra"_s << false;
    QTest::addRow("a date") << u"lastseen:7d"_s << u"lastseen:7d fra"_s << true;
    QTest::addRow("a number") << u"id>5"_s << u"id>50"_s << false;
    QTest::addRow("from nothing") << u""_s << u"-fra"_s << true;
    QTest::addRow("to nothing") << u"fra"_s << u""_s << false;
}

void TestAgentFilter::narrowingIsSound()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(bool, narrows);
    QCOMPARE(filter(after).narrows(filter(before)), narrows);
    if (narrows)
        QVERIFY(!RowBits(found(after)).andNot(found(before)).any());
    AgentFilterContext later = m_context;
    later.now = later.now.addSecs(60);
    QVERIFY(!AgentFilter(parseQuery(u"is:stale fra"_s, agentSyntax()), later).narrows(filter(u"is:stale"_s)));
}

void TestAgentFilter::anInvalidFilterHidesNothing()
{
    for (const QString &text : {u""_s, u"version>abc"_s, u"nofield:x"_s, u"name~("_s}) {
        QVERIFY(text.isEmpty() || !parseQuery(text, agentSyntax()).isValid());
        QCOMPARE(found(text).count(), m_agents.size());
    }
    QVERIFY(parseQuery(u"version:abc"_s, agentSyntax()).isValid());
    QCOMPARE(AgentFilter().rows(AgentColumns())->count(), 0u);
    QCOMPARE(filter(u"fra"_s).rows(AgentColumns())->count(), 0u);
}

void TestAgentFilter::slicesAddUp()
{
    AgentScan scan(filter(u"fra web"_s), m_agents);
    int slices = 0;
    while (scan.advance(1))
        ++slices;
    QVERIFY(scan.isDone());
    QCOMPARE(slices, 3);
    QCOMPARE(scan.rows(), found(u"fra web"_s));
}

void TestAgentFilter::aStoppedFilterGivesNothing()
{
    std::stop_source source;
    source.request_stop();
    QVERIFY(!filter(u"fra"_s).rows(m_agents, nullptr, source.get_token()));
    QVERIFY(!duplicateRows(m_agents, source.get_token()).any());
}

void TestAgentFilter::olderTwinsAreDuplicates()
{
    const auto seen = [](int daysAgo) { return sampleNow().addDays(-daysAgo); };
    QList<Agent> agents{
        {.id = {1}, .name = u"twin"_s, .lastCheckedIn = seen(9)},
        {.id = {2}, .name = u"TWIN"_s, .lastCheckedIn = seen(1)},
        {.id = {3}, .name = u"twin"_s},
        {.id = {4}, .name = u"a"_s, .address = u"10.0.0.1"_s, .lastCheckedIn = seen(3)},
        {.id = {5}, .name = u"b"_s, .address = u"10.0.0.1"_s, .lastCheckedIn = seen(2)},
        {.id = {6}, .name = u"c"_s, .address = u"127.0.0.1"_s, .lastCheckedIn = seen(2)},
        {.id = {7}, .name = u"d"_s, .address = u"127.0.0.1"_s, .lastCheckedIn = seen(3)},
        {.id = {8}, .name = u"e"_s, .lastCheckedIn = seen(5), .serial = u"S-1"_s},
        {.id = {9}, .name = u"f"_s, .lastCheckedIn = seen(4), .serial = u"s-1 "_s},
        {.id = {10}, .name = u"g"_s, .lastCheckedIn = seen(5), .serial = u"None"_s},
        {.id = {11}, .name = u"h"_s, .lastCheckedIn = seen(4), .serial = u"none"_s},
        {.id = {12},
         .name = u"i"_s,
         .lastCheckedIn = seen(8),
         .macs = {u"00:00:00:00:00:00"_s, u"00:50:56:aa:bb:cc"_s}},
        {.id = {13}, .name = u"j"_s, .lastCheckedIn = seen(7), .macs = {u"00:50:56:aa:bb:cc"_s}},
        {.id = {14}, .name = u"k"_s, .lastCheckedIn = seen(6), .macs = {u"00:00:00:00:00:00"_s}},
        {.id = {15}, .name = u"same"_s, .lastCheckedIn = seen(6)},
        {.id = {16}, .name = u"same"_s, .lastCheckedIn = seen(6)},
        {.id = {17}},
        {.id = {18}, .lastCheckedIn = seen(6)},
    };
    AgentColumns columns;
    columns.upsert(agents);
    AgentFilterContext context = m_context;
    const AgentFilter unknown(parseQuery(u"is:duplicate"_s, agentSyntax()), context);
    QVERIFY(unknown.needsDuplicates() && !filter(u"is:stale"_s).needsDuplicates());
    QCOMPARE(unknown.rows(columns)->count(), 0u);
    context.duplicates = std::make_shared<RowBits>(duplicateRows(columns));
    QList<qint64> ids;
    AgentFilter(parseQuery(u"is:duplicate"_s, agentSyntax()), context).rows(columns)->forEach([&](quint32 row) {
        ids << columns.idAt(row).value;
    });
    QCOMPARE(ids, (QList<qint64>{1, 3, 4, 8, 12}));
}

void TestAgentFilter::agentsBehindTheirPlatformAreFound()
{
    const RowBits rows = found(u"is:behind"_s);
    QVERIFY(rows.any());
    for (quint32 row = 0; row < m_agents.rowCount(); ++row)
        QCOMPARE(rows.test(row), !m_agents.isEmptyRow(row) && m_agents.isBehind(row));
}

void TestAgentFilter::completionCountsWithoutLookingAtRows()
{
    const FilterVocabulary vocabulary = agentVocabulary(m_agents, m_context.tags);
    const QList<FilterSuggestion> systems = vocabulary.values.value(u"os"_s);
    qint64 counted = 0;
    for (const FilterSuggestion &system : systems) {
        QCOMPARE(system.count, std::ranges::count(m_all, system.text, &Agent::os));
        counted += system.count;
    }
    QCOMPARE(counted, std::ranges::count_if(m_all, [](const Agent &a) { return !a.os.isEmpty(); }));
    QVERIFY(std::ranges::is_sorted(systems, std::greater(), &FilterSuggestion::count));
    const QList<FilterSuggestion> modules = vocabulary.values.value(u"module"_s);
    const auto fim = std::ranges::find(modules, u"FIM"_s, &FilterSuggestion::text);
    QVERIFY(fim != modules.end());
    QCOMPARE(fim->count, found(u"module:FIM"_s).count());
    const FilterCompletion completion = completeFilter(u"os:win"_s, 6, agentSyntax(), vocabulary);
    QCOMPARE(completion.suggestions.size(), 3);
}

void TestAgentFilter::manyTagsAreTold()
{
    AgentColumns columns;
    QList<Agent> agents;
    for (int i = 0; i < 14'000; ++i) {
        Agent agent{.id = {1 + i}};
        for (int tag = 0; tag < 5; ++tag)
            agent.tags << TagRef{{i * 5 + tag + 1}, QString::number(i * 5 + tag)};
        agents << agent;
    }
    columns.upsert(agents);
    for (const int i : {0, 13'107, 13'999}) {
        QCOMPARE(columns.tags(quint32(i)), agents[i].tags);
        QCOMPARE(columns.tagCount(quint32(i)), 5);
        const QString tag = u"tag="_s + agents[i].tags[3].name;
        QCOMPARE(AgentFilter(parseQuery(tag, agentSyntax()), m_context).rows(columns)->rows(),
                 (std::vector<quint32>{quint32(i)}));
    }
    agents[13'999].version = u"5"_s; // copied out of wide cells and back
    QCOMPARE(columns.upsert(agents).changed.size(), 1u);
}

QTEST_APPLESS_MAIN(TestAgentFilter)
#include "tst_agentfilter.moc"
