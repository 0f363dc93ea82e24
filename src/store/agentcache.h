// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "store/agentcachedatabase.h"
#include "store/agentcachefile.h"

#include <QObject>
#include <QThread>

/// The agents of one subscription as they were last read, in an SQLite file of their own, so that the next start shows
/// rows at once. Everything in it can be fetched again: a file that cannot be used is replaced and that is reported. It
/// holds no activation key, only the last six characters, the title and a hash that joins agents with their key.
///
/// All work happens on a thread of its own, in the order of the calls; answers come on the thread this object lives on,
/// none after it is gone. Its destructor waits for writes that were asked for and breaks off a load.
class AgentCache final : public QObject
{
    Q_OBJECT
public:
    template <typename T>
    using Got = std::function<void(const Result<T> &)>;
    using Done = std::function<void(const Outcome &)>;

    struct Opened
    {
        agentcachefile::Found found = agentcachefile::Found::Sound;
        QString setAside;      ///< where a file that could not be used was moved to
        bool readOnly = false; ///< another program keeps this cache: writes fail with code CACHE_IN_USE
        AgentCacheState state;
        qint64 agents = 0;
    };
    struct Loaded
    {
        /// To be moved out of: the columns are the caller's. Never null.
        std::shared_ptr<AgentColumns> columns;
        qint64 unreadable = 0; ///< rows left out as damaged; more than none is a reason for a full refresh
    };

    /// Where the cache of a subscription is; the fingerprint is hexadecimal.
    static QString fileFor(const QString &dataFolder, const QString &fingerprint);

    explicit AgentCache(QString file, QObject *parent = nullptr);
    ~AgentCache() override;

    /// First of all, and again after a failure. Failures are of kind NotStored; code CACHE_IN_USE, CACHE_DAMAGED,
    /// CACHE_CLOSED, PERMISSIONS or SQLite's name.
    void open(Got<Opened> done);
    /// As many as fill a window, before load() is through.
    void firstRows(int count, Got<QList<Agent>> done);
    void load(Got<Loaded> done);

    /// In commits of 1,000. `cursor` is how far the refresh under way has come with these, to go on there after a
    /// restart.
    void upsert(const QList<Agent> &agents, std::optional<qint64> cursor, Done done);
    void remove(const QList<AssetId> &ids, Done done);
    /// A refresh of all agents begins; the one that was under way, if any, counts no more.
    void beginRefresh(const QDateTime &now, Done done);
    /// All have come: those that have not are removed and told.
    void finishRefresh(const QDateTime &now, Got<QList<AssetId>> removed);

private:
    class Worker;
    template <typename T, typename F>
    void ask(F work, std::function<void(const Result<T> &)> done);

    QThread m_thread;
    std::stop_source m_stop;
    std::shared_ptr<Worker> m_worker;
};
