// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/platforms.h"

#include <tl/expected.hpp>

/// Why a text is not taken as a server's address.
enum class AddressProblem {
    Empty,
    NotAnAddress, ///< no host name in it, or characters that do not belong there
    OtherScheme,  ///< neither https nor http
    PlainHttp,    ///< http to anything but this computer, written 127.0.0.1 or [::1]; localhost is taken for the first
    UserInfo,     ///< a user name in the address, or an e-mail address
    OddPort,      ///< no port number, or not one this server listens on
    OddNumber,    ///< an IP address that is not written as four decimal numbers
    LookAlike,    ///< letters outside ASCII, or the vendor's name inside somebody else's
    NoSuchServer, ///< in the vendor's domain, but no API server
};

struct AddressRefusal
{
    AddressProblem problem = AddressProblem::Empty;
    QUrl suggestion; ///< what was probably meant, for a person to accept; empty when we do not know

    friend bool operator==(const AddressRefusal &, const AddressRefusal &) = default;
};

struct ServerAddress
{
    QUrl server;                        ///< scheme, host and perhaps port of the API server
    const Platform *platform = nullptr; ///< nullptr for a private cloud or a sandbox
};

/// The API server meant by whatever a person pastes: a platform's id, a host name, an address of the API, the gateway,
/// the portal or the agent server, with or without a path.
tl::expected<ServerAddress, AddressRefusal> understandAddress(QStringView pasted);

/// A gateway or agent server that a person names: the same refusals, but taken for what it says.
tl::expected<QUrl, AddressRefusal> understandOverride(QStringView pasted);
