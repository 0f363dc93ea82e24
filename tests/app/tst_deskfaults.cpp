// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "hands.h"
#include "wirepromises.h"

#include <QPushButton>
#include <QTest>

#include <SQLiteCpp/Database.h>

using namespace Qt::StringLiterals;
using enum ChangeState;

namespace {

constexpr qint64 someKey = 5'200'104;

} // namespace

/// Faults that only the whole program can have, with its window, its sign-ins and its data folder.
class DeskFaultsTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_sandbox{{.agents = 0}};

    static QList<Change> newestPlan(Desk &desk)
    {
        const auto plans =
            answerOf<QList<PlanSummary>>([&](auto done) { desk.controller->journal().history({}, 1, done); });
        return plans && !plans->isEmpty() ? plans->first().plan.changes : QList<Change>();
    }
    /// Applies what is staged; the window's own way waits for the end.
    void applyAndLeaveIt(Subscription &subscription)
    {
        QVERIFY(stageAndApply(subscription, {}));
        QVERIFY(waitUntil([&] { return m_sandbox.writes().size() == 1; }));
    }

private slots:
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }
    void init()
    {
        m_sandbox.clearLog();
        m_sandbox.clearFaults();
    }

    /// Fault 64.
    void aJournalOfANewerProgramMeansLookingOnly()
    {
        const QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s), journal = data + u"/journal.sqlite"_s;
        {
            Desk desk({}, data);
            QVERIFY(answerOf<Journal::ChainReport>([&](auto done) { desk.controller->journal().verifyChain(done); }));
        }
        SQLite::Database(journal.toStdString(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
        Desk desk({}, data);
        QVERIFY(waitUntil([&] { return desk.toastText().contains("newer"_L1); }));
        QVERIFY(desk.signIn(m_sandbox));
        QVERIFY(desk.subscription()->client().isReadOnly());
        QVERIFY(disableKey(desk, someKey));
        const Result<PlanId> plan = stageAndApply(*desk.subscription(), {});
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, u"JOURNAL_NEWER"_s);
        QVERIFY(desk.subscription()->staging.find(someKey)); // the edit is not lost
        QCOMPARE(m_sandbox.writes().size(), 0);
        QVERIFY(closeWindow(desk));
        QCOMPARE(SQLite::Database(journal.toStdString()).execAndGet("PRAGMA user_version").getInt(), 99);
    }

    /// Somebody signs in as another person in the middle of a plan: what was sent is waited for and written down.
    void anotherSignInWaitsForWhatIsOnItsWay()
    {
        Desk desk;
        QVERIFY(desk.signIn(m_sandbox));
        m_sandbox.addFault(u"POST:update/ca=delay=600"_s);
        QVERIFY(disableKey(desk, someKey));
        QVERIFY(disableKey(desk, someKey + 1));
        applyAndLeaveIt(*desk.subscription());

        QVERIFY(desk.openSignIn(m_sandbox.url().toString(), u"lrksp_hl8"_s, Sandbox::password()));
        static_cast<SignInSheet *>(desk.window().currentSheet())->signInButton()->click();
        QVERIFY(waitUntil([&] { return desk.subscription()->identity.user == "lrksp_hl8"_L1; }));
        QVERIFY(desk.isLoaded());
        QCOMPARE(m_sandbox.writes().size(), 1);
        QCOMPARE(newestPlan(desk).value(0).state, Acked); // its answer was waited for
        QCOMPARE(newestPlan(desk).value(1).state, Queued);

        // The plan belongs to the other person: it is offered there, and goes on when that is wanted.
        QVERIFY(desk.subscription()->runs().unfinished().isEmpty());
        m_sandbox.clearFaults();
        QVERIFY(desk.openSignIn(m_sandbox.url().toString(), Sandbox::user(), Sandbox::password()));
        static_cast<SignInSheet *>(desk.window().currentSheet())->signInButton()->click();
        QVERIFY(waitUntil([&] { return desk.subscription()->runs().unfinished().size() == 1; }));
        const PlanId left = desk.subscription()->runs().unfinished().first().id;
        QCOMPARE(m_sandbox.writes().size(), 1);
        desk.subscription()->client().setReadOnly(false);
        desk.subscription()->runs().resumeUnfinished(left);
        QVERIFY(waitUntil([&] { return desk.subscription()->runs().find(left)->isFinished(); }));
        QCOMPARE(newestPlan(desk).value(0).state, Verified);
        QCOMPARE(newestPlan(desk).value(1).state, Verified);
        QCOMPARE(m_sandbox.writes().size(), 2);
        QCOMPARE(brokenPromise(m_sandbox, desk.controller->journal()), QString());
        QVERIFY(closeWindow(desk));
    }

    void signingOutWaitsForWhatIsOnItsWay()
    {
        Desk desk;
        QVERIFY(desk.signIn(m_sandbox));
        m_sandbox.addFault(u"POST:update/ca=delay=300"_s);
        QVERIFY(disableKey(desk, someKey + 2));
        QVERIFY(disableKey(desk, someKey + 3));
        applyAndLeaveIt(*desk.subscription());
        desk.controller->signOut();
        QVERIFY(waitUntil([&] { return !desk.subscription(); }));
        QCOMPARE(newestPlan(desk).value(0).state, Acked);
        QCOMPARE(m_sandbox.writes().size(), 1);
        QCOMPARE(m_sandbox.log().last().writes, true); // nothing more was said to the server
        QVERIFY(closeWindow(desk));
    }
};

QTEST_MAIN(DeskFaultsTest)
#include "tst_deskfaults.moc"
