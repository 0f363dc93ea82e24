// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/writeverdict.h"

#include "changes/preflight.h"

using namespace Qt::StringLiterals;
using Pause = ApplyRun::Pause;
using FailureKind = Failure::Kind;
using VerdictKind = WriteVerdict::Kind;
using ReasonKind = ChangeReason::Kind;

namespace {

constexpr std::chrono::hours longestWait{24};

/// The service's own word for a wait, kept within reason whatever it says.
std::chrono::milliseconds waitOf(const Failure &failure, const Exchange &exchange, const RunPace &pace)
{
    std::optional<std::chrono::seconds> asked = exchange.limits.toWait;
    if (!asked)
        asked = failure.retryAfter;
    if (!asked || *asked <= std::chrono::seconds(0))
        return pace.throttledFallback;
    return std::min<std::chrono::milliseconds>(*asked, longestWait);
}

/// A 409 or 429 is a limit when the header says how long to wait, whatever its body says.
bool isThrottled(const Failure &failure, const Exchange &exchange)
{
    if (failure.kind == FailureKind::Throttled || failure.kind == FailureKind::Concurrency)
        return true;
    return (exchange.status == 409 || exchange.status == 429) &&
           exchange.limits.toWait.value_or(std::chrono::seconds(0)) > std::chrono::seconds(0);
}

WriteVerdict requeued(const Failure &failure, Pause stop = Pause::None)
{
    return {.next = ChangeState::Queued, .reason = {.kind = ReasonKind::NotSent, .failure = failure}, .stop = stop};
}

WriteVerdict unknown(const Failure &failure, VerdictKind kind, Pause stop = Pause::None)
{
    return {.next = ChangeState::Unknown,
            .reason = {.kind = ReasonKind::ReplyLost, .failure = failure},
            .stop = stop,
            .kind = kind};
}

WriteVerdict refused(const Failure &failure, VerdictKind kind, Pause stop = Pause::None)
{
    return {.next = ChangeState::Rejected,
            .reason = {.kind = ReasonKind::Refused, .failure = failure},
            .stop = stop,
            .kind = kind};
}

/// Not executed, and it may be asked again later.
WriteVerdict waiting(const Failure &failure, std::chrono::milliseconds wait)
{
    WriteVerdict verdict = requeued(failure, Pause::RateLimited);
    verdict.reason.kind = ReasonKind::Refused;
    verdict.wait = wait;
    return verdict;
}

WriteVerdict judgeSuccess(const Change &change, const WriteReply &reply)
{
    const bool odd = change.operation == Operation::Create ? reply.object <= 0 || existed(change.base, reply.object)
                                                           : reply.object != 0 && reply.object != change.object;
    if (odd) { // an answer to somebody else's question; a key that was there before is not the one we made
        const Failure failure{.kind = FailureKind::Unreadable,
                              .detail = u"the answer names object %1"_s.arg(reply.object),
                              .code = reply.responseCode};
        return unknown(failure, VerdictKind::Lost);
    }
    return {.next = ChangeState::Acked, .kind = VerdictKind::Good, .object = reply.object};
}

WriteVerdict judgeNotFound(const Change &change, const Failure &failure)
{
    switch (change.operation) {
    case Operation::Create:
        return refused(failure, VerdictKind::Refused);
    case Operation::Update:
        return {.next = ChangeState::Conflict,
                .reason = {.kind = ReasonKind::ObjectVanished, .failure = failure},
                .kind = VerdictKind::Refused};
    case Operation::Delete: // as good as done; the read that follows says whether it is
        return {
            .next = ChangeState::Acked, .reason = {.kind = ReasonKind::ObjectVanished}, .kind = VerdictKind::Neutral};
    }
    return unknown(failure, VerdictKind::Lost);
}

/// A 503 that names a time was refused at the door, yet for what cannot be repeated that is not proof enough.
WriteVerdict judgeMaintenance(const Change &change, const Failure &failure, const Exchange &exchange,
                              const RunPace &pace)
{
    const bool repeatable = change.operation != Operation::Create && !change.applyOnAgents;
    if (repeatable && failure.retryAfter)
        return waiting(failure, waitOf(failure, exchange, pace));
    WriteVerdict verdict = unknown(failure, VerdictKind::ServerError);
    if (failure.retryAfter) {
        verdict.stop = Pause::RateLimited;
        verdict.wait = waitOf(failure, exchange, pace);
    }
    return verdict;
}

/// Failures that carry the proof in themselves or in the count of requests that left.
WriteVerdict judgeUnsent(const Failure &failure)
{
    switch (failure.kind) {
    case FailureKind::Tls:
        return requeued(failure, Pause::Tls);
    case FailureKind::Proxy:
        return requeued(failure, Pause::Proxy);
    case FailureKind::ReadOnly:
        return requeued(failure, Pause::ReadOnly);
    case FailureKind::Latched:
    case FailureKind::SignInRefused:
    case FailureKind::TokenExpired:
        return requeued(failure, Pause::Latched);
    case FailureKind::Cancelled:
        return requeued(failure, Pause::ByPerson);
    case FailureKind::Redirected:
    case FailureKind::NotQualys:
        return requeued(failure, Pause::NotQualys);
    case FailureKind::NotStored:
        return requeued(failure, Pause::JournalFailed);
    default:
        return requeued(failure, Pause::Offline);
    }
}

} // namespace

WriteVerdict judgeWrite(const Change &change, const Result<WriteReply> &reply, const Exchange &exchange,
                        const RunPace &pace)
{
    if (exchange.requestsSent > 1 && change.operation == Operation::Create) {
        // Must never happen; if it does, the answer speaks of one of two requests and only a read can tell.
        const Failure twice{.kind = FailureKind::Unreadable,
                            .detail = u"the request left %1 times"_s.arg(exchange.requestsSent)};
        return unknown(reply ? twice : reply.error(), VerdictKind::Lost, Pause::StopRule);
    }
    if (reply)
        return judgeSuccess(change, *reply);
    const Failure &failure = reply.error();
    if (isThrottled(failure, exchange))
        return waiting(failure, waitOf(failure, exchange, pace));
    if (exchange.requestsSent == 0 && exchange.status == 0)
        return judgeUnsent(failure);
    switch (failure.kind) {
    case FailureKind::SignInRefused:
    case FailureKind::TokenExpired:
    case FailureKind::Latched:
        return requeued(failure, Pause::Latched);
    case FailureKind::ReadOnly:
        return requeued(failure, Pause::ReadOnly);
    case FailureKind::AccountState:
        return requeued(failure, Pause::PermissionMissing);
    case FailureKind::NotPermitted:
        return refused(failure, VerdictKind::NotPermitted);
    case FailureKind::Rejected:
        return refused(failure, VerdictKind::FirstRefusal);
    case FailureKind::Duplicate:
    case FailureKind::TooLarge:
        return refused(failure, VerdictKind::Refused);
    case FailureKind::NotSupported:
        return refused(failure, VerdictKind::Refused, Pause::StopRule);
    case FailureKind::NotFound:
        return judgeNotFound(change, failure);
    case FailureKind::Maintenance:
        return judgeMaintenance(change, failure, exchange, pace);
    case FailureKind::ServerError:
        return unknown(failure, VerdictKind::ServerError);
    case FailureKind::Redirected:
        return unknown(failure, VerdictKind::Neutral, Pause::NotQualys);
    case FailureKind::NotQualys:
        return unknown(failure, VerdictKind::NotQualys);
    case FailureKind::Tls:
        return unknown(failure, VerdictKind::Lost, Pause::Tls);
    case FailureKind::Proxy:
        return unknown(failure, VerdictKind::Lost, Pause::Proxy);
    case FailureKind::Offline:
    case FailureKind::ConnectionLost:
    case FailureKind::TimedOut:
    case FailureKind::Cancelled:
    case FailureKind::InProgress:
    case FailureKind::Throttled:
    case FailureKind::Concurrency:
    case FailureKind::Unreadable:
    case FailureKind::AnswerTooLarge:
    case FailureKind::UnknownCode:
    case FailureKind::NotStored:
        break;
    }
    return unknown(failure, VerdictKind::Lost);
}

WriteVerdict judgeShare(const Change &change, WriteVerdict verdict, const Result<WriteReply> &reply)
{
    if (!reply) {
        const FailureKind kind = reply.error().kind;
        const bool splits = kind == FailureKind::Rejected || kind == FailureKind::TooLarge;
        if (splits && verdict.next == ChangeState::Rejected) {
            verdict = requeued(reply.error());
            verdict.reason.kind = ReasonKind::None;
        }
        return verdict;
    }
    if (verdict.next == ChangeState::Acked && reply->objects && !reply->objects->contains(change.object))
        verdict.reason.kind = ReasonKind::LeftOut;
    return verdict;
}

ReadVerdict judgeFailedRead(const Failure &failure, const Exchange &exchange, const RunPace &pace)
{
    if (isThrottled(failure, exchange) || (failure.kind == FailureKind::Maintenance && failure.retryAfter))
        return {Pause::RateLimited, waitOf(failure, exchange, pace)};
    switch (failure.kind) {
    case FailureKind::Offline:
        return {Pause::Offline, {}};
    case FailureKind::Tls:
        return {Pause::Tls, {}};
    case FailureKind::Proxy:
        return {Pause::Proxy, {}};
    case FailureKind::SignInRefused:
    case FailureKind::TokenExpired:
    case FailureKind::Latched:
        return {Pause::Latched, {}};
    case FailureKind::NotPermitted:
    case FailureKind::AccountState:
        return {Pause::PermissionMissing, {}};
    case FailureKind::Redirected:
    case FailureKind::NotQualys:
        return {Pause::NotQualys, {}};
    default:
        return {Pause::ServerErrors, {}};
    }
}
