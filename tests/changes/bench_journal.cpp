// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// How many changes a second the run and the real journal carry out when the service answers at once, and how often the
// journal commits around a request. Prints one line of JSON.
//   bench_journal [CHANGES] [FOLDER]
#include "domain/keyfields.h"
#include "store/sqlitejournal.h"
#include "support/failingjournal.h"
#include "support/keyworld.h"
#include "support/waiting.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

Plan planFor(KeyWorld &world, int count)
{
    Plan plan;
    for (int i = 0; i < count; ++i) {
        Change change;
        change.object = world.add(u"key %1"_s.arg(i));
        change.before = world.at(change.object).fields;
        change.desired = {{keyfields::owner, 42}};
        plan.changes.append(change);
    }
    plan.digest = planDigest(plan);
    return plan;
}

void open(SqliteJournal &journal)
{
    if (const auto opened = answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); }); !opened)
        qFatal("the journal cannot be opened: %s", qPrintable(opened.error().detail));
}

/// The seconds it takes; all changes have to end as verified.
double carryOut(const Plan &plan, KeyWorld &world, Journal &journal)
{
    ApplyRun run(plan, world, journal);
    QElapsedTimer timer;
    timer.start();
    run.start();
    if (!waitUntil([&] { return run.isFinished(); }, std::chrono::minutes(5)))
        qFatal("the run does not end");
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    if (run.progress().verified != plan.changes.size())
        qFatal("only %d of %d changes were verified", run.progress().verified, int(plan.changes.size()));
    return seconds;
}

double changesPerSecond(int count, const QString &folder)
{
    KeyWorld world;
    const Plan plan = planFor(world, count);
    SqliteJournal journal(folder + u"/pace/journal.db"_s);
    open(journal);
    return count / carryOut(plan, world, journal);
}

struct Commits
{
    qint64 least = std::numeric_limits<qint64>::max(), most = 0;

    void add(qint64 commits)
    {
        least = std::min(least, commits);
        most = std::max(most, commits);
    }
};

/// How often the journal commits from one request's end to the next one's start, and from there to its end. The journal
/// works in the order of its calls, so that a count asked for right behind a call is the one after it.
struct CommitCount
{
    Commits before, after;
    int requests = 0;
};

CommitCount countCommits(int count, const QString &folder)
{
    KeyWorld world;
    const Plan plan = planFor(world, count);
    SqliteJournal journal(folder + u"/count/journal.db"_s);
    open(journal);
    FailingJournal watched(journal);
    struct Call
    {
        QString name;
        qint64 commits = 0;
    };
    QList<Call> calls;
    int awaited = 0;
    watched.onCall = [&] {
        ++awaited;
        journal.commits([&, name = watched.calls.last()](const Result<qint64> &commits) {
            calls.append({name, commits.value_or(-1)});
            --awaited;
        });
    };
    carryOut(plan, world, watched);
    if (!waitUntil([&] { return awaited == 0; }))
        qFatal("the journal does not tell its commits");
    CommitCount result{.requests = int(world.writes.size())};
    for (qsizetype i = 1; i < calls.size(); ++i) {
        const qint64 commits = calls[i].commits - calls[i - 1].commits;
        if (calls[i].name == "begin"_L1)
            result.before.add(commits);
        else if (calls[i].name == "end"_L1)
            result.after.add(commits);
    }
    return result;
}

/// What this disk can do: two pages written and forced out for each change, and nothing else.
double barePairsPerSecond(const QString &folder)
{
#ifdef Q_OS_UNIX
    QFile file(folder + u"/bare"_s);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 0;
    const QByteArray page(4'096, 'x');
    constexpr int pairs = 250;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 2 * pairs; ++i) {
        file.write(page);
        ::fdatasync(file.handle());
    }
    return pairs / (double(timer.nsecsElapsed()) / 1e9);
#else
    Q_UNUSED(folder)
    return 0;
#endif
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const int count = app.arguments().value(1, u"5000"_s).toInt();
    const QTemporaryDir folder(app.arguments().value(2, QDir::tempPath()) + u"/bench-XXXXXX"_s);
    // Before and after, since others use the disk too.
    const double bareBefore = barePairsPerSecond(folder.path());
    const double rate = changesPerSecond(count, folder.path());
    const double bare = (bareBefore + barePairsPerSecond(folder.path())) / 2;
    const CommitCount commits = countCommits(std::min(count, 500), folder.path());
    std::printf("{\"changes\": %d, \"per_second\": %.0f, \"bare_per_second\": %.0f, \"requests\": %d, "
                "\"commits_before\": [%lld, %lld], \"commits_after\": [%lld, %lld]}\n",
                count, rate, bare, commits.requests, commits.before.least, commits.before.most, commits.after.least,
                commits.after.most);
}
