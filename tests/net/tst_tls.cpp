// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Whom the client believes, and that nobody else gets a byte of a request.
#include "certificates.h"
#include "wire.h"

#include "net/trust.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;

namespace {

const HttpRequest posting{.path = u"/x"_s, .body = "<x/>", .effect = HttpRequest::Effect::Writes};

RawAnswer fine(const RawRequest &)
{
    return RawAnswer::of(200, "fine");
}

/// Signed in, so that credentials would travel if anything did.
struct Trusting : Wire
{
    Trusting(const QUrl &server, const QByteArray &authorities, const RetryPolicy &policy = {})
        : Wire(server, policy, authorities)
    {
        sender.setAuthorization(std::make_shared<const SecretBuffer>(
            SecretBuffer::basicHeader(u"lrksp_mb1", SecretBuffer(QByteArrayView("secret")))));
    }
};

} // namespace

class TestTls : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(m_authority.isGood(), "this test needs the openssl program");
        QVERIFY(QSslSocket::supportsSsl());
    }

    void aServerThatAnAuthorityVouchesForIsBelieved_data()
    {
        QTest::addColumn<QSsl::SslProtocol>("protocol");
        QTest::addColumn<QString>("facts");
        QTest::addRow("1.2") << QSsl::TlsV1_2 << u"TLSv1.2;"_s;
        QTest::addRow("1.3") << QSsl::TlsV1_3 << u"TLSv1.3;"_s;
    }

    void aServerThatAnAuthorityVouchesForIsBelieved()
    {
        QFETCH(QSsl::SslProtocol, protocol);
        QFETCH(QString, facts);
        const QDateTime until = TestAuthority::day(7);
        QSslConfiguration tls = m_authority.certified("IP:127.0.0.1", TestAuthority::day(-1), until);
        tls.setProtocol(protocol);
        RawServer server(&fine, tls);
        Trusting wire(server.url(), m_authority.pem());
        const TryResult result = wire.exchange(posting);
        QCOMPARE(bodyOf(result), "fine");
        QCOMPARE(result.exchange.tls, facts + until.toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s));
        QCOMPARE(server.handshakes(), 1);
        QVERIFY(server.requests().first().has("Authorization"));
    }

    /// Much more than any buffer on the way holds.
    void aLongAnswerArrivesWhole()
    {
        QByteArray body(20 << 20, 'x');
        for (qsizetype i = 0; i < body.size(); i += 7)
            body[i] = char('a' + i % 26);
        RawServer server(
            [&](const RawRequest &request) {
                if (request.body == "declared")
                    return RawAnswer::of(200, body);
                return RawAnswer{.bytes = "HTTP/1.1 200 OK\r\n\r\n" + body, .closes = true};
            },
            m_authority.certified("IP:127.0.0.1"));
        Trusting wire(server.url(), m_authority.pem());
        for (const QByteArray &how : {QByteArray("declared"), QByteArray("not declared"), QByteArray("declared")}) {
            HttpRequest request = posting;
            request.body = how;
            QVERIFY(bodyOf(wire.exchange(request)) == body);
        }
    }

    void aDoubtfulServerGetsNoByte_data()
    {
        QTest::addColumn<QSslConfiguration>("tls");
        QTest::addColumn<bool>("authorityKnown");
        const QByteArray here = "IP:127.0.0.1";
        QTest::addRow("authority unknown") << m_authority.certified(here) << false;
        QTest::addRow("expired") << m_authority.certified(here, TestAuthority::day(-20), TestAuthority::day(-1))
                                 << true;
        QTest::addRow("not yet valid") << m_authority.certified(here, TestAuthority::day(1), TestAuthority::day(20))
                                       << true;
        QTest::addRow("another address") << m_authority.certified("IP:127.0.0.2") << true;
        QTest::addRow("another name") << m_authority.certified("DNS:qualysapi.qualys.com") << true;
        QTest::addRow("vouches for itself") << m_authority.selfSigned(here) << true;
        QVERIFY(m_authority.isGood());
    }

    void aDoubtfulServerGetsNoByte()
    {
        QFETCH(QSslConfiguration, tls);
        QFETCH(bool, authorityKnown);
        for (const QSsl::SslProtocol protocol : {QSsl::TlsV1_2, QSsl::TlsV1_3}) {
            tls.setProtocol(protocol);
            RawServer server(&fine, tls);
            Trusting wire(server.url(), authorityKnown ? m_authority.pem() : QByteArray());
            const TryResult result = wire.exchange(posting);
            QCOMPARE(kindOf(result), int(Kind::Tls));
            QCOMPARE(result.exchange.requestsSent, 0);
            QVERIFY2(result.value.error().detail.contains("SHA-256"_L1), qPrintable(result.value.error().detail));
            QCOMPARE(server.connections(), 1); // it was asked
            QTest::qWait(20);
            QVERIFY(server.arrived().isEmpty());
        }
    }

    void anAuthorityIsBelievedOnlyByTheClientItWasGivenTo()
    {
        RawServer server(&fine, m_authority.certified("IP:127.0.0.1"));
        Trusting given(server.url(), m_authority.pem()), other(server.url(), {});
        QCOMPARE(bodyOf(given.exchange(posting)), "fine");
        QCOMPARE(kindOf(other.exchange(posting)), int(Kind::Tls));
        QCOMPARE(bodyOf(given.exchange(posting)), "fine");
        QCOMPARE(server.requests().size(), 2);
        TestAuthority another;
        Trusting wrong(server.url(), another.pem());
        QCOMPARE(kindOf(wrong.exchange(posting)), int(Kind::Tls));
        Trusting odd(server.url(), "not a certificate at all");
        QCOMPARE(kindOf(odd.exchange(posting)), int(Kind::Tls));
    }

    void aServerMayBeKnownByName()
    {
        RawServer server(&fine, m_authority.certified("DNS:localhost"));
        Trusting wire(server.url(u"localhost"_s), m_authority.pem());
        QCOMPARE(bodyOf(wire.exchange(posting)), "fine");
    }

    void theSystemsAuthoritiesStayKnownBesideOneOfOurOwn()
    {
        const QList<QSslCertificate> system = QSslConfiguration::systemCaCertificates();
        const QList<QSslCertificate> known = tlsFor(m_authority.pem()).caCertificates();
        QCOMPARE(known.size(), system.size() + 1);
        QVERIFY(std::ranges::all_of(system, [&](const QSslCertificate &one) { return known.contains(one); }));
        QVERIFY(known.contains(QSslCertificate(m_authority.pem())));
    }

    /// TLS 1.1 is spoken by the openssl program, Qt's own server no longer offers it.
    void anOldProtocolIsRefused()
    {
        m_authority.certified("IP:127.0.0.1");
        const QStringList keys{u"-cert"_s, m_authority.fileOf("server.pem"), u"-key"_s,
                               m_authority.fileOf("server.key")};
        QProcess server;
        server.setProcessChannelMode(QProcess::MergedChannels);
        server.start(u"openssl"_s, QStringList{u"s_server"_s, u"-tls1_1"_s, u"-cipher"_s, u"ALL:@SECLEVEL=0"_s,
                                               u"-accept"_s, u"127.0.0.1:0"_s} +
                                       keys);
        QByteArray said;
        static const QRegularExpression accepts(u"ACCEPT [^:]*:(\\d+)"_s);
        QRegularExpressionMatch match;
        QVERIFY(waitUntil([&] {
            said += server.readAll();
            match = accepts.match(QString::fromLatin1(said));
            return match.hasMatch();
        }));
        const QString port = match.captured(1);

        QProcess old; // the server does speak it
        old.start(u"openssl"_s, {u"s_client"_s, u"-tls1_1"_s, u"-cipher"_s, u"ALL:@SECLEVEL=0"_s, u"-connect"_s,
                                 u"127.0.0.1:"_s + port});
        old.closeWriteChannel();
        QVERIFY(old.waitForFinished());
        const QByteArray answer = old.readAllStandardOutput();
        QVERIFY2(answer.contains("TLSv1.1"), answer.constData());

        Trusting wire(QUrl(u"https://127.0.0.1:"_s + port), m_authority.pem());
        const TryResult result = wire.exchange(posting);
        QCOMPARE(kindOf(result), int(Kind::Tls));
        QCOMPARE(result.exchange.requestsSent, 0);
        server.kill();
        server.waitForFinished();
        said += server.readAll();
        QVERIFY(!said.contains("POST"));
        QVERIFY(!said.contains("Authorization"));
    }

    void theSecondVersionOfHttpIsNotSpoken()
    {
        QSslConfiguration tls = m_authority.certified("IP:127.0.0.1");
        tls.setAllowedNextProtocols({QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
        RawServer server(&fine, tls);
        Trusting wire(server.url(), m_authority.pem());
        QCOMPARE(bodyOf(wire.exchange(posting)), "fine");
        QCOMPARE(server.handshakes(), 1);
        QVERIFY(server.protocol() != "h2");
        QVERIFY(!server.arrived().startsWith("PRI"));
    }

    void aWriteThatIsDroppedReachesTheServerOnce()
    {
        RawServer server([](const RawRequest &) { return RawAnswer{.bytes = {}, .closes = true}; },
                         m_authority.certified("IP:127.0.0.1"));
        Trusting wire(server.url(), m_authority.pem());
        int arrived = 0;
        for (int i = 0; i < 10; ++i) {
            const TryResult result = wire.exchange(posting);
            // Qt may give the end of the connection before to a request that it has not sent.
            const int sent = result.exchange.requestsSent;
            QCOMPARE(kindOf(result), int(sent ? Kind::ConnectionLost : Kind::Offline));
            QVERIFY(sent <= 1);
            arrived += sent;
            QCOMPARE(server.requests().size(), arrived);
        }
        QVERIFY(arrived >= 5);
    }

    void aConnectionClosedInTheHandshakeWasSentNothing()
    {
        RawServer server(&fine, m_authority.certified("IP:127.0.0.1"));
        FaultProxy proxy(server.port());
        QUrl url = server.url();
        url.setPort(proxy.port());
        for (const bool reset : {false, true}) {
            proxy.closeNext(1, reset);
            RetryPolicy policy;
            policy.connectDeadline = 1s; // Qt does not notice every one of these
            Trusting wire(url, m_authority.pem(), policy);
            const TryResult result = wire.exchange(posting);
            QVERIFY(kindOf(result) == int(Kind::Offline) || kindOf(result) == int(Kind::Tls));
            QCOMPARE(result.exchange.requestsSent, 0);
        }
        QVERIFY(server.arrived().isEmpty());
    }

private:
    TestAuthority m_authority;
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
