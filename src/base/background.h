// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QPointer>

#include <functional>
#include <utility>

/// For work that takes longer than a frame. Not Qt's own pool: painting waits for that one, and with it the window.
/// Ends with the application, which waits for it.
void runInBackground(std::function<void()> work);

/// Works on values on another thread and hands the result to the application's. `done` is not called once `context` is
/// gone.
template <typename Work, typename Done>
void inBackground(QObject *context, Work work, Done done)
{
    runInBackground([guard = QPointer(context), work = std::move(work), done = std::move(done)] {
        QMetaObject::invokeMethod(
            qApp,
            [guard, done, result = work()] {
                if (guard)
                    done(result);
            },
            Qt::QueuedConnection);
    });
}

/// So many changes are counted, listed or compared at once; more take longer than a frame.
inline constexpr qsizetype mostAtOnce = 100;

/// inBackground() for more than that; otherwise `done` is called before this returns.
template <typename Work, typename Done>
void atOnceOrInBackground(qsizetype count, QObject *context, Work work, Done done)
{
    if (count <= mostAtOnce)
        done(work());
    else
        inBackground(context, std::move(work), std::move(done));
}

/// Frees a value on another thread: a hundred thousand changes take longer than a frame.
template <typename T>
void releaseInBackground(T value)
{
    runInBackground([value = std::move(value)] {});
}
