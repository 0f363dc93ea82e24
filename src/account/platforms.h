// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QUrl>

#include <span>

/// One of the vendor's shared platforms. A login belongs to exactly one.
struct Platform
{
    QLatin1StringView id;                           ///< "US2"; what profiles keep
    const char *name;                               ///< English, for translation in the context "Platforms"
    QLatin1StringView api, gateway, portal, agents; ///< host names
    QLatin1StringView loginMarks; ///< characters that tell the platform in a login; empty when unknown
    bool inferred = false;        ///< gateway and agent server follow the pattern, unproven

    QUrl apiServer() const;
};

/// The servers that belong to an API server. An empty one cannot be derived and must be named by the person.
struct PlatformServers
{
    QUrl api, gateway, portal, agents;
    bool inferred = false; ///< gateway, portal and agent server follow the pattern, unproven

    friend bool operator==(const PlatformServers &, const PlatformServers &) = default;
};

std::span<const Platform> platforms();
const Platform *platformById(QStringView id);
/// nullptr for a private cloud or a sandbox.
const Platform *platformOf(const QUrl &apiServer);
/// Where a login of this form usually lives: company letters, mark, initials, number. Good for preselecting and for a
/// warning only. nullptr when the login tells nothing, as an e-mail address does.
const Platform *guessPlatform(QStringView login);

PlatformServers serversOf(const QUrl &apiServer);
/// True in a domain of the vendor: the host is a shared platform, even one newer than our table.
bool isVendorHost(QStringView host);
