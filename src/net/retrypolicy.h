// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QRandomGenerator>

#include <chrono>
#include <functional>

/// How long to wait for what, with clocks and chance injected for tests. The functions are called on the UI thread
/// only.
struct RetryPolicy
{
    using ms = std::chrono::milliseconds;

    /// Upper bounds of the pauses before the second, third … try of a read; their number bounds the tries.
    QList<ms> pauses{std::chrono::seconds(1), std::chrono::seconds(2), std::chrono::seconds(4)};

    ms connectDeadline = std::chrono::seconds(10); ///< to the last byte of the request, TLS included
    ms idleDeadline = std::chrono::seconds(30);
    ms readDeadline = std::chrono::seconds(120); ///< of one try, whatever trickles in
    ms writeDeadline = std::chrono::seconds(90);
    qint64 bodyCap = qint64(64) * 1024 * 1024;

    /// Tokens shared by all repeats, so that a dead server is not hammered by many panes. A success gives one back.
    int quota = 100, quotaPerRetry = 5, quotaPerTimeout = 10;

    int atOnce = 2;                                ///< until the service announces how many calls it takes at once
    int cleanCallsToRaise = 20;                    ///< after "too many calls at once" brought it down to one
    ms concurrencyPause = std::chrono::seconds(2); ///< at least, 2.5 times as much at most
    ms throttledPause = std::chrono::seconds(10);  ///< when the service does not say how long; doubles each time
    ms waitJitter = std::chrono::seconds(3);       ///< on top of an announced wait, so that not all come back at once
    int refusalsBorne = 8;                         ///< how often a read waits for a limit before its caller is told
    ms patience = std::chrono::seconds(30);        ///< work of a lower priority that waited so long goes first
    ms recheck = std::chrono::seconds(1);          ///< how often a wait is held against the clocks

    std::function<double()> random = [] { return QRandomGenerator::global()->generateDouble(); }; ///< [0, 1)
    std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
    /// Does not jump when somebody sets the clock, but stands still in a suspended machine: waits end by either.
    std::function<ms()> uptime = [] {
        return std::chrono::duration_cast<ms>(std::chrono::steady_clock::now().time_since_epoch());
    };
};
