// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/limiter.h"

sandbox::Limiter::Verdict sandbox::Limiter::take(const QString &api)
{
    if (!m_rule)
        return {};
    const std::scoped_lock lock(m_mutex);
    const Clock::time_point now = Clock::now();
    const auto window = std::chrono::seconds(m_rule->seconds);
    std::deque<Clock::time_point> &calls = m_calls[api];
    while (!calls.empty() && now - calls.front() >= window)
        calls.pop_front();

    // Recordings of a single call count 0 under way, although documentation says that the call itself is counted.
    const int others = m_running.value(api) - 1;
    Verdict verdict{.headers = {{"X-Concurrency-Limit-Limit", QByteArray::number(m_rule->atOnce)},
                                {"X-Concurrency-Limit-Running", QByteArray::number(others)}}};
    if (others >= m_rule->atOnce) { // looked at before the rate; the rate's headers are left out then
        verdict.kind = Verdict::Kind::TooManyAtOnce;
        verdict.toFinish = others - m_rule->atOnce + 1;
        return verdict;
    }
    if (qint64(calls.size()) >= m_rule->calls) {
        verdict.kind = Verdict::Kind::TooMany;
        verdict.toWait = std::chrono::ceil<std::chrono::seconds>(calls.front() + window - now).count();
    } else {
        calls.push_back(now);
    }
    verdict.headers.insert(verdict.headers.end(),
                           {{"X-RateLimit-Limit", QByteArray::number(m_rule->calls)},
                            {"X-RateLimit-Window-Sec", QByteArray::number(m_rule->seconds)},
                            {"X-RateLimit-Remaining", QByteArray::number(m_rule->calls - qint64(calls.size()))},
                            {"X-RateLimit-ToWait-Sec", QByteArray::number(verdict.toWait)}});
    return verdict;
}

sandbox::Limiter::UnderWay::UnderWay(Limiter &limiter, QString api)
    : m_limiter(limiter)
    , m_api(std::move(api))
{
    const std::scoped_lock lock(m_limiter.m_mutex);
    ++m_limiter.m_running[m_api];
}

sandbox::Limiter::UnderWay::~UnderWay()
{
    const std::scoped_lock lock(m_limiter.m_mutex);
    if (--m_limiter.m_running[m_api] == 0)
        m_limiter.m_running.remove(m_api);
}
