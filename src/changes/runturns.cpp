// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/runcore.h"

using enum ChangeState;

/// Who waits for whom, by the order of the plan: one for the one right before it of the same object, where these go one
/// after another, and for all that is done to an object that it builds on.
void ApplyRun::Private::findTurns()
{
    using Object = std::pair<int, qint64>; // type and id
    QHash<Object, QList<Place>> earlier;
    for (Place place = 0; place < plan.changes.size(); ++place) {
        const Change &change = plan.changes[place];
        const Object object{int(change.type), change.object};
        Item &item = items[place];
        if (const auto other = portOf(place).reliesOn(change))
            item.after = earlier.value({int(other->first), other->second});
        const QList<Place> own = change.object > 0 ? earlier.value(object) : QList<Place>();
        if (!own.isEmpty() && portOf(place).isOneAtATime())
            item.after << own.last();
        takesTurns = takesTurns || !item.after.isEmpty();
        if (change.object > 0)
            earlier[object] << place;
    }
}

ApplyRun::Private::Turn ApplyRun::Private::turnOf(Place place) const
{
    Turn when = Turn::Now;
    for (const Place before : items[place].after) {
        const ChangeState earlier = plan.changes[before].state;
        if (earlier == Verified || earlier == Noop)
            continue;
        if (isTerminal(earlier))
            return Turn::Never;
        when = Turn::Later;
    }
    return when;
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
