// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/runcore.h"

using namespace Qt::StringLiterals;
using enum ChangeState;

/// Takes the decision when the run has nothing else in hand; decisions on changes that do not wait for one are void.
void ApplyRun::Private::decide(ChangeId id, std::function<void(Place)> decision)
{
    waitingDecisions.append([this, id, decision = std::move(decision)] {
        const std::optional<Place> place = placeOf(id);
        if (!place || !needsPerson(plan.changes[*place].state))
            return step();
        if (!std::exchange(finished, false)) {
            decision(*place);
            return step();
        }
        plan.state = Plan::State::Running;
        record([this](Journal::Done done) { journal.setPlanState(plan.id, Plan::State::Running, std::move(done)); },
               [decision, place = *place] { decision(place); });
    });
    if (started)
        step();
    else if (isMyTurn())
        start();
}

/// Back to the queue: read and compared before it is sent, like the first time.
void ApplyRun::Private::requeue(Place place, bool rebase)
{
    Item &item = items[place];
    item.rebase = rebase;
    item.lost = 0; // the person knows; count anew
    item.looks = 0;
    // What the person saw is kept: it is what they decided on, and nothing else.
    const ChangeReason &seen = plan.changes.at(place).reason;
    const QList updates{updateOf(
        place, Queued, {.kind = ChangeReason::Kind::ByPerson, .fields = seen.fields, .candidates = seen.candidates})};
    record([this, updates](Journal::Done done) { journal.update(updates, std::move(done)); },
           [this, updates] { apply(updates); });
}

/// One more read, judged as the last one.
void ApplyRun::Private::lookOnce(Place place, ChangeState state)
{
    Item &item = items[place];
    item.looks = int(std::max(pace.lookAgain.size(), pace.waitForAgent.size()));
    item.due = Steady::now();
    ChangeReason reason = plan.changes.at(place).reason;
    reason.candidates.clear();
    ChangeUpdate update = updateOf(place, state, reason);
    if (plan.changes.at(place).object > 0)
        update.object = plan.changes.at(place).object;
    record([this, update](Journal::Done done) { journal.update({update}, std::move(done)); },
           [this, update] { apply({update}); });
}

void ApplyRun::Private::cancel()
{
    if ((finished && queued.empty()) || cancelled)
        return;
    if (!running) { // recorded like everything else once the run is ready, before it could send anything
        personPaused = true;
        waitingDecisions.append([this] { cancel(); });
        return start();
    }
    cancelled = true;
    // What the run itself stopped before its turn is told apart from what a person called back.
    const bool byRun = halted == Pause::StopRule || halted == Pause::CanaryMismatch;
    const ChangeReason reason{.kind = byRun ? ChangeReason::Kind::StoppedByRun : ChangeReason::Kind::ByPerson};
    personPaused = false;
    ready.clear();
    QList<ChangeUpdate> updates;
    for (Place place = 0; place < plan.changes.size(); ++place) {
        const ChangeState state = plan.changes[place].state;
        if (state == Staged || state == Planned || state == Queued || state == Preflight)
            updates.append(updateOf(place, Cancelled, reason));
    }
    apply(updates);
    if (updates.isEmpty())
        return step();
    const auto write = [this, updates](Journal::Done done) { journal.update(updates, std::move(done)); };
    if (busy == Busy::No && owed.isEmpty())
        return record(write, [] {});
    // Something is in flight: the commit goes behind it, in the order of the journal's own queue.
    const auto onDone = [this, write](const Outcome &outcome) {
        if (outcome)
            return;
        owed.append(write);
        recordFailed(outcome.error());
    };
    if (owed.isEmpty())
        write(whileAlive(onDone));
    else
        owed.append(write);
}
