// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/keyfields.h"
#include "panes/keyactions.h"
#include "panes/reviewsheet.h"
#include "screen.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// The sheet over what is staged, opened and read.
class Review
{
public:
    explicit Review(Screen &screen)
        : sheet(new ReviewSheet(*screen.subscription, screen.subscription->staging.changes(), false, &screen.window()))
        , confirmed(sheet.get(), &ReviewSheet::confirmed)
        , dropped(sheet.get(), &ReviewSheet::dropped)
        , m_screen(screen)
    {
        sheet->open();
    }

    bool isReady()
    {
        return waitUntil([this] { return sheet->applyButton()->isEnabled(); });
    }
    /// Until nothing is asked of the service any more.
    bool hasRead()
    {
        return waitUntil([this] { return m_screen.subscription->client().inFlight() == 0; }) && settle();
    }
    QString words() { return m_screen.words(sheet.get()); }

    std::unique_ptr<ReviewSheet> sheet;
    QSignalSpy confirmed, dropped;

private:
    static bool settle()
    {
        QCoreApplication::processEvents();
        return true;
    }
    Screen &m_screen;
};

/// On 300 agents, one of these after the other.
void stageModules(Screen &screen, const QStringList &modules)
{
    QList<Change> changes;
    for (int i = 1; i <= 300; ++i) {
        Change change;
        change.type = ObjectType::Agent;
        change.object = i;
        change.label = u"agent %1"_s.arg(i);
        change.desired = {{modules[i % modules.size()], true}};
        changes << change;
    }
    screen.subscription->staging.stage(changes, u"many"_s);
}

/// A key of that type, on the server; the list does not know it yet.
qint64 tenAgentsAtMost(Screen &screen, const QString &type)
{
    const qint64 id = screen.sandbox.addKey(u"counted"_s, {u"VM_LICENSE"_s});
    screen.sandbox.setKeyField(id, u"type"_s, type);
    screen.sandbox.setKeyField(id, u"countPurchased"_s, 10);
    return id;
}

} // namespace

/// The last look before anything is sent.
class TestReviewSheet : public QObject
{
    Q_OBJECT

private slots:
    void itShowsOldAndNewCountsRequestsAndTime()
    {
        Screen screen;
        KeyActions &actions = screen.pane().actions();
        const ActivationKey before = *screen.list().find({key(0)});
        actions.setOwner({key(0)}, WriteSession::owner);
        actions.setDisabled({key(1)}, !screen.list().find({key(1)})->disabled);
        Review review(screen);
        QVERIFY(review.isReady());
        const QString words = review.words();
        QVERIFY2(words.contains(u"Review 2 changes"_s), qPrintable(words));
        QVERIFY(words.contains(before.title));
        QVERIFY(words.contains(screen.subscription->users().nameOf(before.owner)));
        QVERIFY(words.contains(screen.subscription->users().nameOf(WriteSession::owner)));
        QVERIFY(words.contains(u"request"_s) && words.contains(u"about"_s));
        QVERIFY(words.contains(u"Undo is possible"_s));
        QCOMPARE(review.sheet->applyButton()->text(), u"Apply 2 changes"_s);
        QCOMPARE(screen.writes(), 0);
        QTest::mouseClick(review.sheet->applyButton(), Qt::LeftButton);
        QCOMPARE(review.confirmed.size(), 1);
        const auto plan = review.confirmed.first().first().value<Plan>();
        QCOMPARE(plan.changes.size(), 2);
        QCOMPARE(plan.digest, planDigest(plan));
    }

    void aKeyThatIsHeldDoesNotApplyWhatItOpened()
    {
        Screen screen;
        screen.subscription->staging.stage(screen.newOwners(2), u"two owners"_s);
        Review review(screen);
        QVERIFY(review.isReady());
        review.sheet->applyButton()->setFocus();
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, {}, true);
        QCoreApplication::sendEvent(review.sheet.get(), &held);
        QCOMPARE(review.confirmed.size(), 0);
        QTest::keyClick(review.sheet.get(), Qt::Key_Return);
        QCOMPARE(review.confirmed.size(), 1);
    }

    void returnDoesNotDelete()
    {
        Screen screen;
        screen.pane().actions().remove({leastUsed(screen)});
        Review review(screen);
        QVERIFY(waitUntil([&] { return review.sheet->numberToConfirm() == 1; }));
        review.sheet->confirmField()->setText(u"1"_s);
        QVERIFY(review.isReady());
        QVERIFY(!review.sheet->applyButton()->isDefault());
        QTest::keyClick(review.sheet.get(), Qt::Key_Return);
        QCOMPARE(review.confirmed.size(), 0);
    }

    void aDeletionCannotBeUndoneAndSaysSo()
    {
        Screen screen;
        screen.pane().actions().remove({leastUsed(screen)});
        Review review(screen);
        QVERIFY(waitUntil([&] { return review.words().contains(u"cannot be undone"_s, Qt::CaseInsensitive); }));
        QVERIFY2(review.words().contains(u"deleted for good"_s), qPrintable(review.words()));
    }

    void manyDisabledKeysNeedTheirNumberTyped()
    {
        Screen screen({.keys = 60});
        QList<qint64> active;
        for (const ActivationKey &each : screen.list().all())
            if (!each.disabled && active.size() < 30)
                active << each.id.value;
        QCOMPARE(active.size(), 30);
        screen.pane().actions().setDisabled(active, true);
        Review review(screen);
        QVERIFY(review.hasRead());
        QVERIFY(waitUntil([&] { return review.sheet->numberToConfirm() == 30; }));
        QVERIFY(!review.sheet->applyButton()->isEnabled());
        review.sheet->confirmField()->setText(u"29"_s);
        QVERIFY(!review.sheet->applyButton()->isEnabled());
        review.sheet->confirmField()->setText(u"30"_s);
        QVERIFY(review.isReady());
    }

    void whatAnotherPersonChangedMeanwhileIsAConflictToDecide() // fault 53
    {
        Screen screen;
        screen.pane().actions().setOwner({key(0), key(1)}, WriteSession::owner);
        screen.sandbox.setKeyField(key(0), u"ownerId"_s, 410'027'791);
        Review review(screen);
        QVERIFY(waitUntil([&] { return screen.button(u"Take server"_s, review.sheet.get()) != nullptr; }));
        QCOMPARE(review.sheet->plan().changes.size(), 1); // the undecided one stays behind
        QVERIFY(screen.click(u"Keep yours"_s, review.sheet.get()));
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 2; }));
        QVERIFY(review.isReady());
        const auto mine = std::ranges::find(review.sheet->plan().changes, key(0), &Change::object);
        QVERIFY(mine != review.sheet->plan().changes.end());
        QCOMPARE(mine->before.value(keyfields::owner).toInteger(), 410'027'791); // the new pre-image
    }

    void takingTheServersValueDropsTheEdit()
    {
        Screen screen;
        screen.pane().actions().setOwner({key(0), key(1)}, WriteSession::owner);
        screen.sandbox.setKeyField(key(0), u"ownerId"_s, 410'027'791);
        Review review(screen);
        QVERIFY(waitUntil([&] { return screen.button(u"Take server"_s, review.sheet.get()) != nullptr; }));
        QVERIFY(screen.click(u"Take server"_s, review.sheet.get()));
        QVERIFY(waitUntil([&] { return review.dropped.size() == 1; }));
        QVERIFY(review.isReady());
        QCOMPARE(review.dropped.first().first().value<Change>().object, key(0));
        QCOMPARE(review.sheet->plan().changes.size(), 1);
    }

    void eachFieldThatAnotherPersonChangedIsDecidedByItself()
    {
        Screen screen;
        StagingArea &staging = screen.subscription->staging;
        const ActivationKey server = *screen.subscription->keyList.find({key(0)});
        Change change{.object = key(0), .before = keyToFields(server)};
        change.desired = {
            {keyfields::owner, WriteSession::owner.value}, {keyfields::title, u"mine"_s}, {keyfields::network, 77}};
        staging.stage({change}, u"three fields"_s);
        screen.sandbox.setKeyField(key(0), u"ownerId"_s, 410'027'791);
        screen.sandbox.setKeyField(key(0), u"title"_s, u"theirs"_s);
        Review review(screen);
        QObject::connect(
            review.sheet.get(), &ReviewSheet::dropped, &staging,
            [&](const Change &of, const QStringList &fields) { staging.giveUp(of, fields, u"given up"_s); });
        const auto choices = [&](const QString &text) {
            QList<QAbstractButton *> found;
            for (QAbstractButton *button : review.sheet->findChildren<QAbstractButton *>())
                if (button->text() == text && button->isVisible())
                    found << button;
            return found;
        };
        QVERIFY(
            waitUntil([&] { return choices(u"Take server"_s).size() == 2; })); // owner stands before title, or after
        choices(u"Keep yours"_s).first()->click();
        QVERIFY(waitUntil([&] { return choices(u"Take server"_s).size() == 1; }));
        QVERIFY(review.sheet->plan().changes.isEmpty()); // the other is open still
        choices(u"Take server"_s).first()->click();
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 1; }));
        const Change left = review.sheet->plan().changes.first();
        QCOMPARE(left.desired.size(), 2);
        QVERIFY(left.desired.contains(keyfields::network));
        QCOMPARE(left.before.value(keyfields::title), u"theirs"_s);
        QCOMPARE(left.before.value(keyfields::owner).toInteger(), 410'027'791);
        QVERIFY(staging.find(key(0)));
        QCOMPARE(staging.find(key(0))->desired, left.desired);
    }

    void typeLimitAndEndAreOneDecision()
    {
        Screen screen;
        StagingArea &staging = screen.subscription->staging;
        const qint64 id = tenAgentsAtMost(screen, u"COUNT_LIMITED"_s);
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        const ActivationKey server = *screen.list().find({id});
        ActivationKey wanted = server;
        wanted.type = KeyType::Unlimited;
        Change change{.object = id, .before = keyToFields(server)};
        change.desired = changedFields(server, wanted);
        QVERIFY(change.desired.size() == 2);
        change.desired.insert(keyfields::network, 77);
        staging.stage({change}, u"no limit"_s);
        screen.sandbox.setKeyField(id, u"countPurchased"_s, 20);
        Review review(screen);
        QObject::connect(
            review.sheet.get(), &ReviewSheet::dropped, &staging,
            [&](const Change &of, const QStringList &fields) { staging.giveUp(of, fields, u"given up"_s); });
        QVERIFY(waitUntil([&] { return screen.button(u"Take server"_s, review.sheet.get()) != nullptr; }));
        QVERIFY(screen.click(u"Take server"_s, review.sheet.get()));
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 1; }));
        QCOMPARE(review.sheet->plan().changes.first().desired.keys(), QStringList{keyfields::network});
        QCOMPARE(staging.find(id)->desired.keys(), QStringList{keyfields::network});
    }

    /// Somebody took the limit away while it was to be raised: a limit needs a type that counts.
    void keepingALimitKeepsTheTypeItNeeds()
    {
        Screen screen;
        StagingArea &staging = screen.subscription->staging;
        const qint64 id = tenAgentsAtMost(screen, u"COUNT_LIMITED"_s);
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        Change change{.object = id, .before = keyToFields(*screen.list().find({id}))};
        change.desired = {{keyfields::limit, 50}};
        staging.stage({change}, u"raised"_s);
        screen.sandbox.setKeyField(id, u"type"_s, u"UNLIMITED"_s);
        screen.sandbox.setKeyField(id, u"countPurchased"_s, 0);
        Review review(screen);
        QObject::connect(review.sheet.get(), &ReviewSheet::kept, &staging,
                         [&](const Change &kept) { staging.stage({kept}, u"kept"_s); });
        QVERIFY(waitUntil([&] { return screen.button(u"Keep yours"_s, review.sheet.get()) != nullptr; }));
        QVERIFY(screen.click(u"Keep yours"_s, review.sheet.get()));
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 1; }));
        const Change kept = review.sheet->plan().changes.first();
        QCOMPARE(kept.desired, (QJsonObject{{keyfields::limit, 50}, {keyfields::type, u"COUNT_LIMITED"_s}}));
        QCOMPARE(kept.before.value(keyfields::type), u"UNLIMITED"_s);
        QCOMPARE(staging.find(id)->desired, kept.desired);
        QCOMPARE(staging.find(id)->before.value(keyfields::type), u"UNLIMITED"_s); // it is not asked again
    }

    void anEndTakenFromTheServerLeavesTheLimit()
    {
        Screen screen;
        StagingArea &staging = screen.subscription->staging;
        const qint64 id = tenAgentsAtMost(screen, u"COUNT_TIME_LIMITED"_s);
        screen.sandbox.setKeyField(id, u"expireDate"_s, u"2031-01-01T00:00:00Z"_s);
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        Change change{.object = id, .before = keyToFields(*screen.list().find({id}))};
        change.desired = {{keyfields::limit, 50}, {keyfields::expires, u"2032-01-01T00:00:00Z"_s}};
        staging.stage({change}, u"raised"_s);
        screen.sandbox.setKeyField(id, u"expireDate"_s, u"2033-01-01T00:00:00Z"_s);
        Review review(screen);
        QVERIFY(waitUntil([&] { return screen.button(u"Take server"_s, review.sheet.get()) != nullptr; }));
        QVERIFY(screen.click(u"Take server"_s, review.sheet.get()));
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 1; }));
        QCOMPARE(review.sheet->plan().changes.first().desired.keys(), QStringList{keyfields::limit});
    }

    void aConflictIsNotDecidedOnWhatCouldNotBeRead()
    {
        Screen screen;
        screen.pane().actions().remove({key(0)});
        screen.sandbox.setKeyField(key(0), u"title"_s, u"Production DMZ"_s);
        Review review(screen);
        QVERIFY(waitUntil([&] { return screen.button(u"Delete anyway"_s, review.sheet.get()) != nullptr; }));
        screen.proxy.refuse(true); // it looks again when the connection is back, and finds none
        emit screen.subscription->client().offlineChanged(false);
        QVERIFY(review.hasRead());
        QVERIFY(screen.click(u"Delete anyway"_s, review.sheet.get()));
        screen.proxy.refuse(false);
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 1; }));
        QCOMPARE(review.sheet->plan().changes.first().before.value(keyfields::title), u"Production DMZ"_s);
    }

    void aDeletionOfWhatHasChangedMeanwhileIsAConflict()
    {
        Screen screen;
        screen.pane().actions().remove({key(0)});
        screen.sandbox.setKeyField(key(0), u"title"_s, u"Production DMZ"_s);
        Review review(screen);
        QVERIFY(waitUntil([&] { return screen.button(u"Do not delete"_s, review.sheet.get()) != nullptr; }));
        QVERIFY(review.words().contains(u"Production DMZ"_s));
        QVERIFY(review.sheet->plan().changes.isEmpty());
        QVERIFY(screen.click(u"Delete anyway"_s, review.sheet.get()));
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 1; }));
        QCOMPARE(review.sheet->plan().changes.first().before.value(keyfields::title), u"Production DMZ"_s);
    }

    void theAgentsThatUseAKeyNowAreConfirmed()
    {
        Screen screen;
        const ActivationKey server = *screen.subscription->keyList.find({key(0)});
        Change change{.object = key(0), .before = keyToFields(server), .applyOnAgents = true, .agents = 1};
        change.desired = {{keyfields::network, 77}};
        screen.subscription->staging.stage({change}, u"long ago"_s);
        QCOMPARE(server.countUsed, 2);
        Review review(screen);
        QVERIFY(waitUntil([&] {
            return !review.sheet->plan().changes.isEmpty() &&
                   review.sheet->plan().changes.first().agents == server.countUsed;
        }));
        QVERIFY(waitUntil([&] { return review.words().contains(u"Also changes the 2 agents"_s); }));
    }

    void aKeyThatVanishedIsTold() // fault 31
    {
        Screen screen;
        screen.pane().actions().setOwner({key(0), key(1)}, WriteSession::owner);
        screen.sandbox.deleteKey(key(0));
        Review review(screen);
        QVERIFY(waitUntil([&] {
            return review.words().contains(u"no longer"_s) || review.words().contains(u"gone"_s) ||
                   review.words().contains(u"deleted"_s);
        }));
    }

    void withoutAConnectionNothingIsAppliedAndNothingLost()
    {
        Screen screen;
        screen.pane().actions().setOwner({key(0)}, WriteSession::owner);
        screen.proxy.refuse(true);
        Review review(screen);
        QVERIFY(waitUntil(
            [&] { return !review.words().contains(u"Reading"_s) && screen.subscription->client().isOffline(); }));
        QVERIFY(!review.sheet->applyButton()->isEnabled());
        QVERIFY(!review.sheet->applyButton()->toolTip().isEmpty());
        QCOMPARE(screen.subscription->staging.changes().size(), 1);
    }

    void readOnlyModeKeepsTheButtonAndSaysWhy()
    {
        Screen screen;
        screen.pane().actions().setOwner({key(0)}, WriteSession::owner);
        Review review(screen);
        QVERIFY(review.isReady());
        screen.subscription->client().setReadOnly(true);
        QVERIFY(!review.sheet->applyButton()->isEnabled());
        screen.subscription->client().setReadOnly(false);
        QVERIFY(review.isReady());
    }

    void leavingKeepsEverythingStaged()
    {
        Screen screen;
        screen.pane().actions().setOwner({key(0)}, WriteSession::owner);
        Review review(screen);
        QVERIFY(review.isReady());
        QTest::keyClick(review.sheet.get(), Qt::Key_Escape);
        QVERIFY(!review.sheet->isVisible());
        QCOMPARE(review.confirmed.size(), 0);
        QCOMPARE(screen.subscription->staging.changes().size(), 1);
        QCOMPARE(screen.writes(), 0);
    }

    /// Counted, and sealed by its digest, on another thread; what is chosen meanwhile counts.
    void hundredsAreCountedElsewhere()
    {
        Screen screen;
        stageModules(screen, {u"AGENT_PM"_s, u"AGENT_FIM"_s});
        Review review(screen);
        QVERIFY(!review.sheet->applyButton()->isEnabled());
        QVERIFY(waitUntil([&] { return review.sheet->numberToConfirm() == 300; }));
        QVERIFY(waitUntil([&] { return review.sheet->findChildren<QCheckBox *>().size() == 2; }));
        QCheckBox *first = review.sheet->findChildren<QCheckBox *>().first();
        first->click();
        QVERIFY(!review.sheet->applyButton()->isEnabled()); // what it would apply is not known yet
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 150; }));
        QCOMPARE(review.sheet->numberToConfirm(), 150);
        review.sheet->confirmField()->setText(u"150"_s);
        QVERIFY(review.isReady());
        review.sheet->applyButton()->click();
        first->click(); // back in: what was being prepared is not applied
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 300; }));
        QCOMPARE(review.confirmed.size(), 0);
        review.sheet->confirmField()->setText(u"300"_s);
        QVERIFY(review.isReady());
        review.sheet->applyButton()->click();
        QTest::keyClick(review.sheet->applyButton(), Qt::Key_Space); // an impatient hand
        QVERIFY(waitUntil([&] { return !review.sheet->isVisible(); }));
        QTest::qWait(100);
        QCOMPARE(review.confirmed.size(), 1);
        const Plan plan = review.confirmed.first().first().value<Plan>();
        QCOMPARE(plan.changes.size(), 300);
        QCOMPARE(plan.taken.size(), 300);
        QCOMPARE(plan.digest, planDigest(plan));
        QCOMPARE(plan.changes.first().state, ChangeState::Planned);
        QVERIFY(!review.sheet->isVisible());
    }

    /// What was left while it was being worked out is not applied.
    void aSheetThatWasLeftAppliesNothing()
    {
        Screen screen;
        stageModules(screen, {u"AGENT_FIM"_s});
        Review review(screen);
        QVERIFY(waitUntil([&] { return review.sheet->numberToConfirm() == 300; }));
        review.sheet->confirmField()->setText(u"300"_s);
        QVERIFY(review.isReady());
        review.sheet->applyButton()->click();
        QTest::keyClick(review.sheet.get(), Qt::Key_Escape);
        QTest::qWait(200);
        QCOMPARE(review.confirmed.size(), 0);
        QCOMPARE(screen.subscription->staging.changes().size(), 300);
    }

    void newObjectsStandAloneWithoutAnId() // in a plan they have none yet
    {
        Change one;
        one.operation = Operation::Create;
        one.desired = {{keyfields::title, u"a"_s}};
        Change other = one;
        other.desired = {{keyfields::title, u"b"_s}};
        QCOMPARE(groupForReview({one, other}, {}, {}).size(), 2);
    }

    /// A group is in or out as a whole, so those that were left out do not join others.
    void whatWasLeftOutStaysApart()
    {
        Screen screen;
        screen.pane().actions().setOwner({key(0), key(1), key(2)}, WriteSession::owner);
        screen.sandbox.setKeyField(key(1), u"ownerId"_s, 410'027'791);
        Review review(screen);
        QVERIFY(waitUntil([&] { return screen.button(u"Keep yours"_s, review.sheet.get()) != nullptr; }));
        for (QCheckBox *box : review.sheet->findChildren<QCheckBox *>())
            if (box->isEnabled())
                box->click(); // the two others
        QVERIFY(screen.click(u"Keep yours"_s, review.sheet.get()));
        QVERIFY(waitUntil([&] { return review.sheet->plan().changes.size() == 1; }));
        QVERIFY(waitUntil([&] { return review.sheet->findChildren<QCheckBox *>().size() == 2; }));
        QList<bool> ticks;
        for (const QCheckBox *box : review.sheet->findChildren<QCheckBox *>())
            ticks << box->isChecked();
        QCOMPARE(ticks.count(true), 1);
        QCOMPARE(review.sheet->plan().changes.first().object, key(1));
    }

private:
    static qint64 leastUsed(Screen &screen)
    {
        const auto &keys = screen.list().all();
        return std::ranges::min_element(keys, {}, &ActivationKey::countUsed)->id.value;
    }
    static qint64 key(int place) { return WriteSession::key(place); }
};

QTEST_MAIN(TestReviewSheet)
#include "tst_reviewsheet.moc"
