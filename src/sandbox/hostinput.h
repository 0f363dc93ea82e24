// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/keyinput.h"

namespace sandbox {

/// The HostAsset of an update: what of it can be changed.
struct HostInput
{
    std::optional<QString> name;
    ListEdit tags; ///< ids
};

/// The one HostAsset under `data`. An element that cannot be changed makes the request invalid.
Checked<HostInput> readHostInput(const ServiceRequest &request);

} // namespace sandbox
