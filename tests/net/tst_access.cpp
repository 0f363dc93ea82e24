// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Who may send: the sign-in, the latch, read-only mode, and whether the server can be reached.
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

RawAnswer refused(const RawRequest &)
{
    return RawAnswer::of(401, "<no/>", "WWW-Authenticate: Basic realm=\"Qualys\"\r\n");
}

/// 401 for every password but this one.
RawServer::Script only(const QByteArray &password)
{
    const QByteArray header = basicHeader(u"lrksp_mb1"_s, password.constData()).view().toByteArray();
    return [header](const RawRequest &request) {
        return request.header("Authorization") == header ? Session::fine(request) : refused(request);
    };
}

int kindIn(Session &t, int number)
{
    return t.end(number).kind();
}

} // namespace

class TestAccess : public QObject
{
    Q_OBJECT
private slots:
    void beforeTheSignInNothingLeaves()
    {
        Session t;
        QCOMPARE(t.client->access(), Access::SignedOut);
        const int read = t.send(Session::get()), write = t.send(Session::write());
        QVERIFY(t.endings.empty()); // not from inside send()
        QCOMPARE(kindIn(t, read), int(Kind::Latched));
        QCOMPARE(kindIn(t, write), int(Kind::Latched));
        QCOMPARE(t.endings[write].exchange.requestsSent, 0);
        QCOMPARE(t.endings[write].exchange.tries, 0);
        QVERIFY(t.server.requests().isEmpty());
    }

    void aSignInThatIsAcceptedOpensTheWay()
    {
        Session t;
        QSignalSpy changes(t.client.get(), &HttpClient::accessChanged);
        const int probe = t.probe();
        QCOMPARE(t.client->access(), Access::Probing);
        QCOMPARE(kindIn(t, probe), succeeds);
        QCOMPARE(t.client->access(), Access::Ok);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(t.exchange(Session::get()).kind(), succeeds);
        QCOMPARE(t.server.requests().size(), 2);
    }

    void aRefusedSignInWithTwentyRequestsBehindItCostsOneFailedLogin()
    {
        Session t(quickPolicy(), &refused);
        const int probe = t.probe();
        QList<int> behind;
        for (int i = 0; i < 20; ++i)
            behind << t.send(i % 2 ? Session::get() : Session::write());
        QCOMPARE(kindIn(t, probe), int(Kind::SignInRefused));
        QCOMPARE(t.client->access(), Access::Latched);
        for (const int number : behind)
            QCOMPARE(kindIn(t, number), int(Kind::Latched));
        QCOMPARE(kindIn(t, t.send(Session::get())), int(Kind::Latched));
        QTest::qWait(20);
        QCOMPARE(t.server.requests().size(), 1);
    }

    void aPasswordThatIsChangedElsewhereCostsAsManyFailedLoginsAsWereUnderWay()
    {
        Session t;
        QVERIFY(t.signIn());
        t.server.follow([answered = 0](const RawRequest &request) mutable {
            return ++answered > 40 ? refused(request) : Session::fine(request);
        });
        QList<int> sent;
        for (int i = 0; i < 200; ++i)
            sent << t.send(i % 3 ? Session::post() : Session::write());
        QMap<int, int> kinds;
        for (const int number : sent)
            ++kinds[kindIn(t, number)];
        QCOMPARE(kinds.value(succeeds), 40);
        QVERIFY(kinds.value(int(Kind::SignInRefused)) >= 1);
        QVERIFY(kinds.value(int(Kind::SignInRefused)) <= 2);
        QCOMPARE(kinds.value(int(Kind::Latched)), 160 - kinds.value(int(Kind::SignInRefused)));
        QCOMPARE(t.server.requests().size(), 1 + 40 + kinds.value(int(Kind::SignInRefused)));

        t.server.follow(&Session::fine);
        t.client->setCredentials(basicHeader(u"lrksp_mb1"_s, "new"));
        QCOMPARE(t.client->access(), Access::Latched);
        QVERIFY(t.signIn());
        QCOMPARE(t.exchange(Session::write()).kind(), succeeds);
    }

    void aRefusalInTheBodyOfA200LatchesToo()
    {
        Session t;
        QVERIFY(t.signIn());
        const auto reader = [](const HttpReply &) -> Result<QByteArray> {
            return tl::unexpected(Failure{.kind = Kind::SignInRefused, .code = u"INVALID_CREDENTIALS"_s});
        };
        QCOMPARE(t.exchange(Session::post(), reader).kind(), int(Kind::SignInRefused));
        QCOMPARE(t.client->access(), Access::Latched);
        QCOMPARE(t.server.count("POST /search"), 1); // not repeated
    }

    void aProbeThatProvesNothingChangesNothing_data()
    {
        QTest::addColumn<bool>("latched");
        QTest::addRow("signed out") << false;
        QTest::addRow("latched") << true;
    }

    void aProbeThatProvesNothingChangesNothing()
    {
        QFETCH(bool, latched);
        Session t;
        if (latched)
            t.client->latch();
        const Access before = t.client->access();
        t.server.follow([](const RawRequest &) { return RawAnswer::of(500, "<x/>"); });
        const int probe = t.probe(), behind = t.send(Session::get());
        QCOMPARE(kindIn(t, probe), int(Kind::ServerError));
        QCOMPARE(t.client->access(), before);
        QCOMPARE(kindIn(t, behind), int(Kind::ServerError)); // why it could not go
        QCOMPARE(t.server.requests().size(), 1);             // a probe is not repeated
        t.server.follow(&Session::fine);
        QVERIFY(t.signIn());
    }

    void oneProbeAtATime()
    {
        Session t(quickPolicy(), [](const RawRequest &) { return RawAnswer::heldAt(0, "fine"); });
        const int first = t.probe(), second = t.probe();
        QCOMPARE(kindIn(t, second), int(Kind::Cancelled));
        QVERIFY(waitUntil([&] { return t.server.requests().size() == 1; }));
        t.server.holdNothing();
        QCOMPARE(kindIn(t, first), succeeds);
        QCOMPARE(t.server.requests().size(), 1);
    }

    void oneProbeAtATimeAlsoWhileSignedIn()
    {
        Session t;
        QVERIFY(t.signIn());
        t.server.follow([](const RawRequest &) { return RawAnswer::heldAt(0, "fine"); });
        const int first = t.probe(), second = t.probe();
        QCOMPARE(kindIn(t, second), int(Kind::Cancelled));
        QVERIFY(waitUntil([&] { return t.server.requests().size() == 2; }));
        t.server.holdNothing();
        QCOMPARE(kindIn(t, first), succeeds);
        QCOMPARE(t.client->access(), Access::Ok);
        QCOMPARE(kindIn(t, t.probe()), succeeds);
    }

    void aProbeIsNotRepeatedWhileSignedInEither()
    {
        Session t;
        QVERIFY(t.signIn());
        t.server.follow([](const RawRequest &) { return RawAnswer::of(502, "<x/>"); });
        QCOMPARE(kindIn(t, t.probe()), int(Kind::ServerError));
        QCOMPARE(t.server.count("GET /probe"), 2);
        QCOMPARE(t.client->access(), Access::Ok);
    }

    void nothingIsRepeatedBehindALatch()
    {
        Session t;
        QVERIFY(t.signIn());
        t.server.follow([](const RawRequest &request) {
            return request.target == "/search" ? RawAnswer{.bytes = {}, .rest = RawAnswer::of(502, "<x/>").bytes}
                                               : refused(request);
        });
        const int cut = t.send(Session::post());
        QVERIFY(waitUntil([&] { return t.server.count("POST /search") == 1; }));
        QCOMPARE(kindIn(t, t.send(Session::get())), int(Kind::SignInRefused));
        t.server.holdNothing();
        QCOMPARE(kindIn(t, cut), int(Kind::ServerError)); // its own end, not the latch's
        QCOMPARE(t.server.count("POST /search"), 1);
    }

    void whileProbingRequestsWait()
    {
        Session t(quickPolicy(), [](const RawRequest &request) {
            return request.target == "/probe" ? RawAnswer::heldAt(0, "fine") : Session::fine(request);
        });
        const int probe = t.probe(), behind = t.send(Session::get());
        QVERIFY(waitUntil([&] { return t.server.requests().size() == 1; }));
        QTest::qWait(20);
        QCOMPARE(t.server.requests().size(), 1);
        t.server.release();
        QCOMPARE(kindIn(t, probe), succeeds);
        QCOMPARE(kindIn(t, behind), succeeds);
    }

    void aProbeThatIsLetGoLeavesEverythingAsItWas()
    {
        Session t(quickPolicy(), [](const RawRequest &) { return RawAnswer::heldAt(0, "fine"); });
        t.client->latch();
        const int probe = t.probe(), behind = t.send(Session::get());
        QVERIFY(waitUntil([&] { return t.server.requests().size() == 1; }));
        t.tickets[probe].letGo();
        QCOMPARE(t.client->access(), Access::Latched);
        QCOMPARE(kindIn(t, behind), int(Kind::Latched));
        t.server.holdNothing();
        QVERIFY(t.signIn());
        QVERIFY(!t.endings.contains(probe));
    }

    void newCredentialsHaveToProveThemselves()
    {
        Session t(quickPolicy(), only("secret"));
        QVERIFY(t.signIn());
        t.client->setCredentials(basicHeader(u"lrksp_mb1"_s, "other"));
        QCOMPARE(t.client->access(), Access::SignedOut);
        QCOMPARE(kindIn(t, t.send(Session::get())), int(Kind::Latched));
        QVERIFY(!t.signIn());
        QCOMPARE(t.client->access(), Access::Latched);
        t.client->setCredentials(basicHeader());
        QCOMPARE(t.client->access(), Access::Latched); // a person's sign-in, and nothing else, opens it
        QVERIFY(t.signIn());
    }

    void aLateRefusalOfOldCredentialsDoesNotCountAgainstNewOnes()
    {
        Session t;
        QVERIFY(t.signIn());
        t.server.follow([](const RawRequest &request) {
            RawAnswer answer = request.target == "/read" ? refused(request) : Session::fine(request);
            if (request.target == "/read")
                answer.rest = std::exchange(answer.bytes, {});
            return answer;
        });
        const int old = t.send(Session::get());
        QVERIFY(waitUntil([&] { return t.server.requests().size() == 2; }));
        t.client->setCredentials(basicHeader(u"lrksp_mb1"_s, "new"));
        QVERIFY(t.signIn());
        t.server.holdNothing();
        QCOMPARE(kindIn(t, old), int(Kind::SignInRefused));
        QCOMPARE(t.client->access(), Access::Ok);
    }

    void aRefusalThatNobodyWaitsForLatchesStill()
    {
        Session t;
        QVERIFY(t.signIn());
        t.server.follow([](const RawRequest &request) {
            RawAnswer answer = refused(request);
            answer.rest = std::exchange(answer.bytes, {});
            return answer;
        });
        QSignalSpy exchanges(t.client.get(), &HttpClient::exchanged);
        const int write = t.send(Session::write());
        QVERIFY(waitUntil([&] { return t.server.requests().size() == 2; }));
        // The answer is on its way when the ticket goes, or the connection is closed first: both may happen.
        QMetaObject::invokeMethod(t.client.get(), [&] { t.tickets[write].letGo(); }, Qt::QueuedConnection);
        t.server.holdNothing();
        QVERIFY(waitUntil([&] { return exchanges.size() == 1; }));
        const auto exchange = exchanges.first().first().value<Exchange>();
        QCOMPARE(t.client->access() == Access::Latched, exchange.status == 401);
        QVERIFY(!t.endings.contains(write));
    }

    void signingOutEndsWhatWaitsAndWaitsForWhatWasSent()
    {
        Session t;
        QVERIFY(t.signIn());
        t.server.follow([](const RawRequest &) { return RawAnswer::heldAt(0, "fine"); });
        const int sent = t.send(Session::write()), waiting = t.send(Session::write());
        QVERIFY(waitUntil([&] { return t.server.count("POST /write") == 1; }));
        t.client->dropCredentials();
        QCOMPARE(t.client->access(), Access::SignedOut);
        QCOMPARE(kindIn(t, waiting), int(Kind::Latched));
        t.server.holdNothing();
        QCOMPARE(kindIn(t, sent), succeeds);
        QCOMPARE(t.client->access(), Access::SignedOut);
        t.end(t.probe());
        QVERIFY(!t.server.requests().last().has("Authorization"));
    }

    void aLatchThatOutlivedTheProgramHolds()
    {
        Session t;
        QVERIFY(t.signIn());
        t.client->latch();
        QCOMPARE(kindIn(t, t.send(Session::get())), int(Kind::Latched));
        QCOMPARE(t.server.requests().size(), 1);
        QVERIFY(t.signIn());
    }

    void readOnlyRefusesWritesThatWaitToo()
    {
        Session t;
        QVERIFY(t.signIn());
        QSignalSpy changes(t.client.get(), &HttpClient::readOnlyChanged);
        t.server.follow([](const RawRequest &) { return RawAnswer::heldAt(0, "fine"); });
        const int sent = t.send(Session::write()), waiting = t.send(Session::write()), read = t.send(Session::get());
        QVERIFY(waitUntil([&] { return t.server.requests().size() == 3; }));
        t.client->setReadOnly(true);
        t.client->setReadOnly(true);
        QVERIFY(t.client->isReadOnly());
        QCOMPARE(kindIn(t, waiting), int(Kind::ReadOnly));
        QCOMPARE(kindIn(t, t.send(Session::write())), int(Kind::ReadOnly));
        t.server.holdNothing();
        QCOMPARE(kindIn(t, sent), succeeds);
        QCOMPARE(kindIn(t, read), succeeds);
        QCOMPARE(t.server.count("POST /write"), 1);
        QCOMPARE(t.exchange(Session::post()).kind(), succeeds);
        t.client->setReadOnly(false);
        QCOMPARE(t.exchange(Session::write()).kind(), succeeds);
        QCOMPARE(changes.size(), 2);
    }

    void beingOfflineIsSaidOnceAndTakenBackOnce()
    {
        Session t;
        QVERIFY(t.signIn());
        QSignalSpy changes(t.client.get(), &HttpClient::offlineChanged);
        QVERIFY(!t.client->isOffline());
        t.proxy.refuse(true);
        for (int i = 0; i < 3; ++i)
            t.exchange(Session::get());
        QVERIFY(t.client->isOffline());
        QCOMPARE(changes.size(), 1);
        t.proxy.refuse(false);
        t.server.follow([](const RawRequest &) { return RawAnswer::of(500, "<x/>"); });
        t.exchange(Session::write());
        t.exchange(Session::write());
        QVERIFY(!t.client->isOffline()); // an answer is an answer
        QCOMPARE(changes.size(), 2);
    }

    void everyTryIsToldWithAnIdOfItsOwn()
    {
        Session t;
        QVERIFY(t.signIn());
        QList<Exchange> told;
        connect(t.client.get(), &HttpClient::exchanged, this, [&](const Exchange &exchange) { told << exchange; });
        t.proxy.on(u"^POST"_s, {.kind = Cut::DropAfterRead}, 1, 2);
        const Ending ending = t.exchange(Session::post());
        QCOMPARE(ending.kind(), succeeds);
        QCOMPARE(ending.exchange.tries, 3);
        QCOMPARE(ending.exchange.requestsSent, 3);
        QCOMPARE(told.size(), 3);
        QSet<QUuid> attempts;
        for (const Exchange &exchange : told) {
            attempts << exchange.attempt;
            QCOMPARE(exchange.requestsSent, 1);
        }
        QCOMPARE(attempts.size(), 3);
        QCOMPARE(ending.exchange.attempt, told.last().attempt);
        QCOMPARE(t.server.requests().last().header("X-Client-Request-Id"),
                 told.last().attempt.toByteArray(QUuid::WithoutBraces));
    }

    void anIdThatTheCallerGaveIsKept()
    {
        Session t;
        QVERIFY(t.signIn());
        HttpRequest request = Session::write();
        request.attempt = QUuid::createUuid();
        QCOMPARE(t.exchange(request).exchange.attempt, request.attempt);
        QCOMPARE(t.server.requests().last().header("X-Client-Request-Id"),
                 request.attempt.toByteArray(QUuid::WithoutBraces));
    }
};

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
