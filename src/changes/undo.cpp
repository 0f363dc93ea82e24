// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/change.h"

#include "domain/agentfields.h"
#include "domain/keyfields.h"
#include "domain/webappfields.h"

#include <QJsonArray>

namespace {

/// Of what somebody else did, before or after, nothing is taken back: neither what stood as wanted already, nor tags
/// beside those that this change put on or took off.
QJsonObject agentValuesBefore(const Change &done)
{
    const QJsonObject &before = baseOf(done);
    QJsonObject values;
    for (const QString &name : done.desired.keys()) {
        const QJsonValue had = before.value(name), has = done.after.value(name);
        if (name == agentfields::tags) {
            const QJsonArray tags = tagsWithoutSteps(done.before.value(name), done.desired.value(name), had, has);
            if (!sameAgentValue(tags, has))
                values.insert(name, tags);
        } else if (sameAgentValue(had, has) || agentfields::scanKind(name)) {
            continue; // a scan that was made stays made
        } else if (agentfields::isModule(name)) {
            values.insert(name, had.toBool());
        } else if (before.contains(name)) {
            values.insert(name, had);
        }
    }
    return values;
}

/// The fields the write changed, with the values they had. Fields that followed an edited one (a limit forgotten when
/// the type went) are among them, or the old type could not be written back.
QJsonObject valuesBefore(const Change &done)
{
    const QJsonObject &before = baseOf(done);
    QJsonObject values;
    if (done.type == ObjectType::Agent)
        return agentValuesBefore(done);
    if (done.type != ObjectType::ActivationKey) { // nothing follows from what was written but what was written
        for (const QString &name : done.desired.keys())
            values.insert(name, before.contains(name) ? before.value(name) : QJsonValue());
        return values;
    }
    for (auto it = before.begin(); it != before.end(); ++it) {
        const bool known = done.after.contains(it.key());
        const bool changed =
            known ? !sameFieldValue(it.key(), it.value(), done.after.value(it.key())) : done.desired.contains(it.key());
        if (changed)
            values.insert(it.key(), it.value());
    }
    return values;
}

Change inverseOf(const Change &done, const QJsonObject &desired)
{
    Change inverse;
    inverse.type = done.type;
    inverse.operation = Operation::Update;
    inverse.object = done.object;
    const QLatin1StringView name =
        done.type == ObjectType::ActivationKey ? keyfields::title : agentfields::name; // as web apps and scans have it
    inverse.label = done.after.value(name).toString(done.label);
    inverse.desired = desired;
    inverse.before = done.after;
    inverse.applyOnAgents = done.applyOnAgents && done.operation == Operation::Update;
    inverse.agents = done.agents;
    inverse.undoOf = done.id;
    return inverse;
}

} // namespace

UndoOffer undoOf(const Change &done)
{
    using Kind = UndoOffer::Kind;
    if (done.state != ChangeState::Verified || done.object <= 0 || done.type == ObjectType::Scan)
        return {}; // what a scan has done, or was stopped from doing, stays so
    switch (done.operation) {
    case Operation::Delete:
        return {};
    case Operation::Create: {
        if (done.type != ObjectType::ActivationKey)
            return {}; // there is no web app that is disabled, and a delete takes more away than the create made
        if (done.after.isEmpty() || done.after.value(keyfields::disabled).toBool())
            return {};
        return {Kind::DisableInstead, inverseOf(done, {{keyfields::disabled, true}})};
    }
    case Operation::Update: {
        const QJsonObject values = valuesBefore(done);
        if (values.isEmpty() || done.after.isEmpty())
            return {};
        if (done.type == ObjectType::WebApp && !canWriteWebApp(done.after, values))
            return {}; // there was none, and what there is can only be changed
        return {done.applyOnAgents ? Kind::Impossible : Kind::Undo, inverseOf(done, values)};
    }
    }
    return {};
}
