// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sql.h"

#include <QList>
#include <QMap>

namespace sandbox {

/// One text of a web application's lists, with what only some of them have.
struct WebAppEntry
{
    QString value;
    QString name = {};  ///< of an attribute
    bool regex = false; ///< of a URL that is excluded or allowed
    qint64 author = 0;  ///< of a comment, as is the time
    QString created = {};

    friend bool operator==(const WebAppEntry &, const WebAppEntry &) = default;
};

/// A row of the table `webapp`, and its lists.
struct WebAppRow
{
    qint64 id = 0;
    QString name, url;
    std::optional<qint64> risk;
    QString os;
    qint64 owner = 0;
    QString scope = QStringLiteral("ALL"), subDomain;
    qint64 profile = 0;
    QString scannerType = QStringLiteral("EXTERNAL"), scannerName;
    QStringList scannerTags; ///< ids; while there are some, they are the scanner
    bool locked = false;
    std::optional<bool> progressive;
    QStringList authRecords, dnsOverrides, tags; ///< ids
    QString useRobots = QStringLiteral("IGNORE");
    bool useSitemap = false, malwareMonitoring = false, malwareNotification = false;
    std::optional<qint64> cancelAfter;
    QString cancelAt, screenshot;
    QString created, updated;
    qint64 createdBy = 0, updatedBy = 0;
    QMap<QString, QList<WebAppEntry>> entries; ///< under the name of their element

    friend bool operator==(const WebAppRow &, const WebAppRow &) = default;
};

/// Those that are in this service; one that was deleted from it is nothing.
std::optional<WebAppRow> loadWebApp(SQLite::Database &database, qint64 id);
/// Without an id the next one is taken. Tells the id.
qint64 insertWebApp(SQLite::Database &database, const WebAppRow &row, qint64 createdMilliseconds);
void updateWebApp(SQLite::Database &database, const WebAppRow &row);

} // namespace sandbox
