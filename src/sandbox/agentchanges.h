// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

/// What can be done to host assets besides switching modules, one by its id or many by criteria.
namespace sandbox {

Reply updateHosts(const Call &call); ///< name and tags
Reply deleteHosts(const Call &call);
Reply uninstallAgents(const Call &call);
Reply scanAgents(const Call &call);
Reply changeKeys(const Call &call);

} // namespace sandbox
