// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/agentchanges.h"

#include "sandbox/agentfilters.h"
#include "sandbox/agentrows.h"
#include "sandbox/hostinput.h"
#include "sandbox/keyrows.h"

#include <algorithm>
#include <array>
#include <functional>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using sandbox::refusal::invalidRequest;

/// What becomes of one host: why it is left out, in words that a call for one host is refused with, or nothing.
using Step = std::function<QString(const AgentRow &row, const QString &modules)>;

/// Takes the step for each host that the call means, and answers with the ids of those that were changed.
Reply changeEach(const Call &call, const Targets &targets, const QString &record, const QString &ignorable,
                 const Step &step)
{
    Reply reply{.object = call.id};
    const auto note = [&](qint64 id, const QString &outcome) {
        reply.agentWrites.append({id, {}, call.operation == "cak"_L1 ? u"change-key"_s : call.operation, outcome});
    };
    const auto refusedFor = [&](Reply refused) {
        refused.agentWrites = reply.agentWrites;
        return refused;
    };
    for (const qint64 id : targets.missing)
        note(id, u"missing"_s);
    if (call.id != 0 && targets.found.isEmpty())
        return refusedFor(refusal::notFound());
    AgentBook book(call.database);
    const bool ignored = call.faults.ignores(ignorable);
    for (const qint64 id : targets.found) {
        const std::optional<AgentRow> row = book.find(id);
        const bool refused = call.faults.strikes(FaultKind::RefuseAgents, id);
        const QString why = refused   ? u"The asset cannot be changed at the moment."_s
                            : ignored ? QString()
                                      : step(*row, book.agentModules(row->modules));
        note(id, refused ? u"refused"_s : !why.isEmpty() ? u"rule"_s : ignored ? u"ignored"_s : u"done"_s);
        if (!why.isEmpty() && call.id != 0)
            return refusedFor(invalidRequest(u"Asset %1: %2"_s.arg(QString::number(id), why)));
        if (why.isEmpty())
            reply.data << Node::group(record, {Node::number(u"id"_s, id)});
    }
    reply.count = reply.affected = reply.data.size();
    reply.applied = reply.affected > 0 && !ignored;
    return reply;
}

void removeHost(SQLite::Database &database, qint64 id)
{
    sql::run(database, "DELETE FROM agent WHERE id = ?", id);
    sql::run(database, "DELETE FROM pending_module WHERE agent = ?", id);
}

/// The tags afterwards. Ids of no tag are passed over, as they are on keys; "Cloud Agent" is the platform's and stays.
QStringList tagsAfter(SQLite::Database &database, const ListEdit &edit, const QStringList &before)
{
    QStringList after;
    for (const QString &id : edit.appliedTo(before, Qt::CaseSensitive))
        if (before.contains(id) || sql::value(database, "SELECT count(*) FROM tag WHERE id = ?", id.toLongLong()) > 0)
            after << id;
    const QString cloudAgent = QString::fromLatin1(cloudAgentTag);
    if (before.contains(cloudAgent) && !after.contains(cloudAgent))
        after.prepend(cloudAgent);
    return after;
}

struct ScanKind
{
    const char *name, *module; ///< without a module any agent can
    const char *column;        ///< which of its times it moves
};
constexpr auto scanKinds = std::to_array<ScanKind>({
    {"Inventory_Scan", "", ""},
    {"Vulnerability_Scan", "AGENT_VM", "vuln_scan"},
    {"PolicyCompliance_Scan", "AGENT_PC", "compliance_scan"},
    {"UDC_Scan", "AGENT_PC", "compliance_scan"},
    {"SCA_Scan", "AGENT_SCA", "compliance_scan"},
    {"SWCA_Scan", "AGENT_SwCA", ""}, // written SWCA_scan on its page
});

Checked<ScanKind> scanAsked(const Call &call)
{
    const QString asked = call.query.queryItemValue(u"scan"_s);
    const auto kind = std::ranges::find_if(scanKinds, [&](const ScanKind &known) {
        return asked.compare(QLatin1StringView(known.name), Qt::CaseInsensitive) == 0;
    });
    if (kind == scanKinds.end()) {
        QStringList names;
        for (const ScanKind &known : scanKinds)
            names << QString::fromLatin1(known.name);
        return tl::unexpected(invalidRequest(u"Invalid value for parameter 'scan' (%1)."_s.arg(asked.left(80)),
                                             u"Specify one of %1."_s.arg(names.join(u", "))));
    }
    for (const QString &spelling : {u"overrideConfigCpu"_s, u"OverrideConfigCpu"_s}) { // its page has both
        const QString value = call.query.queryItemValue(spelling).toLower();
        if (!value.isEmpty() && value != "true"_L1 && value != "false"_L1)
            return tl::unexpected(invalidRequest(u"Invalid value for parameter 'overrideConfigCpu' (%1)."_s.arg(value),
                                                 u"Specify the value as Boolean."_s));
    }
    return *kind;
}

/// The key that `ChangeActKey/newActivationKey` names, if it takes so many agents more.
Checked<ActivationKey> newKeyOf(const Call &call, const Targets &targets)
{
    const Element *change = call.request.data ? call.request.data->find(u"ChangeActKey") : nullptr;
    const Element *text = change ? change->find(u"newActivationKey") : nullptr;
    if (!text || text->text.trimmed().isEmpty())
        return tl::unexpected(
            invalidRequest(u"ChangeActKey: 'newActivationKey' is required."_s, u"Specify an activation key."_s));
    const qint64 id =
        sql::value(call.database, "SELECT id FROM activation_key WHERE key_text = ?", text->text.trimmed());
    const std::optional<ActivationKey> key = loadKey(call.database, id);
    if (!key || key->disabled || (key->expires && *key->expires < call.now))
        return tl::unexpected(invalidRequest(u"ChangeActKey: the activation key does not exist or cannot be used."_s,
                                             u"Specify an enabled activation key that has not expired."_s));
    if (limitsCount(key->type) && key->countUsed + targets.found.size() > key->countPurchased)
        return tl::unexpected(invalidRequest(
            u"ChangeActKey: the activation key has no room for %1 more agents."_s.arg(targets.found.size()),
            u"Specify another activation key or raise its limit."_s));
    return *key;
}

} // namespace

Reply sandbox::updateHosts(const Call &call)
{
    const Checked<HostInput> input = readHostInput(call.request);
    if (!input)
        return input.error();
    const Checked<Targets> targets = targetsOf(call, hostFilters(), Needs::AnyCriterion);
    if (!targets)
        return targets.error();
    return changeEach(call, *targets, u"HostAsset"_s, u"*"_s, [&](const AgentRow &row, const QString &) {
        const QString name = call.faults.ignores(u"name") ? row.name : input->name.value_or(row.name);
        const QStringList before = row.tags.split(u',', Qt::SkipEmptyParts);
        const QStringList tags = call.faults.ignores(u"tags") ? before : tagsAfter(call.database, input->tags, before);
        sql::run(call.database, "UPDATE agent SET name = ?, tags = ?, modified = ? WHERE id = ?", name, tags.join(u','),
                 call.now.toSecsSinceEpoch(), row.id);
        return QString();
    });
}

Reply sandbox::deleteHosts(const Call &call)
{
    const Checked<Targets> targets = targetsOf(call, hostFilters(), Needs::AnyCriterion);
    if (!targets)
        return targets.error();
    return changeEach(call, *targets, u"HostAsset"_s, u"*"_s, [&](const AgentRow &row, const QString &) {
        removeHost(call.database, row.id);
        return QString();
    });
}

Reply sandbox::uninstallAgents(const Call &call)
{
    // Deliberately, as its page says: a negated criterion selects more than one thinks.
    if (std::ranges::any_of(call.request.criteria, [](const AskedCriterion &c) { return c.op == "NOT EQUALS"_L1; }))
        return invalidRequest(u"Criteria: The operator 'NOT EQUALS' is not supported for uninstall."_s,
                              u"Specify another operator."_s);
    const bool byHost = call.object == "hostasset"_L1;
    const Checked<Targets> targets = targetsOf(call, byHost ? hostFilters() : bulkFilters(), Needs::CloudAgentTag);
    if (!targets)
        return targets.error();
    return changeEach(call, *targets, u"Asset"_s, u"*"_s, [&](const AgentRow &row, const QString &) {
        if (!row.isAgent())
            return u"The asset has no agent."_s;
        removeHost(call.database, row.id);
        return QString();
    });
}

Reply sandbox::scanAgents(const Call &call)
{
    const Checked<ScanKind> kind = scanAsked(call);
    if (!kind)
        return kind.error();
    const Checked<Targets> targets = targetsOf(call, scanFilters(), Needs::AnyCriterion);
    if (!targets)
        return targets.error();
    return changeEach(call, *targets, u"AgentAsset"_s, u"*"_s, [&](const AgentRow &row, const QString &modules) {
        const QString needed = QString::fromLatin1(kind->module);
        if (!row.isAgent())
            return u"The asset has no agent."_s;
        if (!needed.isEmpty() && !modules.split(u',').contains(needed))
            return u"Module %1 is not active on the agent."_s.arg(needed);
        const std::string column = kind->column;
        sql::run(call.database,
                 ("UPDATE agent SET modified = ?1" + (column.empty() ? "" : ", " + column + " = ?1") + " WHERE id = ?2")
                     .c_str(),
                 call.now.toSecsSinceEpoch(), row.id);
        return QString();
    });
}

Reply sandbox::changeKeys(const Call &call)
{
    const Checked<Targets> targets = targetsOf(call, keyChangeFilters(), Needs::AnyCriterion);
    if (!targets)
        return targets.error();
    const Checked<ActivationKey> key = newKeyOf(call, *targets);
    if (!key)
        return key.error();
    Reply reply = changeEach(call, *targets, u"AgentAsset"_s, u"*"_s, [&](const AgentRow &row, const QString &) {
        if (!row.isAgent())
            return u"The asset has no agent."_s;
        sql::run(call.database, "UPDATE agent SET key_id = ?, modified = ? WHERE id = ?", key->id.value,
                 call.now.toSecsSinceEpoch(), row.id);
        return QString();
    });
    reply.data.clear(); // no source prints this answer
    return reply;
}
