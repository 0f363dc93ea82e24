// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUrl>

/// Where the password of one login on one server is kept. Keychains store this readable: no secret belongs in it.
/// A password is never looked up for another server than the one it was saved for.
struct KeychainPlace
{
    QUrl server; ///< API server
    QString user;

    /// "v1:<host>[:<port>]:<user>". A login has no colon, so this is unambiguous.
    QString key() const;

    friend bool operator==(const KeychainPlace &, const KeychainPlace &) = default;
};
