// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "wasservice.h"

#include "domain/webapp.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;

namespace {

RawServer::Script file(const char *name)
{
    return [name](const RawRequest &) { return RawAnswer::of(200, sample(name)); };
}

int scansAgain(const QList<RawRequest> &requests)
{
    return int(std::ranges::count_if(requests,
                                     [](const RawRequest &request) { return request.target.contains("/scanagain/"); }));
}

} // namespace

class TestScans : public QObject
{
    Q_OBJECT

private slots:
    void aSearchNeverAsksToBeVerbose()
    {
        Was t(WasService{.element = "WasScan", .ids = idsBetween(1, 1'500)});
        std::optional<Result<SearchReport>> end;
        qsizetype rows = 0;
        const QDateTime since = QDateTime::fromString(u"2026-02-20T01:00:00+01:00"_s, Qt::ISODate);
        t.ticket = t.scans.search(
            {qps::launchedAfter(since)}, [&](const QList<WasScan> &page) { rows += page.size(); },
            [&](const Result<SearchReport> &report) { end = report; });
        QVERIFY(waitUntil([&] { return end.has_value(); }));
        QCOMPARE(rows, 1'500);
        for (const RawRequest &request : t.subscription.requests()) {
            QCOMPARE(request.line(), "POST /qps/rest/3.0/search/was/wasscan");
            QVERIFY(!request.body.contains("verbose"));
            QVERIFY(request.body.contains("operator=\"GREATER\">2026-02-20T00:00:00Z<"));
        }
    }

    void oneIsRead()
    {
        Was t([](const RawRequest &request) {
            return RawAnswer::of(200, sample(request.target.contains("/status/")
                                                 ? "was/wasscan-status-finished-ok.response.xml"
                                                 : "was/wasscan-get.response.xml"));
        });
        const auto scan = answerOf<WasScan>([&](auto done) { t.ticket = t.scans.get({1902391}, done); });
        QCOMPARE(scan->duration, std::optional<qint64>(6267));
        const auto state = answerOf<ScanState>([&](auto done) { t.ticket = t.scans.status({1902391}, done); });
        QCOMPARE(state->result, (std::optional(ScanResult{u"SUCCESSFUL"_s, u"SUCCESSFUL"_s})));
        const auto other = answerOf<ScanState>([&](auto done) { t.ticket = t.scans.status({7}, done); });
        QCOMPARE(other.error().kind, Kind::Unreadable); // somebody else's answer
        const auto requests = t.subscription.requests();
        QCOMPARE(requests[0].line(), "GET /qps/rest/3.0/get/was/wasscan/1902391");
        QCOMPARE(requests[1].line(), "GET /qps/rest/3.0/status/was/wasscan/1902391");
    }

    void manyAreFoundFiveHundredAtATime()
    {
        Was t(WasService{.element = "WasScan", .ids = idsBetween(1, 900)});
        QList<WasScanId> ids;
        for (qint64 id = 1; id <= 1'001; ++id)
            ids << WasScanId{id};
        const auto found = answerOf<QList<WasScan>>([&](auto done) {
            t.ticket = t.scans.find(ids, HttpRequest::Priority::Verification,
                                    [done](const Result<QList<WasScan>> &list, const Exchange &) { done(list); });
        });
        QCOMPARE(found->size(), 900);
        QCOMPARE(t.subscription.requests().size(), 3);
    }

    void aFindThatFoundOthersIsNotBelieved()
    {
        Was t([](const RawRequest &) { return RawAnswer::of(200, pageOf({9}, more(9), "WasScan")); });
        const auto found = answerOf<QList<WasScan>>([&](auto done) {
            t.ticket = t.scans.find({{7}}, HttpRequest::Priority::Verification,
                                    [done](const Result<QList<WasScan>> &list, const Exchange &) { done(list); });
        });
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Kind::Unreadable);
    }

    void resultsAreDownloaded()
    {
        Was t(file("was/wasscan-download.response.xml"));
        const auto bytes = answerOf<QByteArray>([&](auto done) { t.ticket = t.scans.download({1902391}, done); });
        QCOMPARE(bytes.value(), sample("was/wasscan-download.response.xml"));
        const auto results = answerOf<ScanResults>([&](auto done) { t.ticket = t.scans.results({1902391}, done); });
        QCOMPARE(results->vulnerabilities.total, 7);
        QCOMPARE(t.subscription.requests().first().line(), "GET /qps/rest/3.0/download/was/wasscan/1902391");
    }

    void aRefusedDownloadIsAFailure()
    {
        Was t(file("was/error-unknown-id.response.xml"));
        const auto bytes = answerOf<QByteArray>([&](auto done) { t.ticket = t.scans.download({7}, done); });
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().code, u"INVALID_REQUEST"_s);
    }

    void writesGoWhereTheyBelong_data()
    {
        QTest::addColumn<HttpRequest>("request");
        QTest::addColumn<QString>("path");
        const auto add = [](const char *name, const Result<HttpRequest> &request, const QString &path) {
            QVERIFY2(request.has_value(), name);
            QTest::newRow(name) << *request << u"/qps/rest/3.0/"_s + path;
        };
        add("launch", Scans::composeScanLaunch({.name = u"x"_s, .type = u"DISCOVERY"_s, .app = {7}}),
            u"launch/was/wasscan"_s);
        add("launch many", Scans::composeScanLaunchMany({.name = u"x"_s, .type = u"DISCOVERY"_s, .tags = {{7}}}),
            u"launch/was/wasscan"_s);
        add("cancel", Scans::composeScanCancel({7}, ScanCancel::Discard), u"cancel/was/wasscan/7"_s);
        add("cancel and keep", Scans::composeScanCancel({7}, ScanCancel::KeepResults), u"cancel/was/wasscan/7"_s);
        add("again", Scans::composeScanAgain({7}, u"x"_s), u"scanagain/was/wasscan/7"_s);
        add("delete", Scans::composeScanDelete({{7}}), u"delete/was/wasscan/7"_s);
        add("delete two", Scans::composeScanDelete({{7}, {8}}), u"delete/was/wasscan"_s);
    }
    void writesGoWhereTheyBelong()
    {
        QFETCH(HttpRequest, request);
        QTEST(request.path, "path");
        Was t(file("was/wasscan-launch.response.xml"));
        const auto answer = t.write(t.scans, request);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->id, 1902410);
        QCOMPARE(t.subscription.requests().size(), 1);
        QCOMPARE(t.subscription.requests().first().line(), "POST " + request.path.toLatin1());
    }

    void noWriteIsForNobody()
    {
        for (const Result<HttpRequest> &request :
             {Scans::composeScanLaunch({}), Scans::composeScanLaunchMany({}),
              Scans::composeScanCancel({}, ScanCancel::Discard), Scans::composeScanAgain({}, u"x"_s),
              Scans::composeScanDelete({}), Scans::composeScanDelete({{0}})}) {
            QVERIFY(!request);
            QCOMPARE(request.error().kind, Kind::Rejected);
        }
    }

    /// Documentation spells the path of "scan again" in two ways; which one is asked for is the caller's business.
    void aRefusalIsNotAskedOnceMore()
    {
        Was t([](const RawRequest &) { return refusal("INVALID_URL"); });
        const HttpRequest request = *Scans::composeScanAgain({1902350}, u"again"_s, Scans::AgainPath::Scan);
        QCOMPARE(request.path, u"/qps/rest/3.0/scanagain/was/scan/1902350"_s);
        QCOMPARE(Scans::scanDoneAgain(request), WasScanId{1902350});
        const auto answer = t.write(t.scans, request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, u"INVALID_URL"_s);
        QCOMPARE(scansAgain(t.subscription.requests()), 1);
    }

    void anyOtherRefusalIsLast()
    {
        Was t(file("was/error-concurrent-scan-limit.response.xml"));
        const auto answer = t.write(t.scans, *Scans::composeScanAgain({7}, u"again"_s));
        QVERIFY(!answer);
        QVERIFY(answer.error().detail.contains(u"concurrent"_s));
        QCOMPARE(scansAgain(t.subscription.requests()), 1);
    }

    void aLaunchWhoseAnswerIsLostWasSentOnce()
    {
        Was t(file("was/wasscan-launch.response.xml"));
        t.subscription.proxy.on(u"/launch/"_s, {.kind = FaultProxy::Fault::Kind::ApplyThenDrop});
        const auto answer =
            t.write(t.scans, *Scans::composeScanLaunch({.name = u"x"_s, .type = u"DISCOVERY"_s, .app = {7}}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::ConnectionLost);
        QCOMPARE(t.subscription.requests().size(), 1);
    }

    void theNewestScanIsAnAppsLast()
    {
        const auto at = [](const char *time) { return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate); };
        const auto scan = [&](qint64 id, const char *time, const char *status) {
            return WasScan{.id = {id},
                           .app = {{7}, {}},
                           .launched = at(time),
                           .state = {.status = QString::fromLatin1(status), .consolidated = {}, .result = {}}};
        };
        WebApp app{.id = {7}};
        QVERIFY(noteScan(app, scan(2, "2026-03-02T00:00:00Z", "RUNNING")));
        QVERIFY(!noteScan(app, scan(1, "2026-03-01T00:00:00Z", "FINISHED")));
        QVERIFY(noteScan(app, scan(2, "2026-03-02T00:00:00Z", "FINISHED")));
        QCOMPARE(app.lastScan->state.status, u"FINISHED"_s);
        WasScan others = scan(9, "2026-03-09T00:00:00Z", "RUNNING");
        others.app.id = {8};
        QVERIFY(!noteScan(app, others));

        WebApp whole{.id = {7}, .name = u"x"_s, .isWhole = true};
        whole.lastScan = LastScan{.id = {2}, .name = {}, .state = {}, .launched = {}};
        takeWhole(app, whole); // a get tells neither status nor time
        QVERIFY(app.isWhole);
        QCOMPARE(app.lastScan->state.status, u"FINISHED"_s);
        whole.lastScan->id = {3};
        takeWhole(app, whole);
        QCOMPARE(app.lastScan->id, WasScanId{3});
        QVERIFY(!noteScan(app, scan(2, "2026-03-02T00:00:00Z", "FINISHED")));
        QVERIFY(noteScan(app, scan(3, "2026-03-03T00:00:00Z", "SUBMITTED")));
    }
};

QTEST_GUILESS_MAIN(TestScans)
#include "tst_scans.moc"
