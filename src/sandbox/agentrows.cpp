// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/agentrows.h"

#include "domain/modules.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace {

QString textAt(SQLite::Statement &row, int column)
{
    const SQLite::Column value = row.getColumn(column);
    return QString::fromUtf8(value.getText(), value.getBytes());
}

QHash<qint64, QString> namesIn(SQLite::Database &database, const char *query)
{
    QHash<qint64, QString> names;
    SQLite::Statement rows(database, query);
    while (rows.executeStep())
        names.insert(sandbox::sql::number(rows, 0), sandbox::sql::text(rows, 1));
    return names;
}

char16_t *putDigits(char16_t *end, int number, int digits)
{
    for (int i = 0; i < digits; ++i, number /= 10)
        *--end = char16_t(u'0' + number % 10);
    return end;
}

} // namespace

sandbox::AgentBook::AgentBook(SQLite::Database &database)
    : m_database(database)
    , m_row(database, "SELECT uuid, name, address, machine, model, version, config, created, modified, checked_in, "
                      "vuln_scan, compliance_scan, key_id, active, modules, tags FROM agent WHERE id = ?")
    , m_versions(namesIn(database, "SELECT id, text FROM agent_version"))
    , m_configs(namesIn(database, "SELECT id, name FROM agent_config"))
{
    SQLite::Statement rows(database, "SELECT id, os, platform FROM host_model");
    while (rows.executeStep())
        m_models.insert(sql::number(rows, 0), {sql::text(rows, 1), sql::text(rows, 2)});
}

std::optional<sandbox::AgentRow> sandbox::AgentBook::find(qint64 id)
{
    m_row.reset();
    m_row.bind(1, int64_t(id));
    if (!m_row.executeStep())
        return std::nullopt;
    return AgentRow{.id = id,
                    .uuid = textAt(m_row, 0),
                    .name = textAt(m_row, 1),
                    .address = textAt(m_row, 2),
                    .machine = sql::number(m_row, 3),
                    .model = sql::number(m_row, 4),
                    .version = sql::number(m_row, 5),
                    .config = sql::number(m_row, 6),
                    .created = sql::number(m_row, 7),
                    .modified = sql::number(m_row, 8),
                    .checkedIn = sql::optionalNumber(m_row, 9),
                    .vulnScan = sql::optionalNumber(m_row, 10),
                    .complianceScan = sql::optionalNumber(m_row, 11),
                    .key = sql::optionalNumber(m_row, 12),
                    .active = sql::number(m_row, 13) != 0,
                    .modules = textAt(m_row, 14),
                    .tags = textAt(m_row, 15)};
}

const sandbox::AgentBook::Key &sandbox::AgentBook::key(qint64 id)
{
    const auto [place, isNew] = m_keys.try_emplace(id);
    if (isNew) {
        SQLite::Statement row(m_database, "SELECT key_text, coalesce(title, '') FROM activation_key WHERE id = ?");
        sql::bindAll(row, id);
        if (row.executeStep())
            place->second = {sql::text(row, 0), sql::text(row, 1)};
    }
    return place->second;
}

const QList<sandbox::Node> &sandbox::AgentBook::tags(const QString &ids)
{
    const auto [place, isNew] = m_tags.try_emplace(ids);
    if (isNew) {
        SQLite::Statement row(m_database, "SELECT name FROM tag WHERE id = ?");
        for (const QString &id : ids.split(u',', Qt::SkipEmptyParts)) {
            row.reset();
            sql::bindAll(row, id.toLongLong());
            if (row.executeStep())
                place->second << Node::group(
                    u"TagSimple"_s, {Node::number(u"id"_s, id.toLongLong()), Node::text(u"name"_s, sql::text(row, 0))});
        }
    }
    return place->second;
}

const QString &sandbox::AgentBook::agentModules(const QString &modules)
{
    const auto [place, isNew] = m_modules.try_emplace(modules);
    if (isNew) {
        QStringList words;
        for (const QString &word : modules.split(u',', Qt::SkipEmptyParts))
            if (const Module *module = moduleOfKeyWord(word); !module)
                words << word; // somebody put it there to see what a client does with it
            else if (!module->agent.isEmpty())
                words << module->agent;
        place->second = words.join(u',');
    }
    return place->second;
}

QString sandbox::momentText(qint64 seconds)
{
    using namespace std::chrono;
    const sys_seconds time{std::chrono::seconds(seconds)};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const auto second = int((time - day).count());
    char16_t text[] = u"0000-00-00T00:00:00Z";
    putDigits(text + 4, int(date.year()), 4);
    putDigits(text + 7, int(unsigned(date.month())), 2);
    putDigits(text + 10, int(unsigned(date.day())), 2);
    putDigits(text + 13, second / 3600, 2);
    putDigits(text + 16, second / 60 % 60, 2);
    putDigits(text + 19, second % 60, 2);
    return QString::fromUtf16(text, 20);
}
