// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Every sample answer about web apps, and invented ones for what real services do, read into the record it stands for.
#include "qps/webapps.h"
#include "wassamples.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const User mira{.id = {41200117}, .login = u"aldrg_mk1"_s, .firstName = u"Mira"_s, .lastName = u"Kovac"_s};
const User jonas{.id = {41200142}, .login = u"aldrg_jo2"_s, .firstName = u"Jonas"_s, .lastName = u"Oyelaran"_s};

WebApp onlyOf(const Result<qps::Page<WebApp>> &page)
{
    if (!page || page->records.size() != 1)
        qFatal("not one web app: %s", page ? "" : qPrintable(page.error().detail));
    return page->records.first();
}

WebApp readOne(const QByteArray &inside)
{
    return onlyOf(qps::readWholeWebApps(wasAnswer("<WebApp><id>7</id>" + inside + "</WebApp>")));
}

} // namespace

class TestWebAppSamples : public QObject
{
    Q_OBJECT

private slots:
    void aFullRecordIsReadWhole()
    {
        WebApp portal{.id = {5214548},
                      .name = u"Member Portal"_s,
                      .url = u"https://portal.alderridge.example/"_s,
                      .owner = mira,
                      .riskScore = 412,
                      .tags = {{{7710045}, u"WAS - Production"_s}, {{7710088}, u"BU: Retail Banking"_s}},
                      .tagCount = 2,
                      .created = utc("2025-06-03T08:12:44Z"),
                      .updated = utc("2026-03-02T10:41:07Z"),
                      .isWhole = true};
        portal.scanner = {
            Scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = {{{8722267}, u"Scanner Pool - DMZ"_s}}}, true};
        portal.lastScan =
            LastScan{{1902391},
                     u"Member Portal weekly 2026-03-01"_s,
                     {.status = {}, .consolidated = {}, .result = ScanResult{u"SUCCESSFUL"_s, u"SUCCESSFUL"_s}},
                     {}};
        portal.scope = u"DOMAINS"_s;
        portal.domains = {u"portal.alderridge.example"_s, u"static.alderridge.example"_s};
        portal.uris = {u"https://portal.alderridge.example/help/index.html"_s};
        portal.attributes = {{u"Business Function"_s, u"Online banking"_s}, {u"Cost Centre"_s, u"RB-204 & RB-205"_s}};
        portal.profile = {{1021}, u"Initial WAS Options"_s};
        portal.authRecords = {{{74210}, u"Portal service login"_s}};
        portal.excludedUrls = {{u"https://portal.alderridge.example/session/logout"_s, false},
                               {u"https://portal\\.alderridge\\.example/statements/.*\\.pdf"_s, true}};
        portal.headers = {u"X-Scan-Source: was-automation"_s};
        portal.robots = u"IGNORE"_s;
        portal.sitemap = true;
        portal.progressive = false;
        portal.malwareMonitoring = false;
        portal.malwareNotification = false;
        portal.scheduled = true;
        portal.cancel.afterHours = 6;
        portal.os = u"Linux 5.x"_s;
        portal.comments = {{u"Scans only inside the Sunday window."_s,
                            {.id = {41200142}, .login = u"aldrg_jo2"_s},
                            utc("2025-12-01T09:14:00Z")}};
        portal.createdBy = mira;
        portal.updatedBy = jonas;
        const WebApp read = onlyOf(qps::readWholeWebApps(wasSample(u"webapp-get.response.xml"_s)));
        QCOMPARE(read.scanner.scanner->pool, portal.scanner.scanner->pool); // names too
        QCOMPARE(read, portal);
        QCOMPARE(isScanned(read), std::optional(true));
    }

    void anAppThatWasNeverScanned()
    {
        const WebApp app = onlyOf(qps::readWholeWebApps(wasSample(u"webapp-get-never-scanned.response.xml"_s)));
        QCOMPARE(app.name, u"Branch Locator "_s); // the blank is the name's own
        QCOMPARE(app.scanner, (ScannerSetting{Scanner{}, false}));
        QCOMPARE(isScanned(app), std::optional(false));
        QVERIFY(!app.profile && !app.cancel.isSet() && app.tags.isEmpty() && knowsTags(app));
        QVERIFY(!app.progressive.has_value()); // the element is not there
        QCOMPARE(app.listNames, CrawlListNames::Blacklist);
    }

    void anAppliancesAppWithTheNewNames()
    {
        const WebApp app = onlyOf(qps::readWholeWebApps(wasSample(u"webapp-get-internal-scanner.response.xml"_s)));
        const Scanner expected{.kind = ScannerKind::Appliance, .appliance = u"core-scan-01"_s, .pool = {}};
        QCOMPARE(app.scanner, (ScannerSetting{expected, false}));
        QCOMPARE(app.listNames, CrawlListNames::Excludelist);
        QCOMPARE(app.excludedUrls, (QList<UrlEntry>{{u".*/payroll/.*"_s, true}}));
        QCOMPARE(app.cancel, (CancelRule{{}, u"23:30"_s}));
        QCOMPARE(app.robots, u"BLACKLIST"_s);
        QCOMPARE(app.lastScan->state.result, (std::optional(ScanResult{u"NO_HOST_ALIVE"_s, u"NONE"_s})));
    }

    void searchRows_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QList<qint64>>("ids");
        QTest::addColumn<bool>("more");
        QTest::newRow("plain") << u"webapp-search.response.xml"_s << QList<qint64>{5214548, 5214549, 5214563, 5214571}
                               << false;
        QTest::newRow("verbose") << u"webapp-search-verbose.response.xml"_s << QList<qint64>{5214548, 5214549, 5214571}
                                 << false;
        QTest::newRow("page 1") << u"webapp-search-page1.response.xml"_s << QList<qint64>{5214548, 5214549} << true;
        QTest::newRow("page 2") << u"webapp-search-page2.response.xml"_s << QList<qint64>{5214563, 5214571} << false;
        QTest::newRow("none") << u"webapp-search-none.response.xml"_s << QList<qint64>{} << false;
        QTest::newRow("none, 2020") << u"webapp-search-none-2020.response.xml"_s << QList<qint64>{} << false;
    }
    void searchRows()
    {
        QFETCH(QString, file);
        const auto page = qps::readWebApps(wasSample(file));
        QVERIFY(page.has_value());
        QList<qint64> ids;
        for (const WebApp &app : page->records) {
            ids << app.id.value;
            QVERIFY(!app.isWhole && !app.scanner.scanner && !app.scanner.locked && !isScanned(app).has_value());
            QVERIFY(app.owner.id && app.created.isValid() && app.updated.isValid() && !app.name.isEmpty());
        }
        QTEST(ids, "ids");
        QTEST(page->envelope.hasMore.value_or(false), "more");
        if (page->envelope.hasMore.value_or(false))
            QCOMPARE(page->envelope.lastId, std::optional<qint64>(5214549));
    }

    void rowsCountTagsThatTheyDoNotList()
    {
        const auto page = qps::readWebApps(wasSample(u"webapp-search-page1.response.xml"_s));
        QCOMPARE(page->records.first().tagCount, 2);
        QVERIFY(!knowsTags(page->records.first()));
        const auto verbose = qps::readWebApps(wasSample(u"webapp-search-verbose.response.xml"_s));
        QVERIFY(knowsTags(verbose->records.first()));
        QCOMPARE(verbose->records.first().tags.size(), 2);
    }

    void aCreateAnswersWithTheWholeObject()
    {
        const WebApp app = onlyOf(qps::readWholeWebApps(wasSample(u"webapp-create-minimal.response.xml"_s)));
        QCOMPARE(app.id, WebAppId{5214702});
        QCOMPARE(app.scanner, (ScannerSetting{Scanner{}, false}));
        QCOMPARE(qps::readAcknowledged(wasSample(u"webapp-create-minimal.response.xml"_s))->id, 5214702);
    }

    void writesAreAcknowledged_data()
    {
        QTest::addColumn<QList<qint64>>("ids");
        QTest::newRow("webapp-update") << QList<qint64>{5214548};
        QTest::newRow("webapp-delete-by-id") << QList<qint64>{5214702};
        QTest::newRow("webapp-delete-from-subscription") << QList<qint64>{5214702, 5214711};
        QTest::newRow("webapp-purge") << QList<qint64>{5214549};
    }
    void writesAreAcknowledged()
    {
        const QString file = QString::fromLatin1(QTest::currentDataTag()) + u".response.xml"_s;
        const auto answer = qps::readAcknowledged(wasSample(file));
        QVERIFY(answer.has_value());
        QTEST(answer->ids, "ids");
        QCOMPARE(answer->count, answer->ids.size());
    }

    void countsAreTotals()
    {
        QCOMPARE(qps::readCount(wasSample(u"webapp-count-all.response.xml"_s)).value(), 4);
        QCOMPARE(qps::readCount(wasSample(u"webapp-count-filtered.response.xml"_s)).value(), 1);
        QVERIFY(!qps::readCount(wasAnswer({}))); // no number is not none
        QCOMPARE(qps::readCount(wasAnswer({}, "<count>0</count>")).value(), 0);
    }

    /// Every refusal of the samples, none of which is a web app.
    void refusalsAreFailures_data()
    {
        using Kind = Failure::Kind;
        QTest::addColumn<Kind>("kind");
        QTest::newRow("error-asset-exists") << Kind::Rejected;
        QTest::newRow("error-cancel-not-running") << Kind::Rejected;
        QTest::newRow("error-concurrent-scan-limit") << Kind::Rejected;
        QTest::newRow("error-criteria-boolean") << Kind::Rejected;
        QTest::newRow("error-criteria-value") << Kind::Rejected;
        QTest::newRow("error-duplicate-name") << Kind::Rejected;
        QTest::newRow("error-id-not-a-number") << Kind::Rejected;
        QTest::newRow("error-invalid-credentials") << Kind::SignInRefused;
        QTest::newRow("error-invalid-url") << Kind::Rejected;
        QTest::newRow("error-invalid-xml") << Kind::Rejected;
        QTest::newRow("error-no-api-access") << Kind::NotPermitted;
        QTest::newRow("error-unknown-id") << Kind::Rejected;
        QTest::newRow("error-update-not-permitted") << Kind::NotPermitted;
    }
    void refusalsAreFailures()
    {
        const QString file = QString::fromLatin1(QTest::currentDataTag()) + u".response.xml"_s;
        for (const int status : {200, 400, 403}) { // the status of most refusals is not known
            const auto page = qps::readWholeWebApps(wasSample(file, status));
            QVERIFY(!page);
            QTEST(page.error().kind, "kind");
            QVERIFY(!page.error().detail.isEmpty() && !page.error().code.isEmpty());
        }
        QVERIFY(!qps::readAcknowledged(wasSample(file)));
    }

    void noRefusalIsLeftOut()
    {
        const QStringList files = QDir(QStringLiteral(TEST_DATA_DIR "/was")).entryList({u"error-*.response.xml"_s});
        QCOMPARE(files.size(), 13);
    }

    void paddedTextIsTrimmedAndBlanksOfANameAreNot()
    {
        const WebApp app = readOne("<name><![CDATA[\n        Two  blanks \n      ]]></name>"
                                   "<url><![CDATA[\n   https://a.example/x?y=1&z=2\n ]]></url>"
                                   "<scannerLocked>\n true \n</scannerLocked><useRobots> IGNORE </useRobots>");
        QCOMPARE(app.name, u"Two  blanks"_s);
        QCOMPARE(app.url, u"https://a.example/x?y=1&z=2"_s);
        QCOMPARE(app.scanner.locked, std::optional(true));
        QCOMPARE(app.robots, u"IGNORE"_s);
        QCOMPARE(readOne("<name><![CDATA[end ]]></name>").name, u"end "_s);
        QCOMPARE(readOne("<name><![CDATA[a]]>&amp;<![CDATA[<b>]]></name>").name, u"a&<b>"_s);
    }

    void tagsWinOverAScannerBesideThem()
    {
        const QByteArray tags =
            "<defaultScannerTags><count>1</count><list><Tag><id>3</id></Tag></list></defaultScannerTags>";
        const QByteArray external = "<defaultScanner><type>EXTERNAL</type></defaultScanner>";
        for (const QByteArray &both : {tags + external, external + tags})
            QCOMPARE(readOne(both).scanner.scanner->kind, ScannerKind::Pool);
        QCOMPARE(readOne("<defaultScannerTags><count>0</count></defaultScannerTags>" + external).scanner.scanner,
                 std::optional(Scanner{}));
    }

    void whatIsNotToldIsUnknown()
    {
        const WebApp app =
            readOne("<defaultScanner><type>SATELLITE</type></defaultScanner><scannerLocked/>"
                    "<progressiveScanning>AUTO</progressiveScanning><scope>GALAXY</scope><newThing><a/></newThing>");
        QVERIFY(!app.scanner.scanner.has_value()); // an unknown word is not external
        QVERIFY(!app.scanner.locked.has_value());
        QVERIFY(!app.progressive.has_value());
        QCOMPARE(app.scope, u"GALAXY"_s);
        QCOMPARE(readOne({}).scanner, (ScannerSetting{Scanner{}, {}})); // nothing said is the service's own scanners
    }

    void oldAnswersCallAnAttributesNameCategory()
    {
        const WebApp app = readOne("<attributes><count>1</count><list><Attribute><category>Function</category>"
                                   "<value>Web</value></Attribute></list></attributes>");
        QCOMPARE(app.attributes, (QList<WebAppAttribute>{{u"Function"_s, u"Web"_s}}));
    }

    void aPictureDoesNoHarm()
    {
        const QByteArray huge(5 * 1024 * 1024, 'A');
        const QByteArray record = "<screenshot><![CDATA[" + huge + "]]></screenshot><name>behind</name>";
        QCOMPARE(readOne(record).name, u"behind"_s);
        QCOMPARE(qps::readWebAppScreenshot(wasAnswer("<WebApp><id>7</id>" + record + "</WebApp>"))->size(),
                 huge.size() * 3 / 4);
        const QByteArray jpeg = *qps::readWebAppScreenshot(wasSample(u"webapp-get.response.xml"_s));
        QVERIFY(jpeg.startsWith("\xFF\xD8\xFF")); // comes without padding
        const auto broken =
            qps::readWebAppScreenshot(wasAnswer("<WebApp><id>7</id><screenshot>#no base64#</screenshot></WebApp>"));
        QVERIFY(broken.has_value() && broken->isEmpty());
        QCOMPARE(readOne("<screenshot>#no base64#</screenshot><name>x</name>").name, u"x"_s);
        QVERIFY(qps::readWebAppScreenshot(wasAnswer("<WebApp><id>7</id></WebApp>"))->isEmpty());
    }

    void badContentMakesAnAnswerUnreadable_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::newRow("id") << QByteArray("<WebApp><id>seven</id></WebApp>");
        QTest::newRow("no id") << QByteArray("<WebApp><name>a</name></WebApp>");
        QTest::newRow("lock") << QByteArray("<WebApp><id>7</id><scannerLocked>perhaps</scannerLocked></WebApp>");
        QTest::newRow("date") << QByteArray("<WebApp><id>7</id><createdDate>yesterday</createdDate></WebApp>");
    }
    void badContentMakesAnAnswerUnreadable()
    {
        QFETCH(QByteArray, record);
        const auto page = qps::readWholeWebApps(wasAnswer(record));
        QVERIFY(!page);
        QCOMPARE(page.error().kind, Failure::Kind::Unreadable);
    }

    void fullPagesAreRead()
    {
        QByteArray rows;
        for (int id = 1; id <= 1001; ++id)
            rows += "<WebApp><id>" + QByteArray::number(id) + "</id><name>n</name></WebApp>";
        const auto page = qps::readWebApps(wasAnswer(rows));
        QCOMPARE(page->records.size(), 1001);
        QCOMPARE(page->records.last().id, WebAppId{1001});
        QCOMPARE(qps::readWebApps(wasAnswer({}))->records.size(), 0);
    }

    void ofAFieldThatComesTwiceTheFirstCounts()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a field twice.*url"_s));
        const WebApp app = readOne("<url>https://first.example/</url><name>n</name><url>https://second.example/</url>");
        QCOMPARE(app.url, u"https://first.example/"_s);
        QCOMPARE(app.name, u"n"_s);
    }
};

QTEST_GUILESS_MAIN(TestWebAppSamples)
#include "tst_webappsamples.moc"
