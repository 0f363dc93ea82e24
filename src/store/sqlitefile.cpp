// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlitefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <SQLiteCpp/Statement.h>

#include <sqlite3.h>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

int sqlitefile::pragma(SQLite::Database &database, const char *name)
{
    return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

bool sqlitefile::isDamage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

Failure sqlitefile::notStored(const QString &code, const QString &detail)
{
    return {.kind = Failure::Kind::NotStored, .detail = detail, .code = code};
}

Outcome sqlitefile::makePrivate(const QString &path)
{
    const QFileInfo info(path);
    constexpr auto ownerFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    constexpr auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const QString folder = info.absolutePath();
    if (!QDir().mkpath(folder))
        return tl::unexpected(notStored(u"SQLITE_CANTOPEN"_s, u"the data folder cannot be made"_s));
    if ((QFileInfo(folder).permissions() & others) && !QFile::setPermissions(folder, ownerFolder))
        return tl::unexpected(notStored(u"PERMISSIONS"_s, u"the data folder is open to others"_s));
#ifdef Q_OS_UNIX
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0)
        ::close(file);
#endif
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        const QFileInfo companion(path + suffix);
        if (companion.exists() && (companion.permissions() & others) &&
            !QFile::setPermissions(companion.filePath(), QFile::ReadOwner | QFile::WriteOwner))
            return tl::unexpected(notStored(u"PERMISSIONS"_s, u"the file is open to others"_s));
    }
    return {};
}

QString sqlitefile::moveAside(const QString &path)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    QString aside = path + u".damaged-"_s + stamp;
    if (!QFile::rename(path, aside))
        return {};
    for (const QString &suffix : {u"-wal"_s, u"-shm"_s})
        QFile::rename(path + suffix, aside + suffix);
    return aside;
}

Failure sqlitefile::failureOf(const SQLite::Exception &exception)
{
    QString code;
    switch (exception.getErrorCode() & 0xff) {
    case SQLITE_FULL:
        code = u"SQLITE_FULL"_s;
        break;
    case SQLITE_IOERR:
        code = u"SQLITE_IOERR"_s;
        break;
    case SQLITE_READONLY:
        code = u"SQLITE_READONLY"_s;
        break;
    case SQLITE_CANTOPEN:
        code = u"SQLITE_CANTOPEN"_s;
        break;
    case SQLITE_BUSY:
        code = u"SQLITE_BUSY"_s;
        break;
    case SQLITE_CORRUPT:
        code = u"SQLITE_CORRUPT"_s;
        break;
    case SQLITE_NOTADB:
        code = u"SQLITE_NOTADB"_s;
        break;
    case SQLITE_NOMEM:
        code = u"SQLITE_NOMEM"_s;
        break;
    case SQLITE_CONSTRAINT:
        code = u"SQLITE_CONSTRAINT"_s;
        break;
    default:
        code = u"SQLITE_%1"_s.arg(exception.getErrorCode());
        break;
    }
    return notStored(code, QString::fromUtf8(exception.getErrorStr()) + u": "_s + QString::fromUtf8(exception.what()));
}
