// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/pace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Priority = HttpRequest::Priority;
using ms = std::chrono::milliseconds;

namespace {

const QDateTime start = QDateTime::fromString(u"2026-03-02T10:00:00Z"_s, Qt::ISODate);
const QString search = u"qps/rest/search/ca/agentactkey"_s;
const QString update = u"qps/rest/update/ca/agentactkey"_s;

/// A pace with a clock on the wall, one in the machine, and chance, all set by the test.
struct Paced
{
    ms wall{0}, uptime{0};
    double chance = 0;
    Pace pace{policy()};

    RetryPolicy policy()
    {
        RetryPolicy policy;
        policy.now = [this] { return start.addMSecs(wall.count()); };
        policy.uptime = [this] { return uptime; };
        policy.random = [this] { return chance; };
        return policy;
    }
    void pass(ms time)
    {
        wall += time;
        uptime += time;
    }
    void refuse(Kind kind, std::optional<std::chrono::seconds> after = {}, const QString &call = search)
    {
        pace.take(call, tl::unexpected(Failure{.kind = kind, .retryAfter = after}), {});
    }
    void announce(const RateLimits &limits, const QString &call = search) { pace.take(call, std::any(1), limits); }
    void succeed(int times = 1)
    {
        for (int i = 0; i < times; ++i)
            announce({});
    }
    bool lets(const QString &call = search, Priority priority = Priority::Interactive, Pace::Traffic now = {}) const
    {
        return pace.lets(priority, false, call, now);
    }
    /// How many calls may be under way at once.
    int most(Priority priority = Priority::Interactive) const
    {
        int most = 0;
        while (lets(search, priority, {most, 0}))
            ++most;
        return most;
    }
    /// How long the call has to wait from now on, to the second.
    ms waitOf(const QString &call = search, Priority priority = Priority::Interactive)
    {
        const ms wallBefore = wall, uptimeBefore = uptime;
        while (!lets(call, priority) && wall - wallBefore < 48h)
            pass(1s);
        const ms waited = wall - wallBefore;
        wall = wallBefore;
        uptime = uptimeBefore;
        return waited;
    }
};

} // namespace

class TestPace : public QObject
{
    Q_OBJECT
private slots:
    void siblingsAreOneCall_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("call");
        QTest::addRow("an object") << u"/qps/rest/1.0/get/ca/agentactkey/12"_s << u"qps/rest/1.0/get/ca/agentactkey"_s;
        QTest::addRow("another object") << u"/qps/rest/1.0/get/ca/agentactkey/9999999999"_s
                                        << u"qps/rest/1.0/get/ca/agentactkey"_s;
        QTest::addRow("no object") << u"/qps/rest/1.0/get/ca/agentactkey/"_s << u"qps/rest/1.0/get/ca/agentactkey"_s;
        QTest::addRow("with a query") << u"/qps/rest/2.0/search/am/tag?fields=id,12/3"_s
                                      << u"qps/rest/2.0/search/am/tag"_s;
        QTest::addRow("root") << u"/"_s << QString();
    }

    void siblingsAreOneCall()
    {
        QFETCH(QString, path);
        QTEST(Pace::callOf(path), "call");
    }

    void unannouncedTwoCallsAreUnderWayAtMost()
    {
        Paced t;
        QCOMPARE(t.most(), 2);
        QCOMPARE(t.most(Priority::Background), 2);
        QVERIFY(!t.pace.pausedUntil().isValid());
        QVERIFY(!t.pace.untilRecheck());
    }

    void announcedConcurrencyIsUsedAndOneCallIsLeftToThePerson_data()
    {
        QTest::addColumn<int>("announced");
        QTest::addColumn<int>("person");
        QTest::addColumn<int>("others");
        QTest::addRow("none") << 0 << 1 << 1;
        QTest::addRow("one") << 1 << 1 << 1;
        QTest::addRow("two") << 2 << 2 << 1;
        QTest::addRow("three") << 3 << 3 << 2;
        QTest::addRow("five") << 5 << 5 << 4;
        QTest::addRow("two thousand million") << 2'000'000'000 << 5 << 4;
    }

    void announcedConcurrencyIsUsedAndOneCallIsLeftToThePerson()
    {
        QFETCH(int, announced);
        Paced t;
        t.announce({.concurrencyLimit = announced});
        QTEST(t.most(), "person");
        QTEST(t.most(Priority::Verification), "others");
        QTEST(t.most(Priority::BulkWrite), "others");
    }

    void oneWriteAtATime()
    {
        Paced t;
        t.announce({.concurrencyLimit = 5});
        QVERIFY(t.pace.lets(Priority::BulkWrite, true, update, {1, 0}));
        QVERIFY(!t.pace.lets(Priority::BulkWrite, true, update, {1, 1}));
        QVERIFY(!t.pace.lets(Priority::Interactive, true, update, {1, 1}));
        QVERIFY(t.pace.lets(Priority::Interactive, false, update, {1, 1}));
    }

    void anAnnouncedWaitStopsThisCallAndNoOther()
    {
        Paced t;
        t.announce({.toWait = 180s});
        QVERIFY(!t.lets(search));
        QVERIFY(t.lets(update));
        QCOMPARE(t.pace.pausedUntil(), start.addSecs(180));
        QCOMPARE(t.pace.untilRecheck(), 1s);
        t.pass(179'999ms);
        QVERIFY(!t.lets(search));
        QCOMPARE(t.pace.untilRecheck(), 1ms);
        t.pass(1ms);
        QVERIFY(t.lets(search));
        QVERIFY(!t.pace.pausedUntil().isValid());
        QVERIFY(!t.pace.untilRecheck());
    }

    void notAllComeBackAtTheSameMoment()
    {
        Paced t;
        t.chance = 0.5;
        t.refuse(Kind::Throttled, 180s);
        QCOMPARE(t.pace.pausedUntil(), start.addMSecs(181'500));
    }

    void aWaitIsADayAtMost()
    {
        Paced t;
        t.chance = 0.99;
        t.refuse(Kind::Throttled, 86'400s);
        QCOMPARE(t.pace.pausedUntil(), start.addDays(1));
    }

    void aShorterWaitDoesNotEndALongerOne()
    {
        Paced t;
        t.refuse(Kind::Throttled, 600s);
        t.refuse(Kind::Throttled, 5s);
        QCOMPARE(t.waitOf(), 600s);
        t.refuse(Kind::Throttled, 700s);
        QCOMPARE(t.waitOf(), 700s);
    }

    void aWaitEndsWhenThePersonSetsTheClockBack()
    {
        Paced t;
        t.refuse(Kind::Throttled, 180s);
        t.wall -= 24h;
        QVERIFY(!t.lets());
        QCOMPARE(t.pace.untilRecheck(), 1s);
        QCOMPARE(t.pace.pausedUntil(), start.addDays(-1).addSecs(180)); // in three minutes, not tomorrow
        t.pass(180s);
        QVERIFY(t.lets());
        QVERIFY(!t.pace.pausedUntil().isValid());
    }

    void aWaitEndsInASleepingMachine()
    {
        Paced t;
        t.refuse(Kind::Throttled, 180s);
        t.wall += 180s; // and the machine's own clock stood still
        QVERIFY(t.lets());
    }

    void aNewWaitCountsAfterTheClockWasSetForward()
    {
        Paced t;
        t.refuse(Kind::Throttled, 180s);
        t.wall += 24h;
        QVERIFY(t.lets());
        t.refuse(Kind::Throttled, 30s); // ends before the old one would have by the machine's clock
        QVERIFY(!t.lets());
        t.pass(30s);
        QVERIFY(t.lets());
    }

    void unsaidWaitsDoubleUntilACallSucceeds()
    {
        Paced t;
        QList<int> waits;
        for (int i = 0; i < 8; ++i) {
            t.refuse(Kind::Throttled);
            waits << int(t.waitOf() / 1s);
            t.pass(t.waitOf());
        }
        QCOMPARE(waits, (QList<int>{10, 20, 40, 80, 160, 320, 320, 320}));
        t.succeed();
        t.refuse(Kind::Throttled);
        QCOMPARE(t.waitOf(), 10s);
    }

    void tooManyAtOnceMeansOneAndThenSlowlyMore()
    {
        Paced t;
        t.announce({.concurrencyLimit = 5});
        QCOMPARE(t.most(), 5);
        t.refuse(Kind::Concurrency);
        QVERIFY(!t.lets());
        t.pass(t.waitOf());
        QCOMPARE(t.most(), 1);
        t.succeed(19);
        QCOMPARE(t.most(), 1);
        t.succeed();
        QCOMPARE(t.most(), 2);
        t.succeed(20);
        QCOMPARE(t.most(), 3);
        t.succeed(1000);
        QCOMPARE(t.most(), 5);
        t.refuse(Kind::Concurrency);
        t.pass(t.waitOf());
        QCOMPARE(t.most(), 1);
    }

    void aRefusalInBetweenStartsTheCountAgain()
    {
        Paced t;
        t.refuse(Kind::Concurrency);
        t.succeed(19);
        t.refuse(Kind::Concurrency);
        t.pass(t.waitOf());
        t.succeed(19);
        QCOMPARE(t.most(), 1);
        t.succeed();
        QCOMPARE(t.most(), 2);
    }

    void afterTooManyAtOnceThePauseIsTwoToFiveSeconds_data()
    {
        QTest::addColumn<double>("chance");
        QTest::addColumn<int>("pause");
        QTest::addRow("shortest") << 0.0 << 2'000;
        QTest::addRow("middle") << 0.5 << 3'500;
        QTest::addRow("nearly longest") << 0.999 << 4'997;
    }

    void afterTooManyAtOnceThePauseIsTwoToFiveSeconds()
    {
        QFETCH(double, chance);
        QFETCH(int, pause);
        Paced t;
        t.chance = chance;
        t.refuse(Kind::Concurrency);
        QCOMPARE(t.pace.pausedUntil(), start.addMSecs(pause));
    }

    void maintenanceWithAWaitStopsAllCalls()
    {
        Paced t;
        t.refuse(Kind::Maintenance, 300s, search);
        QVERIFY(!t.lets(search));
        QVERIFY(!t.lets(update));
        QCOMPARE(t.waitOf(update), 300s);
    }

    void whatSaysNothingAboutWaitingStopsNothing()
    {
        Paced t;
        for (const Kind kind : {Kind::Maintenance, Kind::ServerError, Kind::Offline, Kind::ConnectionLost,
                                Kind::Rejected, Kind::NotPermitted, Kind::Cancelled, Kind::SignInRefused}) {
            t.refuse(kind);
            QVERIFY(t.lets());
        }
        t.refuse(Kind::Rejected, 60s);
        QVERIFY(t.lets());
    }

    void bulkWorkLeavesAReserveToPeople()
    {
        Paced t;
        const auto left = [](int remaining) {
            return RateLimits{.limit = 300, .remaining = remaining, .window = 3600s};
        };
        t.announce(left(31));
        QVERIFY(t.lets(search, Priority::BulkWrite));
        t.announce(left(30)); // a tenth of 300
        QVERIFY(!t.lets(search, Priority::BulkWrite));
        QVERIFY(!t.lets(search, Priority::Background));
        QVERIFY(t.lets(search, Priority::Interactive));
        QVERIFY(t.lets(search, Priority::Verification));
        QVERIFY(t.lets(update, Priority::BulkWrite));
        QVERIFY(!t.pace.pausedUntil().isValid());             // not the service's wish
        QCOMPARE(t.waitOf(search, Priority::BulkWrite), 24s); // half as fast as 300 calls an hour come back
        t.announce(left(200));
        QVERIFY(t.lets(search, Priority::BulkWrite));
    }

    void theReserveIsTwentyCallsButNeverMoreThanHalf()
    {
        Paced t;
        t.announce({.limit = 50, .remaining = 21, .window = 86'400s});
        QVERIFY(t.lets(search, Priority::BulkWrite));
        t.announce({.limit = 50, .remaining = 20, .window = 86'400s});
        QVERIFY(!t.lets(search, Priority::BulkWrite));
        t.announce({.limit = 10, .remaining = 6, .window = 3600s});
        QVERIFY(t.lets(search, Priority::BulkWrite));
        t.announce({.limit = 10, .remaining = 5, .window = 3600s});
        QVERIFY(!t.lets(search, Priority::BulkWrite));
    }

    void absurdLimitsStopNobodyForEver()
    {
        Paced t;
        t.announce({.limit = 0, .remaining = 0, .window = 3600s});
        QVERIFY(t.lets(search, Priority::BulkWrite));
        t.announce({.limit = 1, .remaining = 0, .window = 86'400s});
        QVERIFY(t.waitOf(search, Priority::BulkWrite) <= 24h);
        const int most = std::numeric_limits<int>::max();
        t.announce({.limit = most, .remaining = most, .concurrencyLimit = most, .window = 0s});
        QVERIFY(t.lets());
    }

    void theLastAnnouncementIsKept()
    {
        Paced t;
        t.announce({.limit = 300, .remaining = 200, .window = 3600s});
        t.announce({});
        QCOMPARE(t.pace.limits().remaining, 200);
        t.announce({.limit = 300, .remaining = 199, .window = 3600s});
        QCOMPARE(t.pace.limits().remaining, 199);
    }

    void whatAnAnswerLeavesOutStaysKnown()
    {
        Paced t;
        t.announce({.limit = 300, .remaining = 200, .concurrencyLimit = 1, .window = 3600s, .toWait = 5s});
        t.announce({.limit = 300, .remaining = 199, .window = 3600s}, update);
        QCOMPARE(t.most(), 0); // the wait of before
        t.pass(5s);
        QCOMPARE(t.most(), 1);
        const RateLimits refused{.concurrencyLimit = 1, .concurrencyRunning = 1};
        t.pace.take(search, tl::unexpected(Failure{.kind = Kind::Concurrency}), refused);
        const RateLimits known{
            .limit = 300, .remaining = 199, .concurrencyLimit = 1, .concurrencyRunning = 1, .window = 3600s};
        QCOMPARE(t.pace.limits(), known);
    }
};

QTEST_GUILESS_MAIN(TestPace)
#include "tst_pace.moc"
