// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "domain/agents/agentcolumns.h"

#include <functional>

/// How far the list of agents that is kept has come.
struct AgentStoreState
{
    QDateTime complete;     ///< UTC; when the reads began that made it complete; invalid: never
    QDateTime refreshBegun; ///< UTC; of a read of everything that has not been finished; invalid: none
    qint64 cursor = 0;      ///< and the id it has come to

    friend bool operator==(const AgentStoreState &, const AgentStoreState &) = default;
};

/// Where agents are kept from one start of the program to the next. Everything in it can be fetched again. Work is done
/// elsewhere, in the order of the calls; answers come on the caller's thread, none after the store is gone.
class AgentStore
{
public:
    template <typename T>
    using Got = std::function<void(const Result<T> &)>;
    using Done = std::function<void(const Outcome &)>;

    enum class Found {
        Sound,
        Nothing, ///< made now
        Damaged, ///< moved aside; made anew
        Older,   ///< of an earlier schema, removed; made anew
        Newer    ///< of a later schema, moved aside for the program that wrote it; made anew
    };
    struct Opened
    {
        Found found = Found::Sound;
        QString setAside;      ///< where a file that could not be used was moved to
        bool readOnly = false; ///< another program keeps this list: writes fail with code CACHE_IN_USE
        AgentStoreState state;
        bool isEmpty = true;
    };
    struct Loaded
    {
        /// To be moved out of: the columns are the caller's. Never null. Rows are in the order of the ids.
        std::shared_ptr<AgentColumns> columns;
        qint64 unreadable = 0; ///< rows left out as damaged; more than none is a reason for a full refresh
    };

    virtual ~AgentStore() = default;

    /// First of all, and again after a failure. Failures are of kind NotStored; code CACHE_IN_USE, CACHE_DAMAGED,
    /// CACHE_CLOSED, PERMISSIONS or the database's own.
    virtual void open(Got<Opened> done) = 0;
    /// As many as fill a window, before load() is through; in the order of the ids.
    virtual void firstRows(int count, Got<QList<Agent>> done) = 0;
    virtual void load(Got<Loaded> done) = 0;

    /// `cursor` is how far the refresh under way has come with these, to go on there after a restart.
    virtual void upsert(const QList<Agent> &agents, std::optional<qint64> cursor, Done done) = 0;
    virtual void remove(const QList<AssetId> &ids, Done done) = 0;
    /// A refresh of all agents begins; the one that was under way, if any, counts no more.
    virtual void beginRefresh(const QDateTime &now, Done done) = 0;
    /// All have come: those that have not are removed and told. The list is as it was at `complete`.
    virtual void finishRefresh(const QDateTime &complete, Got<QList<AssetId>> removed) = 0;
    /// What was updated since has come too, and the number is right.
    virtual void noteComplete(const QDateTime &complete, Done done) = 0;
};
