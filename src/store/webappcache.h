// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/webappstore.h"
#include "store/workerthread.h"

#include <QObject>

/// Scanner and lock of the web apps of one subscription in an SQLite file of their own. A file that cannot be used is
/// made anew. Two programs may share it: whoever writes last has read last.
///
/// All work happens on a thread of its own, in the order of the calls. The destructor waits for what was to be kept.
class WebAppCache final : public QObject, public WebAppStore
{
    Q_OBJECT
public:
    /// Where the cache of a subscription is; the fingerprint is hexadecimal.
    static QString fileFor(const QString &dataFolder, const QString &fingerprint);

    explicit WebAppCache(QString file, QObject *parent = nullptr);
    ~WebAppCache() override;

    void load(std::function<void(const Result<KeptScanners> &)> done) override;
    void keep(const KeptScanners &scanners) override;

private:
    class Worker;

    WorkerThread<Worker> m_worker;
};
