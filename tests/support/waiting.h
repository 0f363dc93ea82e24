// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

/// Runs the event loop until an asynchronous question is answered; a Failure of kind TimedOut after `limit`.
template <typename T, typename Ask>
Result<T> answerOf(Ask ask, std::chrono::milliseconds limit = std::chrono::seconds(20))
{
    auto loop = std::make_shared<QEventLoop>();
    auto answer = std::make_shared<std::optional<Result<T>>>();
    ask([loop, answer](const Result<T> &result) {
        *answer = result;
        loop->quit();
    });
    QTimer::singleShot(limit, loop.get(), &QEventLoop::quit);
    if (!*answer)
        loop->exec();
    return answer->value_or(failed(Failure::Kind::TimedOut));
}

/// Runs the event loop until the predicate holds; looks after each round of events, unlike QTest::qWaitFor, which
/// sleeps for 10 ms between two looks.
template <typename Predicate>
[[nodiscard]] bool waitUntil(Predicate predicate, std::chrono::milliseconds limit = std::chrono::seconds(20))
{
    QTimer wake;
    wake.start(5);
    for (const QDeadlineTimer deadline(limit); !predicate();) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}
