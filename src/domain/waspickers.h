// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"
#include "domain/wasrefs.h"

#include <optional>

/// How a scan crawls and tests.
struct OptionProfile
{
    OptionProfileId id;
    QString name;
    UserId owner;
    std::optional<bool> isDefault; ///< rows may leave it out

    friend bool operator==(const OptionProfile &, const OptionProfile &) = default;
};

/// How a scan signs in. Only what a picker needs: the full record can show what is typed into its fields.
struct WebAppAuthRecord
{
    AuthRecordId id;
    QString name;
    UserId owner;

    friend bool operator==(const WebAppAuthRecord &, const WebAppAuthRecord &) = default;
};

/// Names that resolve otherwise during a scan.
struct DnsOverride
{
    DnsOverrideId id;
    QString name;

    friend bool operator==(const DnsOverride &, const DnsOverride &) = default;
};
