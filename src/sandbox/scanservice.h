// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

namespace sandbox {

/// `/qps/rest/3.0/<operation>/was/wasscan`: search, count, get, status, launch, cancel, delete, download and scanagain.
Reply answerScans(const Call &call);
/// `/qps/rest/3.0/scanagain/was/scan/<id>`, the other spelling of that one operation.
Reply answerScansAgain(const Call &call);

} // namespace sandbox
