// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/applyrun.h"
#include "domain/keyfields.h"
#include "store/sqlitejournal.h"
#include "support/failingjournal.h"
#include "support/keyworld.h"
#include "support/promises.h"
#include "support/waiting.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Fault = KeyWorld::Fault;
using Pause = ApplyRun::Pause;
using enum ChangeState;

/// A world, a real journal in a temporary folder, and the changes of a plan.
struct RunTest
{
    explicit RunTest()
    {
        const auto opened = answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); });
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
    }

    static RunPace fast()
    {
        RunPace pace;
        pace.lookAgain = {1ms, 1ms, 1ms, 1ms};
        pace.throttledFallback = 1ms;
        return pace;
    }

    static Change create(const QString &title)
    {
        Change change;
        change.operation = Operation::Create;
        change.object = -1;
        change.label = title;
        change.desired = KeyWorld::key(title);
        return change;
    }
    Change update(qint64 id, const QJsonObject &desired)
    {
        Change change;
        change.object = id;
        change.label = world.at(id).label;
        change.desired = desired;
        change.before = world.at(id).fields;
        return change;
    }
    Change newOwner(qint64 id, qint64 owner = 42) { return update(id, {{keyfields::owner, owner}}); }
    Change remove(qint64 id)
    {
        Change change = update(id, {});
        change.operation = Operation::Delete;
        return change;
    }
    QList<Change> newOwners(int count)
    {
        QList<Change> changes;
        for (int i = 0; i < count; ++i)
            changes.append(newOwner(world.add(u"key %1"_s.arg(i))));
        return changes;
    }

    static Plan planOf(const QList<Change> &changes, StopRules rules = {})
    {
        Plan plan;
        plan.subscription = u"world"_s;
        plan.actor = u"ada"_s;
        plan.changes = changes;
        plan.rules = rules;
        plan.createdUtc = QDateTime::currentDateTimeUtc();
        plan.digest = planDigest(plan);
        return plan;
    }

    void begin(const QList<Change> &changes, StopRules rules = {}, RunPace pace = fast())
    {
        run = std::make_unique<ApplyRun>(planOf(changes, rules), world, failing, pace);
        run->start();
    }

    /// Until nothing more happens by itself: finished, or paused and the service hears nothing any more.
    void settle() const
    {
        const auto heard = [this] { return world.reads + world.writes.size(); };
        const auto halted = [this] {
            return run->isFinished() || (run->pauseReason() != Pause::None && run->pauseReason() != Pause::RateLimited);
        };
        if (!waitUntil(halted))
            qWarning("the run did not settle");
        for (auto before = heard() - 1; before != heard() && !run->isFinished();) {
            before = heard();
            QTest::qWait(15);
        }
    }
    void finish() const
    {
        if (!waitUntil([this] { return run->isFinished(); }))
            qWarning("the run did not finish");
    }
    const Change &change(qsizetype place) const { return run->plan().changes.at(place); }
    ChangeState state(qsizetype place) const { return change(place).state; }
    QString broken() { return brokenPromise(world, run->plan(), journal); }

    /// The program ends here and starts again: nothing is known but the journal.
    void crash()
    {
        const PlanId plan = run->plan().id;
        run.reset();
        const auto left = answerOf<QList<Plan>>([&](auto done) { journal.unfinished(u"world"_s, done); });
        for (const Plan &found : left.value_or(QList<Plan>()))
            if (found.id == plan)
                run = std::make_unique<ApplyRun>(found, world, failing, fast());
    }

    QTemporaryDir folder;
    KeyWorld world;
    SqliteJournal journal{folder.filePath(u"data/journal.db"_s)};
    FailingJournal failing{journal};
    std::unique_ptr<ApplyRun> run;
};
