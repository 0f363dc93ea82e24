// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"

#include <SQLiteCpp/Database.h>

/// The audit trail: each event's hash is SHA-256 over the hash before it and the event's own canonical JSON, so that an
/// altered, inserted or removed line breaks the chain from there on. Someone who can rewrite the whole file can rebuild
/// it; the head shown in the program and in exports is what tells.
class EventChain
{
public:
    explicit EventChain(SQLite::Database &database)
        : m_database(database)
    {
    }

    /// Within the caller's transaction. Returns the row's number.
    qint64 append(const QString &utc, const QString &kind, const QString &ref, const QString &text);
    QList<JournalEvent> newest(int count) const;
    Journal::ChainReport verify() const;

private:
    SQLite::Database &m_database;
};

QByteArray eventHash(const QByteArray &previous, qint64 seq, const QString &utc, const QString &kind,
                     const QString &ref, const QString &text);
