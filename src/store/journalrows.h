// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

/// Values as columns and back.
namespace journalrows {

QString text(SQLite::Statement &row, int column);
QByteArray blob(SQLite::Statement &row, int column);
QDateTime time(SQLite::Statement &row, int column);
QJsonObject json(SQLite::Statement &row, int column);

void bind(SQLite::Statement &statement, int index, qint64 value);
void bind(SQLite::Statement &statement, int index, const QString &value);
void bind(SQLite::Statement &statement, int index, const QByteArray &value);
void bind(SQLite::Statement &statement, int index, const QDateTime &value); ///< NULL when invalid
void bind(SQLite::Statement &statement, int index, const QJsonObject &value);

QString utcText(const QDateTime &time);
QByteArray compact(const QJsonObject &json);

QJsonObject toJson(const RateLimits &limits);
RateLimits limitsFromJson(const QJsonObject &json);
QByteArray toJson(const QList<FieldDifference> &differences);
QList<FieldDifference> differencesFromJson(const QByteArray &json);

/// Which rule settles a lost reply: B set a value, D create, E delete, F reaches agents.
QString idempotencyClass(const Change &change);

/// Last line of defence: nothing that looks like an activation key is written down. Each is replaced by its last four
/// characters and a salted hash, so that two mentions of the same key can still be told to be the same.
QString withoutKeys(const QString &text, const QByteArray &salt);
QByteArray withoutKeys(const QByteArray &text, const QByteArray &salt);

} // namespace journalrows
