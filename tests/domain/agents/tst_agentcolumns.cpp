// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentcolumns.h"
#include "support/sampleagents.h"

#include <QTest>

#include <map>
#include <set>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

/// What columns promise to give back: moments within 32 bits, of the key the last six characters.
Agent kept(Agent agent)
{
    const auto clamp = [](QDateTime &moment) {
        if (moment.isValid())
            moment = QDateTime::fromSecsSinceEpoch(
                std::clamp<qint64>(moment.toSecsSinceEpoch(), 1, std::numeric_limits<quint32>::max()), Qt::UTC);
    };
    clamp(agent.created);
    clamp(agent.modified);
    clamp(agent.lastCheckedIn);
    agent.key = agent.key.right(6);
    return agent;
}

bool holds(const AgentColumns &columns, const std::map<qint64, Agent> &expected)
{
    if (columns.size() != expected.size())
        return false;
    quint32 agents = 0;
    for (quint32 row = 0; row < columns.rowCount(); ++row)
        agents += !columns.isEmptyRow(row);
    for (const auto &[id, agent] : expected) {
        const std::optional<quint32> row = columns.rowOf({id});
        if (!row || columns.idAt(*row).value != id || columns.agentAt(*row) != kept(agent) ||
            columns.name(*row) != agent.name || columns.address(*row) != agent.address ||
            columns.dnsHostName(*row) != agent.dnsHostName || columns.os(*row) != agent.os)
            return false;
    }
    return agents == expected.size();
}

} // namespace

class TestAgentColumns : public QObject
{
    Q_OBJECT

private slots:
    void everythingComesBack_data();
    void everythingComesBack();
    void rowsStayWhereTheyAreWhateverHappens();
    void theLaterOfTwoWithOneIdCounts();
    void onlyWhatIsDifferentIsReported();
    void hardwareThatListsLeaveOutIsKept();
    void aSnapshotDoesNotChange();
    void snapshotsAreReadWhileColumnsGrow();
    void aRowTakesNoMoreThan170Bytes();
    void packedRowsAreTheSameAgents();
    void theNewestVersionIsThatOfThePlatform();
    void keysAreJoinedWithoutBeingKept();
    void bitmapsAreSets();
};

void TestAgentColumns::everythingComesBack_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 1'000, 1'001, 4'096, 4'097, 9'000})
        QTest::addRow("%d", count) << count;
}

void TestAgentColumns::everythingComesBack()
{
    QFETCH(int, count);
    QList<Agent> agents = sampleAgents(count);
    if (count > 1)
        agents += oddAgents(1);
    AgentColumns columns;
    std::map<qint64, Agent> expected;
    for (qsizetype from = 0; from < agents.size(); from += 1'000) {
        const auto batch = std::span<const Agent>(agents)
                               .subspan(std::size_t(from))
                               .first(std::size_t(std::min<qsizetype>(1'000, agents.size() - from)));
        QCOMPARE(columns.upsert(batch).added.size(), batch.size());
    }
    for (const Agent &agent : agents)
        expected[agent.id.value] = agent;
    QVERIFY(holds(columns, expected));
    QVERIFY(!columns.rowOf({5'000'000'000}));
    QVERIFY(!columns.rowOf({0}));
}

void TestAgentColumns::rowsStayWhereTheyAreWhateverHappens()
{
    std::mt19937 random(7);
    AgentColumns columns;
    std::map<qint64, Agent> expected;
    std::map<qint64, quint32> rows;
    for (int step = 0; step < 120; ++step) {
        QList<Agent> batch;
        std::set<qint64> added, changed;
        for (quint32 i = random() % 300; i > 0; --i)
            batch << sampleAgent(1 + random() % 12'000, random);
        for (const Agent &agent : batch)
            (expected.contains(agent.id.value) && !added.contains(agent.id.value) ? changed : added)
                .insert(agent.id.value);
        for (const Agent &agent : batch)
            expected[agent.id.value] = agent;
        const AgentColumns::Changes changes = columns.upsert(batch);
        QCOMPARE(changes.added.size(), added.size());
        QCOMPARE(changes.changed.size(), changed.size());
        QVERIFY(std::ranges::is_sorted(changes.added) && std::ranges::is_sorted(changes.changed));
        for (const quint32 row : changes.added)
            QVERIFY(rows.emplace(columns.idAt(row).value, row).second);
        QList<AssetId> gone{{99'999}};
        for (quint32 i = random() % 200; i > 0; --i)
            gone << AssetId{qint64(1 + random() % 12'000)};
        std::size_t removed = 0;
        for (const AssetId id : gone) {
            removed += expected.erase(id.value);
            rows.erase(id.value);
        }
        QCOMPARE(columns.remove(gone).size(), removed);
        for (const auto &[id, row] : rows)
            QCOMPARE(columns.rowOf({id}).value_or(~0u), row);
    }
    QVERIFY(holds(columns, expected));
    quint64 counted = 0;
    for (const quint32 count : columns.counts().systems)
        counted += count;
    QCOMPARE(counted, columns.size());
}

void TestAgentColumns::theLaterOfTwoWithOneIdCounts()
{
    AgentColumns columns;
    const QList<Agent> agents{{.id = {5}, .name = u"first"_s},
                              {.id = {0}, .name = u"none"_s},
                              {.id = {-3}, .name = u"none"_s},
                              {.id = {5}, .name = u"second"_s}};
    QCOMPARE(columns.upsert(agents).added.size(), 1u);
    QCOMPARE(columns.size(), 1u);
    QCOMPARE(columns.name(0), u"second"_s);
}

void TestAgentColumns::onlyWhatIsDifferentIsReported()
{
    AgentColumns columns;
    QList<Agent> agents = sampleAgents(6'000);
    columns.upsert(agents);
    const quint64 version = columns.dataVersion();
    QVERIFY(columns.upsert(agents).changed.empty());
    QCOMPARE(columns.dataVersion(), version);
    agents[5'000].lastCheckedIn = sampleNow();
    agents[7].tags << TagRef{{1}, u"new"_s};
    QCOMPARE(columns.upsert(agents).changed, (std::vector<quint32>{7, 5'000}));
    QVERIFY(columns.dataVersion() != version);
    QCOMPARE(columns.agentAt(7), kept(agents[7]));
    QCOMPARE(columns.agentAt(5'000), kept(agents[5'000]));
}

void TestAgentColumns::hardwareThatListsLeaveOutIsKept()
{
    AgentColumns columns;
    Agent agent{.id = {5}, .name = u"a"_s, .serial = u"S-1"_s, .macs = {u"00:50:56:aa:bb:cc"_s}};
    columns.upsert({&agent, 1});
    Agent listed{.id = {5}, .name = u"B"_s};
    columns.upsert({&listed, 1});
    QCOMPARE(columns.agentAt(0).name, u"B"_s);
    QCOMPARE(columns.agentAt(0).serial, u"S-1"_s);
    QCOMPARE(columns.agentAt(0).macs, agent.macs);
    listed.serial = u"S-2"_s;
    columns.upsert({&listed, 1});
    QCOMPARE(columns.agentAt(0), listed);
}

void TestAgentColumns::aSnapshotDoesNotChange()
{
    AgentColumns columns;
    const QList<Agent> agents = sampleAgents(5'000);
    columns.upsert(agents);
    const AgentRows before = columns.snapshot();
    columns.remove(std::vector<AssetId>{agents[3].id, agents[4'500].id});
    Agent other = sampleAgents(1, 9).first();
    other.os = u"Another system"_s;
    columns.upsert({&other, 1});
    QCOMPARE(before.size(), 5'000u);
    QCOMPARE(before.agentAt(0), kept(agents[0]));
    QCOMPARE(before.agentAt(4'500), kept(agents[4'500]));
    QCOMPARE(columns.os(0), u"Another system"_s);
    QVERIFY(columns.isEmptyRow(3));
}

void TestAgentColumns::snapshotsAreReadWhileColumnsGrow()
{
    AgentColumns columns;
    QList<Agent> agents = sampleAgents(5'000);
    columns.upsert(agents);
    bool same = true;
    std::jthread reader([snapshot = columns.snapshot(), &same, agents](const std::stop_token &stop) {
        for (quint32 row = 0; !stop.stop_requested(); row = (row + 1) % 5'000)
            same = same && snapshot.agentAt(row) == kept(agents[row]);
    });
    for (int round = 0; round < 20; ++round) {
        for (Agent &agent : agents)
            agent.os = u"System %1 of %2"_s.arg(round).arg(agent.id.value % 50);
        columns.upsert(agents);
    }
    reader.request_stop();
    reader.join();
    QVERIFY(same);
}

void TestAgentColumns::aRowTakesNoMoreThan170Bytes()
{
    AgentColumns columns;
    constexpr int count = 100'000;
    columns.upsert(sampleAgents(count));
    const double each = double(columns.bytesUsed()) / count;
    qInfo("%.1f bytes a row", each);
    QVERIFY(each <= 170);
}

void TestAgentColumns::packedRowsAreTheSameAgents()
{
    const QList<Agent> agents = sampleAgents(300) + oddAgents(1);
    AgentPacker packer;
    for (const Agent &agent : agents)
        packer.pack(agent);
    AgentColumns columns{AgentPacker(packer.words())};
    for (const Agent &agent : agents) {
        const PackedAgent packed = packer.pack(agent);
        columns.upsertPacked({&packed, 1});
    }
    QVERIFY(columns.upsert(agents).changed.empty());
    Agent next{.id = {7}, .name = u"n"_s, .os = u"New system"_s};
    columns.upsert({&next, 1});
    QCOMPARE(packer.words().systems.size() + 1, columns.words().systems.size());
}

void TestAgentColumns::theNewestVersionIsThatOfThePlatform()
{
    AgentColumns columns;
    QList<Agent> agents{{.id = {1}, .version = u"5.1.0.24"_s, .platform = u"Windows"_s},
                        {.id = {2}, .version = u"5.1"_s, .platform = u"Windows"_s},
                        {.id = {3}, .version = u"6.0"_s, .platform = u"Linux"_s},
                        {.id = {4}, .version = u"odd"_s, .platform = u"Linux"_s},
                        {.id = {5}, .version = u"5.10.0"_s, .platform = u"Windows"_s}};
    columns.upsert(agents);
    QCOMPARE(columns.newestVersions().value(u"Windows"_s), (AgentVersion{{5, 10, 0, 0}}));
    const auto behind = [&] {
        QList<qint64> ids;
        for (quint32 row = 0; row < columns.rowCount(); ++row)
            if (!columns.isEmptyRow(row) && columns.isBehind(row))
                ids << columns.idAt(row).value;
        return ids;
    };
    QCOMPARE(behind(), (QList<qint64>{1, 2}));
    columns.remove(std::vector<AssetId>{{5}});
    QCOMPARE(behind(), (QList<qint64>{2}));
}

void TestAgentColumns::keysAreJoinedWithoutBeingKept()
{
    const QString key = u"1a2b3c4d-0000-4000-8000-00000026bbee"_s;
    AgentColumns columns;
    Agent agent{.id = {1}, .key = key, .keyTitle = u"EU"_s};
    columns.upsert({&agent, 1});
    QCOMPARE(columns.key(0).tail, u"26bbee"_s);
    QCOMPARE(columns.key(0).hash, agentKeyHash(key.toUpper()));
    agent = columns.agentAt(0);
    agent.os = u"x"_s;
    columns.upsert({&agent, 1}); // one that was read from here is still of the same key
    QCOMPARE(columns.key(0).hash, agentKeyHash(key));
}

void TestAgentColumns::bitmapsAreSets()
{
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        std::set<quint32> a, b;
        RowBits x(random() % 500), y(random() % 500);
        for (int i = 0; i < 100; ++i) {
            const quint32 row = random() % 600;
            a.insert(row);
            x.set(row);
            b.insert(row + 30);
            y.set(row + 30);
            x.set(row + 1, false);
            a.erase(row + 1);
        }
        QCOMPARE(x.count(), a.size());
        QVERIFY(std::ranges::equal(x.rows(), a));
        std::vector<quint32> both, any, rest;
        std::ranges::set_intersection(a, b, std::back_inserter(both));
        std::ranges::set_union(a, b, std::back_inserter(any));
        std::ranges::set_difference(a, b, std::back_inserter(rest));
        QCOMPARE((x & y).rows(), both);
        QCOMPARE((x | y).rows(), any);
        QCOMPARE(x.countWith(y), both.size());
        QCOMPARE(RowBits(x).andNot(y).rows(), rest);
        RowBits longer = x;
        longer.resize(10'000);
        QVERIFY(longer == x);
        QVERIFY(!longer.test(9'999) && !longer.test(20'000));
    }
    QCOMPARE(RowBits(70, true).count(), 70u);
    QVERIFY(!RowBits().any());
}

QTEST_APPLESS_MAIN(TestAgentColumns)
#include "tst_agentcolumns.moc"
