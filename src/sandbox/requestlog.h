// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/reply.h"
#include "sandbox/sql.h"

#include <QDateTime>

namespace sandbox {

/// A row of the table `request`, which tests read to know what really arrived and what came of it. It never holds a
/// password: no Authorization header, and forms without theirs.
struct LoggedRequest
{
    QDateTime utc;
    QByteArray method, path; ///< with the query
    QByteArray attempt;      ///< X-Client-Request-Id
    QString user;            ///< as the client gave it, also when it was wrong
    qint64 object = 0;
    QString outcome;
    int status = 0;
    QString responseCode; ///< of QPS, or the number of the classic interface
    bool writes = false;  ///< what the request means to do
    bool applied = false; ///< whether something was changed
    QString fault;        ///< those it met
    QByteArray body;
    qint64 bytes = 0; ///< of the answer's body
    QString modules;  ///< those that the address names
    qint64 affected = 0;
    QList<AgentWrite> agentWrites; ///< rows of a table of their own
};

/// A new row, or the given one again when it says more by now. Tells its number.
qint64 writeLog(SQLite::Database &database, const LoggedRequest &request, qint64 seq = 0);

} // namespace sandbox
