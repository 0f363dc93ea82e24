// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QRandomGenerator>

#include <chrono>
#include <functional>

/// How long to wait for what, with clock and chance injected for tests.
struct RetryPolicy
{
    using ms = std::chrono::milliseconds;

    /// Upper bounds of the pauses before the second, third … try of a read; their number bounds the tries.
    QList<ms> pauses{std::chrono::seconds(1), std::chrono::seconds(2), std::chrono::seconds(4)};
    ms connectDeadline = std::chrono::seconds(10);
    ms idleDeadline = std::chrono::seconds(30);
    ms readDeadline = std::chrono::seconds(120);
    ms writeDeadline = std::chrono::seconds(90);
    qint64 bodyCap = 64 * 1024 * 1024;
    /// Tokens shared by all repeats, so that a dead server is not hammered by many panes.
    int quota = 100, quotaPerRetry = 5, quotaPerTimeout = 10;
    ms concurrencyPause = std::chrono::seconds(2); ///< at least, after "too many calls at once"
    int readsAtOnce = 2;

    std::function<double()> random = [] { return QRandomGenerator::global()->generateDouble(); };
    std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
};
