// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/webappfilters.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

constexpr char withTag[] = "shares_word(webapp.tags, (SELECT group_concat(t.id) FROM tag t WHERE %1))";
constexpr char lastLaunched[] = "(SELECT s.launched FROM scan s WHERE s.webapp = webapp.id "
                                "ORDER BY s.launched DESC, s.id DESC LIMIT 1)";
constexpr char lastStatus[] = "(SELECT s.status FROM scan s WHERE s.webapp = webapp.id "
                              "ORDER BY s.launched DESC, s.id DESC LIMIT 1)";

constexpr auto filters = std::to_array<FilterField>({
    {"id", FieldType::Long, "id"},
    {"name", FieldType::Text, "name"},
    {"url", FieldType::Text, "url"},
    {"tags", FieldType::Text, "tags", "NONE"},
    {"tags.name", FieldType::Text, "t.name", "", "", withTag},
    {"tags.id", FieldType::Long, "t.id", "", "", withTag},
    {"createdDate", FieldType::Date, "created"},
    {"updatedDate", FieldType::Date, "updated"},
    {"isScheduled", FieldType::Boolean,
     "EXISTS (SELECT 1 FROM scan_schedule c WHERE c.webapp = webapp.id AND c.active = 1)"},
    {"isScanned", FieldType::Boolean, "EXISTS (SELECT 1 FROM scan s WHERE s.webapp = webapp.id)"},
    {"lastScan.date", FieldType::Date, lastLaunched},
    {"lastScan.status", FieldType::Keyword, lastStatus, "",
     "SUBMITTED|RUNNING|FINISHED|TIME_LIMIT_EXCEEDED|SCAN_NOT_LAUNCHED|SCANNER_NOT_AVAILABLE|ERROR|CANCELED"},
});

/// The criterion names the attribute beside its field. Its operators are assumed to be those of texts.
Checked<Where> whereOfAttribute(const AskedCriterion &asked)
{
    if (asked.name.isEmpty())
        return tl::unexpected(refusal::invalidRequest(u"Criteria: 'attributes' needs the attribute 'name'."_s,
                                                      u"Specify the name of a custom attribute."_s));
    static constexpr auto fields = std::to_array<FilterField>(
        {{"attributes", FieldType::Text, "e.value", "", "",
          "EXISTS (SELECT 1 FROM webapp_entry e WHERE e.webapp = webapp.id AND e.list = 'attributes' "
          "AND e.name = ? AND %1)"}});
    Checked<Where> where = whereOf({asked}, fields);
    if (where)
        where->values.insert(where->values.begin(), asked.name.toStdString());
    return where;
}

} // namespace

Checked<Where> sandbox::whereOfWebApps(const Call &call, const QList<AskedCriterion> &criteria)
{
    QList<AskedCriterion> plain;
    Where attributes;
    for (const AskedCriterion &criterion : criteria) {
        if (criterion.field != "attributes"_L1) {
            plain << criterion;
            continue;
        }
        const Checked<Where> one = whereOfAttribute(criterion);
        if (!one)
            return one;
        attributes.sql += " AND (" + one->sql + ")";
        attributes.values.insert(attributes.values.end(), one->values.begin(), one->values.end());
    }
    Checked<Where> where = whereOf(plain, filters);
    if (!where)
        return where;
    where->sql += " AND in_was = 1 AND (" + attributes.sql + ")";
    where->values.insert(where->values.end(), attributes.values.begin(), attributes.values.end());
    if (const FaultRule *lag = call.faults.find(FaultKind::IndexLag))
        where->add("created_ms <= ?", call.now.toMSecsSinceEpoch() - lag->argument.toLongLong() * 1000);
    return where;
}
