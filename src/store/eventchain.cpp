// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/eventchain.h"

#include "store/journalrows.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace {

const QByteArray &beginning()
{
    static const QByteArray zeros(32, '\0');
    return zeros;
}

struct Line
{
    JournalEvent event;
    QString utc;
    QByteArray previous, hash;
};

Line lineOf(SQLite::Statement &row)
{
    Line line;
    line.event.seq = row.getColumn(0).getInt64();
    line.utc = journalrows::text(row, 1);
    line.event.utc = journalrows::time(row, 1);
    line.event.kind = journalrows::text(row, 2);
    line.event.ref = journalrows::text(row, 3);
    line.event.text = journalrows::text(row, 4);
    line.previous = journalrows::blob(row, 5);
    line.hash = journalrows::blob(row, 6);
    return line;
}

constexpr const char *newestFirst =
    "SELECT seq, utc, kind, ref, text, prev_hash, hash FROM event ORDER BY seq DESC LIMIT ?";
constexpr const char *inOrder = "SELECT seq, utc, kind, ref, text, prev_hash, hash FROM event ORDER BY seq";

} // namespace

QByteArray eventHash(const QByteArray &previous, qint64 seq, const QString &utc, const QString &kind,
                     const QString &ref, const QString &text)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(previous);
    hash.addData(QJsonDocument(QJsonArray{seq, utc, kind, ref, text}).toJson(QJsonDocument::Compact));
    return hash.result();
}

qint64 EventChain::append(const QString &utc, const QString &kind, const QString &ref, const QString &text)
{
    // Read again each time: a transaction that was rolled back must leave no trace in memory.
    SQLite::Statement last(m_database, newestFirst);
    journalrows::bind(last, 1, 1);
    qint64 seq = 1;
    QByteArray previous = beginning();
    if (last.executeStep()) {
        seq = last.getColumn(0).getInt64() + 1;
        previous = journalrows::blob(last, 6);
    }
    SQLite::Statement insert(m_database, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)");
    journalrows::bind(insert, 1, seq);
    journalrows::bind(insert, 2, utc);
    journalrows::bind(insert, 3, kind);
    journalrows::bind(insert, 4, ref);
    journalrows::bind(insert, 5, text);
    journalrows::bind(insert, 6, previous);
    journalrows::bind(insert, 7, eventHash(previous, seq, utc, kind, ref, text));
    insert.exec();
    return seq;
}

QList<JournalEvent> EventChain::newest(int count) const
{
    SQLite::Statement row(m_database, newestFirst);
    journalrows::bind(row, 1, count);
    QList<JournalEvent> events;
    while (row.executeStep())
        events.append(lineOf(row).event);
    return events;
}

Journal::ChainReport EventChain::verify() const
{
    Journal::ChainReport report{.intact = true, .head = beginning()};
    SQLite::Statement row(m_database, inOrder);
    while (row.executeStep()) {
        const Line line = lineOf(row);
        const JournalEvent &event = line.event;
        ++report.events;
        const bool sound = event.seq == report.events && line.previous == report.head &&
                           line.hash == eventHash(report.head, event.seq, line.utc, event.kind, event.ref, event.text);
        if (!sound && report.intact) {
            report.intact = false;
            report.firstBroken = event.seq;
        }
        report.head = line.hash;
    }
    return report;
}
