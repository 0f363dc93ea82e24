// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/readback.h"

#include "changes/preflight.h"

#include <algorithm>

using Finding = ReadBack::Finding;

namespace {

QList<FieldDifference> differences(const Change &change, const QJsonObject &now, const ObjectPort &port)
{
    const QJsonObject &base = baseOf(change);
    const QJsonObject expected = port.expected(change, base);
    QList<FieldDifference> found;
    for (auto it = expected.begin(); it != expected.end(); ++it)
        if (!port.isAsWanted(change, it.key(), it.value(), now.value(it.key())))
            found.append({it.key(), base.value(it.key()), now.value(it.key()), it.value()});
    // What was wanted counts, even where the object as it has become cannot hold it.
    for (auto it = change.desired.begin(); it != change.desired.end(); ++it)
        if (change.operation == Operation::Update && expected.contains(it.key()) &&
            !port.sameValue(it.key(), it.value(), expected.value(it.key())) &&
            !port.isAsWanted(change, it.key(), it.value(), now.value(it.key()))) {
            found.removeIf([&](const FieldDifference &difference) { return difference.field == it.key(); });
            found.append({it.key(), base.value(it.key()), now.value(it.key()), it.value()});
        }
    return found;
}

/// Nothing we wanted to write has arrived, and nothing else has changed either.
bool untouched(const QList<FieldDifference> &found, const Change &change, const QJsonObject &now,
               const ObjectPort &port)
{
    const QJsonObject &base = baseOf(change);
    const auto asBefore = [&](const QString &name) {
        return port.isAsBefore(change, name, base.value(name), now.value(name));
    };
    return std::ranges::all_of(found, [&](const FieldDifference &difference) { return asBefore(difference.field); }) &&
           std::ranges::all_of(change.desired.keys(), asBefore);
}

bool agree(const QStringList &fields, const QJsonObject &a, const QJsonObject &b, const ObjectPort &port)
{
    return std::ranges::all_of(fields,
                               [&](const QString &name) { return port.sameValue(name, a.value(name), b.value(name)); });
}

/// What the create leaves to the service tells nothing.
bool sameIdentity(const QJsonObject &wanted, const QJsonObject &got, const ObjectPort &port)
{
    QStringList told = port.identity().rest;
    told.removeIf([&](const QString &name) { return !wanted.contains(name); });
    return agree(told, wanted, got, port);
}

} // namespace

ReadBack readBack(const Change &change, const std::optional<Observed> &now, const ObjectPort &port)
{
    switch (change.operation) {
    case Operation::Delete:
        return {now ? Finding::AsBefore : Finding::AsWanted, {}};
    case Operation::Create: {
        if (!now)
            return {Finding::AsBefore, {}};
        const QList<FieldDifference> found = differences(change, now->fields, port);
        return {found.isEmpty() ? Finding::AsWanted : Finding::Other, found};
    }
    case Operation::Update: {
        if (!now)
            return {Finding::Vanished, {}};
        const QList<FieldDifference> found = differences(change, now->fields, port);
        if (found.isEmpty())
            return {Finding::AsWanted, {}};
        return {untouched(found, change, now->fields, port) ? Finding::AsBefore : Finding::Other, found};
    }
    }
    return {};
}

Candidates candidatesFor(const Change &change, const QHash<qint64, Observed> &all, const QSet<qint64> &claimed,
                         const QDateTime &earliest, const ObjectPort &port)
{
    const QSet<qint64> existed = idsOf(change.base);
    const QJsonObject wanted = port.expected(change, {});
    Candidates found;
    for (auto it = all.begin(); it != all.end(); ++it) {
        const Observed &object = it.value();
        if (existed.contains(it.key()) || claimed.contains(it.key()))
            continue;
        if (!agree(port.identity().names, wanted, object.fields, port))
            continue;
        const bool tooOld = earliest.isValid() && object.created.isValid() && object.created < earliest;
        (sameIdentity(wanted, object.fields, port) && !tooOld ? found.exact : found.suspects).append(it.key());
    }
    std::ranges::sort(found.exact);
    std::ranges::sort(found.suspects);
    return found;
}

bool areAlike(const Change &a, const Change &b, const ObjectPort &port)
{
    return agree(port.identity().names, a.desired, b.desired, port);
}
