// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/recordproxy.h"
#include "panes/keyactions.h"
#include "panes/keyinspector.h"
#include "panes/reviewsheet.h"
#include "screen.h"
#include "widgets/filterbar.h"
#include "widgets/keyform.h"
#include "widgets/ownerpicker.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QLineEdit *titleField(Screen &screen)
{
    return screen.pane().inspector().findChild<QLineEdit *>(u"titleEdit"_s);
}

/// In the form that is shown, for one key or for several.
void chooseOwner(Screen &screen, UserId owner)
{
    for (OwnerPicker *picker : screen.pane().inspector().findChildren<OwnerPicker *>()) {
        if (!picker->isVisible())
            continue;
        picker->setEditText(owner.toString());
        QTest::keyClick(picker->lineEdit(), Qt::Key_Return);
    }
}

QCheckBox *agentsBox(Screen &screen)
{
    for (QCheckBox *box : screen.pane().inspector().findChildren<QCheckBox *>())
        if (box->text().startsWith(u"Also change"_s))
            return box;
    return nullptr;
}

} // namespace

/// What a person does with activation keys, up to the point where something is sent.
class TestKeysPane : public QObject
{
    Q_OBJECT

private slots:
    void serverTextIsNeverMarkup() // fault 77
    {
        Screen screen;
        const QString evil = u"<img src='http://127.0.0.1:9/x.png'><b>bold</b>"_s;
        const qint64 key = screen.sandbox.addKey(evil, {u"VM_LICENSE"_s});
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        screen.choose({key});
        QCOMPARE(screen.cell(key, "title"_L1), evil);
        QVERIFY(screen.words(&screen.pane().inspector()).contains(evil));
        QCOMPARE(titleField(screen)->text(), evil);
        const QModelIndex title =
            screen.rows().index(screen.rows().rowOf(key), screen.rows().table()->columnOf("title"_L1));
        QVERIFY(title.data(Qt::ToolTipRole).toString().isEmpty() ||
                !Qt::mightBeRichText(title.data(Qt::ToolTipRole).toString()) ||
                title.data(Qt::ToolTipRole).toString() == evil); // shown by PlainTip
        screen.pane().actions().setDisabled({key}, true);
        ReviewSheet review(*screen.subscription, screen.subscription->staging.changes(), false, &screen.window());
        review.open();
        QVERIFY(waitUntil([&] { return review.applyButton()->isEnabled(); }));
        QVERIFY(screen.words(&review).contains(evil));
        QCOMPARE(richTexts(&screen.window()), QStringList());
    }

    void theKeyIsMaskedUntilAsked()
    {
        Screen screen;
        const qint64 id = WriteSession::key(0);
        const QString whole = screen.list().find({id})->key;
        QCOMPARE(whole.size(), 36);
        screen.choose({id});
        QVERIFY(!screen.words().contains(whole));
        QVERIFY(!screen.cell(id, "key"_L1).contains(whole.left(30)));
        QVERIFY(!screen.pane().tableView().copyText().contains(whole.left(30)));
        QVERIFY(screen.click(u"Reveal the activation key for 10 seconds"_s));
        QVERIFY(screen.words().contains(whole));
        QSignalSpy copied(&screen.pane(), &KeysPane::copySecret);
        QVERIFY(screen.click(u"Copy the activation key"_s));
        QCOMPARE(copied.size(), 1);
        QCOMPARE(copied.first().first().toString(), whole);
        screen.choose({WriteSession::key(1)});
        QVERIFY(!screen.words().contains(whole));
    }

    void aFilterThatCannotBeReadLeavesTheLastResult()
    {
        Screen screen;
        FilterBar &filter = *screen.pane().filterBar();
        filter.setText(u"module:VM"_s);
        const int found = screen.rows().rowCount();
        QVERIFY(found > 0);
        filter.setText(u"module:VM expires:<soon"_s);
        QCOMPARE(screen.rows().rowCount(), found);
        QVERIFY(!filter.problem().isEmpty());
        filter.setText(u"module:VM nosuchtitleanywhere"_s);
        QCOMPARE(screen.rows().rowCount(), 0);
        QVERIFY(screen.words().contains(u"No activation key matches this filter"_s));
        QVERIFY(screen.click(u"Clear filter"_s));
        QCOMPARE(screen.rows().rowCount(), screen.list().all().size());
        QVERIFY(filter.text().isEmpty());
    }

    void anEditIsStagedAndNothingIsSent()
    {
        Screen screen;
        const qint64 id = WriteSession::key(0);
        screen.choose({id});
        titleField(screen)->setText(u"Renamed"_s);
        QVERIFY(screen.pane().inspector().hasUnstagedEdits());
        QVERIFY(screen.click(u"Stage change"_s));
        const Change *change = screen.subscription->staging.find(id);
        QVERIFY(change);
        QCOMPARE(change->desired.keys(), QStringList{u"title"_s});
        QCOMPARE(screen.cell(id, "title"_L1), u"Renamed"_s);
        QCOMPARE(screen.writes(), 0);
        QVERIFY(!screen.pane().inspector().hasUnstagedEdits());
        screen.subscription->staging.undo();
        QVERIFY(screen.subscription->staging.isEmpty());
        QVERIFY(screen.cell(id, "title"_L1) != u"Renamed"_s);
        screen.subscription->staging.redo();
        QCOMPARE(screen.cell(id, "title"_L1), u"Renamed"_s);
    }

    void aStagedEditThatIsSetBackIsGone()
    {
        Screen screen;
        const qint64 id = WriteSession::key(0);
        StagingArea &staging = screen.subscription->staging;
        screen.choose({id});
        const QString title = titleField(screen)->text();
        titleField(screen)->setText(u"Renamed"_s);
        QVERIFY(screen.click(u"Stage change"_s));
        screen.pane().actions().setDisabled({id}, true);
        QCOMPARE(staging.find(id)->desired.size(), 2);
        titleField(screen)->setText(title);
        QVERIFY(screen.click(u"Stage change"_s));
        QCOMPARE(staging.find(id)->desired.keys(), QStringList{u"isDisabled"_s});
        screen.pane().actions().setDisabled({id}, false);
        QVERIFY(staging.isEmpty());
        QCOMPARE(screen.cell(id, "title"_L1), title);
    }

    void whatWasTypedIsKeptWhenAnotherKeyIsChosen()
    {
        Screen screen;
        const qint64 first = WriteSession::key(0), second = WriteSession::key(1);
        QSignalSpy noted(&screen.pane(), &KeysPane::noted);
        screen.choose({first});
        titleField(screen)->setText(u"Half done"_s);
        screen.choose({second});
        QVERIFY(screen.subscription->staging.find(first)); // it made sense, so it is staged, and that is told
        QCOMPARE(noted.size(), 1);
        screen.choose({first});
        QCOMPARE(titleField(screen)->text(), u"Half done"_s);

        // What makes no sense yet is neither staged nor lost.
        screen.choose({second});
        titleField(screen)->setText(screen.list().find({WriteSession::key(2)})->title);
        screen.choose({first});
        QVERIFY(!screen.subscription->staging.find(second));
        screen.choose({second});
        QCOMPARE(titleField(screen)->text(), screen.list().find({WriteSession::key(2)})->title);
        QVERIFY(!screen.button(u"Stage change"_s));
        QVERIFY(screen.words(&screen.pane().inspector()).contains(u"title"_s));
    }

    void aProblemStandsBesideItsField()
    {
        Screen screen;
        screen.pane().newKey();
        QVERIFY(!screen.button(u"Stage change"_s)); // a key needs a title
        titleField(screen)->setText(u"Frankfurt DMZ, spring"_s);
        auto *form = screen.pane().inspector().form();
        ActivationKey wanted = form->edited();
        wanted.modules = {u"PC_LICENSE"_s, u"SCA"_s};
        form->showKey({}, wanted);
        emit form->changed();
        QVERIFY(screen.words(form).contains(u"SCA"_s));
        QVERIFY(!screen.button(u"Stage change"_s));
    }

    void aNewKeyIsStagedUnderAPlaceOfItsOwnInTheTable()
    {
        Screen screen;
        screen.pane().newKey();
        titleField(screen)->setText(u"Frankfurt DMZ, spring"_s);
        const int before = screen.rows().rowCount();
        QVERIFY(screen.click(u"Stage change"_s));
        QCOMPARE(screen.rows().rowCount(), before + 1);
        QCOMPARE(screen.subscription->staging.changes().size(), 1);
        const Change change = screen.subscription->staging.changes().first();
        QCOMPARE(change.operation, Operation::Create);
        QVERIFY(change.object < 0);
        QCOMPARE(screen.cell(change.object, "title"_L1), u"Frankfurt DMZ, spring"_s);
        QCOMPARE(screen.writes(), 0);
    }

    void severalKeysTakeOneEditAndKeepTheRest()
    {
        Screen screen;
        const QList<qint64> keys{WriteSession::key(0), WriteSession::key(1), WriteSession::key(2)};
        UserId known; // somebody who owns none of them
        for (const User &user : screen.subscription->users().all())
            if (!user.login.isEmpty() &&
                std::ranges::none_of(keys, [&](qint64 id) { return screen.list().find({id})->owner == user.id; }))
                known = user.id;
        screen.choose(keys);
        QVERIFY(screen.words().contains(u"3 activation keys"_s));
        auto *picker = screen.pane().inspector().findChildren<OwnerPicker *>().last();
        for (OwnerPicker *each : screen.pane().inspector().findChildren<OwnerPicker *>())
            if (each->isVisible())
                picker = each;
        picker->setCurrentIndex(picker->findData(known.value));
        emit picker->activated(picker->currentIndex());
        QVERIFY(screen.click(u"Stage changes"_s));
        QCOMPARE(screen.subscription->staging.changes().size(), 3);
        for (const Change &change : screen.subscription->staging.changes()) {
            QCOMPARE(change.desired.keys(), QStringList{u"ownerId"_s});
            QVERIFY(keys.contains(change.object));
        }
        screen.subscription->staging.undo(); // one step
        QVERIFY(screen.subscription->staging.isEmpty());
    }

    void keysThatCannotTakeAnEditAreLeftOutAndCounted()
    {
        Screen screen;
        const qint64 with = WriteSession::key(0), without = WriteSession::key(1);
        screen.sandbox.setKeyField(with, u"modules"_s, QStringList{u"VM_LICENSE"_s});
        screen.sandbox.setKeyField(without, u"modules"_s, QStringList{u"FIM"_s});
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        QSignalSpy refused(&screen.pane().actions(), &KeyActions::refused);
        QSignalSpy noted(&screen.pane(), &KeysPane::noted);
        screen.pane().actions().setModule({with, without}, u"SWCA"_s, true); // which needs VM
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused.first().first().toInt(), 1);
        QCOMPARE(noted.size(), 1);
        QVERIFY(screen.subscription->staging.find(with));
        QVERIFY(!screen.subscription->staging.find(without));
    }

    void whatIsToBeDeletedIsNotTurnedIntoAnEdit()
    {
        Screen screen;
        const QList<qint64> keys{WriteSession::key(0), WriteSession::key(1)};
        QSignalSpy noted(&screen.pane(), &KeysPane::noted);
        screen.choose({keys[0]});
        titleField(screen)->setText(u"typed, not staged"_s);
        screen.pane().actions().remove({keys[0]});
        screen.choose({keys[1]}); // leaving stages what makes sense
        const auto isDeletion = [&](qint64 id) {
            const Change *staged = screen.subscription->staging.find(id);
            return staged && staged->operation == Operation::Delete;
        };
        QVERIFY(isDeletion(keys[0]));
        screen.pane().actions().setOwner(keys, WriteSession::owner);
        QVERIFY(isDeletion(keys[0]));
        QVERIFY(screen.subscription->staging.find(keys[1]));
        QVERIFY(noted.last().first().toString().contains(u"staged to be deleted"_s));
        screen.pane().actions().setDisabled({keys[0]}, screen.list().find({keys[0]})->disabled); // as it is
        QVERIFY(isDeletion(keys[0]));
        screen.choose(keys);
        chooseOwner(screen, {410'027'791});
        QVERIFY(screen.words().contains(u"1 key is staged to be deleted"_s) ||
                screen.words().contains(u"1 keys are staged to be deleted"_s));
        QVERIFY(screen.click(u"Stage changes"_s));
        QVERIFY(isDeletion(keys[0]));
        QCOMPARE(screen.subscription->staging.find(keys[1])->desired.value(keyfields::owner).toInteger(), 410'027'791);
    }

    void theWishToChangeAgentsSurvivesARefreshAndAnotherEdit()
    {
        Screen screen;
        const qint64 id = WriteSession::key(0);
        QVERIFY(screen.list().find({id})->countUsed > 0);
        screen.choose({id});
        auto *wish = agentsBox(screen);
        wish->click();
        screen.sandbox.setKeyField(WriteSession::key(5), u"title"_s, u"so that something moves"_s);
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        QVERIFY(wish->isChecked());
        screen.choose({WriteSession::key(1)}); // leaving stages it
        QVERIFY(!wish->isChecked());           // and is no wish for another key
        QVERIFY(screen.subscription->staging.find(id) && screen.subscription->staging.find(id)->applyOnAgents);
        screen.choose({id, WriteSession::key(1)});
        chooseOwner(screen, {410'027'791});
        QVERIFY(screen.click(u"Stage changes"_s));
        QVERIFY(screen.subscription->staging.find(id)->applyOnAgents);
        QVERIFY(!screen.subscription->staging.find(WriteSession::key(1))->applyOnAgents);
        screen.choose({id});
        QVERIFY(wish->isChecked());
        wish->click();
        screen.choose({WriteSession::key(1)});
        QVERIFY(!screen.subscription->staging.find(id)->applyOnAgents); // unticked is unticked
    }

    void aTitleThatOthersHaveTooIsNoReasonToRefuseAnotherEdit()
    {
        Screen screen;
        const qint64 one = screen.sandbox.addKey(u"Servers"_s, {u"VM_LICENSE"_s});
        screen.sandbox.addKey(u"Twin"_s, {u"VM_LICENSE"_s});
        screen.sandbox.setKeyField(one, u"title"_s, u"Twin"_s);
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        screen.choose({one});
        chooseOwner(screen, {410'027'791});
        QVERIFY(screen.click(u"Stage change"_s));
        QVERIFY(screen.subscription->staging.find(one));
        titleField(screen)->setText(screen.list().find({WriteSession::key(0)})->title);
        QVERIFY(!screen.click(u"Stage change"_s)); // but giving one that is taken is
    }

    void aBulkEditThatNoKeyCanTakeIsNotCalledStaged()
    {
        Screen screen;
        const QList<qint64> keys{screen.sandbox.addKey(u"without limit"_s, {u"VM_LICENSE"_s}),
                                 screen.sandbox.addKey(u"without either"_s, {u"VM_LICENSE"_s})};
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        QSignalSpy noted(&screen.pane(), &KeysPane::noted);
        screen.choose(keys);
        for (QComboBox *box : screen.pane().inspector().findChildren<QComboBox *>())
            if (box->isVisible() && box->accessibleName() == u"Limit by"_s) {
                box->setCurrentIndex(box->findData(int(KeyType::TimeLimited))); // without an end
                emit box->activated(box->currentIndex());
            }
        screen.choose({WriteSession::key(4)});
        QVERIFY(screen.subscription->staging.isEmpty());
        QCOMPARE(noted.size(), 1);
        QVERIFY2(noted.first().first().toString().startsWith(u"Nothing was staged"_s),
                 qPrintable(noted.first().first().toString()));
    }

    void newKeysTakeABulkEditToo()
    {
        Screen screen;
        StagingArea &staging = screen.subscription->staging;
        for (const QString &title : {u"new one"_s, u"new two"_s}) {
            Change change{.operation = Operation::Create, .object = staging.nextNewId(), .label = title};
            change.desired = keyToFields({.title = title, .modules = {u"VM_LICENSE"_s}});
            staging.stage({change}, title);
        }
        screen.choose({staging.changes()[0].object, staging.changes()[1].object});
        chooseOwner(screen, {410'027'791});
        QVERIFY(screen.click(u"Stage changes"_s));
        for (const Change &change : staging.changes()) {
            QCOMPARE(change.operation, Operation::Create);
            QCOMPARE(change.desired.value(keyfields::owner).toInteger(), 410'027'791);
            QVERIFY(change.desired.value(keyfields::title).toString().startsWith(u"new "_s));
        }
    }

    void ticksSurviveFilteringAndAreCountedWhenHidden()
    {
        Screen screen;
        screen.choose({WriteSession::key(0), WriteSession::key(1)});
        const QString title = screen.list().find({WriteSession::key(0)})->title;
        screen.pane().filterBar()->setText(quotedForFilter(title));
        QCOMPARE(screen.pane().chosenIds().size(), 2);
        QVERIFY(screen.rows().hiddenChecked() > 0 || screen.rows().rowCount() > 1);
        screen.pane().filterBar()->setText(u"is:selected"_s);
        QCOMPARE(screen.rows().rowCount(), 2);
    }

    void theFilterKnowsWhatIsStaged()
    {
        Screen screen;
        screen.pane().actions().setDisabled({WriteSession::key(3)},
                                            !screen.list().find({WriteSession::key(3)})->disabled);
        screen.pane().filterBar()->setText(u"is:staged"_s);
        QCOMPARE(screen.rows().rowCount(), 1);
        QCOMPARE(screen.rows().idAt(0), WriteSession::key(3));
    }

    /// Also when the plan is over, which is when a person looks for it.
    void theFilterKnowsWhatCouldNotBeDone()
    {
        Screen screen({.faults = {u"POST:update/ca=ignore-field=ownerId"_s}});
        const qint64 id = WriteSession::key(2);
        screen.apply({screen.newOwner(id)});
        QVERIFY(screen.finishes());
        QCOMPARE(screen.state(), ChangeState::Mismatch);
        QTest::qWait(300); // news of plans come a few times a second
        screen.pane().filterBar()->setText(u"is:failed"_s);
        QCOMPARE(screen.rows().rowCount(), 1);
        QCOMPARE(screen.rows().idAt(0), id);
    }
};

QTEST_MAIN(TestKeysPane)
#include "tst_keyspane.moc"
