// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sql.h"

namespace sandbox {

/// Another administrator changes web applications between two requests of ours, as mutateKeys() does with keys. `what`
/// is name, url, owner, scannerLocked, defaultScanner or delete, and, after an "@", the only one concerned; anything
/// else is the name.
void mutateWebApps(SQLite::Database &database, const QString &what, const QList<qint64> &apps);

} // namespace sandbox
