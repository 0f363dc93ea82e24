// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/runcore.h"

#include "base/background.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using enum ChangeState;

namespace {

bool isWatched(ChangeState state)
{
    return state == Acked || state == Verifying || state == Unknown || state == Reconciling || state == Requested;
}

bool wasLost(const Change &change, const AttemptRecord &record, const RunPace &pace)
{
    if (!record.outcome)
        return true;
    const auto &failure = record.outcome->failure;
    return failure && judgeWrite(change, tl::unexpected(*failure), record.outcome->exchange, pace).next == Unknown;
}

constexpr std::chrono::seconds longestNap{30}; // clocks may be set and computers sleep: look at the time again

} // namespace

ApplyRun::Private::Private(ApplyRun *run, Plan p, ObjectPort &objectPort, Journal &j, RunPace runPace)
    : q(run)
    , plan(std::move(p))
    , port(objectPort)
    , journal(j)
    , pace(std::move(runPace))
    , stopWatch(plan.rules)
{
    items.resize(plan.changes.size());
    QSet<ObjectType> types;
    for (const Change &change : std::as_const(plan.changes)) {
        ++counts[std::size_t(change.state)];
        types.insert(change.type);
    }
    for (const ObjectType type : std::as_const(types))
        port.portFor(type).expect(plan.changes);
    findTurns();
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, run, [this] { step(); });
}

void ApplyRun::Private::step()
{
    if (!running || busy != Busy::No)
        return;
    if (closing)
        return becomeQuiet();
    if (blocked == Pause::RateLimited && (utcNow() >= resumesAt || Steady::now() >= resumesAtSteady))
        unblock();
    if (owed.isEmpty() && !waitingDecisions.isEmpty() && isMyTurn())
        return waitingDecisions.takeFirst()();
    if (const QList<ChangeUpdate> vain = owed.isEmpty() ? waitedInVain() : QList<ChangeUpdate>(); !vain.isEmpty())
        return record([this, vain](Journal::Done done) { journal.update(vain, std::move(done)); },
                      [this, vain] { apply(vain); });

    if (!mayWrite())
        returnReady();
    if (ready.isEmpty())
        closeBatch();
    if (mayRead()) {
        const QList<Place> due = dueLooks();
        if (!due.isEmpty())
            return look(due);
    }
    if (mayWrite()) {
        if (!ready.isEmpty())
            return sendNext();
        if (!holdForCanary()) {
            const QList<Place> next = pickBatch();
            if (!next.isEmpty() && !finished)
                return preflight(next);
            if (!next.isEmpty() && isMyTurn())
                return takeUpAgain();
        }
    }
    if (isSettled() && owed.isEmpty() && !finished)
        return finish();
    armTimer();
}

void ApplyRun::Private::start()
{
    if (started)
        return;
    started = true;
    busy = Busy::Recording;
    atOnceOrInBackground(
        plan.changes.size(), q, [reviewed = plan] { return planDigest(reviewed) == reviewed.digest; },
        [this](bool isReviewed) { startIfReviewed(isReviewed); });
}

void ApplyRun::Private::startIfReviewed(bool isReviewed)
{
    if (!isReviewed) {
        started = false;
        return recordFailed({.kind = Failure::Kind::NotStored,
                             .detail = u"the plan is not the one that was reviewed"_s,
                             .code = u"DIGEST"_s});
    }
    const auto onStored = [this](const Result<Plan> &stored) {
        if (!stored) {
            started = false;
            return recordFailed(stored.error());
        }
        plan = *stored;
        const auto onRunning = [this](const Outcome &outcome) {
            if (!outcome) {
                started = false;
                return recordFailed(outcome.error());
            }
            plan.state = Plan::State::Running;
            QList<Place> sent;
            int verified = 0;
            for (Place i = 0; i < plan.changes.size(); ++i) {
                Change &change = plan.changes[i];
                places.insert(change.id, i);
                verified += change.state == Verified;
                if (change.state == Staged || change.state == Planned || change.state == Preflight)
                    move(i, Queued, change.reason);
                if (change.state == Requested) {
                    watched.insert(i);
                    sent.append(i);
                } else if (change.state == Queued) {
                    queued.insert(i);
                    if (change.reason.until > utcNow())
                        block(Pause::RateLimited, Milliseconds(utcNow().msecsTo(change.reason.until)));
                } else if (change.state == Sending || isWatched(change.state)) {
                    sent.append(i);
                }
            }
            for (const int size : canarySizes)
                if (verified >= size)
                    ++stage, verified -= size;
            recover(sent);
        };
        journal.setPlanState(plan.id, Plan::State::Running, whileAlive(onRunning));
    };
    if (plan.id)
        onStored(plan);
    else
        journal.storePlan(plan, whileAlive(onStored));
}

/// What an earlier session sent and never settled, and how long it has waited for agents: asks the journal about each,
/// one after the other.
void ApplyRun::Private::recover(const QList<Place> &sent)
{
    if (!sent.isEmpty()) {
        const Place place = sent.first();
        const auto onAttempts = [this, sent, place](const Result<QList<AttemptRecord>> &attempts) {
            const Change change = plan.changes.at(place);
            Item &item = items[place];
            for (const AttemptRecord &record : attempts.value_or(QList<AttemptRecord>())) {
                item.lost += wasLost(change, record, pace);
                item.requestsSent = record.outcome ? record.outcome->exchange.requestsSent : -1;
                item.sentUtc = record.attempt.startedUtc;
            }
            if (change.state == Requested) {
                item.looks = looksSince(item.sentUtc);
                item.due = Steady::now();
            } else if (change.state == Acked || change.state == Verifying) {
                move(place, Acked, change.reason);
                item.due = Steady::now();
            } else {
                move(place, Unknown,
                     change.state == Sending ? ChangeReason{.kind = ChangeReason::Kind::ReplyLost} : change.reason);
                scheduleLook(place);
            }
            recover(sent.mid(1));
        };
        return journal.attemptsOf(plan.changes.at(place).id, whileAlive(onAttempts));
    }
    QList<ChangeUpdate> lost;
    for (const Place place : watched)
        if (plan.changes.at(place).state == Unknown)
            lost.append(updateOf(place, Unknown, plan.changes.at(place).reason));
    running = true;
    busy = Busy::No;
    if (lost.isEmpty())
        return step();
    record([this, lost](Journal::Done done) { journal.update(lost, std::move(done)); }, [] {});
}

void ApplyRun::Private::move(Place place, ChangeState state, const ChangeReason &reason)
{
    Change &change = plan.changes[place];
    --counts[std::size_t(change.state)];
    ++counts[std::size_t(state)];
    const bool moved = change.state != state || !(change.reason == reason);
    change.state = state;
    change.reason = reason;
    if (state == Queued)
        queued.insert(place);
    else
        queued.erase(place);
    if (isWatched(state))
        watched.insert(place);
    else
        watched.erase(place);
    if (moved)
        emit q->changeMoved(change.id);
}

void ApplyRun::Private::apply(const QList<ChangeUpdate> &updates)
{
    for (const ChangeUpdate &update : updates) {
        const std::optional<Place> place = placeOf(update.change);
        if (!place)
            continue; // the change of another plan that an undo took back
        Change &change = plan.changes[*place];
        if (update.object)
            change.object = *update.object;
        if (update.after)
            change.after = *update.after;
        if (update.base)
            change.base = *update.base;
        move(*place, update.state, update.reason);
    }
    if (!updates.isEmpty())
        emit q->progressed();
}

/// Commits, then goes on. `then` runs in either case, for what it tells is true whether it could be written down or
/// not; but nothing is read or sent any more before the commit has been made good.
void ApplyRun::Private::record(const std::function<void(Journal::Done)> &write, std::function<void()> then)
{
    busy = Busy::Recording;
    const auto onDone = [this, write, then = std::move(then)](const Outcome &outcome) {
        busy = Busy::No;
        if (!outcome)
            owed.append(write);
        then();
        if (!outcome)
            recordFailed(outcome.error());
        step();
    };
    write(whileAlive(onDone));
}

void ApplyRun::Private::recordFailed(const Failure &failure)
{
    busy = Busy::No;
    block(Pause::JournalFailed);
    emit q->journalFailed(failure);
    if (closing)
        becomeQuiet();
}

void ApplyRun::Private::finish()
{
    if (finished)
        return;
    const Plan::State state = cancelled ? Plan::State::Cancelled : Plan::State::Finished;
    record([this, state](Journal::Done done) { journal.setPlanState(plan.id, state, std::move(done)); },
           [this, state] {
               plan.state = state;
               finished = true;
               emit q->progressed();
               emit q->finished();
           });
}

void ApplyRun::Private::armTimer()
{
    std::optional<Steady::time_point> next;
    if (mayRead())
        for (const Place place : watched)
            if (const auto due = items[place].due; due && (!next || *due < *next))
                next = due;
    if (blocked == Pause::RateLimited && (!next || resumesAtSteady < *next))
        next = resumesAtSteady;
    if (!next)
        return timer.stop();
    const auto span = std::chrono::ceil<Milliseconds>(*next - Steady::now());
    timer.start(std::clamp<Milliseconds>(span, Milliseconds(0), longestNap));
}

void ApplyRun::Private::becomeQuiet()
{
    timer.stop();
    if (std::exchange(quietSaid, true))
        return;
    if (!running || finished || busy != Busy::No || !owed.isEmpty()) {
        emit q->quiet();
        return;
    }
    journal.setPlanState(plan.id, Plan::State::Paused, whileAlive([this](const Outcome &) { emit q->quiet(); }));
}

int ApplyRun::Private::count(std::initializer_list<ChangeState> states) const
{
    int sum = 0;
    for (const ChangeState state : states)
        sum += counts[std::size_t(state)];
    return sum;
}

bool ApplyRun::Private::isSettled() const
{
    return count({Staged, Planned, Preflight, Sending, Acked, Unknown, Reconciling, Verifying}) == 0 &&
           isOnlyLaterQueued();
}

std::optional<ApplyRun::Private::Place> ApplyRun::Private::placeOf(ChangeId id) const
{
    const auto place = places.constFind(id);
    return place == places.constEnd() ? std::nullopt : std::optional(*place);
}

ChangeUpdate ApplyRun::Private::updateOf(Place place, ChangeState state, const ChangeReason &reason) const
{
    return {.change = plan.changes.at(place).id, .state = state, .reason = reason};
}
