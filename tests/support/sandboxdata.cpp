// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/sandbox.h"

#include "sandbox/accounts.h"
#include "sandbox/faultrules.h"
#include "sandbox/filters.h"
#include "sandbox/sql.h"

#include <QUuid>

using namespace Qt::StringLiterals;
namespace sql = sandbox::sql;

namespace {

struct Column
{
    QLatin1StringView field;
    const char *column;
};
constexpr auto columns = std::to_array<Column>({
    {"activationKey"_L1, "key_text"},
    {"title"_L1, "title"},
    {"type"_L1, "type"},
    {"countPurchased"_L1, "count_purchased"},
    {"datePurchased"_L1, "purchased"},
    {"expireDate"_L1, "expires"},
    {"networkId"_L1, "network_id"},
    {"isDisabled"_L1, "disabled"},
    {"suspendSelfPatch"_L1, "suspend_self_patch"},
    {"ownerId"_L1, "owner_id"},
    {"modules"_L1, "modules"},
    {"tags"_L1, "tags"},
    {"applied"_L1, "applied"},
});

bool isList(const QString &field)
{
    return field == "modules"_L1 || field == "tags"_L1;
}

QString textFor(const QVariant &value)
{
    if (value.typeId() == QMetaType::QStringList)
        return value.toStringList().join(u',');
    if (value.typeId() == QMetaType::QDateTime)
        return value.toDateTime().toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
    return value.toString();
}

} // namespace

int Sandbox::keyCount() const
{
    return int(keyIds().size());
}

QList<qint64> Sandbox::keyIds() const
{
    return idsOf("SELECT id FROM activation_key ORDER BY id");
}

QStringList Sandbox::keyTitles() const
{
    QStringList titles;
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, "SELECT coalesce(title, '') FROM activation_key ORDER BY id");
    while (row.executeStep())
        titles << sql::text(row, 0);
    return titles;
}

QList<qint64> Sandbox::keysWithTitle(const QString &title) const
{
    QList<qint64> ids;
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, "SELECT id FROM activation_key WHERE title = ? ORDER BY id");
    sql::bindAll(row, title);
    while (row.executeStep())
        ids << sql::number(row, 0);
    return ids;
}

QString Sandbox::column(const QString &field) const
{
    for (const Column &known : columns)
        if (field == known.field)
            return QString::fromLatin1(known.column);
    qFatal("a key has no field %s", qPrintable(field));
}

QVariant Sandbox::keyField(qint64 id, const QString &field) const
{
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, "SELECT " + column(field).toStdString() + " FROM activation_key WHERE id = ?");
    sql::bindAll(row, id);
    if (!row.executeStep())
        return {};
    if (isList(field))
        return sql::words(row, 0);
    if (row.isColumnNull(0))
        return QVariant(QMetaType(QMetaType::QString));
    return row.getColumn(0).isInteger() ? QVariant(sql::number(row, 0)) : QVariant(sql::text(row, 0));
}

int Sandbox::agentCount(qint64 key) const
{
    return int(agentsOf(key).size());
}

QList<SandboxAgent> Sandbox::agentsOf(qint64 key) const
{
    QList<SandboxAgent> agents;
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, "SELECT id, name, modules, tags, applied FROM agent WHERE key_id = ? ORDER BY id");
    sql::bindAll(row, key);
    while (row.executeStep()) {
        SandboxAgent agent{.id = sql::number(row, 0),
                           .name = sql::text(row, 1),
                           .modules = sql::words(row, 2),
                           .tags = {},
                           .applied = int(sql::number(row, 4))};
        for (const QString &tag : sql::words(row, 3))
            agent.tags << tag.toLongLong();
        agents << agent;
    }
    return agents;
}

QVariant Sandbox::agentField(qint64 id, const QString &name) const
{
    return valueOf("agent", id, name);
}

void Sandbox::setAgentField(qint64 id, const QString &name, const QVariant &value)
{
    setValue("agent", id, name, value);
}

QVariant Sandbox::valueOf(const char *table, qint64 id, const QString &name) const
{
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, "SELECT " + name.toStdString() + " FROM " + table + " WHERE id = ?");
    sql::bindAll(row, id);
    if (!row.executeStep())
        return {};
    if (row.isColumnNull(0))
        return QVariant(QMetaType(QMetaType::QString));
    return row.getColumn(0).isInteger() ? QVariant(sql::number(row, 0)) : QVariant(sql::text(row, 0));
}

void Sandbox::setValue(const char *table, qint64 id, const QString &name, const QVariant &value)
{
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database,
                          std::string("UPDATE ") + table + " SET " + name.toStdString() + " = ? WHERE id = ?");
    if (value.typeId() == QMetaType::QString)
        sql::bindAll(row, value.toString(), id);
    else
        sql::bindAll(row, value.isNull() ? std::nullopt : std::optional(value.toLongLong()), id);
    if (row.exec() != 1)
        qFatal("there is no %s %lld", table, static_cast<long long>(id));
}

QList<qint64> Sandbox::idsOf(const char *query, qint64 argument) const
{
    QList<qint64> ids;
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, query);
    if (row.getBindParameterCount() > 0)
        sql::bindAll(row, argument);
    while (row.executeStep())
        ids << sql::number(row, 0);
    return ids;
}

void Sandbox::setAgentVersion(qint64 id, const QString &version)
{
    SQLite::Database database = openDatabase();
    sql::run(database, "INSERT INTO agent_version (text, rank) VALUES (?, ?)", version,
             sandbox::versionRank(version).value_or(0));
    sql::run(database, "UPDATE agent SET version = last_insert_rowid() WHERE id = ?", id);
}

void Sandbox::deleteAgent(qint64 id)
{
    SQLite::Database database = openDatabase();
    sql::run(database, "DELETE FROM agent WHERE id = ?", id);
}

void Sandbox::setKeyField(qint64 id, const QString &field, const QVariant &value)
{
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, "UPDATE activation_key SET " + column(field).toStdString() + " = ? WHERE id = ?");
    const bool text = value.typeId() == QMetaType::QString || value.typeId() == QMetaType::QStringList ||
                      value.typeId() == QMetaType::QDateTime;
    if (text)
        sql::bindAll(row, textFor(value), id);
    else
        sql::bindAll(row, value.isNull() ? std::nullopt : std::optional(value.toLongLong()), id);
    if (row.exec() != 1)
        qFatal("there is no key %lld", static_cast<long long>(id));
}

void Sandbox::deleteKey(qint64 id)
{
    SQLite::Database database = openDatabase();
    sql::run(database, "UPDATE agent SET key_id = NULL WHERE key_id = ?", id);
    sql::run(database, "DELETE FROM activation_key WHERE id = ?", id);
}

qint64 Sandbox::addKey(const QString &title, const QStringList &modules)
{
    SQLite::Database database = openDatabase();
    sql::run(database, "INSERT INTO activation_key (key_text, title, type, purchased, modules) VALUES (?, ?, ?, ?, ?)",
             QUuid::createUuid().toString(QUuid::WithoutBraces), title, u"UNLIMITED"_s,
             textFor(QDateTime::currentDateTimeUtc()), modules.join(u','));
    return database.getLastInsertRowid();
}

void Sandbox::setPassword(const QString &login, const QString &password)
{
    SQLite::Database database = openDatabase();
    sql::run(database, "UPDATE user SET password = ? WHERE login = ?", sandbox::passwordMark(login, password), login);
}

void Sandbox::setRight(const QString &login, const QString &right, bool has)
{
    SQLite::Database database = openDatabase();
    sql::run(database, ("UPDATE user SET " + right.toStdString() + " = ? WHERE login = ?").c_str(), has, login);
}

void Sandbox::setLicensed(const QString &module, bool licensed)
{
    SQLite::Database database = openDatabase();
    sql::run(database,
             licensed ? "INSERT OR IGNORE INTO licence (word) VALUES (?)" : "DELETE FROM licence WHERE word = ?",
             module);
}

qint64 Sandbox::addFault(const QString &spec)
{
    const Result<sandbox::FaultRule> rule = sandbox::parseFault(spec);
    if (!rule)
        qFatal("%s", qPrintable(rule.error().detail));
    SQLite::Database database = openDatabase();
    sandbox::addFault(database, *rule);
    return database.getLastInsertRowid();
}

void Sandbox::clearFaults()
{
    SQLite::Database database = openDatabase();
    sql::run(database, "DELETE FROM fault");
}

int Sandbox::faultHits(qint64 fault) const
{
    SQLite::Database database = openDatabase();
    return int(sql::value(database, "SELECT hits FROM fault WHERE id = ?", fault));
}
