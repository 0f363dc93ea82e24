// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/accounts.h"
#include "sandbox/activefaults.h"
#include "sandbox/servicerequest.h"

#include <QDateTime>
#include <QUrlQuery>

namespace sandbox {

/// One signed-in request to `/qps/rest/<version>/<operation>/<module>/<object>[/<id>]`, as the services see it.
struct Call
{
    SQLite::Database &database;
    const ActiveFaults &faults;
    QString operation, object; ///< of the path
    qint64 id = 0;             ///< from the path, 0 without one
    Selection fields;
    Account account;
    ServiceRequest request;
    QDateTime now; ///< UTC
    bool quirks = false;
    QUrlQuery query = {};    ///< of the address
    int activationDelay = 0; ///< seconds until a module is really on or off
    int scanPace = 0;        ///< milliseconds that each step of a scan takes
};

} // namespace sandbox
