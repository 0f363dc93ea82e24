// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"
#include "sandbox/webapprow.h"

namespace sandbox {

/// Does to a web application what the WebApp of a request says. It refuses what the schema does not know, what names
/// something that does not exist, and what the account may not change; nothing is stored. A field that a fault ignores
/// is checked and then stays as it was.
std::optional<Reply> applyWebAppInput(const Call &call, const Element &input, WebAppRow &app);

/// "https://host/…", as the service is assumed to check it: http or https, a host, no blanks.
bool isWebAppUrl(const QString &text);

} // namespace sandbox
