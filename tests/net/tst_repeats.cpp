// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// What is tried again, how often and when; and what is held back.
#include "session.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Cut = FaultProxy::Fault::Kind;
using Priority = HttpRequest::Priority;
using ms = std::chrono::milliseconds;

namespace {

constexpr int succeeds = -1;

QByteArray sample(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/platform/%1").arg(QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The first answers of a script, then 200.
RawServer::Script first(const QList<RawAnswer> &answers)
{
    return [answers, given = 0](const RawRequest &request) mutable {
        if (request.target == "/probe" || given >= answers.size())
            return Session::fine(request);
        return answers[given++];
    };
}

QList<RawAnswer> times(int count, const RawAnswer &answer)
{
    return QList<RawAnswer>(count, answer);
}

/// Clocks that the test moves; timers still run by the real one, every millisecond.
struct Clock
{
    std::shared_ptr<std::atomic<qint64>> passed = std::make_shared<std::atomic<qint64>>(0);

    RetryPolicy policy() const
    {
        RetryPolicy policy = quickPolicy();
        policy.throttledPause = 10s;
        policy.concurrencyPause = 2s;
        policy.now = [passed = passed] { return QDateTime::fromMSecsSinceEpoch(1'772'445'600'000 + *passed).toUTC(); };
        policy.uptime = [passed = passed] { return ms(passed->load()); };
        return policy;
    }
    void pass(ms time) { *passed += time.count(); }
};

/// Sends so many, and tells how many the server gets before it has answered one.
int underWayOf(Session &t, int count, const HttpRequest &request = Session::get())
{
    t.server.follow(
        [](const RawRequest &arrived) { return RawAnswer{.bytes = {}, .rest = Session::fine(arrived).bytes}; });
    const qsizetype before = t.server.requests().size();
    QList<int> sent;
    for (int i = 0; i < count; ++i)
        sent << t.send(request);
    const int expected = t.client->inFlight();
    if (!waitUntil([&] { return t.server.requests().size() - before == expected; }))
        return -1;
    QTest::qWait(20);
    const qsizetype arrived = t.server.requests().size() - before;
    t.server.holdNothing();
    for (const int number : sent)
        if (t.end(number).kind() != succeeds)
            return -1;
    return int(arrived);
}

} // namespace

Q_DECLARE_METATYPE(RawAnswer)

class TestRepeats : public QObject
{
    Q_OBJECT
private slots:
    void aReadIsTriedAsOftenAsItsFailureIsWorth_data()
    {
        QTest::addColumn<RawAnswer>("answer");
        QTest::addColumn<int>("tries");
        QTest::addColumn<int>("kind");
        QTest::addRow("500") << RawAnswer::of(500, "<x/>") << 3 << int(Kind::ServerError);
        QTest::addRow("502") << RawAnswer::of(502, "<x/>") << 4 << int(Kind::ServerError);
        QTest::addRow("504") << RawAnswer::of(504, "<x/>") << 4 << int(Kind::ServerError);
        QTest::addRow("503") << RawAnswer::of(503, "<x/>") << 3 << int(Kind::Maintenance);
        QTest::addRow("404") << RawAnswer::of(404, "<x/>") << 1 << int(Kind::Rejected);
        QTest::addRow("403") << RawAnswer::of(403, "<x/>") << 1 << int(Kind::Rejected);
        QTest::addRow("301") << RawAnswer::of(301, "<x/>") << 1 << int(Kind::Redirected);
        QTest::addRow("409 that is no limit")
            << RawAnswer::of(409, sample("fo-409-eula.xml")) << 1 << int(Kind::Rejected);
    }

    void aReadIsTriedAsOftenAsItsFailureIsWorth()
    {
        QFETCH(RawAnswer, answer);
        QFETCH(int, tries);
        QFETCH(int, kind);
        for (const HttpRequest &request : {Session::get(), Session::post()}) {
            Session t(quickPolicy(), first(times(99, answer)));
            QVERIFY(t.signIn());
            const Ending ending = t.exchange(request);
            QCOMPARE(ending.kind(), kind);
            QCOMPARE(ending.exchange.tries, tries);
            QCOMPARE(ending.exchange.requestsSent, tries);
            QCOMPARE(t.server.requests().size(), 1 + tries);
        }
    }

    void aWriteIsNeverTriedAgain_data()
    {
        QTest::addColumn<RawAnswer>("answer");
        for (const int status : {500, 502, 503, 504, 429, 409, 404, 302})
            QTest::addRow("%d", status) << RawAnswer::of(status, "<x/>");
        QTest::addRow("rate limit") << RawAnswer::of(409, sample("fo-409-rate-limit.xml"));
        QTest::addRow("concurrency") << RawAnswer::of(409, sample("fo-409-concurrency.xml"));
        QTest::addRow("429 with a wait of 0") << RawAnswer::of(429, "", "Retry-After: 0\r\n");
    }

    void aWriteIsNeverTriedAgain()
    {
        QFETCH(RawAnswer, answer);
        Session t(quickPolicy(), first({answer}));
        QVERIFY(t.signIn());
        const Ending ending = t.exchange(Session::write());
        QVERIFY(ending.kind() != succeeds);
        QCOMPARE(ending.exchange.tries, 1);
        QTest::qWait(20);
        QCOMPARE(t.server.count("POST /write"), 1);
    }

    void aReadThatSucceedsInTheEndSucceeded()
    {
        Session t(quickPolicy(), first(times(2, RawAnswer::of(500, "<x/>"))));
        QVERIFY(t.signIn());
        const Ending ending = t.exchange(Session::post());
        QCOMPARE(ending.value, QByteArray("fine"));
        QCOMPARE(ending.exchange.tries, 3);
    }

    void thePausesAreThePolicysShareOfChance()
    {
        RetryPolicy policy = quickPolicy();
        policy.pauses = {100ms, 200ms};
        policy.random = [] { return 0.5; };
        Session t(policy, first(times(99, RawAnswer::of(502, "<x/>"))));
        QVERIFY(t.signIn());
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(t.exchange(Session::get()).exchange.tries, 3);
        QVERIFY(clock.elapsed() >= 140); // half of 300, less what a coarse timer takes off
    }

    void manyRepeatsUseUpWhatAllShare()
    {
        RetryPolicy policy = quickPolicy();
        policy.quota = 12; // two repeats at five
        Session t(policy, first(times(99, RawAnswer::of(502, "<x/>"))));
        QVERIFY(t.signIn());
        QCOMPARE(t.exchange(Session::get()).exchange.tries, 3);
        QCOMPARE(t.exchange(Session::get()).exchange.tries, 1);
        t.server.follow(&Session::fine);
        for (int i = 0; i < 3; ++i) // each gives one back: 2 + 3
            QCOMPARE(t.exchange(Session::get()).kind(), succeeds);
        t.server.follow(first(times(99, RawAnswer::of(502, "<x/>"))));
        QCOMPARE(t.exchange(Session::get()).exchange.tries, 2);
    }

    void aTimeOutCostsTwice()
    {
        RetryPolicy policy = quickPolicy();
        policy.quota = 19;
        policy.readDeadline = 100ms;
        Session t(policy);
        QVERIFY(t.signIn());
        t.proxy.on(u"^POST"_s, {.kind = Cut::Stall});
        const Ending ending = t.exchange(Session::post());
        QCOMPARE(ending.kind(), int(Kind::TimedOut));
        QCOMPARE(ending.exchange.tries, 2);
    }

    void aRateLimitIsWaitedForAndIsNoFailure_data()
    {
        QTest::addColumn<RawAnswer>("answer");
        QTest::addColumn<int>("seconds");
        const QByteArray rate = sample("fo-409-rate-limit.xml");
        QTest::addRow("409 and ToWait") << RawAnswer::of(409, rate, "X-RateLimit-ToWait-Sec: 180\r\n") << 180;
        QTest::addRow("409, its code alone") << RawAnswer::of(409, rate) << 10;
        QTest::addRow("409 without a code, and ToWait")
            << RawAnswer::of(409, "", "X-RateLimit-ToWait-Sec: 180\r\n") << 180;
        QTest::addRow("429 and seconds") << RawAnswer::of(429, "", "Retry-After: 30\r\n") << 30;
        QTest::addRow("429 and a date")
            << RawAnswer::of(429, "",
                             "Date: Mon, 02 Mar 2026 10:00:00 GMT\r\nRetry-After: Mon, 02 Mar 2026 10:01:00 GMT\r\n")
            << 60;
        QTest::addRow("429 alone") << RawAnswer::of(429, "") << 10;
        QTest::addRow("409, absurdly long")
            << RawAnswer::of(409, rate, "X-RateLimit-ToWait-Sec: 99999999999999\r\n") << 86'400;
        QTest::addRow("409, below zero") << RawAnswer::of(409, rate, "X-RateLimit-ToWait-Sec: -5\r\n") << 10;
        QTest::addRow("409, not a number") << RawAnswer::of(409, rate, "X-RateLimit-ToWait-Sec: soon\r\n") << 10;
        QTest::addRow("503 and seconds") << RawAnswer::of(503, "", "Retry-After: 120\r\n") << 120;
    }

    void aRateLimitIsWaitedForAndIsNoFailure()
    {
        QFETCH(RawAnswer, answer);
        QFETCH(int, seconds);
        Clock clock;
        Session t(clock.policy(), first({answer}));
        QVERIFY(t.signIn());
        QSignalSpy limits(t.client.get(), &HttpClient::limitsChanged);
        const int number = t.send(Session::post());
        QVERIFY(waitUntil([&] { return t.client->pausedUntil().isValid(); }));
        QCOMPARE(t.client->pausedUntil(), clock.policy().now().addSecs(seconds));
        clock.pass(std::chrono::seconds(seconds) - 1ms);
        QTest::qWait(20);
        QCOMPARE(t.server.count("POST /search"), 1);
        clock.pass(1ms);
        const Ending ending = t.end(number);
        QCOMPARE(ending.kind(), succeeds);
        QCOMPARE(ending.exchange.tries, 2);
        QVERIFY(!t.client->pausedUntil().isValid());
        QVERIFY(limits.size() >= 2);
    }

    void otherCallsGoOnWhileOneWaits()
    {
        Clock clock;
        Session t(clock.policy(), [](const RawRequest &request) {
            return request.target == "/search" ? RawAnswer::of(409, sample("fo-409-rate-limit.xml"))
                                               : Session::fine(request);
        });
        QVERIFY(t.signIn());
        t.send(Session::post());
        QVERIFY(waitUntil([&] { return t.client->pausedUntil().isValid(); }));
        QCOMPARE(t.exchange(Session::get()).kind(), succeeds);
        QCOMPARE(t.exchange(Session::write()).kind(), succeeds);
        QCOMPARE(t.server.count("POST /search"), 1);
    }

    void aReadGivesUpWhenItIsRefusedTooOften()
    {
        RetryPolicy policy = quickPolicy();
        policy.refusalsBorne = 3;
        Session t(policy, first(times(99, RawAnswer::of(429, "", "Retry-After: 0\r\n"))));
        QVERIFY(t.signIn());
        const Ending ending = t.exchange(Session::post());
        QCOMPARE(ending.kind(), int(Kind::Throttled));
        QCOMPARE(ending.exchange.tries, 4);
    }

    void tooManyAtOnceBringsItDownToOneAndThenSlowlyUp()
    {
        Clock clock;
        const QByteArray four = "X-Concurrency-Limit-Limit: 4\r\n";
        Session t(clock.policy(), first({RawAnswer::of(409, sample("fo-409-concurrency.xml"), four)}));
        QVERIFY(t.signIn());
        const int refused = t.send(Session::post());
        QVERIFY(waitUntil([&] { return t.client->pausedUntil().isValid(); }));
        QCOMPARE(t.client->limits().concurrencyLimit, 4);
        clock.pass(5s);
        QCOMPARE(t.end(refused).kind(), succeeds);
        QCOMPARE(underWayOf(t, 18), 1);
        QCOMPARE(underWayOf(t, 1), 1); // the twentieth clean call
        QCOMPARE(underWayOf(t, 20), 2);
        QCOMPARE(underWayOf(t, 20), 3);
        QCOMPARE(underWayOf(t, 20), 4);
        QCOMPARE(underWayOf(t, 20), 4);
    }

    void twoReadsAndOneWriteAtATimeUnlessMoreIsAnnounced()
    {
        Session t;
        QVERIFY(t.signIn());
        QCOMPARE(underWayOf(t, 10), 2);
        QCOMPARE(underWayOf(t, 10, Session::write()), 1);
        t.server.follow([](const RawRequest &) { return RawAnswer::of(200, "", "X-Concurrency-Limit-Limit: 3\r\n"); });
        t.exchange(Session::get());
        QCOMPARE(underWayOf(t, 10), 3);
        QCOMPARE(underWayOf(t, 10, Session::write()), 1);
    }

    void aPersonOvertakesAPlan()
    {
        RetryPolicy policy = quickPolicy();
        policy.atOnce = 1;
        Session t(policy, [](const RawRequest &request) {
            return request.target == "/first" ? RawAnswer{.bytes = {}, .rest = Session::fine(request).bytes}
                                              : Session::fine(request);
        });
        QVERIFY(t.signIn());
        QList<int> sent{t.send(Session::get(u"/first"_s))};
        for (const auto &[path, priority] : {std::pair(u"/background"_s, Priority::Background),
                                             {u"/plan"_s, Priority::BulkWrite},
                                             {u"/check"_s, Priority::Verification},
                                             {u"/person"_s, Priority::Interactive}}) {
            HttpRequest request = Session::write(path);
            request.priority = priority;
            sent << t.send(request);
        }
        t.server.holdNothing();
        for (const int number : sent)
            QCOMPARE(t.end(number).kind(), succeeds);
        QByteArrayList order;
        for (const RawRequest &request : t.server.requests().sliced(2))
            order << request.target;
        QCOMPARE(order, (QByteArrayList{"/person", "/check", "/plan", "/background"}));
    }

    void workThatWaitedTooLongGoesFirst()
    {
        Clock clock;
        RetryPolicy policy = clock.policy();
        policy.atOnce = 1;
        Session t(policy, [](const RawRequest &request) {
            return request.target == "/first" ? RawAnswer{.bytes = {}, .rest = Session::fine(request).bytes}
                                              : Session::fine(request);
        });
        QVERIFY(t.signIn());
        QList<int> sent{t.send(Session::get(u"/first"_s))};
        HttpRequest background = Session::get(u"/background"_s);
        background.priority = Priority::Background;
        sent << t.send(background);
        QVERIFY(waitUntil([&] { return t.server.requests().size() == 2; }));
        clock.pass(29s);
        for (int i = 0; i < 5; ++i)
            sent << t.send(Session::get(u"/person"_s));
        clock.pass(1s);
        t.server.release();
        for (const int number : sent)
            QCOMPARE(t.end(number).kind(), succeeds);
        QCOMPARE(t.server.requests().at(2).target, "/background");
    }
};

QTEST_GUILESS_MAIN(TestRepeats)
#include "tst_repeats.moc"
