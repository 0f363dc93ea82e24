// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

namespace sandbox {

/// Starts a scan, or one for each web application of a multi-scan. Answers with the new ids.
Reply launchScans(const Call &call);
/// Starts the scan in the address once more, under a name of its own on request. Answers with the new id.
Reply scanAgain(const Call &call);

} // namespace sandbox
