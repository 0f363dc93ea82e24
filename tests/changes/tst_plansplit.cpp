// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Changes of web apps and scans as plans, staging and undo see them.
#include "changes/plan.h"
#include "changes/stagingarea.h"
#include "domain/agentfields.h"
#include "domain/scanfields.h"
#include "domain/webappfields.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using Kind = UndoOffer::Kind;
namespace f = webappfields;

namespace {

const QJsonObject external{{"kind"_L1, u"external"_s}};
const QJsonObject pool{{"kind"_L1, u"pool"_s}, {"tags"_L1, QJsonArray{8722267}}};

Change app(qint64 id, const QJsonObject &desired)
{
    Change change;
    change.type = ObjectType::WebApp;
    change.object = id;
    change.label = u"Member Portal"_s;
    change.desired = desired;
    change.before = {{f::name, u"Member Portal"_s}, {f::url, u"https://portal.example/"_s},
                     {f::scanner, external},        {f::locked, false},
                     {f::tags, QJsonArray{1, 2}},   {f::profile, 0},
                     {f::cancel, QJsonValue()}};
    return change;
}

Change scan(Operation operation, const QJsonObject &desired)
{
    Change change;
    change.type = ObjectType::Scan;
    change.operation = operation;
    change.object = operation == Operation::Create ? -1 : 1902402;
    change.desired = desired;
    return change;
}

Change verified(Change change)
{
    change.id = {11};
    change.state = ChangeState::Verified;
    change.after = change.before;
    for (auto it = change.desired.begin(); it != change.desired.end(); ++it)
        change.after.insert(it.key(), it.value());
    return change;
}

Plan planOf(const QList<Change> &changes)
{
    Plan plan;
    plan.changes = changes;
    return plan;
}

} // namespace

class PlanSplitTest : public QObject
{
    Q_OBJECT

private slots:
    void eachPermissionHasARequestOfItsOwn()
    {
        const Change all = app(7, {{f::name, u"new"_s},
                                   {f::url, u"https://members.example/"_s},
                                   {f::scanner, pool},
                                   {f::locked, true},
                                   {f::tags, QJsonArray{1}}});
        const QList<Change> split = splitByRequest({all, app(8, {{f::url, u"https://b.example/"_s}})});
        QCOMPARE(split.size(), 4);
        QCOMPARE(split[0].desired, (QJsonObject{{f::name, u"new"_s}, {f::tags, QJsonArray{1}}}));
        QCOMPARE(split[1].desired, (QJsonObject{{f::scanner, pool}, {f::locked, true}})); // these two travel together
        QCOMPARE(split[2].desired, (QJsonObject{{f::url, u"https://members.example/"_s}}));
        QCOMPARE(split[3].object, 8);
        for (const Change &change : split) {
            QVERIFY(webAppPartOf(change.desired).has_value());
            QCOMPARE(change.type, ObjectType::WebApp);
            QCOMPARE(change.label, u"Member Portal"_s);
        }
        // What a sibling writes is nobody's drift.
        QCOMPARE(split[1].before, (QJsonObject{{f::scanner, external}, {f::locked, false}}));
        QVERIFY(split[0].before.contains(f::profile) && !split[0].before.contains(f::url));
    }

    void nothingIsLostOrDoubled()
    {
        const Change all = app(7, {{f::name, u"new"_s}, {f::url, u"https://m.example/"_s}, {f::locked, true}});
        QJsonObject joined;
        int fields = 0;
        for (const Change &change : splitByRequest({all})) {
            fields += int(change.desired.size());
            for (auto it = change.desired.begin(); it != change.desired.end(); ++it)
                joined.insert(it.key(), it.value());
        }
        QCOMPARE(joined, all.desired);
        QCOMPARE(fields, 3);
    }

    void whatNeedsNoSplitStaysAsItIs()
    {
        Change made = app(-1, {{f::name, u"a"_s}, {f::url, u"https://a.example/"_s}, {f::scanner, pool}});
        made.operation = Operation::Create; // the one request of a create takes them all
        made.before = {};
        Change gone = app(9, {{f::removeFromSubscription, true}});
        gone.operation = Operation::Delete;
        const Change one = app(7, {{f::locked, true}});
        Change key;
        key.object = 5;
        key.desired = {{"title"_L1, u"x"_s}};
        const Change launch = scan(Operation::Create, {{scanfields::name, u"s"_s}, {scanfields::scanner, pool}});
        const QList<Change> changes{made, gone, key, launch};
        QCOMPARE(splitByRequest(changes), changes);
        QCOMPARE(splitByRequest({one}), QList<Change>{one});
        QCOMPARE(splitByRequest({}), QList<Change>());
    }

    void agentsAreStillSplit()
    {
        Change agent;
        agent.type = ObjectType::Agent;
        agent.object = 3;
        agent.desired = {{u"AGENT_FIM"_s, true}, {u"AGENT_PM"_s, false}};
        const QList<Change> split = splitByRequest({agent, app(7, {{f::name, u"x"_s}})});
        QCOMPARE(split.size(), 3);
        QCOMPARE(split.first().desired, (QJsonObject{{u"AGENT_PM"_s, false}}));
    }

    /// As they stand in the undo of a swap, each by itself.
    void whatMakesRoomForAnotherGoesFirst()
    {
        Change on;
        on.type = ObjectType::Agent;
        on.object = 3;
        on.desired = {{u"AGENT_PC"_s, true}};
        Change off = on, tags = on;
        off.desired = {{u"AGENT_SCA"_s, false}};
        tags.desired = {{agentfields::tags, QJsonArray{1}}};
        QCOMPARE(splitByRequest({tags, on, off}), (QList<Change>{off, on, tags}));
    }

    /// What others put on before or after stays on; what was taken off comes back if this change took it off.
    void theUndoOfTagsIsItsStepsTurnedRound()
    {
        Change done;
        done.type = ObjectType::Agent;
        done.object = 3;
        done.state = ChangeState::Verified;
        done.before = {{agentfields::tags, QJsonArray{1, 2, 4}}};
        done.desired = {{agentfields::tags, QJsonArray{1, 3, 5}}}; // 3 and 5 on, 2 and 4 off
        done.base = {{agentfields::tags, QJsonArray{1, 2, 5, 9}}}; // 5 was put on and 4 taken off meanwhile
        done.after = {{agentfields::tags, QJsonArray{1, 3, 5, 9, 10}}};
        const UndoOffer offer = undoOf(done);
        QCOMPARE(offer.kind, Kind::Undo);
        QCOMPARE(offer.change->desired, (QJsonObject{{agentfields::tags, QJsonArray{1, 2, 5, 9, 10}}}));
        const TagSteps steps =
            tagSteps(offer.change->before.value(agentfields::tags), offer.change->desired.value(agentfields::tags));
        QCOMPARE(steps.add, QList<qint64>{2});
        QCOMPARE(steps.remove, QList<qint64>{3});
        done.base = {{agentfields::tags, QJsonArray{1, 3, 5}}}; // all of it had been done by somebody else
        QCOMPARE(undoOf(done).kind, Kind::Impossible);
    }

    void aPlanSaysHowMuchItDoes()
    {
        Change gone = app(9, {});
        gone.operation = Operation::Delete;
        const PlanSize size =
            sizeOf(planOf({app(7, {{f::name, u"x"_s}}), app(7, {{f::locked, true}}), gone,
                           scan(Operation::Create, {{scanfields::name, u"s"_s}}), scan(Operation::Update, {})}),
                   0);
        QCOMPARE(size.webApps, 3);
        QCOMPARE(size.launches, 1);
        QCOMPARE(size.cancels, 1);
        QCOMPARE(size.writes, 5);
        QCOMPARE(size.reads, 3 * 2 + 2 * 2); // each app before and after, and a canary of one and the rest for scans
        QCOMPARE(size.cannotBeUndone, 3);
        QCOMPARE(size.typeToConfirm, 0);
        Change takeover = app(-1, {{f::name, u"x"_s}, {f::reactivate, true}});
        takeover.operation = Operation::Create;
        const PlanSize lossy = sizeOf(planOf({takeover, app(7, {{f::findings, 0}})}), 0);
        QVERIFY(lossy.takeovers == 1 && lossy.purges == 1);
        const Change launch = scan(Operation::Create, {{scanfields::name, u"s"_s}});
        QCOMPARE(sizeOf(planOf(QList<Change>(26, launch)), 0).typeToConfirm, 26);
        QCOMPARE(sizeOf(planOf(QList<Change>(26, app(7, {{f::name, u"x"_s}}))), 0).typeToConfirm, 0);
    }

    void anUpdateIsUndoneByItsPreImage()
    {
        const UndoOffer offer = undoOf(verified(app(7, {{f::scanner, pool}, {f::locked, true}})));
        QCOMPARE(offer.kind, Kind::Undo);
        QCOMPARE(offer.change->type, ObjectType::WebApp);
        QCOMPARE(offer.change->desired, (QJsonObject{{f::scanner, external}, {f::locked, false}}));
        QCOMPARE(offer.change->label, u"Member Portal"_s);
        Change drifted = verified(app(7, {{f::url, u"https://m.example/"_s}}));
        drifted.after.insert(f::name, u"by somebody else"_s);
        QCOMPARE(undoOf(drifted).change->desired, (QJsonObject{{f::url, u"https://portal.example/"_s}}));
        QCOMPARE(undoOf(drifted).change->label, u"by somebody else"_s);
    }

    void whatCannotBeTakenAwayCannotBeUndone()
    {
        QCOMPARE(undoOf(verified(app(7, {{f::profile, 1021}}))).kind, Kind::Impossible);
        QCOMPARE(undoOf(verified(app(7, {{f::cancel, QJsonObject{{"afterHours"_L1, 6}}}}))).kind, Kind::Impossible);
        Change unknown = app(7, {{f::locked, true}});
        unknown.before.remove(f::locked); // whether it was locked nobody knows
        QCOMPARE(undoOf(verified(unknown)).kind, Kind::Impossible);
        Change made = verified(app(7, {{f::name, u"a"_s}}));
        made.operation = Operation::Create;
        QCOMPARE(undoOf(made).kind, Kind::Impossible);
    }

    void scansAreNotUndone()
    {
        Change launch = scan(Operation::Create, {{scanfields::name, u"s"_s}});
        launch.object = 1902410;
        QCOMPARE(undoOf(verified(launch)).kind, Kind::Impossible);
        QCOMPARE(undoOf(verified(scan(Operation::Update, {{scanfields::cancel, u"discard"_s}}))).kind,
                 Kind::Impossible);
    }

    void theJournalKnowsTheirNames()
    {
        for (const ObjectType type : {ObjectType::WebApp, ObjectType::Scan}) {
            Change change = app(7, {{f::scanner, pool}});
            change.type = type;
            QCOMPARE(changeFromJson(toJson(change)), change);
        }
        QCOMPARE(toWire(ObjectType::WebApp), "web-app"_L1);
        QCOMPARE(toWire(ObjectType::Scan), "was-scan"_L1);
    }

    void stagingTellsTypesApartAndMergesWithinOne()
    {
        StagingArea area;
        area.stage({app(7, {{f::name, u"new"_s}}), scan(Operation::Update, {{scanfields::cancel, u"discard"_s}})}, {});
        area.stage({app(7, {{f::scanner, pool}})}, {});
        QCOMPARE(area.changes().size(), 2);
        QCOMPARE(area.find(7, ObjectType::WebApp)->desired, (QJsonObject{{f::name, u"new"_s}, {f::scanner, pool}}));
        QVERIFY(!area.find(7)); // not a key
        QVERIFY(area.find(1902402, ObjectType::Scan));
        area.stage({app(7, {{f::name, u"Member Portal"_s}, {f::scanner, external}})}, {});
        QVERIFY(!area.find(7, ObjectType::WebApp)); // as it was: nothing is left to do

        Change made = app(-5, {{f::name, u"a"_s}, {f::url, u"https://a.example/"_s}});
        made.operation = Operation::Create;
        made.before = {};
        area.stage({made}, {});
        Change renamed = app(-5, {{f::name, u"b"_s}});
        area.stage({renamed}, {});
        QCOMPARE(area.find(-5, ObjectType::WebApp)->label, u"b"_s);
        QCOMPARE(area.find(-5, ObjectType::WebApp)->operation, Operation::Create);
    }
};

QTEST_GUILESS_MAIN(PlanSplitTest)
#include "tst_plansplit.moc"
