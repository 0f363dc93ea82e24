// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/keychainplace.h"

using namespace Qt::StringLiterals;

QString KeychainPlace::key() const
{
    const QString port = server.port() < 0 ? QString() : u":%1"_s.arg(server.port());
    return u"v1:%1%2:%3"_s.arg(server.host(), port, user);
}
