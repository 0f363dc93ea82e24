// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "writesession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;
using State = KeyList::State;

/// A list that is read while a plan changes what it reads, and what a session leaves for the next one.
class ListAndRunsTest : public QObject
{
    Q_OBJECT

    static constexpr auto slowHalf = "POST:search/ca:1=delay=900"; ///< the first page of the next list

private slots:
    void aSlowListDoesNotBringBackWhatWasChangedMeanwhile_data()
    {
        QTest::addColumn<QString>("operation");
        for (const QString &operation : {u"create"_s, u"update"_s, u"delete"_s})
            QTest::addRow("%s", qPrintable(operation)) << operation;
    }
    /// The page was put together before the write and arrives after it was verified.
    void aSlowListDoesNotBringBackWhatWasChangedMeanwhile()
    {
        QFETCH(QString, operation);
        WriteSession t({.agents = 0});
        const qint64 id = t.key(4);
        const Change change = operation == "create"_L1   ? t.create(u"made"_s)
                              : operation == "delete"_L1 ? t.remove(id)
                                                         : t.newOwner(id);
        const auto isShown = [&] {
            const ActivationKey *key = t.list().find({id});
            if (operation == "create"_L1)
                return t.list().find({t.change().object}) != nullptr;
            return operation == "delete"_L1 ? !key : key && key->owner == WriteSession::owner;
        };
        t.sandbox.addFault(QString::fromLatin1(slowHalf));
        t.list().refresh();
        QVERIFY(waitUntil([&] { return t.arrived(u"POST:search/ca"_s) > 0; }));
        t.apply({change});
        QVERIFY(t.finishes());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.list().state(), State::Loading);
        QVERIFY(waitUntil(isShown));
        bool modelHeardOfIt = false;
        const auto watch = connect(&t.list(), &KeyList::pageArrived, &t.list(), [&](const QList<ActivationKey> &page) {
            for (const ActivationKey &key : page)
                modelHeardOfIt = modelHeardOfIt || key.id.value == id;
        });
        QVERIFY(waitUntil([&] { return t.list().state() == State::Loaded; }));
        disconnect(watch);
        QCOMPARE(modelHeardOfIt, operation == "create"_L1);
        QVERIFY(isShown());
        QCOMPARE(t.list().all().size(), t.sandbox.keyCount());
        QCOMPARE(t.refresh(), State::Loaded);
        QVERIFY(isShown());
    }

    void theListShowsWhatAPlanDidWithoutBeingReadAgain()
    {
        WriteSession t({.agents = 0});
        t.apply({t.newOwner(t.key(3)), t.remove(t.key(4)), t.create(u"made"_s)});
        QVERIFY(t.finishes());
        QVERIFY(waitUntil([&] {
            return t.list().find({t.key(3)})->owner == WriteSession::owner && !t.list().find({t.key(4)}) &&
                   t.list().find({t.change(2).object});
        }));
        QCOMPARE(t.list().find({t.change(2).object})->title, u"made"_s);
        QCOMPARE(t.list().all().size(), t.sandbox.keyCount());
    }

    void stagedEditsComeBackAndAppliedOnesDoNot()
    {
        WriteSession t({.agents = 0});
        t.subscription->staging.stage({t.newOwner(t.key(3)), t.create(u"made"_s)}, u"two edits"_s);
        t.open(); // the window was closed before anything was saved by itself
        QCOMPARE(t.subscription->staging.changes().size(), 2);
        t.apply({});
        t.run().pause();
        const PlanId plan = t.run().plan().id;

        // As after a crash: nothing more is asked of the journal, what it holds at this moment counts.
        const auto staged = answerOf<QList<Change>>(
            [&](auto done) { t.journal.loadStaged(t.subscription->identity.fingerprint, done); });
        QVERIFY(staged->isEmpty());
        t.open();
        QVERIFY(t.subscription->staging.isEmpty());
        QCOMPARE(t.subscription->runs().unfinished().size(), 1);
        t.subscription->runs().resumeUnfinished(plan);
        t.takeUp(plan);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 2);
        QCOMPARE(t.sandbox.keysWithTitle(u"made"_s).size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void aPlanThatIsNotWantedAnyMoreSendsNothing()
    {
        WriteSession t({.agents = 0});
        t.apply(t.newOwners(5));
        t.run().pause();
        const PlanId plan = t.run().plan().id;
        t.open();
        const qsizetype before = t.writes();
        t.subscription->runs().abandonUnfinished(plan);
        t.takeUp(plan);
        QVERIFY(t.finishes());
        QCOMPARE(t.writes(), before);
        QVERIFY(t.count(Cancelled) >= 4);
        QCOMPARE(t.broken(), QString());
    }

    /// Of what was left, nothing is sent until it is resumed: not by a decision on one of its changes either.
    void aPlanThatIsTakenUpForADecisionWaitsToBeResumed()
    {
        WriteSession t({.agents = 0});
        t.apply(t.newOwners(5));
        t.run().pause();
        const PlanId plan = t.run().plan().id;
        t.open();
        RunCenter &runs = t.subscription->runs();
        QVERIFY(waitUntil([&] { return runs.unfinished().size() == 1; }));
        const qsizetype before = t.writes();
        runs.reopen(Plan(runs.unfinished().first()));
        QVERIFY(runs.unfinished().isEmpty()); // it is offered no more: there is a run to be resumed
        t.takeUp(plan);
        t.run().lookAgain(t.change(4).id);
        QTest::qWait(200);
        QCOMPARE(t.writes(), before);
        QVERIFY(t.pauses(Pause::ByPerson));
        t.run().resume();
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 5);
        QCOMPARE(t.broken(), QString());
    }

    void whatIsTakenBackOfAPlanThatWasLeftIsKnownWhenItIsResumed()
    {
        WriteSession t({.agents = 0});
        t.apply(t.newOwners(5));
        QVERIFY(waitUntil([&] { return t.count(Verified) >= 1; }));
        t.run().pause();
        QVERIFY(waitUntil([&] { return t.run().progress().inFlight == 0; }));
        const PlanId plan = t.run().plan().id;
        t.open();
        RunCenter &runs = t.subscription->runs();
        QVERIFY(waitUntil([&] { return runs.unfinished().size() == 1; }));
        const Change done = runs.unfinished().first().changes.first();
        QCOMPARE(done.state, Verified);
        t.apply({*undoOf(done).change});
        QVERIFY(t.finishes());
        QCOMPARE(runs.unfinished().first().changes.first().state, Undone);
        runs.resumeUnfinished(plan);
        t.takeUp(plan);
        QVERIFY(t.finishes());
        QCOMPARE(t.state(0), Undone);
        QCOMPARE(t.count(Verified), 4);
    }

    void plansWaitForOneAnother()
    {
        WriteSession t({.agents = 0});
        t.apply(t.newOwners(6));
        const PlanId first = t.run().plan().id;
        t.apply({t.edit(t.key(0), {.disabled = true}), t.create(u"made"_s)});
        QVERIFY(t.finishes());
        QVERIFY(t.subscription->runs().find(first)->isFinished());
        QCOMPARE(t.count(Verified), 2);
        const QList<SandboxRequest> writes = t.sandbox.writes();
        QCOMPARE(writes.size(), 8);
        for (int i = 0; i < 6; ++i)
            QVERIFY(writes[i].path.contains("update"_L1));
        QCOMPARE(t.broken(), QString());
    }
};

QTEST_GUILESS_MAIN(ListAndRunsTest)
#include "tst_listandruns.moc"
