// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/webapprow.h"

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

std::optional<QString> textOrNull(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

std::optional<qint64> idOrNull(qint64 id)
{
    return id == 0 ? std::nullopt : std::optional(id);
}

void loadEntries(SQLite::Database &database, WebAppRow &row)
{
    SQLite::Statement entries(database, "SELECT list, value, name, regex, author, created FROM webapp_entry "
                                        "WHERE webapp = ? ORDER BY list, position");
    sql::bindAll(entries, row.id);
    while (entries.executeStep())
        row.entries[sql::text(entries, 0)].append({.value = sql::text(entries, 1),
                                                   .name = sql::text(entries, 2),
                                                   .regex = sql::number(entries, 3) != 0,
                                                   .author = sql::number(entries, 4),
                                                   .created = sql::text(entries, 5)});
}

void storeEntries(SQLite::Database &database, const WebAppRow &row)
{
    sql::run(database, "DELETE FROM webapp_entry WHERE webapp = ?", row.id);
    for (auto list = row.entries.begin(); list != row.entries.end(); ++list)
        for (qsizetype i = 0; i < list->size(); ++i) {
            const WebAppEntry &entry = list->at(i);
            sql::run(database,
                     "INSERT INTO webapp_entry (webapp, list, position, value, name, regex, author, created) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                     row.id, list.key(), i, entry.value, entry.name, entry.regex, entry.author, entry.created);
        }
}

} // namespace

std::optional<WebAppRow> sandbox::loadWebApp(SQLite::Database &database, qint64 id)
{
    SQLite::Statement row(database,
                          "SELECT id, name, url, risk, os, owner_id, scope, sub_domain, profile_id, scanner_type, "
                          "scanner_name, scanner_tags, locked, progressive, auth_records, dns_overrides, use_robots, "
                          "use_sitemap, malware_monitoring, malware_notification, tags, cancel_after, cancel_at, "
                          "screenshot, created, created_by, updated, updated_by FROM webapp "
                          "WHERE id = ? AND in_was = 1");
    sql::bindAll(row, id);
    if (!row.executeStep())
        return std::nullopt;
    const std::optional<qint64> progressive = sql::optionalNumber(row, 13);
    WebAppRow app{.id = id,
                  .name = sql::text(row, 1),
                  .url = sql::text(row, 2),
                  .risk = sql::optionalNumber(row, 3),
                  .os = sql::text(row, 4),
                  .owner = sql::number(row, 5),
                  .scope = sql::text(row, 6),
                  .subDomain = sql::text(row, 7),
                  .profile = sql::number(row, 8),
                  .scannerType = sql::text(row, 9),
                  .scannerName = sql::text(row, 10),
                  .scannerTags = sql::words(row, 11),
                  .locked = sql::number(row, 12) != 0,
                  .progressive = progressive ? std::optional(*progressive != 0) : std::nullopt,
                  .authRecords = sql::words(row, 14),
                  .dnsOverrides = sql::words(row, 15),
                  .tags = sql::words(row, 20),
                  .useRobots = sql::text(row, 16),
                  .useSitemap = sql::number(row, 17) != 0,
                  .malwareMonitoring = sql::number(row, 18) != 0,
                  .malwareNotification = sql::number(row, 19) != 0,
                  .cancelAfter = sql::optionalNumber(row, 21),
                  .cancelAt = sql::text(row, 22),
                  .screenshot = sql::text(row, 23),
                  .created = sql::text(row, 24),
                  .updated = sql::text(row, 26),
                  .createdBy = sql::number(row, 25),
                  .updatedBy = sql::number(row, 27),
                  .entries = {}};
    loadEntries(database, app);
    return app;
}

qint64 sandbox::insertWebApp(SQLite::Database &database, const WebAppRow &row, qint64 createdMilliseconds)
{
    sql::run(database,
             "INSERT INTO webapp (id, name, url, risk, os, created, created_by, updated, updated_by, screenshot, "
             "created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             idOrNull(row.id), row.name, row.url, row.risk, textOrNull(row.os), row.created, idOrNull(row.createdBy),
             row.updated, idOrNull(row.updatedBy), textOrNull(row.screenshot), createdMilliseconds);
    WebAppRow written = row;
    written.id = database.getLastInsertRowid();
    updateWebApp(database, written);
    return written.id;
}

void sandbox::updateWebApp(SQLite::Database &database, const WebAppRow &row)
{
    sql::run(database,
             "UPDATE webapp SET name = ?, url = ?, owner_id = ?, scope = ?, sub_domain = ?, profile_id = ?, "
             "scanner_type = ?, scanner_name = ?, scanner_tags = ?, locked = ?, progressive = ?, auth_records = ?, "
             "dns_overrides = ?, use_robots = ?, use_sitemap = ?, malware_monitoring = ?, malware_notification = ?, "
             "tags = ?, cancel_after = ?, cancel_at = ?, updated = ?, updated_by = ? WHERE id = ?",
             row.name, row.url, idOrNull(row.owner), row.scope, textOrNull(row.subDomain), idOrNull(row.profile),
             row.scannerType, textOrNull(row.scannerName), row.scannerTags.join(u','), row.locked, row.progressive,
             row.authRecords.join(u','), row.dnsOverrides.join(u','), row.useRobots, row.useSitemap,
             row.malwareMonitoring, row.malwareNotification, row.tags.join(u','), row.cancelAfter,
             textOrNull(row.cancelAt), row.updated, idOrNull(row.updatedBy), row.id);
    storeEntries(database, row);
}
