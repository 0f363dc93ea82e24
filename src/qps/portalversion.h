// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "qps/answer.h"

namespace qps {

/// `GET /qps/rest/portal/version`: proves login and platform, says nothing about permissions. A module in it is
/// installed on the platform, which does not mean that the subscription has it.
struct PortalVersion
{
    struct Component
    {
        QString name; ///< "CA", a double underscore in the element's name is one
        QString version;

        friend bool operator==(const Component &, const Component &) = default;
    };
    QList<Component> components;
};
Result<PortalVersion> readPortalVersion(Raw raw);

} // namespace qps
