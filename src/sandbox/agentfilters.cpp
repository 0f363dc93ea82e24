// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/agentfilters.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using sandbox::refusal::invalidRequest;

constexpr FilterField id{"id", FieldType::Long, "id"};
constexpr FilterField name{"name", FieldType::Text, "name"};
constexpr FilterField created{"created", FieldType::Moment, "created"};
constexpr FilterField updated{"updated", FieldType::Moment, "modified"};
constexpr FilterField checkedIn{"lastCheckedIn", FieldType::Moment, "checked_in", "EQUALS|LESSER|GREATER"};
constexpr char withTag[] = "shares_word(agent.tags, (SELECT group_concat(t.id) FROM tag t WHERE %1))";
constexpr FilterField tagName{"tagName", FieldType::Text, "t.name", "", "", withTag};
/// One key or none, so that its index gives the rows in the order of their ids.
constexpr FilterField activationKey{"activationKey",
                                    FieldType::Text,
                                    "k.key_text",
                                    "EQUALS",
                                    "",
                                    "agent.key_id = (SELECT k.id FROM activation_key k WHERE %1)"};
constexpr FilterField agentUuid{"agentUuid", FieldType::Text, "uuid", "EQUALS"};

constexpr char scannedHost[] = "CASE WHEN vuln_scan IS NOT NULL THEN id + 109700000 END";
static_assert(hostIdOffset == 109'700'000);
constexpr char vulnsUpdated[] = "vuln_scan + 155";
static_assert(vulnsUpdatedAfter == 155);
constexpr char guid[] = "'6d20f8b1-93c7-4e5a-8b04-27f1ae9d3c60'";

constexpr auto hosts = std::to_array<FilterField>({
    id,
    name,
    created,
    updated,
    {"update", FieldType::Moment, "modified"}, // as the page on lists has it
    checkedIn,
    tagName,
    {"tagId", FieldType::Long, "t.id", "", "", withTag},
    activationKey,
    agentUuid,
    {"os", FieldType::Text, "m.os", "", "", "agent.model IN (SELECT m.id FROM host_model m WHERE %1)"},
    {"dnsHostName", FieldType::Text, "lower(name) || '.larkspur.example'"},
    {"address", FieldType::Text, "address"},
    {"netbiosName", FieldType::Text,
     "(SELECT CASE m.platform WHEN 'Linux' THEN NULL ELSE upper(substr(agent.name, 1, 15)) END FROM host_model m "
     "WHERE m.id = agent.model)"},
    {"netbiosNetworkID", FieldType::Text, "NULL"},
    {"networkGuid", FieldType::Text, guid},
    {"networdGuid", FieldType::Text, guid}, // as the page on lists has it
    {"type", FieldType::Text, "'HOST'"},
    {"qwebHostId", FieldType::Long, scannedHost},
    {"lastVulnScan", FieldType::Moment, "vuln_scan"},
    {"lastComplianceScan", FieldType::Moment, "compliance_scan"},
    {"informationGatheredUpdated", FieldType::Moment, vulnsUpdated},
    {"vulnsUpdated", FieldType::Moment, vulnsUpdated},
    {"port", FieldType::Long, "p.port", "", "", "agent.model IN (SELECT p.model FROM model_port p WHERE %1)"},
    {"installedSoftware", FieldType::Text, "s.name", "", "",
     "agent.model IN (SELECT s.model FROM model_software s WHERE %1)"},
    {"trackingMethod", FieldType::Keyword, "CASE WHEN uuid IS NULL THEN 'IP' ELSE 'QAGENT' END", "",
     "NONE|IP|DNSNAME|NETBIOS|INSTANCE_ID|QAGENT"},
    {"agentConfigurationName", FieldType::Text, "c.name", "EQUALS|CONTAINS", "",
     "uuid IS NOT NULL AND agent.config IN (SELECT c.id FROM agent_config c WHERE %1)"},
    {"agentConfigurationId", FieldType::Long, "config", "EQUALS", "", "uuid IS NOT NULL AND %1"},
    {"agentVersion", FieldType::Version, "v.rank", "EQUALS|LESSER|GREATER", "",
     "uuid IS NOT NULL AND agent.version IN (SELECT v.id FROM agent_version v WHERE %1)"},
});
constexpr auto bulk = std::to_array<FilterField>({id, name, created, updated, checkedIn, tagName, agentUuid});
constexpr auto scans = std::to_array<FilterField>({id, name, tagName});
constexpr auto keyChanges = std::to_array<FilterField>({
    {"id", FieldType::Long, "id", "EQUALS|IN|NOT EQUALS|GREATER|LESSER"},
    tagName,
    activationKey,
});

/// What `id IN` or `id EQUALS` names.
QList<qint64> namedIds(const Call &call)
{
    QList<qint64> ids;
    for (const AskedCriterion &criterion : call.request.criteria)
        if (criterion.field == "id"_L1 && (criterion.op == "IN"_L1 || criterion.op == "EQUALS"_L1))
            for (const QString &word : criterion.value.split(u','))
                ids << word.trimmed().toLongLong();
    return ids;
}

QList<qint64> selectedIds(const Call &call, const Where &where)
{
    QList<qint64> ids;
    SQLite::Statement rows(call.database, "SELECT id FROM agent WHERE " + where.sql + " ORDER BY id");
    where.bind(rows);
    while (rows.executeStep())
        ids << sql::number(rows, 0);
    return ids;
}

/// Another administrator was quicker.
void letVanish(const Call &call, const QList<qint64> &ids)
{
    for (const qint64 host : ids)
        if (call.faults.strikes(FaultKind::VanishAgents, host))
            sql::run(call.database, "DELETE FROM agent WHERE id = ?", host);
}

bool namesCloudAgents(const Call &call)
{
    return std::ranges::any_of(call.request.criteria, [](const AskedCriterion &c) {
        return c.field == "tagName"_L1 && c.op == "EQUALS"_L1 && c.value == "Cloud Agent"_L1;
    });
}

} // namespace

std::span<const FilterField> sandbox::hostFilters()
{
    return hosts;
}

std::span<const FilterField> sandbox::bulkFilters()
{
    return bulk;
}

std::span<const FilterField> sandbox::scanFilters()
{
    return scans;
}

std::span<const FilterField> sandbox::keyChangeFilters()
{
    return keyChanges;
}

Checked<Targets> sandbox::targetsOf(const Call &call, std::span<const FilterField> fields, Needs needs)
{
    Where where;
    QList<qint64> named{call.id};
    if (call.id != 0) {
        where.add("id = ?", call.id);
    } else {
        if (call.request.criteria.isEmpty())
            return tl::unexpected(
                invalidRequest(u"Criteria: At least one criteria is required."_s, u"Specify the hosts."_s));
        if (needs == Needs::CloudAgentTag && !namesCloudAgents(call))
            return tl::unexpected(invalidRequest(u"Criteria: The criteria 'tagName' is mandatory."_s,
                                                 u"Specify tagName EQUALS Cloud Agent."_s));
        const Checked<Where> asked = whereOf(call.request.criteria, fields);
        if (!asked)
            return tl::unexpected(asked.error());
        where = *asked;
        named = namedIds(call);
    }
    if (call.faults.find(FaultKind::VanishAgents))
        letVanish(call, selectedIds(call, where));
    Targets targets{.found = selectedIds(call, where), .missing = {}};
    const QSet<qint64> found(targets.found.begin(), targets.found.end());
    for (const qint64 host : std::as_const(named))
        if (!found.contains(host))
            targets.missing << host;
    return targets;
}
