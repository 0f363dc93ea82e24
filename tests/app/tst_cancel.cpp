// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/keptplans.h"
#include "writesession.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;

namespace {

constexpr int many = 8;
constexpr qint64 atOnce = 200; ///< ms

const QString slowRead = u"POST:search/ca%1=delay=300"_s;
const QString slowWrite = u"POST:update/ca%1=delay=300"_s;

} // namespace

/// Fault 80: a plan is called off at every stage. What was not sent is cancelled at once, what was sent is waited for.
class CancelTest : public QObject
{
    Q_OBJECT

    /// Calls off; that must not wait for anything.
    static void cancel(WriteSession &t)
    {
        QElapsedTimer timer;
        timer.start();
        t.run().cancel();
        QVERIFY2(timer.elapsed() < atOnce, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(t.count(Queued) + t.count(Planned) + t.count(Preflight), 0);
    }
    /// `sent` of the changes had left.
    static void judge(WriteSession &t, int sent)
    {
        QVERIFY(t.finishes());
        QCOMPARE(t.writes(), sent);
        QCOMPARE(t.count(Verified), sent);
        QCOMPARE(t.count(Cancelled), many - sent);
        QCOMPARE(t.run().plan().state, Plan::State::Cancelled);
        for (int i = 0; i < many; ++i)
            QCOMPARE(holds(t.sandbox, t.key(i), keyfields::owner, WriteSession::owner.value), t.state(i) == Verified);
        const auto kept = keptPlans(t.journal, {}, 1);
        QCOMPARE(kept->first().changes, t.run().plan().changes);
        QCOMPARE(t.broken(), QString());
    }

private slots:
    void inTheMomentItIsApplied()
    {
        WriteSession t({.agents = 0});
        t.apply(t.newOwners(many));
        t.run().cancel(); // taken up as soon as the plan is ready, before it could send anything
        judge(t, 0);
    }

    void whileThePlanReadsBeforeItsFirstWrite()
    {
        WriteSession t({.agents = 0, .faults = {slowRead.arg(u":1"_s)}});
        t.apply(t.newOwners(many));
        QVERIFY(waitUntil([&] { return t.arrived(u"POST:search/ca"_s) == 1; }));
        cancel(t);
        judge(t, 0);
    }

    void whileAWriteIsOnItsWay_data()
    {
        QTest::addColumn<QString>("which");
        QTest::addColumn<int>("sent");
        QTest::addRow("the first") << u":1"_s << 1;
        QTest::addRow("the third") << u":3"_s << 3;
    }
    void whileAWriteIsOnItsWay()
    {
        QFETCH(QString, which);
        QFETCH(int, sent);
        WriteSession t({.agents = 0, .faults = {slowWrite.arg(which)}});
        t.apply(t.newOwners(many));
        QVERIFY(waitUntil([&] { return t.writes() == sent; }));
        QCOMPARE(t.state(sent - 1), Sending);
        cancel(t);
        QCOMPARE(t.state(sent - 1), Sending); // cannot be called back
        judge(t, sent);
    }

    void whileTheAnswerIsLost()
    {
        WriteSession t({.agents = 0, .faults = {u"POST:update/ca:1=apply-then-empty"_s, slowRead.arg(u":2"_s)}});
        t.apply(t.newOwners(many));
        QVERIFY(waitUntil([&] { return t.state() == Reconciling; }));
        cancel(t);
        judge(t, 1);
    }

    /// A lost write that turns out not to have happened is not sent again once the plan was called off.
    void whileALostWriteWouldBeSentAgain()
    {
        WriteSession t({.agents = 0, .faults = {u"POST:update/ca:1=empty"_s, slowRead.arg(u":2"_s)}});
        t.apply(t.newOwners(many));
        QVERIFY(waitUntil([&] { return t.state() == Reconciling; }));
        cancel(t);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Cancelled), many);
        QCOMPARE(t.writes(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void whileItIsReadBack()
    {
        WriteSession t({.agents = 0, .faults = {slowRead.arg(u":2"_s)}});
        t.apply(t.newOwners(many));
        QVERIFY(waitUntil([&] { return t.state() == Verifying; }));
        cancel(t);
        judge(t, 1);
    }

    void whileAPersonHasPausedIt()
    {
        WriteSession t({.agents = 0, .faults = {slowWrite.arg(u":2"_s)}});
        t.apply(t.newOwners(many));
        QVERIFY(waitUntil([&] { return t.writes() == 2; }));
        t.run().pause();
        QVERIFY(waitUntil([&] { return t.state(1) == Verified; })); // what was sent is read back all the same
        QCOMPARE(t.count(Queued), many - 2);
        cancel(t);
        judge(t, 2);
    }

    void whileItIsOffline()
    {
        WriteSession t({.agents = 0});
        t.proxy.refuse(true);
        t.apply(t.newOwners(many));
        QVERIFY(t.pauses(Pause::Offline));
        cancel(t);
        judge(t, 0);
    }

    void whileTheServiceMakesItWait()
    {
        WriteSession t({.agents = 0, .faults = {u"POST:update/ca:2=rate=600"_s}});
        t.apply(t.newOwners(many));
        QVERIFY(t.pauses(Pause::RateLimited));
        cancel(t);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 1);
        QCOMPARE(t.count(Cancelled), many - 1); // the one that was put off was not executed
        QCOMPARE(t.writes(), 2);
        QCOMPARE(t.broken(), QString());
    }

    /// What waits for a person goes on waiting: calling off is no answer to it.
    void whileAChangeWaitsForAPerson()
    {
        WriteSession t({.agents = 0, .faults = {u"POST:update/ca:1=ignore-field=ownerId"_s}});
        t.apply(t.newOwners(many));
        QVERIFY(t.pauses(Pause::CanaryMismatch));
        cancel(t);
        QVERIFY(t.finishes());
        QCOMPARE(t.state(), Mismatch);
        QCOMPARE(t.count(Cancelled), many - 1);
        QCOMPARE(t.writes(), 1);
        QCOMPARE(t.broken(), QString());
    }

    /// Whoever hears that all is quiet may end the session at once, also when that is because nothing can be written.
    void aSessionMayGoAsSoonAsItIsQuiet()
    {
        WriteSession t({.agents = 0, .faults = {slowWrite.arg(u":2"_s)}});
        t.apply(t.newOwners(many));
        QVERIFY(waitUntil([&] { return t.writes() == 2; }));
        connect(&t.subscription->runs(), &RunCenter::quiet, this, [&] { t.subscription.reset(); });
        t.failing.failEnd = true;
        t.subscription->runs().shutDown(5s);
        QVERIFY(waitUntil([&] { return !t.subscription; }));
        t.failing.failEnd = false;
        t.open();
        QCOMPARE(t.subscription->runs().unfinished().size(), 1);
        t.takeUp(t.subscription->runs().unfinished().first().id);
        t.subscription->runs().resumeUnfinished(t.subscription->runs().unfinished().first().id);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), many);
        QCOMPARE(t.writes(), many - 2);
        QCOMPARE(t.broken(), QString());
    }

    /// The window closes in the middle: what was sent is waited for and kept, the rest is there at the next start.
    void theProgramEndsWhileAWriteIsOnItsWay()
    {
        WriteSession t({.agents = 0, .faults = {slowWrite.arg(u":2"_s)}});
        t.apply(t.newOwners(many));
        const PlanId plan = t.run().plan().id;
        QVERIFY(waitUntil([&] { return t.writes() == 2; }));
        bool quiet = false;
        connect(&t.subscription->runs(), &RunCenter::quiet, &t.subscription->runs(), [&] { quiet = true; });
        t.subscription->runs().shutDown(5s);
        QVERIFY(waitUntil([&] { return quiet; }));
        QCOMPARE(t.state(1), Acked);
        QCOMPARE(t.writes(), 2);

        t.open();
        QCOMPARE(t.writes(), 0); // of this session
        t.subscription->runs().resumeUnfinished(plan);
        t.takeUp(plan);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), many);
        QCOMPARE(t.writes(), many - 2);
        QCOMPARE(t.broken(), QString());
    }
};

QTEST_GUILESS_MAIN(CancelTest)
#include "tst_cancel.moc"
