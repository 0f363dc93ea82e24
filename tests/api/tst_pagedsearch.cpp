// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "walk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Stopped = SearchReport::Stopped;

class TestPagedSearch : public QObject
{
    Q_OBJECT
private slots:
    void allPagesArrive_data()
    {
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("pages");
        QTest::addRow("none") << 0 << 1;
        QTest::addRow("one") << 1 << 1;
        QTest::addRow("a page") << 10 << 1;
        QTest::addRow("a page and one") << 11 << 2;
        QTest::addRow("many pages") << 205 << 21;
    }

    void allPagesArrive()
    {
        QFETCH(int, keys);
        QFETCH(int, pages);
        Walk t([=](const RawRequest &request) { return tenOf(keys, request); });
        t.start();
        QVERIFY(t.ends());
        QVERIFY(t.end.has_value());
        QCOMPARE(t.sorted(), idsBetween(1, keys));
        QCOMPARE(t.end->pages, pages);
        QCOMPARE(t.end->rows, keys);
        QCOMPARE(t.end->repeated, 0);
        QCOMPARE(t.end->stopped, Stopped::No);
        QCOMPARE(t.subscription.requests().size(), pages); // none is asked for twice
        QVERIFY(t.subscription.server.mostOpen() <= 2);
    }

    void ourSamplesAreTwoPages()
    {
        Walk t([](const RawRequest &request) {
            return RawAnswer::of(200,
                                 sample(cursorOf(request) == 0 ? "platform/qps-page-1.xml" : "platform/qps-page-2.xml"),
                                 "Content-Type: application/xml\r\nDate: Mon, 02 Mar 2026 10:00:00 GMT\r\n");
        });
        t.start({.pageSize = 2});
        QVERIFY(t.ends());
        QCOMPARE(t.sorted(), (QList<qint64>{5200101, 5200102, 5200107}));
        QCOMPARE(t.subscription.cursors(), (QList<qint64>{0, 5200102}));
        QCOMPARE(t.end->serverDateUtc, QDateTime::fromString(u"2026-03-02T10:00:00Z"_s, Qt::ISODate));
    }

    void theNextPageIsAskedForWhileThisOneArrives()
    {
        Walk t([](const RawRequest &request) {
            const QByteArray page = pageOf(idsBetween(1, 10), more(10));
            return cursorOf(request) == 0 ? RawAnswer::heldAt(headOf(page), page) : tenOf(20, request);
        });
        QList<qint64> reached;
        t.start({.pageSize = pageSize, .reached = [&](qint64 id) { reached << id; }});
        QVERIFY(waitUntil([&] { return t.all.size() == 10; })); // the second page is here
        QCOMPARE(t.all, idsBetween(11, 20));
        QCOMPARE(t.endings, 0);
        QCOMPARE(reached, (QList<qint64>{0})); // and the first is not
        t.subscription.server.holdNothing();
        QVERIFY(t.ends());
        QCOMPARE(t.sorted(), idsBetween(1, 20));
        QCOMPARE(t.subscription.cursors(), (QList<qint64>{0, 10}));
        QCOMPARE(reached.last(), 20);
    }

    void neverMoreThanTwoAreUnderWay()
    {
        Walk t([](const RawRequest &request) {
            QByteArray page = tenOf(60, request).bytes;
            page.replace("HTTP/1.1 200 Answer\r\n", "HTTP/1.1 200 Answer\r\nX-Concurrency-Limit-Limit: 5\r\n");
            const qsizetype head = page.indexOf("<data>");
            return RawAnswer{.bytes = page.first(head), .rest = page.sliced(head)};
        });
        t.start();
        for (int page = 2; page <= 6; ++page) {
            QVERIFY(waitUntil([&] { return t.subscription.requests().size() == page; }));
            QTest::qWait(10);
            QCOMPARE(t.subscription.requests().size(), page);
            t.subscription.server.release(1); // as soon as one has ended there is another
        }
        t.subscription.server.holdNothing();
        QVERIFY(t.ends());
        QCOMPARE(t.sorted(), idsBetween(1, 60));
        QCOMPARE(t.subscription.server.mostOpen(), 2);
    }

    void aWrongCountChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("count");
        QTest::addRow("none") << QByteArray();
        QTest::addRow("0") << QByteArray("<count>0</count>");
        QTest::addRow("3") << QByteArray("<count>3</count>");
        QTest::addRow("99999") << QByteArray("<count>99999</count>");
    }

    void aWrongCountChangesNothing()
    {
        QFETCH(QByteArray, count);
        Walk t([=](const RawRequest &request) {
            return cursorOf(request) == 0 ? RawAnswer::of(200, pageOf(idsBetween(1, 10), count + more(10)))
                                          : RawAnswer::of(200, pageOf(idsBetween(11, 14), count + noMore));
        });
        t.start();
        QVERIFY(t.ends());
        QCOMPARE(t.sorted(), idsBetween(1, 14));
        QCOMPARE(t.end->rows, 14);
    }

    void withoutAWordOnMoreAFullPageIsNotTheLast()
    {
        Walk t([](const RawRequest &request) {
            const qint64 after = cursorOf(request);
            return RawAnswer::of(200, pageOf(idsBetween(after + 1, std::min<qint64>(after + 10, 25)), {}));
        });
        t.start();
        QVERIFY(t.ends());
        QCOMPARE(t.sorted(), idsBetween(1, 25));
        QCOMPARE(t.subscription.cursors(), (QList<qint64>{0, 10, 20}));
        QCOMPARE(t.end->stopped, Stopped::No);
    }

    void lettingGoInAPageHandlerSilencesTheSearch()
    {
        Walk t([](const RawRequest &request) { return tenOf(1000, request); });
        int pages = 0;
        t.onPage = [&](const QList<qint64> &) {
            if (++pages == 2)
                t.ticket = {};
        };
        t.start();
        QVERIFY(waitUntil([&] { return pages == 2; }));
        QTest::qWait(30);
        QCOMPARE(pages, 2);
        QCOMPARE(t.endings, 0);
        QVERIFY(t.subscription.requests().size() <= 4);
        QCOMPARE(t.subscription.client->inFlight(), 0);
    }

    void lettingGoWhilePagesAreUnderWayEndsThem()
    {
        Walk t([](const RawRequest &request) {
            const QByteArray page = tenOf(60, request).bytes;
            const qsizetype head = page.indexOf("<data>");
            return RawAnswer{.bytes = page.first(head), .rest = page.sliced(head)};
        });
        t.start();
        QVERIFY(waitUntil([&] { return t.subscription.requests().size() == 2; }));
        t.ticket.letGo();
        QVERIFY(waitUntil([&] { return t.subscription.client->inFlight() == 0; }));
        t.subscription.server.holdNothing();
        QTest::qWait(10);
        QVERIFY(t.all.isEmpty());
        QCOMPARE(t.endings, 0);
    }

    void aHandlerMayEndEverything_data()
    {
        QTest::addColumn<bool>("atTheEnd");
        QTest::addColumn<bool>("client");
        QTest::addRow("a page's handler deletes the client") << false << true;
        QTest::addRow("the last handler deletes the client") << true << true;
        QTest::addRow("the last handler lets go") << true << false;
    }

    void aHandlerMayEndEverything()
    {
        QFETCH(bool, atTheEnd);
        QFETCH(bool, client);
        // Without a cursor in its head a page is asked for only when the one before has been handed over.
        Walk t([](const RawRequest &request) {
            const qint64 after = cursorOf(request);
            return RawAnswer::of(200, pageOf(idsBetween(after + 1, std::min<qint64>(after + 10, 35)), {}));
        });
        bool done = false;
        const auto finish = [&] {
            if (client)
                t.subscription.client.reset();
            else
                t.ticket = {};
            done = true;
        };
        if (atTheEnd)
            t.onEnd = finish;
        else
            t.onPage = [&](const QList<qint64> &) { finish(); };
        t.start();
        QVERIFY(waitUntil([&] { return done; }));
        QTest::qWait(10);
        QCOMPARE(t.endings, int(atTheEnd));
    }

    void theNextSearchEndsTheOneBefore()
    {
        Walk t([](const RawRequest &request) { return tenOf(30, request); });
        t.start();
        for (int i = 0; i < 5; ++i) {
            t.all.clear();
            t.start();
        }
        QVERIFY(t.ends());
        QTest::qWait(20);
        QCOMPARE(t.endings, 1);
        QCOMPARE(t.sorted(), idsBetween(1, 30));
    }
};

QTEST_GUILESS_MAIN(TestPagedSearch)
#include "tst_pagedsearch.moc"
