// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"
#include "sandbox/filters.h"

namespace sandbox {

/// The documented criteria, over those web applications that are in this service.
Checked<Where> whereOfWebApps(const Call &call, const QList<AskedCriterion> &criteria);

} // namespace sandbox
