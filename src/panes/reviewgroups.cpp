// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/reviewgroups.h"

#include "changes/plan.h"
#include "domain/agentfields.h"
#include "domain/keyfields.h"
#include "domain/scanfields.h"
#include "domain/webappfields.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>

qint64 reviewId(const Change &change)
{
    constexpr qint64 agents = qint64(1) << 61, scans = qint64(1) << 60, apps = qint64(1) << 59; // far beyond any id
    switch (change.type) {
    case ObjectType::Agent:
        return agents + change.object;
    case ObjectType::Scan:
        return scans + change.object;
    case ObjectType::WebApp:
        return apps + change.object;
    case ObjectType::ActivationKey:
        break;
    }
    return change.object;
}

namespace {

int requestsOf(const ReviewGroup &group)
{
    if (group.type == ObjectType::WebApp)
        return int(splitByRequest(group.changes).size());
    const auto count = int(group.changes.size());
    const bool together = group.type == ObjectType::Agent && !agentGroup(group.changes.first()).isEmpty();
    return together ? int(batchSizes(count, mostAgentsTogether).size()) : count;
}

bool isSame(ObjectType type, const QString &field, const QJsonValue &a, const QJsonValue &b)
{
    switch (type) {
    case ObjectType::Agent:
        return sameAgentValue(a, b);
    case ObjectType::WebApp:
        return sameWebAppValue(field, a, b);
    case ObjectType::Scan:
        return sameScanValue(field, a, b);
    case ObjectType::ActivationKey:
        break;
    }
    return sameFieldValue(field, a, b);
}

void sumUpOne(ReviewGroup &group)
{
    const Change &first = group.changes.first();
    for (const Change &change : std::as_const(group.changes)) {
        group.objects << reviewId(change);
        group.agents += change.agents;
    }
    for (auto it = first.desired.begin(); it != first.desired.end(); ++it) {
        const QJsonValue was = first.before.value(it.key());
        if (std::ranges::all_of(group.changes, [&](const Change &change) {
                return isSame(group.type, it.key(), change.before.value(it.key()), was);
            }))
            group.was.insert(it.key(), was);
    }
    group.requests = requestsOf(group);
}

} // namespace

QList<ReviewGroup> groupForReview(const QList<Change> &changes, const QHash<qint64, QList<FieldDifference>> &conflicts,
                                  const QSet<qint64> &vanished, const QSet<qint64> &left)
{
    QList<ReviewGroup> groups;
    QHash<QByteArray, qsizetype> places;
    qsizetype number = 0;
    for (const Change &change : changes) {
        ++number;
        const qint64 id = reviewId(change);
        const bool odd = conflicts.contains(id) || vanished.contains(id);
        const bool alone = odd || change.operation == Operation::Create;
        const QString group = agentGroup(change);
        // New objects have no id of their own in a plan.
        QByteArray same = alone ? "#" + QByteArray::number(number)
                          : !group.isEmpty()
                              ? group.toUtf8()
                              : QByteArray::number(int(change.operation)) + QByteArray::number(int(change.type)) +
                                    (change.applyOnAgents ? "+" : "-") +
                                    QJsonDocument(change.desired).toJson(QJsonDocument::Compact);
        if (left.contains(id))
            same += " left out";
        if (const auto it = places.constFind(same); it != places.constEnd()) {
            groups[*it].changes.append(change);
            continue;
        }
        places.insert(same, groups.size());
        groups.append({.operation = change.operation,
                       .type = change.type,
                       .changes = {change},
                       .applyOnAgents = change.applyOnAgents,
                       .conflicts = conflicts.value(id),
                       .vanished = vanished.contains(id),
                       .objects = {},
                       .was = {}});
    }
    return groups;
}

void sumUp(QList<ReviewGroup> &groups)
{
    for (ReviewGroup &group : groups)
        sumUpOne(group);
}

QList<FieldDifference> conflictsOf(const Change &change, const QJsonObject &now)
{
    QList<FieldDifference> differences;
    if (change.operation == Operation::Delete) { // takes all of it away, so all of it must be what was seen
        for (auto it = change.before.begin(); it != change.before.end(); ++it)
            if (!sameFieldValue(it.key(), it.value(), now.value(it.key())))
                differences.append({.field = it.key(), .was = it.value(), .server = now.value(it.key())});
        return differences;
    }
    for (auto it = change.desired.begin(); it != change.desired.end(); ++it) {
        const QJsonValue was = change.before.value(it.key()), server = now.value(it.key());
        if (!sameFieldValue(it.key(), was, server) && !sameFieldValue(it.key(), server, it.value()))
            differences.append({.field = it.key(), .was = was, .server = server, .wanted = it.value()});
    }
    return differences;
}
