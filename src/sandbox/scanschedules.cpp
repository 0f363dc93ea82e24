// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/scanschedules.h"

#include "sandbox/keyrows.h"
#include "sandbox/wasnodes.h"
#include "sandbox/wasread.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

constexpr char ofApp[] = "EXISTS (SELECT 1 FROM webapp w WHERE w.id = scan_schedule.webapp AND w.in_was = 1 AND %1)";
constexpr char ofLastScan[] = "EXISTS (SELECT 1 FROM scan s WHERE s.id = scan_schedule.last_scan AND %1)";
constexpr auto filters = std::to_array<FilterField>({
    {"id", FieldType::Long, "id"},
    {"name", FieldType::Text, "name"},
    {"owner.id", FieldType::Long, "owner_id"},
    {"createdDate", FieldType::Date, "created"},
    {"updatedDate", FieldType::Date, "updated"},
    {"active", FieldType::Boolean, "active"},
    {"type", FieldType::Keyword, "type", "", "VULNERABILITY|DISCOVERY"},
    {"webApp.id", FieldType::Long, "webapp"},
    {"webApp.name", FieldType::Text, "w.name", "", "", ofApp},
    {"invalid", FieldType::Boolean,
     "NOT EXISTS (SELECT 1 FROM webapp w WHERE w.id = scan_schedule.webapp AND w.in_was = 1)"},
    {"lastScan", FieldType::Long, "last_scan", "NONE"},
    {"lastScan.launchedDate", FieldType::Date, "s.launched", "", "", ofLastScan},
    {"lastScan.status", FieldType::Keyword, "s.status", "", "", ofLastScan},
});

Checked<Where> whereOfSchedules(const QList<AskedCriterion> &criteria)
{
    return whereOf(criteria, filters);
}

enum Column {
    Name,
    Owner,
    Active,
    Type,
    App,
    AppName,
    AppUrl,
    AuthRecord,
    ScannerType,
    ScannerName,
    CancelOption,
    CancelAfter,
    Profile,
    Start,
    Zone,
    ZoneOffset,
    Occurrence,
    Every,
    OnDays,
    MailTo,
    LaunchedCount,
    NextLaunch,
    LastScan,
    SendMail,
    Created,
    CreatedBy,
    Updated,
    UpdatedBy,
};

constexpr char query[] =
    "SELECT c.name, c.owner_id, c.active, c.type, c.webapp, w.name, w.url, c.auth_record, c.scanner_type, "
    "c.scanner_name, c.cancel_option, c.cancel_after, c.profile_id, c.start, c.zone, c.zone_offset, c.occurrence, "
    "c.every, c.on_days, c.mail_to, c.launched_count, c.next_launch, c.last_scan, c.send_mail, c.created, "
    "c.created_by, c.updated, c.updated_by FROM scan_schedule c "
    "LEFT JOIN webapp w ON w.id = c.webapp WHERE c.id = ?";

Node targetNode(SQLite::Statement &row, WasNodes &nodes, bool whole)
{
    Node target = Node::group(u"target"_s, {Node::group(u"webApp"_s, {Node::number(u"id"_s, sql::number(row, App)),
                                                                      Node::cdata(u"name"_s, sql::text(row, AppName)),
                                                                      Node::cdata(u"url"_s, sql::text(row, AppUrl))})});
    if (const auto record = nodes.reference(u"webAppAuthRecord"_s, "auth_record", sql::number(row, AuthRecord));
        record && whole)
        target.children << *record;
    Node scanner = Node::group(u"scannerAppliance"_s, {Node::text(u"type"_s, sql::text(row, ScannerType))});
    if (!row.isColumnNull(ScannerName))
        scanner.children << Node::cdata(u"friendlyName"_s, sql::text(row, ScannerName));
    target.children << scanner << Node::text(u"cancelOption"_s, sql::text(row, CancelOption));
    return target;
}

Node occurrenceNode(SQLite::Statement &row)
{
    const QString kind = sql::text(row, Occurrence);
    const qint64 every = sql::number(row, Every);
    if (kind == "WEEKLY"_L1) {
        QList<Node> days;
        for (const QString &day : sql::words(row, OnDays))
            days << Node::text(u"WeekDay"_s, day);
        return Node::group(u"weeklyOccurrence"_s,
                           {Node::number(u"everyNWeeks"_s, every), Node::group(u"onDays"_s, days)});
    }
    if (kind == "MONTHLY"_L1)
        return Node::group(u"monthlyOccurrence"_s,
                           {Node::group(u"monthlyType"_s, {Node::group(u"occurDayNbInMonth"_s,
                                                                       {Node::number(u"dayNb"_s, 1),
                                                                        Node::number(u"everyNMonths"_s, every)})})});
    return Node::group(u"dailyOccurrence"_s, {Node::number(u"everyNDays"_s, every)});
}

Node schedulingNode(SQLite::Statement &row)
{
    Node node =
        Node::group(u"scheduling"_s, {Node::text(u"startDate"_s, sql::text(row, Start)),
                                      Node::group(u"timeZone"_s, {Node::text(u"code"_s, sql::text(row, Zone)),
                                                                  Node::text(u"offset"_s, sql::text(row, ZoneOffset))}),
                                      Node::text(u"occurrenceType"_s, sql::text(row, Occurrence))});
    if (sql::text(row, Occurrence) != "ONCE"_L1)
        node.children << Node::group(u"occurrence"_s, {occurrenceNode(row)});
    if (!row.isColumnNull(CancelAfter))
        node.children << Node::number(u"cancelAfterNHours"_s, sql::number(row, CancelAfter));
    return node;
}

Node notificationNode(const QString &address)
{
    return Node::group(
        u"notification"_s,
        {Node::flag(u"active"_s, true),
         Node::group(u"delay"_s, {Node::number(u"nb"_s, 1), Node::text(u"scale"_s, u"DAY"_s)}),
         Node::group(u"recipients"_s, {Node::group(u"list"_s, {Node::cdata(u"EmailAddress"_s, address)})})});
}

/// A row of a search has only what stands at the two ends.
std::optional<Node> scheduleNode(SQLite::Database &database, WasNodes &nodes, qint64 id, bool whole)
{
    SQLite::Statement row(database, query);
    sql::bindAll(row, id);
    if (!row.executeStep())
        return std::nullopt;
    const qint64 owner = sql::number(row, Owner);
    QList<Node> members{Node::number(u"id"_s, id),
                        Node::cdata(u"name"_s, sql::text(row, Name)),
                        whole ? nodes.user(u"owner"_s, owner) : Node::group(u"owner"_s, {Node::number(u"id"_s, owner)}),
                        Node::flag(u"active"_s, sql::number(row, Active) != 0),
                        Node::text(u"type"_s, sql::text(row, Type)),
                        targetNode(row, nodes, whole)};
    if (const auto profile = nodes.reference(u"profile"_s, "option_profile", sql::number(row, Profile)))
        members << *profile;
    if (whole) {
        members << schedulingNode(row);
        if (!sql::text(row, MailTo).isEmpty())
            members << notificationNode(sql::text(row, MailTo));
    }
    members << Node::number(u"launchedCount"_s, sql::number(row, LaunchedCount));
    if (!row.isColumnNull(NextLaunch))
        members << Node::text(u"nextLaunchDate"_s, sql::text(row, NextLaunch));
    if (const auto last = nodes.reference(u"lastScan"_s, "scan", sql::number(row, LastScan)); last && whole)
        members << *last;
    members << Node::text(u"createdDate"_s, sql::text(row, Created));
    if (whole)
        members << nodes.user(u"createdBy"_s, sql::number(row, CreatedBy));
    members << Node::text(u"updatedDate"_s, sql::text(row, Updated));
    if (whole)
        members << nodes.user(u"updatedBy"_s, sql::number(row, UpdatedBy))
                << Node::flag(u"sendMail"_s, sql::number(row, SendMail) != 0);
    return Node::group(u"WasScanSchedule"_s, members);
}

Reply switchSchedules(const Call &call, bool on)
{
    const Checked<QList<qint64>> ids = meantIds(call, "scan_schedule", &whereOfSchedules);
    if (!ids)
        return ids.error();
    qint64 changed = 0;
    for (const qint64 id : *ids)
        if (!call.faults.ignoresEverything())
            changed += sql::run(call.database,
                                "UPDATE scan_schedule SET active = ?1, updated = ?2, updated_by = ?3 "
                                "WHERE id = ?4 AND active <> ?1",
                                on, wireTime(call.now), call.account.id, id);
    Reply reply = idsAnswer(u"WasScanSchedule"_s, *ids);
    reply.applied = changed > 0;
    reply.affected = changed;
    reply.object = ids->size() == 1 ? ids->first() : call.id;
    return reply;
}

} // namespace

Reply sandbox::answerSchedules(const Call &call)
{
    if (!call.account.seesWebApps)
        return refusal::unauthorized();
    if (call.operation == "activate"_L1 || call.operation == "deactivate"_L1)
        return call.account.editsSchedules ? switchSchedules(call, call.operation == "activate"_L1)
                                           : refusal::notPermitted();
    WasNodes nodes(call.database);
    return answerWasRead(call, {.table = "scan_schedule",
                                .where = &whereOfSchedules,
                                .rows =
                                    [&](const QList<qint64> &ids) {
                                        QList<Node> records;
                                        for (const qint64 id : ids)
                                            if (const std::optional<Node> node =
                                                    scheduleNode(call.database, nodes, id, false))
                                                records << *node;
                                        return records;
                                    },
                                .whole = [&](qint64 id) { return scheduleNode(call.database, nodes, id, true); }});
}
