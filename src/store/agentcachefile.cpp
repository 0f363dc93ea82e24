// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/agentcachefile.h"

#include "store/sqlitefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace agentcachefile;

namespace {

constexpr int busyMilliseconds = 2'000;

/// `seen` is the number of the refresh that last brought the agent. Of keys a word holds the last six characters, a
/// hash and the title, never the key.
constexpr const char *tables = R"sql(
CREATE TABLE agent (id INTEGER PRIMARY KEY, seen INTEGER NOT NULL, row BLOB NOT NULL, hardware BLOB);
CREATE TABLE word (list INTEGER NOT NULL, number INTEGER NOT NULL, value BLOB NOT NULL,
                   PRIMARY KEY (list, number)) WITHOUT ROWID;
CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), full_refresh INTEGER NOT NULL, refresh INTEGER NOT NULL,
                    refresh_begun INTEGER NOT NULL, cursor INTEGER NOT NULL);
INSERT INTO state VALUES (1, 0, 0, 0, 0);
)sql";

/// What the file is, as far as its header tells; damage deeper inside shows when it is read.
Found kindOf(SQLite::Database &database)
{
    const int version = sqlitefile::pragma(database, "user_version");
    if (version == 0 && database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0)
        return Found::Nothing;
    if (sqlitefile::pragma(database, "application_id") != applicationId)
        return Found::Damaged;
    return version == schema ? Found::Sound : version < schema ? Found::Older : Found::Newer;
}

void makeTables(SQLite::Database &database)
{
    database.exec("BEGIN IMMEDIATE");
    database.exec(tables);
    database.exec("PRAGMA application_id=" + std::to_string(applicationId));
    database.exec("PRAGMA user_version=" + std::to_string(schema));
    database.exec("COMMIT");
}

void removeFiles(const QString &path)
{
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path + suffix);
}

std::unique_ptr<SQLite::Database> connected(const QString &path)
{
    auto database = std::make_unique<SQLite::Database>(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                                       busyMilliseconds);
    // What a lost power supply can take is fetched again; after the end of this program alone nothing is missing.
    database->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
    return database;
}

} // namespace

Result<Opened> agentcachefile::open(const QString &path)
{
    Opened opened;
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (const Outcome isPrivate = sqlitefile::makePrivate(path); !isPrivate)
            return tl::unexpected(isPrivate.error());
        Found found = Found::Damaged;
        try {
            opened.database = connected(path);
            found = kindOf(*opened.database);
            if (found == Found::Nothing) {
                makeTables(*opened.database);
                opened.found = attempt == 0 ? Found::Nothing : opened.found;
            }
            if (found == Found::Nothing || found == Found::Sound)
                return opened;
        } catch (const SQLite::Exception &exception) {
            if (!sqlitefile::isDamage(exception.getErrorCode()))
                return tl::unexpected(sqlitefile::failureOf(exception));
        }
        opened.database.reset();
        opened.found = found;
        if (found == Found::Older) {
            removeFiles(path);
        } else {
            const Result<QString> aside = replace(path);
            if (!aside)
                return tl::unexpected(aside.error());
            opened.setAside = *aside;
        }
    }
    return tl::unexpected(sqlitefile::notStored(u"CACHE_DAMAGED"_s, u"a new cache cannot be made"_s));
}

Result<Opened> agentcachefile::openToRead(const QString &path)
{
    const auto inUse = [](const QString &detail) {
        return tl::unexpected(sqlitefile::notStored(u"CACHE_IN_USE"_s, detail));
    };
    if (!QFile::exists(path))
        return inUse(u"another program makes it"_s);
    try {
        Opened opened;
        opened.database =
            std::make_unique<SQLite::Database>(path.toStdString(), SQLite::OPEN_READWRITE, busyMilliseconds);
        opened.database->exec("PRAGMA query_only=ON");
        if (kindOf(*opened.database) != Found::Sound)
            return inUse(u"another program writes it in another schema"_s);
        return opened;
    } catch (const SQLite::Exception &exception) {
        return inUse(sqlitefile::failureOf(exception).detail);
    }
}

Result<QString> agentcachefile::replace(const QString &path)
{
    const QFileInfo info(path);
    QString aside = sqlitefile::moveAside(path);
    if (aside.isEmpty())
        return tl::unexpected(sqlitefile::notStored(u"CACHE_DAMAGED"_s, u"the cache cannot be moved aside"_s));
    const QStringList others = info.dir().entryList({info.fileName() + u".damaged-*"_s}, QDir::Files);
    for (const QString &other : others) // a hundred megabytes each
        if (!info.dir().filePath(other).startsWith(aside))
            QFile::remove(info.dir().filePath(other));
    return aside;
}
