// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Connections that break: what the server saw, and what the caller hears of it.
#include "session.h"
#include "wire.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Fault = FaultProxy::Fault;
using Cut = FaultProxy::Fault::Kind;

Q_DECLARE_METATYPE(Fault)

namespace {

constexpr int tries = 10;
constexpr int succeeds = -1;

const QByteArray tlsAlert = QByteArray::fromHex("15030100020246");

/// What can happen to an exchange after its request has arrived whole, and how it has to end.
void addCuts()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<int>("kind");
    const auto add = [](const char *name, const Fault &fault, int kind = int(Kind::ConnectionLost)) {
        QTest::addRow("%s", name) << fault << kind;
    };
    for (const bool reset : {false, true}) {
        const auto row = [&](const char *name, Fault fault, int kind = int(Kind::ConnectionLost)) {
            fault.reset = reset;
            add(qPrintable(QLatin1StringView(name) + (reset ? ", reset"_L1 : ""_L1)), fault, kind);
        };
        row("dropped after it was read", {.kind = Cut::DropAfterRead});
        row("applied, then dropped", {.kind = Cut::ApplyThenDrop});
        row("cut in the status line", {.kind = Cut::CutReply, .bytes = 7});
        row("cut in the header", {.kind = Cut::CutReply, .bytes = 25});
        row("cut before the body", {.kind = Cut::CutBody, .bytes = 0});
        row("cut in the body", {.kind = Cut::CutBody, .bytes = 3});
    }
    add("cut in a body of unknown length", {.kind = Cut::CutUndeclared, .bytes = 3}, succeeds);
    add("half a status line", {.kind = Cut::Instead, .payload = "HTTP/1.1 2"});
    add("garbage", {.kind = Cut::Instead, .payload = "\x01\x02 what?\r\n\r\n"});
    add("TLS on the plain port", {.kind = Cut::Instead, .payload = tlsAlert});
}

} // namespace

class TestCuts : public QObject
{
    Q_OBJECT
private slots:
    void aWriteReachesTheServerOnce_data() { addCuts(); }

    void aWriteReachesTheServerOnce()
    {
        QFETCH(Fault, fault);
        QFETCH(int, kind);
        Session t;
        QVERIFY(t.signIn());
        t.proxy.on(u"^POST /write"_s, fault);
        for (int i = 0; i < tries; ++i) {
            const Ending ending = t.exchange(Session::write());
            QCOMPARE(ending.kind(), kind);
            QCOMPARE(ending.exchange.requestsSent, 1);
            QCOMPARE(ending.exchange.tries, 1);
        }
        QCOMPARE(t.proxy.seen().count(u"^POST /write"_s), tries);
    }

    void aWriteOnAConnectionUsedBeforeReachesTheServerOnce_data() { addCuts(); }

    void aWriteOnAConnectionUsedBeforeReachesTheServerOnce()
    {
        QFETCH(Fault, fault);
        QFETCH(int, kind);
        Session t;
        QVERIFY(t.signIn());
        t.proxy.on(u"^POST /write"_s, fault);
        for (int i = 0; i < tries; ++i) {
            QCOMPARE(t.exchange(Session::post()).kind(), succeeds);
            const int connections = t.proxy.seen().connections;
            const Ending ending = t.exchange(Session::write());
            QCOMPARE(ending.kind(), kind);
            QCOMPARE(ending.exchange.requestsSent, 1);
            QCOMPARE(t.proxy.seen().connections, connections);
        }
        QCOMPARE(t.proxy.seen().count(u"^POST /write"_s), tries);
    }

    void aWriteWithABigBodyReachesTheServerOnce()
    {
        Session t;
        QVERIFY(t.signIn());
        t.proxy.on(u"^POST /write"_s, {.kind = Cut::DropAfterRead});
        for (int i = 0; i < tries; ++i) {
            const Ending ending = t.exchange(Session::write(u"/write"_s, QByteArray(300'000, 'x')));
            QCOMPARE(ending.kind(), int(Kind::ConnectionLost));
            QCOMPARE(ending.exchange.requestsSent, 1);
        }
        QCOMPARE(t.proxy.seen().count(u"^POST /write"_s), tries);
    }

    void aReadIsRepeatedByUsAndByNobodyElse_data() { addCuts(); }

    void aReadIsRepeatedByUsAndByNobodyElse()
    {
        QFETCH(Fault, fault);
        QFETCH(int, kind);
        Session t;
        QVERIFY(t.signIn());
        t.proxy.on(u"^POST /search"_s, fault);
        const Ending ending = t.exchange(Session::post());
        const int expected = kind == succeeds ? 1 : 4;
        QCOMPARE(ending.kind(), kind);
        QCOMPARE(ending.exchange.tries, expected);
        QCOMPARE(ending.exchange.requestsSent, expected);
        QCOMPARE(t.proxy.seen().count(u"^POST /search"_s), expected);
    }

    void aCutGetIsNeverTakenForOffline_data() { addCuts(); }

    /// Qt itself repeats a GET up to three times; at least one is always counted.
    void aCutGetIsNeverTakenForOffline()
    {
        QFETCH(Fault, fault);
        QFETCH(int, kind);
        for (int i = 0; i < tries; ++i) {
            Session t;
            QVERIFY(t.signIn());
            t.proxy.on(u"^GET /probe"_s, fault);
            const Ending ending = t.end(t.probe()); // is not repeated by us
            QCOMPARE(ending.kind(), kind);
            QVERIFY(ending.exchange.requestsSent >= 1);
            QVERIFY(ending.exchange.requestsSent <= t.proxy.seen().count(u"^GET /probe"_s));
            QVERIFY(!t.client->isOffline());
        }
    }

    void aConnectionThatIsClosedAtOnceDeliversAtMostOneWrite_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::addRow("closed") << false;
        QTest::addRow("reset") << true;
    }

    void aConnectionThatIsClosedAtOnceDeliversAtMostOneWrite()
    {
        QFETCH(bool, reset);
        Session t;
        QVERIFY(t.signIn());
        for (int i = 0; i < tries; ++i) {
            t.proxy.forget();
            t.proxy.closeIdle();
            t.proxy.closeNext(1, reset);
            const Ending ending = t.exchange(Session::write());
            const int arrived = t.proxy.seen().count(u"^POST /write"_s);
            QVERIFY(arrived <= 1);
            QVERIFY(ending.exchange.requestsSent >= arrived);
            QCOMPARE(ending.value.has_value(), arrived == 1);
        }
    }

    void aServerThatIsDownWasSentNothing()
    {
        Session t;
        QVERIFY(t.signIn());
        t.proxy.refuse(true);
        t.proxy.forget();
        // The reads first: they outlast the connection that was used before, a write would be lost on it.
        for (const HttpRequest &request : {Session::post(), Session::get(), Session::write()}) {
            const Ending ending = t.exchange(request);
            QCOMPARE(ending.kind(), int(Kind::Offline));
            if (request.effect == Session::Effect::Writes)
                QCOMPARE(ending.exchange.requestsSent, 0);
        }
        QCOMPARE(t.proxy.seen().requests.size(), 0);
        t.proxy.refuse(false);
        QCOMPARE(t.exchange(Session::write()).kind(), succeeds);
    }

    void anIdleConnectionThatWasClosedIsNoError()
    {
        Session t;
        QVERIFY(t.signIn());
        t.proxy.closeIdleAfter(1ms);
        for (int i = 1; i <= tries; ++i) {
            QCOMPARE(t.exchange(Session::write()).kind(), succeeds);
            QTest::qWait(20); // the close arrives before the next request is made
        }
        QCOMPARE(t.proxy.seen().count(u"^POST /write"_s), tries);
        QVERIFY(t.proxy.seen().connections >= tries);
    }

    void junkBehindABodyIsNoPartOfIt()
    {
        for (int i = 0; i < tries; ++i) {
            Session t;
            QVERIFY(t.signIn());
            t.proxy.on(u"^POST"_s, {.kind = Cut::AppendJunk, .payload = "HTTP/1.1 500 Junk\r\n\r\n"});
            QCOMPARE(t.exchange(Session::write()).value, QByteArray("fine"));
        }
    }

    /// Qt takes one in five of these for whole. Straight from the server: on its way through the proxy the end comes
    /// late.
    void aLongBodyThatIsShortIsNoAnswer()
    {
        RawServer server([](const RawRequest &) {
            RawAnswer answer = RawAnswer::of(200, QByteArray(200'000, 'x'));
            answer.bytes.chop(5);
            answer.closes = true;
            return answer;
        });
        Wire wire(server.url());
        for (int i = 0; i < 60; ++i)
            QCOMPARE(kindOf(wire.exchange(Session::get())), int(Kind::ConnectionLost));
    }

    void aShortBodyIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<int>("kind");
        const QByteArray ok = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n";
        QTest::addRow("whole") << ok + "Content-Length: 4\r\n\r\nfine" << false << succeeds;
        QTest::addRow("whole, then closed")
            << ok + "Content-Length: 4\r\nConnection: close\r\n\r\nfine" << true << succeeds;
        QTest::addRow("one byte short") << ok + "Content-Length: 5\r\n\r\nfine" << true << int(Kind::ConnectionLost);
        QTest::addRow("nothing of it") << ok + "Content-Length: 5\r\n\r\n" << true << int(Kind::ConnectionLost);
        QTest::addRow("empty, and says so") << ok + "Content-Length: 0\r\n\r\n" << false << succeeds;
        QTest::addRow("whole, in chunks") << ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n"
                                          << false << succeeds;
        QTest::addRow("no last chunk") << ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n"
                                       << true << int(Kind::ConnectionLost);
        QTest::addRow("half a chunk") << ok + "Transfer-Encoding: chunked\r\n\r\n8\r\nfine" << true
                                      << int(Kind::ConnectionLost);
        QTest::addRow("half a chunk's length")
            << ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n1" << true << int(Kind::ConnectionLost);
        // No length at all: whether it is whole is for the reader to say.
        QTest::addRow("closed, whole") << ok + "\r\nfine" << true << succeeds;
        QTest::addRow("closed, cut") << ok + "\r\nfi" << true << int(Kind::Unreadable);
    }

    void aShortBodyIsNoAnswer()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, closes);
        QFETCH(int, kind);
        for (int i = 0; i < 4 * tries; ++i) { // much depends on what arrives together with the end
            Session t(quickPolicy(), [=](const RawRequest &request) {
                return request.target == "/probe" ? Session::fine(request)
                                                  : RawAnswer{.bytes = answer, .closes = closes};
            });
            QVERIFY(t.signIn());
            const auto reader = [](const HttpReply &reply) -> Result<QByteArray> {
                if (reply.body == "fi")
                    return failed(Kind::Unreadable);
                return reply.body;
            };
            QCOMPARE(t.exchange(Session::write(), reader).kind(), kind);
        }
    }
};

QTEST_GUILESS_MAIN(TestCuts)
#include "tst_cuts.moc"
