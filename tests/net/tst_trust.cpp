// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/trust.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTrust : public QObject
{
    Q_OBJECT
private slots:
    void onlyHttpsOrTheMachineItselfIsSentTo_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("may");
        const auto add = [](const char *address, bool may) {
            QTest::addRow("%s", address) << QString::fromUtf8(address) << may;
        };
        add("https://qualysapi.qualys.com", true);
        add("https://qualysapi.qualys.com:8443/", true);
        add("https://10.1.2.3", true);
        add("https://[2001:db8::1]", true);
        add("HTTPS://qualysapi.qualys.com", true);
        add("http://127.0.0.1", true);
        add("http://127.0.0.1:8080/x", true);
        add("http://[::1]:8080", true);
        add("http://localhost", false); // a name may be anybody's
        add("http://LOCALHOST:1", false);

        add("http://qualysapi.qualys.com", false);
        add("http://127.0.0.1.evil.example", false);
        add("http://localhost.evil.example", false);
        add("http://localhost@evil.example", false);
        add("http://127.0.0.1@evil.example", false);
        add("http://127.0.0.1:80@evil.example", false);
        add("http://127.0.0.1\\@evil.example", false);
        add("http://evil.example/127.0.0.1", false);
        add("http://evil.example#@127.0.0.1", false);
        add("http://evil.example?127.0.0.1", false);
        add("http://localhost.", false);
        add("http://127.0.0.1.", false);
        add("http://127.0.0.2", false);
        add("http://0.0.0.0", false);
        add("http://[::ffff:127.0.0.1]", false);
        add("http://[::]", false);
        add("http://locaIhost", false);
        add("http://loc\xc3\xa0lhost", false);
        add("http://\xef\xbd\x8cocalhost.evil.example", false);
        add("https://user@qualysapi.qualys.com", false);
        add("https://user:secret@qualysapi.qualys.com", false);
        add("http://user@127.0.0.1", false);
        add("ftp://127.0.0.1", false);
        add("file:///etc/passwd", false);
        add("ws://127.0.0.1", false);
        add("https:", false);
        add("https://", false);
        add("http://", false);
        add("//127.0.0.1", false);
        add("127.0.0.1", false);
        add("", false);
        add("https://exa mple.com", false);
        add("http://127.0.0.1:99999", false);
    }

    void onlyHttpsOrTheMachineItselfIsSentTo()
    {
        QFETCH(QString, address);
        QTEST(maySendTo(QUrl(address)), "may");
    }

    /// Qt reads 2130706433 and 0x7f.1 as 127.0.0.1, so what is sent goes there and nowhere else.
    void anAddressWrittenAsANumberIsWhatItSays()
    {
        for (const QString &address :
             {u"http://2130706433"_s, u"http://0x7f.1"_s, u"http://127.1"_s, u"http://017700000001"_s}) {
            const QUrl url(address);
            QCOMPARE(maySendTo(url), url.host() == "127.0.0.1"_L1);
        }
        QVERIFY(!maySendTo(QUrl(u"http://134744072"_s))); // 8.8.8.8
    }

    void aPathStaysOnItsServer_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("address"); // empty: refused
        const QString host = u"https://api.example.com"_s;
        QTest::addRow("plain") << host << u"/qps/rest/portal/version"_s
                               << QByteArray("https://api.example.com/qps/rest/portal/version");
        QTest::addRow("query") << host << u"/a?fields=id,title"_s
                               << QByteArray("https://api.example.com/a?fields=id,title");
        QTest::addRow("port") << u"https://api.example.com:8443"_s << u"/a"_s
                              << QByteArray("https://api.example.com:8443/a");
        QTest::addRow("the server's own path goes")
            << u"https://api.example.com/x/?y#z"_s << u"/a"_s << QByteArray("https://api.example.com/a");
        QTest::addRow("IPv6") << u"http://[::1]:80"_s << u"/a"_s << QByteArray("http://[::1]:80/a");
        QTest::addRow("umlaut") << host << u"/ä"_s << QByteArray("https://api.example.com/%C3%A4");
        QTest::addRow("two slashes") << host << u"//evil.example/a"_s
                                     << QByteArray("https://api.example.com//evil.example/a");
        QTest::addRow("an at sign") << host << u"/@evil.example"_s
                                    << QByteArray("https://api.example.com/@evil.example");
        QTest::addRow("parent folders") << host << u"/../../a"_s << QByteArray("https://api.example.com/../../a");
        QTest::addRow("a whole address") << host << u"https://evil.example/"_s << QByteArray();
        QTest::addRow("no slash") << host << u"a"_s << QByteArray();
        QTest::addRow("joins the host") << host << u".evil.example/"_s << QByteArray();
        QTest::addRow("joins the host with an at sign") << host << u"@evil.example/"_s << QByteArray();
        QTest::addRow("joins the port") << host << u":80/"_s << QByteArray();
        QTest::addRow("empty") << host << QString() << QByteArray();
        QTest::addRow("the server has a user")
            << u"https://u:p@api.example.com"_s << u"/a"_s << QByteArray("https://api.example.com/a");
    }

    void aPathStaysOnItsServer()
    {
        QFETCH(QString, server);
        QFETCH(QString, path);
        QTEST(addressOf(QUrl(server), path).toEncoded(), "address");
    }

    void aPathCannotBringHeadersAlong_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addRow("line end") << u"/a\r\nX-Evil: 1\r\n\r\n"_s;
        QTest::addRow("bare line end") << u"/a\nX-Evil: 1"_s;
        QTest::addRow("in the query") << u"/a?b\r\nX-Evil: 1"_s;
        QTest::addRow("NUL") << u"/a"_s + QChar(0) + u"b"_s;
        QTest::addRow("blank") << u"/a HTTP/1.1"_s;
        QTest::addRow("backslash") << u"/\\evil.example"_s;
    }

    void aPathCannotBringHeadersAlong()
    {
        QFETCH(QString, path);
        const QByteArray address = addressOf(QUrl(u"https://api.example.com"_s), path).toEncoded();
        QVERIFY(address.isEmpty() || address.startsWith("https://api.example.com/"));
        for (const char c : address)
            QVERIFY2(c > ' ' && c < 127 && c != '\\', address.constData());
    }

    void oldProtocolsAreOff()
    {
        QCOMPARE(tlsFor({}).protocol(), QSsl::TlsV1_2OrLater);
        QCOMPARE(tlsFor({}).peerVerifyMode(), QSslSocket::AutoVerifyPeer);
        QVERIFY(tlsFacts(QSslConfiguration()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
