// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/appliance.h"
#include "qps/document.h"

namespace qps {

/// Scanner appliances of the classic interface (`/api/2.0/fo/appliance/?action=list`), brief or full. Its answers name
/// a DTD, which is never loaded; its errors are SIMPLE_RETURN. A list without appliances is empty.
Result<QList<Appliance>> readAppliances(Raw raw);

} // namespace qps
