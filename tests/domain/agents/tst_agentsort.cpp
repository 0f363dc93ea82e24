// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentsort.h"
#include "domain/agents/stablesorts.h"
#include "domain/filter/folding.h"
#include "support/sampleagents.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Digits as one number each, everything else sign by sign; written for being right, not for being fast.
std::strong_ordering naturally(const QString &a, const QString &b)
{
    const QByteArray x = searchFolded(a).toUtf8(), y = searchFolded(b).toUtf8();
    qsizetype i = 0, j = 0;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto number = [&](const QByteArray &text, qsizetype &at) {
        QByteArray digits;
        while (at < text.size() && isDigit(text[at]))
            digits += text[at++];
        while (digits.size() > 1 && digits[0] == '0')
            digits.remove(0, 1);
        return digits;
    };
    while (i < x.size() && j < y.size()) {
        if (isDigit(x[i]) && isDigit(y[j])) {
            const QByteArray n = number(x, i), m = number(y, j);
            if (n != m)
                return n.size() != m.size() ? n.size() <=> m.size()
                       : n < m              ? std::strong_ordering::less
                                            : std::strong_ordering::greater;
        } else {
            if (x[i] != y[j])
                return quint8(x[i]) <=> quint8(y[j]);
            ++i;
            ++j;
        }
    }
    return (x.size() - i) <=> (y.size() - j);
}

std::strong_ordering compared(const AgentRows &agents, AgentColumn column, quint32 a, quint32 b)
{
    const Agent x = agents.agentAt(a), y = agents.agentAt(b);
    switch (column) {
    case AgentColumn::Id:
        return x.id.value <=> y.id.value;
    case AgentColumn::Name:
        return naturally(x.name, y.name);
    case AgentColumn::System:
        return naturally(x.os, y.os);
    case AgentColumn::Dns:
        return naturally(x.dnsHostName, y.dnsHostName);
    case AgentColumn::Key:
        return naturally(x.keyTitle, y.keyTitle) != 0 ? naturally(x.keyTitle, y.keyTitle) : naturally(x.key, y.key);
    case AgentColumn::Status:
        return naturally(x.status, y.status);
    case AgentColumn::Platform:
        return naturally(x.platform, y.platform);
    case AgentColumn::Configuration:
        return naturally(x.configuration, y.configuration);
    case AgentColumn::CheckedIn:
        return agents.lastCheckedIn(a) <=> agents.lastCheckedIn(b);
    case AgentColumn::Created:
        return agents.created(a) <=> agents.created(b);
    case AgentColumn::Modules:
        return std::pair(std::popcount(agents.moduleBits(a)) + agents.modules(a).unknown.size(),
                         agents.moduleBits(a)) <=>
               std::pair(std::popcount(agents.moduleBits(b)) + agents.modules(b).unknown.size(), agents.moduleBits(b));
    case AgentColumn::Tags:
        for (qsizetype i = 0; i < std::min(x.tags.size(), y.tags.size()); ++i)
            if (const auto order = naturally(x.tags[i].name, y.tags[i].name); order != 0)
                return order;
        return x.tags.size() <=> y.tags.size();
    case AgentColumn::Version: {
        const auto n = readAgentVersion(x.version), m = readAgentVersion(y.version);
        if (n != m)
            return n < m ? std::strong_ordering::less : std::strong_ordering::greater;
        return n ? std::strong_ordering::equal : naturally(x.version, y.version);
    }
    case AgentColumn::Address:
        break;
    }
    return std::strong_ordering::equal;
}

constexpr auto columns = std::to_array<std::pair<const char *, AgentColumn>>({
    {"id", AgentColumn::Id},
    {"name", AgentColumn::Name},
    {"os", AgentColumn::System},
    {"version", AgentColumn::Version},
    {"lastseen", AgentColumn::CheckedIn},
    {"created", AgentColumn::Created},
    {"modules", AgentColumn::Modules},
    {"tags", AgentColumn::Tags},
    {"key", AgentColumn::Key},
    {"status", AgentColumn::Status},
    {"platform", AgentColumn::Platform},
    {"configuration", AgentColumn::Configuration},
    {"dns", AgentColumn::Dns},
});

} // namespace

class TestAgentSort : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rowsComeInTheOrderOfTheColumn_data();
    void rowsComeInTheOrderOfTheColumn();
    void severalColumnsCountOneAfterTheOther();
    void addressesAreOrderedByNumber();
    void namesWithALongBeginningInCommonAreTold();
    void numbersOfAllLengthsAreSorted();
    void onlyAcceptedRowsAreTaken();
    void aStoppedSortGivesNothing();

private:
    AgentColumns m_agents;
};

void TestAgentSort::initTestCase()
{
    QList<Agent> agents = sampleAgents(9'000) + oddAgents(1);
    std::ranges::shuffle(agents, std::mt19937(5));
    m_agents.upsert(agents);
    m_agents.remove(std::vector<AssetId>{agents[3].id, agents[5'000].id});
}

void TestAgentSort::rowsComeInTheOrderOfTheColumn_data()
{
    QTest::addColumn<AgentColumn>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    for (const auto &[name, column] : columns)
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder})
            QTest::addRow("%s %s", name, order == Qt::AscendingOrder ? "up" : "down") << column << order;
}

void TestAgentSort::rowsComeInTheOrderOfTheColumn()
{
    QFETCH(AgentColumn, column);
    QFETCH(Qt::SortOrder, order);
    const AgentSortKey key{column, order};
    const std::vector<quint32> rows = sortedRows(m_agents, {&key, 1});
    QCOMPARE(rows.size(), m_agents.size());
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto compare = compared(m_agents, column, rows[i - 1], rows[i]);
        QVERIFY2(order == Qt::AscendingOrder ? compare <= 0 : compare >= 0,
                 qPrintable(u"%1 before %2"_s.arg(rows[i - 1]).arg(rows[i])));
        QVERIFY(compare != 0 || rows[i - 1] < rows[i]);
    }
}

void TestAgentSort::severalColumnsCountOneAfterTheOther()
{
    const auto keys = std::to_array<AgentSortKey>({{AgentColumn::Platform, Qt::DescendingOrder},
                                                   {AgentColumn::System, Qt::AscendingOrder},
                                                   {AgentColumn::Name, Qt::DescendingOrder}});
    const std::vector<quint32> rows = sortedRows(m_agents, keys);
    QCOMPARE(rows.size(), m_agents.size());
    for (std::size_t i = 1; i < rows.size(); ++i) {
        auto compare = std::strong_ordering::equal;
        for (const AgentSortKey &key : keys) {
            const bool up = key.order == Qt::AscendingOrder;
            compare = compared(m_agents, key.column, rows[up ? i - 1 : i], rows[up ? i : i - 1]);
            if (compare != 0)
                break;
        }
        QVERIFY(compare < 0 || (compare == 0 && rows[i - 1] < rows[i]));
    }
}

void TestAgentSort::addressesAreOrderedByNumber()
{
    const QStringList order{
        u""_s,          u"9.0.0.0"_s,     u"10.0.0.2"_s,         u"10.0.0.10"_s,    u"10.0.1.0"_s,     u"172.16.0.1"_s,
        u"::1"_s,       u"2001:db8::2"_s, u"2001:db8:0:0::10"_s, u"FE80::1%eth0"_s, u"fe80::1%eth1"_s, u"1.2.3"_s,
        u"10.0.0.300"_s};
    AgentColumns agents;
    QList<Agent> shuffled;
    for (qsizetype i = 0; i < order.size(); ++i)
        shuffled << Agent{.id = {1 + (i * 5) % order.size()}, .address = order[i]};
    agents.upsert(shuffled);
    const AgentSortKey key{AgentColumn::Address};
    QStringList sorted;
    for (const quint32 row : sortedRows(agents, {&key, 1}))
        sorted << agents.address(row);
    QCOMPARE(sorted, order);
}

void TestAgentSort::namesWithALongBeginningInCommonAreTold()
{
    AgentColumns agents;
    QList<Agent> all;
    const QString beginning(200, u'a');
    for (int i = 0; i < 20'000; ++i)
        all << Agent{.id = {1 + i}, .name = beginning + QString::number((i * 7'919) % 20'000)};
    agents.upsert(all);
    const AgentSortKey key{AgentColumn::Name};
    const std::vector<quint32> rows = sortedRows(agents, {&key, 1});
    for (int i = 0; i < 20'000; ++i)
        QCOMPARE(agents.name(rows[std::size_t(i)]), beginning + QString::number(i));
}

void TestAgentSort::numbersOfAllLengthsAreSorted()
{
    std::mt19937_64 random(11);
    std::vector<quint64> numbers(5'000);
    for (quint64 &number : numbers)
        number = random() >> (random() % 64);
    std::vector<quint32> rows(numbers.size());
    std::iota(rows.begin(), rows.end(), 0);
    std::vector<quint32> expected = rows;
    std::ranges::stable_sort(expected, {}, [&](quint32 row) { return numbers[row]; });
    stablesorts::byNumber(rows, numbers);
    QCOMPARE(rows, expected);
    std::vector<quint32> none;
    stablesorts::byNumber(none, std::vector<quint32>());
    QVERIFY(none.empty());
}

void TestAgentSort::onlyAcceptedRowsAreTaken()
{
    RowBits accepted;
    for (const quint32 row : {0u, 5u, 70u})
        accepted.set(row);
    QCOMPARE(rowsInOrder(std::vector<quint32>{70, 3, 5, 1, 0, 99}, accepted), (std::vector<quint32>{70, 5, 0}));
    QVERIFY(rowsInOrder({}, accepted).empty());
}

void TestAgentSort::aStoppedSortGivesNothing()
{
    std::stop_source source;
    source.request_stop();
    const AgentSortKey key{AgentColumn::Name};
    QVERIFY(sortedRows(m_agents, {&key, 1}, source.get_token()).empty());
    QVERIFY(sortedRows(AgentColumns(), {&key, 1}).empty());
}

QTEST_APPLESS_MAIN(TestAgentSort)
#include "tst_agentsort.moc"
