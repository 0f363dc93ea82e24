// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/serveraddress.h"

#include <QTest>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(AddressProblem)

class ServerAddressTest : public QObject
{
    Q_OBJECT
private slots:
    void everyServerOfAPlatformLeadsToItsApi()
    {
        const auto forms = std::to_array<QString>({
            u"%1"_s,
            u"https://%1"_s,
            u"https://%1/"_s,
            u"HTTPS://%1//"_s,
            u"  https://%1/qps/rest/3.0/count/was/webapp?x=1#y \n"_s,
            u"https://%1:443/a?next=http://evil.example"_s,
            u"%1/fo/login.php?u=https://evil.example/"_s,
            u"%1."_s,
            u"<https://%1/>"_s,
            u"\u201chttps://%1\u201d"_s,
            u"https:%1"_s,
            u"//%1/x"_s,
            u"https:/ /%1"_s,
            u"\ufeffhttps://%1\u200b"_s,
        });
        for (const Platform &platform : platforms()) {
            QStringList hosts{platform.api, platform.gateway, platform.portal, platform.agents};
            const QString base = QString(platform.gateway).sliced(8);
            hosts << u"qualysgateway."_s + base << u"cmsqagpublic."_s + base << u"qualysguard."_s + base << base;
            for (const QString &host : std::as_const(hosts)) {
                for (const QString &form : forms) {
                    for (const QString &text : {form.arg(host), form.arg(host.toUpper())}) {
                        const auto address = understandAddress(text);
                        QVERIFY2(address, qPrintable(text));
                        QCOMPARE(address->server, platform.apiServer());
                        QCOMPARE(address->platform, &platform);
                    }
                }
            }
            for (const QString &text : {QString(platform.id), u' ' + QString(platform.id).toLower()})
                QCOMPARE(understandAddress(text)->server, platform.apiServer());
        }
    }

    void addressIsTakenFor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("server");

        QTest::addRow("private API") << u"qualysapi.cloud.example"_s << u"https://qualysapi.cloud.example"_s;
        QTest::addRow("private portal") << u"https://qualysguard.cloud.example/fo/x"_s
                                        << u"https://qualysapi.cloud.example"_s;
        QTest::addRow("private gateway") << u"https://qualysgateway.cloud.example"_s
                                         << u"https://qualysapi.cloud.example"_s;
        QTest::addRow("private agent server")
            << u"https://QAGPUBLIC.Cloud.Example/CloudAgent/"_s << u"https://qualysapi.cloud.example"_s;
        QTest::addRow("private with a port")
            << u"qualysapi.cloud.example:8443/x"_s << u"https://qualysapi.cloud.example:8443"_s;
        QTest::addRow("private port 443")
            << u"https://qualysapi.cloud.example:443"_s << u"https://qualysapi.cloud.example"_s;
        QTest::addRow("private with an empty port")
            << u"https://qualysapi.cloud.example:/"_s << u"https://qualysapi.cloud.example"_s;
        QTest::addRow("somebody's gateway") << u"gateway.cloud.example"_s << u"https://gateway.cloud.example"_s;
        QTest::addRow("any name") << u"scans.cloud.example"_s << u"https://scans.cloud.example"_s;
        QTest::addRow("name with qualys in it")
            << u"qualysapi.qualys.cloud.example"_s << u"https://qualysapi.qualys.cloud.example"_s;
        QTest::addRow("IPv4") << u"https://192.0.2.7:8443/"_s << u"https://192.0.2.7:8443"_s;
        QTest::addRow("IPv6") << u"https://[2001:DB8::7]/"_s << u"https://[2001:db8::7]"_s;
        QTest::addRow("newer platform") << u"qualysapi.qg5.apps.qualys.com"_s
                                        << u"https://qualysapi.qg5.apps.qualys.com"_s;
        QTest::addRow("newer platform's portal")
            << u"https://qualysguard.qg5.apps.qualys.com/x"_s << u"https://qualysapi.qg5.apps.qualys.com"_s;
        QTest::addRow("newer platform's gateway")
            << u"gateway.qg2.apps.qualys.in"_s << u"https://qualysapi.qg2.apps.qualys.in"_s;
        QTest::addRow("sandbox") << u"http://127.0.0.1:40123/"_s << u"http://127.0.0.1:40123"_s;
        QTest::addRow("sandbox by name") << u"http://LocalHost:40123/x?y"_s << u"http://127.0.0.1:40123"_s;
        QTest::addRow("sandbox on IPv6") << u"http://[::1]:40123"_s << u"http://[::1]:40123"_s;
        QTest::addRow("sandbox with TLS") << u"https://localhost:40123"_s << u"https://localhost:40123"_s;
        QTest::addRow("sandbox without a scheme is TLS too") << u"127.0.0.1:40123"_s << u"https://127.0.0.1:40123"_s;
    }
    void addressIsTakenFor()
    {
        QFETCH(QString, text);
        QFETCH(QString, server);
        const auto address = understandAddress(text);
        QVERIFY(address);
        QCOMPARE(address->server, QUrl(server, QUrl::StrictMode));
        QCOMPARE(address->platform, nullptr);
        QVERIFY(address->server.path().isEmpty());
    }

    void addressIsRefused_data()
    {
        using enum AddressProblem;
        QTest::addColumn<QString>("text");
        QTest::addColumn<AddressProblem>("problem");
        QTest::addColumn<QString>("suggestion");
        const QString none;
        const QString us1 = u"https://qualysapi.qualys.com"_s;
        const QString eu1 = u"https://qualysapi.qualys.eu"_s;

        QTest::addRow("empty") << u""_s << Empty << none;
        QTest::addRow("blank") << u" \t\n\u00a0\u200b"_s << Empty << none;
        QTest::addRow("words") << u"my platform"_s << NotAnAddress << none;
        QTest::addRow("one word") << u"qualys"_s << NotAnAddress << none;
        QTest::addRow("login") << u"acme_ab1"_s << NotAnAddress << none;
        QTest::addRow("scheme only") << u"https://"_s << NotAnAddress << none;
        QTest::addRow("path only") << u"/qps/rest"_s << NotAnAddress << none;
        QTest::addRow("double dot") << u"https://a..example"_s << NotAnAddress << none;
        QTest::addRow("two trailing dots") << u"qualysapi.qualys.com.."_s << NotAnAddress << none;
        QTest::addRow("leading hyphen") << u"https://-a.example"_s << NotAnAddress << none;
        QTest::addRow("escaped host") << u"https://qualysapi%2equalys.com"_s << NotAnAddress << none;
        QTest::addRow("backslash") << u"https://qualysapi.qualys.com\\@evil.example"_s << NotAnAddress << none;
        QTest::addRow("control character") << u"https://qualysapi.qualys.com\x01"_s << NotAnAddress << none;
        QTest::addRow("blank that hides an unknown host")
            << u"qualysapi.qualys.com evil.example"_s << NotAnAddress << none;
        QTest::addRow("open bracket") << u"http://[::1"_s << NotAnAddress << none;
        QTest::addRow("text after the bracket") << u"http://[::1]evil.example"_s << NotAnAddress << none;
        QTest::addRow("zone") << u"https://[fe80::1%25eth0]"_s << NotAnAddress << none;
        QTest::addRow("not IPv6") << u"https://[qualys.com]"_s << NotAnAddress << none;
        QTest::addRow("very long") << QString(3000, u'a') + u".example"_s << NotAnAddress << none;
        QTest::addRow("long label") << QString(64, u'a') + u".example"_s << NotAnAddress << none;

        QTest::addRow("http") << u"http://qualysapi.qualys.com/"_s << PlainHttp << us1;
        QTest::addRow("http to the portal on port 80") << u"http://qualysguard.qualys.eu:80/x"_s << PlainHttp << eu1;
        QTest::addRow("http to a private cloud")
            << u"http://qualysguard.cloud.example/"_s << PlainHttp << u"https://qualysapi.cloud.example"_s;
        QTest::addRow("ftp") << u"ftp://qualysapi.qualys.com"_s << OtherScheme << us1;
        QTest::addRow("file") << u"file:///etc/passwd"_s << OtherScheme << none;
        QTest::addRow("misspelt scheme") << u"htps://qualysapi.qualys.eu"_s << OtherScheme << eu1;
        QTest::addRow("script") << u"javascript://qualys.evil.example/%0a"_s << OtherScheme << none;

        QTest::addRow("loopback as a subdomain")
            << u"http://127.0.0.1.evil.example"_s << PlainHttp << u"https://127.0.0.1.evil.example"_s;
        QTest::addRow("localhost as a subdomain")
            << u"http://localhost.evil.example"_s << PlainHttp << u"https://localhost.evil.example"_s;
        QTest::addRow("localhost as a user") << u"http://localhost@evil.example"_s << UserInfo << none;
        QTest::addRow("loopback as a user") << u"http://127.0.0.1:80@evil.example/"_s << UserInfo << none;
        QTest::addRow("decimal IP") << u"http://2130706433"_s << PlainHttp << none;
        QTest::addRow("octal IP") << u"http://0177.0.0.1"_s << PlainHttp << none;
        QTest::addRow("hexadecimal IP") << u"http://0x7f.0.0.1"_s << PlainHttp << none;
        QTest::addRow("short IP") << u"http://127.1"_s << PlainHttp << none;
        QTest::addRow("other loopback IP") << u"http://127.0.0.2"_s << PlainHttp << u"https://127.0.0.2"_s;
        QTest::addRow("all interfaces") << u"http://0.0.0.0:80"_s << PlainHttp << u"https://0.0.0.0"_s;
        QTest::addRow("loopback with a trailing dot") << u"http://127.0.0.1."_s << PlainHttp << u"https://127.0.0.1"_s;
        QTest::addRow("localhost with a trailing dot") << u"http://localhost."_s << PlainHttp << u"https://localhost"_s;
        QTest::addRow("long IPv6 loopback") << u"http://[0:0:0:0:0:0:0:1]"_s << PlainHttp << none;
        QTest::addRow("mapped loopback") << u"http://[::ffff:127.0.0.1]"_s << PlainHttp << none;
        QTest::addRow("full-width loopback") << u"http://\uff11\uff12\uff17.0.0.1"_s << PlainHttp << none;
        QTest::addRow("circled localhost") << u"http://\u24dbocalhost"_s << PlainHttp << none;
        QTest::addRow("port of loopback") << u"http://127.0.0.1:99999"_s << OddPort << none;

        QTest::addRow("decimal IP with TLS") << u"https://2130706433"_s << OddNumber << none;
        QTest::addRow("hexadecimal IP with TLS") << u"https://0x7f000001"_s << OddNumber << none;
        QTest::addRow("three numbers") << u"https://10.0.1"_s << OddNumber << none;
        QTest::addRow("leading zero") << u"https://010.0.0.1"_s << OddNumber << none;
        QTest::addRow("number over 255") << u"https://10.0.0.256"_s << OddNumber << none;
        QTest::addRow("name ending in a number") << u"https://cloud.1"_s << OddNumber << none;

        QTest::addRow("user") << u"https://acme_ab1@qualysapi.qualys.com/"_s << UserInfo << us1;
        QTest::addRow("user and password") << u"https://a:b@qualysapi.qualys.eu"_s << UserInfo << eu1;
        QTest::addRow("our host as a user") << u"https://qualysapi.qualys.com@evil.example"_s << UserInfo << none;
        QTest::addRow("e-mail address") << u"ab@acme.example"_s << UserInfo << none;

        QTest::addRow("port of a platform") << u"https://qualysapi.qualys.com:8443"_s << OddPort << us1;
        QTest::addRow("no number as port") << u"https://qualysapi.qualys.com:https"_s << OddPort << us1;
        QTest::addRow("port 0") << u"https://qualysapi.cloud.example:0"_s << OddPort << none;
        QTest::addRow("port too high") << u"https://qualysapi.cloud.example:65536"_s << OddPort << none;
        QTest::addRow("TLS on port 80") << u"https://qualysapi.cloud.example:80"_s << OddPort << none;
        QTest::addRow("two ports") << u"https://qualysapi.cloud.example:1:2"_s << OddPort << none;

        QTest::addRow("Cyrillic letter") << u"https://qu\u0430lysapi.qualys.com"_s << LookAlike << none;
        QTest::addRow("Punycode") << u"https://xn--qulysapi-1fg.qualys.com"_s << LookAlike << none;
        QTest::addRow("ideographic full stop") << u"https://qualysapi\u3002qualys.com"_s << LookAlike << none;
        QTest::addRow("our name inside another") << u"https://qualysapi.qualys.com.evil.example"_s << LookAlike << none;
        QTest::addRow("our portal inside another")
            << u"qualysguard.qg2.apps.qualys.eu.evil.example"_s << LookAlike << none;

        QTest::addRow("famous wrong US1") << u"https://qualysapi.qg1.apps.qualys.com"_s << NoSuchServer << us1;
        QTest::addRow("famous wrong EU1") << u"qualysapi.qg1.apps.qualys.eu/"_s << NoSuchServer << eu1;
        QTest::addRow("letter for a digit") << u"https://gateway.qgl.apps.qualys.com"_s << NoSuchServer << us1;
        QTest::addRow("letter for a digit in India")
            << u"qualysapi.qgl.apps.qualys.in"_s << NoSuchServer << u"https://qualysapi.qg1.apps.qualys.in"_s;
        QTest::addRow("web site") << u"https://www.qualys.com/platform-identification/"_s << NoSuchServer << none;
        QTest::addRow("bare domain") << u"qualys.com"_s << NoSuchServer << none;
    }
    void addressIsRefused()
    {
        QFETCH(QString, text);
        QFETCH(AddressProblem, problem);
        QFETCH(QString, suggestion);
        const auto address = understandAddress(text);
        QVERIFY2(!address, qPrintable(address ? address->server.toString() : QString()));
        QCOMPARE(int(address.error().problem), int(problem));
        QCOMPARE(address.error().suggestion, QUrl(suggestion, QUrl::StrictMode));
        if (!suggestion.isEmpty())
            QVERIFY(understandAddress(suggestion));
    }

    void overrideIsTakenForWhatItSays()
    {
        QCOMPARE(understandOverride(u"gateway.qg1.apps.qualys.com/"), QUrl(u"https://gateway.qg1.apps.qualys.com"_s));
        QCOMPARE(understandOverride(u"https://qagpublic.cloud.example:8443/CloudAgent/"),
                 QUrl(u"https://qagpublic.cloud.example:8443"_s));
        QCOMPARE(understandOverride(u"http://[::1]:1"), QUrl(u"http://[::1]:1"_s));
        const auto problem = [](QStringView text) { return understandOverride(text).error().problem; };
        QVERIFY(problem(u" ") == AddressProblem::Empty);
        QVERIFY(problem(u"a b") == AddressProblem::NotAnAddress);
        QVERIFY(problem(u"http://gateway.cloud.example") == AddressProblem::PlainHttp);
        QVERIFY(problem(u"https://a@gateway.cloud.example") == AddressProblem::UserInfo);
        QVERIFY(problem(u"https://gateway.qg1.apps.qualys.com.evil.example") == AddressProblem::LookAlike);
    }
};

QTEST_GUILESS_MAIN(ServerAddressTest)
#include "tst_serveraddress.moc"
