// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/agentport.h"
#include "changes/plan.h"
#include "domain/agentfields.h"
#include "domain/agents/agentwords.h"
#include "panes/agentedits.h"
#include "support/rawserver.h"
#include "writesession.h"

#include <QJsonDocument>
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
    QList<Change> wished(const AgentWish &wish, quint32 first) const
    {
        return agentEdits(agents(), RowBits(first, true), wish, EditsAs::Changes).changes;
    }
    /// Everything ended or waits for a person, what waits for agents too.
    bool settles() const
    {
        const auto over = [this] {
            const RunProgress progress = run().progress();
            return run().isFinished() && progress.requested == 0 && progress.left == 0;
        };
        return waitUntil(over, 60s);
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

    /// The rule is asked when there is room, and the undo makes room first as well.
    void oneModuleTakesThePlaceOfAnotherAndBack()
    {
        AgentSession t({.keys = 2, .agents = 20, .activationDelay = 1});
        for (quint32 row = 0; row < 12; ++row)
            t.sandbox.setAgentField(t.agents().idAt(row).value, u"modules"_s, u"VM_LICENSE,PC_LICENSE"_s);
        t.readAgents();
        const QList<Change> changes = t.wished({.on = {u"AGENT_SCA"_s}, .off = {u"AGENT_PC"_s}}, 12);
        QCOMPARE(changes.size(), 12);
        t.apply(changes);
        QVERIFY(t.settles());
        QCOMPARE(t.count(Verified), 24);
        for (const Change &change : changes)
            QVERIFY(t.has(change.object, u"SCA"_s) && !t.has(change.object, u"PC_LICENSE"_s));
        QList<Change> back;
        for (const Change &change : t.run().plan().changes)
            back << *undoOf(change).change;
        t.apply(back);
        QVERIFY(t.settles());
        QCOMPARE(t.count(Verified), 24);
        for (const Change &change : changes)
            QVERIFY(!t.has(change.object, u"SCA"_s) && t.has(change.object, u"PC_LICENSE"_s));
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

    void manyAreUninstalledTogether()
    {
        AgentSession t({.keys = 2, .agents = 40});
        t.apply(t.wished({.uninstall = true}, 30));
        QVERIFY(t.settles());
        QCOMPARE(t.count(Verified), 30);
        QVERIFY2(t.arrived(u"POST:/uninstall/am/asset"_s) < 10, "one by one");
        QVERIFY(waitUntil([&] { return t.agents().size() == 10; }));
    }

    /// Each keeps what it has besides.
    void tagsArePutOnAndTakenOffTogether()
    {
        AgentSession t({.keys = 2, .agents = 40});
        const TagId put = t.subscription->tags().tags().last().id;
        TagId off;
        for (const TagRef &tag : t.agents().agentAt(0).tags)
            off = tag.id.value != put.value && tag.name != "Cloud Agent"_L1 ? tag.id : off;
        QVERIFY(off.value > 0);
        const auto tagsOf = [&](qint64 agent) {
            return t.sandbox.agentField(agent, u"tags"_s).toString().split(u',', Qt::SkipEmptyParts);
        };
        QHash<qint64, QStringList> before;
        for (quint32 row = 0; row < 30; ++row)
            before.insert(t.agents().idAt(row).value, tagsOf(t.agents().idAt(row).value));
        t.apply(t.wished({.tagsAdded = {put}, .tagsRemoved = {off}}, 30));
        QVERIFY(t.settles());
        QVERIFY(t.count(Verified) > 20);
        QCOMPARE(t.count(Verified), t.run().plan().changes.size());
        QVERIFY(t.arrived(u"POST:update/am/hostasset"_s) < 15);
        for (auto it = before.cbegin(); it != before.cend(); ++it) {
            QStringList wanted = *it;
            wanted.removeAll(off.toString());
            if (!wanted.contains(put.toString()))
                wanted << put.toString();
            QStringList now = tagsOf(it.key());
            wanted.sort();
            now.sort();
            QCOMPARE(now, wanted);
        }
        QList<Change> back;
        for (const Change &change : t.run().plan().changes)
            back << *undoOf(change).change;
        t.apply(back);
        QVERIFY(t.settles());
        for (auto it = before.cbegin(); it != before.cend(); ++it) {
            QStringList now = tagsOf(it.key()), then = *it;
            now.sort();
            then.sort();
            QCOMPARE(now, then);
        }
    }

    /// Put on by somebody, or by a rule, between the review and the write.
    void aTagThatSomebodyPutOnMeanwhileIsNoConflict()
    {
        AgentSession t({.keys = 2, .agents = 20});
        const TagId put = t.subscription->tags().tags().last().id;
        const TagId theirs = t.subscription->tags().tags().at(t.subscription->tags().tags().size() - 2).id;
        const QList<Change> changes = t.wished({.tagsAdded = {put}}, 12);
        const qint64 agent = changes.first().object;
        const auto tagsOf = [&] { return t.sandbox.agentField(agent, u"tags"_s).toString().split(u','); };
        t.sandbox.setAgentField(agent, u"tags"_s, tagsOf().join(u',') + u","_s + theirs.toString());
        t.apply(changes);
        QVERIFY(t.settles());
        QCOMPARE(t.count(Verified), changes.size());
        QVERIFY(tagsOf().contains(put.toString()) && tagsOf().contains(theirs.toString()));
        t.apply({*undoOf(t.change()).change});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QVERIFY(!tagsOf().contains(put.toString()) && tagsOf().contains(theirs.toString()));
    }

    /// The value of the key goes to the service and nowhere else.
    void agentsMoveToAnotherKeyAndBack()
    {
        AgentSession t({.keys = 4, .agents = 20});
        ActivationKey to; // the one that the fewest have
        for (const ActivationKey &key : t.list().all())
            if (stateOf(key, QDateTime::currentDateTimeUtc()) == KeyState::Active &&
                agentsLeft(key).value_or(1'000) > 30 && (to.id.value == 0 || key.countUsed < to.countUsed))
                to = key;
        QVERIFY(to.id.value > 0);
        const KeyWord word{.tail = {}, .hash = agentKeyHash(to.key), .title = to.title};
        const QVariant before = t.sandbox.agentField(t.agents().idAt(0).value, u"key_id"_s);
        t.apply(t.wished({.key = word}, 12));
        QVERIFY(t.settles());
        const QList<Change> moved = t.run().plan().changes;
        QVERIFY(moved.size() > 5);
        QCOMPARE(t.count(Verified), moved.size());
        for (const Change &change : moved)
            QCOMPARE(t.sandbox.agentField(change.object, u"key_id"_s).toLongLong(), to.id.value);
        for (const AttemptRecord &attempt : t.attempts())
            QVERIFY(!attempt.attempt.bodyRedacted.contains(to.key.toUtf8()));
        for (const Change &change : t.run().plan().changes)
            QVERIFY(!QJsonDocument(toJson(change)).toJson().contains(to.key.toUtf8()));

        // After a restart nobody has the values at hand.
        t.open();
        t.readAgents();
        QList<Change> back;
        for (const Change &change : moved)
            if (const UndoOffer offer = undoOf(change); offer.change)
                back << *offer.change;
        QCOMPARE(back.size(), moved.size());
        t.apply(back);
        QVERIFY(t.settles());
        QCOMPARE(t.count(Verified), back.size());
        QCOMPARE(t.sandbox.agentField(moved.first().object, u"key_id"_s), before);
    }

    void agentsMoveToAKeyThatWasMadeLater()
    {
        AgentSession t({.keys = 4, .agents = 20});
        const auto moveTo = [&](const ActivationKey &key) {
            t.apply(t.wished({.key = KeyWord{.tail = {}, .hash = agentKeyHash(key.key), .title = key.title}}, 3));
            if (t.settles() && t.count(Verified) == t.run().plan().changes.size())
                return true;
            qWarning() << toWire(t.state()) << QJsonDocument(toJson(t.change().reason)).toJson();
            return false;
        };
        const QList<ActivationKey> keys = t.list().all().values();
        const auto roomy = std::ranges::find_if(keys, [](const ActivationKey &key) {
            return stateOf(key, QDateTime::currentDateTimeUtc()) == KeyState::Active &&
                   agentsLeft(key).value_or(1'000) > 30;
        });
        QVERIFY(roomy != keys.end());
        QVERIFY(moveTo(*roomy)); // so that the values of keys have been read
        t.apply({t.create(u"made later"_s)});
        QVERIFY(t.finishes());
        QCOMPARE(t.state(), Verified);
        const qint64 made = t.change().object;
        QCOMPARE(t.refresh(), KeyList::State::Loaded);
        t.readAgents();
        QVERIFY(moveTo(*t.list().find({made})));
        QCOMPARE(t.sandbox.agentField(t.agents().idAt(0).value, u"key_id"_s).toLongLong(), made);
    }

    /// What the service says of a move may quote the key, and is journaled.
    void aRefusedMoveDoesNotTellTheKey()
    {
        constexpr auto key = "12345678-90ab-cdef-1234-567890abcdef";
        RawServer server([&](const RawRequest &request) {
            const bool moves = request.target.contains("changeactkey");
            return RawAnswer::of(200, moves ? "<ServiceResponse><responseCode>INVALID_REQUEST</responseCode>"
                                              "<responseErrorDetails><errorMessage>No key " +
                                                  QByteArray(key).toUpper() +
                                                  " here.</errorMessage></responseErrorDetails></ServiceResponse>"
                                            : QByteArray("<ServiceResponse/>"));
        });
        HttpClient client(Server{server.url(), {}}, quickPolicy());
        client.setCredentials(SecretBuffer::basicHeader(u"aldrg_jo2", SecretBuffer(QByteArrayView("secret"))));
        const Ticket probe = client.probe<int>(
            {.path = u"/probe"_s}, [](const HttpReply &) -> Result<int> { return 1; },
            [](const Result<int> &, const Exchange &) {});
        QVERIFY(waitUntil([&] { return client.access() == HttpClient::Access::Ok; }));
        AgentPort port(client);
        std::optional<Result<WriteReply>> reply;
        const Ticket move = port.send(*Agents::composeAgentKey({AssetId{7}}, QString::fromLatin1(key)),
                                      [&](const Result<WriteReply> &got, const Exchange &) { reply = got; });
        QVERIFY(waitUntil([&] { return reply.has_value(); }));
        QVERIFY(!reply->has_value());
        QVERIFY2(reply->error().detail.contains(u"No key"_s), qPrintable(reply->error().detail));
        QVERIFY(!reply->error().detail.contains(QString::fromLatin1(key), Qt::CaseInsensitive));
        QVERIFY(reply->error().detail.contains(u"CDEF"_s)); // its end tells which one it is
    }

    void aScanIsSeenWhenItWasMadeAndStaysMade()
    {
        AgentSession t({.keys = 2, .agents = 20});
        AgentWish wish{.scan = ScanKind::Vulnerability, .asked = QDateTime::currentDateTimeUtc().addSecs(-2)};
        const AgentEdits edits = agentEdits(t.agents(), RowBits(20, true), wish, EditsAs::Changes);
        QVERIFY(edits.count > 0);
        t.apply(edits.changes);
        QVERIFY(t.settles());
        QCOMPARE(t.count(Verified), edits.count);
        QVERIFY(t.arrived(u"POST:/ods/ca/agentasset"_s) >= 1);
        for (const Change &change : t.run().plan().changes)
            QCOMPARE(undoOf(change).kind, UndoOffer::Kind::Impossible);
    }

    /// The rule is asked again with what the agent has by then.
    void noScanIsAskedForWithoutItsModule()
    {
        AgentSession t({.keys = 2, .agents = 20});
        AgentWish wish{.scan = ScanKind::Vulnerability, .asked = QDateTime::currentDateTimeUtc()};
        const AgentEdits edits = agentEdits(t.agents(), RowBits(20, true), wish, EditsAs::Changes);
        QVERIFY(edits.count > 0);
        const qint64 agent = edits.changes.first().object;
        t.sandbox.setAgentField(agent, u"modules"_s, u"FIM"_s);
        t.apply(edits.changes.first(1));
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Rejected);
        QCOMPARE(t.arrived(u"POST:/ods/ca/agentasset"_s), 0);
    }

    /// Modules, tags and key of one agent, wished for one after another, are three requests of one plan.
    void whatNeedsSeveralRequestsIsTakenApart()
    {
        AgentSession t({.keys = 4, .agents = 10});
        AgentWish wish{.on = {u"AGENT_FIM"_s, u"AGENT_EDR"_s},
                       .off = {u"AGENT_VM"_s},
                       .tagsAdded = {t.subscription->tags().tags().last().id}};
        const AgentEdits edits = agentEdits(t.agents(), RowBits(10, true), wish, EditsAs::Changes);
        const QList<Change> parts = splitAgentChanges(edits.changes);
        QVERIFY(parts.size() > edits.changes.size());
        for (const Change &part : parts)
            QVERIFY(!agentGroup(part).isEmpty());
        t.apply(parts);
        QVERIFY(t.settles());
        QCOMPARE(t.count(Verified), t.run().plan().changes.size());
    }

    /// What is wished for comes on top of what is staged: off takes a staged on back, and PC that is to go makes room.
    void aWishComesOnTopOfWhatIsStaged()
    {
        AgentSession t({.keys = 2, .agents = 10});
        const auto with = [&](const QStringList &has, const QStringList &hasNot) {
            for (quint32 row = 0; row < t.agents().rowCount(); ++row) {
                const Agent agent = t.agents().agentAt(row);
                const auto hasIt = [&](const QString &word) { return hasModule(agent, word); };
                if (std::ranges::all_of(has, hasIt) && std::ranges::none_of(hasNot, hasIt))
                    return row;
            }
            return t.agents().rowCount();
        };
        const quint32 row = with({u"AGENT_VM"_s}, {u"AGENT_FIM"_s});
        QVERIFY(row < t.agents().rowCount());
        RowBits one;
        one.set(row);
        StagingArea &staging = t.subscription->staging;
        staging.stage(agentEdits(t.agents(), one, {.on = {u"AGENT_FIM"_s}}, EditsAs::Changes).changes, u"on"_s);
        QCOMPARE(staging.changes().size(), 1);
        const StagedFields staged{{t.agents().idAt(row).value, staging.changes().first().desired}};
        const AgentEdits off = agentEdits(t.agents(), one, {.off = {u"AGENT_FIM"_s}}, EditsAs::Changes, staged);
        QCOMPARE(off.already, 0);
        staging.stage(off.changes, u"off"_s);
        QVERIFY(staging.isEmpty());

        Agent agent = t.agents().agentAt(row);
        agent.modules = {u"AGENT_VM"_s, u"AGENT_PC"_s};
        AgentColumns columns;
        columns.upsert(std::span(&agent, 1));
        const RowBits first(1, true);
        QCOMPARE(agentEdits(columns, first, {.on = {u"AGENT_SCA"_s}}, EditsAs::Counted).refused, 1);
        QCOMPARE(agentEdits(columns, first, {.on = {u"AGENT_SCA"_s}}, EditsAs::Counted,
                            {{agent.id.value, {{u"AGENT_PC"_s, false}}}})
                     .count,
                 1);
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
