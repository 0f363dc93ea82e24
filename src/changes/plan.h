// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/change.h"

#include <chrono>

/// When a run stops by itself.
struct StopRules
{
    bool stopAfterFailures = true;     ///< three in a row, or more than a fifth of the last twenty
    bool createAgainIfNotSent = false; ///< a create that provably never left may be sent again without asking

    friend bool operator==(const StopRules &, const StopRules &) = default;
};

/// The changes reviewed together, fixed from the moment a person confirms: applying checks the digest of what was
/// shown.
struct Plan
{
    PlanId id;                ///< given by the journal
    QString subscription;     ///< fingerprint of platform and user; a plan runs nowhere else
    QString subscriptionName; ///< for people
    QString actor;            ///< login
    QString appVersion;
    QDateTime createdUtc;
    QList<Change> changes;
    StopRules rules;
    QByteArray digest; ///< sha256 over everything the review sheet showed
    bool undo = false;
    QList<Change> taken = {}; ///< the staged edits it was made of; known only until it is stored

    enum class State { Reviewed, Running, Paused, Finished, Cancelled };
    State state = State::Reviewed;

    friend bool operator==(const Plan &, const Plan &) = default;
};
constexpr auto wireTable(Plan::State)
{
    using namespace Qt::StringLiterals;
    using enum Plan::State;
    return std::to_array<Wire<Plan::State>>({{Reviewed, "REVIEWED"_L1},
                                             {Running, "RUNNING"_L1},
                                             {Paused, "PAUSED"_L1},
                                             {Finished, "FINISHED"_L1},
                                             {Cancelled, "CANCELLED"_L1}});
}

/// A verified change was taken back by a change of another plan. False when it was not verified, or is not there.
bool noteUndone(Change &change);
bool noteUndone(Plan &plan, ChangeId change);

/// sha256 of the canonical JSON of changes as reviewed, subscription, rules and actor. What a run adds to a change (its
/// state, the id a create got) is not part of it, so it holds before, during and after the run.
QByteArray planDigest(const Plan &plan);

/// What the review sheet says about size. Estimates come from the number of requests and the pace given.
struct PlanSize
{
    int objects = 0, creates = 0, updates = 0, deletes = 0;
    int disables = 0;                  ///< among the updates
    qint64 agentsTouched = 0;          ///< by applyOnAgents
    int agents = 0;                    ///< changes of agents, among all of these
    int modulesOn = 0, modulesOff = 0; ///< agents that get, that lose a module
    int uninstalls = 0;                ///< among the deletes
    int webApps = 0;                   ///< changes of web apps, among all of these
    int purges = 0;                    ///< web apps that lose their findings
    int takeovers = 0;                 ///< new web apps for which an existing one loses its findings and scans
    int launches = 0, cancels = 0;     ///< scans that are started, that are stopped
    int writes = 0, reads = 0;         ///< requests
    int cannotBeUndone = 0;
    std::chrono::seconds estimate{0};
    /// More than 25 objects or agents (or a tenth of `fleet`) disabled, deleted or reached by applyOnAgents: the number
    /// has to be typed. 0 when not.
    qint64 typeToConfirm = 0;
};
PlanSize sizeOf(const Plan &plan, qint64 fleet, std::chrono::milliseconds perRequest = std::chrono::milliseconds(1000));

/// The changes as they travel, each in requests of its own kind: those of agents are split as below, and a change of a
/// web app into its settings, its scanner, its URL and a purge, which need a permission each. What needs the least
/// comes first, so that a permission that is missing loses nothing else.
QList<Change> splitByRequest(const QList<Change> &changes);

/// Modules on, modules off, tags, key and each kind of scan are requests of their own: a change of several of them
/// becomes several, and all that switch modules off come first, whoever wished for them, since one may make room for
/// another. What may travel together stands together afterwards.
QList<Change> splitAgentChanges(const QList<Change> &changes);
/// Changes of agents with the same name may travel in one request; empty for what has to go alone.
QString agentGroup(const Change &change);

inline constexpr int canarySizes[] = {1, 10};
inline constexpr int fullBatch = 50;
/// Sizes of the groups in which a run proceeds: a canary of one, ten, then groups of fifty.
QList<int> batchSizes(int changes, int full = fullBatch);
