// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// What one request looks like on the wire, and what never travels.
#include "wire.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;

namespace {

const HttpRequest getting{.path = u"/x"_s};
const HttpRequest posting{.path = u"/x"_s, .body = "<x/>"};

RawAnswer fine(const RawRequest &)
{
    return RawAnswer::of(200, "fine");
}

std::shared_ptr<const SecretBuffer> signIn(const QString &user = u"lrksp_mb1"_s, const QByteArray &password = "secret")
{
    return std::make_shared<const SecretBuffer>(SecretBuffer::basicHeader(user, SecretBuffer(password)));
}

} // namespace

Q_DECLARE_METATYPE(HttpRequest)

class TestSender : public QObject
{
    Q_OBJECT
private slots:
    void aPostTellsWhatItNeedsToAndNoMore()
    {
        RawServer server(&fine);
        Wire wire(server.url());
        HttpRequest request{.path = u"/qps/rest/1.0/search/ca/agentactkey/?fields=id,title"_s,
                            .body = "<ServiceRequest/>"};
        request.attempt = QUuid::createUuid();
        QCOMPARE(bodyOf(wire.exchange(request)), "fine");
        QCOMPARE(server.requests().size(), 1);
        const RawRequest seen = server.requests().first();
        QCOMPARE(seen.line(), "POST /qps/rest/1.0/search/ca/agentactkey/?fields=id,title");
        QCOMPARE(seen.body, "<ServiceRequest/>");
        QCOMPARE(seen.header("Content-Type"), "text/xml");
        QCOMPARE(seen.header("Content-Length"), "17");
        QCOMPARE(seen.header("Accept"), "application/xml");
        QCOMPARE(seen.header("X-Client-Request-Id"), request.attempt.toByteArray(QUuid::WithoutBraces));
        QCOMPARE(seen.header("User-Agent"), "Latchkey/" LATCHKEY_VERSION);
        QCOMPARE(seen.header("Host"), "127.0.0.1:" + QByteArray::number(server.port()));
        for (const char *name : {"Authorization", "Cookie", "Referer", "Origin", "Transfer-Encoding"})
            QVERIFY2(!seen.has(name), name);
    }

    void aGetHasNoBody()
    {
        RawServer server(&fine);
        Wire wire(server.url());
        QCOMPARE(bodyOf(wire.exchange(getting)), "fine");
        const RawRequest seen = server.requests().first();
        QCOMPARE(seen.method, "GET");
        QVERIFY(!seen.has("Content-Type"));
        QVERIFY(!seen.has("Content-Length"));
    }

    void jsonIsAskedForWhereItIsWanted()
    {
        RawServer server(&fine);
        Wire wire(server.url());
        HttpRequest request = posting;
        request.contentType = request.accept = "application/json";
        wire.exchange(request);
        QCOMPARE(server.requests().first().header("Content-Type"), "application/json");
        QCOMPARE(server.requests().first().header("Accept"), "application/json");
    }

    void theFirstRequestIsSignedInAlready_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("password");
        QTest::addRow("plain") << u"lrksp_mb1"_s << QByteArray("secret");
        QTest::addRow("beyond ASCII") << u"jürgen"_s << QByteArray("gehe\xc3\xafm €");
        QTest::addRow("a colon in the password") << u"lrksp_mb1"_s << QByteArray("a:b:c");
        QTest::addRow("very long") << u"lrksp_mb1"_s << QByteArray(200, 'x');
    }

    void theFirstRequestIsSignedInAlready()
    {
        QFETCH(QString, user);
        QFETCH(QByteArray, password);
        RawServer server(&fine);
        Wire wire(server.url());
        wire.sender.setAuthorization(signIn(user, password));
        for (const HttpRequest &request : {getting, posting})
            QCOMPARE(bodyOf(wire.exchange(request)), "fine");
        QCOMPARE(server.requests().size(), 2);
        for (const RawRequest &seen : server.requests())
            QCOMPARE(seen.header("Authorization"), "Basic " + (user.toUtf8() + ':' + password).toBase64());
    }

    void whoSignedOutSendsNoCredentials()
    {
        RawServer server(&fine);
        Wire wire(server.url());
        wire.sender.setAuthorization(signIn());
        wire.exchange(getting);
        wire.sender.setAuthorization(nullptr);
        wire.exchange(getting);
        QVERIFY(server.requests().first().has("Authorization"));
        QVERIFY(!server.requests().last().has("Authorization"));
    }

    void aRefusedSignInCostsOneRequest_data()
    {
        QTest::addColumn<HttpRequest>("request");
        QTest::addColumn<QByteArray>("challenge");
        for (const auto &[name, request] : {std::pair("get", getting), std::pair("post", posting)}) {
            QTest::addRow("%s", name) << request << QByteArray();
            QTest::addRow("%s, challenged", name)
                << request << QByteArray("WWW-Authenticate: Basic realm=\"Qualys\"\r\n");
            QTest::addRow("%s, challenged for a digest", name)
                << request << QByteArray("WWW-Authenticate: Digest realm=\"Q\", nonce=\"1\"\r\n");
        }
    }

    void aRefusedSignInCostsOneRequest()
    {
        QFETCH(HttpRequest, request);
        QFETCH(QByteArray, challenge);
        RawServer server([=](const RawRequest &) { return RawAnswer::of(401, "<no/>", challenge); });
        Wire wire(server.url());
        wire.sender.setAuthorization(signIn());
        const TryResult result = wire.exchange(request);
        QCOMPARE(kindOf(result), int(Kind::SignInRefused));
        QCOMPARE(result.value.error().httpStatus, 401);
        QCOMPARE(result.exchange.requestsSent, 1);
        QCOMPARE(server.requests().size(), 1);
    }

    void aRefusedSignInIsOneHoweverItsAnswerEnds()
    {
        RetryPolicy policy;
        policy.bodyCap = 1000;
        RawServer server([=](const RawRequest &) { return RawAnswer::of(401, QByteArray(5000, 'x')); });
        Wire wire(server.url(), policy);
        wire.sender.setAuthorization(signIn());
        QCOMPARE(kindOf(wire.exchange(posting)), int(Kind::SignInRefused));
        QCOMPARE(kindOf(wire.exchange(getting)), int(Kind::SignInRefused));
    }

    void cookiesAreNotKept()
    {
        RawServer server([](const RawRequest &) {
            return RawAnswer::of(200, "fine", "Set-Cookie: QualysSession=1; Path=/; HttpOnly\r\nSet-Cookie: b=2\r\n");
        });
        Wire wire(server.url());
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bodyOf(wire.exchange(i % 2 ? getting : posting)), "fine");
        for (const RawRequest &seen : server.requests())
            QVERIFY(!seen.has("Cookie"));
    }

    void answersAreNotKept()
    {
        RawServer server([](const RawRequest &) {
            return RawAnswer::of(200, "fine", "Cache-Control: max-age=3600\r\nETag: \"1\"\r\n");
        });
        Wire wire(server.url());
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bodyOf(wire.exchange(getting)), "fine");
        QCOMPARE(server.requests().size(), 3);
        QVERIFY(!server.requests().last().has("If-None-Match"));
    }

    void aRedirectIsNotFollowed_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<HttpRequest>("request");
        for (const int status : {300, 301, 302, 303, 307, 308})
            for (const auto &[name, request] : {std::pair("get", getting), std::pair("post", posting)})
                QTest::addRow("%d, %s", status, name) << status << request;
    }

    void aRedirectIsNotFollowed()
    {
        QFETCH(int, status);
        QFETCH(HttpRequest, request);
        RawServer elsewhere(&fine);
        RawServer server([=, port = elsewhere.port()](const RawRequest &) {
            return RawAnswer::of(status, "", "Location: http://localhost:" + QByteArray::number(port) + "/steal\r\n");
        });
        Wire wire(server.url());
        wire.sender.setAuthorization(signIn());
        const TryResult result = wire.exchange(request);
        QCOMPARE(kindOf(result), int(Kind::Redirected));
        QCOMPARE(result.value.error().httpStatus, status);
        QCOMPARE(result.value.error().detail, u"localhost"_s);
        QCOMPARE(result.exchange.requestsSent, 1);
        QCOMPARE(server.requests().size(), 1);
        QTest::qWait(20);
        QCOMPARE(elsewhere.connections(), 0);
        QVERIFY(elsewhere.arrived().isEmpty());
    }

    /// Why: when this no longer holds, Qt has changed.
    void qtAloneCarriesCredentialsToAnotherPort()
    {
        RawServer elsewhere(&fine);
        RawServer server([port = elsewhere.port()](const RawRequest &) {
            return RawAnswer::of(302, "", "Location: http://127.0.0.1:" + QByteArray::number(port) + "/steal\r\n");
        });
        QNetworkAccessManager network;
        QNetworkRequest request(server.url());
        request.setRawHeader("Authorization", "Basic c2VjcmV0");
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        QVERIFY(waitUntil([&] { return reply->isFinished(); }));
        QVERIFY(elsewhere.arrived().contains("c2VjcmV0"));
    }

    void whatMayNotBeSentIsNotSent_data()
    {
        QTest::addColumn<QUrl>("server");
        QTest::addColumn<QString>("path");
        QTest::addColumn<Kind>("kind");
        QTest::addRow("plain http to a host") << QUrl(u"http://qualysapi.qualys.com"_s) << u"/x"_s << Kind::Tls;
        QTest::addRow("no server") << QUrl() << u"/x"_s << Kind::Tls;
        QTest::addRow("a user in the address") << QUrl(u"http://u:p@127.0.0.1"_s) << u"/x"_s << Kind::Tls;
        QTest::addRow("a path to elsewhere") << QUrl(u"http://127.0.0.1"_s) << u"@evil.example/"_s << Kind::Redirected;
    }

    void whatMayNotBeSentIsNotSent()
    {
        QFETCH(QUrl, server);
        QFETCH(QString, path);
        QFETCH(Kind, kind);
        Wire wire(server);
        wire.send({.path = path});
        QCOMPARE(wire.endings, 0); // not from inside the call
        const TryResult result = wire.wait();
        QCOMPARE(kindOf(result), int(kind));
        QCOMPARE(result.exchange.requestsSent, 0);
        QCOMPARE(wire.endings, 1);
    }

    void anAbortedTryEndsOnce_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addRow("before it connects") << 0;
        QTest::addRow("while the server thinks") << 1;
        QTest::addRow("while the answer arrives") << 2;
        QTest::addRow("after it ended") << 3;
    }

    void anAbortedTryEndsOnce()
    {
        QFETCH(int, stage);
        RawServer server([=](const RawRequest &) {
            return stage == 1 ? RawAnswer{.bytes = {}, .rest = "x"} : RawAnswer::heldAt(stage == 3 ? 4 : 2, "fine");
        });
        Wire wire(server.url());
        bool arriving = false;
        HttpRequest request = posting;
        request.early = [&](QByteArrayView) {
            arriving = true;
            return std::optional<qint64>();
        };
        wire.send(request);
        if (stage >= 1)
            QVERIFY(waitUntil([&] { return server.requests().size() == 1; }));
        if (stage == 2)
            QVERIFY(waitUntil([&] { return arriving; }));
        if (stage == 3)
            QCOMPARE(bodyOf(wire.wait()), "fine");
        wire.sender.abort(wire.number);
        wire.sender.abort(wire.number);
        wire.sender.abort(77);
        QCOMPARE(kindOf(wire.wait()), stage == 3 ? -1 : int(Kind::Cancelled));
        if (stage == 1 || stage == 2)
            QCOMPARE(wire.ended->exchange.requestsSent, 1);
        QTest::qWait(20);
        QCOMPARE(wire.endings, 1);
    }

    /// An abort overtakes Qt's signal that the request has left.
    void whatHasArrivedWasSentHoweverEarlyItIsAborted()
    {
        RawServer server([](const RawRequest &) { return RawAnswer{.bytes = {}, .rest = "x"}; });
        Wire wire(server.url());
        for (int i = 1; i <= 50; ++i) {
            wire.send(posting);
            QVERIFY(QTest::qWaitFor([&] {
                while (server.requests().size() < i)
                    QCoreApplication::processEvents(); // looks after every event
                return true;
            }));
            wire.sender.abort(wire.number);
            QCOMPARE(wire.wait().exchange.requestsSent, 1);
        }
    }

    void aSenderMayGoAtAnyTime()
    {
        RawServer server([](const RawRequest &) { return RawAnswer::heldAt(2, "fine"); });
        for (int i = 0; i < 20; ++i) {
            const qsizetype before = server.requests().size();
            auto wire = std::make_unique<Wire>(server.url());
            wire->send(posting);
            wire->send(getting);
            if (i % 2)
                QVERIFY(waitUntil([&] { return server.requests().size() > before; }));
            wire.reset();
        }
        server.holdNothing();
        auto wire = std::make_unique<Wire>(server.url());
        QCOMPARE(bodyOf(wire->exchange(posting)), "fine");
        wire.reset(); // right after a try has ended
    }

    void theFirstThatIsFoundEarlyIsTold()
    {
        RawServer server([](const RawRequest &) { return RawAnswer::heldAt(4, "id=7 and the rest"); });
        Wire wire(server.url());
        QSignalSpy early(&wire.sender, &Sender::early);
        HttpRequest request = posting;
        request.early = [](QByteArrayView soFar) {
            return soFar.startsWith("id=") ? std::optional<qint64>(7) : std::nullopt;
        };
        wire.send(request);
        QVERIFY(waitUntil([&] { return early.size() == 1; }));
        QCOMPARE(wire.endings, 0);
        QCOMPARE(early.first().at(1).toLongLong(), 7);
        server.release();
        QCOMPARE(bodyOf(wire.wait()), "id=7 and the rest");
        QCOMPARE(early.size(), 1);
    }

    void theFactsOfAnExchangeAreNoted()
    {
        RawServer server([](const RawRequest &) {
            return RawAnswer::of(
                200, "fine",
                "Date: Mon, 02 Mar 2026 10:00:00 GMT\r\nX-RateLimit-Limit: 300\r\nX-RateLimit-Remaining: "
                "7\r\nX-Powered-By: Qualys:A:b:c\r\n");
        });
        Wire wire(server.url());
        const TryResult result = wire.exchange(posting);
        const Exchange &exchange = result.exchange;
        QCOMPARE(exchange.method, "POST");
        QCOMPARE(exchange.path, u"/x"_s);
        QCOMPARE(exchange.status, 200);
        QCOMPARE(exchange.responseCode, u"SUCCESS"_s);
        QCOMPARE(exchange.bytesIn, 4);
        QCOMPARE(exchange.tries, 1);
        QCOMPARE(exchange.limits.remaining, 7);
        QCOMPARE(exchange.serverDateUtc, QDateTime::fromString(u"2026-03-02T10:00:00Z"_s, Qt::ISODate));
        QVERIFY(exchange.startedUtc <= exchange.finishedUtc);
        QVERIFY(exchange.qtError.isEmpty());
        QVERIFY(exchange.tls.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSender)
#include "tst_sender.moc"
