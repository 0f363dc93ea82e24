// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/failpoint.h"
#include "changes/runcore.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using enum ChangeState;
using Finding = ReadBack::Finding;
using ReasonKind = ChangeReason::Kind;

namespace {

constexpr int sendsOfAnUpdate = 3; ///< the first and two more
constexpr int sendsOfADelete = 2;
/// An update that seems not to have happened is looked at twice more before it is called a mismatch: indexes lag.
constexpr qsizetype looksForAnUpdate = 2;
constexpr std::chrono::seconds clockGrain{2}; ///< the service's times have whole seconds

} // namespace

QList<ApplyRun::Private::Place> ApplyRun::Private::dueLooks() const
{
    const auto now = Steady::now();
    QList<Place> due;
    for (const Place place : watched)
        if (items[place].due && *items[place].due <= now)
            due.append(place);
    return due;
}

void ApplyRun::Private::look(const QList<Place> &wanted)
{
    QList<qint64> ids;
    bool readAll = false;
    for (const Place place : wanted) {
        const Change &change = plan.changes[place];
        move(place, change.state == Acked || change.state == Verifying ? Verifying : Reconciling, change.reason);
        if (change.object > 0)
            ids.append(change.object);
        else
            readAll = true;
    }
    failpoint("K7");
    busy = Busy::Reading;
    const auto onRead = [this, wanted, readAll](const Result<QHash<qint64, Observed>> &all, const Exchange &exchange) {
        busy = Busy::No;
        noteClock(exchange);
        failpoint("K8");
        if (all) {
            judgeLooks(wanted, *all, exchange.finishedUtc.isValid() ? exchange.finishedUtc : utcNow(), readAll);
        } else {
            const ReadVerdict verdict = judgeFailedRead(all.error(), exchange, pace);
            block(verdict.stop, verdict.wait, true); // still due, so looked at again after the pause
        }
        step();
    };
    constexpr auto priority = HttpRequest::Priority::Verification;
    ticket = readAll ? port.readAll(priority, onRead) : port.read(ids, priority, onRead);
}

void ApplyRun::Private::judgeLooks(const QList<Place> &wanted, const QHash<qint64, Observed> &all,
                                   const QDateTime &readUtc, bool readAll)
{
    QList<Observation> observations;
    QList<ChangeUpdate> updates;
    Pause stop = Pause::None;
    for (const Place place : wanted) {
        const Change &change = plan.changes[place];
        Judged judged = change.state == Verifying ? judgeAcked(place, all) : judgeLost(place, all);
        if (judged.again) {
            scheduleLook(place);
            continue;
        }
        items[place].due.reset();
        if (judged.next == Queued && cancelled) {
            judged.next = Cancelled;
            judged.reason.kind = ReasonKind::ByPerson;
        }
        judged.reason.unrelatedDrift = change.reason.unrelatedDrift;
        if (change.operation == Operation::Create && change.object <= 0 && judged.seen)
            plan.changes[place].object = judged.seen->id; // claimed: not a candidate for the next lost create
        const bool verified = judged.next == Verified;
        observations.append({.change = change.id,
                             .readUtc = readUtc,
                             .source = readAll ? u"search-all"_s : u"search"_s,
                             .fields = judged.seen ? judged.seen->fields : QJsonObject(),
                             .matches = verified,
                             .differences = judged.differences});
        ChangeUpdate update = updateOf(place, judged.next, judged.reason);
        if (judged.seen) {
            update.object = judged.seen->id;
            update.after = judged.seen->fields;
        }
        updates.append(update);
        if (verified && change.undoOf)
            updates.append({.change = change.undoOf, .state = Undone, .reason = {.kind = ReasonKind::ByPerson}});
        const Pause rule =
            judged.next == Queued || judged.next == Cancelled ? Pause::None : stopWatch.onJudged(verified);
        if (stop != Pause::CanaryMismatch)
            stop = judged.next == Mismatch && stage < int(std::size(canarySizes)) ? Pause::CanaryMismatch
                   : rule != Pause::None                                          ? rule
                                                                                  : stop;
    }
    if (updates.isEmpty())
        return;
    failpoint("K9");
    record(
        [this, observations, updates](Journal::Done done) { journal.observe(observations, updates, std::move(done)); },
        [this, updates, stop] {
            apply(updates);
            if (!queued.empty())
                block(stop);
        });
}

/// The service said it did it.
ApplyRun::Private::Judged ApplyRun::Private::judgeAcked(Place place, const QHash<qint64, Observed> &all) const
{
    const Change &change = plan.changes[place];
    const auto found = all.constFind(change.object);
    const std::optional<Observed> now = found == all.constEnd() ? std::nullopt : std::optional(*found);
    const ReadBack read = readBack(change, now, port);
    const qsizetype most = change.operation == Operation::Update ? looksForAnUpdate : pace.lookAgain.size();
    switch (read.finding) {
    case Finding::AsWanted: {
        const bool keep =
            change.reason.kind == ReasonKind::ObjectVanished || change.reason.kind == ReasonKind::AdoptedAfterLostReply;
        return {.next = Verified, .reason = {.kind = keep ? change.reason.kind : ReasonKind::None}, .seen = now};
    }
    case Finding::AsBefore:
        if (items[place].looks < most)
            return {.again = true};
        if (change.operation == Operation::Create)
            return {.next = NeedsHuman, .reason = {.kind = ReasonKind::ObjectVanished}};
        break;
    case Finding::Other:
        break;
    case Finding::Vanished:
        return {.next = Conflict, .reason = {.kind = ReasonKind::ObjectVanished}};
    }
    return {.next = Mismatch,
            .reason = {.kind = ReasonKind::FieldsDiffer, .fields = read.differences},
            .seen = now,
            .differences = read.differences};
}

/// Nobody knows whether the service did it. What it holds decides; "not done" is believed only at the last look.
ApplyRun::Private::Judged ApplyRun::Private::judgeLost(Place place, const QHash<qint64, Observed> &all) const
{
    const Change &change = plan.changes[place];
    if (change.operation == Operation::Create && change.object <= 0)
        return judgeLostCreate(place, all);
    const auto found = all.constFind(change.object);
    const std::optional<Observed> now = found == all.constEnd() ? std::nullopt : std::optional(*found);
    const ReadBack read = readBack(change, now, port);
    const bool isDelete = change.operation == Operation::Delete;
    // A key that looks the same before and after tells nothing about the agents.
    const bool saysNothing =
        change.applyOnAgents && !isDelete && std::ranges::all_of(change.desired.keys(), [&](const QString &name) {
            return port.sameValue(name, change.desired.value(name), baseOf(change).value(name));
        });
    const ChangeReason lost{.kind = ReasonKind::ReplyLost, .failure = change.reason.failure};
    switch (read.finding) {
    case Finding::AsWanted:
        if (!saysNothing)
            return {.next = Verified, .reason = lost, .seen = now};
        break;
    case Finding::AsBefore:
        break;
    case Finding::Other:
        return {.next = Conflict,
                .reason = {.kind = ReasonKind::FieldsDiffer, .fields = read.differences},
                .seen = now,
                .differences = read.differences};
    case Finding::Vanished:
        return {.next = Conflict, .reason = {.kind = ReasonKind::ObjectVanished}};
    }
    if (!isLastLook(place))
        return {.again = true};
    const int sends = isDelete ? sendsOfADelete : sendsOfAnUpdate;
    const bool mayRepeat = !change.applyOnAgents && items[place].lost < sends;
    return {.next = mayRepeat ? Queued : NeedsHuman, .reason = lost, .seen = now};
}

ApplyRun::Private::Judged ApplyRun::Private::judgeLostCreate(Place place, const QHash<qint64, Observed> &all) const
{
    const Change &change = plan.changes[place];
    const Item &item = items[place];
    QDateTime earliest;
    if (clockSkew && item.sentUtc.isValid())
        earliest = item.sentUtc.addMSecs((*clockSkew - clockGrain).count());
    const Candidates candidates = candidatesFor(change, all, claimedExcept(place), earliest, port);
    if (candidates.exact.size() == 1 && candidates.suspects.isEmpty()) {
        Change made = change;
        made.object = candidates.exact.first();
        const Observed &seen = all[made.object];
        const ReadBack read = readBack(made, seen, port);
        if (read.finding == Finding::AsWanted)
            return {.next = Verified, .reason = {.kind = ReasonKind::AdoptedAfterLostReply}, .seen = seen};
        return {.next = Mismatch,
                .reason = {.kind = ReasonKind::FieldsDiffer, .fields = read.differences},
                .seen = seen,
                .differences = read.differences};
    }
    const ChangeReason lost{.failure = change.reason.failure, .candidates = candidates.exact + candidates.suspects};
    Judged judged{.next = NeedsHuman, .reason = lost};
    if (!lost.candidates.isEmpty() && (candidates.exact.size() > 1 || isLastLook(place))) {
        judged.reason.kind = ReasonKind::SeveralCandidates;
        return judged;
    }
    if (!isLastLook(place))
        return {.again = true};
    judged.reason.kind = ReasonKind::NoCandidate;
    if (plan.rules.createAgainIfNotSent && item.requestsSent == 0)
        judged.next = Queued; // it provably never left, and the person said so beforehand
    return judged;
}

bool ApplyRun::Private::isLastLook(Place place) const
{
    return items[place].looks >= pace.lookAgain.size();
}

/// The next look of the schedule, counted from the loss; `looks` counts the ones scheduled.
void ApplyRun::Private::scheduleLook(Place place)
{
    Item &item = items[place];
    if (pace.lookAgain.isEmpty()) {
        item.due = Steady::now();
        return;
    }
    const qsizetype next = std::min<qsizetype>(item.looks, pace.lookAgain.size() - 1);
    const Milliseconds before = next > 0 ? pace.lookAgain[next - 1] : Milliseconds(0);
    item.due = Steady::now() + std::max(Milliseconds(0), pace.lookAgain[next] - before);
    ++item.looks;
}

QSet<qint64> ApplyRun::Private::claimedExcept(Place place) const
{
    QSet<qint64> claimed;
    for (Place other = 0; other < plan.changes.size(); ++other)
        if (other != place && plan.changes[other].operation == Operation::Create && plan.changes[other].object > 0)
            claimed.insert(plan.changes[other].object);
    return claimed;
}
