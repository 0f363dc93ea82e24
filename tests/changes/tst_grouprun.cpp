// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/runcenter.h"
#include "domain/agentfields.h"
#include "domain/keyfields.h"
#include "store/sqlitejournal.h"
#include "support/agentworld.h"
#include "support/keyworld.h"
#include "support/waiting.h"

#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using enum ChangeState;
using ReasonKind = ChangeReason::Kind;
using Answer = AgentWorld::Answer;
using Kind = Failure::Kind;

namespace {

const QJsonObject fimOn{{u"AGENT_FIM"_s, true}};

/// Two types of objects whose ids overlap, as keys and agents of one subscription do.
class BothPorts : public KeyWorld
{
public:
    explicit BothPorts(AgentWorld &agents)
        : m_agents(agents)
    {
    }
    ObjectPort &portFor(ObjectType type) override
    {
        return type == ObjectType::Agent ? static_cast<ObjectPort &>(m_agents) : *this;
    }

private:
    AgentWorld &m_agents;
};

struct Fleet
{
    Fleet()
    {
        const auto opened = answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); });
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
    }

    static RunPace fast()
    {
        RunPace pace;
        pace.lookAgain = {1ms, 1ms};
        pace.waitForAgent = {1ms, 1ms, 1ms, 1ms};
        pace.throttledFallback = 1ms;
        return pace;
    }
    static Plan planOf(const QList<Change> &changes)
    {
        Plan plan;
        plan.subscription = u"fleet"_s;
        plan.actor = u"ada"_s;
        plan.changes = changes;
        plan.createdUtc = QDateTime::currentDateTimeUtc();
        plan.digest = planDigest(plan);
        return plan;
    }
    QList<Change> switches(int count, const QJsonObject &desired = fimOn)
    {
        QList<Change> changes;
        for (int i = 0; i < count; ++i)
            changes << world.change(world.add({u"AGENT_VM"_s}), desired);
        return changes;
    }
    /// PC makes room for SCA, which is another request.
    QList<Change> swaps(int count)
    {
        QList<Change> changes;
        for (int i = 0; i < count; ++i)
            changes << world.change(world.add({u"AGENT_VM"_s, u"AGENT_PC"_s}),
                                    {{u"AGENT_PC"_s, false}, {u"AGENT_SCA"_s, true}});
        return splitAgentChanges(changes);
    }
    int swapped() const
    {
        return int(std::ranges::count(world.agents, QSet<QString>({u"AGENT_VM"_s, u"AGENT_SCA"_s})));
    }
    void begin(const QList<Change> &changes, RunPace pace = fast())
    {
        run = std::make_unique<ApplyRun>(planOf(changes), world, journal, pace);
        run->start();
    }
    bool finishes() const
    {
        return waitUntil([this] { return run->isFinished(); });
    }
    bool settles() const // what was requested as well
    {
        return waitUntil([this] {
            const RunProgress progress = run->progress();
            return run->isFinished() && progress.requested == 0 && progress.left == 0;
        });
    }
    int count(ChangeState state) const { return int(std::ranges::count(run->plan().changes, state, &Change::state)); }
    QList<qsizetype> sizes() const
    {
        QList<qsizetype> sizes;
        for (const auto &write : world.writes)
            sizes << write.ids.size();
        return sizes;
    }
    int mostApplied() const
    {
        int most = 0;
        for (const Change &change : run->plan().changes)
            most = std::max(most, world.appliedFor(change.object));
        return most;
    }

    QTemporaryDir folder;
    AgentWorld world;
    SqliteJournal journal{folder.filePath(u"data/journal.db"_s)};
    std::unique_ptr<ApplyRun> run;
};

} // namespace

/// Changes that travel together, and such as show only after the agent has called in.
class GroupRunTest : public QObject
{
    Q_OBJECT

private slots:
    void manyTravelTogetherAfterTheCanaries()
    {
        Fleet f;
        f.begin(f.switches(1200));
        QVERIFY(f.settles());
        QCOMPARE(f.sizes(), QList<qsizetype>({1, 10, 500, 500, 189}));
        QCOMPARE(f.count(Verified), 1200);
        QVERIFY(f.world.largestRead <= 500);
        QCOMPARE(f.world.reads, 10); // one before and one after each
        for (const auto &write : f.world.writes)
            QCOMPARE(write.modules, QStringList{u"AGENT_FIM"_s});
    }

    void onAndOffNeverShareARequest()
    {
        Fleet f;
        QList<Change> changes = f.switches(40);
        changes += f.switches(40, {{u"AGENT_VM"_s, false}});
        f.begin(changes);
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 80);
        for (const auto &write : f.world.writes)
            for (const qint64 id : write.ids)
                QCOMPARE(write.on, id <= 40);
        QCOMPARE(f.mostApplied(), 1);
    }

    /// Acknowledged is not done: the run is over, and goes on looking.
    void whatIsRequestedIsShownAsSuchUntilTheAgentCalledIn()
    {
        Fleet f;
        f.world.delay = 1000;
        RunPace pace = Fleet::fast();
        pace.waitForAgent = {1ms, 1ms, 1h};
        f.begin(f.switches(30), pace);
        QVERIFY(f.finishes());
        QCOMPARE(f.run->progress().requested, 30);
        QCOMPARE(f.run->progress().verified, 0);
        QCOMPARE(f.run->plan().changes.first().state, Requested);
        QCOMPARE(f.sizes(), QList<qsizetype>({1, 10, 19})); // the canary does not wait for hours

        f.run.reset(); // the program ends, and starts again when the agents have called in
        f.world.reads += 1000;
        RunCenter center(u"fleet"_s, f.world, f.journal, Fleet::fast());
        center.findUnfinished();
        QVERIFY(waitUntil([&] { return center.find(PlanId{1}) && center.find(PlanId{1})->progress().verified == 30; }));
        QVERIFY(center.unfinished().isEmpty()); // nothing to decide
        QCOMPARE(f.world.writes.size(), 3);
    }

    void whatNeverShowsIsGivenUpWithTheTimeOfTheLastLook()
    {
        Fleet f;
        f.world.delay = -1;
        f.begin(f.switches(3));
        QVERIFY(f.settles());
        QCOMPARE(f.count(NeedsHuman), 3);
        const Change &change = f.run->plan().changes.first();
        QCOMPARE(change.reason.kind, ReasonKind::NotYetSeen);
        QVERIFY(!change.reason.replyLost);
        QVERIFY(qAbs(change.reason.until.secsTo(QDateTime::currentDateTimeUtc())) < 60);
        QCOMPARE(f.world.writes.size(), 2);

        f.world.agents[change.object].insert(u"AGENT_FIM"_s);
        f.run->lookAgain(change.id);
        QVERIFY(waitUntil([&] { return f.run->plan().changes.first().state == Verified; }));
        f.run->lookAgain(f.run->plan().changes.last().id); // still not there
        QVERIFY(waitUntil([&] { return f.run->isFinished() && f.count(NeedsHuman) == 2; }));
        QCOMPARE(f.world.writes.size(), 2);
    }

    /// The time since it was sent counts, not how long the program has been running.
    void whatNeverShowsIsGivenUpByAProgramThatIsStartedDaily()
    {
        Fleet f;
        f.world.delay = -1;
        QDateTime now = QDateTime::fromString(u"2026-05-01T08:00:00Z"_s, Qt::ISODate);
        RunPace pace = Fleet::fast();
        pace.waitForAgent = {1h, 24h, 48h};
        pace.now = [&] { return now; };
        f.begin(f.switches(3), pace);
        QVERIFY(f.finishes());
        QCOMPARE(f.count(Requested), 3);
        for (int day = 1; day <= 4; ++day) {
            f.run.reset();
            now = now.addDays(1);
            const auto left = answerOf<QList<Plan>>([&](auto done) { f.journal.unfinished(u"fleet"_s, done); });
            QCOMPARE(left->size(), 1);
            const int reads = f.world.reads;
            f.run = std::make_unique<ApplyRun>(left->first(), f.world, f.journal, pace);
            f.run->start();
            QVERIFY(waitUntil([&] { return f.run->isFinished() && f.world.reads > reads; }));
            QTest::qWait(20); // for the answer
            QCOMPARE(f.count(day < 4 ? Requested : NeedsHuman), 3);
        }
        QCOMPARE(f.run->plan().changes.first().reason.kind, ReasonKind::NotYetSeen);
        QCOMPARE(f.world.writes.size(), 2);
    }

    void whatTheAnswerLeavesOutIsNotTakenForDone()
    {
        Fleet f;
        f.world.answerTo = [](const AgentWorld::Write &write) {
            Answer answer;
            for (const qint64 id : write.ids)
                if (id % 50 == 0)
                    answer.leftOut << id;
            return answer;
        };
        f.begin(f.switches(1511)); // ten of five hundred are no reason to stop
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 1481);
        QCOMPARE(f.count(Rejected), 30);
        for (const Change &change : f.run->plan().changes)
            QCOMPARE(change.reason.kind == ReasonKind::LeftOut, change.object % 50 == 0);
        QCOMPARE(f.mostApplied(), 1);
    }

    void anAnswerWithoutIdsIsSettledByReading()
    {
        Fleet f;
        f.world.answerTo = [](const AgentWorld::Write &write) {
            return Answer{.leftOut = write.ids & QSet<qint64>{20}, .namesNone = true};
        };
        f.begin(f.switches(30));
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 29);
        QCOMPARE(f.run->plan().changes.at(19).state, NeedsHuman);
    }

    void whatTheRulesForbidIsNotSent()
    {
        Fleet f;
        f.world.refuses = [](qint64 id) {
            return id % 10 == 0 ? std::optional(Failure{.kind = Kind::Rejected, .code = u"RULE"_s}) : std::nullopt;
        };
        f.begin(f.switches(100));
        QVERIFY(f.settles());
        QCOMPARE(f.count(Rejected), 10);
        QCOMPARE(f.count(Verified), 90);
        QCOMPARE(f.run->plan().changes.at(9).reason.kind, ReasonKind::NotSent);
        QCOMPARE(f.world.appliedFor(10), 0);
    }

    void aRequestThatIsTooLargeIsHalved()
    {
        Fleet f;
        f.world.answerTo = [](const AgentWorld::Write &write) {
            return write.ids.size() > 130
                       ? Answer{.failure = Failure{.kind = Kind::TooLarge, .httpStatus = 413}, .applies = false}
                       : Answer{};
        };
        f.begin(f.switches(600));
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 600);
        QCOMPARE(f.mostApplied(), 1);
        QVERIFY2(f.world.writes.size() < 16, qPrintable(QString::number(f.world.writes.size())));
    }

    /// One that may not be switched must not take the others with it, nor stay unnamed.
    void aRequestRefusedAsAWholeIsNarrowedDown()
    {
        Fleet f;
        f.world.answerTo = [](const AgentWorld::Write &write) {
            return write.ids.contains(77)
                       ? Answer{.failure = Failure{.kind = Kind::Rejected, .httpStatus = 200}, .applies = false}
                       : Answer{};
        };
        f.begin(f.switches(200));
        QVERIFY(waitUntil([&] { return f.run->pauseReason() == ApplyRun::Pause::StopRule; }));
        QCOMPARE(f.run->plan().changes.at(76).state, Rejected); // the first refusal is shown to a person
        f.run->resume();
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 199);
        QCOMPARE(f.run->plan().changes.at(76).state, Rejected);
        QCOMPARE(f.mostApplied(), 1);
    }

    void aLostReplyIsSettledByReadingAndNeverSentAgain()
    {
        Fleet f;
        f.world.answerTo = [](const AgentWorld::Write &write) {
            const bool lost = write.ids.size() == 10;
            return lost ? Answer{.failure = Failure{.kind = Kind::ConnectionLost}} : Answer{};
        };
        f.begin(f.switches(60));
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 60);
        QCOMPARE(f.run->plan().changes.at(5).reason.kind, ReasonKind::ReplyLost);
        QCOMPARE(f.mostApplied(), 1);
    }

    /// Neither arrived nor seen: it cannot be told from one that arrived and waits for its agent.
    void aLostRequestIsLeftToAPerson()
    {
        Fleet f;
        f.world.answerTo = [](const AgentWorld::Write &write) {
            const bool lost = write.ids.size() == 10;
            return lost ? Answer{.failure = Failure{.kind = Kind::ConnectionLost}, .applies = false} : Answer{};
        };
        f.begin(f.switches(60));
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 50);
        QCOMPARE(f.count(NeedsHuman), 10);
        QCOMPARE(f.world.writes.size(), 3);
        const ChangeReason reason = f.run->plan().changes.at(5).reason;
        QCOMPARE(reason.kind, ReasonKind::NotYetSeen);
        QVERIFY(reason.replyLost); // and nobody ever said that it was accepted
        QCOMPARE(reasonFromJson(toJson(reason)), reason);
        f.run->applyMine(f.run->plan().changes.at(5).id);
        QVERIFY(waitUntil([&] { return f.run->isFinished() && f.count(Verified) == 51; }));
        QCOMPARE(f.world.writes.size(), 4);
        QCOMPARE(f.mostApplied(), 1);
    }

    void aProgramThatEndsInTheMiddleSendsNothingTwice()
    {
        Fleet f;
        int requests = 0;
        f.world.answerTo = [&](const AgentWorld::Write &) {
            if (++requests == 3)
                QMetaObject::invokeMethod(
                    &f.world, [&] { f.run.reset(); }, Qt::QueuedConnection); // before the answer is read
            return Answer{};
        };
        f.begin(f.switches(800));
        QVERIFY(waitUntil([&] { return !f.run; }));
        const auto left = answerOf<QList<Plan>>([&](auto done) { f.journal.unfinished(u"fleet"_s, done); });
        QCOMPARE(left->size(), 1);
        f.run = std::make_unique<ApplyRun>(left->first(), f.world, f.journal, Fleet::fast());
        f.run->start();
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 800);
        QCOMPARE(f.mostApplied(), 1);
    }

    void keysAndAgentsOfTheSameIdAreToldApart()
    {
        Fleet f;
        BothPorts keys(f.world);
        QList<Change> changes;
        keys.nextId = 0;
        for (int i = 0; i < 5; ++i) {
            const qint64 id = keys.add(u"key %1"_s.arg(i));
            Change change;
            change.object = id;
            change.label = keys.at(id).label;
            change.desired = {{keyfields::owner, 42}};
            change.before = keys.at(id).fields;
            changes << change;
        }
        changes += f.switches(30);
        QCOMPARE(changes.first().object, changes.at(5).object);
        f.run = std::make_unique<ApplyRun>(Fleet::planOf(changes), keys, f.journal, Fleet::fast());
        f.run->start();
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 35);
        QCOMPARE(keys.writes.size(), 5);
        QCOMPARE(f.mostApplied(), 1);
        QCOMPARE(keys.at(changes.first().object).fields.value(keyfields::owner).toInt(), 42);
    }

    void whatWasSwitchedIsSwitchedBack()
    {
        Fleet f;
        f.begin(f.switches(2, {{u"AGENT_FIM"_s, true}, {u"AGENT_PM"_s, true}}));
        QVERIFY(f.settles());
        f.world.agents[1].insert(u"AGENT_EDR"_s); // somebody else's, and none of ours
        const UndoOffer offer = undoOf(f.run->plan().changes.first());
        QCOMPARE(offer.kind, UndoOffer::Kind::Undo);
        QCOMPARE(offer.change->desired, QJsonObject({{u"AGENT_FIM"_s, false}, {u"AGENT_PM"_s, false}}));
        QCOMPARE(offer.change->label, u"host 1"_s);
        f.begin({*offer.change});
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 1);
        QCOMPARE(f.world.agents[1], QSet<QString>({u"AGENT_VM"_s, u"AGENT_EDR"_s}));
    }

    /// The agent has to call in before there is room for the other module; whoever needs no room does not wait.
    void whatMakesRoomIsSeenBeforeTheNextIsSent()
    {
        Fleet f;
        f.world.delay = 3;
        RunPace pace = Fleet::fast();
        pace.waitForAgent = QList<std::chrono::milliseconds>(30, 1ms);
        f.begin(f.swaps(20) + f.switches(20), pace);
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 60);
        QCOMPARE(f.swapped(), 20);
        QSet<qint64> off;
        for (const auto &write : f.world.writes) {
            if (write.on && write.modules.contains(u"AGENT_SCA"_s))
                QVERIFY(off.contains(write.ids));
            else if (!write.on)
                off += write.ids;
        }
        QCOMPARE(f.mostApplied(), 2);
    }

    void whatWaitsForAnotherIsTakenUpAgainAfterARestart()
    {
        Fleet f;
        f.world.delay = 1000;
        RunPace pace = Fleet::fast();
        pace.waitForAgent = {1ms, 1h};
        f.begin(f.swaps(20) + f.switches(5), pace);
        QVERIFY(f.finishes()); // and waits for agents, which may take hours
        QCOMPARE(f.count(Requested), 25);
        QCOMPARE(f.count(Queued), 20);
        f.run.reset();
        f.world.reads += 1000;
        f.world.delay = 0;
        RunCenter center(u"fleet"_s, f.world, f.journal, Fleet::fast());
        center.findUnfinished();
        QVERIFY(waitUntil([&] { return center.unfinished().size() == 1; })); // something is left to be sent
        center.resumeUnfinished(PlanId{1});
        QVERIFY(waitUntil([&] { return center.find(PlanId{1})->progress().verified == 45; }));
        QCOMPARE(f.swapped(), 20);
    }

    /// Waiting for agents keeps no other plan waiting, and what comes later waits for its turn among the plans.
    void aPlanThatWaitsForAgentsHoldsNoOtherUp()
    {
        Fleet f;
        f.world.delay = 1000;
        RunPace pace = Fleet::fast();
        pace.waitForAgent = QList<std::chrono::milliseconds>(1000, 5ms);
        RunCenter center(u"fleet"_s, f.world, f.journal, pace);
        for (const QList<Change> &changes : {f.swaps(12), f.switches(12)})
            center.apply(Fleet::planOf(changes), [](const auto &) {});
        QVERIFY(waitUntil([&] {
            return center.find(PlanId{2}) && center.find(PlanId{2})->progress().requested == 12 && !center.current();
        }));
        QCOMPARE(center.find(PlanId{1})->progress().left, 12);
        f.world.reads += 1000;
        f.world.delay = 0;
        QVERIFY(waitUntil([&] { return center.find(PlanId{1})->progress().verified == 24; }));
        QVERIFY(waitUntil([&] { return center.find(PlanId{2})->progress().verified == 12; }));
        QCOMPARE(f.swapped(), 12);
    }

    void whatWaitedInVainSaysSo()
    {
        Fleet f;
        f.world.delay = -1;
        f.begin(f.swaps(1));
        QVERIFY(waitUntil([&] { return f.run->isFinished() && f.count(NeedsHuman) == 1; }));
        QCOMPARE(f.count(Queued), 1); // until a person has decided
        f.run->acceptServer(f.run->plan().changes.first().id);
        QVERIFY(f.settles());
        QCOMPARE(f.run->plan().changes.last().state, Cancelled);
        QCOMPARE(f.run->plan().changes.last().reason.kind, ReasonKind::WaitedInVain);
        QCOMPARE(f.world.writes.size(), 1);
        QCOMPARE(reasonFromJson(toJson(f.run->plan().changes.last().reason)).kind, ReasonKind::WaitedInVain);
    }

    /// Undo takes back what this change did, not what a colleague did between the review and the write.
    void whatAColleagueSwitchedMeanwhileStaysSoAfterUndo()
    {
        Fleet f;
        QList<Change> changes = f.switches(1, {{u"AGENT_FIM"_s, true}, {u"AGENT_PM"_s, true}});
        changes << f.world.change(f.world.add({u"AGENT_VM"_s, u"AGENT_PM"_s}),
                                  {{u"AGENT_VM"_s, false}, {u"AGENT_PM"_s, false}});
        f.world.agents[1].insert(u"AGENT_FIM"_s);
        f.world.agents[2].remove(u"AGENT_VM"_s);
        f.begin(changes);
        QVERIFY(f.settles());
        QCOMPARE(f.count(Verified), 2);
        QCOMPARE(f.run->plan().changes.first().base.value(u"AGENT_FIM"_s).toBool(), true);
        QCOMPARE(undoOf(f.run->plan().changes.first()).change->desired, QJsonObject({{u"AGENT_PM"_s, false}}));
        QCOMPARE(undoOf(f.run->plan().changes.last()).change->desired, QJsonObject({{u"AGENT_PM"_s, true}}));
    }

    void theSizeOfAPlanCountsRequestsNotAgents()
    {
        Fleet f;
        const PlanSize size = sizeOf(Fleet::planOf(f.switches(10'000)), 50'000);
        QCOMPARE(size.writes, 22); // one, ten, and 9,989 by the five hundred
        QCOMPARE(size.reads, 44);
        QCOMPARE(size.typeToConfirm, 10'000);
        QCOMPARE(size.cannotBeUndone, 0);
        QCOMPARE(sizeOf(Fleet::planOf(f.switches(10)), 50'000).typeToConfirm, 0);
    }
};

QTEST_GUILESS_MAIN(GroupRunTest)
#include "tst_grouprun.moc"
