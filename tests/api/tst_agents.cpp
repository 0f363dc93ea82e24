// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "agentservice.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;
using Stopped = SearchReport::Stopped;

Q_DECLARE_METATYPE(RawAnswer)

class TestAgents : public QObject
{
    Q_OBJECT
private slots:
    void everyAgentIsFoundOnce_data()
    {
        QTest::addColumn<int>("agents");
        QTest::addColumn<int>("requests");
        QTest::addRow("none") << 0 << 1;
        QTest::addRow("one") << 1 << 1;
        QTest::addRow("a whole page") << 1000 << 1;
        QTest::addRow("one more") << 1001 << 2;
        QTest::addRow("three pages") << 2001 << 3;
    }

    void everyAgentIsFoundOnce()
    {
        QFETCH(int, agents);
        QFETCH(int, requests);
        Hosts t(AgentService{.agents = idsBetween(1, agents)});
        const Result<SearchReport> report = t.search();
        QVERIFY(report.has_value());
        QCOMPARE(idsOf(t.all), idsBetween(1, agents));
        QCOMPARE(report->rows, agents);
        QCOMPARE(report->stopped, Stopped::No);
        QCOMPARE(t.subscription.requests().size(), requests);
    }

    void aListAsksForAgentsAndForWhatItShows()
    {
        Hosts t(AgentService{.agents = {1, 2, 3}, .pageSize = 2});
        QVERIFY(t.search().has_value());
        QCOMPARE(t.subscription.requests().size(), 2);
        for (const RawRequest &request : t.subscription.requests()) {
            QVERIFY(request.line().startsWith("POST /qps/rest/2.0/search/am/hostasset?fields=id,name,"));
            QVERIFY(request.target.contains("agentInfo.activatedModule"));
            QVERIFY(!request.target.contains("software"));
            QVERIFY(!request.target.contains("networkInterface"));
            QVERIFY(asksForAgents(request));
            QVERIFY(criterionOf(request, "updated", "GREATER").isEmpty());
            QVERIFY(request.body.contains("<limitResults>1000</limitResults>"));
        }
        QCOMPARE(t.subscription.cursors(), (Ids{0, 2}));
    }

    void onlyWhatHasChangedIsAskedFor()
    {
        const QDateTime since = QDateTime::fromString(u"2026-05-01T02:00:00+02:00"_s, Qt::ISODate);
        Hosts t([service = AgentService{.agents = {1, 2, 3}, .pageSize = 2}](const RawRequest &request) {
            return request.target.startsWith("/qps/rest/2.0/count/")
                       ? RawAnswer::of(200, sample("ca/agent-count-response.xml"))
                       : service(request);
        });
        QVERIFY(t.search(since).has_value());
        QCOMPARE(t.count(since).value(), 3);
        QCOMPARE(t.count().value(), 3);
        const QList<RawRequest> requests = t.subscription.requests();
        QCOMPARE(requests.size(), 4);
        for (const RawRequest &request : requests)
            QVERIFY(asksForAgents(request));
        for (const RawRequest &request : requests.first(3))
            QCOMPARE(criterionOf(request, "updated", "GREATER"), u"2026-05-01T00:00:00Z"_s);
        QCOMPARE(requests[2].line(), "POST /qps/rest/2.0/count/am/hostasset");
        QVERIFY(criterionOf(requests[3], "updated", "GREATER").isEmpty());
    }

    void aWalkThatWasBrokenOffGoesOnWhereItWas()
    {
        Hosts t(AgentService{.agents = idsBetween(1, 7), .pageSize = 2});
        QVERIFY(t.search({}, {4}).has_value());
        QCOMPARE(idsOf(t.all), (Ids{5, 6, 7}));
        QCOMPARE(t.subscription.cursors(), (Ids{4, 6}));
    }

    void hostsWithoutAnAgentAreCountedAndEndNothing()
    {
        // Two pages in which there is no agent at all, of hosts that the service tags as if they had one.
        Hosts t(AgentService{.agents = {1, 9}, .bareHosts = {2, 3, 4, 5, 6, 7, 8}, .pageSize = 2});
        const Result<SearchReport> report = t.search();
        QVERIFY(report.has_value());
        QCOMPARE(idsOf(t.all), (Ids{1, 9}));
        QCOMPARE(report->skipped, 7);
        QCOMPARE(report->rows, 2);
        QCOMPARE(report->stopped, Stopped::No);
        QCOMPARE(report->pages, 5);
    }

    void aPageOfHostsWithoutAnAgentLeadsOnWithoutACursor()
    {
        Hosts t([](const RawRequest &request) {
            const qint64 after = cursorOf(request);
            const QByteArray goesOn = "<hasMoreRecords>true</hasMoreRecords>";
            return RawAnswer::of(200, after == 0   ? pageOf({1, 2}, goesOn, "HostAsset")
                                      : after == 2 ? pageOf({3, 4}, goesOn, "HostAsset")
                                                   : agentPage({5}));
        });
        const Result<SearchReport> report = t.search();
        QVERIFY(report.has_value());
        QCOMPARE(idsOf(t.all), Ids{5});
        QCOMPARE(t.subscription.cursors(), (Ids{0, 2, 4}));
    }

    void aCursorThatStaysEndsTheWalkAsIncomplete()
    {
        Hosts t([](const RawRequest &) { return RawAnswer::of(200, agentPage({1}, more(1))); });
        const Result<SearchReport> report = t.search();
        QVERIFY(report.has_value());
        QCOMPARE(report->stopped, Stopped::CursorStuck);
    }

    void ourSamplePagesAreReadWhole()
    {
        Hosts t([](const RawRequest &request) {
            return RawAnswer::of(200, sample(cursorOf(request) == 0 ? "ca/agent-search-page1-response.xml"
                                                                    : "ca/agent-search-page2-response.xml"));
        });
        const Result<SearchReport> report = t.search();
        QVERIFY(report.has_value());
        QCOMPARE(idsOf(t.all), (Ids{880400101, 880400102, 880400103}));
        QCOMPARE(t.subscription.cursors(), (Ids{0, 880400102}));
    }

    void aRefusedListIsNotAskedForTwice()
    {
        Hosts t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/error-unauthorized.xml")); });
        QCOMPARE(t.search().error().kind, Kind::NotPermitted);
        QCOMPARE(t.count().error().kind, Kind::NotPermitted);
        QCOMPARE(t.subscription.requests().size(), 2);
    }

    void lettingGoInAPageHandlerEndsTheSearch()
    {
        Hosts t(AgentService{.agents = idsBetween(1, 8), .pageSize = 2});
        int pages = 0;
        bool done = false;
        t.ticket = t.agents.search(
            {},
            [&](const QList<Agent> &) {
                if (++pages == 2)
                    t.ticket = {};
            },
            [&](const Result<SearchReport> &) { done = true; });
        QVERIFY(waitUntil([&] { return pages == 2; }));
        QTest::qWait(20);
        QCOMPARE(pages, 2);
        QVERIFY(!done);
        QVERIFY(waitUntil([&] { return t.subscription.client->inFlight() == 0; }));
    }

    void whatIsLookedForByIdIsFoundOrGone_data()
    {
        QTest::addColumn<Ids>("ids");
        QTest::addColumn<Ids>("found");
        QTest::addColumn<QList<int>>("asked");
        QTest::addRow("none") << Ids() << Ids() << QList<int>();
        QTest::addRow("one") << Ids{7} << Ids{7} << QList<int>{1};
        QTest::addRow("one is gone") << Ids{7, 5000} << Ids{7} << QList<int>{2};
        QTest::addRow("all are gone") << Ids{5000} << Ids() << QList<int>{1};
        QTest::addRow("500") << idsBetween(1, 500) << idsBetween(1, 500) << QList<int>{500};
        QTest::addRow("501") << idsBetween(1, 501) << idsBetween(1, 501) << QList<int>{500, 1};
        QTest::addRow("1,100") << idsBetween(1, 1100) << idsBetween(1, 1100) << QList<int>{500, 500, 100};
    }

    void whatIsLookedForByIdIsFoundOrGone()
    {
        QFETCH(Ids, ids);
        QFETCH(Ids, found);
        QFETCH(QList<int>, asked);
        Hosts t(AgentService{.agents = idsBetween(1, 2000)});
        const Result<QList<Agent>> answer = t.find(ids);
        QVERIFY(answer.has_value());
        QCOMPARE(idsOf(*answer), found);
        QList<int> counts;
        for (const RawRequest &request : t.subscription.requests()) {
            QVERIFY(asksForAgents(request));
            counts << int(idsAskedFor(request).size());
        }
        QCOMPARE(counts, asked);
    }

    void aServiceThatIgnoresTheFilterMakesNothingUp()
    {
        Hosts t([](const RawRequest &) { return RawAnswer::of(200, agentPage({1, 2, 3, 4, 5, 5})); });
        const Result<QList<Agent>> answer = t.find({2, 5, 9});
        QVERIFY(answer.has_value());
        QCOMPARE(idsOf(*answer), (Ids{2, 5}));
    }

    void aServiceThatIgnoresTheFilterMakesNobodyGone()
    {
        Hosts t([](const RawRequest &) { return RawAnswer::of(200, agentPage({1, 2}, more(2))); });
        const Result<QList<Agent>> answer = t.find({2, 5});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::Unreadable);
    }

    void aFailureOfAnyPartIsOne()
    {
        Hosts t([service = AgentService{.agents = idsBetween(1, 2000)}](const RawRequest &request) {
            return idsAskedFor(request).contains(700) ? RawAnswer::of(200, sample("ca/error-unauthorized.xml"))
                                                      : service(request);
        });
        const Result<QList<Agent>> answer = t.find(idsBetween(1, 1500));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::NotPermitted);
        QCOMPARE(t.subscription.requests().size(), 2); // the third is not sent
    }

    void anIdThatIsNoneIsRefusedBeforeItIsSent()
    {
        Hosts t(AgentService{.agents = {1}});
        QCOMPARE(t.find({1, 0}).error().kind, Kind::Rejected);
        QVERIFY(t.subscription.requests().isEmpty());
    }

    void noHandlerOfAFindRunsFromInsideTheCallOrAfterLettingGo_data()
    {
        QTest::addColumn<Ids>("ids");
        QTest::addRow("none") << Ids();
        QTest::addRow("not one") << Ids{0};
        QTest::addRow("some") << Ids{1, 2};
    }

    void noHandlerOfAFindRunsFromInsideTheCallOrAfterLettingGo()
    {
        QFETCH(Ids, ids);
        Hosts t(AgentService{.agents = {1, 2}});
        int calls = 0;
        const auto count = [&](const Result<QList<Agent>> &, const Exchange &) { ++calls; };
        t.ticket = t.agents.find(assets(ids), HttpRequest::Priority::Verification, count);
        QCOMPARE(calls, 0);
        t.ticket = {};
        QTest::qWait(20);
        QCOMPARE(calls, 0);
        t.ticket = t.agents.find(assets(ids), HttpRequest::Priority::Verification, count);
        QVERIFY(waitUntil([&] { return calls == 1; }));
    }

    void aHandlerOfAFindMayDeleteTheClient()
    {
        Hosts t(AgentService{.agents = idsBetween(1, 600)});
        bool done = false;
        t.ticket = t.agents.find(assets(idsBetween(1, 600)), HttpRequest::Priority::Verification,
                                 [&](const Result<QList<Agent>> &found, const Exchange &exchange) {
                                     done = found.has_value() && exchange.status == 200;
                                     t.subscription.client.reset();
                                 });
        QVERIFY(waitUntil([&] { return done; }));
    }

    void aFullRecordIsReadOnDemand()
    {
        Hosts t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/agent-get-response.xml")); });
        const Result<AgentDetails> details = t.get(880400101);
        QVERIFY(details.has_value());
        QCOMPARE(details->agent.name, u"lark-web-01"_s);
        QCOMPARE(details->interfaces.size(), 2);
        QCOMPARE(t.subscription.requests().first().line(), "GET /qps/rest/2.0/get/am/hostasset/880400101");
    }

    void anAgentThatIsNotThereIsNotFound_data()
    {
        QTest::addColumn<RawAnswer>("answer");
        QTest::addRow("404") << RawAnswer::of(404, sample("platform/qps-error-not-found.xml"));
        QTest::addRow("404 in a 200") << RawAnswer::of(200, sample("platform/qps-error-not-found.xml"));
        QTest::addRow("nothing") << RawAnswer::of(200, sample("ca/agent-search-empty-response.xml"));
        QTest::addRow("a host without an agent") << RawAnswer::of(200, pageOf({7}, noMore, "HostAsset"));
    }

    void anAgentThatIsNotThereIsNotFound()
    {
        QFETCH(RawAnswer, answer);
        Hosts t([=](const RawRequest &) { return answer; });
        const Result<AgentDetails> details = t.get(7);
        QVERIFY(!details);
        QCOMPARE(details.error().kind, Kind::NotFound);
    }

    void anotherAgentIsNotTheOneAskedFor()
    {
        Hosts t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/agent-get-response.xml")); });
        const Result<AgentDetails> details = t.get(7);
        QVERIFY(!details);
        QCOMPARE(details.error().kind, Kind::Unreadable);
    }
};

QTEST_GUILESS_MAIN(TestAgents)
#include "tst_agents.moc"
