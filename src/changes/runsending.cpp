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

int ApplyRun::Private::batchLimit() const
{
    return stage < int(std::size(canarySizes)) ? canarySizes[stage] : fullBatch;
}

/// The next changes in the plan's order. A create waits while a like one is unresolved: their results could not be told
/// apart.
QList<ApplyRun::Private::Place> ApplyRun::Private::pickBatch() const
{
    const qsizetype limit = idleBatch ? fullBatch : batchLimit();
    QList<Place> picked;
    const auto isOpenCreate = [this](Place place) { return plan.changes[place].operation == Operation::Create; };
    QList<Place> openCreates;
    std::ranges::copy_if(watched, std::back_inserter(openCreates), isOpenCreate);
    for (const Place place : queued) {
        if (picked.size() >= limit)
            break;
        const Change &change = plan.changes[place];
        const bool held = change.operation == Operation::Create && std::ranges::any_of(openCreates, [&](Place open) {
                              return areAlike(plan.changes[open], change, port);
                          });
        if (held)
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
    return std::ranges::any_of(batch, [this](Place place) { return watched.contains(place); });
}

/// Everything of the batch has been sent: the answers are read back now, and the next group may be larger.
void ApplyRun::Private::closeBatch()
{
    for (const Place place : std::as_const(batch))
        if (plan.changes[place].state == Acked && !items[place].due)
            items[place].due = Steady::now();
    if (batch.isEmpty() || holdForCanary())
        return;
    const bool proven =
        std::ranges::any_of(batch, [this](Place place) { return plan.changes[place].state == Verified; });
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
    ticket = readAll ? port.readAll(priority, onRead) : port.read(ids, priority, onRead);
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
        if (ready.size() >= batchLimit() || !mayWrite()) {
            move(place, Queued, change.reason);
            continue;
        }
        Item &item = items[place];
        const auto found = all.constFind(change.object);
        item.now = found == all.constEnd() ? std::nullopt : std::optional(*found);
        item.readAt = Steady::now();
        item.readUtc = utcNow();
        PreflightVerdict verdict = judgePreflight(change, item.now, item.rebase, port);
        if (change.operation == Operation::Create)
            verdict.base = existing;
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
    const Place place = ready.first();
    const Item &item = items[place];
    if (isStale(item))
        return preflight(std::exchange(ready, {}));
    ready.removeFirst();
    const Change &change = plan.changes[place];
    Result<HttpRequest> request = port.compose(change, item.now);
    if (request)
        return send(place, std::move(*request));

    const QList updates{updateOf(place, Rejected, {.kind = ChangeReason::Kind::NotSent, .failure = request.error()})};
    record([this, updates](Journal::Done done) { journal.update(updates, std::move(done)); },
           [this, updates, operation = change.operation] {
               apply(updates);
               block(stopWatch.onReply(operation, {.next = Rejected, .kind = WriteVerdict::Kind::Refused}));
           });
}

void ApplyRun::Private::send(Place place, HttpRequest request)
{
    const Change &change = plan.changes[place];
    request.attempt = QUuid::createUuid();
    request.effect = HttpRequest::Effect::Writes;
    request.priority = HttpRequest::Priority::BulkWrite;
    Attempt attempt;
    attempt.uuid = request.attempt;
    attempt.endpoint = request.path;
    attempt.method = request.body.isEmpty() ? "GET" : "POST";
    attempt.bodySha256 = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256);
    attempt.bodyRedacted = port.redacted(request.body);
    attempt.startedUtc = utcNow();
    attempt.changes = {change.id};

    Item &item = items[place];
    item.attempt = attempt.uuid;
    item.sentUtc = attempt.startedUtc;
    item.looks = 0;
    item.requestsSent = -1;
    item.due.reset();
    item.rebase = false;
    batch.append(place);
    busy = Busy::Writing;
    move(place, Sending, {.unrelatedDrift = change.reason.unrelatedDrift});
    failpoint("K0");
    const auto onBegun = [this, place, request = std::move(request)](const Outcome &begun) {
        if (!begun) { // what is not recorded is not sent
            move(place, Queued, {});
            recordFailed(begun.error());
            return step();
        }
        failpoint("K1");
        const auto onAnswer = [this, place](const Result<WriteReply> &reply, const Exchange &exchange) {
            onReply(place, reply, exchange);
        };
        ticket = port.send(request, onAnswer);
        failpoint("K3");
    };
    journal.beginAttempt(attempt, whileAlive(onBegun));
}

void ApplyRun::Private::onReply(Place place, const Result<WriteReply> &reply, const Exchange &exchange)
{
    failpoint("K5");
    Item &item = items[place];
    const Change &change = plan.changes[place];
    noteClock(exchange);
    item.requestsSent = exchange.requestsSent;
    WriteVerdict verdict = judgeWrite(change, reply, exchange, pace);
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
    const Pause stop = stopWatch.onReply(change.operation, verdict);
    AttemptOutcome outcome{item.attempt, exchange, failureOf(reply)};
    record([this, outcome, update](Journal::Done done) { journal.endAttempt(outcome, {update}, std::move(done)); },
           [this, place, update, stop, wait = verdict.wait] {
               apply({update});
               if (update.state == Unknown)
                   scheduleLook(place);
               block(stop, wait);
           });
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
