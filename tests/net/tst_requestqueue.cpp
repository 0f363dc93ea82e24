// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/requestqueue.h"

#include <QMap>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Priority = HttpRequest::Priority;
using Entry = RequestQueue::Entry;

namespace {

bool any(const Entry &)
{
    return true;
}

struct Waiting
{
    RequestQueue queue{30s};
    quint64 last = 0;

    quint64 add(Priority priority, RequestQueue::ms since = 0ms, const QString &call = u"call"_s)
    {
        queue.add({++last, priority, false, call, since});
        return last;
    }
    quint64 take(RequestQueue::ms now = 0ms, const std::function<bool(const Entry &)> &lets = &any)
    {
        const auto entry = queue.take(now, lets);
        return entry ? entry->number : 0;
    }
};

} // namespace

class TestRequestQueue : public QObject
{
    Q_OBJECT
private slots:
    void equalsGoInTheOrderTheyCame()
    {
        Waiting t;
        QVERIFY(t.queue.isEmpty());
        for (int i = 0; i < 5; ++i)
            t.add(Priority::Interactive);
        for (quint64 i = 1; i <= 5; ++i)
            QCOMPARE(t.take(), i);
        QVERIFY(t.queue.isEmpty());
        QCOMPARE(t.take(), 0);
    }

    void aPersonGoesBeforeAPlan()
    {
        Waiting t;
        const quint64 background = t.add(Priority::Background), write = t.add(Priority::BulkWrite),
                      check = t.add(Priority::Verification), person = t.add(Priority::Interactive);
        QCOMPARE(t.take(), person);
        QCOMPARE(t.take(), check);
        QCOMPARE(t.take(), write);
        QCOMPARE(t.take(), background);
    }

    void crowdedLanesShareEightFourTwoOne()
    {
        Waiting t;
        QMap<quint64, Priority> whose;
        for (int i = 0; i < 200; ++i)
            for (const Priority priority :
                 {Priority::Interactive, Priority::Verification, Priority::BulkWrite, Priority::Background})
                whose.insert(t.add(priority), priority);
        QMap<Priority, int> served;
        for (int i = 0; i < 150; ++i)
            ++served[whose.value(t.take())];
        QCOMPARE(served.value(Priority::Interactive), 80);
        QCOMPARE(served.value(Priority::Verification), 40);
        QCOMPARE(served.value(Priority::BulkWrite), 20);
        QCOMPARE(served.value(Priority::Background), 10);
    }

    void whoMayNotGoIsPassedOver()
    {
        Waiting t;
        t.add(Priority::Interactive, 0ms, u"paused"_s);
        const quint64 free = t.add(Priority::Interactive, 0ms, u"free"_s);
        const quint64 late = t.add(Priority::Background, 0ms, u"free"_s);
        const auto lets = [](const Entry &entry) { return entry.call == "free"_L1; };
        QCOMPARE(t.take(0ms, lets), free);
        QCOMPARE(t.take(0ms, lets), late);
        QCOMPARE(t.take(0ms, lets), 0);
        QVERIFY(!t.queue.isEmpty());
        QCOMPARE(t.take(), 1);
    }

    void whoWasRemovedDoesNotGo()
    {
        Waiting t;
        const quint64 first = t.add(Priority::Interactive), second = t.add(Priority::Interactive);
        t.queue.remove(first);
        t.queue.remove(77);
        QCOMPARE(t.take(), second);
        QVERIFY(t.queue.isEmpty());
    }

    void whoWaitedTooLongGoesFirstOnce()
    {
        Waiting t;
        const quint64 background = t.add(Priority::Background, 0ms);
        t.add(Priority::Background, 0ms);
        for (int i = 0; i < 100; ++i)
            t.add(Priority::Interactive, 29s);
        QVERIFY(t.take(29'999ms) > 2);
        QCOMPARE(t.take(30s), background);
        QVERIFY(t.take(30s) > 2); // the lane was served just now
        QVERIFY(t.take(59s) > 2);
        QCOMPARE(t.take(60s), 2);
    }

    void ofSeveralThatWaitedTooLongTheLongestGoesFirst()
    {
        Waiting t;
        const quint64 write = t.add(Priority::BulkWrite, 5s);
        const quint64 background = t.add(Priority::Background, 2s);
        const quint64 person = t.add(Priority::Interactive, 99s);
        QCOMPARE(t.take(100s), background);
        QCOMPARE(t.take(100s), write);
        QCOMPARE(t.take(100s), person);
    }

    void aLaneWaitsFromItsLastTurnOn()
    {
        Waiting t;
        t.add(Priority::BulkWrite, 0s);
        const quint64 write = t.add(Priority::BulkWrite, 0s);
        QCOMPARE(t.take(20s), 1);
        const quint64 background = t.add(Priority::Background, 15s);
        QCOMPARE(t.take(50s), background);
        QCOMPARE(t.take(50s), write);
    }

    void anEntryThatCameLateHasNotWaitedSinceItsLaneWasServed()
    {
        Waiting t;
        t.add(Priority::Background, 0ms);
        QCOMPARE(t.take(1s), 1);
        const quint64 fresh = t.add(Priority::Background, 100s);
        const quint64 person = t.add(Priority::Interactive, 100s);
        QCOMPARE(t.take(100s), person);
        QCOMPARE(t.take(100s), fresh);
    }

    void aLaneThatWasEmptySavesNoTurns()
    {
        Waiting t;
        for (int i = 0; i < 100; ++i) {
            t.add(Priority::Interactive);
            t.take();
        }
        const quint64 write = t.add(Priority::BulkWrite);
        const quint64 person = t.add(Priority::Interactive);
        QCOMPARE(t.take(), person);
        QCOMPARE(t.take(), write);
    }
};

QTEST_GUILESS_MAIN(TestRequestQueue)
#include "tst_requestqueue.moc"
