// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/agentcachedatabase.h"
#include "store/agentcachefile.h"
#include "store/workerthread.h"

#include <QObject>

/// The agents of one subscription as they were last read, in an SQLite file of their own, so that the next start shows
/// rows at once. Everything in it can be fetched again: a file that cannot be used is replaced and that is reported. It
/// holds no activation key, only the last six characters, the title and a hash that joins agents with their key.
///
/// All work happens on a thread of its own, in the order of the calls; answers come on the thread this object lives on,
/// none after it is gone. Its destructor waits for writes that were asked for and breaks off a load.
class AgentCache final : public QObject, public AgentStore
{
    Q_OBJECT
public:
    /// Where the cache of a subscription is; the fingerprint is hexadecimal.
    static QString fileFor(const QString &dataFolder, const QString &fingerprint);

    explicit AgentCache(QString file, QObject *parent = nullptr);
    ~AgentCache() override;

    void open(Got<Opened> done) override;
    void firstRows(int count, Got<QList<Agent>> done) override;
    void load(Got<Loaded> done) override;
    /// In commits of 1,000.
    void upsert(const QList<Agent> &agents, std::optional<qint64> cursor, Done done) override;
    void remove(const QList<AssetId> &ids, Done done) override;
    void beginRefresh(const QDateTime &now, Done done) override;
    void finishRefresh(const QDateTime &complete, Got<QList<AssetId>> removed) override;
    void noteComplete(const QDateTime &complete, Done done) override;

private:
    class Worker;
    template <typename T, typename F>
    void ask(F work, std::function<void(const Result<T> &)> done);

    std::stop_source m_stop;
    WorkerThread<Worker> m_worker;
};
