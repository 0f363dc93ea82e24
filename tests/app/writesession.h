// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/keyfields.h"
#include "edits.h"
#include "store/sqlitejournal.h"
#include "support/failingjournal.h"
#include "support/faultproxy.h"
#include "support/sandbox.h"
#include "support/waiting.h"
#include "wirepromises.h"

#include <QTemporaryDir>

using Pause = ApplyRun::Pause;

/// A person at the program, without its window: signed in to a real sandbox through a proxy that can break things. All
/// edits go the one way: staged, planned, carried out by the subscription's runs.
class WriteSession
{
public:
    explicit WriteSession(SandboxOptions options = {}, RetryPolicy policy = quickPolicy(), RunPace pace = quickPace());

    /// Signs in anew, as after the program was started again, and reads everything. The log is empty afterwards.
    void open();
    /// Reads the list again, to the end.
    KeyList::State refresh();
    KeyList &list() const { return subscription->keyList; }

    static qint64 key(int place) { return 5'200'101 + place; } ///< of the sandbox's keys, by their order from 0
    Change edit(qint64 id, const KeyBulkEdit &edit) const { return editOf(*subscription, id, edit); }
    Change newOwner(qint64 id) const { return edit(id, {.owner = owner}); }
    Change remove(qint64 id) const { return deletionOf(*subscription, id); }
    Change create(const QString &title) const { return creationOf(*subscription, title, owner); }
    QList<Change> newOwners(int count, int first = 0) const;
    QList<Change> creates(int count) const; ///< "new 0", "new 1" …

    /// Stages and applies; the plan is on disk afterwards, and carried out from then on.
    void apply(const QList<Change> &changes);
    ApplyRun &run() const; ///< of the plan applied last
    void takeUp(PlanId plan) { m_plan = plan; }
    const Change &change(int place = 0) const { return run().plan().changes.at(place); }
    ChangeState state(int place = 0) const { return change(place).state; }
    int count(ChangeState state) const;
    QList<AttemptRecord> attempts(int place = 0);

    [[nodiscard]] bool pauses(Pause reason) const;
    [[nodiscard]] bool finishes() const;
    /// Somebody presses Resume whenever the run has stopped by itself.
    [[nodiscard]] bool finishesWhenResumed() const;

    /// How many requests arrived: "POST:create/ca/agentactkey".
    qsizetype arrived(const QString &pattern) const { return sandbox.logged(pattern).size(); }
    qsizetype writes() const { return sandbox.writes().size(); }
    /// Empty, or which promise of change safety is broken; the sandbox's log and database are the judge.
    QString broken() { return brokenPromise(sandbox, journal); }

    static constexpr UserId owner{410'027'903}; ///< Helena, who owns no key

    Sandbox sandbox;
    FaultProxy proxy;
    QTemporaryDir folder;
    SqliteJournal journal;
    FailingJournal failing; ///< in front of the journal
    std::unique_ptr<Subscription> subscription;

private:
    const RetryPolicy m_policy;
    const RunPace m_pace;
    PlanId m_plan;
};
