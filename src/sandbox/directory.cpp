// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/directory.h"

#include "sandbox/paging.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

constexpr auto userFilters = std::to_array<FilterField>({
    {"id", FieldType::Long, "id", "EQUALS|GREATER|LESSER"},
    {"username", FieldType::Text, "login", "EQUALS"},
    {"roleName", FieldType::Text, "r.name", "EQUALS", "",
     "EXISTS (SELECT 1 FROM user_role r WHERE r.user_id = user.id AND %1)"},
});

/// Which fields may be asked for emptiness is not documented; a tag's parent and provider are assumed.
constexpr auto tagFilters = std::to_array<FilterField>({
    {"id", FieldType::Long, "id"},
    {"name", FieldType::Text, "name"},
    {"parent", FieldType::Long, "parent", "EQUALS|NOT EQUALS|GREATER|LESSER|IN|NONE"},
    {"ruleType", FieldType::Keyword, "coalesce(rule_type, 'STATIC')", "",
     "STATIC|GROOVY|OS_REGEX|NETWORK_RANGE|NETWORK_RANGE_ENHANCED|NAME_CONTAINS|INSTALLED_SOFTWARE|OPEN_PORTS|"
     "VULN_EXIST|ASSET_SEARCH|CLOUD_ASSET|BUSINESS_INFORMATION|GLOBAL_ASSET_VIEW|TAG_SET|NETWORK_TAG|NETWORK|TAGSET|"
     "VULN_DETECTION"},
    {"provider", FieldType::Keyword, "provider", "EQUALS|NOT EQUALS|IN|NONE", "EC2|AZURE|GCP|IBM|OCI|Alibaba"},
    {"color", FieldType::Text, "color", "EQUALS"},
});

QList<Node> loadUsers(const Call &call, const QList<qint64> &ids)
{
    QList<Node> records;
    SQLite::Statement row(call.database,
                          "SELECT login, first_name, last_name, email, job_title, scope FROM user WHERE id = ?");
    SQLite::Statement roleRows(call.database, "SELECT id, name FROM user_role WHERE user_id = ? ORDER BY id");
    SQLite::Statement tagName(call.database, "SELECT name FROM tag WHERE id = ?");
    for (const qint64 id : ids) {
        row.reset();
        sql::bindAll(row, id);
        if (!row.executeStep())
            continue;
        QList<Node> scope, roles;
        for (const QString &tag : sql::words(row, 5)) {
            tagName.reset();
            sql::bindAll(tagName, tag.toLongLong());
            if (tagName.executeStep())
                scope << Node::group(u"TagData"_s, {Node::number(u"id"_s, tag.toLongLong()),
                                                    Node::text(u"name"_s, sql::text(tagName, 0))});
        }
        roleRows.reset();
        sql::bindAll(roleRows, id);
        while (roleRows.executeStep())
            roles << Node::group(u"RoleData"_s, {Node::number(u"id"_s, sql::number(roleRows, 0)),
                                                 Node::text(u"name"_s, sql::text(roleRows, 1))});
        records << call.fields.of(Node::group(
            u"User"_s, {Node::number(u"id"_s, id), Node::text(u"username"_s, sql::text(row, 0)),
                        Node::text(u"firstName"_s, sql::text(row, 1)), Node::text(u"lastName"_s, sql::text(row, 2)),
                        Node::text(u"emailAddress"_s, sql::text(row, 3)), Node::text(u"title"_s, sql::text(row, 4)),
                        Node::list(u"scopeTags"_s, scope), Node::list(u"roleList"_s, roles)}));
    }
    return records;
}

/// Members that a tag does not have are left out.
Node tagNode(SQLite::Statement &row, QList<Node> children)
{
    QList<Node> members{Node::number(u"id"_s, sql::number(row, 0)), Node::text(u"name"_s, sql::text(row, 1))};
    if (!row.isColumnNull(2))
        members << Node::number(u"parentTagId"_s, sql::number(row, 2));
    members << Node::text(u"created"_s, sql::text(row, 3)) << Node::text(u"modified"_s, sql::text(row, 4));
    constexpr auto texts = std::to_array<std::pair<int, const char16_t *>>(
        {{5, u"color"}, {6, u"ruleText"}, {7, u"ruleType"}, {8, u"provider"}});
    for (const auto &[column, name] : texts)
        if (!row.isColumnNull(column))
            members << Node::text(QString::fromUtf16(name), sql::text(row, column));
    if (!children.isEmpty())
        members << Node::list(u"children"_s, std::move(children));
    if (!row.isColumnNull(9))
        members << Node::number(u"criticalityScore"_s, sql::number(row, 9));
    if (!row.isColumnNull(10))
        members << Node::text(u"description"_s, sql::text(row, 10));
    return Node::group(u"Tag"_s, members);
}

QList<Node> loadTags(const Call &call, const QList<qint64> &ids)
{
    QList<Node> records;
    SQLite::Statement row(call.database, "SELECT id, name, parent, created, modified, color, rule_text, rule_type, "
                                         "provider, criticality, description FROM tag WHERE id = ?");
    SQLite::Statement childRows(call.database, "SELECT id, name FROM tag WHERE parent = ? ORDER BY name, id");
    const bool withChildren = call.fields.wants(u"children");
    for (const qint64 id : ids) {
        row.reset();
        sql::bindAll(row, id);
        if (!row.executeStep())
            continue;
        QList<Node> children;
        childRows.reset();
        sql::bindAll(childRows, id);
        while (withChildren && childRows.executeStep())
            children << Node::group(u"TagSimple"_s, {Node::number(u"id"_s, sql::number(childRows, 0)),
                                                     Node::text(u"name"_s, sql::text(childRows, 1))});
        records << call.fields.of(tagNode(row, children));
    }
    return records;
}

/// One record by its id, if the condition that limits what the account sees holds for it.
Reply getOne(const Call &call, const char *visible, const std::function<QList<Node>(const QList<qint64> &)> &load)
{
    if (call.id == 0)
        return refusal::invalidRequest(u"'id' is required."_s, u"Specify the id in the URL."_s);
    const QList<Node> records = sql::value(call.database, visible, call.id) > 0 ? load({call.id}) : QList<Node>();
    return records.isEmpty() ? refusal::notFound() : Reply{.count = 1, .data = records, .object = call.id};
}

/// Search, count or get of one kind of record.
Reply answerRead(const Call &call, std::span<const FilterField> filters, const Where &visible, const char *visibleById,
                 const Searched &searched)
{
    if (call.operation == "get"_L1)
        return getOne(call, visibleById, searched.load);
    const bool search = call.operation == "search"_L1;
    if (!search && call.operation != "count"_L1)
        return refusal::operationNotSupported();
    Checked<Where> where = whereOf(criteriaOf(call), filters);
    if (!where)
        return where.error();
    where->sql += " AND (" + visible.sql + ")";
    return search ? searchPage(call, *where, searched) : countOf(call, *where, searched.table);
}

} // namespace

Reply sandbox::answerUsers(const Call &call)
{
    if (!call.account.isManager)
        return refusal::unauthorized();
    const std::string visible = "state = 'active' AND (manager = 0 OR id = " + std::to_string(call.account.id) + ")";
    return answerRead(call, userFilters, {visible}, ("SELECT id FROM user WHERE id = ? AND " + visible).c_str(),
                      {"user", [&](const QList<qint64> &ids) { return loadUsers(call, ids); }});
}

Reply sandbox::answerTags(const Call &call)
{
    if (!call.account.seesAssets)
        return refusal::unauthorized();
    return answerRead(call, tagFilters, {}, "SELECT id FROM tag WHERE id = ?",
                      {"tag", [&](const QList<qint64> &ids) { return loadTags(call, ids); }});
}
