// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

/// Works on values on another thread and hands the result to the window's. `done` is not called once `context` is gone.
template <typename Work, typename Done>
void inBackground(QObject *context, Work work, Done done)
{
    QThreadPool::globalInstance()->start([guard = QPointer(context), work = std::move(work), done = std::move(done)] {
        QMetaObject::invokeMethod(
            qApp,
            [guard, done, result = work()] {
                if (guard)
                    done(result);
            },
            Qt::QueuedConnection);
    });
}
