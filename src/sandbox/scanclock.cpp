// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/scanclock.h"

#include "sandbox/keyrows.h"
#include "sandbox/random.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

struct DueScan
{
    qint64 id = 0;
    QString status, results, plannedResults, plannedAuth;
    QDateTime launched;
    qint64 next = 0;
};

QList<DueScan> dueScans(SQLite::Database &database, qint64 now)
{
    QList<DueScan> due;
    SQLite::Statement row(database,
                          "SELECT id, status, coalesce(results, ''), planned_results, planned_auth, launched, "
                          "next_ms FROM scan WHERE next_ms <= ? ORDER BY next_ms, id");
    sql::bindAll(row, now);
    while (row.executeStep())
        due.append({.id = sql::number(row, 0),
                    .status = sql::text(row, 1),
                    .results = sql::text(row, 2),
                    .plannedResults = sql::text(row, 3),
                    .plannedAuth = sql::text(row, 4),
                    .launched = QDateTime::fromString(sql::text(row, 5), Qt::ISODate),
                    .next = sql::number(row, 6)});
    return due;
}

/// A scan that never got as far as a web server has nothing to process.
bool neverStarted(const QString &results)
{
    static const QStringList words{u"SCANNER_NOT_AVAILABLE"_s, u"SCAN_NOT_LAUNCHED"_s};
    return words.contains(results);
}

bool foundNothing(const QString &results)
{
    static const QStringList words{u"NO_HOST_ALIVE"_s, u"NO_WEB_SERVICE"_s};
    return words.contains(results);
}

void end(SQLite::Database &database, const DueScan &scan, const QString &results)
{
    const QDateTime ended = QDateTime::fromMSecsSinceEpoch(scan.next).toUTC();
    const qint64 seconds = std::max<qint64>(1, scan.launched.secsTo(ended));
    sql::run(database,
             "UPDATE scan SET status = ?, ended = ?, duration = ?, results = ?, auth = planned_auth WHERE id = ?",
             neverStarted(results) ? u"ERROR"_s : u"FINISHED"_s, wireTime(ended), seconds, results, scan.id);
    if (neverStarted(results) || foundNothing(results))
        return;
    const qint64 links = 10 + qint64(mixed(quint64(scan.id), 1) % 500);
    sql::run(database, "UPDATE scan SET crawl = ?, test = ?, links = ?, requests = ?, os = 'Linux 5.x' WHERE id = ?",
             seconds / 7, seconds - seconds / 7, links, links * 55, scan.id);
}

/// Tells how many steps long the next state lasts, 0 when it is the last one.
int takeStep(SQLite::Database &database, const DueScan &scan)
{
    if (scan.status == "SUBMITTED"_L1 && neverStarted(scan.plannedResults)) {
        end(database, scan, scan.plannedResults);
        return 0;
    }
    if (scan.status == "SUBMITTED"_L1) {
        sql::run(database, "UPDATE scan SET status = 'RUNNING' WHERE id = ?", scan.id);
        return 3;
    }
    if (scan.status == "CANCELING"_L1) {
        const bool kept = scan.plannedResults == "CANCELED_WITH_RESULTS"_L1;
        if (kept)
            end(database, scan, scan.plannedResults);
        sql::run(database, "UPDATE scan SET status = 'CANCELED' WHERE id = ?", scan.id);
        return 0;
    }
    if (scan.status == "RUNNING"_L1) {
        end(database, scan, foundNothing(scan.plannedResults) ? scan.plannedResults : u"TO_BE_PROCESSED"_s);
        return foundNothing(scan.plannedResults) ? 0 : 1;
    }
    const bool processing = scan.results == "TO_BE_PROCESSED"_L1;
    sql::run(database, "UPDATE scan SET results = ? WHERE id = ?", processing ? u"PROCESSING"_s : scan.plannedResults,
             scan.id);
    return processing ? 1 : 0;
}

} // namespace

QDateTime sandbox::scanTime(SQLite::Database &database, const QDateTime &real)
{
    const qint64 held = sql::value(database, "SELECT ms FROM scan_clock");
    return held > 0 ? QDateTime::fromMSecsSinceEpoch(held).toUTC() : real;
}

void sandbox::settleScans(SQLite::Database &database, const QDateTime &now, int pace)
{
    for (QList<DueScan> due = dueScans(database, now.toMSecsSinceEpoch()); !due.isEmpty();
         due = dueScans(database, now.toMSecsSinceEpoch()))
        for (const DueScan &scan : std::as_const(due)) {
            const int steps = takeStep(database, scan);
            sql::run(database, "UPDATE scan SET next_ms = ? WHERE id = ?",
                     steps > 0 ? std::optional(scan.next + qint64(steps) * pace) : std::nullopt, scan.id);
        }
}
