// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sql.h"

#include <QDateTime>

namespace sandbox {

/// What time it is for web applications and scans: the real one, or that at which a test holds it.
QDateTime scanTime(SQLite::Database &database, const QDateTime &real);

/// Takes each scan whose time has come a step further, as often as it is due: SUBMITTED, RUNNING, FINISHED with results
/// TO_BE_PROCESSED and then PROCESSING, and what was planned for it. `pace` is the length of a step in milliseconds;
/// running takes three. Nothing moves between two requests that look.
void settleScans(SQLite::Database &database, const QDateTime &now, int pace);

} // namespace sandbox
