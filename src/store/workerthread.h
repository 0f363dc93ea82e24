// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

/// A worker, a QObject, on a thread of its own. What is asked of it is done in the order of the calls; at the end all
/// of it is done first: a commit once asked for is made. To be held by whoever answers are for, so that none comes
/// after that is gone.
template <typename Worker>
class WorkerThread
{
public:
    WorkerThread(const QString &name, std::shared_ptr<Worker> worker)
        : m_worker(std::move(worker))
    {
        m_thread.setObjectName(name);
        m_worker->moveToThread(&m_thread);
        m_thread.start();
    }
    ~WorkerThread()
    {
        QMetaObject::invokeMethod(m_worker.get(), [this] {
            m_worker.reset();
            m_thread.quit();
        });
        m_thread.wait();
    }
    WorkerThread(const WorkerThread &) = delete;
    WorkerThread &operator=(const WorkerThread &) = delete;

    /// `work(worker)` there, and what it returns to `done` on the thread of `answers`.
    template <typename T, typename F>
    void ask(QObject *answers, F work, std::function<void(const Result<T> &)> done)
    {
        run([answers, work = std::move(work), done = std::move(done)](Worker &worker) mutable {
            Result<T> result = work(worker);
            QMetaObject::invokeMethod(
                answers, [done = std::move(done), result = std::move(result)] { done(result); }, Qt::QueuedConnection);
        });
    }
    template <typename F>
    void run(F work)
    {
        QMetaObject::invokeMethod(
            m_worker.get(), [worker = m_worker.get(), work = std::move(work)]() mutable { work(*worker); },
            Qt::QueuedConnection);
    }

private:
    QThread m_thread;
    std::shared_ptr<Worker> m_worker;
};
