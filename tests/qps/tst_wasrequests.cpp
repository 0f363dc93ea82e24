// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Requests about web apps and scans compared with the samples element by element.
#include "qps/scanrequests.h"
#include "qps/webapprequests.h"
#include "requestchecks.h"
#include "wassamples.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using qps::Criterion;
using qps::Operator;

namespace {

Scanner pool(const QList<qint64> &ids)
{
    Scanner scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = {}};
    for (const qint64 id : ids)
        scanner.pool << TagRef{{id}, u"a name that says nothing here"_s};
    return scanner;
}

Scanner appliance(const QString &name)
{
    return {.kind = ScannerKind::Appliance, .appliance = name, .pool = {}};
}

QByteArray scanner(const ScannerEdit &edit)
{
    return qps::webAppScannerRequest(edit).value();
}

QByteArray edit(const WebAppEdit &edit)
{
    return qps::webAppEditRequest(edit).value();
}

qps::WebAppIds apps(const QList<WebAppId> &ids)
{
    return qps::WebAppIds::of(ids).value();
}

qps::WasScanIds scans(const QList<WasScanId> &ids)
{
    return qps::WasScanIds::of(ids).value();
}

NewWebApp kiosk()
{
    NewWebApp app{.name = u"Branch Kiosk"_s, .url = u"https://kiosk.alderridge.example/start"_s};
    app.scanner = {.scanner = pool({8722310}), .pool = {}, .locked = true};
    app.rest.scope = u"DOMAINS"_s;
    app.rest.domains.set = {u"kiosk.alderridge.example"_s};
    app.rest.uris.set = {u"https://kiosk.alderridge.example/queue"_s};
    app.rest.attributes.set = {{u"Business Function"_s, u"In-branch service"_s}};
    app.rest.profile = OptionProfileId{1021};
    app.rest.progressive = true;
    app.rest.excludedUrls.set = {{u".*/logout.*"_s, true}};
    app.rest.authRecords.set = {{74210}};
    app.rest.robots = u"ADD_PATHS"_s;
    app.rest.sitemap = true;
    app.rest.headers.set = {u"X-Scan-Source: was-automation"_s};
    app.rest.malwareMonitoring = false;
    app.rest.tags.set = {{7710046}};
    app.rest.comments = {u"Created by the admin console."_s};
    app.rest.cancel = CancelRule{4, {}};
    return app;
}

ScanLaunch launch(const QString &name, qint64 app)
{
    return {.name = name, .type = u"VULNERABILITY"_s, .app = {app}};
}

/// What we write for the sample of this name; nothing for one we do not write.
QByteArray ours(const QString &name)
{
    WebAppEdit renamed, tagged, signedIn, attributed, canceled, owned;
    renamed.name = u"Member Portal (prod)"_s;
    tagged.tags = {.add = {{7710088}}, .remove = {{7710046}}};
    signedIn.authRecords = {.add = {{74233}}, .remove = {{74210}}};
    attributed.attributes.update = {{u"Cost Centre"_s, u"RB-210"_s}};
    canceled.cancel = CancelRule{8, {}};
    owned.owner = UserId{41200142};

    ScanLaunch portal = launch(u"Member Portal on demand 2026-03-03"_s, 5214548);
    portal.defaultAuth = true;
    portal.scanner = Scanner{};
    portal.cancelOption = u"SPECIFIC"_s;
    portal.profile = {1021};
    portal.cancelAfterHours = 6;
    portal.sendMail = false;
    ScanLaunch least = launch(u"Loan Origination discovery"_s, 5214549);
    least.type = u"DISCOVERY"_s;
    ScanLaunch internal = launch(u"Staff Intranet retry"_s, 5214571);
    internal.authRecord = {74233};
    internal.scanner = appliance(u"dmz-scan-02"_s);
    internal.cancelOption = u"DEFAULT"_s;
    internal.profile = {1187};
    ScanLaunch fromPool = launch(u"Staff Intranet via pool"_s, 5214571);
    fromPool.scanner = pool({8722267});
    fromPool.profile = {1187};
    const MultiLaunch sweep{.name = u"Production sweep"_s,
                            .type = u"VULNERABILITY"_s,
                            .tags = {{7710045}},
                            .profile = {1021},
                            .sendOneMail = true};
    const QDateTime since = utc("2026-02-20T00:00:00Z");
    const Criterion named{u"name"_s, Operator::Contains, u"a"_s};

    const QHash<QString, QByteArray> all{
        {u"webapp-count-filtered"_s, qps::countRequest({{u"isScanned"_s, Operator::Equals, u"false"_s}})},
        {u"webapp-search"_s, qps::searchRequest(0, 100)},
        {u"webapp-search-verbose"_s,
         qps::webAppSearchRequest(0, 1000,
                                  {{u"tags.id"_s, Operator::In, u"7710045,7710046"_s},
                                   {u"lastScan.date"_s, Operator::Greater, u"2026-01-01T00:00:00Z"_s}})},
        {u"webapp-search-page1"_s, qps::searchRequest(0, 2, {named})},
        {u"webapp-search-page2"_s, qps::searchRequest(5214549, 2, {named})},
        {u"webapp-search-none"_s, qps::countRequest({{u"id"_s, Operator::Equals, u"1"_s}})},
        {u"webapp-create-minimal"_s,
         qps::webAppCreateRequest({.name = u"Rate Calculator"_s, .url = u"https://rates.alderridge.example/"_s})
             .value()},
        {u"webapp-create-full"_s, qps::webAppCreateRequest(kiosk()).value()},
        {u"webapp-update-url"_s, qps::webAppUrlRequest(u"https://members.alderridge.example/"_s).value()},
        {u"webapp-update-scanner-tags-lock"_s, scanner({.scanner = pool({8722267, 8722267}), .locked = true})},
        {u"webapp-update-scanner-tags-add-remove"_s, scanner({.pool = {.add = {{8722310}}, .remove = {{8722267}}}})},
        {u"webapp-update-scanner-internal"_s, scanner({.scanner = appliance(u"dmz-scan-01"_s), .locked = false})},
        {u"webapp-update-scanner-external"_s, scanner({.scanner = Scanner{}})},
        {u"webapp-update-unlock"_s, scanner({.locked = false})},
        {u"webapp-update-name"_s, edit(renamed)},
        {u"webapp-update-tags"_s, edit(tagged)},
        {u"webapp-update-authrecords"_s, edit(signedIn)},
        {u"webapp-update-attribute"_s, edit(attributed)},
        {u"webapp-update-cancel-after"_s, edit(canceled)},
        {u"webapp-update-owner"_s, edit(owned)},
        {u"webapp-delete-by-id"_s, qps::webAppDeleteRequest(apps({{5214702}}))},
        {u"webapp-delete-from-subscription"_s, qps::webAppDeleteRequest(apps({{5214702}, {5214711}}), true)},
        {u"webapp-purge"_s, qps::webAppPurgeRequest(apps({{5214549}}))},
        {u"wasscan-count-active"_s,
         qps::countRequest({qps::scansOf({{5214549}}), qps::scanStatusIn({u"SUBMITTED"_s, u"RUNNING"_s})})},
        {u"wasscan-search"_s, qps::searchRequest({qps::launchedAfter(since)}, 1000)},
        {u"wasscan-search-attention"_s,
         qps::countRequest({qps::launchedAfter(since), {u"authStatus"_s, Operator::In, u"FAILED,PARTIAL"_s}})},
        {u"wasscan-launch"_s, qps::scanLaunchRequest(portal).value()},
        {u"wasscan-launch-minimal"_s, qps::scanLaunchRequest(least).value()},
        {u"wasscan-launch-internal"_s, qps::scanLaunchRequest(internal).value()},
        {u"wasscan-launch-scanner-tags"_s, qps::scanLaunchRequest(fromPool).value()},
        {u"wasscan-launch-multi"_s, qps::scanLaunchRequest(sweep).value()},
        {u"wasscan-cancel"_s, qps::scanCancelRequest(false)},
        {u"wasscan-cancel-keep-results"_s, qps::scanCancelRequest(true)},
        {u"wasscan-scanagain"_s, qps::scanAgainRequest(u"Staff Intranet adhoc (again)"_s)},
        {u"wasscan-delete-by-id"_s, qps::scanDeleteRequest(scans({{1902360}}))},
        {u"wasscan-delete-by-filter"_s, qps::scanDeleteRequest(scans({{1902360}, {1902350}}))},
        {u"optionprofile-search"_s, qps::searchRequest(0, 1000)},
        {u"webappauthrecord-search"_s, qps::searchRequest({{u"isUsed"_s, Operator::Equals, u"true"_s}}, 1000)},
    };
    return all.value(name);
}

QStringList samplesOfRequests()
{
    QStringList names = QDir(QStringLiteral(TEST_DATA_DIR "/was")).entryList({u"*.request.xml"_s});
    for (QString &name : names)
        name.chop(QLatin1StringView(".request.xml").size());
    return names;
}

} // namespace

class TestWasRequests : public QObject
{
    Q_OBJECT

private slots:
    void requestsAreAsTheSamples_data()
    {
        QTest::addColumn<QByteArray>("written");
        for (const QString &name : samplesOfRequests())
            if (const QByteArray written = ours(name); !written.isEmpty())
                QTest::newRow(qPrintable(name)) << written;
    }
    void requestsAreAsTheSamples()
    {
        QFETCH(QByteArray, written);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QCOMPARE(canonical(written), canonical(wasBytes(name + u".request.xml"_s)));
        QVERIFY(canonical(written) != u"unreadable"_s);
        for (const char *empty : {"<set/>", "<add/>", "<remove/>", "<update/>", "<set></set>", "<filters/>"})
            QVERIFY2(!written.contains(empty), empty);
    }

    void whatWeDoNotWriteIsNamed()
    {
        QStringList unwritten;
        for (const QString &name : samplesOfRequests())
            if (ours(name).isEmpty())
                unwritten << name;
        QCOMPARE(unwritten,
                 (QStringList{u"error-invalid-xml"_s, // wrong on purpose
                              u"finding-count"_s, u"finding-search"_s, u"wasscanschedule-deactivate"_s,
                              u"wasscanschedule-search"_s, u"webapp-search-offset"_s})); // pages are told by the id
    }

    void anUpdateIsOfOneKind()
    {
        const QByteArray url = qps::webAppUrlRequest(u"https://a.example/?x=1&y=<2>"_s).value();
        QVERIFY(url.contains("<url>https://a.example/?x=1&amp;y=&lt;2&gt;</url>"));
        QVERIFY(!url.contains("scanner") && !url.contains("<name>"));
        WebAppEdit renamed;
        renamed.name = u"x"_s;
        QVERIFY(!edit(renamed).contains("<url>") && !edit(renamed).contains("canner"));
    }

    void whatChangesNothingIsNotWritten()
    {
        QVERIFY(!qps::webAppEditRequest({}));
        QVERIFY(!qps::webAppEditRequest({.listNames = CrawlListNames::Excludelist}));
        QVERIFY(!qps::webAppScannerRequest({}));
        QVERIFY(!qps::webAppUrlRequest(u" "_s));
    }

    void whatTheSchemaRefusesIsNotWritten()
    {
        QVERIFY(!qps::webAppScannerRequest({.scanner = pool({})}));
        QVERIFY(!qps::webAppScannerRequest({.scanner = pool({0})}));
        QVERIFY(!qps::webAppScannerRequest({.scanner = pool({-4, 7})}));
        QVERIFY(!qps::webAppScannerRequest({.scanner = appliance(u"  "_s)}));
        QVERIFY(!qps::webAppScannerRequest({.scanner = Scanner{}, .pool = {.add = {{1}}}}));
        QVERIFY(!qps::webAppScannerRequest({.pool = {.set = {{1}}}}));
        QVERIFY(!qps::webAppScannerRequest({.pool = {.add = {{0}}}}));
        WebAppEdit edit;
        edit.cancel = CancelRule{};
        QVERIFY(!qps::webAppEditRequest(edit)); // a config without a child is said to delete the rule
        edit = {};
        edit.tags.add = {{0}};
        QVERIFY(!qps::webAppEditRequest(edit));
        edit = {};
        edit.owner = UserId{};
        QVERIFY(!qps::webAppEditRequest(edit));
        edit = {};
        edit.name = u" "_s;
        QVERIFY(!qps::webAppEditRequest(edit));
    }

    void aNewAppOnlySets()
    {
        QVERIFY(!qps::webAppCreateRequest({.name = u"x"_s}));
        QVERIFY(!qps::webAppCreateRequest({.url = u"https://a.example/"_s}));
        NewWebApp app = kiosk();
        app.rest.tags.remove = {{5}};
        QVERIFY(!qps::webAppCreateRequest(app));
        app = kiosk();
        app.scanner.pool.add = {{5}};
        QVERIFY(!qps::webAppCreateRequest(app));
        app = kiosk();
        app.reactivateIfExists = true;
        QVERIFY(qps::webAppCreateRequest(app)->contains("<reactivateIfExists>true</reactivateIfExists>"));
        QVERIFY(!qps::webAppCreateRequest(kiosk())->contains("reactivate"));
    }

    void listsAreCalledAsTheAppsOwnAnswerCalledThem()
    {
        WebAppEdit lists;
        lists.excludedUrls.set = {{u"a"_s, false}};
        lists.allowedUrls.remove = {{u"b"_s, true}};
        lists.excludedPostData.add = {{u"c"_s, false}};
        const QByteArray old = edit(lists);
        QVERIFY(old.contains("<urlBlacklist><set><UrlEntry regex=\"false\">a</UrlEntry></set></urlBlacklist>"));
        QVERIFY(old.contains("<urlWhitelist><remove><UrlEntry regex=\"true\">b<"));
        QVERIFY(old.contains("<postDataBlacklist><add>"));
        lists.listNames = CrawlListNames::Excludelist;
        const QByteArray newer = edit(lists);
        QVERIFY(newer.contains("<urlExcludelist>") && newer.contains("<urlAllowlist>") &&
                newer.contains("<postDataExcludelist>") && !newer.contains("lacklist"));
    }

    void nothingIsDeletedOrPurgedWithoutANameForIt()
    {
        QVERIFY(!qps::WebAppIds::of({}));
        QVERIFY(!qps::WebAppIds::of({{0}}));
        QVERIFY(!qps::WebAppIds::of({{1}, {-1}}));
        QList<WebAppId> many;
        for (qint64 id = 1; id <= 501; ++id)
            many << WebAppId{id};
        QVERIFY(!qps::WebAppIds::of(many));
        QVERIFY(!qps::WasScanIds::of({}));
        const QByteArray two = qps::webAppPurgeRequest(apps({{1}, {2}, {1}}));
        QVERIFY(two.contains("operator=\"IN\">1,2</Criteria>"));
        const QByteArray one = qps::webAppDeleteRequest(apps({{1}}), true);
        QVERIFY(one.contains("<removeFromSubscription>true<") && !one.contains("filters"));
        QVERIFY(!qps::webAppDeleteRequest(apps({{1}, {2}})).contains("<data>"));
    }

    void aLaunchNamesWhatItScans()
    {
        QVERIFY(!qps::scanLaunchRequest(launch({}, 7)));
        QVERIFY(!qps::scanLaunchRequest(launch(u"x"_s, 0)));
        ScanLaunch odd = launch(u"x"_s, 7);
        odd.type.clear();
        QVERIFY(!qps::scanLaunchRequest(odd));
        odd = launch(u"x"_s, 7);
        odd.scanner = pool({});
        QVERIFY(!qps::scanLaunchRequest(odd));
        odd.scanner = appliance({});
        QVERIFY(!qps::scanLaunchRequest(odd));
        QVERIFY(!qps::scanLaunchRequest(MultiLaunch{.name = u"x"_s, .type = u"DISCOVERY"_s, .tags = {}}));
        QVERIFY(!qps::scanLaunchRequest(MultiLaunch{.name = u"x"_s, .type = u"DISCOVERY"_s, .tags = {{0}}}));
        odd.scanner.reset();
        odd.dnsOverride = {9};
        QVERIFY(qps::scanLaunchRequest(odd)->contains("<dnsOverride><id>9</id></dnsOverride>"));
    }

    void aCustomAttributeIsNamedBesideItsField()
    {
        const QByteArray request =
            qps::webAppSearchRequest(7, 5000, {{u"attributes"_s, Operator::Equals, u"RB-204"_s, u"Cost \"Centre\""_s}});
        QVERIFY(request.contains(
            "<Criteria field=\"attributes\" name=\"Cost &quot;Centre&quot;\" operator=\"EQUALS\">RB-204<"));
        QVERIFY(request.contains("<limitResults>1000<") && request.contains("operator=\"GREATER\">7<"));
    }

    void whatXmlHasNoPlaceForIsLeftOut()
    {
        const QString odd = u"a\u0001b\u001fc\td\uFFFEe"_s + QChar(0xD800) + u"f\U0001F600g"_s;
        QCOMPARE(qps::xmlText(odd), u"abc\tdef\U0001F600g"_s);
        QCOMPARE(qps::xmlText(QString(QChar(0xDC00)) + u"x"_s + QChar(0xD83D)), u"x"_s);
        WebAppEdit renamed;
        renamed.name = odd;
        pugi::xml_document document;
        const QByteArray request = edit(renamed);
        QVERIFY(document.load_buffer(request.constData(), std::size_t(request.size())));
        QCOMPARE(QString::fromUtf8(
                     document.child("ServiceRequest").child("data").child("WebApp").child("name").child_value()),
                 u"abc\tdef\U0001F600g"_s);
        QVERIFY(!qps::countRequest({{u"name"_s, Operator::Contains, u"x\u0002y"_s}}).contains('\x02'));
    }

    void theJournalSeesNoHeader()
    {
        const QByteArray redacted = qps::redactWebApps(qps::webAppCreateRequest(kiosk()).value());
        QVERIFY(!redacted.contains("was-automation"));
        QVERIFY(redacted.contains("<WebAppHeader>") && redacted.contains("Branch Kiosk"));
    }
};

QTEST_GUILESS_MAIN(TestWasRequests)
#include "tst_wasrequests.moc"
