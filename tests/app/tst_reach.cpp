// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/blackhole.h"
#include "writesession.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;
using Kind = Failure::Kind;
using State = KeyList::State;

/// A service that cannot be reached, that keeps silent, or that nobody vouches for.
class ReachTest : public QObject
{
    Q_OBJECT

    static RetryPolicy impatient()
    {
        RetryPolicy policy = quickPolicy();
        policy.connectDeadline = 150ms;
        policy.idleDeadline = 300ms;
        policy.readDeadline = 500ms;
        policy.pauses = {1ms};
        return policy;
    }

private slots:
    void nothingIsSentWhileOfflineAndAllOfItAfterwards_data()
    {
        QTest::addColumn<QString>("operation");
        for (const QString &operation : {u"create"_s, u"update"_s, u"delete"_s})
            QTest::addRow("3: refused, %s", qPrintable(operation)) << operation;
    }
    /// Fault 3. The server goes away right before a write: the write never left, so not even a create needs a person
    /// when the person said so beforehand, and no other change needs one at all.
    void nothingIsSentWhileOfflineAndAllOfItAfterwards()
    {
        QFETCH(QString, operation);
        WriteSession t({.agents = 0});
        const auto before = t.list().all();
        t.failing.onCall = [&] {
            if (t.failing.calls.last() != "begin"_L1)
                return;
            t.proxy.refuse(true);
            // A write onto a connection whose end has not been noticed yet is a lost one, rightly: let it be noticed.
            QTest::qSleep(150);
        };
        QList<Change> changes;
        for (int i = 3; i < 7; ++i)
            changes << (operation == "create"_L1   ? t.create(u"new %1"_s.arg(i))
                        : operation == "delete"_L1 ? t.remove(t.key(i))
                                                   : t.newOwner(t.key(i)));
        t.apply(changes);
        QVERIFY(t.pauses(Pause::Offline));
        QCOMPARE(t.state(), Queued);
        QCOMPARE(t.change().reason.kind, ChangeReason::Kind::NotSent);
        QCOMPARE(t.attempts().size(), 1);
        QCOMPARE(t.attempts().first().outcome->exchange.requestsSent, 0);
        QCOMPARE(t.writes(), 0);
        QVERIFY(t.subscription->offlineSince().isValid());
        QVERIFY(t.subscription->nextTry() > QDateTime::currentDateTimeUtc());

        QCOMPARE(t.refresh(), State::Failed);
        QCOMPARE(t.list().failure()->kind, Kind::Offline);
        QCOMPARE(t.list().all(), before);
        QVERIFY(t.list().updated().isValid()); // the stamp that stands over old rows

        // Back again: the first thing that gets through takes the plan along.
        t.failing.onCall = {};
        t.proxy.refuse(false);
        QCOMPARE(t.refresh(), State::Loaded);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 4);
        QCOMPARE(t.writes(), 4);
        QVERIFY(!t.subscription->offlineSince().isValid());
        QCOMPARE(t.broken(), QString());
    }

    /// A plan that a person paused does not start to write because the network came back.
    void thePersonsPauseOutlivesTheNetworks()
    {
        WriteSession t({.agents = 0});
        t.proxy.refuse(true);
        t.apply(t.newOwners(3));
        QVERIFY(t.pauses(Pause::Offline));
        t.run().pause();
        t.proxy.refuse(false);
        QCOMPARE(t.refresh(), State::Loaded);
        QVERIFY(t.pauses(Pause::ByPerson));
        QCOMPARE(t.refresh(), State::Loaded);
        QCOMPARE(t.writes(), 0);
        t.run().resume();
        QVERIFY(t.finishes());
        QCOMPARE(t.writes(), 3);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 5.
    void aBlackHoleIsOfflineAfterTheConnectDeadline()
    {
        WriteSession t({.agents = 0}, impatient());
        const auto before = t.list().all();
        t.proxy.refuse(true);
        auto hole = std::make_unique<BlackHole>(t.proxy.port());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(t.refresh(), State::Failed);
        QVERIFY(timer.elapsed() >= 140); // a coarse timer may be a twentieth early
        QCOMPARE(t.list().failure()->kind, Kind::Offline);
        QCOMPARE(t.list().all(), before);
        t.apply(t.newOwners(3));
        QVERIFY(t.pauses(Pause::Offline));
        QCOMPARE(t.count(Queued), 3);

        hole.reset();
        t.proxy.refuse(false);
        // A connection that Qt had begun meanwhile keeps its own time until it tries again.
        for (int i = 0; i < 50 && t.refresh() != State::Loaded; ++i)
            QCOMPARE(t.list().failure()->kind, Kind::Offline);
        QCOMPARE(t.list().state(), State::Loaded);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 3);
        QCOMPARE(t.broken(), QString());
    }

    /// Something else gets through just before the plan hears that its own read did not.
    void aPlanDoesNotStayOfflineWhenTheProgramIsNot()
    {
        RetryPolicy policy = quickPolicy();
        policy.pauses.clear();
        WriteSession t({.agents = 0}, policy);
        HttpClient &client = t.subscription->client();
        bool gotThrough = false;
        Ticket other;
        const auto once = connect(&client, &HttpClient::offlineChanged, &client, [&](bool offline) {
            if (!offline)
                return;
            t.proxy.refuse(false);
            other = t.subscription->keys.get({t.key(0)}, [&](const auto &found) { gotThrough = found.has_value(); });
            QVERIFY(waitUntil([&] { return gotThrough; }));
        });
        t.proxy.refuse(true);
        t.apply(t.newOwners(3));
        QVERIFY(waitUntil([&] { return gotThrough; }));
        disconnect(once);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 3);
        QCOMPARE(t.broken(), QString());
    }

    /// Faults 20 and 22: what trickles ends at the deadline, keeps the rows, and can be stopped at once.
    void aListThatTricklesEnds_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addRow("20: a byte at a time") << u"slow-body=1/50"_s;
        QTest::addRow("13: late") << u"delay=1500"_s;
    }
    void aListThatTricklesEnds()
    {
        QFETCH(QString, fault);
        WriteSession t({.agents = 0}, impatient());
        const auto before = t.list().all();
        t.sandbox.addFault(u"POST:search/ca="_s + fault);
        QCOMPARE(t.refresh(), State::Failed);
        QCOMPARE(t.list().failure()->kind, Kind::TimedOut);
        QCOMPARE(t.list().all(), before);

        t.list().refresh();
        QVERIFY(waitUntil([&] { return t.subscription->client().inFlight() > 0; }));
        t.list().stop();
        QCOMPARE(t.list().state(), State::Partial);
        QVERIFY(waitUntil([&] { return t.subscription->client().inFlight() == 0; }, 200ms));
        QCOMPARE(t.list().all(), before);
        t.sandbox.clearFaults();
        QCOMPARE(t.refresh(), State::Loaded);
    }

    /// Fault 22: Qt may or may not take such a header; the list never hangs on it.
    void aListWithAnEndlessHeaderEnds()
    {
        WriteSession t({.agents = 0}, impatient());
        const auto before = t.list().all();
        t.sandbox.addFault(u"POST:search/ca=big-header=300"_s);
        QVERIFY(t.refresh() != State::Loading);
        QCOMPARE(t.list().all(), before);
        t.sandbox.clearFaults();
        QCOMPARE(t.refresh(), State::Loaded);
    }

    /// A server that is there and says nothing: a read times out, and a write is looked for afterwards.
    void aServerThatFreezesIsAskedAgain()
    {
        WriteSession t({.agents = 0}, impatient());
        t.failing.onCall = [&] {
            if (t.failing.calls.last() == "begin"_L1)
                t.sandbox.freeze();
        };
        t.apply(t.newOwners(1));
        QVERIFY(waitUntil([&] { return t.state() == Unknown || t.state() == Reconciling; }));
        QVERIFY(t.pauses(Pause::ServerErrors)); // the look at it times out as well
        t.failing.onCall = {};
        t.sandbox.thaw();
        QVERIFY(t.finishesWhenResumed());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.writes(), 1); // the system kept what the frozen server was sent
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 57. The certificate is another one all of a sudden.
    void aPlanIsNotSentToAServerThatNobodyVouchesFor()
    {
        WriteSession t({.agents = 0, .tls = true});
        const auto before = t.list().all();
        QFile certificate(t.sandbox.caFile());
        QVERIFY(certificate.open(QIODevice::ReadOnly));
        const QByteArray trusted = certificate.readAll();
        t.sandbox.renewCertificate();
        t.apply(t.newOwners(3));
        QVERIFY(t.pauses(Pause::Tls));
        QCOMPARE(t.count(Queued), 3);
        QCOMPARE(t.refresh(), State::Failed);
        QCOMPARE(t.list().failure()->kind, Kind::Tls);
        QCOMPARE(t.list().all(), before);
        t.run().resume();
        QVERIFY(t.pauses(Pause::Tls));
        QCOMPARE(t.sandbox.log().size(), 0); // not a byte of a request, so no credentials either
        QCOMPARE(t.subscription->client().access(), HttpClient::Access::Ok);
        QVERIFY(trusted != QByteArray());
    }

    /// Fault 57: the same for a sign-in.
    void aSignInSendsNothingToAServerThatNobodyVouchesFor()
    {
        Sandbox sandbox({.agents = 0, .tls = true});
        QTemporaryDir folder;
        SqliteJournal journal(folder.filePath(u"journal.sqlite"_s));
        const auto signedIn =
            signIn({sandbox.url(), {}}, Sandbox::user(), Sandbox::password(), journal, quickPolicy(), quickPace());
        QVERIFY(!signedIn);
        QCOMPARE(signedIn.error().kind, Kind::Tls);
        QCOMPARE(sandbox.log().size(), 0);
    }
};

QTEST_GUILESS_MAIN(ReachTest)
#include "tst_reach.moc"
