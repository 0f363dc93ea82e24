// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/eventchain.h"

#include <QHash>

#include <memory>

/// The journal's tables, written and pruned; used on one thread only, the store thread. Every function is one durable
/// commit and throws SQLite::Exception when it cannot be made.
class JournalDatabase
{
public:
    explicit JournalDatabase(std::unique_ptr<SQLite::Database> database);
    ~JournalDatabase();

    Plan storePlan(const Plan &plan, const QDateTime &now);
    void setPlanState(PlanId plan, Plan::State state, const QDateTime &now);
    void beginAttempt(const Attempt &attempt);
    void endAttempt(const AttemptOutcome &outcome, const QList<ChangeUpdate> &updates, const QDateTime &now);
    void observe(const QList<Observation> &observations, const QList<ChangeUpdate> &updates, const QDateTime &now);
    void update(const QList<ChangeUpdate> &updates, const QDateTime &now);
    void note(const QString &kind, const QString &ref, const QString &text, const QDateTime &now);
    void leaveStaged(const Plan &plan);
    void saveStaged(const QString &subscription, const QList<Change> &staged);
    void takeLease(const QString &instance, const QString &host, qint64 pid, const QDateTime &now);
    /// Removes whole finished plans that are older than `keepDays`, and the oldest while more than `keepBytes` are in
    /// use; each leaves an event behind. Returns how many.
    int prune(const QDateTime &now, int keepDays, qint64 keepBytes);

    SQLite::Database &database() { return *m_database; }
    qint64 commits() const { return m_commits; }

private:
    SQLite::Statement &prepared(const char *sql);
    void write(const QList<ChangeUpdate> &updates);
    void removePlan(qint64 plan, const QDateTime &now);
    template <typename F>
    void commit(F work);

    std::unique_ptr<SQLite::Database> m_database;
    EventChain m_events;
    QByteArray m_salt;
    QHash<const char *, std::shared_ptr<SQLite::Statement>> m_statements;
    qint64 m_commits = 0;
};
