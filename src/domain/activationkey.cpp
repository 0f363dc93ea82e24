// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/activationkey.h"

#include <cmath>

using namespace Qt::StringLiterals;

QString maskedKey(const QString &key)
{
    return key.isEmpty() ? QString() : u"••••-"_s + key.right(shownOfKey);
}

QString maskedKeyLong(const QString &key)
{
    return key.isEmpty() ? QString() : u"••••••••-"_s + key.right(shownOfKey);
}

KeyState stateOf(const ActivationKey &key, const QDateTime &now)
{
    if (key.disabled)
        return KeyState::Disabled;
    if (limitsTime(key.type) && key.expires && *key.expires <= now)
        return KeyState::Expired;
    if (limitsCount(key.type) && key.countPurchased > 0 && key.countUsed >= key.countPurchased)
        return KeyState::Full;
    return KeyState::Active;
}

std::optional<double> usageOf(const ActivationKey &key)
{
    if (!limitsCount(key.type) || key.countPurchased <= 0)
        return std::nullopt;
    return double(key.countUsed) / double(key.countPurchased);
}

std::optional<qint64> agentsLeft(const ActivationKey &key)
{
    if (!limitsCount(key.type) || key.countPurchased <= 0)
        return std::nullopt;
    return std::max<qint64>(0, key.countPurchased - key.countUsed);
}

std::optional<qint64> daysLeft(const ActivationKey &key, const QDateTime &now)
{
    if (!limitsTime(key.type) || !key.expires)
        return std::nullopt;
    return qint64(std::floor(double(now.secsTo(*key.expires)) / 86'400.0));
}
