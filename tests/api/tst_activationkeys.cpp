// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "keyservice.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;
using Stopped = SearchReport::Stopped;

namespace {

const QByteArray searchLine = "POST /qps/rest/1.0/search/ca/agentactkey/";

} // namespace

Q_DECLARE_METATYPE(RawAnswer)

class TestActivationKeys : public QObject
{
    Q_OBJECT
private slots:
    void enabledAndDisabledKeysAreFoundOnce_data()
    {
        QTest::addColumn<bool>("hides");
        QTest::addRow("the service hides disabled keys") << true;
        QTest::addRow("the service does not") << false;
    }

    void enabledAndDisabledKeysAreFoundOnce()
    {
        QFETCH(bool, hides);
        Keys t(Service{.enabled = {1, 3, 5, 7, 9}, .disabled = {2, 4, 11}, .hides = hides, .pageSize = 2});
        const Result<SearchReport> report = t.search();
        QVERIFY(report.has_value());
        QCOMPARE(idsOf(t.all), (Ids{1, 2, 3, 4, 5, 7, 9, 11}));
        QCOMPARE(report->rows, 8);
        QCOMPARE(report->stopped, Stopped::No);
        QCOMPARE(report->pages, hides ? 5 : 6);
    }

    void aListLeavesTheAgentsOut()
    {
        Keys t(Service{.enabled = {1}});
        QVERIFY(t.search().has_value());
        QCOMPARE(t.subscription.requests().size(), 2);
        for (const RawRequest &request : t.subscription.requests()) {
            QVERIFY(request.line().startsWith(searchLine + "?fields=id,activationKey,"));
            QVERIFY(!request.target.contains("agents"));
        }
        QVERIFY(!asksForDisabled(t.subscription.requests().first()));
        QVERIFY(asksForDisabled(t.subscription.requests().last()));
    }

    void ourSamplePagesAreReadWhole()
    {
        Keys t([](const RawRequest &request) {
            if (asksForDisabled(request))
                return RawAnswer::of(200, sample("ca/key-search-empty-response.xml"));
            return RawAnswer::of(200, sample(cursorOf(request) == 0 ? "ca/key-search-page1-response.xml"
                                                                    : "ca/key-search-page2-response.xml"));
        });
        const Result<SearchReport> report = t.search();
        QVERIFY(report.has_value());
        QCOMPARE(report->rows, t.all.size());
        const ActivationKey first = t.all.value(0);
        QCOMPARE(first.id.value, 5200101);
        QCOMPARE(first.title, u"Production servers"_s);
        QCOMPARE(first.modules, (QStringList{u"VM_LICENSE"_s, u"SCA"_s, u"FIM"_s, u"PM"_s}));
        QVERIFY(t.all.size() >= 3);
    }

    void aRefusedListIsNotAskedForTwice()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/error-unauthorized.xml")); });
        const Result<SearchReport> report = t.search();
        QCOMPARE(report.error().kind, Kind::NotPermitted);
        QCOMPARE(t.subscription.requests().size(), 1);
    }

    void aFailureAmongTheDisabledKeepsTheEnabled()
    {
        Keys t([service = Service{.enabled = {1, 2}}](const RawRequest &request) {
            return asksForDisabled(request) ? RawAnswer::of(200, sample("ca/error-other.xml")) : service(request);
        });
        const Result<SearchReport> report = t.search();
        QVERIFY(!report);
        QCOMPARE(idsOf(t.all), (Ids{1, 2}));
    }

    void anIncompleteListOfEitherKindIsIncomplete_data()
    {
        QTest::addColumn<bool>("disabled");
        QTest::addRow("enabled") << false;
        QTest::addRow("disabled") << true;
    }

    void anIncompleteListOfEitherKindIsIncomplete()
    {
        QFETCH(bool, disabled);
        Keys t([=, service = Service{.enabled = {1, 2}, .disabled = {3}}](const RawRequest &request) {
            return asksForDisabled(request) == disabled ? RawAnswer::of(200, pageOf({1}, more(1))) : service(request);
        });
        const Result<SearchReport> report = t.search();
        QVERIFY(report.has_value());
        QCOMPARE(report->stopped, Stopped::CursorStuck);
    }

    void lettingGoInAPageHandlerEndsBothSearches_data()
    {
        QTest::addColumn<int>("page");
        QTest::addRow("while the enabled come") << 1;
        QTest::addRow("while the disabled come") << 3;
    }

    void lettingGoInAPageHandlerEndsBothSearches()
    {
        QFETCH(int, page);
        Keys t(Service{.enabled = {1, 2, 3, 4}, .disabled = {5, 6, 7, 8}, .pageSize = 2});
        int pages = 0;
        bool done = false;
        t.ticket = t.keys.search(
            [&](const QList<ActivationKey> &) {
                if (++pages == page)
                    t.ticket = {};
            },
            [&](const Result<SearchReport> &) { done = true; });
        QVERIFY(waitUntil([&] { return pages == page; }));
        QTest::qWait(20);
        QCOMPARE(pages, page);
        QVERIFY(!done);
        QVERIFY(waitUntil([&] { return t.subscription.client->inFlight() == 0; }));
    }

    void aPageHandlerMayDeleteTheClient_data()
    {
        QTest::addColumn<int>("page");
        QTest::addRow("the first") << 1;
        QTest::addRow("the last of the enabled") << 2;
        QTest::addRow("the last") << 4;
    }

    void aPageHandlerMayDeleteTheClient()
    {
        QFETCH(int, page);
        Keys t(Service{.enabled = {1, 2, 3, 4}, .disabled = {5, 6, 7, 8}, .pageSize = 2});
        int pages = 0;
        t.ticket = t.keys.search(
            [&](const QList<ActivationKey> &) {
                if (++pages == page)
                    t.subscription.client.reset();
            },
            [](const Result<SearchReport> &) {});
        QVERIFY(waitUntil([&] { return pages == page; }));
        QTest::qWait(5);
        QCOMPARE(pages, page);
    }

    void theSearchOutlivesItsService()
    {
        Keys t(Service{.enabled = {1, 2, 3, 4}, .disabled = {5, 6}, .pageSize = 2});
        bool done = false;
        {
            ActivationKeys keys(*t.subscription.client);
            t.ticket = keys.search([&](const QList<ActivationKey> &page) { t.all += page; },
                                   [&](const Result<SearchReport> &) { done = true; });
        }
        QVERIFY(waitUntil([&] { return done; }));
        QCOMPARE(idsOf(t.all), (Ids{1, 2, 3, 4, 5, 6}));
    }

    void whatIsLookedForByIdIsFoundInEitherState_data()
    {
        QTest::addColumn<Ids>("ids");
        QTest::addColumn<Ids>("found");
        QTest::addColumn<int>("requests");
        QTest::addRow("all enabled") << Ids{1, 3} << Ids{1, 3} << 1;
        QTest::addRow("all disabled") << Ids{2, 4} << Ids{2, 4} << 2;
        QTest::addRow("both") << Ids{4, 1} << Ids{1, 4} << 2;
        QTest::addRow("one is gone") << Ids{1, 2, 99} << Ids{1, 2} << 2;
        QTest::addRow("all are gone") << Ids{98, 99} << Ids() << 2;
    }

    void whatIsLookedForByIdIsFoundInEitherState()
    {
        QFETCH(Ids, ids);
        QFETCH(Ids, found);
        QFETCH(int, requests);
        for (const bool hides : {true, false}) {
            Keys t(Service{.enabled = {1, 3, 5}, .disabled = {2, 4}, .hides = hides});
            const Result<QList<ActivationKey>> answer = t.find(ids);
            QVERIFY(answer.has_value());
            QCOMPARE(idsOf(*answer), found);
            if (hides)
                QCOMPARE(t.subscription.requests().size(), requests);
        }
    }

    void onlyTheMissingAreLookedForAgain()
    {
        Keys t(Service{.enabled = {1, 3}, .disabled = {2}});
        QVERIFY(t.find({1, 2, 3}).has_value());
        QCOMPARE(idsAskedFor(t.subscription.requests().first()), (Ids{1, 2, 3}));
        QCOMPARE(idsAskedFor(t.subscription.requests().last()), (Ids{2}));
        QVERIFY(asksForDisabled(t.subscription.requests().last()));
    }

    void aServiceThatIgnoresTheFilterMakesNothingUp()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, pageOf({1, 2, 3, 4, 5, 5}, noMore)); });
        const Result<QList<ActivationKey>> answer = t.find({2, 5, 9});
        QVERIFY(answer.has_value());
        QCOMPARE(idsOf(*answer), (Ids{2, 5}));
    }

    /// What a page cut off is not gone: a key taken for gone would be taken for deleted.
    void aLookThatWasCutOffIsNoAnswer()
    {
        Keys t(Service{.enabled = {1, 2, 3, 4}, .hides = true, .pageSize = 2});
        const Result<QList<ActivationKey>> answer = t.find({1, 2, 3, 4});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::Unreadable);
        QVERIFY(t.find({1, 2}).has_value());
    }

    void aFailureOfEitherLookIsOne_data()
    {
        QTest::addColumn<bool>("disabled");
        QTest::addRow("first") << false;
        QTest::addRow("second") << true;
    }

    void aFailureOfEitherLookIsOne()
    {
        QFETCH(bool, disabled);
        Keys t([=, service = Service{.enabled = {1}}](const RawRequest &request) {
            return asksForDisabled(request) == disabled ? RawAnswer::of(200, sample("ca/error-unauthorized.xml"))
                                                        : service(request);
        });
        const Result<QList<ActivationKey>> answer = t.find({1, 2});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::NotPermitted);
    }

    void oneKeyComesWithItsAgents()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-get-response.xml")); });
        const Result<ActivationKey> key = t.get(5200102);
        QVERIFY(key.has_value());
        QCOMPARE(key->id.value, 5200102);
        QCOMPARE(key->agents.value().size(), 1);
        QCOMPARE(t.subscription.requests().first().line(), "GET /qps/rest/1.0/get/ca/agentactkey/5200102");
    }

    void aKeyThatIsNotThereIsNotFound_data()
    {
        QTest::addColumn<RawAnswer>("answer");
        QTest::addRow("404") << RawAnswer::of(404, sample("platform/qps-error-not-found.xml"));
        QTest::addRow("404 in a 200") << RawAnswer::of(200, sample("platform/qps-error-not-found.xml"));
        QTest::addRow("nothing") << RawAnswer::of(200, sample("ca/key-search-empty-response.xml"));
    }

    void aKeyThatIsNotThereIsNotFound()
    {
        QFETCH(RawAnswer, answer);
        Keys t([=](const RawRequest &) { return answer; });
        const Result<ActivationKey> key = t.get(7);
        QVERIFY(!key);
        QCOMPARE(key.error().kind, Kind::NotFound);
    }

    void anotherKeyIsNotTheOneAskedFor()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-get-response.xml")); });
        const Result<ActivationKey> key = t.get(7);
        QVERIFY(!key);
        QCOMPARE(key.error().kind, Kind::Unreadable); // and not gone: nobody has said that
    }
};

QTEST_GUILESS_MAIN(TestActivationKeys)
#include "tst_activationkeys.moc"
