// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/exchange.h"
#include "sandbox/sql.h"

#include <QDateTime>
#include <QUrlQuery>

namespace sandbox {

/// What `/api/2.0/fo/appliance/` is asked for.
struct ApplianceQuery
{
    bool full = false, showTags = false;
    QList<std::pair<qint64, qint64>> ids; ///< ranges; empty: all
    QString name;                         ///< a part of it
    QString type;                         ///< physical, virtual, containerized or offline
    std::optional<bool> busy;
};

/// A parameter that is missing, unknown or has a value that does not fit, as an answer.
struct ApplianceProblem
{
    int code = 0; ///< 1901, 1903 or 1905
    QString parameter, value;
};
std::optional<ApplianceProblem> readApplianceQuery(const QUrlQuery &parameters, ApplianceQuery &into);

/// The list as XML with its DOCTYPE, comments around it. Without any appliance it has no APPLIANCE_LIST.
QByteArray applianceList(SQLite::Database &database, const ApplianceQuery &query, const QDateTime &now);

/// The UUID by which appliances tell a tag.
QString tagUuid(SQLite::Database &database, qint64 tag);

} // namespace sandbox
