// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/change.h"

#include "changes/failurejson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace {

using ReasonKind = ChangeReason::Kind;
constexpr auto reasonWords = std::to_array<Wire<ReasonKind>>({
    {ReasonKind::None, "none"_L1},
    {ReasonKind::ObjectVanished, "object-vanished"_L1},
    {ReasonKind::FieldsDiffer, "fields-differ"_L1},
    {ReasonKind::Refused, "refused"_L1},
    {ReasonKind::NotSent, "not-sent"_L1},
    {ReasonKind::ReplyLost, "reply-lost"_L1},
    {ReasonKind::AdoptedAfterLostReply, "adopted-after-lost-reply"_L1},
    {ReasonKind::SeveralCandidates, "several-candidates"_L1},
    {ReasonKind::NoCandidate, "no-candidate"_L1},
    {ReasonKind::StoppedByRun, "stopped-by-run"_L1},
    {ReasonKind::ByPerson, "by-person"_L1},
    {ReasonKind::AlreadyAsWanted, "already-as-wanted"_L1},
    {ReasonKind::LeftOut, "left-out"_L1},
    {ReasonKind::NotYetSeen, "not-yet-seen"_L1},
    {ReasonKind::WaitedInVain, "waited-in-vain"_L1},
});

QLatin1StringView wordOf(ReasonKind kind)
{
    const auto row = std::ranges::find(reasonWords, kind, &Wire<ReasonKind>::value);
    return row == reasonWords.end() ? "none"_L1 : row->word;
}

ReasonKind reasonOf(const QString &word)
{
    const auto row = std::ranges::find_if(reasonWords, [&](const auto &wire) { return wire.word == word; });
    return row == reasonWords.end() ? ReasonKind::None : row->value;
}

void insertUnlessEmpty(QJsonObject &json, QLatin1StringView name, const QJsonObject &value)
{
    if (!value.isEmpty())
        json.insert(name, value);
}

QJsonObject toJson(const FieldDifference &difference)
{
    return {{"field"_L1, difference.field},
            {"was"_L1, difference.was},
            {"server"_L1, difference.server},
            {"wanted"_L1, difference.wanted}};
}

/// A value that was never there reads back as undefined, not as null: JSON drops it.
FieldDifference differenceFromJson(const QJsonObject &json)
{
    const auto valueOf = [&](QLatin1StringView name) {
        return json.contains(name) ? json.value(name) : QJsonValue(QJsonValue::Undefined);
    };
    return {json.value("field"_L1).toString(), valueOf("was"_L1), valueOf("server"_L1), valueOf("wanted"_L1)};
}

} // namespace

QJsonObject toJson(const ChangeReason &reason)
{
    QJsonObject json;
    if (reason.kind != ReasonKind::None)
        json.insert("kind"_L1, wordOf(reason.kind));
    QJsonArray fields;
    for (const FieldDifference &difference : reason.fields)
        fields.append(toJson(difference));
    if (!fields.isEmpty())
        json.insert("fields"_L1, fields);
    if (reason.failure)
        json.insert("failure"_L1, toJson(*reason.failure));
    QJsonArray candidates;
    for (const qint64 id : reason.candidates)
        candidates.append(id);
    if (!candidates.isEmpty())
        json.insert("candidates"_L1, candidates);
    if (reason.unrelatedDrift)
        json.insert("unrelatedDrift"_L1, true);
    if (reason.replyLost)
        json.insert("replyLost"_L1, true);
    if (reason.until.isValid())
        json.insert("until"_L1, reason.until.toUTC().toString(Qt::ISODateWithMs));
    return json;
}

ChangeReason reasonFromJson(const QJsonObject &json)
{
    ChangeReason reason;
    reason.kind = reasonOf(json.value("kind"_L1).toString());
    const QJsonArray fields = json.value("fields"_L1).toArray();
    for (const auto &difference : fields)
        reason.fields.append(differenceFromJson(difference.toObject()));
    if (json.contains("failure"_L1))
        reason.failure = failureFromJson(json.value("failure"_L1).toObject());
    const QJsonArray candidates = json.value("candidates"_L1).toArray();
    for (const auto &id : candidates)
        reason.candidates.append(id.toInteger());
    reason.unrelatedDrift = json.value("unrelatedDrift"_L1).toBool();
    reason.replyLost = json.value("replyLost"_L1).toBool();
    if (json.contains("until"_L1))
        reason.until = QDateTime::fromString(json.value("until"_L1).toString(), Qt::ISODateWithMs);
    return reason;
}

QJsonObject toJson(const Change &change)
{
    QJsonObject json{
        {"type"_L1, toWire(change.type)}, {"operation"_L1, toWire(change.operation)}, {"object"_L1, change.object},
        {"label"_L1, change.label},       {"state"_L1, toWire(change.state)},
    };
    if (change.id)
        json.insert("id"_L1, change.id.value);
    insertUnlessEmpty(json, "desired"_L1, change.desired);
    insertUnlessEmpty(json, "before"_L1, change.before);
    insertUnlessEmpty(json, "base"_L1, change.base);
    insertUnlessEmpty(json, "after"_L1, change.after);
    if (change.applyOnAgents)
        json.insert("applyOnAgents"_L1, true);
    if (change.agents)
        json.insert("agents"_L1, change.agents);
    if (change.undoOf)
        json.insert("undoOf"_L1, change.undoOf.value);
    insertUnlessEmpty(json, "reason"_L1, toJson(change.reason));
    return json;
}

Change changeFromJson(const QJsonObject &json)
{
    Change change;
    change.id = {json.value("id"_L1).toInteger()};
    change.type = fromWire<ObjectType>(json.value("type"_L1).toString()).value_or(ObjectType::ActivationKey);
    change.operation = fromWire<Operation>(json.value("operation"_L1).toString()).value_or(Operation::Update);
    change.object = json.value("object"_L1).toInteger();
    change.label = json.value("label"_L1).toString();
    change.desired = json.value("desired"_L1).toObject();
    change.before = json.value("before"_L1).toObject();
    change.base = json.value("base"_L1).toObject();
    change.after = json.value("after"_L1).toObject();
    change.applyOnAgents = json.value("applyOnAgents"_L1).toBool();
    change.agents = json.value("agents"_L1).toInteger();
    change.undoOf = {json.value("undoOf"_L1).toInteger()};
    change.state = fromWire<ChangeState>(json.value("state"_L1).toString()).value_or(ChangeState::NeedsHuman);
    change.reason = reasonFromJson(json.value("reason"_L1).toObject());
    return change;
}
