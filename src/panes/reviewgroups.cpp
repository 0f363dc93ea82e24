// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/reviewgroups.h"

#include "changes/plan.h"
#include "domain/agentfields.h"
#include "domain/keyfields.h"

#include <QJsonDocument>
#include <QSet>

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

int countObjects(const QList<Change> &changes, ObjectType type, Operation operation)
{
    QSet<qint64> objects;
    for (const Change &change : changes)
        if (change.type == type && change.operation == operation)
            objects << change.object;
    return int(objects.size());
}

int ReviewGroup::requests() const
{
    if (type == ObjectType::WebApp)
        return int(splitByRequest(changes).size());
    const auto count = int(changes.size());
    const bool together = type == ObjectType::Agent && !agentGroup(changes.first()).isEmpty();
    return together ? int(batchSizes(count, mostAgentsTogether).size()) : count;
}

qint64 ReviewGroup::agents() const
{
    qint64 sum = 0;
    for (const Change &change : changes)
        sum += change.agents;
    return sum;
}

QList<ReviewGroup> groupForReview(const QList<Change> &changes, const QHash<qint64, QList<FieldDifference>> &conflicts,
                                  const QSet<qint64> &vanished)
{
    QList<ReviewGroup> groups;
    QHash<QByteArray, qsizetype> places;
    for (const Change &change : changes) {
        const qint64 id = reviewId(change);
        const bool odd = conflicts.contains(id) || vanished.contains(id);
        const bool alone = odd || change.operation == Operation::Create;
        const QString group = agentGroup(change);
        const QByteArray same = alone ? QByteArray::number(id)
                                : !group.isEmpty()
                                    ? group.toUtf8()
                                    : QByteArray::number(int(change.operation)) + QByteArray::number(int(change.type)) +
                                          (change.applyOnAgents ? "+" : "-") +
                                          QJsonDocument(change.desired).toJson(QJsonDocument::Compact);
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
                       .vanished = vanished.contains(id)});
    }
    return groups;
}

QList<FieldDifference> conflictsOf(const Change &change, const QJsonObject &now)
{
    QList<FieldDifference> differences;
    for (auto it = change.desired.begin(); it != change.desired.end(); ++it) {
        const QJsonValue was = change.before.value(it.key()), server = now.value(it.key());
        if (!sameFieldValue(it.key(), was, server) && !sameFieldValue(it.key(), server, it.value()))
            differences.append({.field = it.key(), .was = was, .server = server, .wanted = it.value()});
    }
    return differences;
}
