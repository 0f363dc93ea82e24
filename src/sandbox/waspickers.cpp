// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/waspickers.h"

#include "sandbox/wasnodes.h"
#include "sandbox/wasread.h"

#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

constexpr FilterField id{"id", FieldType::Long, "id"};
constexpr FilterField name{"name", FieldType::Text, "name"};
constexpr FilterField created{"createdDate", FieldType::Date, "created"};
constexpr FilterField updated{"updatedDate", FieldType::Date, "updated"};
constexpr FilterField ownerId{"owner.id", FieldType::Long, "owner_id"};

constexpr auto profileFilters = std::to_array<FilterField>(
    {id,
     name,
     created,
     updated,
     ownerId,
     {"usedByWebApps", FieldType::Boolean,
      "EXISTS (SELECT 1 FROM webapp w WHERE w.profile_id = option_profile.id AND w.in_was = 1)"},
     {"usedBySchedules", FieldType::Boolean,
      "EXISTS (SELECT 1 FROM scan_schedule c WHERE c.profile_id = option_profile.id)"}});

constexpr auto recordFilters = std::to_array<FilterField>(
    {id,
     name,
     created,
     updated,
     ownerId,
     {"tags", FieldType::Text, "tags", "NONE"},
     {"tags.id", FieldType::Long, "t.id", "", "",
      "shares_word(auth_record.tags, (SELECT group_concat(t.id) FROM tag t WHERE %1))"},
     {"tags.name", FieldType::Text, "t.name", "", "",
      "shares_word(auth_record.tags, (SELECT group_concat(t.id) FROM tag t WHERE %1))"},
     {"isUsed", FieldType::Boolean,
      "EXISTS (SELECT 1 FROM webapp w WHERE shares_word(w.auth_records, auth_record.id) AND w.in_was = 1)"},
     {"lastScan.authStatus", FieldType::Keyword,
      "(SELECT s.auth FROM scan s WHERE s.auth_record = auth_record.id ORDER BY s.launched DESC, s.id DESC LIMIT 1)",
      "", "NONE|NOT_USED|SUCCESSFUL|FAILED|PARTIAL"},
     {"lastScan.date", FieldType::Date,
      "(SELECT s.launched FROM scan s WHERE s.auth_record = auth_record.id ORDER BY s.launched DESC LIMIT 1)"},
     {"contents", FieldType::Keyword, "kind", "",
      "FORM_STANDARD|FORM_CUSTOM|FORM_SELENIUM|SERVER_BASIC|SERVER_DIGEST|SERVER_NTLM|CERTIFICATE|OAUTH2_AUTH_CODE|"
      "OAUTH2_IMPLICIT|OAUTH2_PASSWORD|OAUTH2_CLIENT_CREDS"}});

constexpr auto overrideFilters = std::to_array<FilterField>({id, name, created, updated, ownerId});

/// Search rows and whole records of one table that has a name, an owner, dates and more.
struct Picker
{
    const char *table, *element;
    std::span<const FilterField> filters;
    bool namesOwner;                                                         ///< in rows
    void (*addDetails)(SQLite::Database &, qint64, QList<Node> &) = nullptr; ///< of a get
    bool hasTags = true;
};

std::optional<Node> recordNode(SQLite::Database &database, WasNodes &nodes, const Picker &picker, qint64 record,
                               bool whole)
{
    SQLite::Statement row(database, std::string("SELECT name, owner_id, created, created_by, updated, updated_by, ") +
                                        (picker.hasTags ? "tags" : "''") + " FROM " + picker.table + " WHERE id = ?");
    sql::bindAll(row, record);
    if (!row.executeStep())
        return std::nullopt;
    QList<Node> members{Node::number(u"id"_s, record), Node::cdata(u"name"_s, sql::text(row, 0))};
    const qint64 owner = sql::number(row, 1);
    members << (whole || picker.namesOwner ? nodes.user(u"owner"_s, owner)
                                           : Node::group(u"owner"_s, {Node::number(u"id"_s, owner)}));
    const QStringList tags = sql::words(row, 6);
    const Node tagList = Node::counted(u"tags"_s, nodes.references(u"Tag"_s, "tag", tags));
    if (whole) {
        picker.addDetails(database, record, members);
        if (picker.hasTags) // the other one has them among its details
            members << tagList << Node::counted(u"comments"_s, {});
        members << Node::text(u"createdDate"_s, sql::text(row, 2)) << nodes.user(u"createdBy"_s, sql::number(row, 3))
                << Node::text(u"updatedDate"_s, sql::text(row, 4)) << nodes.user(u"updatedBy"_s, sql::number(row, 5));
    } else {
        members << Node::group(u"tags"_s, {Node::number(u"count"_s, tags.size())})
                << Node::text(u"createdDate"_s, sql::text(row, 2)) << Node::text(u"updatedDate"_s, sql::text(row, 4));
    }
    return Node::group(QString::fromLatin1(picker.element), members);
}

Reply answerPicker(const Call &call, const Picker &picker)
{
    if (!call.account.seesWebApps)
        return refusal::unauthorized();
    WasNodes nodes(call.database);
    return answerWasRead(
        call, {.table = picker.table,
               .where = [&](const QList<AskedCriterion> &criteria) { return whereOf(criteria, picker.filters); },
               .rows =
                   [&](const QList<qint64> &ids) {
                       QList<Node> records;
                       for (const qint64 record : ids)
                           if (const std::optional<Node> node = recordNode(call.database, nodes, picker, record, false))
                               records << *node;
                       return records;
                   },
               .whole = [&](qint64 record) { return recordNode(call.database, nodes, picker, record, true); }});
}

void addProfileDetails(SQLite::Database &database, qint64 profile, QList<Node> &members)
{
    SQLite::Statement row(database, "SELECT is_default, form_submission, max_crawl, timeout_threshold, "
                                    "unexpected_threshold, ignore_binary, performance, bruteforce, credit_cards, "
                                    "social_security FROM option_profile WHERE id = ?");
    sql::bindAll(row, profile);
    row.executeStep();
    const auto flag = [&](const QString &element, int column) {
        return Node::flag(element, sql::number(row, column) != 0);
    };
    members << flag(u"isDefault"_s, 0) << Node::counted(u"tags"_s, {})
            << Node::text(u"formSubmission"_s, sql::text(row, 1))
            << Node::number(u"maxCrawlRequests"_s, sql::number(row, 2))
            << Node::number(u"timeoutErrorThreshold"_s, sql::number(row, 3))
            << Node::number(u"unexpectedErrorThreshold"_s, sql::number(row, 4))
            << Node::group(u"parameterSet"_s,
                           {Node::number(u"id"_s, 0), Node::cdata(u"name"_s, u"Initial Parameters"_s)})
            << flag(u"ignoreBinaryFiles"_s, 5) << Node::text(u"performance"_s, sql::text(row, 6))
            << Node::text(u"bruteforceOption"_s, sql::text(row, 7))
            << Node::group(u"sensitiveContent"_s, {flag(u"creditCardNumber"_s, 8), flag(u"socialSecurityNumber"_s, 9)})
            << Node::counted(u"comments"_s, {});
}

/// A value that is secured is not told; the others are.
void addRecordDetails(SQLite::Database &database, qint64 record, QList<Node> &members)
{
    SQLite::Statement row(database, "SELECT kind, ssl_only, coalesce(domain, ''), login, first_field FROM auth_record "
                                    "WHERE id = ?");
    sql::bindAll(row, record);
    row.executeStep();
    const QString kind = sql::text(row, 0), domain = sql::text(row, 2);
    const qint64 field = sql::number(row, 4);
    const Node ssl = Node::flag(u"sslOnly"_s, sql::number(row, 1) != 0);
    if (kind.startsWith("FORM_"_L1)) {
        const Node login = Node::group(u"WebAppAuthFormRecordField"_s,
                                       {Node::number(u"id"_s, field), Node::cdata(u"name"_s, u"username"_s),
                                        Node::cdata(u"value"_s, sql::text(row, 3))});
        const Node secret = Node::group(
            u"WebAppAuthFormRecordField"_s,
            {Node::number(u"id"_s, field + 1), Node::cdata(u"name"_s, u"password"_s), Node::flag(u"secured"_s, true)});
        members << Node::group(
            u"formRecord"_s, {Node::text(u"type"_s, kind.sliced(5)), ssl, Node::counted(u"fields"_s, {login, secret})});
    } else if (kind.startsWith("SERVER_"_L1)) {
        Node login = Node::group(u"WebAppAuthServerRecordField"_s,
                                 {Node::number(u"id"_s, field), Node::text(u"type"_s, kind.sliced(7))});
        if (!domain.isEmpty())
            login.children << Node::cdata(u"domain"_s, domain);
        login.children << Node::cdata(u"username"_s, sql::text(row, 3));
        members << Node::group(u"serverRecord"_s, {ssl, Node::counted(u"fields"_s, {login})});
    } else {
        members << Node::group(u"oauth2Record"_s, {Node::text(u"grantType"_s, kind.section(u'_', 1))});
    }
}

void addOverrideDetails(SQLite::Database &database, qint64 record, QList<Node> &members)
{
    SQLite::Statement row(database, "SELECT mappings FROM dns_override WHERE id = ?");
    sql::bindAll(row, record);
    row.executeStep();
    QList<Node> mappings;
    for (const QString &mapping : sql::words(row, 0))
        mappings << Node::group(u"DnsMapping"_s, {Node::cdata(u"hostName"_s, mapping.section(u'=', 0, 0)),
                                                  Node::cdata(u"ipAddress"_s, mapping.section(u'=', 1))});
    members << Node::counted(u"mappings"_s, mappings);
}

} // namespace

Reply sandbox::answerOptionProfiles(const Call &call)
{
    return answerPicker(call, {.table = "option_profile",
                               .element = "OptionProfile",
                               .filters = profileFilters,
                               .namesOwner = true,
                               .addDetails = &addProfileDetails,
                               .hasTags = false});
}

Reply sandbox::answerAuthRecords(const Call &call)
{
    return answerPicker(call, {.table = "auth_record",
                               .element = "WebAppAuthRecord",
                               .filters = recordFilters,
                               .namesOwner = false,
                               .addDetails = &addRecordDetails});
}

Reply sandbox::answerDnsOverrides(const Call &call)
{
    return answerPicker(call, {.table = "dns_override",
                               .element = "DnsOverride",
                               .filters = overrideFilters,
                               .namesOwner = false,
                               .addDetails = &addOverrideDetails});
}
