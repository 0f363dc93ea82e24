// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agentfields.h"
#include "models/activitymodel.h"
#include "panes/activityinspector.h"
#include "panes/activitypane.h"
#include "screen.h"
#include "widgets/banner.h"
#include "widgets/filterbar.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace {

/// The pane of activity beside a session that has a history.
class Activity
{
public:
    explicit Activity(Screen &screen)
        : pane(*screen.subscription)
        , m_screen(screen)
    {
        pane.resize(1280, 700);
        pane.show();
    }

    QTreeView &view() { return *pane.findChild<QTreeView *>(); }
    QAbstractItemModel &model() { return *view().model(); }
    bool shows(int plans)
    {
        return waitUntil([&] { return model().rowCount() == plans; });
    }
    QString text(int plan, int column, int change = -1)
    {
        const QModelIndex top = model().index(plan, column);
        return (change < 0 ? top : model().index(change, column, model().index(plan, 0))).data().toString();
    }
    void choose(int plan, int change = -1)
    {
        const QModelIndex top = model().index(plan, 0);
        view().setCurrentIndex(change < 0 ? top : model().index(change, 0, top));
        QCoreApplication::processEvents();
    }
    QString details() { return pane.findChild<ActivityInspector *>()->findChild<QPlainTextEdit *>()->toPlainText(); }
    QString words() { return m_screen.words(&pane); }
    QAbstractButton *button(const QString &name) { return m_screen.button(name, &pane); }
    bool click(const QString &name) { return m_screen.click(name, &pane); }

    ActivityPane pane;

private:
    Screen &m_screen;
};

} // namespace

/// What was sent, what came of it, and what can still be done about it.
class TestActivityPane : public QObject
{
    Q_OBJECT

private slots:
    void withoutAHistoryItSaysWhatWillStandHere()
    {
        Screen screen;
        Activity activity(screen);
        QVERIFY(activity.shows(0));
        QVERIFY(!activity.words().isEmpty());
    }

    void aPlanAndItsChangesAreListedWithTheirResults()
    {
        Screen screen;
        screen.apply(screen.newOwners(3));
        QVERIFY(screen.finishesWhenResumed());
        Activity activity(screen);
        QVERIFY(activity.shows(1));
        QCOMPARE(activity.model().rowCount(activity.model().index(0, 0)), 3);
        QVERIFY2(activity.text(0, ActivityModel::Result).contains(u"3 done"_s),
                 qPrintable(activity.text(0, ActivityModel::Result)));
        QCOMPARE(activity.text(0, ActivityModel::Result, 0), u"Verified"_s);
        activity.choose(0, 0);
        QVERIFY(waitUntil([&] { return activity.details().contains(u"update/ca/agentactkey"_s); }));
        const QString details = activity.details();
        QVERIFY(details.contains(u"→"_s));
        QVERIFY(!details.contains(Sandbox::password()));
        QVERIFY(!details.contains(u"Authorization"_s));
        QVERIFY(!details.contains(screen.list().find({WriteSession::key(0)})->key));
    }

    void aMismatchShowsWhatWasWantedAndWhatIsThere() // fault 26
    {
        Screen screen;
        screen.sandbox.addFault(u"POST:update/ca/agentactkey=ignore-field=modules"_s);
        const qint64 id = WriteSession::key(0);
        screen.sandbox.setKeyField(id, u"modules"_s, QStringList{u"VM_LICENSE"_s});
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        screen.apply({screen.edit(id, {.modulesOn = {u"FIM"_s}}), screen.newOwner(WriteSession::key(1))});
        QVERIFY(screen.pauses(Pause::CanaryMismatch));
        Activity activity(screen);
        QVERIFY(activity.shows(1));
        activity.choose(0, 0);
        QVERIFY2(activity.words().contains(u"FIM"_s) || activity.details().contains(u"FIM"_s),
                 qPrintable(activity.words() + activity.details()));
        QCOMPARE(screen.writes(), 1); // the canary stopped the plan
        QVERIFY(activity.pane.needingPerson() > 0);
        QVERIFY2(activity.words().contains(u"anary"_s) || activity.words().contains(u"Stopped"_s),
                 qPrintable(activity.words()));
        QVERIFY(activity.button(u"Look again"_s));
    }

    void undoIsAPlanToReview()
    {
        Screen screen;
        screen.apply(screen.newOwners(2));
        QVERIFY(screen.finishesWhenResumed());
        Activity activity(screen);
        QVERIFY(activity.shows(1));
        activity.choose(0);
        QSignalSpy review(&activity.pane, &ActivityPane::reviewWanted);
        QVERIFY(activity.click(u"Undo…"_s));
        QVERIFY(waitUntil([&] { return review.size() == 1; }));
        const auto changes = review.first().first().value<QList<Change>>();
        QCOMPARE(changes.size(), 2);
        QVERIFY(review.first().last().toBool());
        QCOMPARE(screen.writes(), 2); // undo itself sends nothing
    }

    /// The list knows outlines; what is shown beside it and taken back is the plan as it is on disk.
    void aPlanOfAnEarlierSessionIsReadWholeOnceItIsLookedAt()
    {
        WriteSession session;
        const QJsonValue owner = session.newOwner(WriteSession::key(0)).before.value(keyfields::owner);
        session.apply(session.newOwners(2));
        QVERIFY(session.finishes());
        session.open();
        ActivityPane pane(*session.subscription);
        pane.show();
        const auto shows = [&pane](const QString &text) {
            return pane.findChild<ActivityInspector *>()->findChild<QPlainTextEdit *>()->toPlainText().contains(text);
        };
        QVERIFY(waitUntil([&] { return shows(u"2 keys"_s); }));
        auto &view = *pane.findChild<QTreeView *>();
        view.setCurrentIndex(view.model()->index(0, 0, view.model()->index(0, 0)));
        QVERIFY(shows(u"→"_s)); // at once: the plan is there
        QSignalSpy review(&pane, &ActivityPane::reviewWanted);
        pane.undoCurrentPlan();
        QVERIFY(waitUntil([&] { return review.size() == 1; }));
        const auto changes = review.first().first().value<QList<Change>>();
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.first().desired.value(keyfields::owner), owner);
    }

    /// What an undo does to the plan it takes back is written down by the undo's own run.
    void whatWasTakenBackIsShownSoAndCannotBeTakenBackAgain_data()
    {
        QTest::addColumn<bool>("ofAnEarlierSession");
        QTest::newRow("of this session") << false;
        QTest::newRow("of an earlier one") << true;
    }
    void whatWasTakenBackIsShownSoAndCannotBeTakenBackAgain()
    {
        QFETCH(const bool, ofAnEarlierSession);
        WriteSession session;
        session.apply(session.newOwners(1));
        QVERIFY(session.finishes());
        if (ofAnEarlierSession)
            session.open();
        Screen screen; // finds words and buttons
        ActivityPane pane(*session.subscription);
        pane.show();
        const auto undo = [&] { return screen.button(u"Undo…"_s, &pane); };
        QVERIFY(waitUntil(undo));
        QSignalSpy review(&pane, &ActivityPane::reviewWanted);
        pane.undoCurrentPlan();
        QVERIFY(waitUntil([&] { return review.size() == 1; }));
        session.apply(review.first().first().value<QList<Change>>());
        QVERIFY(session.finishes());
        auto &view = *pane.findChild<QTreeView *>();
        QVERIFY(waitUntil([&] { return view.model()->rowCount() == 2; }));
        view.setCurrentIndex(view.model()->index(1, 0)); // the newest is on top
        const auto result = [&] {
            return view.model()->index(0, ActivityModel::Result, view.model()->index(1, 0)).data().toString();
        };
        QVERIFY(waitUntil([&] { return result() == u"Undone"_s; }));
        QVERIFY(waitUntil([&] { return !undo(); }));
        review.clear();
        session.failing.calls.clear();
        pane.undoCurrentPlan();
        QVERIFY(!ofAnEarlierSession || waitUntil([&] { return session.failing.calls.contains(u"read plan"_s); }));
        QTest::qWait(100);
        QVERIFY(review.isEmpty());
    }

    /// Whoever works with the keyboard alone presses Undo, and the plan that begins has nothing to press.
    void aButtonThatGoesLeavesTheFocusNearby()
    {
        Screen screen;
        screen.apply(screen.newOwners(1));
        QVERIFY(screen.finishesWhenResumed());
        QWidget window;
        QLineEdit first(&window);
        ActivityPane pane(*screen.subscription, &window);
        window.resize(1280, 700);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QVERIFY(waitUntil([&] { return screen.button(u"Undo…"_s, &pane) != nullptr; }));
        QWidget::setTabOrder(screen.button(u"Undo…"_s, &pane), &first);
        screen.button(u"Undo…"_s, &pane)->setFocus();
        screen.apply({screen.newOwner(WriteSession::key(1))});
        screen.run().pause();
        auto &view = *pane.findChild<QTreeView *>();
        QVERIFY(waitUntil([&] { return view.model()->rowCount() == 2; }));
        view.setCurrentIndex(view.model()->index(0, 0));
        QVERIFY(!screen.button(u"Undo…"_s, &pane));
        QVERIFY(pane.findChild<ActivityInspector *>()->isAncestorOf(QApplication::focusWidget()));
    }

    void aRunThatEndsLeavesTheReaderWhereTheyAre()
    {
        Screen screen;
        screen.apply(screen.newOwners(3));
        QVERIFY(screen.finishesWhenResumed());
        Activity activity(screen);
        QVERIFY(activity.shows(1));
        activity.choose(0, 1);
        const QString title = activity.view().currentIndex().siblingAtColumn(ActivityModel::What).data().toString();
        QSignalSpy filled(&activity.model(), &QAbstractItemModel::modelReset);
        screen.apply({screen.newOwner(WriteSession::key(5))});
        QVERIFY(screen.finishesWhenResumed());
        QVERIFY(waitUntil([&] { return filled.size() >= 2; })); // as it began and as it ended
        const QModelIndex now = activity.view().currentIndex();
        QCOMPARE(now.parent().row(), 1);
        QCOMPARE(now.siblingAtColumn(ActivityModel::What).data().toString(), title);
        QVERIFY(activity.view().isExpanded(now.parent()));
        QVERIFY(!activity.view().isExpanded(activity.model().index(0, 0)));
        QVERIFY(activity.words().contains(title));
    }

    void aPaneThatIsNotSeenReadsNoPlan()
    {
        WriteSession session;
        session.apply(session.newOwners(1));
        QVERIFY(session.finishes());
        session.open();
        session.failing.calls.clear();
        ActivityPane pane(*session.subscription);
        auto &view = *pane.findChild<QTreeView *>();
        QVERIFY(waitUntil([&] { return view.model()->rowCount() == 1; }));
        QTest::qWait(50);
        QVERIFY(!session.failing.calls.contains(u"read plan"_s));
        pane.show();
        QVERIFY(waitUntil([&] { return session.failing.calls.contains(u"read plan"_s); }));
    }

    void aPlanThatCannotBeReadIsNotActedUpon()
    {
        WriteSession session;
        session.failing.failPlan = true;
        session.apply(session.newOwners(1));
        QVERIFY(session.finishes());
        session.open();
        Screen screen; // finds words and buttons
        ActivityPane pane(*session.subscription);
        pane.show();
        const auto complaints = [&] { return screen.words(&pane).count(u"The journal could not be read."_s); };
        QVERIFY(waitUntil([&] { return complaints() == 1; }));
        QVERIFY2(!screen.button(u"Undo…"_s, &pane), qPrintable(screen.words(&pane)));
        QSignalSpy review(&pane, &ActivityPane::reviewWanted);
        pane.undoCurrentPlan();
        QVERIFY(waitUntil([&] { return complaints() == 2; }));
        QVERIFY(review.isEmpty());

        session.failing.failPlan = false;
        pane.refresh();
        QVERIFY(waitUntil([&] { return screen.button(u"Undo…"_s, &pane) != nullptr; }));
        QCOMPARE(complaints(), 0);
    }

    void whatFailedCanBeTriedAgain()
    {
        Screen screen;
        screen.sandbox.addFault(u"POST:update/ca/agentactkey:1=code=INVALID_REQUEST"_s);
        screen.apply(screen.newOwners(2));
        QVERIFY(screen.finishesWhenResumed());
        QCOMPARE(screen.count(ChangeState::Rejected), 1);
        Activity activity(screen);
        QVERIFY(activity.shows(1));
        activity.choose(0);
        QSignalSpy review(&activity.pane, &ActivityPane::reviewWanted);
        QVERIFY(activity.click(u"Retry failed…"_s));
        QVERIFY(waitUntil([&] { return review.size() == 1; }));
        QCOMPARE(review.first().first().value<QList<Change>>().size(), 1);
    }

    /// Nobody knows whether it arrived, so it is not said to be accepted, and a person may ask again.
    void aRequestThatGotLostCanBeSentOnceMore()
    {
        Screen screen(
            {.keys = 2, .agents = 4, .activationDelay = 1, .faults = {u"POST:/activate/am/asset:1=status=504"_s}});
        AgentList &agents = screen.subscription->agentList;
        agents.refreshAll();
        QVERIFY(waitUntil([&] { return agents.state() == AgentList::State::Loaded; }));
        Change change;
        change.type = ObjectType::Agent;
        for (quint32 row = 0; row < agents.columns().rowCount() && change.object == 0; ++row) {
            const Agent agent = agents.columns().agentAt(row);
            if (agent.modules.contains(u"AGENT_FIM"_s))
                continue;
            change.object = agent.id.value;
            change.label = agent.name;
            change.before = agentToFields(agent);
            change.desired = {{u"AGENT_FIM"_s, true}};
        }
        QVERIFY(change.object > 0);
        screen.apply({change});
        QVERIFY(waitUntil([&] { return screen.state() == ChangeState::NeedsHuman; }, std::chrono::seconds(60)));
        Activity activity(screen);
        QVERIFY(activity.shows(1));
        activity.choose(0, 0);
        QVERIFY2(activity.words().contains(u"The answer got lost"_s), qPrintable(activity.words()));
        QVERIFY2(!activity.words().contains(u"accepted"_s), qPrintable(activity.words()));
        QVERIFY(activity.click(u"Apply mine"_s));
        QVERIFY(waitUntil([&] { return screen.state() == ChangeState::Verified; }, std::chrono::seconds(60)));
        QCOMPARE(screen.arrived(u"POST:/activate/am/asset"_s), 2);
        QCOMPARE(screen.attempts().size(), 2);
    }

    void theFilterFindsWhatFailed()
    {
        Screen screen;
        screen.sandbox.addFault(u"POST:update/ca/agentactkey:1=code=INVALID_REQUEST"_s);
        screen.apply(screen.newOwners(2));
        QVERIFY(screen.finishesWhenResumed());
        Activity activity(screen);
        QVERIFY(activity.shows(1));
        activity.pane.filterBar()->setText(u"is:failed"_s);
        QCOMPARE(activity.model().rowCount(), 1);
        QCOMPARE(activity.model().rowCount(activity.model().index(0, 0)), 1);
        activity.pane.filterBar()->setText(u"plan:2001-01-01"_s);
        QCOMPARE(activity.model().rowCount(), 0);
    }

    void anIntactJournalIsSaidToBeIntact()
    {
        Screen screen;
        screen.apply(screen.newOwners(1));
        QVERIFY(screen.finishesWhenResumed());
        Activity activity(screen);
        QVERIFY(activity.shows(1));
        activity.pane.verifyChain();
        QVERIFY(waitUntil([&] { return activity.words().contains(u"intact"_s); }));
    }
};

QTEST_MAIN(TestActivityPane)
#include "tst_activitypane.moc"
