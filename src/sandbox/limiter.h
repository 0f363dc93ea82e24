// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/exchange.h"
#include "sandbox/options.h"

#include <QHash>

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>

namespace sandbox {

/// Counts the calls of each API, for the whole subscription together: a window that moves along, and those under way.
class Limiter
{
public:
    explicit Limiter(std::optional<LimitRule> rule)
        : m_rule(rule)
    {
    }

    struct Verdict
    {
        enum class Kind { Allowed, TooMany, TooManyAtOnce };
        Kind kind = Kind::Allowed;
        qint64 toWait = 0;       ///< seconds, of TooMany
        int toFinish = 0;        ///< calls, of TooManyAtOnce
        HeaderList headers = {}; ///< none without a rule
    };
    /// Counts the call unless it is refused. The one who asks is under way already.
    Verdict take(const QString &api);

    /// One call that is under way, as long as this lives.
    class UnderWay
    {
    public:
        UnderWay(Limiter &limiter, QString api);
        ~UnderWay();
        UnderWay(const UnderWay &) = delete;
        UnderWay &operator=(const UnderWay &) = delete;

    private:
        Limiter &m_limiter;
        QString m_api;
    };

private:
    using Clock = std::chrono::steady_clock;

    std::optional<LimitRule> m_rule;
    std::mutex m_mutex;
    QHash<QString, std::deque<Clock::time_point>> m_calls;
    QHash<QString, int> m_running;
};

} // namespace sandbox
