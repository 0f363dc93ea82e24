// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/keychainplace.h"
#include "base/secretbuffer.h"

#include <optional>
#include <unordered_map>

/// Secrets kept in memory until the program ends: for "ask every time", and where there is no keychain.
class SessionSecrets
{
public:
    void keep(const KeychainPlace &place, SecretBuffer secret);
    std::optional<SecretBuffer> find(const KeychainPlace &place) const; ///< a copy
    void forget(const KeychainPlace &place);
    void forgetAll();

private:
    std::unordered_map<QString, SecretBuffer> m_secrets;
};
