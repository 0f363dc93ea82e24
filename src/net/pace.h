// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httprequest.h"
#include "net/retrypolicy.h"

#include <QHash>

#include <any>

/// When the next request may leave: the service's limits where it announces them, our own brake where it does not.
/// Counters are per call name, so a wait for one call does not stop the others.
class Pace
{
public:
    explicit Pace(const RetryPolicy &policy);

    /// "/qps/rest/1.0/get/ca/agentactkey/12?x=y" and its siblings for other objects are one call name.
    static QString callOf(const QString &path);

    struct Traffic
    {
        int inFlight = 0, writes = 0;
    };
    bool lets(HttpRequest::Priority priority, bool writes, const QString &call, Traffic now) const;

    /// What an answer, or its absence, says about the next requests.
    void take(const QString &call, const Result<std::any> &value, const RateLimits &announced);

    const RateLimits &limits() const { return m_limits; }
    /// The latest moment until which the service asked us to wait; invalid when there is none.
    QDateTime pausedUntil() const;
    /// How long until it is worth asking again because of a wait; nothing when there is none.
    std::optional<std::chrono::milliseconds> untilRecheck() const;

private:
    /// Ends by the wall clock or by the uptime, whichever is first: one stands still in a sleeping machine, the other
    /// may be set back by a person.
    struct Wait
    {
        QDateTime until;
        std::chrono::milliseconds uptime{0};
    };
    using Waits = QHash<QString, Wait>;

    std::chrono::milliseconds leftOf(const Wait &wait) const;
    bool holds(const Waits &waits, const QString &call) const;
    void hold(Waits &waits, const QString &call, std::chrono::milliseconds length);
    void takeLimits(const QString &call, const RateLimits &announced);
    void takeRefusal(const QString &call, const Failure &failure);
    void takeClean(const QString &call);
    int ceiling() const;

    RetryPolicy m_policy;
    RateLimits m_limits;
    Waits m_pauses;                 ///< for everybody; the empty name stands for all calls
    Waits m_reserves;               ///< for bulk work, which leaves the rest of the budget to people
    QHash<QString, int> m_refusals; ///< in a row
    int m_brake;                    ///< calls at once; falls to 1 when the service says too many, then grows again
    int m_clean = 0;
};
