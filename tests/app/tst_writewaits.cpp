// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "writesession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;
using Kind = Failure::Kind;
using ReasonKind = ChangeReason::Kind;

namespace {

constexpr std::chrono::milliseconds writeDeadline = 400ms;

RetryPolicy impatient()
{
    RetryPolicy policy = quickPolicy();
    policy.writeDeadline = writeDeadline;
    return policy;
}

/// Looks long enough to see what is carried out late.
RunPace farSighted()
{
    RunPace pace = quickPace();
    pace.lookAgain = {50ms, 200ms, 1'000ms, 4'000ms};
    return pace;
}

const QStringList operations{u"create"_s, u"update"_s, u"delete"_s};

} // namespace

/// Writes whose answers come late or that the service puts off.
class WriteWaitsTest : public QObject
{
    Q_OBJECT

    static Change changeFor(WriteSession &t, const QString &operation)
    {
        if (operation == "create"_L1)
            return t.create(u"made"_s);
        return operation == "delete"_L1 ? t.remove(t.key(3)) : t.newOwner(t.key(3));
    }

private slots:
    void anAnswerAfterTheDeadlineIsFoundByReading_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("fault");
        for (const QString &operation : operations)
            for (const auto &[tag, fault] : {std::pair{"13: carried out late", "delay-apply=1000"},
                                             {"13: answered late", "delay=1000"},
                                             {"20: a byte at a time", "slow-body=1/50"}})
                QTest::addRow("%s, %s", tag, qPrintable(operation)) << operation << QString::fromLatin1(fault);
    }
    void anAnswerAfterTheDeadlineIsFoundByReading()
    {
        QFETCH(QString, operation);
        QFETCH(QString, fault);
        WriteSession t({.agents = 0, .faults = {u"POST:%1/ca:1=%2"_s.arg(operation, fault)}}, impatient(),
                       farSighted());
        t.apply({changeFor(t, operation)});
        QVERIFY(waitUntil([&] { return t.state() == Unknown || t.state() == Reconciling; }));
        QVERIFY(t.finishes());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.writes(), 1);
        const QList<AttemptRecord> attempts = t.attempts();
        QCOMPARE(attempts.size(), 1);
        QCOMPARE(attempts.first().outcome->failure->kind, Kind::TimedOut);
        QCOMPARE(t.change().reason.kind,
                 operation == "create"_L1 ? ReasonKind::AdoptedAfterLostReply : ReasonKind::ReplyLost);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 22: whether Qt takes the header or the deadline ends it, the change is done once.
    void aHeaderWithoutEndDoublesNothing()
    {
        WriteSession t({.agents = 0, .faults = {u"POST:create/ca:1=big-header=300"_s}}, impatient(), farSighted());
        t.apply({t.create(u"made"_s)});
        QVERIFY(t.finishesWhenResumed());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.writes(), 1);
        QCOMPARE(t.sandbox.keysWithTitle(u"made"_s).size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void whatIsPutOffIsDoneLaterAndIsNoFailure_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("fault");
        for (const QString &operation : operations)
            for (const auto &[tag, fault] : {std::pair{"32: too many at once", "concurrency"},
                                             {"34: a wait that is not named", "rate=none"},
                                             {"34: a wait below zero", "rate=-5"},
                                             {"34: 429 without a wait", "too-many=none"}})
                QTest::addRow("%s, %s", tag, qPrintable(operation)) << operation << QString::fromLatin1(fault);
    }
    void whatIsPutOffIsDoneLaterAndIsNoFailure()
    {
        QFETCH(QString, operation);
        QFETCH(QString, fault);
        WriteSession t({.agents = 0, .faults = {u"POST:%1/ca:1-2=%2"_s.arg(operation, fault)}});
        t.apply({changeFor(t, operation)});
        QVERIFY(t.finishes());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.change().reason.kind, ReasonKind::None);
        QCOMPARE(t.writes(), 3);
        QCOMPARE(t.attempts().size(), 3);
        QCOMPARE(t.broken(), QString());
    }

    void anAnnouncedWaitIsKeptAndEndsByItself_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addRow("33: rate limit") << u"rate=1"_s;
        QTest::addRow("33: 429") << u"too-many=1"_s;
        QTest::addRow("37: maintenance") << u"retry-after=1"_s;
        QTest::addRow("37: maintenance until a date") << u"retry-after=2 date"_s;
    }
    /// The program stays usable meanwhile, except where the service is down altogether.
    void anAnnouncedWaitIsKeptAndEndsByItself()
    {
        QFETCH(QString, fault);
        WriteSession t({.agents = 0, .faults = {u"POST:update/ca:2="_s + fault}});
        t.apply(t.newOwners(4));
        QVERIFY(t.pauses(Pause::RateLimited));
        const QDateTime until = t.run().resumesAt();
        QVERIFY(until > QDateTime::currentDateTimeUtc());
        QVERIFY(until <= QDateTime::currentDateTimeUtc().addSecs(2));
        QVERIFY(t.subscription->client().pausedUntil().isValid());
        QCOMPARE(t.state(1), Queued);
        QVERIFY(t.change(1).reason.until.isValid());
        QCOMPARE(t.writes(), 2);
        if (fault.startsWith("r"_L1) && fault.contains("rate"_L1))
            QCOMPARE(t.refresh(), KeyList::State::Loaded);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 4);
        QCOMPARE(t.writes(), 5);
        const QList<SandboxRequest> writes = t.sandbox.writes();
        QVERIFY(writes[1].utc.msecsTo(writes[2].utc) >= 900);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 37: a create may have been carried out all the same, so nobody sends it again unasked.
    void aCreateThatMetMaintenanceAsksAPerson()
    {
        WriteSession t({.agents = 0, .faults = {u"POST:create/ca:1=retry-after=1"_s}});
        t.apply({t.create(u"made"_s)});
        QVERIFY(t.finishes());
        QCOMPARE(t.state(), NeedsHuman);
        QCOMPARE(t.change().reason.kind, ReasonKind::NoCandidate);
        QCOMPARE(t.writes(), 1);
        t.run().createAgain(t.change().id);
        QVERIFY(waitUntil([&] { return t.state() == Verified; }));
        QVERIFY(t.finishes());
        QCOMPARE(t.writes(), 2);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 34.
    void anAbsurdWaitIsADayAtMostAndCanBeCalledOff()
    {
        WriteSession t({.agents = 0, .faults = {u"POST:update/ca:2-=rate=99999999999"_s}});
        t.apply(t.newOwners(4));
        QVERIFY(t.pauses(Pause::RateLimited));
        QVERIFY(t.run().resumesAt() <= QDateTime::currentDateTimeUtc().addDays(1));
        QVERIFY(t.subscription->client().pausedUntil() <= QDateTime::currentDateTimeUtc().addDays(1));
        t.run().cancel();
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 1);
        QCOMPARE(t.count(Cancelled), 3);
        QCOMPARE(t.writes(), 2);
        QCOMPARE(t.broken(), QString());
    }

    /// Faults 32 and 33: the service's own limiter, which counts for real.
    void aServiceWithANarrowBudgetIsNeverAskedTooOften()
    {
        WriteSession t({.agents = 0, .limits = u"1000/3600/2"_s});
        t.apply(t.newOwners(12));
        t.list().refresh();
        QVERIFY(t.finishes());
        QVERIFY(waitUntil([&] { return t.list().state() == KeyList::State::Loaded; }));
        QCOMPARE(t.count(Verified), 12);
        QCOMPARE(t.writes(), 12);
        for (const SandboxRequest &request : t.sandbox.log())
            QCOMPARE(request.outcome, u"ok"_s);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 52: the search does not show a new key yet.
    void aKeyThatTheIndexDoesNotShowYetIsWaitedFor_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addRow("52: its answer came") << QString();
        QTest::addRow("52: its answer was lost") << u"POST:create/ca:1=apply-then-empty"_s;
    }
    void aKeyThatTheIndexDoesNotShowYetIsWaitedFor()
    {
        QFETCH(QString, fault);
        WriteSession t({.agents = 0, .faults = {u"POST:search/ca=index-lag=1"_s}}, quickPolicy(), farSighted());
        if (!fault.isEmpty())
            t.sandbox.addFault(fault);
        t.apply({t.create(u"made"_s)});
        QVERIFY(t.finishesWhenResumed());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.writes(), 1);
        QVERIFY(t.arrived(u"POST:search/ca"_s) > 4); // looked, and looked again
        QCOMPARE(t.sandbox.keysWithTitle(u"made"_s), QList{t.change().object});
        QVERIFY(waitUntil([&] { return t.list().find({t.change().object}) != nullptr; }));
        QCOMPARE(t.broken(), QString());
    }
};

QTEST_GUILESS_MAIN(WriteWaitsTest)
#include "tst_writewaits.moc"
