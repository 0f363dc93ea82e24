// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agentfields.h"
#include "domain/agentrules.h"
#include "writesession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;

namespace {

/// A person who switches modules of agents, against a real sandbox.
class AgentSession : public WriteSession
{
public:
    explicit AgentSession(SandboxOptions options)
        : WriteSession(std::move(options))
    {
        readAgents();
    }
    void readAgents()
    {
        subscription->agentList.refreshAll();
        if (!waitUntil([this] { return subscription->agentList.state() == AgentList::State::Loaded; }))
            qFatal("the agents are not read");
    }
    const AgentColumns &agents() const { return subscription->agentList.columns(); }
    QList<Change> switches(const QJsonObject &desired, int most = 1'000'000) const
    {
        QList<Change> changes;
        for (quint32 row = 0; row < agents().rowCount() && changes.size() < most; ++row) {
            const Agent agent = agents().agentAt(row);
            Change change;
            change.type = ObjectType::Agent;
            change.object = agent.id.value;
            change.label = agent.name;
            change.before = agentToFields(agent);
            for (auto it = desired.begin(); it != desired.end(); ++it)
                if (change.before.value(it.key()).toBool() != it.value().toBool())
                    change.desired.insert(it.key(), it.value());
            if (!change.desired.isEmpty())
                changes << change;
        }
        return changes;
    }
    /// Everything ended or waits for a person, what waits for agents too.
    bool settles() const
    {
        return waitUntil([this] { return run().isFinished() && run().progress().requested == 0; }, 60s);
    }
    bool has(qint64 agent, const QString &keyWord) const
    {
        return sandbox.agentField(agent, u"modules"_s).toString().split(u',').contains(keyWord);
    }
    /// How often each agent's module was switched by a request that arrived.
    QHash<qint64, int> carriedOut() const
    {
        QHash<qint64, int> times;
        for (const SandboxAgentWrite &write : sandbox.agentWrites())
            times[write.agent] += write.outcome == "done"_L1 || write.outcome == "already"_L1;
        return times;
    }
};

} // namespace

class AgentRunsTest : public QObject
{
    Q_OBJECT

private slots:
    /// Acknowledged at once, there when the agent has called in, and taken back.
    void modulesAreSwitchedSeenAndSwitchedBack()
    {
        AgentSession t({.keys = 3, .agents = 40, .activationDelay = 1});
        const QList<Change> changes = t.switches({{u"AGENT_FIM"_s, true}, {u"AGENT_EDR"_s, true}}, 12);
        QVERIFY(!changes.isEmpty());
        t.apply(changes);
        QVERIFY(t.finishes());
        QVERIFY(t.run().progress().requested > 0); // said to be done, and not there yet
        QVERIFY(t.settles());
        QCOMPARE(t.count(Verified), changes.size());
        for (const Change &change : changes)
            QVERIFY(t.has(change.object, u"FIM"_s) && t.has(change.object, u"EDR"_s));
        for (const SandboxRequest &request : t.sandbox.logged(u"POST:/activate/am/asset"_s))
            QVERIFY2(!request.path.contains(u' ') && !request.path.contains("%20"_L1), qPrintable(request.path));

        QList<Change> back;
        for (const Change &change : t.run().plan().changes)
            back << *undoOf(change).change;
        t.apply(back);
        QVERIFY(t.settles());
        QCOMPARE(t.count(Verified), back.size());
        for (const Change &change : changes)
            QVERIFY(!t.has(change.object, u"FIM"_s) || change.before.value("AGENT_FIM"_L1).toBool());
    }

    /// Thousands, of which some are against the rules, some are refused, some answers get lost and the program ends in
    /// the middle: each row ends in its true state, and nothing that arrived is sent again.
    void thousandsEndInTheirTrueState()
    {
        AgentSession t({.keys = 4,
                        .agents = 3'000,
                        .activationDelay = 1,
                        .faults = {u"POST:/activate/am/asset=refuse-agents=1%"_s,
                                   u"POST:/activate/am/asset:4=apply-then-status=504"_s}});
        t.sandbox.setLicensed(u"CAPS"_s, true);
        const QList<Change> changes = t.switches({{u"AGENT_CAPS"_s, true}}); // Windows alone takes it
        QVERIFY(changes.size() > 1'500);
        t.apply(changes);
        const PlanId plan = t.run().plan().id;
        QVERIFY(waitUntil([&] { return t.arrived(u"POST:/activate/am/asset"_s) >= 5 || t.run().isFinished(); }, 60s));
        t.subscription.reset(); // and what was on its way is lost with it
        const QList<SandboxAgentWrite> before = t.sandbox.agentWrites();
        auto signedIn =
            signIn({t.proxy.url(), {}}, Sandbox::user(), Sandbox::password(), t.failing, quickPolicy(), quickPace());
        QVERIFY(signedIn);
        t.subscription = std::move(*signedIn);
        RunCenter &runs = t.subscription->runs();
        runs.findUnfinished();
        QVERIFY(waitUntil([&] { return !runs.unfinished().isEmpty() || runs.find(plan); }));
        if (!runs.find(plan))
            runs.resumeUnfinished(plan);
        t.takeUp(plan);
        const auto over = [&] { return t.run().isFinished() && t.run().progress().requested == 0; };
        for (int i = 0; i < 20 && !over(); ++i) { // somebody presses Resume whenever the run has stopped by itself
            QVERIFY(waitUntil([&] { return over() || t.run().pauseReason() != Pause::None; }, 60s));
            t.run().resume();
        }
        QVERIFY(over());

        int verified = 0, byRule = 0, refused = 0, unseen = 0;
        for (const Change &change : t.run().plan().changes) {
            const bool there = t.has(change.object, u"CAPS"_s);
            QVERIFY2(there == (change.state == Verified || change.state == Noop),
                     qPrintable(u"%1 is %2"_s.arg(change.object).arg(int(change.state))));
            verified += there;
            byRule += change.state == Rejected && change.reason.kind == ChangeReason::Kind::NotSent;
            refused += change.state == Rejected && change.reason.kind == ChangeReason::Kind::LeftOut;
            // Refused in the request whose answer was lost: nobody can tell it from one that waits for its agent.
            unseen += change.state == NeedsHuman && change.reason.kind == ChangeReason::Kind::NotYetSeen;
        }
        QVERIFY(verified > 1'000);
        QVERIFY(byRule > 100);
        QVERIFY(refused > 5);
        QVERIFY(unseen < 30);
        QCOMPARE(verified + byRule + refused + unseen, changes.size());
        const QHash<qint64, int> times = t.carriedOut();
        for (auto it = times.begin(); it != times.end(); ++it)
            QVERIFY2(*it <= 1, qPrintable(u"agent %1 was asked %2 times"_s.arg(it.key()).arg(*it)));
        QVERIFY(before.size() > 500);
    }

    void anUninstalledAgentIsGone()
    {
        AgentSession t({.keys = 2, .agents = 20});
        Change change;
        change.type = ObjectType::Agent;
        change.operation = Operation::Delete;
        const Agent agent = t.agents().agentAt(3);
        change.object = agent.id.value;
        change.label = agent.name;
        change.before = agentToFields(agent);
        t.apply({change});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QVERIFY(!t.sandbox.agentField(agent.id.value, u"modules"_s).isValid());
        QVERIFY(waitUntil([&] { return !t.agents().rowOf(agent.id); }));
        QCOMPARE(undoOf(t.change()).kind, UndoOffer::Kind::Impossible);
    }

    /// What changed is asked for; what went is noticed by the count.
    void aRefreshAsksOnlyForWhatChanged()
    {
        AgentSession t({.keys = 2, .agents = 2'500});
        QCOMPARE(t.agents().size(), 2'500U);
        t.sandbox.clearLog();
        t.subscription->agentList.refresh();
        QVERIFY(waitUntil([&] { return t.subscription->agentList.state() == AgentList::State::Loaded; }));
        QVERIFY(t.arrived(u"POST:search/am/hostasset"_s) <= 1);
        t.sandbox.deleteAgent(t.agents().idAt(7).value);
        t.sandbox.clearLog();
        t.subscription->agentList.refresh();
        QVERIFY(waitUntil([&] { return t.subscription->agentList.state() == AgentList::State::Loaded; }));
        QCOMPARE(t.agents().size(), 2'499U);
        QVERIFY(t.agents().isEmptyRow(7));
    }
};

QTEST_MAIN(AgentRunsTest)
#include "tst_agentruns.moc"
