// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/preflight.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using ReasonKind = ChangeReason::Kind;

namespace {

constexpr auto idsName = "ids"_L1;
constexpr auto highestName = "highest"_L1;

/// `change` stands on `now`, so that what has to happen once more (a scan) has not happened yet.
bool alreadyAsWanted(const Change &change, const QJsonObject &now, const ObjectPort &port)
{
    if (change.applyOnAgents)
        return false; // the agents are the point, not the key
    for (auto it = change.desired.begin(); it != change.desired.end(); ++it)
        if (!port.isAsWanted(change, it.key(), it.value(), now.value(it.key())))
            return false;
    return true;
}

/// Fields among `names` that are neither as reviewed nor already as wanted. `known` are values that a person has seen
/// since then and decided to write over.
QList<FieldDifference> movedFields(const Change &change, const QJsonObject &now, const QStringList &names,
                                   const QList<FieldDifference> &known, const ObjectPort &port)
{
    QList<FieldDifference> moved;
    for (const QString &name : names) {
        const auto seen = std::ranges::find(known, name, &FieldDifference::field);
        const QJsonValue was = seen == known.end() ? change.before.value(name) : seen->server;
        const QJsonValue server = now.value(name);
        const QJsonValue wanted = change.desired.value(name);
        if (port.isAsBefore(change, name, was, server))
            continue;
        if (change.desired.contains(name) && port.isAsWanted(change, name, wanted, server))
            continue;
        moved.append({name, was, server, wanted});
    }
    return moved;
}

bool hasDrifted(const Change &change, const QJsonObject &now, const ObjectPort &port)
{
    for (auto it = now.begin(); it != now.end(); ++it)
        if (change.before.contains(it.key()) && !port.sameValue(it.key(), it.value(), change.before.value(it.key())))
            return true;
    return false;
}

/// Whether anything stands otherwise than it was reviewed. What was asked for may be missing on either side (a module
/// that is off); for the rest missing is not known. Texts that were asked for are compared to the letter: the port may
/// call two times of a scan equal.
bool hasMovedBase(const Change &change, const QJsonObject &now, const ObjectPort &port)
{
    return hasDrifted(change, now, port) || std::ranges::any_of(change.desired.keys(), [&](const QString &name) {
               const QJsonValue was = change.before.value(name), is = now.value(name);
               return !port.sameValue(name, was, is) || was.toString() != is.toString();
           });
}

QList<std::pair<qint64, qint64>> rangesOf(const QJsonObject &existing)
{
    QList<std::pair<qint64, qint64>> ranges;
    const QString text = existing.value(idsName).toString();
    for (const QStringView range : QStringView(text).split(u',', Qt::SkipEmptyParts)) {
        const QList<QStringView> ends = range.split(u'-');
        ranges.append({ends.first().toLongLong(), ends.last().toLongLong()});
    }
    return ranges;
}

} // namespace

PreflightVerdict judgePreflight(const Change &change, const std::optional<Observed> &now, bool rebase,
                                const ObjectPort &port)
{
    if (change.operation == Operation::Create)
        return {};
    if (!now) {
        if (change.operation == Operation::Delete)
            return {ChangeState::Noop, {.kind = ReasonKind::AlreadyAsWanted}, {}};
        return {ChangeState::Conflict, {.kind = ReasonKind::ObjectVanished}, {}};
    }
    const bool isDelete = change.operation == Operation::Delete;
    Change onTop = change;
    onTop.base = now->fields;
    if (!isDelete && alreadyAsWanted(onTop, now->fields, port))
        return {ChangeState::Noop, {.kind = ReasonKind::AlreadyAsWanted}, {}};

    PreflightVerdict verdict;
    const QStringList names = isDelete ? change.before.keys() : change.desired.keys();
    const QList<FieldDifference> known = rebase ? change.reason.fields : QList<FieldDifference>();
    const QList<FieldDifference> conflicts = movedFields(onTop, now->fields, names, known, port);
    if (!conflicts.isEmpty())
        return {ChangeState::Conflict, {.kind = ReasonKind::FieldsDiffer, .fields = conflicts}, {}};
    verdict.reason.unrelatedDrift = hasDrifted(change, now->fields, port);
    const QJsonObject base = hasMovedBase(change, now->fields, port) ? now->fields : QJsonObject();
    if (base != change.base)
        verdict.base = base;
    return verdict;
}

QJsonObject existingObjects(QList<qint64> ids)
{
    std::ranges::sort(ids);
    QString text;
    for (qsizetype i = 0; i < ids.size();) {
        qsizetype last = i;
        while (last + 1 < ids.size() && ids[last + 1] <= ids[last] + 1)
            ++last;
        text += (text.isEmpty() ? u""_s : u","_s) + QString::number(ids[i]);
        if (ids[last] != ids[i])
            text += u"-"_s + QString::number(ids[last]);
        i = last + 1;
    }
    return {{idsName, text}, {highestName, ids.isEmpty() ? 0 : ids.last()}};
}

QSet<qint64> idsOf(const QJsonObject &existing)
{
    QSet<qint64> ids;
    for (const auto &[first, last] : rangesOf(existing))
        for (qint64 id = first; id <= last; ++id)
            ids.insert(id);
    return ids;
}

bool existed(const QJsonObject &existing, qint64 id)
{
    return std::ranges::any_of(rangesOf(existing),
                               [id](const auto &range) { return range.first <= id && id <= range.second; });
}
