// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Every sample answer about scans, appliances and what is chosen from, read into the record it stands for.
#include "qps/appliances.h"
#include "qps/scans.h"
#include "qps/waspickers.h"
#include "wassamples.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

WasScan onlyOf(const QString &file)
{
    const auto page = qps::readScans(wasSample(file));
    if (!page || page->records.size() != 1)
        qFatal("not one scan in %s", qPrintable(file));
    return page->records.first();
}

ScanState state(const char *status, const char *results = nullptr, const char *auth = nullptr, bool newer = true)
{
    ScanState state{.status = QString::fromLatin1(status), .consolidated = {}, .result = {}};
    if (newer)
        state.consolidated = state.status;
    if (results)
        state.result = ScanResult{QString::fromLatin1(results), QString::fromLatin1(auth)};
    return state;
}

} // namespace

class TestScanSamples : public QObject
{
    Q_OBJECT

private slots:
    void statesAreRead_data()
    {
        QTest::addColumn<ScanState>("expected");
        QTest::newRow("no-host-alive") << state("FINISHED", "NO_HOST_ALIVE", "NONE", false); // founding document 002
        QTest::newRow("finished-ok") << state("FINISHED", "SUCCESSFUL", "SUCCESSFUL");
        QTest::newRow("finished-auth-failed") << state("FINISHED", "SUCCESSFUL", "FAILED");
        QTest::newRow("processing") << state("FINISHED", "TO_BE_PROCESSED", "SUCCESSFUL");
        QTest::newRow("running") << state("RUNNING");
        QTest::newRow("submitted") << state("SUBMITTED");
        QTest::newRow("canceled") << state("CANCELED");
    }
    void statesAreRead()
    {
        const WasScan scan =
            onlyOf(u"wasscan-status-"_s + QString::fromLatin1(QTest::currentDataTag()) + u".response.xml"_s);
        QTEST(scan.state, "expected");
        QVERIFY(bool(scan.id));
    }

    void searchRowsHoldOneOfEachCase()
    {
        const auto page = qps::readScans(wasSample(u"wasscan-search.response.xml"_s));
        QVERIFY(page.has_value());
        QCOMPARE(page->records.size(), 5);
        const WasScan &noHost = page->records[0];
        QCOMPARE(noHost.name, u"Staff Intranet adhoc"_s);
        QCOMPARE(noHost.app, (Named<WebApp>{{5214571}, u"Staff Intranet"_s}));
        QCOMPARE(noHost.appUrl, u"https://intranet.alderridge.example:8443/home"_s);
        QCOMPARE(noHost.scanner->appliance, u"core-scan-01"_s);
        QVERIFY(!noHost.authRecord);
        QCOMPARE(noHost.state, state("FINISHED", "NO_HOST_ALIVE", "NONE"));
        QVERIFY(!noHost.linksCrawled.has_value());
        QCOMPARE(page->records[1].state, state("CANCELED"));
        QCOMPARE(page->records[2].name, u"Loan Origination  post-release"_s); // two blanks
        QCOMPARE(page->records[2].state, state("FINISHED", "SUCCESSFUL", "FAILED"));
        QCOMPARE(page->records[2].scanner, std::optional(Scanner{}));
        QCOMPARE(page->records[3].linksCrawled, std::optional<qint64>(418));
        QCOMPARE(page->records[4].state, state("RUNNING"));
        QCOMPARE(page->records[4].launched, utc("2026-03-03T08:00:01Z"));
        QVERIFY(!page->envelope.hasMore.value());
    }

    void signInProblemsAreFound()
    {
        const auto page = qps::readScans(wasSample(u"wasscan-search-attention.response.xml"_s));
        QCOMPARE(page->records.size(), 1);
        QCOMPARE(page->records.first().state.result->auth, u"FAILED"_s);
    }

    void aGetTellsMore()
    {
        const WasScan scan = onlyOf(u"wasscan-get.response.xml"_s);
        QCOMPARE(scan.reference, u"was/1772352004811.2210557"_s);
        QCOMPARE(scan.type, u"VULNERABILITY"_s);
        QCOMPARE(scan.mode, u"SCHEDULED"_s);
        QCOMPARE(scan.profile, (Named<OptionProfile>{{1021}, u"Initial WAS Options"_s}));
        QCOMPARE(scan.authRecord, (Named<WebAppAuthRecord>{{74210}, u"Portal service login"_s}));
        QCOMPARE(scan.options.size(), 5);
        QCOMPARE(scan.options.last(), (ScanOption{u"Target URL"_s, u"https://portal.alderridge.example/"_s}));
        QCOMPARE(scan.launchedBy.login, u"aldrg_jo2"_s);
        QCOMPARE(scan.ended, utc("2026-03-01T09:44:31Z"));
        QCOMPARE(scan.duration, std::optional<qint64>(6267));
        QCOMPARE(scan.crawlDuration, std::optional<qint64>(812));
        QCOMPARE(scan.requests, std::optional<qint64>(23118));
        QCOMPARE(scan.os, u"Linux 5.x"_s);
        QCOMPARE(scan.cancelOption, u"DEFAULT"_s);
        QCOMPARE(scan.sendMail, std::optional(true));
        QCOMPARE(scan.wafAuth, std::optional(false));
        QCOMPARE(scan.progressive, u"false"_s);

        const WasScan running = onlyOf(u"wasscan-get-running.response.xml"_s);
        QVERIFY(!running.state.result && !running.ended.isValid() && !running.duration);
        const WasScan canceled = onlyOf(u"wasscan-get-canceled.response.xml"_s);
        QCOMPARE(canceled.cancelMode, u"USER"_s);
        QCOMPARE(canceled.canceledBy.login, u"aldrg_jo2"_s);
        QVERIFY(!canceled.state.result);
    }

    void writesAreAcknowledged_data()
    {
        QTest::addColumn<QList<qint64>>("ids");
        QTest::newRow("launch") << QList<qint64>{1902410};
        QTest::newRow("scanagain") << QList<qint64>{1902415};
        QTest::newRow("cancel") << QList<qint64>{1902402};
        QTest::newRow("delete-by-id") << QList<qint64>{1902360};
        QTest::newRow("delete-by-filter") << QList<qint64>{1902350, 1902360};
    }
    void writesAreAcknowledged()
    {
        const auto answer = qps::readAcknowledged(
            wasSample(u"wasscan-"_s + QString::fromLatin1(QTest::currentDataTag()) + u".response.xml"_s));
        QVERIFY(answer.has_value());
        QTEST(answer->ids, "ids");
    }

    void countsAreTotals()
    {
        QCOMPARE(qps::readCount(wasSample(u"wasscan-count.response.xml"_s)).value(), 5);
        QCOMPARE(qps::readCount(wasSample(u"wasscan-count-active.response.xml"_s)).value(), 1);
    }

    void aDownloadHasNoEnvelope()
    {
        const auto results = qps::readScanResults(wasSample(u"wasscan-download.response.xml"_s));
        QVERIFY(results.has_value());
        QCOMPARE(results->scan.id, WasScanId{1902391});
        QCOMPARE(results->scan.state, state("FINISHED", "SUCCESSFUL", "SUCCESSFUL", false));
        QCOMPARE(results->vulnerabilities, (FindingCounts{7, {3, 1, 2, 0, 1}}));
        QCOMPARE(results->information, (FindingCounts{24, {18, 4, 2, 0, 0}}));
        QCOMPARE(results->sensitive, FindingCounts());
        QCOMPARE(results->vulns, (QList<ScanFinding>{{150001, u"Reflected Cross-Site Scripting (XSS) Vulnerabilities"_s,
                                                      u"https://portal.alderridge.example/search?q=1"_s, u"q"_s, 1}}));
        QCOMPARE(results->gathered, (QList<ScanFinding>{{150009, u"Links Crawled"_s, {}, {}, 0}}));
        QCOMPARE(*qps::readScanDownload(wasSample(u"wasscan-download.response.xml"_s)),
                 wasBytes(u"wasscan-download.response.xml"_s)); // to the byte
    }

    void whatComesInPlaceOfResultsIsAnError_data()
    {
        using Kind = Failure::Kind;
        QTest::addColumn<qps::Raw>("raw");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("refusal") << wasSample(u"error-unknown-id.response.xml"_s) << Kind::Rejected;
        QTest::newRow("success without results") << wasAnswer({}) << Kind::Unreadable;
        QTest::newRow("cut") << qps::Raw{.body = wasBytes(u"wasscan-download.response.xml"_s).left(2'000)}
                             << Kind::Unreadable;
        QTest::newRow("status") << wasSample(u"wasscan-download.response.xml"_s, 503) << Kind::Maintenance;
        QTest::newRow("html") << qps::Raw{.body = "<html><title>x</title></html>", .contentType = "text/html"}
                              << Kind::NotQualys;
        QTest::newRow("empty") << qps::Raw{} << Kind::NotQualys;
    }
    void whatComesInPlaceOfResultsIsAnError()
    {
        QFETCH(qps::Raw, raw);
        const auto results = qps::readScanResults(raw);
        QVERIFY(!results);
        QTEST(results.error().kind, "kind");
        QVERIFY(!qps::readScanDownload(raw));
    }

    void oddScansAreRead()
    {
        const auto page = qps::readScans(
            wasAnswer("<WasScan><id>1</id><status>HIBERNATING</status><summary/>"
                      "<progressiveScanning>DISABLED</progressiveScanning><scanDuration/>"
                      "<target><scannerAppliance><type>scannerTags</type></scannerAppliance></target></WasScan>"));
        QVERIFY(page.has_value());
        const WasScan &scan = page->records.first();
        QCOMPARE(scan.state.status, u"HIBERNATING"_s);
        QCOMPARE(scan.state.result, std::optional(ScanResult())); // there, and it says nothing
        QCOMPARE(scan.progressive, u"DISABLED"_s);
        QVERIFY(!scan.duration.has_value());
        QCOMPARE(scan.scanner->kind, ScannerKind::Pool);
        QVERIFY(!qps::readScans(wasAnswer("<WasScan><name>x</name></WasScan>")));
    }

    void pickersKnowNames()
    {
        const auto profiles = qps::readOptionProfiles(wasSample(u"optionprofile-search.response.xml"_s));
        QCOMPARE(profiles->records, (QList<OptionProfile>{{{1021}, u"Initial WAS Options"_s, {41200117}, {}},
                                                          {{1187}, u"Quarterly deep scan"_s, {41200142}, {}}}));
        const auto profile = qps::readOptionProfiles(wasSample(u"optionprofile-get.response.xml"_s));
        QCOMPARE(profile->records.first().isDefault, std::optional(false));
        const auto records = qps::readAuthRecords(wasSample(u"webappauthrecord-search.response.xml"_s));
        QCOMPARE(records->records, (QList<WebAppAuthRecord>{{{74210}, u"Portal service login"_s, {41200142}},
                                                            {{74233}, u"Intranet NTLM"_s, {41200142}}}));
        QCOMPARE(qps::readAuthRecords(wasSample(u"webappauthrecord-get.response.xml"_s))->records.first(),
                 records->records.first()); // of what is typed into its fields nothing is kept
        const auto overrides =
            qps::readDnsOverrides(wasAnswer("<DnsOverride><id>5</id><name>staging</name></DnsOverride>"));
        QCOMPARE(overrides->records, (QList<DnsOverride>{{{5}, u"staging"_s}}));
        QVERIFY(!qps::readOptionProfiles(wasAnswer("<OptionProfile><name>x</name></OptionProfile>")));
    }

    void appliancesAreRead()
    {
        const auto brief = qps::readAppliances(wasSample(u"appliance-list-brief.response.xml"_s));
        QVERIFY(brief.has_value());
        QCOMPARE(brief->size(), 3);
        QCOMPARE(brief->first(), (Appliance{.id = {55120},
                                            .uuid = u"6f0c1f0a-2b7e-4e0f-9a55-0d2f6b1c7a01"_s,
                                            .name = u"dmz-scan-01"_s,
                                            .softwareVersion = u"12.16"_s,
                                            .runningScans = 1,
                                            .status = u"Online"_s}));
        const auto full = qps::readAppliances(wasSample(u"appliance-list-full.response.xml"_s));
        QVERIFY(full.has_value());
        QCOMPARE(full->size(), 3);
        QCOMPARE(full->last(), (Appliance{.id = {55133},
                                          .uuid = u"6f0c1f0a-2b7e-4e0f-9a55-0d2f6b1c7a03"_s,
                                          .name = u"core-scan-01"_s,
                                          .softwareVersion = u"12.15"_s,
                                          .status = u"Offline"_s,
                                          .model = u"cvscanner"_s,
                                          .type = u"Virtual"_s,
                                          .tags = {u"Scanner Pool - Core"_s},
                                          .scannerCurrent = false,
                                          .signaturesCurrent = false,
                                          .updated = utc("2026-03-03T14:28:11Z"),
                                          .heartbeatsMissed = 6}));
        QCOMPARE(poolsOf(*full),
                 (QList<AppliancePool>{{u"Scanner Pool - Core"_s, 1, 0}, {u"Scanner Pool - DMZ"_s, 2, 2}}));
    }

    void theClassicInterfaceIsOdd_data()
    {
        using Kind = Failure::Kind;
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("count"); ///< -1 for a failure
        QTest::addColumn<Kind>("kind");
        const QByteArray type =
            "<?xml version=\"1.0\"?><!DOCTYPE APPLIANCE_LIST_OUTPUT SYSTEM \"https://x.example/a.dtd\">";
        const QByteArray error = "<SIMPLE_RETURN><RESPONSE><DATETIME>2026-03-03T14:30:00Z</DATETIME><CODE>%1</CODE>"
                                 "<TEXT>no</TEXT></RESPONSE></SIMPLE_RETURN>";
        QTest::newRow("no appliances") << type + "<APPLIANCE_LIST_OUTPUT><RESPONSE/></APPLIANCE_LIST_OUTPUT>" << 200
                                       << 0 << Kind::Unreadable;
        QTest::newRow("comments")
            << type + "<!-- a --><APPLIANCE_LIST_OUTPUT><!-- b --><RESPONSE><APPLIANCE_LIST><!-- c -->"
                      "<APPLIANCE><ID>1</ID><!-- d --><NAME> dmz </NAME><ACTIVATION_CODE>123"
                      "</ACTIVATION_CODE></APPLIANCE></APPLIANCE_LIST></RESPONSE>"
                      "</APPLIANCE_LIST_OUTPUT><!-- CONFIDENTIAL -->"
            << 200 << 1 << Kind::Unreadable;
        QTest::newRow("no rights") << QByteArray(error).replace("%1", "2012") << 400 << -1 << Kind::AccountState;
        QTest::newRow("limit") << QByteArray(error).replace("%1", "1965") << 409 << -1 << Kind::Throttled;
        QTest::newRow("too many at once") << QByteArray(error).replace("%1", "1960") << 409 << -1 << Kind::Concurrency;
        QTest::newRow("bad id") << type + "<APPLIANCE_LIST_OUTPUT><RESPONSE><APPLIANCE_LIST><APPLIANCE><ID>x</ID>"
                                          "</APPLIANCE></APPLIANCE_LIST></RESPONSE></APPLIANCE_LIST_OUTPUT>"
                                << 200 << -1 << Kind::Unreadable;
        QTest::newRow("entities") << "<!DOCTYPE APPLIANCE_LIST_OUTPUT [<!ENTITY a \"b\">]><APPLIANCE_LIST_OUTPUT/>"_ba
                                  << 200 << -1 << Kind::Unreadable;
        QTest::newRow("another list") << "<HOST_LIST_OUTPUT><RESPONSE/></HOST_LIST_OUTPUT>"_ba << 200 << -1
                                      << Kind::NotQualys;
        QTest::newRow("status") << type + "<APPLIANCE_LIST_OUTPUT><RESPONSE/></APPLIANCE_LIST_OUTPUT>" << 503 << -1
                                << Kind::Maintenance;
    }
    void theClassicInterfaceIsOdd()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(int, count);
        const auto list = qps::readAppliances({.body = body, .status = status});
        QCOMPARE(list ? int(list->size()) : -1, count);
        if (list && count > 0)
            QCOMPARE(list->first().name, u"dmz"_s);
        else if (!list)
            QTEST(list.error().kind, "kind");
    }

    /// Findings and schedules have no record here yet; their envelopes are ours all the same.
    void whatIsNotOursYetIsStillAnAnswer()
    {
        QCOMPARE(qps::readCount(wasSample(u"finding-count.response.xml"_s)).value(), 1);
        for (const auto &[file, count] :
             {std::pair(u"finding-search.response.xml"_s, 2), std::pair(u"wasscanschedule-search.response.xml"_s, 1),
              std::pair(u"wasscanschedule-get.response.xml"_s, 1)})
            QCOMPARE(qps::readAnswer(wasSample(file))->envelope.count, count);
        QCOMPARE(qps::readAcknowledged(wasSample(u"wasscanschedule-deactivate.response.xml"_s))->id, 30118);
    }
};

QTEST_GUILESS_MAIN(TestScanSamples)
#include "tst_scansamples.moc"
