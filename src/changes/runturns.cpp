// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/runcore.h"

using enum ChangeState;

/// Who waits for whom, by the order of the plan: each for the one right before it of the same object.
void ApplyRun::Private::findTurns()
{
    QHash<std::pair<int, qint64>, Place> latest;
    for (Place place = 0; place < plan.changes.size(); ++place) {
        const Change &change = plan.changes[place];
        if (change.object <= 0 || !portOf(place).isOneAtATime())
            continue;
        const auto key = std::pair(int(change.type), change.object);
        items[place].after = latest.value(key, -1);
        takesTurns = takesTurns || items[place].after >= 0;
        latest.insert(key, place);
    }
}

ApplyRun::Private::Turn ApplyRun::Private::turnOf(Place place) const
{
    if (items[place].after < 0)
        return Turn::Now;
    const ChangeState earlier = plan.changes[items[place].after].state;
    if (earlier == Verified || earlier == Noop)
        return Turn::Now;
    return isTerminal(earlier) ? Turn::Never : Turn::Later;
}

/// What nothing can be done about before an earlier change of its object has settled, be it in hours or when a person
/// has decided: it keeps nobody else waiting, so the run may finish and is taken up again.
bool ApplyRun::Private::isOnlyLaterQueued() const
{
    if (!takesTurns)
        return queued.empty();
    return std::ranges::all_of(queued, [this](Place place) { return turnOf(place) == Turn::Later; });
}

QList<ChangeUpdate> ApplyRun::Private::waitedInVain() const
{
    QList<ChangeUpdate> updates;
    for (const Place place : queued) {
        if (!takesTurns)
            break;
        if (turnOf(place) == Turn::Never)
            updates << updateOf(place, Cancelled, {.kind = ChangeReason::Kind::WaitedInVain});
    }
    return updates;
}

void ApplyRun::Private::takeUpAgain()
{
    finished = false;
    plan.state = Plan::State::Running;
    record([this](Journal::Done done) { journal.setPlanState(plan.id, Plan::State::Running, std::move(done)); },
           [this] { emit q->progressed(); });
}
