// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/options.h"
#include "sandbox/sql.h"

namespace sandbox {

/// Fills an empty database with "Larkspur Logistics": people, tags, keys, agents and web applications, the same for the
/// same seed, with all times relative to now so that it never looks old. A database that has people keeps what it has.
/// Logins and faults of the command line are put in every time, faults that are there already are not doubled.
void populate(SQLite::Database &database, const Options &options);

} // namespace sandbox
