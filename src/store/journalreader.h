// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"

#include <SQLiteCpp/Database.h>

/// What the journal holds, read back. Throws SQLite::Exception.
namespace journalreader {

/// As Journal::history() and plan() say.
QList<PlanSummary> history(SQLite::Database &database, const QString &subscription, int plans);
std::optional<Plan> plan(SQLite::Database &database, PlanId id);
QList<Plan> unfinished(SQLite::Database &database, const QString &subscription);
QList<AttemptRecord> attemptsOf(SQLite::Database &database, ChangeId change); ///< oldest first
QList<Change> staged(SQLite::Database &database, const QString &subscription);

} // namespace journalreader
