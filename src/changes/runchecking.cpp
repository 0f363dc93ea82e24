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
    for (const Place place : watched) {
        if (!items[place].due || *items[place].due > now)
            continue;
        if (!due.isEmpty() && plan.changes[due.first()].type != plan.changes[place].type)
            continue; // in their own read, right after
        const bool apart = !portOf(place).listsAll();
        if (apart && !due.isEmpty() && (lookedAt(due.first()) == 0) != (lookedAt(place) == 0))
            continue;
        due.append(place);
        if (due.size() >= std::max<qsizetype>(fullBatch, portOf(place).mostTogether()))
            break;
    }
    return due;
}

void ApplyRun::Private::look(const QList<Place> &wanted)
{
    QList<qint64> ids;
    bool readAll = false;
    for (const Place place : wanted) {
        const Change &change = plan.changes[place];
        portOf(place).willCompare(change);
        if (change.state != Requested) // which it stays, while it is looked for
            move(place, change.state == Acked || change.state == Verifying ? Verifying : Reconciling, change.reason);
        if (const qint64 id = lookedAt(place))
            ids.append(id);
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
            if (finished) // nobody resumes what is over: look again later
                for (const Place place : wanted)
                    scheduleRequested(place);
            else
                block(verdict.stop, verdict.wait, true); // still due, so looked at again after the pause
        }
        step();
    };
    constexpr auto priority = HttpRequest::Priority::Verification;
    ObjectPort &reader = portOf(wanted.first());
    ticket = readAll ? reader.readAll(priority, onRead) : reader.read(ids, priority, onRead);
}

void ApplyRun::Private::judgeLooks(const QList<Place> &wanted, const QHash<qint64, Observed> &all,
                                   const QDateTime &readUtc, bool readAll)
{
    QList<Observation> observations;
    QList<ChangeUpdate> updates;
    Pause stop = Pause::None;
    for (const Place place : wanted) {
        const Change &change = plan.changes[place];
        const bool acked = change.state == Verifying || change.state == Requested;
        Judged judged = acked ? judgeAcked(place, all) : judgeLost(place, all);
        if (judged.next == Requested && !judged.again)
            judged = judgeRequested(place, std::move(judged), readUtc);
        if (judged.again) {
            items[place].candidate = judged.candidate;
            if (judged.candidate)
                items[place].due = Steady::now();
            else
                scheduleLook(place);
            continue;
        }
        items[place].due.reset();
        judged.reason.unrelatedDrift = change.reason.unrelatedDrift;
        if (judged.next == Requested)
            scheduleRequested(place);
        if (judged.next == change.state && judged.reason == change.reason)
            continue; // requested as before

        if (judged.next == Queued && cancelled) {
            judged.next = Cancelled;
            judged.reason.kind = ReasonKind::ByPerson;
        }
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
        const bool shared = !portOf(place).groupOf(change).isEmpty();
        const bool counted = judged.reason.kind == ReasonKind::LeftOut; // when the answer came
        const bool open = judged.next == Queued || judged.next == Cancelled || counted;
        const Pause rule = open     ? Pause::None
                           : shared ? stopWatch.onJudgedShare(verified || judged.next == Requested)
                                    : stopWatch.onJudged(verified);
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
            if (!queued.empty() && !finished) // nobody resumes what is over
                block(stop);
        });
}

/// The service said it did it.
ApplyRun::Private::Judged ApplyRun::Private::judgeAcked(Place place, const QHash<qint64, Observed> &all) const
{
    const Change &change = plan.changes[place];
    const auto found = all.constFind(change.object);
    const std::optional<Observed> now = found == all.constEnd() ? std::nullopt : std::optional(*found);
    const ReadBack read = readBack(change, now, portOf(place));
    const bool deferred = portOf(place).isDeferred(change);
    const qsizetype most = change.operation == Operation::Update ? looksForAnUpdate : pace.lookAgain.size();
    switch (read.finding) {
    case Finding::AsWanted: {
        const ReasonKind kind = change.reason.replyLost ? ReasonKind::ReplyLost : change.reason.kind;
        const bool keep = kind == ReasonKind::ObjectVanished || kind == ReasonKind::AdoptedAfterLostReply ||
                          kind == ReasonKind::ReplyLost;
        return {.next = Verified, .reason = {.kind = keep ? kind : ReasonKind::None}, .seen = now};
    }
    case Finding::AsBefore:
        if (deferred && change.reason.kind != ReasonKind::LeftOut)
            return {.next = Requested, .reason = change.reason, .seen = now};
        if (items[place].looks < most)
            return {.again = true};
        if (change.reason.kind == ReasonKind::LeftOut) // not named, and not done
            return {.next = Rejected, .reason = {.kind = ReasonKind::LeftOut}, .seen = now};
        if (change.operation == Operation::Create)
            return {.next = NeedsHuman, .reason = {.kind = ReasonKind::ObjectVanished}};
        break;
    case Finding::Other:
        // A part of what was asked for shows; the rest is as it was, and still to come.
        if (deferred && std::ranges::all_of(read.differences, [&](const FieldDifference &difference) {
                return portOf(place).isAsBefore(change, difference.field, difference.was, difference.server);
            }))
            return {.next = Requested, .reason = change.reason, .seen = now};
        break;
    case Finding::Vanished:
        return {.next = Conflict, .reason = {.kind = ReasonKind::ObjectVanished}};
    }
    return {.next = Mismatch,
            .reason = {.kind = ReasonKind::FieldsDiffer, .fields = read.differences},
            .seen = now,
            .differences = read.differences};
}

/// Still not there. Looked for at growing intervals, then given up, which is not to say that it was not done.
ApplyRun::Private::Judged ApplyRun::Private::judgeRequested(Place place, Judged judged, const QDateTime &readUtc) const
{
    if (plan.changes[place].state != Requested || items[place].looks < pace.waitForAgent.size())
        return judged;
    judged.next = NeedsHuman;
    judged.reason.replyLost = judged.reason.replyLost || judged.reason.kind == ReasonKind::ReplyLost;
    judged.reason.kind = ReasonKind::NotYetSeen;
    judged.reason.until = readUtc;
    return judged;
}

/// Nobody knows whether the service did it. What it holds decides; "not done" is believed only at the last look.
ApplyRun::Private::Judged ApplyRun::Private::judgeLost(Place place, const QHash<qint64, Observed> &all) const
{
    const Change &change = plan.changes[place];
    if (change.operation == Operation::Create && change.object <= 0)
        return judgeLostCreate(place, all);
    const auto found = all.constFind(change.object);
    const std::optional<Observed> now = found == all.constEnd() ? std::nullopt : std::optional(*found);
    const ReadBack read = readBack(change, now, portOf(place));
    const bool isDelete = change.operation == Operation::Delete;
    // A key that looks the same before and after tells nothing about the agents.
    const bool saysNothing =
        change.applyOnAgents && !isDelete && std::ranges::all_of(change.desired.keys(), [&](const QString &name) {
            return portOf(place).sameValue(name, change.desired.value(name), baseOf(change).value(name));
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
    if (portOf(place).isDeferred(change)) // it may have arrived, and would show much later
        return {.next = Requested, .reason = lost, .seen = now};
    const int sends = isDelete ? sendsOfADelete : sendsOfAnUpdate;
    const bool mayRepeat = !change.applyOnAgents && items[place].lost < sends;
    return {.next = mayRepeat ? Queued : NeedsHuman, .reason = lost, .seen = now};
}

/// The object a look is about; 0 when every object has to be looked at.
qint64 ApplyRun::Private::lookedAt(Place place) const
{
    const qint64 object = plan.changes[place].object;
    return object > 0 ? object : items[place].candidate;
}

ApplyRun::Private::Judged ApplyRun::Private::judgeCandidate(Place place, const Observed &seen) const
{
    if (!seen.whole)
        return {.again = true, .candidate = seen.id};
    Change made = plan.changes[place];
    made.object = seen.id;
    const ReadBack read = readBack(made, seen, portOf(place));
    if (read.finding == Finding::AsWanted)
        return {.next = Verified, .reason = {.kind = ReasonKind::AdoptedAfterLostReply}, .seen = seen};
    return {.next = Mismatch,
            .reason = {.kind = ReasonKind::FieldsDiffer, .fields = read.differences},
            .seen = seen,
            .differences = read.differences};
}

ApplyRun::Private::Judged ApplyRun::Private::judgeLostCreate(Place place, const QHash<qint64, Observed> &all) const
{
    const Change &change = plan.changes[place];
    const Item &item = items[place];
    if (item.candidate) {
        const auto whole = all.constFind(item.candidate);
        return whole == all.constEnd() ? Judged{.again = true} : judgeCandidate(place, *whole);
    }
    QDateTime earliest;
    if (clockSkew && item.sentUtc.isValid())
        earliest = item.sentUtc.addMSecs((*clockSkew - clockGrain).count());
    const Candidates candidates = candidatesFor(change, all, claimedExcept(place), earliest, portOf(place));
    if (candidates.exact.size() == 1 && candidates.suspects.isEmpty())
        return judgeCandidate(place, all[candidates.exact.first()]);
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

/// The next look for what waits for an agent; `looks` counts from when the waiting began.
void ApplyRun::Private::scheduleRequested(Place place)
{
    Item &item = items[place];
    if (plan.changes[place].state != Requested)
        item.looks = 0;
    const qsizetype next = std::min<qsizetype>(item.looks, pace.waitForAgent.size() - 1);
    item.due = Steady::now() + (next < 0 ? Milliseconds(0) : pace.waitForAgent[next]);
    ++item.looks;
}

/// The looks for an agent that would have been scheduled since: programs that are started anew every day give up as
/// well.
int ApplyRun::Private::looksSince(const QDateTime &sentUtc) const
{
    Milliseconds left(sentUtc.isValid() ? sentUtc.msecsTo(utcNow()) : 0);
    int looks = 0;
    for (const Milliseconds wait : pace.waitForAgent) {
        left -= wait;
        if (left < Milliseconds(0))
            break;
        ++looks;
    }
    return looks;
}

QSet<qint64> ApplyRun::Private::claimedExcept(Place place) const
{
    QSet<qint64> claimed;
    for (Place other = 0; other < plan.changes.size(); ++other)
        if (other != place && plan.changes[other].operation == Operation::Create && plan.changes[other].object > 0)
            claimed.insert(plan.changes[other].object);
    return claimed;
}
