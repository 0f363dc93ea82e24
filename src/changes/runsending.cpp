// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/failpoint.h"
#include "changes/runcore.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;
using enum ChangeState;

namespace {

std::optional<Failure> failureOf(const Result<WriteReply> &reply)
{
    return reply ? std::nullopt : std::optional(reply.error());
}

} // namespace

qsizetype ApplyRun::Private::batchLimit(ObjectType type) const
{
    if (stage < int(std::size(canarySizes)))
        return canarySizes[stage];
    return std::max<qsizetype>(fullBatch, port.portFor(type).mostTogether());
}

/// The next changes in the plan's order, of one type of object. A create waits while a like one is unresolved: their
/// results could not be told apart; and a change while an earlier one of its object is.
QList<ApplyRun::Private::Place> ApplyRun::Private::pickBatch() const
{
    const auto first = std::ranges::find_if(queued, [this](Place place) { return turnOf(place) == Turn::Now; });
    if (first == queued.end())
        return {};
    const ObjectType type = plan.changes[*first].type;
    const qsizetype limit = idleBatch ? std::max<qsizetype>(fullBatch, batchLimit(type)) : batchLimit(type);
    QList<Place> picked;
    const bool apart = !port.portFor(type).listsAll(); // creates are read for by a list, all else by id
    const auto isOpenCreate = [this](Place place) { return plan.changes[place].operation == Operation::Create; };
    QList<Place> openCreates;
    std::ranges::copy_if(watched, std::back_inserter(openCreates), isOpenCreate);
    for (const Place place : queued) {
        if (picked.size() >= limit)
            break;
        const Change &change = plan.changes[place];
        if (change.type != type || turnOf(place) != Turn::Now)
            continue; // ids of one type mean nothing to the other's port
        const bool held = change.operation == Operation::Create && std::ranges::any_of(openCreates, [&](Place open) {
                              return areAlike(plan.changes[open], change, portOf(open));
                          });
        const bool isCreate = change.operation == Operation::Create;
        const bool mixes =
            apart && !picked.isEmpty() && isCreate != (plan.changes[picked.first()].operation == Operation::Create);
        if (held || mixes)
            continue;
        picked.append(place);
        if (change.operation == Operation::Create)
            openCreates.append(place); // its twin waits for the next batch
    }
    return picked;
}

/// The small groups are waited for to the last lost reply; after them the run goes on while replies are looked for.
bool ApplyRun::Private::holdForCanary() const
{
    if (stage >= int(std::size(canarySizes)))
        return false;
    return std::ranges::any_of(
        batch, [this](Place place) { return watched.contains(place) && plan.changes[place].state != Requested; });
}

/// Everything of the batch has been sent: the answers are read back now, and the next group may be larger.
void ApplyRun::Private::closeBatch()
{
    for (const Place place : std::as_const(batch))
        if (plan.changes[place].state == Acked && !items[place].due)
            items[place].due = Steady::now();
    if (batch.isEmpty() || holdForCanary())
        return;
    const bool proven = std::ranges::any_of(batch, [this](Place place) {
        return plan.changes[place].state == Verified || plan.changes[place].state == Requested;
    });
    if (stage < int(std::size(canarySizes)) && proven)
        ++stage;
    batch.clear();
}

void ApplyRun::Private::preflight(const QList<Place> &wanted)
{
    QList<qint64> ids;
    bool readAll = false;
    for (const Place place : wanted) {
        const Change &change = plan.changes[place];
        portOf(place).willCompare(change);
        move(place, Preflight, change.reason);
        if (change.operation == Operation::Create)
            readAll = true;
        else
            ids.append(change.object);
    }
    busy = Busy::Reading;
    const auto onRead = [this, wanted](const Result<QHash<qint64, Observed>> &all, const Exchange &exchange) {
        busy = Busy::No;
        noteClock(exchange);
        if (all) {
            judgeBatch(wanted, *all);
        } else {
            for (const Place place : wanted)
                if (plan.changes[place].state == Preflight)
                    move(place, Queued, plan.changes[place].reason);
            ready.clear();
            const ReadVerdict verdict = judgeFailedRead(all.error(), exchange, pace);
            block(verdict.stop, verdict.wait, true);
        }
        step();
    };
    constexpr auto priority = HttpRequest::Priority::Verification;
    ObjectPort &reader = portOf(wanted.first());
    ticket = readAll ? reader.readAll(priority, onRead) : reader.read(ids, priority, onRead);
}

void ApplyRun::Private::judgeBatch(const QList<Place> &wanted, const QHash<qint64, Observed> &all)
{
    const QJsonObject existing = existingObjects(all.keys());
    QList<ChangeUpdate> updates;
    ready.clear();
    for (const Place place : wanted) {
        const Change &change = plan.changes[place];
        if (change.state != Preflight)
            continue; // cancelled meanwhile
        if (ready.size() >= batchLimit(change.type) || !mayWrite()) {
            move(place, Queued, change.reason);
            continue;
        }
        Item &item = items[place];
        const auto found = all.constFind(change.object);
        item.now = found == all.constEnd() ? std::nullopt : std::optional(*found);
        item.readAt = Steady::now();
        item.readUtc = utcNow();
        PreflightVerdict verdict = judgePreflight(change, item.now, item.rebase, portOf(place));
        if (verdict.next == Preflight && item.now)
            if (const std::optional<Failure> refusal = portOf(place).refusal(change, *item.now))
                verdict = {.next = Rejected, .reason = {.kind = ChangeReason::Kind::NotSent, .failure = refusal}};
        if (change.operation == Operation::Create)
            verdict = judgeNewCreate(place, all, existing);
        if (verdict.next == Preflight)
            ready.append(place);
        else
            item.rebase = false;
        if (verdict.next == Preflight && !verdict.base && verdict.reason == change.reason)
            continue;
        ChangeUpdate update = updateOf(place, verdict.next, verdict.reason);
        update.base = verdict.base;
        if (verdict.next == Noop && item.now)
            update.after = item.now->fields;
        updates.append(update);
    }
    idleBatch = ready.isEmpty();
    if (updates.isEmpty())
        return;
    record([this, updates](Journal::Done done) { journal.update(updates, std::move(done)); },
           [this, updates] {
               QList<ChangeUpdate> current = updates; // a pause or a cancel may have come in between
               current.removeIf([this](const ChangeUpdate &update) {
                   return plan.changes[*placeOf(update.change)].state != Preflight;
               });
               apply(current);
           });
}

/// A create that a person lets go once more may have been made after all since it was looked for: then the two would be
/// twins. Objects that the person has seen and not adopted are known not to be it.
PreflightVerdict ApplyRun::Private::judgeNewCreate(Place place, const QHash<qint64, Observed> &all,
                                                   const QJsonObject &existing) const
{
    const Change &change = plan.changes[place];
    PreflightVerdict fresh{.base = existing};
    if (change.base.isEmpty() || change.reason.kind != ChangeReason::Kind::ByPerson)
        return fresh;
    QSet<qint64> strangers = claimedExcept(place);
    for (const qint64 id : change.reason.candidates)
        strangers << id;
    const Candidates found = candidatesFor(change, all, strangers, {}, portOf(place));
    if (found.exact.isEmpty() && found.suspects.isEmpty())
        return fresh;
    return {.next = NeedsHuman,
            .reason = {.kind = ChangeReason::Kind::SeveralCandidates, .candidates = found.exact + found.suspects},
            .base = {}};
}

void ApplyRun::Private::returnReady()
{
    for (const Place place : std::exchange(ready, {}))
        if (plan.changes[place].state == Preflight)
            move(place, Queued, plan.changes[place].reason);
}

/// Both clocks are asked: the steady one stands still while the computer sleeps, the other can be set back.
bool ApplyRun::Private::isStale(const Item &item) const
{
    return Steady::now() - item.readAt > pace.rereadAfter ||
           Milliseconds(item.readUtc.msecsTo(utcNow())) > pace.rereadAfter;
}

void ApplyRun::Private::sendNext()
{
    if (isStale(items[ready.first()]))
        return preflight(std::exchange(ready, {}));
    const QList<Place> group = takeGroup();
    Result<HttpRequest> request = composeFor(group);
    if (request)
        return send(group, std::move(*request));

    QList<ChangeUpdate> updates;
    for (const Place place : group)
        updates << updateOf(place, Rejected, {.kind = ChangeReason::Kind::NotSent, .failure = request.error()});
    record([this, updates](Journal::Done done) { journal.update(updates, std::move(done)); },
           [this, updates, operation = plan.changes[group.first()].operation] {
               apply(updates);
               block(stopWatch.onReply(operation, {.next = Rejected, .kind = WriteVerdict::Kind::Refused}));
           });
}

/// The first that is ready, and those that may travel with it.
QList<ApplyRun::Private::Place> ApplyRun::Private::takeGroup()
{
    const ObjectPort &speaker = portOf(ready.first());
    const QString name = speaker.groupOf(plan.changes[ready.first()]);
    const qsizetype most = together > 0 ? std::min(together, speaker.mostTogether()) : speaker.mostTogether();
    if (name.isEmpty() || most <= 1)
        return {ready.takeFirst()};
    QList<Place> group, rest;
    for (const Place place : std::as_const(ready)) {
        const bool joins = group.size() < most && speaker.groupOf(plan.changes[place]) == name;
        (joins ? group : rest) << place;
    }
    ready = rest;
    return group;
}

Result<HttpRequest> ApplyRun::Private::composeFor(const QList<Place> &group) const
{
    const ObjectPort &speaker = portOf(group.first());
    if (group.size() == 1)
        return speaker.compose(plan.changes[group.first()], items[group.first()].now);
    QList<Change> changes;
    for (const Place place : group)
        changes << plan.changes[place];
    return speaker.composeGroup(changes);
}

void ApplyRun::Private::send(const QList<Place> &group, HttpRequest request)
{
    request.attempt = QUuid::createUuid();
    request.effect = HttpRequest::Effect::Writes;
    request.priority = HttpRequest::Priority::BulkWrite;
    Attempt attempt;
    attempt.uuid = request.attempt;
    attempt.endpoint = request.path;
    attempt.method = request.body.isEmpty() ? "GET" : "POST";
    attempt.bodySha256 = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256);
    attempt.bodyRedacted = portOf(group.first()).redacted(request.body);
    attempt.startedUtc = utcNow();

    busy = Busy::Writing;
    for (const Place place : group) {
        const Change &change = plan.changes[place];
        attempt.changes << change.id;
        Item &item = items[place];
        item.attempt = attempt.uuid;
        item.sentUtc = attempt.startedUtc;
        item.looks = 0;
        item.requestsSent = -1;
        item.due.reset();
        item.rebase = false;
        batch.append(place);
        move(place, Sending, {.unrelatedDrift = change.reason.unrelatedDrift});
    }
    failpoint("K0");
    const auto onBegun = [this, group, request = std::move(request)](const Outcome &begun) {
        if (!begun) { // what is not recorded is not sent
            for (const Place place : group)
                move(place, Queued, {});
            recordFailed(begun.error());
            return step();
        }
        failpoint("K1");
        const auto onAnswer = [this, group](const Result<WriteReply> &reply, const Exchange &exchange) {
            onReply(group, reply, exchange);
        };
        ticket = portOf(group.first()).send(request, onAnswer);
        failpoint("K3");
    };
    journal.beginAttempt(attempt, whileAlive(onBegun));
}

void ApplyRun::Private::onReply(const QList<Place> &group, const Result<WriteReply> &reply, const Exchange &exchange)
{
    failpoint("K5");
    noteClock(exchange);
    QList<ChangeUpdate> updates;
    qsizetype leftOut = 0;
    std::optional<WriteVerdict> worst; // what the request as a whole counts as
    for (const Place place : group) {
        Item &item = items[place];
        const Change &change = plan.changes[place];
        item.requestsSent = exchange.requestsSent;
        WriteVerdict verdict = judgeWrite(change, reply, exchange, pace);
        if (group.size() > 1)
            verdict = judgeShare(change, std::move(verdict), reply);
        if (verdict.next == Rejected && !reply && portOf(place).knowsAnotherWay(change, reply.error()))
            verdict = {.next = Queued, .reason = {.kind = ChangeReason::Kind::NotSent, .failure = reply.error()}};
        if (verdict.next == Unknown)
            ++item.lost;
        if (verdict.wait)
            verdict.reason.until = utcNow().addMSecs(verdict.wait->count());
        verdict.reason.unrelatedDrift = change.reason.unrelatedDrift;
        if (verdict.next == Queued && cancelled) {
            verdict.next = Cancelled;
            verdict.reason.kind = ChangeReason::Kind::ByPerson;
        }
        ChangeUpdate update = updateOf(place, verdict.next, verdict.reason);
        if (verdict.next == Acked && change.operation == Operation::Create)
            update.object = verdict.object;
        updates << update;
        leftOut += update.reason.kind == ChangeReason::Kind::LeftOut;
        if (!worst)
            worst = verdict;
    }
    learnSize(group.size(), *worst);
    Pause stop = stopWatch.onReply(plan.changes[group.first()].operation, *worst);
    if (stop == Pause::None && plan.rules.stopAfterFailures && leftOut * 5 > group.size())
        stop = Pause::StopRule;
    AttemptOutcome outcome{items[group.first()].attempt, exchange, failureOf(reply)};
    record([this, outcome, updates](Journal::Done done) { journal.endAttempt(outcome, updates, std::move(done)); },
           [this, group, updates, stop, wait = worst->wait] {
               apply(updates);
               for (qsizetype i = 0; i < group.size(); ++i)
                   if (updates[i].state == Unknown)
                       scheduleLook(group[i]);
               block(stop, wait);
           });
}

/// Half as many after a request that was too large, too slow or refused as a whole; twice as many after a good one.
void ApplyRun::Private::learnSize(qsizetype sent, const WriteVerdict &verdict)
{
    using Kind = Failure::Kind;
    const qsizetype half = std::max<qsizetype>(1, sent / 2);
    if (verdict.next == Acked) {
        together = together > 0 ? together * 2 : 0;
    } else if (sent > 1 && verdict.reason.failure) {
        const Kind kind = verdict.reason.failure->kind;
        if (kind == Kind::TooLarge || kind == Kind::TimedOut || kind == Kind::Rejected)
            together = half;
    }
}

void ApplyRun::Private::noteClock(const Exchange &exchange)
{
    if (!exchange.startedUtc.isValid() || !exchange.finishedUtc.isValid())
        return;
    const double took = double(exchange.startedUtc.msecsTo(exchange.finishedUtc));
    requestMs += (took - requestMs) / 8; // the last eight or so count
    if (exchange.serverDateUtc.isValid())
        clockSkew = Milliseconds(exchange.finishedUtc.msecsTo(exchange.serverDateUtc));
}
