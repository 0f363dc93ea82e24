// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <SQLiteCpp/Database.h>

#include <QString>

#include <functional>
#include <memory>
#include <span>

/// The journal's file: permissions, pragmas, schema steps, and what to do with a file that is not as it should be.
namespace journalfile {

/// "LKJ1"; tells our file from any other SQLite database.
inline constexpr int applicationId = 0x4c4b4a31;

using Step = std::function<void(SQLite::Database &)>;
/// Schema steps in order; the file's user_version is the number of steps taken. Never edit one that was released.
std::span<const Step> steps();
/// Takes the steps the file has not seen, each in a transaction of its own.
void migrate(SQLite::Database &database, std::span<const Step> all);

struct Opened
{
    std::unique_ptr<SQLite::Database> database;
    bool created = false;
    QString setAside; ///< where a damaged file was moved to; empty when the file was sound
};
/// Opens or makes the file, 0600 in a folder 0700. A damaged one is moved aside, never deleted. A newer one is left
/// alone and refused: code "JOURNAL_NEWER".
Result<Opened> open(const QString &path, int maxPages = 0);

} // namespace journalfile
