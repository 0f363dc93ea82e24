// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// The system's proxy, as the environment names it. A RawServer plays the proxy.
#include "wire.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;

namespace {

const HttpRequest posting{.path = u"/x"_s, .body = "<x/>"};

RawAnswer fine(const RawRequest &)
{
    return RawAnswer::of(200, "fine");
}

std::shared_ptr<const SecretBuffer> signIn()
{
    return std::make_shared<const SecretBuffer>(
        SecretBuffer::basicHeader(u"lrksp_mb1", SecretBuffer(QByteArrayView("secret"))));
}

} // namespace

class TestProxies : public QObject
{
    Q_OBJECT
private slots:
    void cleanup()
    {
        for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
            qunsetenv(name);
    }

    void thisMachineIsNeverReachedThroughAProxy_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addRow("127.0.0.1") << u"127.0.0.1"_s;
    }

    void thisMachineIsNeverReachedThroughAProxy()
    {
        QFETCH(QString, host);
        RawServer proxy(&fine), server(&fine);
        useProxy(proxy.port());
        Wire wire(server.url(host));
        wire.sender.setAuthorization(signIn());
        QCOMPARE(bodyOf(wire.exchange(posting)), "fine");
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(proxy.connections(), 0);
    }

    void aProxySeesWhereToAndNoCredentials_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<Kind>("kind");
        QTest::addRow("wants a sign-in") << 407 << QByteArray("Proxy-Authenticate: Basic realm=\"proxy\"\r\n")
                                         << Kind::Proxy;
        // Qt has no error of its own for these; its words say that it was the proxy.
        QTest::addRow("forbids") << 403 << QByteArray() << Kind::Offline;
        QTest::addRow("cannot reach it") << 502 << QByteArray() << Kind::Offline;
    }

    void aProxySeesWhereToAndNoCredentials()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, header);
        QFETCH(Kind, kind);
        RawServer proxy([=](const RawRequest &) {
            RawAnswer answer = RawAnswer::of(status, "", header);
            answer.closes = true;
            return answer;
        });
        useProxy(proxy.port());
        RetryPolicy policy;
        policy.connectDeadline = 5s;
        Wire wire(QUrl(u"https://qualysapi.invalid"_s), policy);
        wire.sender.setAuthorization(signIn());
        const TryResult result = wire.exchange(posting);
        QCOMPARE(kindOf(result), int(kind));
        QVERIFY2(result.value.error().detail.contains("proxy"_L1, Qt::CaseInsensitive),
                 qPrintable(result.value.error().detail));
        QCOMPARE(result.exchange.requestsSent, 0);
        QVERIFY(proxy.requests().size() >= 1);
        for (const RawRequest &request : proxy.requests()) {
            QCOMPARE(request.line(), "CONNECT qualysapi.invalid:443");
            QVERIFY(!request.has("Authorization"));
            QVERIFY(!request.has("Proxy-Authorization"));
        }
        QVERIFY(!proxy.arrived().contains(signIn()->view().toByteArray().mid(6)));
    }

    void aProxyThatIsDownIsNamed()
    {
        quint16 port = 0;
        {
            const RawServer proxy(&fine);
            port = proxy.port();
        }
        useProxy(port);
        Wire wire(QUrl(u"https://qualysapi.invalid"_s));
        const TryResult result = wire.exchange(posting);
        QCOMPARE(kindOf(result), int(Kind::Offline));
        QVERIFY2(result.value.error().detail.contains("proxy"_L1, Qt::CaseInsensitive),
                 qPrintable(result.value.error().detail));
        QCOMPARE(result.exchange.requestsSent, 0);
    }

private:
    static void useProxy(quint16 port)
    {
        for (const char *name : {"http_proxy", "https_proxy", "all_proxy"})
            qputenv(name, "http://127.0.0.1:" + QByteArray::number(port));
        qunsetenv("no_proxy");
        qunsetenv("NO_PROXY");
    }
};

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
