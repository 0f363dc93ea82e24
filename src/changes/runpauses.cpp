// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/runcore.h"

using namespace Qt::StringLiterals;

namespace {

/// While these last, reading would fail as well.
bool forbidsReading(ApplyRun::Pause reason)
{
    using enum ApplyRun::Pause;
    switch (reason) {
    case Offline:
    case Latched:
    case RateLimited:
    case NotQualys:
    case JournalFailed:
    case Proxy:
    case Tls:
    case ServerErrors:
    case Shutdown:
        return true;
    case None:
    case ByPerson:
    case ReadOnly:
    case StopRule:
    case CanaryMismatch:
    case PermissionMissing:
        break;
    }
    return false;
}

/// These say that something is wrong with the plan or the place, which no returning network mends.
bool asksPerson(ApplyRun::Pause reason)
{
    using enum ApplyRun::Pause;
    return reason == StopRule || reason == CanaryMismatch || reason == PermissionMissing || reason == NotQualys;
}

} // namespace

void ApplyRun::Private::block(Pause reason, std::optional<Milliseconds> wait, bool reading)
{
    if (reason == Pause::None)
        return;
    if (reason == Pause::RateLimited) {
        const Milliseconds span = wait.value_or(pace.throttledFallback);
        resumesAt = utcNow().addMSecs(span.count());
        resumesAtSteady = Steady::now() + span;
    }
    returnReady();
    const Pause shown = pauseReason();
    if (asksPerson(reason)) {
        readsHalted = readsHalted || reading || forbidsReading(reason);
        if (halted == Pause::None)
            halted = reason; // the first one is what went wrong
    } else {
        readsBlocked = reading || forbidsReading(reason);
        blocked = reason;
    }
    if (pauseReason() == shown)
        return;
    if (plan.id && reason != Pause::JournalFailed && reason != Pause::RateLimited)
        journal.note(u"run-paused"_s, plan.id.toString(), QString::number(int(reason)));
    emit q->paused(pauseReason());
}

void ApplyRun::Private::unblock()
{
    blocked = Pause::None;
    readsBlocked = false;
    resumesAt = {};
    sayWhereItStands();
}

void ApplyRun::Private::sayWhereItStands()
{
    if (const Pause reason = pauseReason(); reason != Pause::None)
        emit q->paused(reason);
    else
        emit q->resumed();
}

void ApplyRun::Private::resume()
{
    if (!owed.isEmpty()) {
        if (busy != Busy::No)
            return;
        const auto write = owed.takeFirst();
        return record(write, [this] {
            if (owed.isEmpty() && blocked == Pause::JournalFailed)
                unblock();
            else if (!owed.isEmpty())
                QTimer::singleShot(0, q, [this] { resume(); });
        });
    }
    if (blocked != Pause::None) {
        stopWatch.forgive();
        unblock();
        if (!started)
            return start();
    } else if (halted != Pause::None) {
        stopWatch.forgive();
        halted = Pause::None;
        readsHalted = false;
        sayWhereItStands();
    } else if (std::exchange(personPaused, false)) {
        emit q->resumed();
    }
    step();
}

ApplyRun::Pause ApplyRun::Private::pauseReason() const
{
    if (closing)
        return Pause::Shutdown;
    if (blocked != Pause::None)
        return blocked;
    if (halted != Pause::None)
        return halted;
    return personPaused ? Pause::ByPerson : Pause::None;
}
