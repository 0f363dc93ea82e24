// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "writesession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;
using Access = HttpClient::Access;
using Kind = Failure::Kind;
using ReasonKind = ChangeReason::Kind;

namespace {

/// What a person types into the sign-in sheet: one probe, and whether it was believed.
Outcome typePassword(HttpClient &client, const QString &password)
{
    client.setCredentials(SecretBuffer::basicHeader(Sandbox::user(), SecretBuffer::fromUtf8Of(password)));
    Ticket ticket;
    return answerOf<SignInReport>([&](auto done) {
               ticket = SignIn::start(
                   client, [](const ModuleAccess &) {},
                   [done](const Result<SignInReport> &report, const Exchange &) { done(report); });
           })
        .map([](const SignInReport &) {});
}

/// Reads of single keys, as many at once as the client allows; keeps count of how they end.
struct Readers
{
    Readers(WriteSession &session, int count)
    {
        for (int i = 0; i < count; ++i)
            tickets.push_back(
                session.subscription->keys.get({WriteSession::key(i % 12)}, [this](const Result<ActivationKey> &found) {
                    ++ended;
                    latched += !found && found.error().kind == Kind::Latched;
                }));
    }
    std::vector<Ticket> tickets;
    int ended = 0, latched = 0;
};

} // namespace

/// What a refused sign-in costs, what stops after it and what goes on after the next one; and what becomes of changes
/// that the service refuses.
class FaultsTest : public QObject
{
    Q_OBJECT
private slots:
    /// Fault 28. The plan is carried out, twenty reads are queued, and somebody mistypes the password.
    void oneWrongPasswordCostsOneFailedLoginWhateverWasQueued()
    {
        WriteSession t({.keys = 40, .agents = 0, .faults = {u"POST:update/ca=delay=30"_s}});
        HttpClient &client = t.subscription->client();
        t.apply(t.newOwners(30));
        QVERIFY(waitUntil([&] { return t.writes() >= 3; }));
        Readers readers(t, 20);

        const Outcome outcome = typePassword(client, u"a wrong one"_s);
        QCOMPARE(outcome.error().kind, Kind::SignInRefused);
        QCOMPARE(client.access(), Access::Latched);
        QVERIFY(waitUntil([&] { return readers.ended == 20; }));
        QVERIFY(t.pauses(Pause::Latched));
        QVERIFY(waitUntil([&] { return client.inFlight() == 0; }));
        QCOMPARE(t.sandbox.failedLogins(), 1);
        // The log is in the order of the answers: after the refusal only what was under way beside it.
        const auto log = t.sandbox.log();
        const auto refused = std::ranges::find(log, u"failed-login"_s, &SandboxRequest::outcome);
        QVERIFY(std::distance(refused, log.end()) <= quickPolicy().atOnce);

        // Whatever is tried now stays at home.
        const qsizetype before = t.sandbox.log().size();
        Readers more(t, 5);
        t.run().resume();
        QVERIFY(waitUntil([&] { return more.ended == 5; }));
        QCOMPARE(more.latched, 5);
        QVERIFY(t.pauses(Pause::Latched));
        QCOMPARE(t.refresh(), KeyList::State::Failed);
        QCOMPARE(t.sandbox.log().size(), before);

        // The right password lets the plan go on by itself: that is what the person signed in again for.
        QVERIFY(typePassword(client, Sandbox::password()));
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 30);
        QCOMPARE(t.writes(), 30);
        QCOMPARE(t.sandbox.failedLogins(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void aPlanThatAPersonPausedStaysPausedAfterTheSignIn()
    {
        WriteSession t({.keys = 12, .agents = 0});
        t.apply(t.newOwners(12));
        t.run().pause();
        t.subscription->client().dropCredentials(); // the screen was locked
        QVERIFY(!typePassword(t.subscription->client(), u"a wrong one"_s));
        QVERIFY(typePassword(t.subscription->client(), Sandbox::password()));
        QCOMPARE(t.refresh(), KeyList::State::Loaded);
        QCOMPARE(t.run().pauseReason(), Pause::ByPerson);
        const qsizetype before = t.writes();
        QCOMPARE(t.refresh(), KeyList::State::Loaded);
        QCOMPARE(t.writes(), before);
        t.run().resume();
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 12);
        QCOMPARE(t.sandbox.failedLogins(), 1);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 29: at most as many as were under way, of a plan and a list at the same time.
    void aPasswordChangedElsewhereCostsNoMoreLoginsThanWereUnderWay()
    {
        WriteSession t({.keys = 120, .agents = 0, .faults = {u"POST:update/ca=delay=5"_s}});
        t.apply(t.newOwners(100));
        const PlanId plan = t.run().plan().id;
        connect(&t.list(), &KeyList::stateChanged, &t.list(), [&list = t.list()] {
            if (list.state() == KeyList::State::Loaded)
                list.refresh();
        });
        t.list().refresh();
        QVERIFY(waitUntil([&] { return t.writes() >= 15; }));
        t.sandbox.setPassword(Sandbox::user(), u"changed elsewhere"_s);
        QVERIFY(t.pauses(Pause::Latched));
        QVERIFY(waitUntil([&] { return t.subscription->client().inFlight() == 0; }));
        QVERIFY(t.sandbox.failedLogins() >= 1);
        QVERIFY2(t.sandbox.failedLogins() <= quickPolicy().atOnce,
                 qPrintable(QString::number(t.sandbox.failedLogins())));
        const int verified = t.count(Verified);
        QVERIFY(t.count(Queued) > 0);
        QCOMPARE(t.count(Rejected), 0);

        // The next session offers the plan and sends nothing of it by itself.
        t.sandbox.setPassword(Sandbox::user(), Sandbox::password());
        const qsizetype sent = t.writes();
        t.open();
        QCOMPARE(t.writes(), 0);
        QCOMPARE(t.subscription->runs().unfinished().size(), 1);
        t.subscription->runs().resumeUnfinished(plan);
        t.takeUp(plan);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 100);
        QVERIFY(verified <= sent);
        QCOMPARE(sent - t.sandbox.failedLogins() + t.writes() >= 100, true);
        QCOMPARE(t.broken(), QString());
    }

    void aRefusedSignInLatchesWhereverItStrikes_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("writes");
        for (const char *what : {"status=401", "code=INVALID_CREDENTIALS", "code=AUTH_CREDENTIALS_NEEDED"}) {
            QTest::addRow("28: %s at the read before", what) << u"POST:search/ca:1="_s + QString::fromLatin1(what) << 0;
            QTest::addRow("28: %s at the write", what) << u"POST:update/ca:1="_s + QString::fromLatin1(what) << 1;
        }
    }
    /// A 401 says that nothing was carried out, so the change waits for its next turn.
    void aRefusedSignInLatchesWhereverItStrikes()
    {
        QFETCH(QString, fault);
        QFETCH(int, writes);
        WriteSession t({.keys = 12, .agents = 0, .faults = {}});
        const qint64 id = t.sandbox.addFault(fault);
        t.apply({t.newOwner(t.key(0))});
        QVERIFY(t.pauses(Pause::Latched));
        QCOMPARE(t.state(), Queued);
        QCOMPARE(t.subscription->client().access(), Access::Latched);
        QCOMPARE(t.sandbox.faultHits(id), 1);
        QCOMPARE(t.writes(), writes);
        t.run().resume();
        QVERIFY(t.pauses(Pause::Latched));
        QCOMPARE(t.sandbox.faultHits(id), 1);

        QVERIFY(typePassword(t.subscription->client(), Sandbox::password()));
        QVERIFY(t.finishes());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.writes(), writes + 1);
        QCOMPARE(t.attempts().size(), writes + 1);
        QCOMPARE(t.broken(), QString());
    }

    void someRefusalsLeaveTheOthersAlone_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("code");
        QTest::addRow("54: no permission") << u"code=UNAUTHORIZED"_s << Kind::NotPermitted << u"UNAUTHORIZED"_s;
        QTest::addRow("54: 403") << u"status=403 {\"status\":403,\"message\":\"Forbidden\"}"_s << Kind::NotPermitted
                                 << QString();
        QTest::addRow("54: a duplicate") << u"code=CA_1001_DUPLICATE_KEY"_s << Kind::Duplicate
                                         << u"CA_1001_DUPLICATE_KEY"_s;
        QTest::addRow("54: too large") << u"status=413 {\"status\":413}"_s << Kind::TooLarge << QString();
    }
    /// Three of ten are refused: the others are verified, the three say why, and nothing of them was changed.
    void someRefusalsLeaveTheOthersAlone()
    {
        QFETCH(QString, fault);
        QFETCH(Kind, kind);
        QFETCH(QString, code);
        WriteSession t({.keys = 12, .agents = 0});
        const QList<int> refused{2, 5, 8};
        for (const int place : refused)
            t.sandbox.addFault(u"POST:update/ca/agentactkey/%1=%2"_s.arg(t.key(place)).arg(fault));
        t.apply(t.newOwners(10));
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 7);
        for (const int place : refused) {
            QCOMPARE(t.state(place), Rejected);
            QCOMPARE(t.change(place).reason.kind, ReasonKind::Refused);
            QCOMPARE(t.change(place).reason.failure->kind, kind);
            QCOMPARE(t.change(place).reason.failure->code, code);
            QVERIFY(!holds(t.sandbox, t.key(place), keyfields::owner, WriteSession::owner.value));
            QCOMPARE(t.attempts(place).size(), 1);
        }
        QCOMPARE(t.writes(), 10);
        QCOMPARE(t.broken(), QString());

        // What was refused is still wanted: staged again, it goes through once the reason has gone.
        t.sandbox.clearFaults();
        QList<Change> again;
        for (const int place : refused)
            again << t.newOwner(t.key(place));
        t.apply(again);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 3);
        QCOMPARE(t.writes(), 13);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 54: most likely all would be refused alike, so the first refusal of that kind asks.
    void aRequestThatIsWrongStopsThePlanAtTheFirst()
    {
        WriteSession t({.keys = 12, .agents = 0, .faults = {u"POST:update/ca=code=INVALID_REQUEST"_s}});
        t.apply(t.newOwners(10));
        QVERIFY(t.pauses(Pause::StopRule));
        QCOMPARE(t.state(), Rejected);
        QCOMPARE(t.count(Queued), 9);
        QCOMPARE(t.writes(), 1);
        t.run().cancel();
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Cancelled), 9);
        QCOMPARE(t.change(9).reason.kind, ReasonKind::StoppedByRun);
        QCOMPARE(t.writes(), 1);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 30.
    void aMissingPermissionStopsThePlanAfterThreeRefusals()
    {
        WriteSession t({.keys = 12, .agents = 0});
        const QList<Change> changes = t.newOwners(10);
        t.sandbox.setRight(Sandbox::user(), u"manager"_s, false);
        t.sandbox.setRight(Sandbox::user(), u"ca_view"_s, true);
        t.apply(changes);
        QVERIFY(t.pauses(Pause::PermissionMissing));
        QCOMPARE(t.count(Rejected), 3);
        QCOMPARE(t.count(Queued), 7);
        QCOMPARE(t.writes(), 3);
        QCOMPARE(t.change().reason.failure->kind, Kind::NotPermitted);

        t.sandbox.setRight(Sandbox::user(), u"ca_edit"_s, true);
        t.run().resume();
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 7);
        QCOMPARE(t.writes(), 10);
        QCOMPARE(t.broken(), QString());
    }
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_faults.moc"
