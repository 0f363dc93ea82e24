// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/runcenter.h"
#include "runtest.h"

class RunDecisionsTest : public QObject
{
    Q_OBJECT
private slots:
    void pausingSendsNothingMoreAndReadsBackWhatWasSent()
    {
        RunTest t;
        t.begin(t.newOwners(30));
        QVERIFY(waitUntil([&] { return t.world.writes.size() >= 15; }));
        t.run->pause();
        const qsizetype sent = t.world.writes.size() + 1; // one may be between its record and the wire
        t.settle();
        QCOMPARE(t.run->pauseReason(), Pause::ByPerson);
        QVERIFY(t.world.writes.size() <= sent);
        QCOMPARE(t.run->progress().verified, int(t.world.writes.size()));
        t.run->resume();
        t.finish();
        QCOMPARE(t.run->progress().verified, 30);
        QCOMPARE(t.broken(), QString());
    }

    void aNetworkThatComesBackDoesNotEndAPersonsPause()
    {
        RunTest t;
        t.begin(t.newOwners(5));
        t.run->pause();
        t.run->pause(Pause::Offline);
        QCOMPARE(t.run->pauseReason(), Pause::Offline);
        t.run->resume();
        QCOMPARE(t.run->pauseReason(), Pause::ByPerson);
        QTest::qWait(20);
        QCOMPARE(t.world.writes.size(), 0);
        t.run->resume();
        t.finish();
        QCOMPARE(t.run->progress().verified, 5);
    }

    /// A mismatch among the first ones is for a person to look at. Whatever fails meanwhile and mends itself does not
    /// look at it for them.
    void nothingThatPassesByItselfEndsACanarysStop_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<Pause>("shown");
        QTest::addRow("network") << int(Failure::Kind::Offline) << Pause::Offline;
        QTest::addRow("sign-in") << int(Failure::Kind::Latched) << Pause::Latched;
        QTest::addRow("server") << int(Failure::Kind::ServerError) << Pause::ServerErrors;
    }
    void nothingThatPassesByItselfEndsACanarysStop()
    {
        QFETCH(int, kind);
        QFETCH(Pause, shown);
        RunTest t;
        t.world.script({Fault::None, Fault::IgnoreModules, Fault::LoseBefore});
        QList<Change> changes = t.newOwners(30);
        changes[1].desired.insert(keyfields::modules, QJsonArray{u"FIM"_s}); // which the service leaves out
        bool stopped = false;
        t.world.readFaultOf = [&](int) {
            return std::exchange(stopped, false) ? std::optional(Failure{.kind = Failure::Kind(kind)}) : std::nullopt;
        };
        RunPace pace = RunTest::fast();
        pace.lookAgain = {100ms, 1ms};
        t.begin(changes, {}, pace);
        QVERIFY(waitUntil([&] { return t.run->pauseReason() == Pause::CanaryMismatch; }));
        stopped = true; // the look at the lost one fails
        const auto sent = t.world.writes.size();
        QVERIFY(waitUntil([&] { return t.run->pauseReason() == shown; }));
        t.run->resume(); // as the network does
        QCOMPARE(t.run->pauseReason(), Pause::CanaryMismatch);
        QTest::qWait(150);
        QCOMPARE(t.world.writes.size(), sent);
        t.run->resume(); // as a person does
        t.finish();
        QCOMPARE(t.run->progress().verified, 29);
        QCOMPARE(t.broken(), QString());
    }

    void cancellingTakesBackWhatWasNotSent()
    {
        RunTest t;
        t.begin(t.newOwners(30));
        QVERIFY(waitUntil([&] { return t.world.writes.size() >= 12; }));
        t.run->cancel();
        t.finish();
        QCOMPARE(t.run->plan().state, Plan::State::Cancelled);
        int verified = 0, called = 0;
        for (const Change &change : t.run->plan().changes) {
            verified += change.state == Verified;
            called += change.state == Cancelled;
        }
        QCOMPARE(verified, int(t.world.writes.size()));
        QCOMPARE(verified + called, 30);
        QCOMPARE(t.broken(), QString());
        const auto left = answerOf<QList<Plan>>([&](auto done) { t.journal.unfinished(u"world"_s, done); });
        QVERIFY(left->isEmpty());
    }

    void cancellingAtAnyMomentLosesNothing()
    {
        for (int writes = 0; writes < 16; ++writes)
            for (const int phase : {0, 1, 2}) {
                RunTest t;
                int reads = 0;
                const auto strike = [&] {
                    if (t.world.writes.size() == writes && reads >= 0)
                        QMetaObject::invokeMethod(
                            t.run.get(), [&] { t.run->cancel(); },
                            phase == 0 ? Qt::DirectConnection : Qt::QueuedConnection);
                };
                if (phase == 2)
                    t.world.beforeRead = strike;
                else
                    t.world.beforeWrite = strike;
                t.begin(t.newOwners(14));
                t.finish();
                QCOMPARE(t.broken(), QString());
                QCOMPARE(t.run->progress().verified, int(t.world.writes.size()));
            }
    }

    void stoppingBetweenAnyTwoStepsLosesNothing_data()
    {
        QTest::addColumn<bool>("cancel");
        QTest::addRow("pause") << false;
        QTest::addRow("cancel") << true;
    }
    void stoppingBetweenAnyTwoStepsLosesNothing()
    {
        QFETCH(bool, cancel);
        for (qsizetype strike = 1; strike < 40; ++strike) {
            RunTest t;
            QList<Change> changes = t.newOwners(5);
            changes << RunTest::create(u"new"_s) << t.remove(t.world.add(u"old"_s)) << RunTest::create(u"newer"_s);
            t.world.at(changes[0].object).fields.insert(keyfields::owner, 9);  // a conflict,
            t.world.at(changes[1].object).fields.insert(keyfields::owner, 42); // nothing to do,
            t.world.at(changes[2].object).fields.insert(keyfields::title, u"drifted"_s);
            t.failing.onCall = [&] {
                if (t.failing.calls.size() == strike && t.run)
                    cancel ? t.run->cancel() : t.run->pause();
            };
            t.begin(changes);
            t.settle();
            if (!cancel)
                t.run->resume();
            t.finish();
            QVERIFY2(t.run->isFinished(), qPrintable(t.failing.calls.join(u", "_s)));
            QCOMPARE(t.broken(), QString());
            QCOMPARE(t.world.writes.size(), t.run->progress().verified - (t.state(1) == Noop ? 1 : 0));
        }
    }

    void cancellingBeforeTheStartSendsNothing()
    {
        RunTest t;
        t.run = std::make_unique<ApplyRun>(RunTest::planOf(t.newOwners(3)), t.world, t.failing, RunTest::fast());
        t.run->cancel();
        t.finish();
        QCOMPARE(t.world.writes.size(), 0);
        QCOMPARE(t.state(2), Cancelled);
        QCOMPARE(t.broken(), QString());
    }

    void aThrottledWriteIsCancelledToo()
    {
        RunTest t;
        t.world.retryAfter = 3600s;
        t.world.script({Fault::Throttle});
        t.begin(t.newOwners(3));
        t.world.beforeWrite = [&] { t.run->cancel(); };
        t.finish();
        QCOMPARE(t.state(0), Cancelled);
        QCOMPARE(t.broken(), QString());
    }

    void aConflictCanBeOverwrittenOnAFreshPreImage()
    {
        RunTest t;
        const QList<Change> changes = t.newOwners(1);
        t.world.at(changes[0].object).fields.insert(keyfields::owner, 9);
        t.begin(changes);
        t.finish();
        QCOMPARE(t.state(0), Conflict);
        t.run->applyMine(t.change(0).id);
        QTRY_COMPARE(t.state(0), Verified);
        t.finish();
        QCOMPARE(t.change(0).base.value(keyfields::owner).toInt(), 9);
        QCOMPARE(undoOf(t.change(0)).change->desired.value(keyfields::owner).toInt(), 9);
        QCOMPARE(planDigest(t.run->plan()), t.run->plan().digest);
        QCOMPARE(t.broken(), QString());
    }

    void aConflictCanBeLeftToTheService()
    {
        RunTest t;
        const QList<Change> changes = t.newOwners(1);
        t.world.at(changes[0].object).fields.insert(keyfields::owner, 9);
        t.begin(changes);
        t.finish();
        QSignalSpy finished(t.run.get(), &ApplyRun::finished);
        t.run->acceptServer(t.change(0).id);
        QVERIFY(finished.wait());
        QCOMPARE(t.state(0), Cancelled);
        QCOMPARE(t.change(0).reason.kind, ChangeReason::Kind::ByPerson);
        QCOMPARE(t.world.writes.size(), 0);
        QCOMPARE(t.broken(), QString());
    }

    void aMismatchIsReadAgainOnDemand()
    {
        RunTest t;
        const QList<Change> changes = t.newOwners(1);
        t.world.script({Fault::IgnoreAll});
        t.begin(changes);
        t.finish();
        QCOMPARE(t.state(0), Mismatch);
        t.world.at(changes[0].object).fields.insert(keyfields::owner, 42); // it came true after all
        t.run->lookAgain(t.change(0).id);
        QTRY_COMPARE(t.state(0), Verified);
        QCOMPARE(t.world.writes.size(), 1);
    }

    void aMismatchIsSentAgainOnDemand()
    {
        RunTest t;
        t.world.script({Fault::IgnoreAll});
        t.begin(t.newOwners(1));
        t.finish();
        t.run->applyMine(t.change(0).id);
        QTRY_COMPARE(t.state(0), Verified);
        QCOMPARE(t.world.writes.size(), 2);
        QCOMPARE(t.broken(), QString());
    }

    /// A decision holds for what was seen, and for nothing that came afterwards.
    void whatChangedAfterTheDecisionIsAConflictAgain()
    {
        RunTest t;
        QList<Change> changes = t.newOwners(1);
        t.world.at(changes[0].object).fields.insert(keyfields::owner, 9);
        t.begin(changes);
        t.finish();
        QCOMPARE(t.state(0), Conflict);
        QCOMPARE(t.change(0).reason.fields.first().server.toInt(), 9);
        t.world.at(changes[0].object).fields.insert(keyfields::owner, 11); // while the person thinks
        t.run->applyMine(t.change(0).id);
        QVERIFY(waitUntil([&] { return t.run->isFinished() && t.change(0).reason.fields.first().server == 11; }));
        QCOMPARE(t.state(0), Conflict);
        QCOMPARE(t.world.writes.size(), 0);
        t.run->applyMine(t.change(0).id);
        QTRY_COMPARE(t.state(0), Verified);
        QCOMPARE(t.world.at(changes[0].object).fields.value(keyfields::owner).toInt(), 42);
    }

    /// A key that has become unlimited forgets the limit that was wanted: that is not what was wanted.
    void aWishTheObjectCannotHoldIsNotVerified()
    {
        RunTest t;
        const qint64 id = t.world.add(u"limited"_s);
        t.world.at(id).fields.insert(keyfields::type, u"COUNT_LIMITED"_s);
        t.world.at(id).fields.insert(keyfields::limit, 10);
        const Change change = t.update(id, {{keyfields::limit, 50}});
        t.world.at(id).fields.insert(keyfields::type, u"UNLIMITED"_s);
        t.world.at(id).fields.insert(keyfields::limit, 0);
        t.begin({change});
        t.finish();
        QCOMPARE(t.state(0), Conflict);
        t.run->applyMine(t.change(0).id);
        QTRY_COMPARE(t.state(0), Mismatch);
        QCOMPARE(t.change(0).reason.fields.first().wanted.toInt(), 50);
    }

    /// Decisions about an old plan wait until the one that runs is over.
    void twoPlansNeverWriteAtOnce()
    {
        RunTest t;
        t.world.script({Fault::LoseBefore});
        t.begin({RunTest::create(u"lost"_s)});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        const Plan old = t.run->plan();
        t.run.reset();
        RunCenter center(u"world"_s, t.world, t.journal, RunTest::fast());
        const auto id = answerOf<PlanId>([&](auto done) { center.apply(RunTest::planOf(t.newOwners(4)), done); });
        QVERIFY(id);
        center.current()->pause();
        center.reopen(old);
        center.find(old.id)->createAgain(old.changes.first().id);
        QTest::qWait(60);
        QCOMPARE(t.world.writes.size(), 1);
        center.current()->resume();
        QVERIFY(waitUntil([&] { return !center.isBusy() && t.world.writes.size() == 6; }));
        QCOMPARE(t.world.writes.last().operation, Operation::Create);
        QCOMPARE(center.find(old.id)->plan().changes.first().state, Verified);
    }

    void aLostCreateIsMadeAgainOnDemand()
    {
        RunTest t;
        t.world.script({Fault::LoseBefore});
        t.begin({RunTest::create(u"a"_s)});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        t.run->createAgain(t.change(0).id);
        QTRY_COMPARE(t.state(0), Verified);
        t.finish();
        QCOMPARE(t.world.keys.size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    /// It has come to light since it was looked for: a second one would be its twin.
    void aCreateThatWasMadeAfterAllIsNotMadeAgain()
    {
        RunTest t;
        t.world.refusesTitles = false; // nobody but the run itself is in the way
        t.world.lateReads = 6;         // later than the schedule looks
        t.world.script({Fault::ApplyLate});
        t.begin({RunTest::create(u"a"_s)});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.world.keys.size(), 0);
        for (int i = 0; i < 5 && t.world.keys.isEmpty(); ++i) // time passes
            answerOf<void>([&](auto done) {
                static Ticket ticket;
                ticket = t.world.readAll(HttpRequest::Priority::Background,
                                         [done](const auto &, const Exchange &) { done({}); });
            });
        QCOMPARE(t.world.keys.size(), 1);
        t.run->createAgain(t.change(0).id);
        QVERIFY(waitUntil([&] { return t.run->isFinished() && !t.change(0).reason.candidates.isEmpty(); }));
        QCOMPARE(t.world.keys.size(), 1);
        QCOMPARE(t.world.writes.size(), 1);
        t.run->adopt(t.change(0).id, t.change(0).reason.candidates.first());
        QTRY_COMPARE(t.state(0), Verified);
        t.finish();
        QCOMPARE(t.broken(), QString());
    }

    void aLostCreateIsFoundByLookingAgain()
    {
        RunTest t;
        t.world.lateReads = 7; // later than the schedule looks
        t.world.script({Fault::ApplyLate});
        t.begin({RunTest::create(u"a"_s)});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        t.run->lookAgain(t.change(0).id);
        t.finish();
        t.run->lookAgain(t.change(0).id);
        QTRY_VERIFY(t.run->isFinished() || t.state(0) == Verified);
        t.run->lookAgain(t.change(0).id);
        QTRY_COMPARE(t.state(0), Verified);
        QCOMPARE(t.world.writes.size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void lookingAgainDoesNotTakeWhatAnotherChangeMade()
    {
        RunTest t;
        t.world.refusesTitles = false;
        t.world.script({Fault::LoseBefore});
        t.begin({RunTest::create(u"twin"_s), RunTest::create(u"twin"_s)});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.state(1), Verified);
        t.run->lookAgain(t.change(0).id);
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.change(0).reason.kind, ChangeReason::Kind::NoCandidate);
        QCOMPARE(t.broken(), QString());
    }

    void oneOfSeveralCandidatesIsAdoptedByAPerson()
    {
        RunTest t;
        t.world.refusesTitles = false;
        t.world.script({Fault::Twice});
        t.begin({RunTest::create(u"a"_s)});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        t.run->adopt(t.change(0).id, 12345); // not a candidate
        const qint64 chosen = t.change(0).reason.candidates.last();
        t.run->adopt(t.change(0).id, chosen);
        t.run->resume();
        QTRY_COMPARE(t.state(0), Verified);
        QCOMPARE(t.change(0).object, chosen);
    }

    void anUndoMarksWhatItTookBack()
    {
        RunTest t;
        t.begin(t.newOwners(2));
        t.finish();
        const ChangeId first = t.change(0).id;
        const PlanId plan = t.run->plan().id;
        const UndoOffer offer = undoOf(t.change(0));
        t.begin({*offer.change});
        t.finish();
        QCOMPARE(t.state(0), Verified);
        const auto history = answerOf<QList<PlanSummary>>([&](auto done) { t.journal.history(u"world"_s, 10, done); });
        QCOMPARE(history->size(), 2);
        QCOMPARE(history->last().plan.id, plan);
        QCOMPARE(history->last().plan.changes[0].id, first);
        QCOMPARE(history->last().plan.changes[0].state, Undone);
        QCOMPARE(history->last().plan.changes[1].state, Verified);
    }

    void anUndoMeetsConflictsLikeAnyChange()
    {
        RunTest t;
        const QList<Change> changes = t.newOwners(1);
        t.begin(changes);
        t.finish();
        const UndoOffer offer = undoOf(t.change(0));
        t.world.at(changes[0].object).fields.insert(keyfields::owner, 99);
        t.begin({*offer.change});
        t.finish();
        QCOMPARE(t.state(0), Conflict);
        QCOMPARE(t.world.writes.size(), 1);
    }

    void shuttingDownWaitsForTheWriteInFlightOnly()
    {
        RunTest t;
        t.begin(t.newOwners(20));
        QVERIFY(waitUntil([&] { return t.world.writes.size() >= 3; }));
        QSignalSpy quiet(t.run.get(), &ApplyRun::quiet);
        t.run->shutDown();
        QVERIFY(quiet.size() == 1 || quiet.wait());
        const qsizetype sent = t.world.writes.size();
        QTest::qWait(20);
        QCOMPARE(t.world.writes.size(), sent);
        for (const Change &change : t.run->plan().changes)
            QVERIFY(change.state != Sending);
        t.crash();
        QVERIFY(t.run);
        t.run->start();
        t.finish();
        QCOMPARE(t.run->progress().verified, 20);
        QCOMPARE(t.world.writes.size(), 20);
        QCOMPARE(t.broken(), QString());
    }

    void shuttingDownDoesNotWaitForEver()
    {
        RunTest t;
        t.world.script({Fault::Hang});
        t.begin(t.newOwners(2));
        QTRY_COMPARE(t.world.writes.size(), 1);
        QSignalSpy quiet(t.run.get(), &ApplyRun::quiet);
        t.run->shutDown(30ms);
        QVERIFY(quiet.wait(2000));
        QCOMPARE(t.state(0), Sending);
        t.crash();
        t.run->start();
        t.finish();
        QCOMPARE(t.run->progress().verified, 2);
        QCOMPARE(t.broken(), QString());
    }

    void aCrashDoesNotBuyAnotherTry()
    {
        RunTest t;
        t.world.script({Fault::LoseBefore, Fault::Hang});
        t.begin({t.remove(t.world.add(u"a"_s))});
        QVERIFY(waitUntil([&] { return t.world.writes.size() == 2; }));
        t.crash();
        QSignalSpy moved(t.run.get(), &ApplyRun::changeMoved);
        t.run->start();
        QVERIFY(waitUntil([&] { return t.state(0) == Unknown; }));
        QCOMPARE(t.change(0).reason.kind, ChangeReason::Kind::ReplyLost);
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.world.writes.size(), 2);
        QCOMPARE(t.broken(), QString());
    }

    void afterACrashWhatWasSentIsSettledByReadsAlone()
    {
        RunTest t;
        t.world.script({Fault::HangAfter});
        t.begin(t.newOwners(5));
        QTRY_COMPARE(t.world.writes.size(), 1);
        t.crash();
        QVERIFY(t.run);
        t.run->pause();
        t.run->start();
        QTRY_COMPARE(t.state(0), Verified);
        QTest::qWait(20);
        QCOMPARE(t.world.writes.size(), 1);
        QCOMPARE(t.run->progress().left, 4);
        t.run->resume();
        t.finish();
        QCOMPARE(t.world.writes.size(), 5);
        QCOMPARE(t.broken(), QString());
    }
};

QTEST_GUILESS_MAIN(RunDecisionsTest)
#include "tst_rundecisions.moc"
