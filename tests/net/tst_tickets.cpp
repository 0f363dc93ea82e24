// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Letting go: nothing is heard afterwards, nothing more is sent, and what is under way ends.
#include "session.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Access = HttpClient::Access;
using Cut = FaultProxy::Fault::Kind;

namespace {

constexpr int succeeds = -1;

RawAnswer held(const RawRequest &request)
{
    return request.target == "/probe" ? Session::fine(request)
                                      : RawAnswer{.bytes = {}, .rest = Session::fine(request).bytes};
}

} // namespace

class TestTickets : public QObject
{
    Q_OBJECT
private slots:
    void aRequestThatIsLetGoBeforeItWasSentIsNotSent()
    {
        Session t(quickPolicy(), &held);
        QVERIFY(t.signIn());
        const int first = t.send(Session::write()), second = t.send(Session::write()), third = t.send(Session::write());
        QVERIFY(waitUntil([&] { return t.server.count("POST /write") == 1; }));
        t.tickets[second].letGo();
        t.server.holdNothing();
        QCOMPARE(t.end(first).kind(), succeeds);
        QCOMPARE(t.end(third).kind(), succeeds);
        QVERIFY(!t.endings.contains(second));
        QCOMPARE(t.server.count("POST /write"), 2);
    }

    void aRequestThatIsLetGoAtOnceIsSilent()
    {
        Session t;
        QVERIFY(t.signIn());
        for (int i = 0; i < 50; ++i)
            t.tickets[t.send(i % 2 ? Session::get() : Session::write())].letGo();
        const int last = t.send(Session::get());
        QCOMPARE(t.end(last).kind(), succeeds);
        QCOMPARE(t.endings.size(), 2); // the sign-in and the last
        QVERIFY(waitUntil([&] { return t.client->inFlight() == 0; }));
    }

    void aRequestThatIsLetGoUnderWayIsBrokenOff()
    {
        Session t(quickPolicy(), &held);
        QVERIFY(t.signIn());
        QSignalSpy exchanges(t.client.get(), &HttpClient::exchanged);
        const int read = t.send(Session::get());
        QVERIFY(waitUntil([&] { return t.server.count("GET /read") == 1; }));
        QCOMPARE(t.client->inFlight(), 1);
        t.tickets[read].letGo();
        QVERIFY(waitUntil([&] { return exchanges.size() == 1; }));
        QCOMPARE(exchanges.first().first().value<Exchange>().requestsSent, 1);
        QVERIFY(waitUntil([&] { return t.client->inFlight() == 0; }));
        t.server.holdNothing();
        QCOMPARE(t.exchange(Session::get()).kind(), succeeds);
        QVERIFY(!t.endings.contains(read));
        QCOMPARE(t.server.count("GET /read"), 2); // not repeated
    }

    void aWriteThatIsLetGoCountsUntilItHasEnded()
    {
        Session t(quickPolicy(), &held);
        QVERIFY(t.signIn());
        const int first = t.send(Session::write()), second = t.send(Session::write());
        QVERIFY(waitUntil([&] { return t.server.count("POST /write") == 1; }));
        t.tickets[first].letGo();
        QCOMPARE(t.client->inFlight(), 1);
        QVERIFY(waitUntil([&] { return t.server.count("POST /write") == 2; }));
        t.server.holdNothing();
        QCOMPARE(t.end(second).kind(), succeeds);
    }

    void aRequestThatIsLetGoWhileItsAnswerArrivesIsSilent()
    {
        Session t(quickPolicy(), [](const RawRequest &request) {
            return request.target == "/probe" ? Session::fine(request) : RawAnswer::heldAt(2, "fine");
        });
        QVERIFY(t.signIn());
        bool early = false, done = false;
        HttpRequest request = Session::get();
        request.early = [](QByteArrayView soFar) { return soFar.isEmpty() ? std::nullopt : std::optional<qint64>(1); };
        Ticket ticket = t.client->send<QByteArray>(
            request, &readPlain, [&](const Result<QByteArray> &, const Exchange &) { done = true; },
            [&](qint64) {
                early = true;
                ticket = {};
            });
        QVERIFY(waitUntil([&] { return early; }));
        t.server.holdNothing();
        QVERIFY(waitUntil([&] { return t.client->inFlight() == 0; }));
        QTest::qWait(20);
        QVERIFY(!done);
    }

    void aRequestThatIsLetGoBetweenItsTriesIsNotTriedAgain()
    {
        RetryPolicy policy = quickPolicy();
        policy.pauses = {50ms, 50ms};
        policy.random = [] { return 1.0; };
        Session t(policy);
        QVERIFY(t.signIn());
        t.proxy.on(u"^POST"_s, {.kind = Cut::DropAfterRead});
        QSignalSpy exchanges(t.client.get(), &HttpClient::exchanged);
        const int read = t.send(Session::post());
        QVERIFY(waitUntil([&] { return exchanges.size() == 1; }));
        t.tickets[read].letGo();
        QTest::qWait(120);
        QCOMPARE(t.proxy.seen().count(u"^POST"_s), 1);
        QVERIFY(!t.endings.contains(read));
    }

    void aTicketThatIsLetGoByWhoHearsOfTheTryIsSilent()
    {
        Session t;
        QVERIFY(t.signIn());
        int read = 0;
        connect(t.client.get(), &HttpClient::exchanged, this, [&] { t.tickets[read].letGo(); });
        read = t.send(Session::get());
        QVERIFY(waitUntil([&] { return t.server.count("GET /read") == 1 && t.client->inFlight() == 0; }));
        QTest::qWait(20);
        QVERIFY(!t.endings.contains(read));
    }

    void aHandlerMayLetGoOfEveryTicketItsOwnToo()
    {
        Session t(quickPolicy(), &held);
        QVERIFY(t.signIn());
        int heard = 0;
        QList<int> others;
        Ticket own =
            t.client->send<QByteArray>(Session::get(), &readPlain, [&](const Result<QByteArray> &, const Exchange &) {
                ++heard;
                own = {};
                for (const int other : others)
                    t.tickets[other].letGo();
            });
        for (int i = 0; i < 10; ++i)
            others << t.send(Session::write());
        QVERIFY(waitUntil([&] { return t.server.count("GET /read") == 1; }));
        t.server.release();
        QVERIFY(waitUntil([&] { return heard == 1; }));
        t.server.holdNothing();
        QVERIFY(waitUntil([&] { return t.client->inFlight() == 0; }));
        QTest::qWait(20);
        QCOMPARE(t.endings.size(), 1); // the sign-in
    }

    void aHandlerMayAskAgainInTheSameTicket()
    {
        Session t;
        QVERIFY(t.signIn());
        int heard = 0;
        Ticket ticket;
        std::function<void()> ask = [&] {
            ticket = t.client->send<QByteArray>(Session::get(), &readPlain,
                                                [&](const Result<QByteArray> &, const Exchange &) {
                                                    if (++heard < 5)
                                                        ask();
                                                });
        };
        ask();
        QVERIFY(waitUntil([&] { return heard == 5; }));
        QCOMPARE(t.server.count("GET /read"), 5);
    }

    void aHandlerMayDeleteTheClient()
    {
        for (int i = 0; i < 5; ++i) {
            Session t;
            QVERIFY(t.signIn());
            bool heard = false;
            const Ticket ticket = t.client->send<QByteArray>(Session::get(), &readPlain,
                                                             [&](const Result<QByteArray> &, const Exchange &) {
                                                                 heard = true;
                                                                 t.client.reset();
                                                             });
            for (int n = 0; n < 10; ++n)
                t.send(n % 2 ? Session::write() : Session::get());
            QVERIFY(waitUntil([&] { return heard; }));
            const auto before = t.endings.size();
            QTest::qWait(5);
            QCOMPARE(t.endings.size(), before);
        }
    }

    void whoHearsASignalMayDeleteTheClient_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addRow("a try has ended") << 0;
        QTest::addRow("offline") << 1;
        QTest::addRow("signed in") << 2;
        QTest::addRow("limits") << 3;
        QTest::addRow("the first of an answer") << 4;
    }

    void whoHearsASignalMayDeleteTheClient()
    {
        QFETCH(int, signal);
        Session t(quickPolicy(),
                  [](const RawRequest &) { return RawAnswer::of(200, "fine", "X-RateLimit-Limit: 300\r\n"); });
        const auto away = [&] { t.client.reset(); };
        if (signal == 0)
            connect(t.client.get(), &HttpClient::exchanged, this, away, Qt::DirectConnection);
        if (signal == 1) {
            connect(t.client.get(), &HttpClient::offlineChanged, this, away);
            t.proxy.refuse(true);
        }
        if (signal == 2)
            connect(t.client.get(), &HttpClient::accessChanged, this, [&](Access access) {
                if (access == Access::Ok)
                    away();
            });
        if (signal == 3)
            connect(t.client.get(), &HttpClient::limitsChanged, this, away);
        const int probe = t.probe();
        if (signal == 4) {
            QCOMPARE(t.end(probe).kind(), succeeds);
            HttpRequest request = Session::get();
            request.early = [](QByteArrayView) { return std::optional<qint64>(1); };
            t.tickets[99] = t.client->send<QByteArray>(
                request, &readPlain, [](const Result<QByteArray> &, const Exchange &) {}, [&](qint64) { away(); });
        }
        QVERIFY(waitUntil([&] { return !t.client; }));
        QTest::qWait(5);
    }

    void aTicketMayOutliveItsClient()
    {
        Session t(quickPolicy(), &held);
        QVERIFY(t.signIn());
        const int sent = t.send(Session::get());
        for (int i = 0; i < 5; ++i)
            t.send(Session::write());
        QVERIFY(waitUntil([&] { return t.server.count("GET /read") == 1; }));
        t.client.reset();
        QVERIFY(bool(t.tickets[sent]));
        t.tickets.clear();
        QTest::qWait(5);
        QCOMPARE(t.endings.size(), 1);
    }

    void whatAHandlerKeepsGoesWithTheTicket()
    {
        Session t(quickPolicy(), &held);
        QVERIFY(t.signIn());
        const auto kept = std::make_shared<int>();
        Ticket ticket = t.client->send<QByteArray>(Session::get(), &readPlain,
                                                   [kept](const Result<QByteArray> &, const Exchange &) {});
        QCOMPARE(kept.use_count(), 2);
        ticket.letGo();
        QCOMPARE(kept.use_count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTickets)
#include "tst_tickets.moc"
