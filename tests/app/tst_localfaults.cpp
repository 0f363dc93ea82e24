// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/report.h"
#include "writesession.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <SQLiteCpp/Database.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;
using Kind = Failure::Kind;

namespace {

constexpr int many = 8;

/// A session whose journal is the test's own business.
struct Opened
{
    explicit Opened(const QString &file, const Sandbox &sandbox, JournalOptions options = {})
        : journal(file, options)
    {
        const auto isOpen = answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); });
        if (!isOpen)
            qFatal("the journal does not open: %s", qPrintable(isOpen.error().detail));
        auto signedIn =
            signIn({sandbox.url(), {}}, Sandbox::user(), Sandbox::password(), journal, quickPolicy(), quickPace());
        if (!signedIn || !load(**signedIn))
            qFatal("the sign-in failed");
        subscription = std::move(*signedIn);
    }

    SqliteJournal journal;
    std::unique_ptr<Subscription> subscription;
};

} // namespace

/// A disk that takes no more, in the middle of a plan and before it.
class LocalFaultsTest : public QObject
{
    Q_OBJECT
private slots:
    void aJournalThatCannotBeWrittenStopsThePlan_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<int>("writes");
        QTest::addColumn<bool>("restarts");
        for (const bool restarts : {false, true}) {
            const char *then = restarts ? "the program starts again" : "there is room again";
            QTest::addRow("60: before a write leaves, then %s", then) << u"begin"_s << 2 << restarts;
            QTest::addRow("60: after its answer, then %s", then) << u"end"_s << 3 << restarts;
            QTest::addRow("60: after it was read back, then %s", then) << u"observe"_s << 1 << restarts;
        }
    }
    /// Nothing is sent that is not written down, and nothing of what was sent is lost.
    void aJournalThatCannotBeWrittenStopsThePlan()
    {
        QFETCH(QString, call);
        QFETCH(int, writes);
        QFETCH(bool, restarts);
        WriteSession t({.agents = 0});
        // The third of these calls fails, or the first read-back, which is the canary's.
        t.failing.onCall = [&] {
            const bool now = t.failing.calls.count(call) >= 2;
            t.failing.failBegin = now && call == "begin"_L1;
            t.failing.failEnd = now && call == "end"_L1;
        };
        t.failing.failObserve = call == "observe"_L1;
        Failure told;
        connect(t.subscription.get(), &Subscription::journalFailed, t.subscription.get(),
                [&](const Failure &failure) { told = failure; });
        t.apply(t.newOwners(many));
        const PlanId plan = t.run().plan().id;
        QVERIFY(t.pauses(Pause::JournalFailed));
        QCOMPARE(told.kind, Kind::NotStored);
        QCOMPARE(told.code, u"SQLITE_FULL"_s);
        QCOMPARE(t.writes(), writes);
        t.failing.onCall = {};
        t.run().resume(); // still no room
        QVERIFY(t.pauses(Pause::JournalFailed));
        QCOMPARE(t.writes(), writes);
        QCOMPARE(t.refresh(), KeyList::State::Loaded); // looking goes on

        // What is known can be kept elsewhere.
        const QByteArray report = rescueReport(t.run().plan(), QDateTime::currentDateTimeUtc());
        const QJsonArray reported = QJsonDocument::fromJson(report).object().value("changes"_L1).toArray();
        QCOMPARE(reported.size(), many);
        for (int i = 0; i < many; ++i)
            QCOMPARE(reported[i].toObject().value("state"_L1).toString(), QString(toWire(t.state(i))));

        t.failing.failBegin = t.failing.failEnd = t.failing.failObserve = false;
        if (restarts) {
            t.open();
            t.subscription->runs().resumeUnfinished(plan);
            t.takeUp(plan);
        } else {
            t.run().resume();
        }
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), many);
        QCOMPARE(t.writes(), restarts ? many - writes : many); // of this session
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 60 with the real journal: the file may not grow any more.
    void aFullDiskStopsThePlanAndTheNextProgramGoesOn()
    {
        const Sandbox sandbox({.keys = 60, .agents = 0});
        QTemporaryDir folder;
        const QString file = folder.filePath(u"journal.sqlite"_s);
        PlanId plan;
        {
            Opened roomy(file, sandbox);
            QList<Change> changes;
            for (int i = 0; i < 50; ++i)
                changes << editOf(*roomy.subscription, WriteSession::key(i), {.owner = WriteSession::owner});
            plan = stageAndApply(*roomy.subscription, changes).value();
            roomy.subscription->runs().find(plan)->pause();
        }
        int pages = 0;
        {
            SQLite::Database database(file.toStdString(), SQLite::OPEN_READWRITE);
            pages = database.execAndGet("PRAGMA page_count").getInt();
        }
        {
            Opened full(file, sandbox, {.maxPages = pages + 3});
            RunCenter &runs = full.subscription->runs();
            runs.resumeUnfinished(plan);
            ApplyRun &run = *runs.find(plan);
            QVERIFY(waitUntil([&] { return run.pauseReason() == Pause::JournalFailed; }));
            const qsizetype sent = sandbox.writes().size();
            QVERIFY(sent < 50);
            run.resume();
            QVERIFY(waitUntil([&] { return run.pauseReason() == Pause::JournalFailed; }));
            QCOMPARE(sandbox.writes().size(), sent);

            // A new plan is refused as a whole, and the edits stay where they are.
            const Change change = editOf(*full.subscription, WriteSession::key(55), {.disabled = true});
            const Result<PlanId> refused = stageAndApply(*full.subscription, QList<Change>{change} + bulkyChanges());
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, u"SQLITE_FULL"_s);
            QVERIFY(full.subscription->staging.find(WriteSession::key(55)));
            full.subscription->staging.clear(u"discard"_s);
        }
        Opened roomy(file, sandbox);
        RunCenter &runs = roomy.subscription->runs();
        QCOMPARE(runs.unfinished().size(), 1);
        runs.resumeUnfinished(plan);
        QVERIFY(waitUntil([&] { return runs.find(plan)->isFinished(); }));
        for (const Change &change : runs.find(plan)->plan().changes)
            QCOMPARE(change.state, Verified);
        QCOMPARE(sandbox.writes().size(), 50);
        QCOMPARE(brokenPromise(sandbox, roomy.journal), QString());
    }

private:
    /// More than a few free pages hold.
    static QList<Change> bulkyChanges()
    {
        QList<Change> changes;
        for (int i = 0; i < 20; ++i) {
            Change change{.operation = Operation::Create, .label = QString(4'000, u'x')};
            change.desired = {{keyfields::title, change.label + QString::number(i)}};
            changes << change;
        }
        return changes;
    }
};

QTEST_GUILESS_MAIN(LocalFaultsTest)
#include "tst_localfaults.moc"
