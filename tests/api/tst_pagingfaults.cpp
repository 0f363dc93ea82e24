// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Lists that repeat, end, go on for ever or break as they should not.
#include "walk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;
using Stopped = SearchReport::Stopped;

Q_DECLARE_METATYPE(Stopped)
Q_DECLARE_METATYPE(RawServer::Script)

class TestPagingFaults : public QObject
{
    Q_OBJECT
private slots:
    void recordsThatComeTwiceAreHandedOverOnce()
    {
        Walk t([](const RawRequest &request) {
            switch (cursorOf(request)) {
            case 0:
                return RawAnswer::of(200, pageOf({1, 2, 2, 3}, more(3)));
            case 3:
                return RawAnswer::of(200, pageOf({3, 4, 5}, more(5))); // overlaps
            default:
                return RawAnswer::of(200, pageOf({5, 6}, noMore));
            }
        });
        t.start();
        QVERIFY(t.ends());
        QCOMPARE(t.sorted(), idsBetween(1, 6));
        QCOMPARE(t.end->rows, 6);
        QCOMPARE(t.end->repeated, 3);
        QCOMPARE(t.end->stopped, Stopped::No);
    }

    void aListThatDoesNotEndIsStopped_data()
    {
        using Script = RawServer::Script;
        QTest::addColumn<Script>("script");
        QTest::addColumn<Stopped>("stopped");
        QTest::addColumn<qsizetype>("rows");
        QTest::addColumn<int>("mostPages");
        const auto add = [](const char *name, const Script &script, Stopped stopped, qsizetype rows, int mostPages) {
            QTest::addRow("%s", name) << script << stopped << rows << mostPages;
        };
        const auto always = [](const QByteArray &page) -> Script {
            return [page](const RawRequest &) { return RawAnswer::of(200, page); };
        };
        add("the same page again", always(pageOf(idsBetween(1, 10), more(10))), Stopped::CursorStuck, 10, 2);
        add(
            "the same records, the cursor moves",
            [](const RawRequest &request) {
                return RawAnswer::of(200, pageOf(idsBetween(1, 10), more(cursorOf(request) + 10)));
            },
            Stopped::NothingNew, 10, 4);
        add(
            "more for ever, nothing in it",
            [](const RawRequest &request) { return RawAnswer::of(200, pageOf({}, more(cursorOf(request) + 10))); },
            Stopped::NothingNew, 0, 3);
        add("more for ever, no cursor, nothing in it", always(pageOf({}, "<hasMoreRecords>true</hasMoreRecords>")),
            Stopped::CursorStuck, 0, 1);
        add("more for ever, no cursor", always(pageOf({1, 2}, "<hasMoreRecords>true</hasMoreRecords>")),
            Stopped::CursorStuck, 2, 2);
        add(
            "new ones for ever",
            [](const RawRequest &request) {
                const qint64 after = cursorOf(request);
                return RawAnswer::of(200, pageOf(idsBetween(after + 1, after + 10), more(after + 10)));
            },
            Stopped::TooManyRows, 100, 12);
        add(
            "the cursor goes back",
            [](const RawRequest &request) {
                return cursorOf(request) == 0 ? RawAnswer::of(200, pageOf(idsBetween(1, 10), more(10)))
                                              : RawAnswer::of(200, pageOf(idsBetween(11, 20), more(5)));
            },
            Stopped::CursorStuck, 20, 2);
        add("the cursor is 0", always(pageOf({1, 2}, more(0))), Stopped::CursorStuck, 2, 1);
        add("the cursor is below 0", always(pageOf({1, 2}, more(-7))), Stopped::CursorStuck, 2, 1);
    }

    /// What came is handed over, and the report says that the list may be incomplete.
    void aListThatDoesNotEndIsStopped()
    {
        QFETCH(RawServer::Script, script);
        QFETCH(Stopped, stopped);
        QFETCH(qsizetype, rows);
        QFETCH(int, mostPages);
        Walk t(script);
        t.start({.rows = 100, .pageSize = pageSize});
        QVERIFY(t.ends());
        QVERIFY(t.end.has_value());
        QCOMPARE(t.end->stopped, stopped);
        QCOMPARE(t.all.size(), rows);
        QCOMPARE(t.end->rows, rows);
        QTest::qWait(20);
        QVERIFY(t.subscription.requests().size() <= mostPages);
        QCOMPARE(t.endings, 1);
    }

    void aMissingCursorIsTheLargestId()
    {
        Walk t([](const RawRequest &request) {
            return cursorOf(request) == 0
                       ? RawAnswer::of(200, pageOf({3, 9, 5}, "<hasMoreRecords>true</hasMoreRecords>"))
                       : RawAnswer::of(200, pageOf({10}, noMore));
        });
        t.start();
        QVERIFY(t.ends());
        QCOMPARE(t.subscription.cursors(), (QList<qint64>{0, 9}));
        QCOMPARE(t.sorted(), (QList<qint64>{3, 5, 9, 10}));
    }

    void keysThatAreDeletedMeanwhileAreTolerated()
    {
        Walk t([](const RawRequest &request) {
            switch (cursorOf(request)) {
            case 0:
                return RawAnswer::of(200, pageOf(idsBetween(1, 10), more(10)));
            case 10:
                return RawAnswer::of(200, pageOf({19}, more(20))); // all but one are gone, the cursor too
            default:
                return RawAnswer::of(200, pageOf({}, noMore));
            }
        });
        t.start();
        QVERIFY(t.ends());
        QCOMPARE(t.end->stopped, Stopped::No);
        QCOMPARE(t.end->rows, 11);
    }

    void aGuardLeavesTheEarlierPageItsTime()
    {
        Walk t([](const RawRequest &request) {
            const QByteArray page = pageOf(idsBetween(1, 10), more(10));
            return cursorOf(request) == 0 ? RawAnswer::heldAt(headOf(page), page)
                                          : RawAnswer::of(200, pageOf(idsBetween(11, 20), more(10)));
        });
        t.start();
        QVERIFY(waitUntil([&] { return t.all.size() == 10; }));
        t.subscription.server.holdNothing();
        QVERIFY(t.ends());
        QCOMPARE(t.sorted(), idsBetween(1, 20));
        QCOMPARE(t.end->stopped, Stopped::CursorStuck);
        QCOMPARE(t.subscription.requests().size(), 2);
    }

    void aFailureOnTheWayKeepsWhatCame()
    {
        Walk t([](const RawRequest &request) {
            return cursorOf(request) == 20 ? RawAnswer::of(200, sample("platform/qps-error-unauthorized.xml"))
                                           : tenOf(100, request);
        });
        t.start();
        QVERIFY(t.ends());
        QVERIFY(!t.end);
        QCOMPARE(t.end.error().kind, Kind::NotPermitted);
        QVERIFY(t.all.contains(1));
        const QList<qint64> before = t.all;
        QTest::qWait(20);
        QCOMPARE(t.all, before);
        QCOMPARE(t.endings, 1);
        QVERIFY(t.subscription.requests().size() <= 4);
    }

    void aPageThatIsCutIsAskedForAgain()
    {
        Walk t([](const RawRequest &request) { return tenOf(50, request); });
        t.subscription.proxy.on(u"^POST"_s, {.kind = FaultProxy::Fault::Kind::CutBody, .bytes = 300}, 2, 1);
        t.start();
        QVERIFY(t.ends());
        QVERIFY(t.end.has_value());
        QCOMPARE(t.sorted(), idsBetween(1, 50));
    }

    /// The cursor behind the second page is heard of twice while the first page is still arriving.
    void aPageThatIsAskedForAgainEndsTheListOnce()
    {
        Walk t([](const RawRequest &request) {
            const QByteArray page = tenOf(30, request).bytes;
            const qsizetype head = page.indexOf("<data>");
            return cursorOf(request) == 0 ? RawAnswer{.bytes = page.first(head), .rest = page.sliced(head)}
                                          : RawAnswer{.bytes = page};
        });
        const qsizetype inBody = headOf(pageOf(idsBetween(11, 20), more(20))) + 20;
        t.subscription.proxy.on(u"^POST"_s, {.kind = FaultProxy::Fault::Kind::CutBody, .bytes = inBody}, 2, 2);
        t.start();
        QVERIFY(waitUntil([&] { return t.all.size() == 20; }));
        t.subscription.server.holdNothing();
        QVERIFY(t.ends());
        QCOMPARE(t.sorted(), idsBetween(1, 30));
    }
};

QTEST_GUILESS_MAIN(TestPagingFaults)
#include "tst_pagingfaults.moc"
