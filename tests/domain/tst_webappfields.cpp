// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/scanfields.h"
#include "domain/webappfields.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
namespace f = webappfields;

namespace {

Scanner pool(const QList<qint64> &ids)
{
    Scanner scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = {}};
    for (const qint64 id : ids)
        scanner.pool << TagRef{{id}, {}};
    return scanner;
}

WebApp wholeApp()
{
    WebApp app{.id = {5214548},
               .name = u"Member Portal "_s,
               .url = u"https://portal.alderridge.example/"_s,
               .owner = {.id = {41200117}, .login = u"aldrg_mk1"_s},
               .tags = {{{7710088}, u"BU"_s}, {{7710045}, u"WAS"_s}},
               .tagCount = 2};
    app.isWhole = true;
    app.scanner = {pool({8722310, 8722267}), true};
    app.scope = u"DOMAINS"_s;
    app.domains = {u"b.example"_s, u"a.example"_s};
    app.attributes = {{u"Cost Centre"_s, u"RB-204"_s}, {u"Function"_s, u"Banking"_s}};
    app.profile = {{1021}, u"Initial"_s};
    app.authRecords = {{{74210}, u"login"_s}};
    app.excludedUrls = {{u".*/logout.*"_s, true}, {u"https://a.example/x"_s, false}};
    app.headers = {u"X-Secret: 1"_s};
    app.robots = u"IGNORE"_s;
    app.sitemap = true;
    app.cancel.afterHours = 6;
    return app;
}

WebAppEdit editFor(const QJsonObject &desired, const WebApp &app = wholeApp())
{
    const Result<WebAppEdit> edit = webAppEditOf(webAppToFields(app), desired, CrawlListNames::Excludelist);
    if (!edit)
        qFatal("%s", qPrintable(edit.error().detail));
    return *edit;
}

} // namespace

class TestWebAppFields : public QObject
{
    Q_OBJECT

private slots:
    void fieldsGoThereAndBack()
    {
        const QJsonObject fields = webAppToFields(wholeApp());
        WebApp back;
        back.isWhole = true;
        applyWebAppFields(back, fields);
        QCOMPARE(webAppToFields(back), fields);
        QCOMPARE(back.scanner, wholeApp().scanner);
        QCOMPARE(back.name, u"Member Portal "_s); // to the blank
        for (const QString &field : f::editable())
            QVERIFY2(fields.contains(field) || field == f::progressive || field.startsWith("malware"_L1),
                     qPrintable(field));
    }

    void noSecretIsAmongThem()
    {
        const QJsonObject fields = webAppToFields(wholeApp());
        for (auto it = fields.begin(); it != fields.end(); ++it)
            QVERIFY(!it.value().toVariant().toString().contains(u"Secret"_s));
        QVERIFY(!fields.contains("headers"_L1));
    }

    void aSearchRowSaysNothingOfScannerAndLock()
    {
        WebApp row{.id = {1}, .name = u"a"_s, .url = u"https://a.example/"_s, .tags = {}, .tagCount = 2};
        const QJsonObject fields = webAppToFields(row);
        QCOMPARE(fields.keys(), (QStringList{u"name"_s, u"owner"_s, u"url"_s}));
        QVERIFY(!sameWebAppValue(fields.value(f::locked), false)); // unknown is not unlocked
        QVERIFY(changedWebAppFields(wholeApp(), row).value(f::scanner).isUndefined());
    }

    void anEditHoldsOnlyWhatDiffers()
    {
        WebAppEdit expected{.listNames = CrawlListNames::Excludelist};
        QCOMPARE(editFor({}), expected);
        expected.name = u"Member Portal"_s;
        QCOMPARE(editFor({{f::name, u"Member Portal"_s}}), expected);

        const WebAppEdit tags = editFor({{f::tags, QJsonArray{7710045, 7710046}}});
        QCOMPARE(tags.tags, (ListEdit<TagId>{.add = {{7710046}}, .remove = {{7710088}}}));
        QVERIFY(!tags.name && tags.authRecords.isEmpty() && !tags.cancel);

        const WebAppEdit records = editFor({{f::authRecords, QJsonArray{}}});
        QCOMPARE(records.authRecords, (ListEdit<AuthRecordId>{.remove = {{74210}}}));

        const WebAppEdit attributes =
            editFor({{f::attributes, QJsonObject{{u"Cost Centre"_s, u"RB-210"_s}, {u"New"_s, u"x"_s}}}});
        QCOMPARE(attributes.attributes, (ListEdit<WebAppAttribute>{.add = {{u"New"_s, u"x"_s}},
                                                                   .remove = {{u"Function"_s, u"Banking"_s}},
                                                                   .update = {{u"Cost Centre"_s, u"RB-210"_s}}}));
    }

    void anEmptyListIsTakenAwayByName()
    {
        QCOMPARE(editFor({{f::domains, QJsonArray{}}}).domains,
                 (ListEdit<QString>{.remove = {u"a.example"_s, u"b.example"_s}}));
        QCOMPARE(editFor({{f::domains, QJsonArray{u"c.example"_s}}}).domains,
                 (ListEdit<QString>{.set = {u"c.example"_s}}));
        const WebAppEdit urls = editFor({{f::excludedUrls, QJsonArray{}}});
        QCOMPARE(urls.excludedUrls.remove.size(), 2);
        QVERIFY(urls.excludedUrls.set.isEmpty());
    }

    void whatCannotBeWrittenIsRefused()
    {
        const QJsonObject now = webAppToFields(wholeApp());
        for (const QJsonObject &desired : {QJsonObject{{f::profile, 0}}, QJsonObject{{f::cancel, QJsonValue()}},
                                           QJsonObject{{f::owner, 0}}, QJsonObject{{f::subDomain, u""_s}}}) {
            const Result<WebAppEdit> edit = webAppEditOf(now, desired, {});
            QVERIFY(!edit);
            QCOMPARE(edit.error().kind, Failure::Kind::Rejected);
        }
        QVERIFY(!scannerEditOf({{f::scanner, QJsonValue()}}));
        QVERIFY(!scannerEditOf({{f::scanner, QJsonObject{{"kind"_L1, u"satellite"_s}}}}));
        QVERIFY(!scannerEditOf({{f::locked, QJsonValue()}}));
    }

    void scannersCompareByWhatCounts()
    {
        QCOMPARE(pool({1, 2}), pool({2, 1, 2}));
        QVERIFY(pool({1}) != pool({1, 2}));
        Scanner named = pool({1});
        named.pool[0].name = u"DMZ"_s;
        QCOMPARE(named, pool({1}));
        QVERIFY(Scanner{} != pool({}));
        QCOMPARE(toJson(pool({2, 1})), toJson(pool({1, 2})));
        for (const Scanner &scanner :
             {Scanner{}, pool({1, 2}), Scanner{.kind = ScannerKind::Appliance, .appliance = u"dmz"_s, .pool = {}}})
            QCOMPARE(scannerFromJson(toJson(scanner)), std::optional(scanner));
        QCOMPARE(scannerFromJson(QJsonValue()), std::nullopt);
        QVERIFY((ScannerSetting{Scanner{}, {}} != ScannerSetting{Scanner{}, false}));
    }

    void namesOfAPoolSurviveAnEditOfIt()
    {
        WebApp app = wholeApp();
        app.scanner.scanner->pool = {{{1}, u"DMZ"_s}};
        applyWebAppFields(app, {{f::scanner, toJson(pool({1, 2}))}});
        QCOMPARE(app.scanner.scanner->pool, (QList<TagRef>{{{1}, u"DMZ"_s}, {{2}, QString()}}));
    }

    void partsAreToldApart()
    {
        QCOMPARE(webAppPartOf(f::url), WebAppPart::Url);
        QCOMPARE(webAppPartOf(f::scanner), WebAppPart::Scanner);
        QCOMPARE(webAppPartOf(f::locked), WebAppPart::Scanner);
        QCOMPARE(webAppPartOf(f::findings), WebAppPart::Purge);
        QCOMPARE(webAppPartPermission(WebAppPart::Purge), "Purge Web Asset"_L1);
        QVERIFY(!sameWebAppValue(f::findings, 0, QJsonValue(QJsonValue::Undefined))); // not counted is not none
        QVERIFY(sameWebAppValue(f::findings, 0, 0) && sameWebAppValue(f::profile, 0, QJsonValue()));
        for (const QString &field : f::editable())
            QCOMPARE(webAppPartOf(field) == WebAppPart::Rest,
                     field != f::url && field != f::scanner && field != f::locked);
        QCOMPARE(webAppPartOf(QJsonObject{{f::url, 1}, {f::name, 2}}), std::nullopt);
        QCOMPARE(webAppPartOf(QJsonObject{{f::scanner, 1}, {f::locked, 2}}), std::optional(WebAppPart::Scanner));
        QCOMPARE(webAppPartOf(QJsonObject{}), std::nullopt);
        QCOMPARE(webAppPartPermission(WebAppPart::Url), "Edit Web Application URL"_L1);
        QCOMPARE(webAppPartPermission(WebAppPart::Scanner), "Select and Lock/Unlock Scanner Appliance"_L1);
        QVERIFY(webAppPartPermission(WebAppPart::Rest).isEmpty());
    }

    void aNewAppSetsItsListsAndLeavesTheRestOut()
    {
        QJsonObject desired = webAppToFields(wholeApp());
        desired.insert(f::subDomain, QString());
        desired.insert(f::dnsOverrides, QJsonArray{});
        const Result<NewWebApp> app = newWebAppOf(desired);
        QVERIFY(app.has_value());
        QCOMPARE(app->name, u"Member Portal "_s);
        QCOMPARE(app->rest.tags, (ListEdit<TagId>{.set = {{7710045}, {7710088}}}));
        QCOMPARE(app->rest.attributes.set.size(), 2);
        QVERIFY(!app->rest.name && !app->rest.subDomain && app->rest.dnsOverrides.isEmpty());
        QCOMPARE(app->scanner.locked, std::optional(true));
        QCOMPARE(app->scanner.scanner, std::optional(pool({8722267, 8722310})));
        QVERIFY(!app->reactivateIfExists);

        const Result<NewWebApp> least = newWebAppOf({{f::name, u"a"_s}, {f::url, u"https://a.example/"_s}});
        QCOMPARE(*least, (NewWebApp{.name = u"a"_s, .url = u"https://a.example/"_s}));
    }

    void aLaunchGoesThereAndBack()
    {
        ScanLaunch launch{.name = u"scan  "_s, .type = u"DISCOVERY"_s, .app = {7}};
        QCOMPARE(launchFromFields(launchToFields(launch)), launch);
        launch.scanner = pool({3});
        launch.defaultAuth = true;
        launch.profile = {5};
        launch.cancelAfterHours = 6;
        launch.cancelOption = u"SPECIFIC"_s;
        launch.dnsOverride = {9};
        launch.sendMail = false;
        QCOMPARE(launchFromFields(launchToFields(launch)), launch);
        launch.defaultAuth = false;
        launch.authRecord = {74210};
        QCOMPARE(launchFromFields(launchToFields(launch)), launch);
    }

    void onlyWhatShowsOnAScanIsExpectedOfALaunch()
    {
        ScanLaunch launch{
            .name = u"s"_s, .type = u"DISCOVERY"_s, .app = {7}, .scanner = pool({3}), .defaultAuth = true};
        launch.cancelAfterHours = 6;
        QCOMPARE(expectedOfLaunch(launchToFields(launch)).keys(), (QStringList{u"name"_s, u"type"_s, u"webApp"_s}));
        launch.scanner = Scanner{};
        launch.defaultAuth = false;
        launch.authRecord = {74210};
        launch.profile = {5};
        QCOMPARE(expectedOfLaunch(launchToFields(launch)).size(), 6);
        const WasScan old{.id = {12}, .name = u"old"_s, .type = u"VULNERABILITY"_s, .app = {{7}, {}}};
        QCOMPARE(expectedOfLaunch(againToFields(old, u"new"_s)),
                 (QJsonObject{{"name"_L1, u"new"_s}, {"type"_L1, u"VULNERABILITY"_s}, {"webApp"_L1, 7}}));
    }

    void aCanceledScanIsAsWantedEitherWay()
    {
        using namespace scanfields;
        QVERIFY(sameScanValue(cancel, u"discard"_s, u"keep-results"_s));
        QVERIFY(!sameScanValue(cancel, QString(), u"discard"_s));
        QVERIFY(sameScanValue(cancel, QJsonValue(), QString()));
        WasScan scan{.id = {1}, .state = {.status = u"RUNNING"_s, .consolidated = {}, .result = {}}};
        QCOMPARE(scanToFields(scan).value(over), QJsonValue(false));
        QCOMPARE(scanToFields(scan).value(cancel), QJsonValue(QString()));
        scan.state.status = u"CANCELLED"_s;
        QCOMPARE(scanToFields(scan).value(over), QJsonValue(true));
        QCOMPARE(scanToFields(scan).value(cancel), QJsonValue(u"discard"_s));
    }
};

QTEST_GUILESS_MAIN(TestWebAppFields)
#include "tst_webappfields.moc"
