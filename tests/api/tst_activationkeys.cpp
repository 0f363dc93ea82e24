// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "pages.h"

#include "api/activationkeys.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;
using Stopped = SearchReport::Stopped;
using Ids = QList<qint64>;

namespace {

const QByteArray searchLine = "POST /qps/rest/1.0/search/ca/agentactkey/";

bool asksForDisabled(const RawRequest &request)
{
    return request.body.contains("field=\"isDisabled\" operator=\"EQUALS\">true<");
}

Ids idsAskedFor(const RawRequest &request)
{
    static const QRegularExpression in(u"field=\"id\" operator=\"IN\">([^<]*)<"_s);
    Ids ids;
    for (const QString &word : in.match(QString::fromUtf8(request.body)).captured(1).split(u',', Qt::SkipEmptyParts))
        ids << word.toLongLong();
    return ids;
}

/// A service with these keys, which hides the disabled ones from a search that does not name them, as documented.
struct Service
{
    Ids enabled, disabled;
    bool hides = true;
    int pageSize = 1000;

    RawAnswer operator()(const RawRequest &request) const
    {
        Ids found = asksForDisabled(request) ? disabled : enabled;
        if (!asksForDisabled(request) && !hides)
            found += disabled;
        const Ids wanted = idsAskedFor(request);
        const qint64 after = cursorOf(request);
        found.removeIf([&](qint64 id) { return id <= after || (!wanted.isEmpty() && !wanted.contains(id)); });
        std::ranges::sort(found);
        const bool whole = found.size() <= pageSize;
        found = found.first(std::min<qsizetype>(found.size(), pageSize));
        return RawAnswer::of(200, pageOf(found, whole ? noMore : more(found.last())));
    }
};

Ids idsOf(const QList<ActivationKey> &keys)
{
    Ids ids;
    for (const ActivationKey &key : keys)
        ids << key.id.value;
    std::ranges::sort(ids);
    return ids;
}

struct Keys
{
    explicit Keys(RawServer::Script script)
        : subscription(std::move(script))
    {
        if (!subscription.signIn())
            qFatal("no sign-in");
    }
    Result<SearchReport> search()
    {
        std::optional<Result<SearchReport>> end;
        ticket = keys.search([this](const QList<ActivationKey> &page) { all += page; },
                             [&](const Result<SearchReport> &report) { end = report; });
        return waitUntil([&] { return end.has_value(); }) ? *end : failed(Kind::TimedOut);
    }
    Result<QList<ActivationKey>> find(const Ids &ids)
    {
        return answerOf<QList<ActivationKey>>([&](auto done) {
            ticket = keys.find(ids, HttpRequest::Priority::Verification,
                               [done](const Result<QList<ActivationKey>> &found, const Exchange &) { done(found); });
        });
    }
    Result<ActivationKey> get(qint64 id)
    {
        return answerOf<ActivationKey>([&](auto done) { ticket = keys.get({id}, done); });
    }
    Result<qps::Acknowledged> write(const HttpRequest &request)
    {
        return answerOf<qps::Acknowledged>([&](auto done) {
            ticket = keys.write(request,
                                [done](const Result<qps::Acknowledged> &answer, const Exchange &) { done(answer); });
        });
    }

    Subscription subscription;
    ActivationKeys keys{*subscription.client};
    QList<ActivationKey> all;
    Ticket ticket;
};

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
        QTest::addRow("another key") << RawAnswer::of(200, sample("ca/key-get-response.xml"));
    }

    void aKeyThatIsNotThereIsNotFound()
    {
        QFETCH(RawAnswer, answer);
        Keys t([=](const RawRequest &) { return answer; });
        const Result<ActivationKey> key = t.get(7);
        QVERIFY(!key);
        QCOMPARE(key.error().kind, Kind::NotFound);
    }

    void aWriteIsAWrite_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("says");
        ActivationKey key;
        key.id = {7};
        key.title = u"Lab & co"_s;
        const auto add = [](const char *name, const HttpRequest &request, const QString &path, const QByteArray &says) {
            QCOMPARE(request.effect, HttpRequest::Effect::Writes);
            QCOMPARE(request.path, path);
            QVERIFY(request.body.contains(says));
            QTest::addRow("%s", name) << path << says;
        };
        add("create", ActivationKeys::composeKeyCreate(key), u"/qps/rest/1.0/create/ca/agentactkey/"_s, "Lab &amp; co");
        add("update", ActivationKeys::composeKeyUpdate(key, {.applyOnAgents = true}),
            u"/qps/rest/1.0/update/ca/agentactkey/7"_s, "<applyOnAgents>true</applyOnAgents>");
        add("delete", ActivationKeys::composeKeyDelete(key.id), u"/qps/rest/1.0/delete/ca/agentactkey/7"_s,
            "ServiceRequest"); // a write always has a body
    }

    void aWriteIsAWrite()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, says);
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-update-thin-response.xml")); });
        QVERIFY(t.write({.path = path, .body = says, .effect = HttpRequest::Effect::Writes}).has_value());
        QCOMPARE(t.subscription.requests().size(), 1);
    }

    void aCreatedKeyIsNamed()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-create-response.xml")); });
        const Result<qps::Acknowledged> answer = t.write(ActivationKeys::composeKeyCreate({}));
        QVERIFY(answer.has_value());
        QVERIFY(answer->id > 0);
    }

    void aTitleThatIsTakenIsSaidSo()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-create-duplicate-response.xml")); });
        const Result<qps::Acknowledged> answer = t.write(ActivationKeys::composeKeyCreate({}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::Duplicate);
        QCOMPARE(answer.error().code, u"CA_1001_DUPLICATE_KEY"_s);
    }

    void aWriteWhoseAnswerIsLostWasSentOnce()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-create-response.xml")); });
        t.subscription.proxy.on(u"/create/"_s, {.kind = FaultProxy::Fault::Kind::ApplyThenDrop});
        const Result<qps::Acknowledged> answer = t.write(ActivationKeys::composeKeyCreate({}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::ConnectionLost);
        QCOMPARE(t.subscription.requests().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestActivationKeys)
#include "tst_activationkeys.moc"
