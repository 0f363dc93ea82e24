// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/plan.h"

#include "domain/agentfields.h"
#include "domain/keyfields.h"
#include "domain/webappfields.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

/// Keys are searched twice, once for each value of isDisabled, because an unfiltered search hides disabled keys.
constexpr int requestsPerRead = 2;
constexpr qint64 manyObjects = 25;

/// What the review sheet showed of one change.
QJsonObject reviewed(const Change &change)
{
    QJsonObject json{
        {"type"_L1, toWire(change.type)}, {"operation"_L1, toWire(change.operation)},
        {"label"_L1, change.label},       {"desired"_L1, change.desired},
        {"before"_L1, change.before},     {"applyOnAgents"_L1, change.applyOnAgents},
        {"agents"_L1, change.agents},     {"undoOf"_L1, change.undoOf.value},
    };
    if (change.operation != Operation::Create) // a create's placeholder becomes an id on the way
        json.insert("object"_L1, change.object);
    return json;
}

/// One request for each kind of switch in each batch, and one read before and after it.
void countAgentRequests(const QList<const Change *> &changes, PlanSize &size)
{
    qsizetype at = 0;
    for (const int batch : batchSizes(int(changes.size()), mostAgentsTogether)) {
        QSet<QString> groups;
        int alone = 0;
        for (const Change *change : changes.mid(at, batch)) {
            const QString group = agentGroup(*change);
            if (group.isEmpty())
                ++alone;
            else
                groups << group;
        }
        size.writes += int(groups.size()) + alone;
        size.reads += 2;
        at += batch;
    }
}

bool disables(const Change &change)
{
    return change.type == ObjectType::ActivationKey && change.operation == Operation::Update &&
           change.desired.value(keyfields::disabled).toBool() && !change.before.value(keyfields::disabled).toBool();
}

} // namespace

bool noteUndone(Change &change)
{
    if (change.state != ChangeState::Verified)
        return false;
    change.state = ChangeState::Undone;
    change.reason = {.kind = ChangeReason::Kind::ByPerson};
    return true;
}

bool noteUndone(Plan &plan, ChangeId change)
{
    // Asked for each of thousands that an undo takes back, mostly of plans that have nothing to do with it: the journal
    // gives a plan's changes ascending ids, and a list that is shared is not copied to look into it.
    const QList<Change> &changes = plan.changes;
    const auto it = std::ranges::lower_bound(changes, change, {}, &Change::id);
    return it != changes.end() && it->id == change && noteUndone(plan.changes[it - changes.begin()]);
}

QByteArray planDigest(const Plan &plan)
{
    QJsonArray changes;
    for (const Change &change : plan.changes)
        changes.append(reviewed(change));
    const QJsonObject json{
        {"subscription"_L1, plan.subscription},
        {"actor"_L1, plan.actor},
        {"undo"_L1, plan.undo},
        {"stopAfterFailures"_L1, plan.rules.stopAfterFailures},
        {"createAgainIfNotSent"_L1, plan.rules.createAgainIfNotSent},
        {"changes"_L1, changes},
    };
    // QJsonObject keeps its names sorted, so the compact form is canonical.
    return QCryptographicHash::hash(QJsonDocument(json).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256);
}

PlanSize sizeOf(const Plan &plan, qint64 fleet, std::chrono::milliseconds perRequest)
{
    PlanSize size;
    qint64 grave = 0;
    int keys = 0, scans = 0;
    QList<const Change *> agents;
    for (const Change &change : plan.changes) {
        const bool isAgent = change.type == ObjectType::Agent, isScan = change.type == ObjectType::Scan;
        if (isAgent)
            agents << &change;
        keys += change.type == ObjectType::ActivationKey;
        scans += isScan;
        size.webApps += change.type == ObjectType::WebApp;
        size.launches += isScan && change.operation == Operation::Create;
        size.cancels += isScan && change.operation == Operation::Update;
        size.agents += isAgent;
        size.modulesOn += isAgent && !moduleWish(change.desired).on.isEmpty();
        size.modulesOff += isAgent && !moduleWish(change.desired).off.isEmpty();
        size.uninstalls += isAgent && change.operation == Operation::Delete;
        ++size.objects;
        size.creates += change.operation == Operation::Create;
        size.updates += change.operation == Operation::Update;
        size.deletes += change.operation == Operation::Delete;
        size.disables += disables(change);
        const bool reachesAgents = change.operation == Operation::Update && change.applyOnAgents;
        if (reachesAgents)
            size.agentsTouched += change.agents;
        const bool onDemand =
            isAgent && !change.desired.isEmpty() && agentfields::scanKind(change.desired.begin().key());
        const bool isApp = change.type == ObjectType::WebApp;
        const bool madeApp = isApp && change.operation == Operation::Create;
        const bool purges = isApp && change.desired.contains(webappfields::findings);
        size.purges += purges;
        size.cannotBeUndone +=
            reachesAgents || change.operation == Operation::Delete || isScan || onDemand || madeApp || purges;
        // What is done to agents, and what scans do, is done on machines that people depend on, in either direction.
        size.takeovers += madeApp && change.desired.value(webappfields::reactivate).toBool();
        grave +=
            reachesAgents || change.operation == Operation::Delete || disables(change) || isAgent || isScan || purges;
    }
    size.writes = keys + scans + size.webApps;
    size.reads = int(batchSizes(keys).size()) * 2 * requestsPerRead; // before and after each batch
    size.reads += int(batchSizes(scans).size()) * 2;
    size.reads += size.purges * 2;  // counted by themselves
    size.reads += size.webApps * 2; // one by one: lists tell neither scanner nor lock
    countAgentRequests(agents, size);
    size.estimate = std::chrono::ceil<std::chrono::seconds>(perRequest * (size.writes + size.reads));

    const qint64 most = std::max(grave, size.agentsTouched);
    if (most > manyObjects || (fleet > 0 && most * 10 > fleet))
        size.typeToConfirm = most;
    return size;
}

QList<int> batchSizes(int changes, int full)
{
    QList<int> sizes;
    for (const int canary : canarySizes)
        if (changes > 0) {
            sizes.append(std::min(canary, changes));
            changes -= sizes.last();
        }
    for (; changes > 0; changes -= full)
        sizes.append(std::min(full, changes));
    return sizes;
}
