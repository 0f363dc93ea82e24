// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/change.h"
#include "domain/keyfields.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = UndoOffer::Kind;

namespace {

Change verified(const QJsonObject &desired)
{
    Change change;
    change.id = {11};
    change.object = 5;
    change.label = u"old"_s;
    change.desired = desired;
    change.before = {{keyfields::title, u"old"_s},
                     {keyfields::owner, 7},
                     {keyfields::type, u"COUNT_LIMITED"_s},
                     {keyfields::limit, 10},
                     {keyfields::disabled, false}};
    change.after = change.before;
    for (auto it = desired.begin(); it != desired.end(); ++it)
        change.after.insert(it.key(), it.value());
    change.state = ChangeState::Verified;
    return change;
}

} // namespace

class UndoTest : public QObject
{
    Q_OBJECT
private slots:
    void anUpdateIsUndoneByItsPreImage()
    {
        const Change done = verified({{keyfields::owner, 42}, {keyfields::title, u"new"_s}});
        const UndoOffer offer = undoOf(done);
        QCOMPARE(offer.kind, Kind::Undo);
        QCOMPARE(offer.change->desired, (QJsonObject{{keyfields::owner, 7}, {keyfields::title, u"old"_s}}));
        QCOMPARE(offer.change->before, done.after); // undone only if the service still holds what we left there
        QCOMPARE(offer.change->undoOf, done.id);
        QCOMPARE(offer.change->object, done.object);
        QCOMPARE(offer.change->label, u"new"_s);
        QCOMPARE(offer.change->state, ChangeState::Staged);
    }

    void enablingUndoesDisabling()
    {
        const UndoOffer offer = undoOf(verified({{keyfields::disabled, true}}));
        QCOMPARE(offer.kind, Kind::Undo);
        QCOMPARE(offer.change->desired, (QJsonObject{{keyfields::disabled, false}}));
    }

    void whatFollowedAnEditedFieldComesBackToo()
    {
        Change done = verified({{keyfields::type, u"UNLIMITED"_s}});
        done.after.insert(keyfields::limit, 0); // an unlimited key forgets its limit
        QCOMPARE(undoOf(done).change->desired,
                 (QJsonObject{{keyfields::type, u"COUNT_LIMITED"_s}, {keyfields::limit, 10}}));
    }

    void whatOthersChangedBeforeUsStays()
    {
        Change done = verified({{keyfields::owner, 42}});
        done.after.insert(keyfields::title, u"by somebody else"_s);
        done.base = done.before;
        done.base.insert(keyfields::title, u"by somebody else"_s);
        QCOMPARE(undoOf(done).change->desired, (QJsonObject{{keyfields::owner, 7}}));
    }

    void aNewKeyIsUndoneByDisabling()
    {
        Change done = verified({});
        done.operation = Operation::Create;
        const UndoOffer offer = undoOf(done);
        QCOMPARE(offer.kind, Kind::DisableInstead);
        QCOMPARE(offer.change->operation, Operation::Update);
        QCOMPARE(offer.change->desired, (QJsonObject{{keyfields::disabled, true}}));
    }

    void aKeyCreatedDisabledNeedsNoUndo()
    {
        Change done = verified({{keyfields::disabled, true}});
        done.operation = Operation::Create;
        QCOMPARE(undoOf(done).kind, Kind::Impossible);
    }

    void aDeleteCannotBeUndone()
    {
        Change done = verified({});
        done.operation = Operation::Delete;
        QCOMPARE(undoOf(done).kind, Kind::Impossible);
        QVERIFY(!undoOf(done).change);
    }

    void whatReachedAgentsHasOnlyAPreparedInverse()
    {
        Change done = verified({{keyfields::owner, 42}});
        done.applyOnAgents = true;
        done.agents = 12;
        const UndoOffer offer = undoOf(done);
        QCOMPARE(offer.kind, Kind::Impossible);
        QVERIFY(offer.change);
        QVERIFY(offer.change->applyOnAgents);
        QCOMPARE(offer.change->agents, 12);
    }

    void onlyWhatWasVerifiedCanBeUndone()
    {
        for (const auto &row : wireTable(ChangeState{})) {
            Change done = verified({{keyfields::owner, 42}});
            done.state = row.value;
            QCOMPARE(undoOf(done).kind, row.value == ChangeState::Verified ? Kind::Undo : Kind::Impossible);
        }
    }
};

QTEST_GUILESS_MAIN(UndoTest)
#include "tst_undo.moc"
