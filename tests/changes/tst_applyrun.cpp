// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "runtest.h"

class ApplyRunTest : public QObject
{
    Q_OBJECT
private slots:
    void everyChangeIsReadComparedSentOnceAndReadBack()
    {
        RunTest t;
        QList<Change> changes = t.newOwners(3);
        changes << RunTest::create(u"brand new"_s) << t.remove(t.world.add(u"old"_s));
        t.begin(changes);
        QSignalSpy finished(t.run.get(), &ApplyRun::finished);
        t.finish();
        QCOMPARE(finished.size(), 1);
        for (qsizetype i = 0; i < 5; ++i)
            QCOMPARE(t.state(i), Verified);
        QCOMPARE(t.world.writes.size(), 5);
        QVERIFY(t.change(3).object > 0);
        QCOMPARE(t.change(3).after.value(keyfields::title).toString(), u"brand new"_s);
        QCOMPARE(t.run->progress().verified, 5);
        QCOMPARE(t.broken(), QString());
    }

    void eachRequestHasOneCommitBeforeAndOneAfterIt()
    {
        RunTest t;
        t.begin(t.newOwners(12));
        t.finish();
        QStringList calls = t.failing.calls;
        QCOMPARE(calls.count(u"begin"_s), 12);
        QCOMPARE(calls.count(u"end"_s), 12);
        QCOMPARE(calls.count(u"observe"_s), 3); // batches of 1, 10 and 1
        QCOMPARE(calls.count(u"update"_s), 0);
        QCOMPARE(t.world.reads, 6);
        QCOMPARE(t.broken(), QString());
    }

    void nothingIsSentBeforeTheAttemptIsOnDisk()
    {
        RunTest t;
        bool begunFirst = true;
        t.world.beforeWrite = [&] { begunFirst = begunFirst && t.failing.calls.last() == u"begin"_s; };
        t.begin(t.newOwners(2));
        t.finish();
        QVERIFY(begunFirst);
    }

    void whatIsAlreadyAsWantedIsNotSent()
    {
        RunTest t;
        const QList<Change> changes = t.newOwners(2);
        t.world.at(changes[0].object).fields.insert(keyfields::owner, 42);
        t.begin(changes);
        t.finish();
        QCOMPARE(t.state(0), Noop);
        QCOMPARE(t.state(1), Verified);
        QCOMPARE(t.world.writes.size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void anotherPersonsEditOfTheSameFieldIsAConflict()
    {
        RunTest t;
        const QList<Change> changes = t.newOwners(2);
        t.world.at(changes[0].object).fields.insert(keyfields::owner, 9);
        t.world.at(changes[1].object).fields.insert(keyfields::title, u"renamed"_s);
        t.begin(changes);
        t.finish();
        QCOMPARE(t.state(0), Conflict);
        QCOMPARE(t.change(0).reason.fields.first().server.toInt(), 9);
        QCOMPARE(t.state(1), Verified);
        QVERIFY(t.change(1).reason.unrelatedDrift);
        QCOMPARE(t.world.at(changes[1].object).fields.value(keyfields::title).toString(), u"renamed"_s);
        QCOMPARE(t.broken(), QString());
    }

    void aMismatchInTheCanaryStopsTheRun_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("sent");
        QTest::addRow("the first") << 0 << 1;
        QTest::addRow("one of the ten") << 5 << 11;
    }
    void aMismatchInTheCanaryStopsTheRun()
    {
        QFETCH(int, at);
        QFETCH(int, sent);
        RunTest t;
        QList<Change> changes = t.newOwners(20);
        for (Change &change : changes)
            change.desired = {{keyfields::modules, QJsonArray{u"FIM_LICENSE"_s}}};
        const qint64 odd = changes[at].object;
        t.world.faultOf = [odd](const KeyWorld::Write &write) {
            return write.object == odd ? Fault::IgnoreModules : Fault::None;
        };
        t.begin(changes);
        t.settle();
        QCOMPARE(t.run->pauseReason(), Pause::CanaryMismatch);
        QCOMPARE(t.state(at), Mismatch);
        QCOMPARE(t.change(at).reason.fields.first().field, QString(keyfields::modules));
        QCOMPARE(t.world.writes.size(), sent);
        t.run->resume();
        t.finish();
        QCOMPARE(t.run->progress().verified, 19);
        QCOMPARE(t.broken(), QString());
    }

    void aThrottledWriteWaitsAndIsNoFailure_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addRow("rate") << Fault::Throttle;
        QTest::addRow("concurrency") << Fault::Concurrency;
        QTest::addRow("503 with a time") << Fault::Busy503;
    }
    void aThrottledWriteWaitsAndIsNoFailure()
    {
        QFETCH(Fault, fault);
        RunTest t;
        t.world.retryAfter = 1s;
        t.world.script({fault});
        t.begin(t.newOwners(2));
        QSignalSpy paused(t.run.get(), &ApplyRun::paused);
        QVERIFY(paused.wait());
        QCOMPARE(t.run->pauseReason(), Pause::RateLimited);
        QVERIFY(t.run->resumesAt() > QDateTime::currentDateTimeUtc());
        QVERIFY(t.change(0).reason.until.isValid());
        t.finish();
        QCOMPARE(t.run->progress().verified, 2);
        QCOMPARE(t.world.writes.size(), 3);
        QCOMPARE(t.broken(), QString());
    }

    void aWaitSurvivesTheProgram()
    {
        RunTest t;
        t.world.retryAfter = 3600s;
        t.world.script({Fault::Throttle});
        t.begin(t.newOwners(2));
        QTRY_COMPARE(t.run->pauseReason(), Pause::RateLimited);
        t.crash();
        QVERIFY(t.run);
        t.run->start();
        QTRY_COMPARE(t.run->pauseReason(), Pause::RateLimited);
        QVERIFY(t.run->resumesAt() > QDateTime::currentDateTimeUtc().addSecs(3000));
        QCOMPARE(t.world.writes.size(), 1);
        t.run->resume();
        t.finish();
        QCOMPARE(t.run->progress().verified, 2);
    }

    void someFailuresStopTheRunAtOnce_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<Pause>("pause");
        QTest::addColumn<ChangeState>("state");
        QTest::addRow("certificate") << Fault::Tls << Pause::Tls << Queued;
        QTest::addRow("proxy") << Fault::Proxy << Pause::Proxy << Queued;
        QTest::addRow("offline") << Fault::Offline << Pause::Offline << Queued;
        QTest::addRow("latched") << Fault::Latched << Pause::Latched << Queued;
        QTest::addRow("sign-in refused") << Fault::SignIn << Pause::Latched << Queued;
        QTest::addRow("read-only") << Fault::ReadOnly << Pause::ReadOnly << Queued;
        QTest::addRow("405") << Fault::NotSupported << Pause::StopRule << Rejected;
        QTest::addRow("first invalid request") << Fault::Refuse << Pause::StopRule << Rejected;
        QTest::addRow("redirect") << Fault::Redirect << Pause::NotQualys << Unknown;
    }
    void someFailuresStopTheRunAtOnce()
    {
        QFETCH(Fault, fault);
        QFETCH(Pause, pause);
        RunTest t;
        t.world.script({fault});
        t.begin(t.newOwners(30));
        QTRY_VERIFY(t.run->pauseReason() != Pause::None);
        QTest::qWait(20);
        QCOMPARE(t.run->pauseReason(), pause);
        QTEST(t.state(0), "state");
        QVERIFY(t.world.writes.size() <= 1);
        QCOMPARE(t.run->progress().left, t.state(0) == Queued ? 30 : 29);
        t.run->resume();
        t.finish();
        QCOMPARE(t.broken(), QString());
    }

    void streaksOfFailuresStopTheRun_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<Pause>("pause");
        QTest::addColumn<int>("sent");
        QTest::addRow("duplicates") << Fault::Duplicate << Pause::StopRule << 3;
        QTest::addRow("permission") << Fault::Forbid << Pause::PermissionMissing << 3;
        QTest::addRow("html") << Fault::HtmlAfter << Pause::NotQualys << 2;
        QTest::addRow("lost") << Fault::ApplyThenLose << Pause::ServerErrors << 3;
        QTest::addRow("server errors") << Fault::ErrorAfter << Pause::ServerErrors << 5;
    }
    void streaksOfFailuresStopTheRun()
    {
        QFETCH(Fault, fault);
        QFETCH(int, sent);
        RunTest t;
        t.world.faultOf = [fault](const KeyWorld::Write &) { return fault; };
        t.begin(t.newOwners(40));
        QTRY_VERIFY(t.run->pauseReason() != Pause::None);
        QTest::qWait(20);
        QTEST(t.run->pauseReason(), "pause");
        QCOMPARE(t.world.writes.size(), sent);
        t.world.faultOf = {};
        while (!t.run->isFinished()) {
            t.run->resume();
            t.settle();
        }
        QCOMPARE(t.broken(), QString());
    }

    void oneRefusedItemDoesNotStopTheRest()
    {
        RunTest t;
        const QList<Change> changes = t.newOwners(30);
        QSet<qint64> refused{changes[3].object, changes[14].object, changes[25].object};
        t.world.faultOf = [refused](const KeyWorld::Write &write) {
            return refused.contains(write.object) ? Fault::Duplicate : Fault::None;
        };
        t.begin(changes);
        t.finish();
        QCOMPARE(t.run->progress().verified, 27);
        QCOMPARE(t.run->progress().failed, 3);
        QCOMPARE(t.broken(), QString());
    }

    void aReadThatFailsPausesAndIsRepeated_data()
    {
        QTest::addColumn<int>("read");
        QTest::addRow("before") << 1;
        QTest::addRow("after") << 2;
    }
    void aReadThatFailsPausesAndIsRepeated()
    {
        QFETCH(int, read);
        RunTest t;
        t.world.readFaultOf = [read](int n) {
            return n == read ? std::optional(Failure{.kind = Failure::Kind::Offline}) : std::nullopt;
        };
        t.begin(t.newOwners(1));
        QTRY_COMPARE(t.run->pauseReason(), Pause::Offline);
        QVERIFY(t.state(0) != Verified);
        t.run->resume();
        t.finish();
        QCOMPARE(t.state(0), Verified);
        QCOMPARE(t.world.writes.size(), 1);
    }

    void whatIsNotRecordedIsNotSent()
    {
        RunTest t;
        t.failing.failBegin = true;
        t.begin(t.newOwners(3));
        QSignalSpy failed(t.run.get(), &ApplyRun::journalFailed);
        QTRY_COMPARE(t.run->pauseReason(), Pause::JournalFailed);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(t.world.writes.size(), 0);
        QCOMPARE(t.state(0), Queued);
        t.failing.failBegin = false;
        t.run->resume();
        t.finish();
        QCOMPARE(t.run->progress().verified, 3);
        QCOMPARE(t.broken(), QString());
    }

    void anOutcomeThatCannotBeRecordedStopsEverything_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<int>("changes");
        for (const int changes : {3, 1}) { // the last one's outcome is no less worth than the first one's
            QTest::addRow("outcome, %d", changes) << 0 << changes;
            QTest::addRow("observation, %d", changes) << 1 << changes;
        }
    }
    void anOutcomeThatCannotBeRecordedStopsEverything()
    {
        QFETCH(int, which);
        QFETCH(int, changes);
        RunTest t;
        (which == 0 ? t.failing.failEnd : t.failing.failObserve) = true;
        t.begin(t.newOwners(changes));
        QTRY_COMPARE(t.run->pauseReason(), Pause::JournalFailed);
        QTest::qWait(20);
        QVERIFY(!t.run->isFinished());
        QCOMPARE(t.world.writes.size(), 1);
        t.run->resume(); // still full
        QTRY_COMPARE(t.failing.calls.count(which == 0 ? u"end"_s : u"observe"_s), 2);
        QTest::qWait(20);
        QCOMPARE(t.run->pauseReason(), Pause::JournalFailed);
        QCOMPARE(t.world.writes.size(), 1);
        t.failing.failEnd = t.failing.failObserve = false;
        t.run->resume();
        t.finish();
        QCOMPARE(t.run->progress().verified, changes);
        QCOMPARE(t.world.writes.size(), changes);
        QCOMPARE(t.broken(), QString());
    }

    void aPlanThatIsNotTheReviewedOneIsNotStarted_data()
    {
        QTest::addColumn<int>("changes");
        QTest::newRow("few") << 2;
        QTest::newRow("many, looked at on another thread") << 150;
    }
    void aPlanThatIsNotTheReviewedOneIsNotStarted()
    {
        QFETCH(int, changes);
        RunTest t;
        Plan plan = RunTest::planOf(t.newOwners(changes));
        plan.changes[1].desired.insert(keyfields::owner, 666);
        t.run = std::make_unique<ApplyRun>(plan, t.world, t.failing, RunTest::fast());
        QSignalSpy failed(t.run.get(), &ApplyRun::journalFailed);
        t.run->start();
        QVERIFY(waitUntil([&] { return failed.size() == 1; }));
        QCOMPARE(failed.first().first().value<Failure>().code, u"DIGEST"_s);
        QTest::qWait(20);
        QCOMPARE(t.world.reads, 0);
        QVERIFY(t.failing.calls.isEmpty());
    }

    void anOldReadIsRepeatedBeforeWriting()
    {
        RunTest t;
        QDateTime now = QDateTime::fromString(u"2026-03-01T10:00:00Z"_s, Qt::ISODate);
        RunPace pace = RunTest::fast();
        pace.now = [&now] { return now; };
        t.world.beforeWrite = [&now] { now = now.addSecs(31); }; // the third change finds a read of 62 s ago
        t.begin(t.newOwners(6), {}, pace);
        t.finish();
        QCOMPARE(t.run->progress().verified, 6);
        // canary: 1 + 1; then a preflight for five, renewed after each second write, and one read back
        QCOMPARE(t.world.reads, 2 + 3 + 1);
    }

    void whatCannotBeComposedIsNotSent()
    {
        RunTest t;
        QList<Change> changes = t.newOwners(2);
        changes[0].label = u"cannot be composed"_s;
        t.begin(changes);
        t.finish();
        QCOMPARE(t.state(0), Rejected);
        QCOMPARE(t.change(0).reason.kind, ChangeReason::Kind::NotSent);
        QCOMPARE(t.state(1), Verified);
    }
};

QTEST_GUILESS_MAIN(ApplyRunTest)
#include "tst_applyrun.moc"
