// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/fictionkeys.h"
#include "sandbox/sql.h"

namespace sandbox::fiction {

/// Changes how many agents the keys have so that there are `total`: fewer each when that is less than they have, the
/// rest on keys without a limit when it is more.
void spreadAgents(QList<PlannedKey> &keys, int total);

/// What there is besides the agents of keys.
struct Others
{
    int loose = 0; ///< agents without a key
    int hosts = 0; ///< hosts without an agent
};

/// The agents of all keys, and the others. A million takes a few seconds.
void insertAgents(SQLite::Database &database, const QList<PlannedKey> &keys, Others others, const QDateTime &now,
                  quint64 seed);

} // namespace sandbox::fiction
