// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Servers that are silent, slow or endless.
#include "wire.h"

#include "support/blackhole.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/resource.h>
#include <zlib.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Fault = FaultProxy::Fault;
using Slow = FaultProxy::Fault::Kind;
using ms = std::chrono::milliseconds;

namespace {

const HttpRequest getting{.path = u"/x"_s};
const HttpRequest searching{.path = u"/x"_s, .body = "<x/>"};
const HttpRequest writing{.path = u"/x"_s, .body = "<x/>", .effect = HttpRequest::Effect::Writes};

/// Deadlines that never pass unless the test shortens them.
RetryPolicy patient()
{
    RetryPolicy policy;
    policy.connectDeadline = policy.idleDeadline = policy.readDeadline = policy.writeDeadline = 60s;
    return policy;
}

QByteArray gzipped(const QByteArray &plain, int level = 9)
{
    z_stream stream{};
    deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY); // 16: with a gzip header
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(plain.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.data()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

/// Bytes that pack about this many times, so that no check of the ratio sees them.
QByteArray packable(qsizetype size, int ratio)
{
    QByteArray plain(size, '\0');
    quint32 random = 1;
    for (qsizetype i = 0; i < size; ++i) {
        random = random * 1'664'525 + 1'013'904'223;
        if (i % 30'000 < 30'000 / ratio)
            plain[i] = char(random >> 24);
    }
    return plain;
}

[[maybe_unused]] qint64 peakMiB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

struct Slowed
{
    explicit Slowed(const RetryPolicy &policy, const QByteArray &body = "fine")
        : server([body](const RawRequest &) { return RawAnswer::of(200, body); })
        , wire(proxy.url(), policy)
    {
    }
    RawServer server;
    FaultProxy proxy{server.port()};
    Wire wire;
};

} // namespace

Q_DECLARE_METATYPE(HttpRequest)
Q_DECLARE_METATYPE(Fault)
Q_DECLARE_METATYPE(ms)

class TestDeadlines : public QObject
{
    Q_OBJECT
private slots:
    void whatNeverConnectsIsOffline_data()
    {
        QTest::addColumn<HttpRequest>("request");
        QTest::addColumn<ms>("connects");
        QTest::addColumn<ms>("idles");
        QTest::addColumn<ms>("total");
        QTest::addRow("get") << getting << ms(100ms) << ms(60s) << ms(60s);
        QTest::addRow("post") << searching << ms(100ms) << ms(60s) << ms(60s);
        QTest::addRow("get, shorter patience with silence") << getting << ms(400ms) << ms(50ms) << ms(60s);
        QTest::addRow("post, shorter patience with silence") << searching << ms(400ms) << ms(50ms) << ms(60s);
        QTest::addRow("write, shorter patience with silence") << writing << ms(400ms) << ms(50ms) << ms(60s);
        QTest::addRow("the total deadline is first") << writing << ms(60s) << ms(60s) << ms(100ms);
    }

    void whatNeverConnectsIsOffline()
    {
        QFETCH(HttpRequest, request);
        RetryPolicy policy = patient();
        QFETCH(ms, connects);
        QFETCH(ms, idles);
        QFETCH(ms, total);
        policy.connectDeadline = connects;
        policy.idleDeadline = idles;
        policy.readDeadline = policy.writeDeadline = total;
        const BlackHole hole;
        Wire wire(hole.url(), policy);
        QElapsedTimer clock;
        clock.start();
        const TryResult result = wire.exchange(request);
        QCOMPARE(kindOf(result), int(Kind::Offline));
        QCOMPARE(result.exchange.requestsSent, 0);
        QVERIFY(clock.elapsed() >= std::min(connects, total).count() * 9 / 10);
    }

    void whatNeverAnswersTimesOut_data()
    {
        QTest::addColumn<HttpRequest>("request");
        QTest::addRow("get") << getting;
        QTest::addRow("write") << writing;
    }

    /// The connect deadline is over when the request has left, a GET's too.
    void whatNeverAnswersTimesOut()
    {
        QFETCH(HttpRequest, request);
        RetryPolicy policy = patient();
        policy.connectDeadline = 500ms;
        policy.idleDeadline = 1s;
        Slowed t(policy);
        t.proxy.on(u"."_s, {.kind = Slow::Stall});
        const TryResult result = t.wire.exchange(request);
        QCOMPARE(kindOf(result), int(Kind::TimedOut));
        QVERIFY(result.value.error().detail.startsWith("nothing arrived"_L1));
        QCOMPARE(result.exchange.requestsSent, 1);
        QCOMPARE(result.exchange.status, 0);
    }

    void whatTricklesForeverEndsAtTheTotalDeadline_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addRow("body") << Fault{.kind = Slow::DripBody, .bytes = 1, .pause = 20ms};
        QTest::addRow("status line and header") << Fault{.kind = Slow::DripReply, .bytes = 1, .pause = 20ms};
    }

    void whatTricklesForeverEndsAtTheTotalDeadline()
    {
        QFETCH(Fault, fault);
        RetryPolicy policy = patient();
        policy.readDeadline = 400ms;
        Slowed t(policy, QByteArray(10'000, 'x'));
        t.proxy.on(u"."_s, fault);
        const TryResult result = t.wire.exchange(searching);
        QCOMPARE(kindOf(result), int(Kind::TimedOut));
        QCOMPARE(result.value.error().detail, u"the answer was not complete in time"_s);
        QCOMPARE(result.exchange.requestsSent, 1);
    }

    void whatTricklesIsNotSilent()
    {
        RetryPolicy policy = patient();
        policy.idleDeadline = 1s;
        const QByteArray body(60, 'x');
        Slowed t(policy, body);
        t.proxy.on(u"."_s, {.kind = Slow::DripBody, .bytes = 1, .pause = 20ms}); // 1.2 s in all
        QCOMPARE(bodyOf(t.wire.exchange(searching)), body);
    }

    void readsAndWritesAndSingleRequestsHaveTheirOwnDeadlines()
    {
        RetryPolicy policy = patient();
        policy.writeDeadline = 100ms;
        HttpRequest hasty = searching, slow = writing;
        hasty.totalDeadline = 100ms;
        slow.totalDeadline = 60s;
        Slowed t(policy);
        t.proxy.on(u"."_s, {.kind = Slow::Stall});
        QCOMPARE(kindOf(t.wire.exchange(writing)), int(Kind::TimedOut));
        QCOMPARE(kindOf(t.wire.exchange(hasty)), int(Kind::TimedOut));
        t.proxy.calm();
        t.proxy.on(u"."_s, {.kind = Slow::Delay, .pause = 250ms});
        QCOMPARE(bodyOf(t.wire.exchange(searching)), "fine");
        QCOMPARE(bodyOf(t.wire.exchange(slow)), "fine");
    }

    void anAnswerThatComesTooLateIsNobodysAnswer()
    {
        RetryPolicy policy = patient();
        policy.writeDeadline = 150ms;
        Slowed t(policy);
        t.server.follow([](const RawRequest &request) {
            const RawAnswer answer = RawAnswer::of(200, request.target);
            return request.target == "/late" ? RawAnswer{.bytes = {}, .rest = answer.bytes} : answer;
        });
        HttpRequest late = writing;
        late.path = u"/late"_s;
        QCOMPARE(kindOf(t.wire.exchange(late)), int(Kind::TimedOut));
        QCOMPARE(bodyOf(t.wire.exchange(searching)), "/x");
        t.server.release();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(bodyOf(t.wire.exchange(searching)), "/x");
        QCOMPARE(t.wire.endings, 7);
    }

    void anEndlessHeaderEnds()
    {
        RetryPolicy policy = patient();
        policy.readDeadline = 1s;
        Slowed t(policy);
        t.proxy.on(u"."_s, {.kind = Slow::InsertHeader, .payload = "X-Big: " + QByteArray(300'000, 'x')}, 1, 1);
        QElapsedTimer clock;
        clock.start();
        const TryResult result = t.wire.exchange(searching);
        qInfo() << "a header of 300 kB:" << clock.elapsed() << "ms, kind" << kindOf(result);
        QVERIFY(kindOf(result) == int(Kind::TimedOut) || kindOf(result) == int(Kind::ConnectionLost) ||
                bodyOf(result) == "fine");
        QCOMPARE(bodyOf(t.wire.exchange(searching)), "fine");
    }

    void aBodyIsWelcomeUpToItsCap_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("packed");
        QTest::addColumn<bool>("declared");
        QTest::addColumn<bool>("fits");
        const qsizetype cap = 2 * 1024 * 1024;
        for (const auto &[size, name, fits] :
             {std::tuple(cap, "as big as may be", true), {cap + 1, "a byte more", false}}) {
            QTest::addRow("%s", name) << QByteArray() << size << false << true << fits;
            QTest::addRow("%s, undeclared", name) << QByteArray() << size << false << false << fits;
            QTest::addRow("%s, packed", name)
                << QByteArray("Content-Encoding: gzip\r\n") << size << true << true << fits;
            QTest::addRow("%s, packed, undeclared", name)
                << QByteArray("Content-Encoding: gzip\r\n") << size << true << false << fits;
        }
        QTest::addRow("twenty times as big") << QByteArray() << 20 * cap << false << true << false;
        QTest::addRow("twenty times as big, undeclared") << QByteArray() << 20 * cap << false << false << false;
        QTest::addRow("twenty times as big, packed")
            << QByteArray("Content-Encoding: gzip\r\n") << 20 * cap << true << true << false;
    }

    void aBodyIsWelcomeUpToItsCap()
    {
        QFETCH(QByteArray, headers);
        QFETCH(qsizetype, size);
        QFETCH(bool, packed);
        QFETCH(bool, declared);
        QFETCH(bool, fits);
        const QByteArray plain = packable(size, 20);
        const QByteArray body = packed ? gzipped(plain) : plain;
        RawServer server([=](const RawRequest &) {
            if (declared)
                return RawAnswer::of(200, body, headers);
            return RawAnswer{.bytes = "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body, .closes = true};
        });
        RetryPolicy policy = patient();
        policy.bodyCap = 2 * 1024 * 1024;
        Wire wire(server.url(), policy);
        const TryResult result = wire.exchange(getting);
        QCOMPARE(kindOf(result), fits ? -1 : int(Kind::AnswerTooLarge));
        if (fits)
            QVERIFY(bodyOf(result) == plain);
        QVERIFY(result.exchange.bytesIn <= policy.bodyCap + 1);
    }

    /// What comes faster than it is unpacked waits at the server, not here.
    void noMoreIsTakenThanIsLookedAt()
    {
        const QByteArray body = gzipped(packable(200 << 20, 5), 1);
        RawServer server([&](const RawRequest &) { return RawAnswer::of(200, body, "Content-Encoding: gzip\r\n"); });
        RetryPolicy policy = patient();
        policy.bodyCap = 2 * 1024 * 1024;
        Wire wire(server.url(), policy);
        QCOMPARE(kindOf(wire.exchange(getting)), int(Kind::AnswerTooLarge));
        qInfo() << "of" << body.size() << "bytes" << server.bytesOut() << "left the server";
        QVERIFY(server.bytesOut() < body.size() / 2);
    }

    void whatCannotBeUnpackedIsUnreadableAtOnce_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const QByteArray good = gzipped(QByteArray(1000, 'x'));
        QByteArray damaged = good;
        damaged[12] = char(~damaged[12]);
        damaged[13] = char(~damaged[13]);
        QTest::addRow("not packed at all") << QByteArray("<x/>").repeated(100) << int(Kind::Unreadable);
        QTest::addRow("damaged") << damaged << int(Kind::Unreadable);
        QTest::addRow("a bomb") << gzipped(QByteArray(300'000'000, '\0')) << int(Kind::Unreadable);
        QTest::addRow("good") << good << -1;
    }

    /// Qt goes on until all of it has come, which an attacker need never let happen: here the last byte is held back.
    void whatCannotBeUnpackedIsUnreadableAtOnce()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        RawServer server([&](const RawRequest &) {
            return kind < 0 ? RawAnswer::of(200, body, "Content-Encoding: gzip\r\n")
                            : RawAnswer::heldAt(body.size(), body + "x", "Content-Encoding: gzip\r\n");
        });
        RetryPolicy policy = patient();
        policy.bodyCap = 2 * 1024 * 1024;
        Wire wire(server.url(), policy);
        [[maybe_unused]] const qint64 before = peakMiB();
        const TryResult result = wire.exchange(getting);
        QCOMPARE(kindOf(result), kind);
        QCOMPARE(result.exchange.status, 200);
#ifndef __SANITIZE_ADDRESS__ // keeps what was freed
        QVERIFY2(peakMiB() - before < 100, qPrintable(QString::number(peakMiB() - before)));
#endif
    }

    /// Unpacking takes the declared length away, so that Qt takes a cut for the end: it is the reader that has to see
    /// it.
    void aPackedBodyThatIsCutIsShort()
    {
        const QByteArray plain = packable(100'000, 3);
        RawServer server([packed = gzipped(plain)](const RawRequest &) {
            RawAnswer answer = RawAnswer::of(200, packed, "Content-Encoding: gzip\r\n");
            answer.bytes.chop(100);
            answer.closes = true;
            return answer;
        });
        Wire wire(server.url(), patient());
        const TryResult result = wire.exchange(getting);
        QVERIFY(bodyOf(result).size() < plain.size());
        QVERIFY(plain.startsWith(bodyOf(result)));
    }
};

QTEST_GUILESS_MAIN(TestDeadlines)
#include "tst_deadlines.moc"
