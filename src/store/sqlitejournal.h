// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"
#include "store/workerthread.h"

#include <QObject>

#include <memory>

struct JournalOptions
{
    int keepDays = 400;
    qint64 keepBytes = 200LL * 1024 * 1024;
    int maxPages = 0;               ///< the file's size limit in SQLite pages; 0 for none
    std::function<QDateTime()> now; ///< UTC; the system clock when empty
};

/// The journal in an SQLite file. All work happens on a thread of its own, in the order of the calls; answers come on
/// the thread this object lives on, none after it is gone. Its destructor waits for what was already asked for.
class SqliteJournal final : public QObject, public Journal
{
    Q_OBJECT
public:
    using Options = JournalOptions;
    /// What open() found.
    struct Opened
    {
        bool created = false;
        QString setAside; ///< where a damaged journal was moved to, to be offered for export; empty when it was sound
        int pruned = 0;   ///< old plans removed
    };

    explicit SqliteJournal(QString file, Options options = {}, QObject *parent = nullptr);
    ~SqliteJournal() override;

    /// Everything asked for before the answer waits for it; when it fails, everything fails with its Failure
    /// (NotStored; code JOURNAL_NEWER, JOURNAL_IN_USE, JOURNAL_DAMAGED, PERMISSIONS or SQLite's name). May be called
    /// again.
    void open(Got<Opened> done);

    void storePlan(const Plan &plan, Got<Plan> done) override;
    void setPlanState(PlanId plan, Plan::State state, Done done) override;
    void beginAttempt(const Attempt &attempt, Done done) override;
    void endAttempt(const AttemptOutcome &outcome, const QList<ChangeUpdate> &updates, Done done) override;
    void observe(const QList<Observation> &observations, const QList<ChangeUpdate> &updates, Done done) override;
    void update(const QList<ChangeUpdate> &updates, Done done) override;
    void note(const QString &kind, const QString &ref, const QString &text) override;
    void history(const QString &subscription, int plans, Got<QList<PlanSummary>> done) override;
    void plan(PlanId id, Got<Plan> done) override;
    void unfinished(const QString &subscription, Got<QList<Plan>> done) override;
    void attemptsOf(ChangeId change, Got<QList<AttemptRecord>> done) override;
    void events(int count, Got<QList<JournalEvent>> done) override;
    void verifyChain(Got<ChainReport> done) override;
    void saveStaged(const QString &subscription, const QList<Change> &staged, Done done) override;
    void loadStaged(const QString &subscription, Got<QList<Change>> done) override;

    void commits(Got<qint64> done); ///< how many durable commits since the file was opened

signals:
    /// A note could not be written; everything else reports to who asked.
    void noteFailed(const Failure &failure);

private:
    class Worker;
    template <typename T, typename F>
    void ask(F work, std::function<void(const Result<T> &)> done);

    WorkerThread<Worker> m_worker;
};
