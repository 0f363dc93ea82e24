// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/stopwatch.h"

using Pause = ApplyRun::Pause;
using Kind = WriteVerdict::Kind;

namespace {
constexpr int inARow = 3;
constexpr int htmlInARow = 2;
constexpr int window = 20;
constexpr int failuresInWindow = window / 5; // a fifth; one more stops
constexpr int replyWindow = 10;
constexpr int serverErrorsInWindow = 5;
} // namespace

Pause StopWatch::onReply(Operation operation, const WriteVerdict &verdict)
{
    m_lost = verdict.kind == Kind::Lost ? m_lost + 1 : 0;
    m_html = verdict.kind == Kind::NotQualys ? m_html + 1 : 0;
    const bool sameOperation = m_deniedOperation == operation;
    m_notPermitted = verdict.kind == Kind::NotPermitted ? (sameOperation ? m_notPermitted + 1 : 1) : 0;
    m_deniedOperation = operation;
    m_replies.append(verdict.kind == Kind::ServerError);
    if (m_replies.size() > replyWindow)
        m_replies.removeFirst();

    if (verdict.stop != Pause::None)
        return verdict.stop;
    if (m_html >= htmlInARow)
        return Pause::NotQualys;
    if (m_notPermitted >= inARow)
        return Pause::PermissionMissing;
    if (m_lost >= inARow || m_replies.count(true) >= serverErrorsInWindow)
        return Pause::ServerErrors;
    switch (verdict.kind) {
    case Kind::Good:
        return count(true);
    case Kind::FirstRefusal:
        if (!std::exchange(m_refusedBefore, true)) {
            count(false);
            return Pause::StopRule; // most likely all would fail alike
        }
        return count(false);
    case Kind::Refused:
    case Kind::NotPermitted:
        return count(false);
    case Kind::Lost:
    case Kind::ServerError:
    case Kind::NotQualys:
    case Kind::Neutral:
        break; // counted once it is known what became of them
    }
    return Pause::None;
}

Pause StopWatch::onJudged(bool good)
{
    return good ? Pause::None : count(false); // the good answer before it was counted already
}

void StopWatch::forgive()
{
    m_last.clear();
    m_replies.clear();
    m_failures = m_lost = m_html = m_notPermitted = 0;
}

Pause StopWatch::count(bool good)
{
    m_failures = good ? 0 : m_failures + 1;
    m_last.append(good);
    if (m_last.size() > window)
        m_last.removeFirst();
    if (!m_rules.stopAfterFailures)
        return Pause::None;
    return m_failures >= inARow || m_last.count(false) > failuresInWindow ? Pause::StopRule : Pause::None;
}
