// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/applyrun.h"

#include <QTimer>

#include <memory>
#include <vector>

/// The runs of one subscription: one carries out changes at a time, the others wait. Runs live here, not in panes, so
/// closing a pane abandons nothing.
class RunCenter : public QObject
{
    Q_OBJECT
public:
    RunCenter(QString subscription, ObjectPort &port, Journal &journal, RunPace pace = {}, QObject *parent = nullptr);
    ~RunCenter() override;

    /// Stores the plan durably, then starts it, or queues it behind the one that runs. `done` gets the plan's id.
    void apply(const Plan &plan, std::function<void(const Result<PlanId> &)> done);

    /// Plans that an earlier session left unfinished; they are offered, never started by themselves. Those that only
    /// wait for agents to call in are looked after at once, since that sends nothing.
    void findUnfinished();
    const QList<Plan> &unfinished() const { return m_unfinished; }
    void resumeUnfinished(PlanId plan);
    /// Cancels what was never sent and verifies the rest.
    void abandonUnfinished(PlanId plan);
    /// A plan of an earlier session some of whose changes wait for a person: afterwards find() has its run, to which
    /// decisions can be given. One that was left unfinished is paused: what was not sent waits for resume().
    void reopen(const Plan &plan);

    ApplyRun *current() const; ///< the run that works or is paused; nullptr when idle
    ApplyRun *find(PlanId plan) const;
    bool isBusy() const { return current() != nullptr; }
    int waiting() const;
    void shutDown(std::chrono::milliseconds limit);

signals:
    void changed(); ///< runs began, ended, moved
    void changeMoved(PlanId plan, ChangeId change);
    /// The same for whoever looks at whole plans: a plan of thousands moves thousands of times a second, and this comes
    /// a few times.
    void plansMoved(const QSet<PlanId> &plans);
    void finished(PlanId plan);
    void quiet(); ///< after shutDown
    void journalFailed(const Failure &failure);

private:
    void adopt(const Plan &plan, bool paused = false);
    void startNext();
    void noteMoved(PlanId plan);
    void noteUndone(ChangeId change);

    QString m_subscription;
    ObjectPort &m_port;
    Journal &m_journal;
    RunPace m_pace;
    std::vector<std::unique_ptr<ApplyRun>> m_runs; ///< in order of arrival; finished ones stay for their results
    QList<Plan> m_unfinished;
    QSet<PlanId> m_moved; ///< since plansMoved() was told last
    QTimer m_tellMoved;
};
