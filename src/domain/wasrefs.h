// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"

#include <QString>

using WebAppId = Id<struct WebApp>;
using WasScanId = Id<struct WasScan>;
using OptionProfileId = Id<struct OptionProfile>;
using AuthRecordId = Id<struct WebAppAuthRecord>;
using DnsOverrideId = Id<struct DnsOverride>;
using WasProxyId = Id<struct WasProxy>;
using ApplianceId = Id<struct Appliance>;

/// A record of another kind as web apps and scans refer to it: the id counts, the name may be missing.
template <typename Record>
struct Named
{
    Id<Record> id;
    QString name;

    explicit operator bool() const noexcept { return bool(id); }
    friend bool operator==(const Named &, const Named &) = default;
};
