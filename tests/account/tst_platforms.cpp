// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/platforms.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QUrl url(const QString &text)
{
    return QUrl(text, QUrl::StrictMode);
}

} // namespace

class PlatformsTest : public QObject
{
    Q_OBJECT
private slots:
    void tableHoldsWhatTheVendorPrints_data()
    {
        QTest::addColumn<QString>("api");
        QTest::addColumn<QString>("gateway");
        QTest::addColumn<QString>("portal");
        QTest::addColumn<QString>("agents");

        QTest::addRow("US1") << u"https://qualysapi.qualys.com"_s << u"https://gateway.qg1.apps.qualys.com"_s
                             << u"https://qualysguard.qualys.com"_s << u"https://qagpublic.qg1.apps.qualys.com"_s;
        QTest::addRow("EU1") << u"https://qualysapi.qualys.eu"_s << u"https://gateway.qg1.apps.qualys.eu"_s
                             << u"https://qualysguard.qualys.eu"_s << u"https://qagpublic.qg1.apps.qualys.eu"_s;
        QTest::addRow("GOV1") << u"https://qualysapi.gov1.qualys.us"_s << u"https://gateway.gov1.qualys.us"_s
                              << u"https://qualysguard.gov1.qualys.us"_s << u"https://qagpublic.gov1.qualys.us"_s;
        const auto regular = [](const char *id, const QString &base) {
            QTest::addRow("%s", id) << u"https://qualysapi."_s + base << u"https://gateway."_s + base
                                    << u"https://qualysguard."_s + base << u"https://qagpublic."_s + base;
        };
        regular("US2", u"qg2.apps.qualys.com"_s);
        regular("US3", u"qg3.apps.qualys.com"_s);
        regular("US4", u"qg4.apps.qualys.com"_s);
        regular("EU2", u"qg2.apps.qualys.eu"_s);
        regular("EU3", u"qg3.apps.qualys.it"_s);
        regular("IN1", u"qg1.apps.qualys.in"_s);
        regular("CA1", u"qg1.apps.qualys.ca"_s);
        regular("AE1", u"qg1.apps.qualys.ae"_s);
        regular("UK1", u"qg1.apps.qualys.co.uk"_s);
        regular("AU1", u"qg1.apps.qualys.com.au"_s);
        regular("KSA1", u"qg1.apps.qualysksa.com"_s);
    }
    void tableHoldsWhatTheVendorPrints()
    {
        QFETCH(QString, api);
        QFETCH(QString, gateway);
        QFETCH(QString, portal);
        QFETCH(QString, agents);
        const Platform *platform = platformById(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(platform);
        QCOMPARE(platform->apiServer(), url(api));
        QCOMPARE(platformOf(url(api)), platform);
        const PlatformServers servers = serversOf(url(api));
        QCOMPARE(servers.api, url(api));
        QCOMPARE(servers.gateway, url(gateway));
        QCOMPARE(servers.portal, url(portal));
        QCOMPARE(servers.agents, url(agents));
        QCOMPARE(servers.inferred, QByteArrayView(QTest::currentDataTag()) == "GOV1");
        QVERIFY(isVendorHost(QString(platform->api)));
        QVERIFY(isVendorHost(QString(platform->gateway)));
    }

    void tableHasFourteenDifferentPlatforms()
    {
        QCOMPARE(platforms().size(), 14u);
        QSet<QString> ids, names, hosts;
        QString marks;
        for (const Platform &platform : platforms()) {
            ids << platform.id;
            names << QString::fromLatin1(platform.name);
            for (const QLatin1StringView host : {platform.api, platform.gateway, platform.portal, platform.agents})
                hosts << host;
            marks += platform.loginMarks;
        }
        QCOMPARE(ids.size(), 14);
        QCOMPARE(names.size(), 14);
        QCOMPARE(hosts.size(), 4 * 14);
        QCOMPARE(QSet<QChar>(marks.cbegin(), marks.cend()).size(), marks.size());
    }

    void loginTellsItsPlatform_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("id");

        QTest::addRow("underscore") << u"acme_ab1"_s << u"US1"_s;
        QTest::addRow("no number") << u"acme_ab"_s << u"US1"_s;
        QTest::addRow("2") << u"acme2ab"_s << u"US2"_s;
        QTest::addRow("3") << u"acme3ab"_s << u"US3"_s;
        QTest::addRow("6") << u"quays6qt84"_s << u"US4"_s;
        QTest::addRow("hyphen") << u"acme-ab1"_s << u"EU1"_s;
        QTest::addRow("5") << u"acme5ab1"_s << u"EU2"_s;
        QTest::addRow("exclamation mark") << u"acme!ab1"_s << u"EU2"_s;
        QTest::addRow("capital B") << u"acmeBab1"_s << u"EU3"_s;
        QTest::addRow("8") << u"acme8ab1"_s << u"IN1"_s;
        QTest::addRow("9") << u"acme9ab1"_s << u"CA1"_s;
        QTest::addRow("7") << u"acme7ab1"_s << u"AE1"_s;
        QTest::addRow("1") << u"acme1ab1"_s << u"UK1"_s;
        QTest::addRow("4") << u"acme4ab1"_s << u"AU1"_s;
        QTest::addRow("capital A") << u"acmeAab1"_s << u"KSA1"_s;
    }
    void loginTellsItsPlatform()
    {
        QFETCH(QString, login);
        QFETCH(QString, id);
        const Platform *platform = guessPlatform(login);
        QVERIFY(platform);
        QCOMPARE(platform->id, id);
    }

    void otherLoginsTellNothing_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addRow("empty") << u""_s;
        QTest::addRow("letters only") << u"acme"_s;
        QTest::addRow("mark first") << u"_ab1"_s;
        QTest::addRow("mark last") << u"acme_"_s;
        QTest::addRow("number after the mark") << u"bob2024"_s;
        QTest::addRow("all capitals") << u"ACME_AB1"_s;
        QTest::addRow("capital first") << u"Acme_ab1"_s;
        QTest::addRow("capital that is no mark") << u"acmeCab1"_s;
        QTest::addRow("small letters of EU3") << u"acmebab"_s;
        QTest::addRow("mark that is none") << u"acme.ab1"_s;
        QTest::addRow("e-mail address") << u"ab@acme.example"_s;
        QTest::addRow("e-mail address with a mark") << u"acme_ab1@acme.example"_s;
        QTest::addRow("letters beyond ASCII") << u"äcme_ab1"_s;
        QTest::addRow("trailing text") << u"acme_ab1x"_s;
        QTest::addRow("blank") << u" acme_ab1"_s;
    }
    void otherLoginsTellNothing()
    {
        QFETCH(QString, login);
        QCOMPARE(guessPlatform(login), nullptr);
    }

    void privateCloudGetsItsServersByPattern()
    {
        const PlatformServers servers = serversOf(url(u"https://qualysapi.cloud.example"_s));
        QCOMPARE(servers.gateway, url(u"https://qualysgateway.cloud.example"_s));
        QCOMPARE(servers.portal, url(u"https://qualysguard.cloud.example"_s));
        QCOMPARE(servers.agents, url(u"https://qagpublic.cloud.example"_s));
        QVERIFY(servers.inferred);
    }

    void sharedPlatformThatIsNewerThanTheTableKeepsTheSharedPattern()
    {
        const PlatformServers servers = serversOf(url(u"https://qualysapi.qg5.apps.qualys.com"_s));
        QCOMPARE(servers.gateway, url(u"https://gateway.qg5.apps.qualys.com"_s));
        QVERIFY(servers.inferred);
    }

    void nothingIsDerivedFromOtherNames_data()
    {
        QTest::addColumn<QString>("api");
        QTest::addRow("another prefix") << u"https://api.cloud.example"_s;
        QTest::addRow("sandbox") << u"http://127.0.0.1:8443"_s;
        QTest::addRow("plain http") << u"http://qualysapi.cloud.example"_s;
        QTest::addRow("nothing") << QString();
    }
    void nothingIsDerivedFromOtherNames()
    {
        QFETCH(QString, api);
        const PlatformServers servers = serversOf(url(api));
        QCOMPARE(servers.api, url(api));
        QVERIFY(servers.gateway.isEmpty());
        QVERIFY(servers.agents.isEmpty());
        QCOMPARE(platformOf(url(api)), nullptr);
    }

    void vendorsDomainsAreTakenWhole()
    {
        QVERIFY(isVendorHost(u"qualys.eu"));
        QVERIFY(isVendorHost(u"a.b.qualys.co.uk"));
        QVERIFY(!isVendorHost(u"notqualys.eu"));
        QVERIFY(!isVendorHost(u"qualys.eu.example"));
        QVERIFY(!isVendorHost(u"qualys.de"));
    }
};

QTEST_GUILESS_MAIN(PlatformsTest)
#include "tst_platforms.moc"
