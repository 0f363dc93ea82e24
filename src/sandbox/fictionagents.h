// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/fictionkeys.h"
#include "sandbox/sql.h"

namespace sandbox::fiction {

/// Changes how many agents the keys have so that there are `total`: fewer each when that is less than they have, the
/// rest on keys without a limit when it is more.
void spreadAgents(QList<PlannedKey> &keys, int total);

/// The agents of all keys, and `loose` that have none.
void insertAgents(SQLite::Database &database, const QList<PlannedKey> &keys, int loose, const QDateTime &now,
                  Random &random);

} // namespace sandbox::fiction
