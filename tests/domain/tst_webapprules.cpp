// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/appliance.h"
#include "domain/scanfields.h"
#include "domain/webappfields.h"
#include "domain/webapprules.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using Kind = WebAppProblem::Kind;
using Kinds = QList<Kind>;

namespace {

Scanner pool(const QList<qint64> &ids)
{
    Scanner scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = {}};
    for (const qint64 id : ids)
        scanner.pool << TagRef{{id}, {}};
    return scanner;
}

Scanner appliance(const QString &name)
{
    return {.kind = ScannerKind::Appliance, .appliance = name, .pool = {}};
}

WebApp lockedApp()
{
    WebApp app{.id = {5214548}, .name = u"Member Portal"_s, .url = u"https://portal.alderridge.example/"_s};
    app.isWhole = true;
    app.scanner = {pool({8722267}), true};
    app.profile = {{1021}, u"Initial WAS Options"_s};
    return app;
}

Kinds kindsOf(const QList<WebAppProblem> &problems)
{
    Kinds kinds;
    for (const WebAppProblem &problem : problems)
        kinds << problem.kind;
    return kinds;
}

ScanLaunch launch()
{
    return {.name = u"on demand"_s, .type = u"VULNERABILITY"_s, .app = {5214548}};
}

} // namespace

class TestWebAppRules : public QObject
{
    Q_OBJECT

private slots:
    void aStartingUrlIsWholeAndHttp_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<std::optional<Kind>>("problem");
        const auto good = std::optional<Kind>();
        QTest::newRow("plain") << u"https://portal.alderridge.example/"_s << good;
        QTest::newRow("port and path") << u"http://intranet.example:8443/home?x=1#top"_s << good;
        QTest::newRow("capitals") << u"HTTPS://Portal.Example"_s << good;
        QTest::newRow("unusual top level") << u"https://shop.alderridge"_s << good;
        QTest::newRow("address") << u"https://[2001:db8::1]:8443/"_s << good;
        QTest::newRow("empty") << u""_s << std::optional(Kind::UrlMissing);
        QTest::newRow("blanks alone") << u"  "_s << std::optional(Kind::UrlMissing);
        QTest::newRow("no scheme") << u"portal.alderridge.example/"_s << std::optional(Kind::UrlNotAbsolute);
        QTest::newRow("path alone") << u"/home"_s << std::optional(Kind::UrlNotAbsolute);
        QTest::newRow("no host") << u"https:///home"_s << std::optional(Kind::UrlNotAbsolute);
        QTest::newRow("ftp") << u"ftp://portal.example/"_s << std::optional(Kind::UrlNotHttp);
        QTest::newRow("script") << u"javascript:alert(1)"_s << std::optional(Kind::UrlNotHttp);
        QTest::newRow("blank inside") << u"https://portal.example/a b"_s << std::optional(Kind::UrlHasBlanks);
        QTest::newRow("blank behind") << u"https://portal.example/ "_s << std::optional(Kind::UrlHasBlanks);
        QTest::newRow("malformed") << u"https://portal.example:99999999/"_s << std::optional(Kind::UrlMalformed);
        QTest::newRow("password") << u"https://user:pw@portal.example/"_s << std::optional(Kind::UrlHasPassword);
    }
    void aStartingUrlIsWholeAndHttp()
    {
        QFETCH(QString, url);
        QTEST(checkStartingUrl(url), "problem");
    }

    void whatIsEditedIsJudged_data()
    {
        using namespace webappfields;
        QTest::addColumn<QJsonObject>("edited");
        QTest::addColumn<Kinds>("kinds");
        QTest::newRow("nothing") << QJsonObject() << Kinds();
        QTest::newRow("name") << QJsonObject{{name, u"Portal "_s}} << Kinds();
        QTest::newRow("no name") << QJsonObject{{name, u" "_s}} << Kinds{Kind::NameMissing};
        QTest::newRow("longest name") << QJsonObject{{name, QString(256, u'x')}} << Kinds();
        QTest::newRow("long name") << QJsonObject{{name, QString(257, u'x')}} << Kinds{Kind::NameTooLong};
        QTest::newRow("url") << QJsonObject{{url, u"portal"_s}} << Kinds{Kind::UrlNotAbsolute};
        QTest::newRow("external") << QJsonObject{{scanner, toJson(Scanner{})}} << Kinds();
        QTest::newRow("pool") << QJsonObject{{scanner, toJson(pool({1, 2}))}} << Kinds();
        QTest::newRow("empty pool") << QJsonObject{{scanner, toJson(pool({}))}} << Kinds{Kind::PoolEmpty};
        QTest::newRow("tag without id") << QJsonObject{{scanner, toJson(pool({0}))}} << Kinds{Kind::PoolEmpty};
        QTest::newRow("appliance") << QJsonObject{{scanner, toJson(appliance(u"dmz-scan-01"_s))}} << Kinds();
        QTest::newRow("no appliance") << QJsonObject{{scanner, toJson(appliance({}))}} << Kinds{Kind::ApplianceMissing};
        QTest::newRow("not its name") << QJsonObject{{scanner, toJson(appliance(u"dmz scan"_s))}}
                                      << Kinds{Kind::ApplianceNameBad};
        QTest::newRow("long appliance") << QJsonObject{{scanner, toJson(appliance(QString(16, u'x')))}}
                                        << Kinds{Kind::ApplianceNameBad};
        QTest::newRow("no scanner at all") << QJsonObject{{scanner, QJsonValue()}} << Kinds{Kind::CannotBeCleared};
        QTest::newRow("unlock") << QJsonObject{{locked, false}} << Kinds();
        QTest::newRow("neither locked nor not") << QJsonObject{{locked, QJsonValue()}} << Kinds{Kind::CannotBeCleared};
        QTest::newRow("subdomain") << QJsonObject{{scope, u"SUBDOMAIN"_s}} << Kinds{Kind::SubDomainMissing};
        QTest::newRow("domains") << QJsonObject{{scope, u"DOMAINS"_s}} << Kinds{Kind::DomainsMissing};
        QTest::newRow("domains given") << QJsonObject{{scope, u"DOMAINS"_s}, {domains, QJsonArray{u"a.example"_s}}}
                                       << Kinds();
        QTest::newRow("a scope we do not know") << QJsonObject{{scope, u"GALAXY"_s}} << Kinds();
        QTest::newRow("hours") << QJsonObject{{cancel, QJsonObject{{"afterHours"_L1, 24}}}} << Kinds();
        QTest::newRow("too many hours") << QJsonObject{{cancel, QJsonObject{{"afterHours"_L1, 25}}}}
                                        << Kinds{Kind::CancelOutOfRange};
        QTest::newRow("no hour") << QJsonObject{{cancel, QJsonObject{{"afterHours"_L1, 0}}}}
                                 << Kinds{Kind::CancelOutOfRange};
        QTest::newRow("time") << QJsonObject{{cancel, QJsonObject{{"at"_L1, u"23:30"_s}}}} << Kinds();
        QTest::newRow("no time") << QJsonObject{{cancel, QJsonObject{{"at"_L1, u"25:30"_s}}}}
                                 << Kinds{Kind::CancelOutOfRange};
        QTest::newRow("profile taken away") << QJsonObject{{profile, 0}} << Kinds{Kind::CannotBeCleared};
    }
    void whatIsEditedIsJudged()
    {
        QFETCH(QJsonObject, edited);
        QTEST(kindsOf(checkWebAppEdit(lockedApp(), edited)), "kinds");
    }

    void aLockNeedsAKnownScanner()
    {
        using namespace webappfields;
        WebApp row{.id = {7}, .name = u"x"_s, .url = u"https://x.example/"_s}; // as a search tells it
        QCOMPARE(kindsOf(checkWebAppEdit(row, {{locked, true}})), Kinds{Kind::LockNeedsScanner});
        QCOMPARE(kindsOf(checkWebAppEdit(row, {{locked, false}})), Kinds());
        QCOMPARE(kindsOf(checkWebAppEdit(row, {{locked, true}, {scanner, toJson(Scanner{})}})), Kinds());
        row.scanner.scanner = Scanner{};
        QCOMPARE(kindsOf(checkWebAppEdit(row, {{locked, true}})), Kinds());
        QVERIFY(QLatin1StringView(explanationOf(Kind::LockNeedsScanner)).contains("default scanner"_L1));
    }

    void aNewAppNeedsNameAndUrl()
    {
        using namespace webappfields;
        QCOMPARE(kindsOf(checkNewWebApp({})), (Kinds{Kind::NameMissing, Kind::UrlMissing}));
        QCOMPARE(kindsOf(checkNewWebApp({{name, u"Rates"_s}, {url, u"https://rates.example/"_s}, {locked, true}})),
                 Kinds()); // locked to the external scanners
    }

    void aLaunchStaysWithinTheLock()
    {
        const WebApp app = lockedApp();
        ScanLaunch wanted = launch();
        QCOMPARE(kindsOf(checkLaunch(wanted, app)), Kinds());
        wanted.scanner = Scanner{};
        QCOMPARE(kindsOf(checkLaunch(wanted, app)), Kinds{Kind::ScannerLocked});
        wanted.scanner = appliance(u"dmz-scan-01"_s); // whether it is of the pool nobody knows
        QCOMPARE(kindsOf(checkLaunch(wanted, app)), Kinds{Kind::ScannerLocked});
        wanted.scanner = pool({8722267});
        QCOMPARE(kindsOf(checkLaunch(wanted, app)), Kinds());
        QVERIFY(!withinLock(wanted, app).scanner); // the default is left to the service

        WebApp unlocked = app;
        unlocked.scanner.locked = false;
        wanted.scanner = Scanner{};
        QCOMPARE(kindsOf(checkLaunch(wanted, unlocked)), Kinds());
        QVERIFY(withinLock(wanted, unlocked).scanner.has_value());
        unlocked.scanner.locked.reset(); // unknown is not locked, nor open: the service decides
        QCOMPARE(kindsOf(checkLaunch(wanted, unlocked)), Kinds());
    }

    void aLaunchSaysWhatItNeeds()
    {
        WebApp app = lockedApp();
        app.profile = {};
        ScanLaunch nothing;
        QCOMPARE(kindsOf(checkLaunch(nothing, app)),
                 (Kinds{Kind::NameMissing, Kind::TypeMissing, Kind::AppMissing, Kind::ProfileMissing}));
        ScanLaunch wanted = launch();
        wanted.profile = {1187};
        wanted.cancelAfterHours = 25;
        QCOMPARE(kindsOf(checkLaunch(wanted, app)), Kinds{Kind::CancelOutOfRange});
        app.isWhole = false; // whether it has a profile is not known
        QCOMPARE(kindsOf(checkLaunch(launch(), app)), Kinds());
    }

    void aLaunchForManyNamesTags()
    {
        MultiLaunch many{.name = u"sweep"_s, .type = u"DISCOVERY"_s, .tags = {}};
        QCOMPARE(kindsOf(checkLaunch(many)), Kinds{Kind::TagsMissing});
        many.tags = {{0}};
        QCOMPARE(kindsOf(checkLaunch(many)), Kinds{Kind::TagsMissing});
        many.tags = {{7710045}};
        QCOMPARE(kindsOf(checkLaunch(many)), Kinds());
    }

    void aNewHostLeavesTheOldListsBehind()
    {
        WebApp app = lockedApp();
        app.domains = {u"portal.alderridge.example"_s, u"static.alderridge.example"_s};
        app.uris = {u"https://portal.alderridge.example/help"_s};
        app.excludedUrls = {{u"https://old.example/logout"_s, false}, {u".*other\\.example.*"_s, true}};
        QCOMPARE(hostsLeftBehind(app, u"https://members.alderridge.example/"_s),
                 (QStringList{u"portal.alderridge.example"_s, u"static.alderridge.example"_s, u"old.example"_s}));
        QCOMPARE(hostsLeftBehind(app, u"https://portal.alderridge.example/new"_s), QStringList());
    }

    void everyProblemIsExplained()
    {
        QSet<QString> texts;
        for (int kind = 0; kind <= int(Kind::CannotBeCleared); ++kind)
            texts << QString::fromUtf8(explanationOf(Kind(kind)));
        QCOMPARE(texts.size(), int(Kind::CannotBeCleared) + 1);
    }

    void poolsAreCountedByTag()
    {
        const QList<Appliance> all{{.id = {1}, .name = u"a"_s, .status = u"Online"_s, .tags = {u"DMZ"_s, u"DMZ"_s}},
                                   {.id = {2}, .name = u"b"_s, .status = u"offline"_s, .tags = {u"DMZ"_s, u"Core"_s}}};
        QCOMPARE(poolsOf(all), (QList<AppliancePool>{{u"Core"_s, 1, 0}, {u"DMZ"_s, 2, 1}}));
        QCOMPARE(hasOnline(all, u"DMZ"_s), std::optional(true));
        QCOMPARE(hasOnline(all, u"Core"_s), std::optional(false));
        QCOMPARE(hasOnline(all, u"Elsewhere"_s), std::nullopt);
        QVERIFY(poolsOf({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWebAppRules)
#include "tst_webapprules.moc"
