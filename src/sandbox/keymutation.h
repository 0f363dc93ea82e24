// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sql.h"

namespace sandbox {

/// Another administrator changes keys between two requests of ours. `what` is a field's name, or "delete", and, after
/// an
/// "@", the only key concerned; empty is the title. What is on goes off, what is empty gets something.
void mutateKeys(SQLite::Database &database, const QString &what, const QList<qint64> &keys);

} // namespace sandbox
