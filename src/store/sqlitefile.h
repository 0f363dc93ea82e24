// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <QString>

/// What the journal's file and a cache's have in common.
namespace sqlitefile {

int pragma(SQLite::Database &database, const char *name);
/// Whether an error of SQLite means that the file is not what it should be.
bool isDamage(int code);
Failure notStored(const QString &code, const QString &detail);
/// Makes the file 0600 in a folder 0700. SQLite gives its companions (-wal, -shm) the mode of the file, so the file is
/// made before SQLite sees it.
Outcome makePrivate(const QString &path);
/// Renames the file and its companions; empty when that is not possible.
QString moveAside(const QString &path);
/// Kind NotStored; `code` is SQLite's name for it (SQLITE_FULL, SQLITE_IOERR …).
Failure failureOf(const SQLite::Exception &exception);

} // namespace sqlitefile
