// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/pace.h"

#include <algorithm>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

using Kind = Failure::Kind;

const QString everyCall;

/// More of our own at once would gain nothing and crowd out the customer's other tools.
constexpr int mostReads = 4;
constexpr int mostCalls = mostReads + 1;

constexpr milliseconds longestWait = 24h;

milliseconds scaled(milliseconds length, double by)
{
    return milliseconds(qint64(double(length.count()) * by));
}

} // namespace

Pace::Pace(const RetryPolicy &policy)
    : m_policy(policy)
    , m_brake(mostCalls)
{
}

QString Pace::callOf(const QString &path)
{
    QStringList parts = path.section(u'?', 0, 0).split(u'/', Qt::SkipEmptyParts);
    parts.removeIf([](const QString &part) { return std::ranges::all_of(part, [](QChar c) { return c.isDigit(); }); });
    return parts.join(u'/');
}

bool Pace::lets(HttpRequest::Priority priority, bool writes, const QString &call, Traffic now) const
{
    if (writes && now.writes > 0)
        return false;
    int most = ceiling();
    if (priority != HttpRequest::Priority::Interactive && m_limits.concurrencyLimit)
        most = std::min({most, mostReads, std::max(1, *m_limits.concurrencyLimit - 1)}); // one is left to the person
    if (now.inFlight >= most || holds(m_pauses, call) || holds(m_pauses, everyCall))
        return false;
    const bool bulk = priority == HttpRequest::Priority::BulkWrite || priority == HttpRequest::Priority::Background;
    return !bulk || !holds(m_reserves, call);
}

int Pace::ceiling() const
{
    const int announced =
        m_limits.concurrencyLimit ? std::clamp(*m_limits.concurrencyLimit, 1, mostCalls) : m_policy.atOnce;
    return std::min(announced, m_brake);
}

void Pace::take(const QString &call, const Result<std::any> &value, const RateLimits &announced)
{
    if (announced.announced())
        takeLimits(call, announced);
    if (value)
        takeClean(call);
    else
        takeRefusal(call, value.error());
}

void Pace::takeLimits(const QString &call, const RateLimits &announced)
{
    // Answers leave parts out; a refusal for too many calls at once leaves out the rate. What is known stays.
    const auto learn = [](auto &known, const auto &told) {
        if (told)
            known = told;
    };
    learn(m_limits.limit, announced.limit);
    learn(m_limits.remaining, announced.remaining);
    learn(m_limits.window, announced.window);
    learn(m_limits.concurrencyLimit, announced.concurrencyLimit);
    learn(m_limits.concurrencyRunning, announced.concurrencyRunning);
    m_limits.toWait = announced.toWait;
    if (announced.toWait && *announced.toWait > 0s)
        hold(m_pauses, call, *announced.toWait + scaled(m_policy.waitJitter, m_policy.random()));

    if (!announced.limit || !announced.remaining || !announced.window)
        return;
    // In the reserve bulk work goes at half the pace at which the window refills.
    const int reserve = std::min(std::max(20, *announced.limit / 10), *announced.limit / 2);
    m_reserves.remove(call);
    if (*announced.remaining <= reserve && *announced.limit > 0)
        hold(m_reserves, call, milliseconds(*announced.window) * 2 / *announced.limit);
}

void Pace::takeRefusal(const QString &call, const Failure &failure)
{
    switch (failure.kind) {
    case Kind::Concurrency:
        m_brake = 1;
        m_clean = 0;
        hold(m_pauses, call,
             failure.retryAfter.value_or(0s) + scaled(m_policy.concurrencyPause, 1 + 1.5 * m_policy.random()));
        break;
    case Kind::Throttled: {
        const int before = std::min(m_refusals[call]++, 5);
        const milliseconds wait =
            failure.retryAfter ? milliseconds(*failure.retryAfter) : m_policy.throttledPause * (1 << before);
        hold(m_pauses, call, wait + scaled(m_policy.waitJitter, m_policy.random()));
        break;
    }
    case Kind::Maintenance:
    case Kind::ServerError:
        if (failure.retryAfter)
            hold(m_pauses, everyCall, *failure.retryAfter + scaled(m_policy.waitJitter, m_policy.random()));
        break;
    default:
        break;
    }
}

void Pace::takeClean(const QString &call)
{
    m_refusals.remove(call);
    if (m_brake < mostCalls && ++m_clean >= m_policy.cleanCallsToRaise) {
        ++m_brake;
        m_clean = 0;
    }
}

void Pace::hold(Waits &waits, const QString &call, milliseconds length)
{
    length = std::min(length, longestWait);
    const Wait wait{m_policy.now().addMSecs(length.count()), m_policy.uptime() + length};
    Wait &held = waits[call];
    if (leftOf(held) == 0ms || wait.uptime > held.uptime)
        held = wait;
}

milliseconds Pace::leftOf(const Wait &wait) const
{
    if (!wait.until.isValid())
        return 0ms;
    return std::max(0ms, std::min(milliseconds(m_policy.now().msecsTo(wait.until)), wait.uptime - m_policy.uptime()));
}

bool Pace::holds(const Waits &waits, const QString &call) const
{
    const auto it = waits.constFind(call);
    return it != waits.constEnd() && leftOf(*it) > 0ms;
}

QDateTime Pace::pausedUntil() const
{
    milliseconds longest{0};
    for (const Wait &wait : m_pauses)
        longest = std::max(longest, leftOf(wait));
    return longest > 0ms ? m_policy.now().addMSecs(longest.count()) : QDateTime();
}

std::optional<milliseconds> Pace::untilRecheck() const
{
    std::optional<milliseconds> shortest;
    for (const Waits *waits : {&m_pauses, &m_reserves})
        for (const Wait &wait : *waits)
            if (const milliseconds left = leftOf(wait); left > 0ms)
                shortest = std::min(shortest.value_or(m_policy.recheck), left);
    return shortest;
}
