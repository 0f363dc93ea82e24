// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/sandbox.h"

#include "sandbox/sql.h"

using namespace Qt::StringLiterals;
namespace sql = sandbox::sql;

QList<qint64> Sandbox::webAppIds() const
{
    return idsOf("SELECT id FROM webapp WHERE in_was = 1 ORDER BY id");
}

QVariant Sandbox::webAppField(qint64 id, const QString &name) const
{
    return valueOf("webapp", id, name);
}

QList<qint64> Sandbox::scanIds() const
{
    return idsOf("SELECT id FROM scan ORDER BY id");
}

QList<qint64> Sandbox::scansOf(qint64 webApp) const
{
    return idsOf("SELECT id FROM scan WHERE webapp = ? ORDER BY launched DESC, id DESC", webApp);
}

QVariant Sandbox::scanField(qint64 id, const QString &name) const
{
    return valueOf("scan", id, name);
}

QStringList Sandbox::applianceNames() const
{
    QStringList names;
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, "SELECT name FROM appliance ORDER BY id");
    while (row.executeStep())
        names << sql::text(row, 0);
    return names;
}

void Sandbox::setWebAppField(qint64 id, const QString &name, const QVariant &value)
{
    setValue("webapp", id, name, value);
}

qint64 Sandbox::addWebApp(const QString &name, const QString &url)
{
    SQLite::Database database = openDatabase();
    const QString now = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
    sql::run(database,
             "INSERT INTO webapp (name, url, owner_id, created, created_by, updated, updated_by) "
             "SELECT ?1, ?2, id, ?3, id, ?3, id FROM user WHERE login = ?4",
             name, url, now, user());
    return database.getLastInsertRowid();
}

void Sandbox::deleteWebApp(qint64 id)
{
    SQLite::Database database = openDatabase();
    for (const char *command : {"DELETE FROM scan WHERE webapp = ?", "DELETE FROM finding WHERE webapp = ?",
                                "DELETE FROM webapp_entry WHERE webapp = ?", "DELETE FROM webapp WHERE id = ?"})
        sql::run(database, command, id);
}

void Sandbox::setScanField(qint64 id, const QString &name, const QVariant &value)
{
    setValue("scan", id, name, value);
}

void Sandbox::setApplianceOnline(const QString &name, bool online)
{
    SQLite::Database database = openDatabase();
    if (sql::run(database, "UPDATE appliance SET online = ? WHERE name = ?", online, name) != 1)
        qFatal("there is no appliance %s", qPrintable(name));
}

void Sandbox::execute(const QByteArray &statements)
{
    SQLite::Database database = openDatabase();
    database.exec(statements.toStdString());
}

void Sandbox::holdScanClock(const QDateTime &time)
{
    SQLite::Database database = openDatabase();
    SQLite::Transaction transaction(database);
    sql::run(database, "DELETE FROM scan_clock");
    sql::run(database, "INSERT INTO scan_clock (ms) VALUES (?)", time.toMSecsSinceEpoch());
    transaction.commit();
}

void Sandbox::advanceScanClock(qint64 milliseconds)
{
    SQLite::Database database = openDatabase();
    if (sql::run(database, "UPDATE scan_clock SET ms = ms + ?", milliseconds) != 1)
        qFatal("the scan clock is not held");
}

void Sandbox::releaseScanClock()
{
    SQLite::Database database = openDatabase();
    sql::run(database, "DELETE FROM scan_clock");
}
