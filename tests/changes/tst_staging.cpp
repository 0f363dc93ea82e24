// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/stagingarea.h"
#include "domain/keyfields.h"
#include "domain/webappfields.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

Change edit(qint64 id, const QJsonObject &desired, QJsonObject before = {})
{
    Change change;
    change.object = id;
    change.desired = desired;
    if (before.isEmpty())
        before = {{keyfields::owner, 7}, {keyfields::title, u"old"_s}, {keyfields::disabled, false}};
    change.before = before;
    return change;
}

Change removal(qint64 id)
{
    Change change = edit(id, {});
    change.operation = Operation::Delete;
    return change;
}

Change creation(qint64 id, const QString &title)
{
    Change change;
    change.operation = Operation::Create;
    change.object = id;
    change.label = title;
    change.desired = {{keyfields::title, title}, {keyfields::owner, 7}};
    return change;
}

} // namespace

class StagingTest : public QObject
{
    Q_OBJECT
private slots:
    void twoEditsOfOneKeyAreOneChange()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 42}})}, u"owner"_s);
        area.stage({edit(1, {{keyfields::title, u"new"_s}})}, u"title"_s);
        QCOMPARE(area.changes().size(), 1);
        QCOMPARE(area.find(1)->desired, (QJsonObject{{keyfields::owner, 42}, {keyfields::title, u"new"_s}}));
        QCOMPARE(area.find(1)->state, ChangeState::Staged);
    }

    void eachFieldKeepsThePreImageItWasEditedOn()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 42}})}, u"owner"_s);
        // Meanwhile the table was read again: the owner is another one, and the title too.
        area.stage({edit(1, {{keyfields::title, u"new"_s}}, {{keyfields::owner, 8}, {keyfields::title, u"fresh"_s}})},
                   u"title"_s);
        QCOMPARE(area.find(1)->before.value(keyfields::owner).toInt(), 7);
        QCOMPARE(area.find(1)->before.value(keyfields::title).toString(), u"fresh"_s);
    }

    void aListThatGrowsKeepsWhatItStartedFrom()
    {
        StagingArea area;
        const auto tags = [](const QList<int> &ids) {
            QJsonArray list;
            for (const int id : ids)
                list << id;
            return QJsonObject{{keyfields::tags, list}};
        };
        area.stage({edit(1, tags({1, 2}), tags({1}))}, u"2 added"_s);
        area.stage({edit(1, tags({1, 2, 4}), tags({1, 3}))}, u"4 added"_s); // another person added 3
        QCOMPARE(area.find(1)->before, tags({1}));                          // so the review sees it
        QCOMPARE(area.find(1)->desired, tags({1, 2, 4}));
    }

    void aFieldGivenUpLeavesTheOthers()
    {
        StagingArea area;
        Change both = edit(1, {{keyfields::owner, 42}, {keyfields::title, u"mine"_s}});
        both.applyOnAgents = true;
        area.stage({both}, u"both"_s);
        Change seen = both;
        seen.before.insert(keyfields::title, u"theirs"_s);
        area.giveUp(seen, {keyfields::title}, u"given up"_s);
        QCOMPARE(area.find(1)->desired, (QJsonObject{{keyfields::owner, 42}}));
        QCOMPARE(area.find(1)->before.value(keyfields::title), u"theirs"_s);
        QVERIFY(area.find(1)->applyOnAgents);
        area.stage({edit(2, {{keyfields::owner, 42}})}, u"another"_s);
        seen = *area.find(2);
        area.giveUp(seen, {keyfields::owner}, u"given up"_s);
        QVERIFY(!area.find(2));
    }

    void anEditBackToTheOldValueDisappears()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 42}})}, u"owner"_s);
        area.stage({edit(1, {{keyfields::owner, 7}})}, u"owner back"_s);
        QVERIFY(area.isEmpty());
        QVERIFY(!area.find(1));
        area.undo();
        QCOMPARE(area.find(1)->desired.value(keyfields::owner).toInt(), 42);
    }

    void anEditThatChangesNothingIsNoStep()
    {
        StagingArea area;
        QSignalSpy changed(&area, &StagingArea::changed);
        area.stage({edit(1, {{keyfields::owner, 7}})}, u"owner"_s);
        QVERIFY(area.isEmpty());
        QVERIFY(!area.canUndo());
        QCOMPARE(changed.size(), 0);
    }

    void settingsMayBePushedToAgentsWithoutAnEdit()
    {
        StagingArea area;
        Change push = edit(1, {{keyfields::owner, 7}});
        push.applyOnAgents = true;
        area.stage({push}, u"apply"_s);
        QCOMPARE(area.changes().size(), 1);
        QVERIFY(area.find(1)->desired.isEmpty());
    }

    void aDeleteReplacesAnEdit()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 42}})}, u"owner"_s);
        area.stage({removal(1)}, u"delete"_s);
        QCOMPARE(area.changes().size(), 1);
        QCOMPARE(area.find(1)->operation, Operation::Delete);
        QVERIFY(area.find(1)->desired.isEmpty());
    }

    void deletingANewKeyLeavesNothing()
    {
        StagingArea area;
        area.stage({creation(area.nextNewId(), u"a"_s)}, u"create"_s);
        area.stage({removal(-1)}, u"delete"_s);
        QVERIFY(area.isEmpty());
    }

    void editingANewKeyKeepsItNew()
    {
        StagingArea area;
        area.stage({creation(-1, u"a"_s)}, u"create"_s);
        area.stage({edit(-1, {{keyfields::title, u"b"_s}})}, u"title"_s);
        QCOMPARE(area.find(-1)->operation, Operation::Create);
        QCOMPARE(area.find(-1)->label, u"b"_s);
        QCOMPARE(area.find(-1)->desired.value(keyfields::owner).toInt(), 7);
        QVERIFY(area.find(-1)->before.isEmpty());
    }

    void newIdsAreNeverGivenTwice()
    {
        StagingArea area;
        QCOMPARE(area.nextNewId(), -1);
        area.stage({creation(-1, u"a"_s), creation(-2, u"b"_s)}, u"create"_s);
        area.undo();
        QCOMPARE(area.nextNewId(), -3);
    }

    void stepsAreUndoneAndRedoneByName()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 42}})}, u"change owner"_s);
        area.stage({edit(2, {{keyfields::owner, 42}})}, u"change another"_s);
        QCOMPARE(area.undoName(), u"change another"_s);
        area.undo();
        QVERIFY(!area.find(2));
        QCOMPARE(area.redoName(), u"change another"_s);
        QCOMPARE(area.undoName(), u"change owner"_s);
        area.redo();
        QVERIFY(area.find(2));
        QVERIFY(!area.canRedo());
        area.undo();
        area.stage({edit(3, {{keyfields::owner, 1}})}, u"third"_s);
        QVERIFY(!area.canRedo());
    }

    void clearingAndUnstagingAreSteps()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 1}}), edit(2, {{keyfields::owner, 1}})}, u"both"_s);
        area.unstage({1}, u"without one"_s);
        QCOMPARE(area.changes().size(), 1);
        area.clear(u"discard"_s);
        QVERIFY(area.isEmpty());
        area.undo();
        area.undo();
        QCOMPARE(area.changes().size(), 2);
    }

    void whatWentIntoAPlanDoesNotComeBackByUndo()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 1}})}, u"one"_s);
        area.stage({edit(2, {{keyfields::owner, 1}})}, u"two"_s);
        area.take({edit(1, {{keyfields::owner, 1}})});
        QCOMPARE(area.changes().size(), 1);
        QCOMPARE(area.undoName(), u"two"_s);
        area.undo();
        QVERIFY(area.isEmpty());
        QVERIFY(!area.canUndo());
        area.redo();
        QVERIFY(area.find(2));
        QVERIFY(!area.find(1));
    }

    void theLastSessionComesBackWithoutAStep()
    {
        StagingArea area;
        area.restore({edit(1, {{keyfields::owner, 1}}), creation(-4, u"a"_s)});
        QCOMPARE(area.changes().size(), 2);
        QVERIFY(!area.canUndo());
        QCOMPARE(area.nextNewId(), -5);
    }

    /// Between Apply and the journal's answer a person may go on editing.
    void aValueSetBackMeanwhileIsAnEditOnTopOfThePlan()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 42}, {keyfields::title, u"new"_s}})}, u"both"_s);
        area.stage({edit(2, {{keyfields::owner, 42}})}, u"another"_s);
        const QList<Change> reviewed = area.changes();
        area.stage({edit(1, {{keyfields::title, u"old"_s}})}, u"title set back"_s);
        area.unstage({2}, u"unstaged"_s);
        area.take(reviewed);
        QCOMPARE(area.changes().size(), 2);
        QCOMPARE(area.find(1)->desired, (QJsonObject{{keyfields::title, u"old"_s}}));
        QCOMPARE(area.find(1)->before.value(keyfields::title), u"new"_s); // as the plan leaves it
        QCOMPARE(area.find(1)->before.value(keyfields::owner).toInt(), 42);
        QCOMPARE(area.find(2)->desired, (QJsonObject{{keyfields::owner, 7}}));
    }

    void whatHasNoWayBackIsNotSetBack()
    {
        StagingArea area;
        Change agent = edit(1, {{u"AGENT_FIM"_s, true}}, {{u"AGENT_VM"_s, true}}); // a module that is off is not named
        agent.type = ObjectType::Agent;
        Change purge = edit(2, {{webappfields::findings, 0}}, {{webappfields::findings, 214}});
        purge.type = ObjectType::WebApp;
        Change cancel = edit(3, {{u"cancel"_s, u""_s}}, {{u"cancel"_s, u"no"_s}});
        cancel.type = ObjectType::Scan;
        area.stage({agent, purge, cancel}, u"three"_s);
        const QList<Change> reviewed = area.changes();
        QCOMPARE(reviewed.size(), 3);
        area.undo();
        area.take(reviewed);
        QCOMPARE(area.changes().size(), 1);
        QCOMPARE(area.changes().first().desired, (QJsonObject{{u"AGENT_FIM"_s, false}}));
    }

    void whatIsTakenAsAWholeLeavesNothing()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 1}}), edit(2, {{keyfields::owner, 1}})}, u"two"_s);
        area.take(QList<Change>(area.changes()));
        QVERIFY(area.isEmpty());
        QVERIFY(!area.canUndo());
        QVERIFY(!area.find(1));
    }

    void whatCameOnTopOfWhatWentIntoAPlanStays()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 1}}), edit(2, {{keyfields::owner, 1}})}, u"one"_s);
        const QList<Change> reviewed = area.changes();
        area.stage({edit(1, {{keyfields::disabled, true}}), removal(2)}, u"two"_s);
        area.take(reviewed, u"meanwhile"_s);
        QCOMPARE(area.changes().size(), 2);
        QCOMPARE(area.find(1)->desired, QJsonObject({{keyfields::disabled, true}}));
        QCOMPARE(area.find(2)->operation, Operation::Delete);
        QCOMPARE(area.undoName(), u"meanwhile"_s);
        area.undo();
        QVERIFY(area.isEmpty());
        QVERIFY(!area.canUndo());
        area.redo();
        QCOMPARE(area.changes().size(), 2);
    }

    void whatWasEditedTwiceLeavesWithAllItsSteps()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 1}}), edit(2, {{keyfields::owner, 1}})}, u"one"_s);
        area.stage({edit(1, {{keyfields::owner, 5}})}, u"two"_s);
        area.stage({removal(2)}, u"three"_s);
        area.take({*area.find(1), *area.find(2)});
        QVERIFY(area.isEmpty());
        QVERIFY(!area.canUndo());
    }

    /// Worked out elsewhere, staged only on what it was worked out from.
    void aStepIsAdoptedWhereNothingCameBetween()
    {
        StagingArea area;
        area.stage({edit(1, {{keyfields::owner, 1}})}, u"one"_s);
        const StagingArea::Content before = area.content();
        const StagingArea::Content after =
            StagingArea::staged(before, {edit(1, {{keyfields::disabled, true}}), edit(2, {{keyfields::owner, 2}})});
        QCOMPARE(area.changes().size(), 1); // not yet
        area.stage({edit(3, {{keyfields::owner, 3}})}, u"between"_s);
        QVERIFY(!area.adopt(before, after, u"two"_s));
        QCOMPARE(area.undoName(), u"between"_s);
        area.undo();
        QVERIFY(area.adopt(before, after, u"two"_s));
        QCOMPARE(area.undoName(), u"two"_s);
        QCOMPARE(area.find(1)->desired, QJsonObject({{keyfields::owner, 1}, {keyfields::disabled, true}}));
        QCOMPARE(area.find(2)->desired, QJsonObject({{keyfields::owner, 2}}));
        area.undo();
        QVERIFY(!area.find(2));
        const StagingArea::Content same = StagingArea::staged(area.content(), {edit(1, {{keyfields::owner, 1}})});
        QVERIFY(area.adopt(area.content(), same, u"nothing"_s));
        QVERIFY(area.undoName() == u"one"_s);
    }

    void tenThousandEditsAreOneQuickStep()
    {
        StagingArea area;
        QList<Change> edits;
        for (int i = 1; i <= 10'000; ++i)
            edits.append(edit(i, {{keyfields::owner, 42}}));
        area.stage(edits, u"all"_s);
        area.stage(edits, u"again"_s);
        QCOMPARE(area.changes().size(), 10'000);
        QCOMPARE(area.undoName(), u"all"_s);
    }
};

QTEST_GUILESS_MAIN(StagingTest)
#include "tst_staging.moc"
