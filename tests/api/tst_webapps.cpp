// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "wasservice.h"

#include "api/appliances.h"
#include "api/waspickers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;

class TestWebApps : public QObject
{
    Q_OBJECT

private slots:
    void aSearchWalksByTheId()
    {
        Was t(WasService{.ids = idsBetween(1, 2'001)});
        const auto report = t.search({{u"name"_s, qps::Operator::Contains, u"a"_s}});
        QVERIFY(report.has_value());
        QCOMPARE(report->rows, 2'001);
        QCOMPARE(t.all.size(), 2'001);
        QCOMPARE(t.subscription.cursors(), (Ids{0, 1'000, 2'000}));
        for (const RawRequest &request : t.subscription.requests()) {
            QCOMPARE(request.line(), "POST /qps/rest/3.0/search/was/webapp");
            QVERIFY(request.body.contains("<verbose>true</verbose>"));
            QVERIFY(request.body.contains("field=\"name\" operator=\"CONTAINS\">a<"));
        }
        QVERIFY(!t.all.first().isWhole);
    }

    void nothingIsFound_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("2022") << sample("was/webapp-search-none.response.xml");
        QTest::newRow("2020") << sample("was/webapp-search-none-2020.response.xml");
    }
    void nothingIsFound()
    {
        QFETCH(QByteArray, answer);
        Was t([answer](const RawRequest &) { return RawAnswer::of(200, answer); });
        QCOMPARE(t.search()->rows, 0);
        QCOMPARE(t.subscription.requests().size(), 1);
    }

    void theSamplesArePages()
    {
        Was t([](const RawRequest &request) {
            return RawAnswer::of(200, sample(cursorOf(request) == 0 ? "was/webapp-search-page1.response.xml"
                                                                    : "was/webapp-search-page2.response.xml"));
        });
        QCOMPARE(t.search()->rows, 4);
        QCOMPARE(t.subscription.cursors(), (Ids{0, 5214549}));
    }

    void oneIsReadWhole()
    {
        Was t([](const RawRequest &) { return RawAnswer::of(200, sample("was/webapp-get.response.xml")); });
        const auto app = answerOf<WebApp>([&](auto done) { t.ticket = t.apps.get({5214548}, done); });
        QVERIFY(app.has_value());
        QVERIFY(app->isWhole && app->scanner.locked.value());
        QCOMPARE(t.subscription.requests().first().line(), "GET /qps/rest/3.0/get/was/webapp/5214548");
        const auto picture = answerOf<QByteArray>([&](auto done) { t.ticket = t.apps.screenshot({5214548}, done); });
        QVERIFY(picture->startsWith("\xFF\xD8"));
    }

    void anotherRecordIsNotTheOneAskedFor()
    {
        Was t([](const RawRequest &) { return RawAnswer::of(200, sample("was/webapp-get.response.xml")); });
        const auto app = answerOf<WebApp>([&](auto done) { t.ticket = t.apps.get({7}, done); });
        QVERIFY(!app);
        QCOMPARE(app.error().kind, Kind::Unreadable); // and not gone: nobody has said that
    }

    void manyAreReadTwoAtATime()
    {
        Was t(WasService{.ids = idsBetween(1, 40)});
        const auto found = t.find(idsBetween(1, 30) + Ids{3, 0, -5, 99});
        QVERIFY(found.has_value());
        QCOMPARE(*found, idsBetween(1, 30));
        QCOMPARE(t.subscription.requests().size(), 31); // each once, 99 among them
        QVERIFY(t.subscription.server.mostOpen() <= 2);
    }

    void noneNamedIsNoRequest()
    {
        Was t(WasService{});
        QCOMPARE(t.find({}).value(), Ids());
        QVERIFY(t.subscription.requests().isEmpty());
    }

    void whatIsGoneIsMissing_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const auto error = [](const char *code) {
            return QByteArray("<ServiceResponse><responseCode>") + code + "</responseCode></ServiceResponse>";
        };
        QTest::newRow("not found") << error("NOT_FOUND");
        QTest::newRow("another word") << error("OBJECT_NOT_FOUND");
        QTest::newRow("success without data") << error("SUCCESS");
        QTest::newRow("invalid request") << sample("was/error-unknown-id.response.xml");
    }
    void whatIsGoneIsMissing()
    {
        QFETCH(QByteArray, answer);
        Was t([answer](const RawRequest &request) {
            return request.target.endsWith("/8") ? RawAnswer::of(200, answer) : WasService{.ids = {7, 9}}(request);
        });
        QCOMPARE(t.find({7, 8, 9}).value(), (Ids{7, 9}));
    }

    /// A refusal may have another reason: what a search still lists is there.
    void whatIsRefusedAndThereIsNotGone()
    {
        Was t([](const RawRequest &request) {
            return request.target.endsWith("/8") ? refusal("INVALID_REQUEST", "something else")
                                                 : WasService{.ids = {7, 8}}(request);
        });
        const auto found = t.find({7, 8});
        QVERIFY(!found);
        QCOMPARE(found.error().detail, u"something else"_s);
    }

    void theFirstFailureIsTheEnd()
    {
        Was t([](const RawRequest &request) {
            return request.target.endsWith("/2") ? refusal("UNAUTHORIZED")
                                                 : WasService{.ids = idsBetween(1, 50)}(request);
        });
        const auto found = t.find(idsBetween(1, 50));
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Kind::NotPermitted);
        QVERIFY(t.subscription.requests().size() < 6);
    }

    void lettingGoOfTheTicketSilencesTheFind()
    {
        Was t(WasService{.ids = idsBetween(1, 50)});
        bool called = false;
        QList<WebAppId> ids;
        for (qint64 id = 1; id <= 50; ++id)
            ids << WebAppId{id};
        t.ticket = t.apps.find(ids, HttpRequest::Priority::Interactive,
                               [&](const Result<QList<WebApp>> &, const Exchange &) { called = true; });
        QVERIFY(waitUntil([&] { return t.subscription.requests().size() > 4; }));
        t.ticket.letGo();
        QTest::qWait(50);
        QVERIFY(!called);
        QVERIFY(t.subscription.requests().size() < 50);
    }

    void countsAskWithOrWithoutCriteria()
    {
        Was t([](const RawRequest &) { return RawAnswer::of(200, sample("was/webapp-count-all.response.xml")); });
        QCOMPARE(answerOf<qint64>([&](auto done) { t.ticket = t.apps.count({}, done); }).value(), 4);
        const WebApps::Criteria never{{u"isScanned"_s, qps::Operator::Equals, u"false"_s}};
        QCOMPARE(answerOf<qint64>([&](auto done) { t.ticket = t.apps.count(never, done); }).value(), 4);
        const auto requests = t.subscription.requests();
        QCOMPARE(requests.first().line(), "POST /qps/rest/3.0/count/was/webapp");
        QVERIFY(!requests.first().body.contains("filters"));
        QVERIFY(requests.last().body.contains("isScanned"));
    }

    void writesGoWhereTheyBelong_data()
    {
        QTest::addColumn<HttpRequest>("request");
        QTest::addColumn<QString>("path");
        WebAppEdit renamed;
        renamed.name = u"x"_s;
        const auto add = [](const char *name, const Result<HttpRequest> &request, const QString &path) {
            QVERIFY2(request.has_value(), name);
            QTest::newRow(name) << *request << u"/qps/rest/3.0/"_s + path;
        };
        add("url", WebApps::composeWebAppUrl({7}, u"https://a.example/"_s), u"update/was/webapp/7"_s);
        add("scanner", WebApps::composeWebAppScanner({7}, {.locked = true}), u"update/was/webapp/7"_s);
        add("rest", WebApps::composeWebAppEdit({7}, renamed), u"update/was/webapp/7"_s);
        add("create", WebApps::composeWebAppCreate({.name = u"a"_s, .url = u"https://a.example/"_s}),
            u"create/was/webapp"_s);
        add("delete", WebApps::composeWebAppDelete({{7}}), u"delete/was/webapp/7"_s);
        add("delete two", WebApps::composeWebAppDelete({{7}, {8}}, true), u"delete/was/webapp"_s);
        add("purge", WebApps::composeWebAppPurge({{7}}), u"purge/was/webapp/7"_s);
        add("purge two", WebApps::composeWebAppPurge({{7}, {8}}), u"purge/was/webapp"_s);
    }
    void writesGoWhereTheyBelong()
    {
        QFETCH(HttpRequest, request);
        QTEST(request.path, "path");
        QCOMPARE(request.effect, HttpRequest::Effect::Writes);
        Was t([](const RawRequest &) { return RawAnswer::of(200, sample("was/webapp-update.response.xml")); });
        const auto answer = t.write(t.apps, request);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->id, 5214548);
        const auto requests = t.subscription.requests();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.first().line(), "POST " + request.path.toLatin1());
        // A path without an id acts on what the body names: never on everything.
        QVERIFY(idInPath(requests.first()) > 0 || idsAskedFor(requests.first()).size() == 2 ||
                request.path.contains("create"_L1));
    }

    void noWriteIsForNobody()
    {
        WebAppEdit renamed;
        renamed.name = u"x"_s;
        for (const Result<HttpRequest> &request :
             {WebApps::composeWebAppUrl({}, u"https://a.example/"_s),
              WebApps::composeWebAppScanner({}, {.locked = true}), WebApps::composeWebAppEdit({}, renamed),
              WebApps::composeWebAppEdit({7}, {}), WebApps::composeWebAppDelete({}),
              WebApps::composeWebAppDelete({{0}}), WebApps::composeWebAppPurge({}),
              WebApps::composeWebAppPurge({{-1}, {2}})}) {
            QVERIFY(!request);
            QCOMPARE(request.error().kind, Kind::Rejected);
        }
    }

    void appliancesAreAskedForOnce()
    {
        Was t([](const RawRequest &) { return RawAnswer::of(200, sample("was/appliance-list-full.response.xml")); });
        Appliances appliances(*t.subscription.client);
        const auto list = answerOf<QList<Appliance>>([&](auto done) { t.ticket = appliances.list(done); });
        QCOMPARE(list->size(), 3);
        const RawRequest request = t.subscription.requests().first();
        QCOMPARE(request.line(), "GET /api/2.0/fo/appliance/?action=list&output_mode=full&show_tags=1");
        QVERIFY(!request.header("X-Requested-With").isEmpty());
    }

    void aRefusalOfAppliancesIsOrdinary()
    {
        Was t([](const RawRequest &) {
            return RawAnswer::of(400,
                                 "<?xml version=\"1.0\"?><!DOCTYPE SIMPLE_RETURN SYSTEM \"https://x.example/s.dtd\">"
                                 "<SIMPLE_RETURN><RESPONSE><CODE>2012</CODE><TEXT>no rights</TEXT></RESPONSE>"
                                 "</SIMPLE_RETURN>");
        });
        Appliances appliances(*t.subscription.client);
        const auto list = answerOf<QList<Appliance>>([&](auto done) { t.ticket = appliances.list(done); });
        QVERIFY(!list);
        QCOMPARE(list.error().detail, u"no rights"_s);
    }

    void pickersReadWholeLists()
    {
        Was t([](const RawRequest &request) {
            if (request.target.endsWith("optionprofile"))
                return RawAnswer::of(200, sample("was/optionprofile-search.response.xml"));
            if (request.target.endsWith("webappauthrecord"))
                return RawAnswer::of(200, sample("was/webappauthrecord-search.response.xml"));
            return WasService{.element = "DnsOverride", .ids = idsBetween(1, 1'001)}(request);
        });
        WasPickers pickers(*t.subscription.client);
        QCOMPARE(answerOf<QList<OptionProfile>>([&](auto done) { t.ticket = pickers.optionProfiles(done); })->size(),
                 2);
        QCOMPARE(answerOf<QList<WebAppAuthRecord>>([&](auto done) { t.ticket = pickers.authRecords(done); })->size(),
                 2);
        QCOMPARE(answerOf<QList<DnsOverride>>([&](auto done) { t.ticket = pickers.dnsOverrides(done); })->size(),
                 1'001);
        QCOMPARE(t.subscription.server.count("POST /qps/rest/3.0/search/was/optionprofile"), 1);
        QCOMPARE(t.subscription.server.count("POST /qps/rest/3.0/search/was/webappauthrecord"), 1);
        QCOMPARE(t.subscription.server.count("POST /qps/rest/3.0/search/was/dnsoverride"), 2);
    }
};

QTEST_GUILESS_MAIN(TestWebApps)
#include "tst_webapps.moc"
