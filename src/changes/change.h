// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "base/wire.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

using ChangeId = Id<struct Change>;
using PlanId = Id<struct Plan>;

enum class ObjectType { ActivationKey, Agent, WebApp, Scan };
constexpr auto wireTable(ObjectType)
{
    using namespace Qt::StringLiterals;
    using enum ObjectType;
    return std::to_array<Wire<ObjectType>>(
        {{ActivationKey, "activation-key"_L1}, {Agent, "agent"_L1}, {WebApp, "web-app"_L1}, {Scan, "was-scan"_L1}});
}

enum class Operation { Create, Update, Delete };
constexpr auto wireTable(Operation)
{
    using namespace Qt::StringLiterals;
    using enum Operation;
    return std::to_array<Wire<Operation>>({{Create, "create"_L1}, {Update, "update"_L1}, {Delete, "delete"_L1}});
}

/// Where a change stands. Terminal: Discarded, Cancelled, Noop, Verified, Rejected, Undone. Waiting for a person:
/// Conflict, Mismatch, NeedsHuman. Everything else is in passing and resumable; Requested is so for hours: the service
/// has acknowledged, and what it was asked for shows when the agent has called in.
enum class ChangeState {
    Staged,
    Discarded,
    Planned,
    Queued,
    Preflight,
    Conflict,
    Noop,
    Sending,
    Acked,
    Unknown,
    Reconciling,
    Verifying,
    Verified,
    Mismatch,
    Rejected,
    Cancelled,
    NeedsHuman,
    Undone,
    Requested,
};
constexpr auto wireTable(ChangeState)
{
    using namespace Qt::StringLiterals;
    using enum ChangeState;
    return std::to_array<Wire<ChangeState>>({
        {Staged, "STAGED"_L1},       {Discarded, "DISCARDED"_L1},     {Planned, "PLANNED"_L1},
        {Queued, "QUEUED"_L1},       {Preflight, "PREFLIGHT"_L1},     {Conflict, "CONFLICT"_L1},
        {Noop, "NOOP"_L1},           {Sending, "SENDING"_L1},         {Acked, "ACKED"_L1},
        {Unknown, "UNKNOWN"_L1},     {Reconciling, "RECONCILING"_L1}, {Verifying, "VERIFYING"_L1},
        {Verified, "VERIFIED"_L1},   {Mismatch, "MISMATCH"_L1},       {Rejected, "REJECTED"_L1},
        {Cancelled, "CANCELLED"_L1}, {NeedsHuman, "NEEDS_HUMAN"_L1},  {Undone, "UNDONE"_L1},
        {Requested, "REQUESTED"_L1},
    });
}
constexpr bool isTerminal(ChangeState s)
{
    using enum ChangeState;
    return s == Discarded || s == Cancelled || s == Noop || s == Verified || s == Rejected || s == Undone;
}
constexpr bool needsPerson(ChangeState s)
{
    using enum ChangeState;
    return s == Conflict || s == Mismatch || s == NeedsHuman;
}

/// One value of one field, three ways.
struct FieldDifference
{
    QString field;
    QJsonValue was;    ///< as we read it before
    QJsonValue server; ///< as the service holds it now
    QJsonValue wanted;

    friend bool operator==(const FieldDifference &, const FieldDifference &) = default;
};

/// Why a change stands where it stands, as facts; panes find the words.
struct ChangeReason
{
    enum class Kind {
        None,
        ObjectVanished, ///< gone, or out of the user's scope
        FieldsDiffer,   ///< somebody else changed edited fields (conflict), or the read-back differs (mismatch)
        Refused,        ///< `failure` holds the service's words
        NotSent,        ///< provably never left
        ReplyLost,
        AdoptedAfterLostReply,
        SeveralCandidates, ///< a lost create matches more than one new object
        NoCandidate,
        StoppedByRun, ///< the run stopped before its turn
        ByPerson,
        AlreadyAsWanted,
        LeftOut,      ///< the answer to a request for many did not name this object
        NotYetSeen,   ///< requested, and at the last look still not there
        WaitedInVain, ///< for an earlier change of the same object, which did not come about
    };
    Kind kind = Kind::None;
    QList<FieldDifference> fields;
    std::optional<Failure> failure;
    QList<qint64> candidates;    ///< object ids, for SeveralCandidates
    bool unrelatedDrift = false; ///< other fields changed on the service meanwhile; noted, not stopped
    bool replyLost = false;      ///< of NotYetSeen: nor did the service ever say that it accepted it
    QDateTime until; ///< UTC; the service asked to wait until then, or when it was looked at last (NotYetSeen)

    friend bool operator==(const ChangeReason &, const ChangeReason &) = default;
};
QJsonObject toJson(const ChangeReason &reason);
ChangeReason reasonFromJson(const QJsonObject &json);

/// One object, one operation. Field values are named as in domain/keyfields.h, agentfields.h, webappfields.h or
/// scanfields.h and free of secrets.
struct Change
{
    ChangeId id; ///< given by the journal when the plan is stored
    ObjectType type = ObjectType::ActivationKey;
    Operation operation = Operation::Update;
    qint64 object = 0;   ///< 0 for a create until its object is known
    QString label;       ///< what people call the object: the title it had
    QJsonObject desired; ///< edited fields only; all of them for a create; empty for a delete
    QJsonObject before;  ///< all fields as reviewed; never altered afterwards; empty for a create
    /// What stood on the service right before the write: all fields where that differs from `before`, empty where it
    /// does not. For a create the keys that existed (see preflight.h).
    QJsonObject base;
    QJsonObject after;          ///< all fields as read back; empty until then
    bool applyOnAgents = false; ///< also change the agents that use the key: fan-out, never resent
    qint64 agents = 0;          ///< agents the object had when reviewed, for the blast radius
    ChangeId undoOf;            ///< the change this one takes back

    ChangeState state = ChangeState::Staged;
    ChangeReason reason;

    friend bool operator==(const Change &, const Change &) = default;
};
QJsonObject toJson(const Change &change);
Change changeFromJson(const QJsonObject &json);

/// The pre-image the write stands on.
inline const QJsonObject &baseOf(const Change &change)
{
    return change.operation == Operation::Create || change.base.isEmpty() ? change.before : change.base;
}

/// What undo would do, or why it cannot (change-by-change table of the undo rules). An update that reached the agents
/// is Impossible to take back, yet carries the inverse as a prepared change of its own.
struct UndoOffer
{
    enum class Kind { Undo, DisableInstead, Impossible };
    Kind kind = Kind::Impossible;
    std::optional<Change> change; ///< the inverse, ready to be staged
};
UndoOffer undoOf(const Change &done);
