// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

namespace sandbox {

/// `/qps/rest/3.0/<operation>/was/finding`: search, count and get.
Reply answerFindings(const Call &call);

/// The elements `stats`, `vulns`, `sensitiveContents` and `igs` of a downloaded scan: what is known of the web
/// application today. `authenticated` is told of each instance.
QList<Node> downloadedFindings(SQLite::Database &database, qint64 app, bool authenticated);

} // namespace sandbox
