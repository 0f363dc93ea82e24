// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

namespace sandbox {

/// Answers with the whole web application. An asset of that name and URL is taken over on request, without its scans.
Reply createWebApp(const Call &call);
/// Answers with the id alone, also when nothing was changed.
Reply updateWebAppBy(const Call &call);
/// The one in the address, or those that the criteria select.
Reply deleteWebApps(const Call &call);
/// Forgets what scans found.
Reply purgeWebApps(const Call &call);

} // namespace sandbox
