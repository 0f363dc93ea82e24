// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

namespace sandbox {

/// `activate` and `deactivate` of am/asset, for one agent or many: the request is taken at once, the module is on or
/// off only when its delay is over, as the platform waits for the agent.
Reply switchModules(const Call &call, bool on);

/// Carries out what is due by now. What waits is in the database, so it also comes after a restart.
void settlePendingModules(SQLite::Database &database, const QDateTime &now);

} // namespace sandbox
