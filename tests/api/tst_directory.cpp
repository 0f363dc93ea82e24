// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "pages.h"

#include "api/directory.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;

namespace {

struct Known
{
    explicit Known(RawServer::Script script)
        : subscription(std::move(script))
    {
        if (!subscription.signIn())
            qFatal("no sign-in");
    }
    Result<QList<User>> users()
    {
        return answerOf<QList<User>>([&](auto done) { ticket = directory.users(done); });
    }
    Result<QList<Tag>> tags()
    {
        return answerOf<QList<Tag>>([&](auto done) { ticket = directory.tags(done); });
    }

    Subscription subscription;
    Directory directory{*subscription.client};
    Ticket ticket;
};

} // namespace

class TestDirectory : public QObject
{
    Q_OBJECT
private slots:
    void everybodyIsAskedForAsDocumented()
    {
        Known t([](const RawRequest &) { return RawAnswer::of(200, sample("platform/am-user-search.xml")); });
        const Result<QList<User>> users = t.users();
        QVERIFY(users.has_value());
        QCOMPARE(users->size(), 2);
        QCOMPARE(users->first().id.value, 410027805);
        QCOMPARE(t.subscription.requests().size(), 1);
        const RawRequest request = t.subscription.requests().first();
        QCOMPARE(request.line(), "POST /qps/rest/2.0/search/am/user/");
        QCOMPARE(cursorOf(request), 1); // "id GREATER 1" lists everybody
    }

    void whoMayNotAskIsToldOnce()
    {
        Known t(
            [](const RawRequest &) { return RawAnswer::of(200, sample("platform/am-user-search-not-manager.xml")); });
        const Result<QList<User>> users = t.users();
        QVERIFY(!users);
        QCOMPARE(users.error().kind, Kind::NotPermitted);
        QCOMPARE(t.subscription.requests().size(), 1);
        QCOMPARE(t.subscription.client->access(), HttpClient::Access::Ok); // no refused sign-in
    }

    void moreUsersThanAPageHoldsAreAllFound()
    {
        Known t([](const RawRequest &request) {
            const qint64 after = cursorOf(request);
            return RawAnswer::of(200, after < 30 ? pageOf(idsBetween(std::max<qint64>(after + 1, 2), after + 10),
                                                          more(after + 10), "User")
                                                 : pageOf({after + 1}, noMore, "User"));
        });
        const Result<QList<User>> users = t.users();
        QVERIFY(users.has_value());
        QCOMPARE(t.subscription.cursors(), (QList<qint64>{1, 11, 21, 31}));
        QCOMPARE(users->size(), 31);
    }

    void aPickersTagsComeWithWhatItShows()
    {
        Known t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/tag-search-response.xml")); });
        const Result<QList<Tag>> tags = t.tags();
        QVERIFY(tags.has_value());
        QVERIFY(!tags->isEmpty());
        QVERIFY(tags->first().id.value > 0);
        QVERIFY(!tags->first().name.isEmpty());
        QCOMPARE(t.subscription.requests().first().line(),
                 "POST /qps/rest/2.0/search/am/tag?fields=id,name,parentTagId,color,ruleType");
        QCOMPARE(cursorOf(t.subscription.requests().first()), 0);
    }

    void overlappingPagesGiveEachTagOnce()
    {
        Known t([](const RawRequest &request) {
            return cursorOf(request) == 0 ? RawAnswer::of(200, pageOf({1, 2, 3}, more(3), "Tag"))
                                          : RawAnswer::of(200, pageOf({3, 4}, noMore, "Tag"));
        });
        const Result<QList<Tag>> tags = t.tags();
        QVERIFY(tags.has_value());
        QCOMPARE(tags->size(), 4);
    }

    void aFailureOnTheWayIsAFailure()
    {
        Known t([](const RawRequest &request) {
            return cursorOf(request) == 0 ? RawAnswer::of(200, pageOf({1, 2, 3}, more(3), "Tag"))
                                          : RawAnswer::of(200, sample("platform/qps-error-unauthorized.xml"));
        });
        const Result<QList<Tag>> tags = t.tags();
        QVERIFY(!tags);
        QCOMPARE(tags.error().kind, Kind::NotPermitted);
    }

    void lettingGoIsSilent()
    {
        Known t([](const RawRequest &) { return RawAnswer::heldAt(0, pageOf({1}, noMore, "Tag")); });
        bool heard = false;
        t.ticket = t.directory.tags([&](const Result<QList<Tag>> &) { heard = true; });
        QVERIFY(waitUntil([&] { return t.subscription.requests().size() == 1; }));
        t.ticket.letGo();
        t.subscription.server.holdNothing();
        QVERIFY(waitUntil([&] { return t.subscription.client->inFlight() == 0; }));
        QTest::qWait(10);
        QVERIFY(!heard);
    }
};

QTEST_GUILESS_MAIN(TestDirectory)
#include "tst_directory.moc"
