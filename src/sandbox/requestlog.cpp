// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/requestlog.h"

using namespace Qt::StringLiterals;

qint64 sandbox::writeLog(SQLite::Database &database, const LoggedRequest &request, qint64 seq)
{
    constexpr qsizetype mostBody = 262'144; // the log tells what was asked, not how somebody flooded us
    sql::run(database,
             "INSERT OR REPLACE INTO request (seq, utc, method, path, attempt, user, object, outcome, http_status, "
             "response_code, effect, applied, fault, body, bytes, affected, modules) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             seq > 0 ? std::optional(seq) : std::nullopt, request.utc.toString(Qt::ISODateWithMs),
             QString::fromLatin1(request.method), QString::fromUtf8(request.path), QString::fromUtf8(request.attempt),
             request.user, request.object, request.outcome, request.status, request.responseCode,
             request.writes ? u"write"_s : u"read"_s, request.applied, request.fault, request.body.left(mostBody),
             request.bytes, request.affected, request.modules);
    const qint64 written = database.getLastInsertRowid();
    SQLite::Statement row(database, "INSERT INTO agent_write (seq, attempt, agent, module, action, outcome) "
                                    "VALUES (?, ?, ?, ?, ?, ?)");
    for (const AgentWrite &write : request.agentWrites) {
        row.reset();
        sql::bindAll(row, written, QString::fromUtf8(request.attempt), write.agent, write.module, write.action,
                     write.outcome);
        row.exec();
    }
    return written;
}
