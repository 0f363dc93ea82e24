// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/plan.h"
#include "changes/report.h"
#include "domain/keyfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

Change edit(qint64 id, const QJsonObject &desired)
{
    Change change;
    change.object = id;
    change.desired = desired;
    change.before = {{keyfields::owner, 7}, {keyfields::disabled, false}};
    return change;
}

Plan planOf(int count, const QJsonObject &desired)
{
    Plan plan;
    plan.subscription = u"s"_s;
    plan.actor = u"ada"_s;
    for (int i = 1; i <= count; ++i)
        plan.changes.append(edit(i, desired));
    return plan;
}

} // namespace

class PlanTest : public QObject
{
    Q_OBJECT
private slots:
    void theDigestSeesEverythingThatWasShown_data()
    {
        QTest::addColumn<int>("what");
        QTest::addRow("desired value") << 0;
        QTest::addRow("pre-image") << 1;
        QTest::addRow("object") << 2;
        QTest::addRow("reach to agents") << 3;
        QTest::addRow("a change more") << 4;
        QTest::addRow("actor") << 5;
        QTest::addRow("subscription") << 6;
        QTest::addRow("rules") << 7;
        QTest::addRow("operation") << 8;
    }
    void theDigestSeesEverythingThatWasShown()
    {
        QFETCH(int, what);
        const Plan shown = planOf(3, {{keyfields::owner, 42}});
        Plan plan = shown;
        QCOMPARE(planDigest(plan), planDigest(shown));
        Change &change = plan.changes[1];
        switch (what) {
        case 0:
            change.desired.insert(keyfields::owner, 43);
            break;
        case 1:
            change.before.insert(keyfields::owner, 8);
            break;
        case 2:
            change.object = 99;
            break;
        case 3:
            change.applyOnAgents = true;
            break;
        case 4:
            plan.changes.append(edit(9, {}));
            break;
        case 5:
            plan.actor = u"bob"_s;
            break;
        case 6:
            plan.subscription = u"t"_s;
            break;
        case 7:
            plan.rules.stopAfterFailures = false;
            break;
        case 8:
            change.operation = Operation::Delete;
            break;
        default:
            break;
        }
        QVERIFY(planDigest(plan) != planDigest(shown));
    }

    void theDigestHoldsWhileThePlanIsCarriedOut()
    {
        Plan plan = planOf(2, {{keyfields::owner, 42}});
        plan.changes[0].operation = Operation::Create;
        plan.changes[0].object = -1;
        const QByteArray digest = planDigest(plan);
        plan.id = {12};
        plan.changes[0].id = {3};
        plan.changes[0].object = 4711;
        plan.changes[0].state = ChangeState::Verified;
        plan.changes[0].after = {{keyfields::owner, 42}};
        plan.changes[1].base = {{keyfields::owner, 7}};
        plan.changes[1].reason.kind = ChangeReason::Kind::ReplyLost;
        QCOMPARE(planDigest(plan), digest);
    }

    void batchesBeginSmall()
    {
        QCOMPARE(batchSizes(0), QList<int>());
        QCOMPARE(batchSizes(1), QList<int>({1}));
        QCOMPARE(batchSizes(4), QList<int>({1, 3}));
        QCOMPARE(batchSizes(11), QList<int>({1, 10}));
        QCOMPARE(batchSizes(112), QList<int>({1, 10, 50, 50, 1}));
    }

    void aPlanKnowsItsSize()
    {
        Plan plan = planOf(12, {{keyfields::owner, 42}});
        plan.changes[0].operation = Operation::Create;
        plan.changes[1].operation = Operation::Delete;
        plan.changes[2].desired = {{keyfields::disabled, true}};
        plan.changes[3].applyOnAgents = true;
        plan.changes[3].agents = 20;
        const PlanSize size = sizeOf(plan, 1000, std::chrono::milliseconds(500));
        QCOMPARE(size.objects, 12);
        QCOMPARE(size.creates, 1);
        QCOMPARE(size.updates, 10);
        QCOMPARE(size.deletes, 1);
        QCOMPARE(size.disables, 1);
        QCOMPARE(size.agentsTouched, 20);
        QCOMPARE(size.cannotBeUndone, 2);
        QCOMPARE(size.writes, 12);
        QCOMPARE(size.reads, 3 * 4);
        QCOMPARE(size.estimate, std::chrono::seconds(12));
        QCOMPARE(size.typeToConfirm, 0);
    }

    void aLargeBlastRadiusHasToBeTyped_data()
    {
        QTest::addColumn<int>("disables");
        QTest::addColumn<qint64>("agents");
        QTest::addColumn<qint64>("fleet");
        QTest::addColumn<qint64>("typed");
        QTest::addRow("25 are few") << 25 << 0LL << 10'000LL << 0LL;
        QTest::addRow("26 are many") << 26 << 0LL << 10'000LL << 26LL;
        QTest::addRow("a tenth of a small fleet is not too many") << 2 << 0LL << 20LL << 0LL;
        QTest::addRow("more than a tenth is") << 3 << 0LL << 20LL << 3LL;
        QTest::addRow("agents count") << 1 << 300LL << 10'000LL << 300LL;
        QTest::addRow("nothing grave") << 0 << 0LL << 1LL << 0LL;
    }
    void aLargeBlastRadiusHasToBeTyped()
    {
        QFETCH(int, disables);
        QFETCH(qint64, agents);
        QFETCH(qint64, fleet);
        Plan plan = planOf(disables, {{keyfields::disabled, true}});
        plan.changes.append(planOf(30, {{keyfields::owner, 42}}).changes);
        if (agents > 0) {
            plan.changes.last().applyOnAgents = true;
            plan.changes.last().agents = agents;
        }
        QTEST(sizeOf(plan, fleet).typeToConfirm, "typed");
    }

    void aChangeSurvivesItsJson()
    {
        Change change = edit(5, {{keyfields::owner, qint64(9007199254740993)}});
        change.id = {7};
        change.label = u"Zürich \u202e \"x\""_s;
        change.after = {{keyfields::owner, 1}};
        change.base = {{keyfields::owner, 2}};
        change.applyOnAgents = true;
        change.agents = 3;
        change.undoOf = {4};
        change.state = ChangeState::Mismatch;
        change.reason.kind = ChangeReason::Kind::FieldsDiffer;
        change.reason.fields = {{u"modules"_s, QJsonValue(QJsonValue::Undefined), QJsonArray{u"VM"_s}, QJsonValue()}};
        change.reason.failure = Failure{.kind = Failure::Kind::Throttled,
                                        .detail = u"slow"_s,
                                        .resolution = u"wait"_s,
                                        .code = u"1965"_s,
                                        .httpStatus = 409,
                                        .retryAfter = std::chrono::seconds(180)};
        change.reason.candidates = {1, 2};
        change.reason.unrelatedDrift = true;
        change.reason.until = QDateTime::fromString(u"2026-03-01T10:00:00.000Z"_s, Qt::ISODateWithMs);
        const QByteArray text = QJsonDocument(toJson(change)).toJson();
        QCOMPARE(changeFromJson(QJsonDocument::fromJson(text).object()), change);
        QCOMPARE(changeFromJson(toJson(Change())), Change());
    }

    void everyFailureKindSurvivesItsJson()
    {
        for (int i = 0; i <= int(Failure::Kind::NotStored); ++i) {
            ChangeReason reason;
            reason.failure = Failure{.kind = Failure::Kind(i)};
            QCOMPARE(reasonFromJson(toJson(reason)), reason);
        }
    }

    void aReportNamesEveryChange()
    {
        Plan plan = planOf(2, {{keyfields::owner, 42}});
        plan.changes[1].state = ChangeState::Acked;
        const QByteArray text = rescueReport(plan, QDateTime::fromString(u"2026-03-01T10:00:00Z"_s, Qt::ISODate));
        const QJsonObject report = QJsonDocument::fromJson(text).object();
        QCOMPARE(report.value("changes"_L1).toArray().size(), 2);
        QCOMPARE(report.value("changes"_L1).toArray().at(1).toObject().value("state"_L1).toString(), u"ACKED"_s);
        QCOMPARE(report.value("writtenUtc"_L1).toString(), u"2026-03-01T10:00:00.000Z"_s);
    }
};

QTEST_GUILESS_MAIN(PlanTest)
#include "tst_plan.moc"
