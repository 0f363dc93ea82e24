// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/applyrun.h"

#include "changes/runcore.h"

ApplyRun::ApplyRun(Plan plan, ObjectPort &port, Journal &journal, RunPace pace, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(plan), port, journal, std::move(pace)))
{
}

ApplyRun::~ApplyRun() = default;

const Plan &ApplyRun::plan() const
{
    return d->plan;
}

const Change *ApplyRun::find(ChangeId change) const
{
    const std::optional<Private::Place> place = d->placeOf(change);
    return place ? &d->plan.changes.at(*place) : nullptr;
}

bool ApplyRun::noteUndone(ChangeId id)
{
    const std::optional<Private::Place> place = d->placeOf(id);
    if (!place)
        return ::noteUndone(d->plan, id); // before it was started
    // Not by move(), which tells what this run did: the object is no longer as it left it.
    Change &change = d->plan.changes[*place];
    if (!::noteUndone(change))
        return false;
    --d->counts[std::size_t(ChangeState::Verified)];
    ++d->counts[std::size_t(ChangeState::Undone)];
    return true;
}

RunProgress ApplyRun::progress() const
{
    using enum ChangeState;
    RunProgress progress;
    progress.total = int(d->plan.changes.size());
    progress.verified = d->count({Verified, Noop, Undone});
    progress.failed = d->count({Rejected});
    progress.waiting = d->count({Conflict, Mismatch, NeedsHuman});
    progress.inFlight = d->count({Sending, Acked, Unknown, Reconciling, Verifying});
    progress.requested = d->count({Requested});
    progress.left = d->count({Staged, Planned, Queued, Preflight});
    const int together = d->queued.empty() ? 1 : int(d->portOf(*d->queued.begin()).mostTogether());
    const int batch = std::max(fullBatch, together);
    const int batches = (progress.left + batch - 1) / batch;
    const int writes = (progress.left + together - 1) / together;
    const double requests = writes + 2.0 * batches + (progress.inFlight ? 1 : 0);
    progress.eta = std::chrono::seconds(qRound64(requests * d->requestMs / 1000.0));
    progress.canaryPassed = d->stage >= int(std::size(canarySizes));
    return progress;
}

ApplyRun::Pause ApplyRun::pauseReason() const
{
    return d->pauseReason();
}

bool ApplyRun::isFinished() const
{
    return d->finished;
}

QDateTime ApplyRun::resumesAt() const
{
    return d->blocked == Pause::RateLimited ? d->resumesAt : QDateTime();
}

void ApplyRun::start()
{
    d->start();
}

void ApplyRun::pause(Pause reason)
{
    if (reason != Pause::ByPerson) {
        d->block(reason);
    } else if (!d->personPaused) {
        d->personPaused = true;
        d->returnReady();
        emit paused(pauseReason());
    }
    d->step();
}

void ApplyRun::resume()
{
    d->resume();
}

void ApplyRun::cancel()
{
    d->cancel();
}

void ApplyRun::lookAgain(ChangeId change)
{
    d->decide(change, [this](Private::Place place) {
        using enum ChangeState;
        const Change &waiting = d->plan.changes.at(place);
        if (waiting.reason.kind == ChangeReason::Kind::NotYetSeen)
            d->lookOnce(place, Requested);
        else if (waiting.state == Mismatch || (waiting.operation == Operation::Create && waiting.object > 0))
            d->lookOnce(place, Acked);
        else if (waiting.state == NeedsHuman || waiting.applyOnAgents)
            d->lookOnce(place, Reconciling);
        else
            d->requeue(place, false); // compared anew before anything is sent
    });
}

void ApplyRun::acceptServer(ChangeId change)
{
    d->decide(change, [this](Private::Place place) {
        ChangeReason reason = d->plan.changes.at(place).reason;
        reason.kind = ChangeReason::Kind::ByPerson;
        const QList updates{d->updateOf(place, ChangeState::Cancelled, reason)};
        d->record([this, updates](Journal::Done done) { d->journal.update(updates, std::move(done)); },
                  [this, updates] { d->apply(updates); });
    });
}

void ApplyRun::applyMine(ChangeId change)
{
    d->decide(change, [this](Private::Place place) {
        if (d->plan.changes.at(place).operation != Operation::Create)
            d->requeue(place, true);
    });
}

void ApplyRun::createAgain(ChangeId change)
{
    d->decide(change, [this](Private::Place place) {
        const Change &lost = d->plan.changes.at(place);
        if (lost.operation == Operation::Create && lost.object <= 0)
            d->requeue(place, false);
    });
}

void ApplyRun::adopt(ChangeId change, qint64 object)
{
    d->decide(change, [this, object](Private::Place place) {
        Change &lost = d->plan.changes[place];
        if (lost.operation != Operation::Create || !lost.reason.candidates.contains(object))
            return;
        lost.object = object;
        d->lookOnce(place, ChangeState::Acked);
    });
}

void ApplyRun::setTurn(std::function<bool()> turn)
{
    d->turn = std::move(turn);
}

void ApplyRun::goOn()
{
    if (d->started)
        d->step();
    else if (!d->waitingDecisions.isEmpty() && d->isMyTurn())
        d->start();
}

void ApplyRun::shutDown(std::chrono::milliseconds limit)
{
    if (d->closing)
        return;
    d->closing = true;
    d->returnReady();
    if (d->busy == Private::Busy::Reading) {
        d->ticket.letGo();
        d->busy = Private::Busy::No;
    }
    emit paused(pauseReason());
    QTimer::singleShot(limit, this, [this] { d->becomeQuiet(); });
    QTimer::singleShot(0, this, [this] { d->step(); });
}
