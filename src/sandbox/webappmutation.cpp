// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/webappmutation.h"

using namespace Qt::StringLiterals;

void sandbox::mutateWebApps(SQLite::Database &database, const QString &what, const QList<qint64> &apps)
{
    const QString field = what.section(u'@', 0, 0);
    const qint64 only = what.section(u'@', 1).toLongLong();
    const char *command = field == "delete"_L1          ? "DELETE FROM webapp WHERE id = ?"
                          : field == "url"_L1           ? "UPDATE webapp SET url = url || 'elsewhere/' WHERE id = ?"
                          : field == "scannerLocked"_L1 ? "UPDATE webapp SET locked = 1 - locked WHERE id = ?"
                          : field == "defaultScanner"_L1
                              ? "UPDATE webapp SET scanner_type = 'EXTERNAL', scanner_name = NULL, scanner_tags = '' "
                                "WHERE id = ?"
                          : field == "owner"_L1
                              ? "UPDATE webapp SET owner_id = (SELECT id FROM user u WHERE u.id IS NOT webapp.owner_id "
                                "ORDER BY id LIMIT 1) WHERE id = ?"
                              : "UPDATE webapp SET name = name || ' (edited elsewhere)' WHERE id = ?";
    for (const qint64 id : apps)
        if (only == 0 || only == id)
            sql::run(database, command, id);
}
