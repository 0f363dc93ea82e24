// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/sessionsecrets.h"

void SessionSecrets::keep(const KeychainPlace &place, SecretBuffer secret)
{
    m_secrets.insert_or_assign(place.key(), std::move(secret));
}

std::optional<SecretBuffer> SessionSecrets::find(const KeychainPlace &place) const
{
    const auto found = m_secrets.find(place.key());
    if (found == m_secrets.end())
        return std::nullopt;
    return found->second.clone();
}

void SessionSecrets::forget(const KeychainPlace &place)
{
    m_secrets.erase(place.key());
}

void SessionSecrets::forgetAll()
{
    m_secrets.clear();
}
