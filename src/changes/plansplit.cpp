// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/plan.h"

#include "domain/agentfields.h"
#include "domain/webappfields.h"

#include <QMap>
#include <QStringList>

#include <algorithm>
#include <iterator>

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

/// What may travel together stands together, so that requests are full; otherwise in the order given.
QList<Change> grouped(const QList<Change> &changes)
{
    QMap<QString, QList<Change>> groups;
    QStringList order;
    for (const Change &change : changes) {
        const QString group = agentGroup(change);
        if (!groups.contains(group))
            order << group;
        groups[group] << change;
    }
    QList<Change> all;
    for (const QString &group : std::as_const(order))
        all += groups.value(group);
    return all;
}

} // namespace

QList<Change> splitAgentChanges(const QList<Change> &changes)
{
    QMap<int, QList<Change>> later; // by pass
    QList<Change> off, rest;
    for (const Change &change : changes) {
        if (change.type != ObjectType::Agent || change.desired.isEmpty()) {
            rest << change;
            continue;
        }
        QMap<int, QJsonObject> passes;
        for (auto it = change.desired.begin(); it != change.desired.end(); ++it)
            passes[agentPass(it.key(), it.value())].insert(it.key(), it.value());
        for (auto pass = passes.cbegin(); pass != passes.cend(); ++pass) {
            Change part = change;
            part.desired = *pass;
            if (pass.key() == 0)
                off << part;
            else if (pass.key() == 1)
                rest << part;
            else
                later[pass.key()] << part;
        }
    }
    QList<Change> all = grouped(off) + grouped(rest);
    for (const QList<Change> &pass : std::as_const(later))
        all += grouped(pass);
    return all;
}

QString agentGroup(const Change &change)
{
    if (change.type != ObjectType::Agent)
        return {};
    return change.operation == Operation::Delete ? QStringLiteral("uninstall")
                                                 : agentGroup(change.before, change.desired);
}

QList<Change> splitByRequest(const QList<Change> &changes)
{
    const auto partIn = [](const Change &change) { // of what is not mixed
        const bool isUpdate = change.type == ObjectType::WebApp && change.operation == Operation::Update;
        return isUpdate ? webAppPartOf(change.desired).value_or(WebAppPart::Rest) : WebAppPart::Rest;
    };
    // A scan is to find the web app as the same plan makes it.
    const auto isLaunch = [](const Change &change) {
        return change.type == ObjectType::Scan && change.operation == Operation::Create;
    };
    QList<Change> split, launches;
    QList<Change> whole = splitAgentChanges(changes);
    std::ranges::copy_if(whole, std::back_inserter(launches), isLaunch);
    whole.removeIf(isLaunch);
    for (const WebAppPart part : {WebAppPart::Rest, WebAppPart::Scanner, WebAppPart::Url, WebAppPart::Purge})
        for (const Change &change : whole)
            if (isMixed(change) ? !onlyOf(change.desired, part).isEmpty() : partIn(change) == part)
                split << (isMixed(change) ? partOf(change, part) : change);
    return split + launches;
}
