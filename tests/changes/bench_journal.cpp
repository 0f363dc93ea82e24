// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// How many changes a second the run and the real journal carry out when the service answers at once.
//   bench_journal [CHANGES] [FOLDER]
#include "domain/keyfields.h"
#include "store/sqlitejournal.h"
#include "support/keyworld.h"
#include "support/waiting.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const int count = app.arguments().value(1, u"5000"_s).toInt();
    const QTemporaryDir folder(app.arguments().value(2, QDir::tempPath()) + u"/bench-XXXXXX"_s);
    KeyWorld world;
    Plan plan;
    for (int i = 0; i < count; ++i) {
        Change change;
        change.object = world.add(u"key %1"_s.arg(i));
        change.before = world.at(change.object).fields;
        change.desired = {{keyfields::owner, 42}};
        plan.changes.append(change);
    }
    plan.digest = planDigest(plan);
    SqliteJournal journal(folder.filePath(u"data/journal.db"_s));
    if (!answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); }))
        return 1;
    const auto commits = [&] { return answerOf<qint64>([&](auto done) { journal.commits(done); }).value_or(0); };
    const qint64 before = commits();
    ApplyRun run(plan, world, journal);
    QElapsedTimer timer;
    timer.start();
    run.start();
    if (!waitUntil([&] { return run.isFinished(); }, std::chrono::minutes(5)))
        return 1;
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    const RunProgress progress = run.progress();
    std::printf("changes %d verified %d seconds %.2f changes/s %.0f commits/change %.3f reads %d\n", progress.total,
                progress.verified, seconds, count / seconds, double(commits() - before) / count, world.reads);
    return progress.verified == count && count / seconds >= 500 ? 0 : 1;
}
