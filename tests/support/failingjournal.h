// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"

#include <QStringList>

/// A journal in front of another one that refuses to write the calls it is told to, as a full disk does. It also keeps
/// the order of the calls, for tests of what is committed when.
class FailingJournal : public Journal
{
public:
    explicit FailingJournal(Journal &behind)
        : m_behind(behind)
    {
    }

    bool failBegin = false, failEnd = false, failObserve = false, failUpdate = false, failPlan = false;
    QStringList calls;
    std::function<void()> onCall; ///< right after each call was handed on

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

private:
    void called() const;
    bool refuses(const QString &call, bool failing, const Done &done);

    Journal &m_behind;
};
