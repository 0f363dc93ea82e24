// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentfilter.h"
#include "support/sampleagents.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

RowBits found(const AgentRows &agents, std::shared_ptr<const RefusedAgents> refused)
{
    const AgentFilter filter(parseQuery(u"is:refused"_s, agentSyntax()),
                             {.now = sampleNow(), .tags = {}, .refused = std::move(refused)});
    return filter.rows(agents).value_or(RowBits());
}

} // namespace

class TestRefusedAgents : public QObject
{
    Q_OBJECT

private slots:
    void eachKeepsItsOwnReason()
    {
        RefusedAgents refused;
        QVERIFY(refused.isEmpty());
        refused.add(3, {30}, u"CAPS is for Windows only."_s);
        refused.add(4, {40}, u"SwCA needs VM on the agent."_s);
        refused.add(9, {90}, u"CAPS is for Windows only."_s);
        QCOMPARE(refused.size(), 3);
        QCOMPARE(refused.why(3, {30}), u"CAPS is for Windows only."_s);
        QCOMPARE(refused.why(4, {40}), u"SwCA needs VM on the agent."_s);
        QCOMPARE(refused.why(9, {90}), u"CAPS is for Windows only."_s);
        QCOMPARE(refused.why(5, {50}), QString());
        QCOMPARE(refused.why(10, {90}), QString());
    }

    void theFilterListsThemAndNobodyWithoutThem()
    {
        AgentColumns agents;
        agents.upsert(sampleAgents(10'000));
        auto refused = std::make_shared<RefusedAgents>();
        RowBits wanted;
        for (quint32 row = 5; row < agents.rowCount(); row += 7) {
            refused->add(row, agents.idAt(row), u"why"_s);
            wanted.set(row);
        }
        QVERIFY(found(agents, refused) == wanted);
        QVERIFY(!found(agents, nullptr).any());
    }

    /// Rows are given to other agents, who were refused nothing.
    void aRowThatBecameAnotherAgentsIsNotRefused()
    {
        AgentColumns agents;
        agents.upsert(sampleAgents(20));
        auto refused = std::make_shared<RefusedAgents>();
        for (const quint32 row : {2u, 7u, 11u})
            refused->add(row, agents.idAt(row), u"why"_s);
        const AssetId gone = agents.idAt(7);
        agents.remove(std::span(&gone, 1));
        QCOMPARE(found(agents, refused).rows(), (std::vector<quint32>{2, 11}));

        const Agent newcomer{.id = {gone.value + 1'000}, .name = u"newcomer"_s};
        agents.upsert(std::span(&newcomer, 1));
        QCOMPARE(agents.idAt(7), newcomer.id);
        QCOMPARE(found(agents, refused).rows(), (std::vector<quint32>{2, 11}));
        QCOMPARE(refused->why(7, newcomer.id), QString());
    }

    /// While more is typed the rows found before are asked alone, but not when others have been refused since.
    void othersRefusedAreAskedAnew()
    {
        const auto filter = [](const QString &text, std::shared_ptr<const RefusedAgents> refused) {
            return AgentFilter(parseQuery(text, agentSyntax()),
                               {.now = sampleNow(), .tags = {}, .refused = std::move(refused)});
        };
        const auto first = std::make_shared<RefusedAgents>(), second = std::make_shared<RefusedAgents>();
        QVERIFY(filter(u"is:refused web"_s, first).narrows(filter(u"is:refused"_s, first)));
        QVERIFY(!filter(u"is:refused web"_s, second).narrows(filter(u"is:refused"_s, first)));
    }
};

QTEST_GUILESS_MAIN(TestRefusedAgents)
#include "tst_refusedagents.moc"
