// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ticket.h"
#include "changes/plan.h"
#include "net/httprequest.h"

#include <QUuid>

#include <functional>

/// A change's new standing, written together with what caused it.
struct ChangeUpdate
{
    ChangeId change;
    ChangeState state = ChangeState::Staged;
    ChangeReason reason;
    std::optional<qint64> object; ///< once a create's id is known
    std::optional<QJsonObject> after;
    std::optional<QJsonObject> base; ///< Change::base, taken at preflight
};

/// One request about to be put on the wire.
struct Attempt
{
    QUuid uuid;
    QString endpoint;
    QByteArray method;
    QByteArray bodySha256;
    QByteArray bodyRedacted;
    QDateTime startedUtc;
    QList<ChangeId> changes;
};

struct AttemptOutcome
{
    QUuid uuid;
    Exchange exchange;
    std::optional<Failure> failure;
};

/// What a read after a write found.
struct Observation
{
    ChangeId change;
    QDateTime readUtc;
    QString source; ///< "search", "get"
    QJsonObject fields;
    bool matches = false;
    QList<FieldDifference> differences;
};

/// A line of the audit trail; each carries the hash of the one before.
struct JournalEvent
{
    qint64 seq = 0;
    QDateTime utc;
    QString kind, ref, text;
};

struct PlanSummary
{
    Plan plan; ///< its changes without what stood before, in between and after: Journal::plan() knows
    QDateTime finishedUtc;
};

struct AttemptRecord
{
    Attempt attempt;
    std::optional<AttemptOutcome> outcome; ///< none: it began and never settled
    QList<Observation> observations;
};

/// The record of what was sent and what came of it: on disk before it is on the wire. All functions return at once and
/// answer on the UI thread; nothing is skipped when the disk is full, it is reported.
class Journal
{
public:
    virtual ~Journal() = default;
    using Done = std::function<void(const Outcome &)>;
    template <typename T>
    using Got = std::function<void(const Result<T> &)>;

    /// Gives the plan and its changes their ids. Changes that were staged leave the staged edits in the same commit, so
    /// that no crash can bring them back beside the plan.
    virtual void storePlan(const Plan &plan, Got<Plan> done) = 0;
    /// Running also turns what is PLANNED into QUEUED.
    virtual void setPlanState(PlanId plan, Plan::State state, Done done) = 0;
    /// Durable SENDING rows; the request leaves only after `done` said so.
    virtual void beginAttempt(const Attempt &attempt, Done done) = 0;
    /// The outcome and what follows from it, one durable commit.
    virtual void endAttempt(const AttemptOutcome &outcome, const QList<ChangeUpdate> &updates, Done done) = 0;
    virtual void observe(const QList<Observation> &observations, const QList<ChangeUpdate> &updates, Done done) = 0;
    virtual void update(const QList<ChangeUpdate> &updates, Done done) = 0;
    virtual void note(const QString &kind, const QString &ref, const QString &text) = 0;

    /// Newest first; `subscription` empty means all. What a list shows: a plan of ten thousand takes megabytes more
    /// when it is whole.
    virtual void history(const QString &subscription, int plans, Got<QList<PlanSummary>> done) = 0;
    /// One plan, whole; NotFound when there is none of this number.
    virtual void plan(PlanId id, Got<Plan> done) = 0;
    /// Plans with changes that are neither terminal nor waiting for a person.
    virtual void unfinished(const QString &subscription, Got<QList<Plan>> done) = 0;
    virtual void attemptsOf(ChangeId change, Got<QList<AttemptRecord>> done) = 0;
    virtual void events(int count, Got<QList<JournalEvent>> done) = 0;
    struct ChainReport
    {
        qint64 events = 0;
        bool intact = false;
        qint64 firstBroken = 0;
        QByteArray head;
    };
    virtual void verifyChain(Got<ChainReport> done) = 0;

    /// Edits staged but not planned survive the program's end.
    virtual void saveStaged(const QString &subscription, const QList<Change> &staged, Done done) = 0;
    virtual void loadStaged(const QString &subscription, Got<QList<Change>> done) = 0;
};
