// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Carries a plan out against a world kept in a file, in a folder of its own, or takes up the one an earlier call of it
// left there. Made to be killed anywhere. Prints "ok" when every promise holds.
#include "domain/keyfields.h"
#include "store/sqlitejournal.h"
#include "support/keptplans.h"
#include "support/keyworld.h"
#include "support/promises.h"
#include "support/waiting.h"

#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Plan newPlan(KeyWorld &world, const QString &operation, int count)
{
    Plan plan;
    plan.subscription = u"world"_s;
    plan.actor = u"ada"_s;
    for (int i = 0; i < count; ++i) {
        Change change;
        change.label = u"key %1"_s.arg(i);
        if (operation == "create"_L1) {
            change.operation = Operation::Create;
            change.object = -1 - i;
            change.desired = KeyWorld::key(u"new %1"_s.arg(i));
        } else {
            change.object = 1001 + i;
            change.before = world.at(change.object).fields;
            if (operation == "delete"_L1)
                change.operation = Operation::Delete;
            else
                change.desired = {{keyfields::owner, 42}};
        }
        plan.changes.append(change);
    }
    plan.digest = planDigest(plan);
    return plan;
}

QString judge(const KeyWorld &world, const Plan &plan, Journal &journal)
{
    if (const QString broken = brokenPromise(world, plan, journal); !broken.isEmpty())
        return broken;
    for (const Change &change : plan.changes)
        if (world.sentFor(change.id) > 1)
            return u"change %1 was sent %2 times"_s.arg(change.id.toString()).arg(world.sentFor(change.id));
    return u"ok"_s;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() != 4)
        return 2;
    const QString folder = arguments[1];
    const int count = arguments[3].toInt();
    const QString worldFile = folder + u"/world.json"_s;
    KeyWorld world;
    if (!QFile::exists(worldFile))
        for (int i = 0; i < count; ++i)
            world.add(u"key %1"_s.arg(i));
    world.keepIn(worldFile);

    SqliteJournal journal(folder + u"/data/journal.db"_s);
    if (!answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); }))
        return 3;
    const auto left = answerOf<QList<Plan>>([&](auto done) { journal.unfinished(u"world"_s, done); });
    const auto history = keptPlans(journal, u"world"_s, 1);
    if (!left || !history)
        return 3;
    Plan plan = !left->isEmpty() ? left->first() : Plan();
    if (left->isEmpty() && history->isEmpty())
        plan = newPlan(world, arguments[2], count);
    if (plan.changes.isEmpty()) { // an earlier call settled the last change and died before it could say so
        std::puts(qPrintable(judge(world, history->first(), journal)));
        return 0;
    }
    RunPace pace;
    pace.lookAgain = {1ms, 1ms, 1ms, 1ms};
    ApplyRun run(plan, world, journal, pace);
    run.start();
    const bool ended = waitUntil([&] {
        if (run.pauseReason() != ApplyRun::Pause::None)
            run.resume();
        return run.isFinished();
    });
    std::puts(qPrintable(ended ? judge(world, run.plan(), journal) : u"the run did not end"_s));
    return 0;
}
