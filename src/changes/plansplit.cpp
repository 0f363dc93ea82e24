// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/plan.h"

#include "domain/agentfields.h"
#include "domain/webappfields.h"

namespace {

QJsonObject onlyOf(const QJsonObject &fields, WebAppPart part)
{
    QJsonObject some;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        if (webAppPartOf(it.key()) == part)
            some.insert(it.key(), it.value());
    return some;
}

/// Each part keeps the pre-image of its own fields only: what its siblings do is no drift.
Change partOf(const Change &change, WebAppPart part)
{
    Change some = change;
    some.desired = onlyOf(change.desired, part);
    some.before = onlyOf(change.before, part);
    return some;
}

bool isMixed(const Change &change)
{
    return change.type == ObjectType::WebApp && change.operation == Operation::Update && !change.desired.isEmpty() &&
           !webAppPartOf(change.desired);
}

} // namespace

QList<Change> splitSwitches(const QList<Change> &changes)
{
    QList<Change> off, rest;
    for (const Change &change : changes) {
        const ModuleWish wish = moduleWish(change.desired);
        const bool both = change.type == ObjectType::Agent && !wish.on.isEmpty() && !wish.off.isEmpty();
        rest << change;
        if (!both)
            continue;
        off << change;
        for (const QString &word : wish.on)
            off.last().desired.remove(agentfields::ofModule(word));
        for (const QString &word : wish.off)
            rest.last().desired.remove(agentfields::ofModule(word));
    }
    return off + rest;
}

QList<Change> splitByRequest(const QList<Change> &changes)
{
    const auto partIn = [](const Change &change) { // of what is not mixed
        const bool isUpdate = change.type == ObjectType::WebApp && change.operation == Operation::Update;
        return isUpdate ? webAppPartOf(change.desired).value_or(WebAppPart::Rest) : WebAppPart::Rest;
    };
    QList<Change> split;
    const QList<Change> whole = splitSwitches(changes);
    for (const WebAppPart part : {WebAppPart::Rest, WebAppPart::Scanner, WebAppPart::Url, WebAppPart::Purge})
        for (const Change &change : whole)
            if (isMixed(change) ? !onlyOf(change.desired, part).isEmpty() : partIn(change) == part)
                split << (isMixed(change) ? partOf(change, part) : change);
    return split;
}
