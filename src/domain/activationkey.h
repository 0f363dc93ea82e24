// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "base/wire.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

using UserId = Id<struct User>;
using TagId = Id<struct Tag>;
using ActivationKeyId = Id<struct ActivationKey>;
using AssetId = Id<struct HostAsset>;

enum class KeyType { Unlimited, CountLimited, TimeLimited, CountTimeLimited };

/// AgentActKey `type`, printed in the service's schema.
constexpr auto wireTable(KeyType)
{
    using namespace Qt::StringLiterals;
    using enum KeyType;
    return std::to_array<Wire<KeyType>>({
        {Unlimited, "UNLIMITED"_L1},
        {CountLimited, "COUNT_LIMITED"_L1},
        {TimeLimited, "TIME_LIMITED"_L1},
        {CountTimeLimited, "COUNT_TIME_LIMITED"_L1},
    });
}

constexpr bool limitsCount(KeyType type)
{
    return type == KeyType::CountLimited || type == KeyType::CountTimeLimited;
}

constexpr bool limitsTime(KeyType type)
{
    return type == KeyType::TimeLimited || type == KeyType::CountTimeLimited;
}

constexpr KeyType keyTypeOf(bool count, bool time)
{
    if (count)
        return time ? KeyType::CountTimeLimited : KeyType::CountLimited;
    return time ? KeyType::TimeLimited : KeyType::Unlimited;
}

/// A tag as keys and agents carry it: the id counts, the name may be missing.
struct TagRef
{
    TagId id;
    QString name;

    friend bool operator==(const TagRef &, const TagRef &) = default;
};

/// A host that uses a key (`AgentAsset` in key answers).
struct KeyAgent
{
    AssetId id;
    QString uuid;
    QString name;

    friend bool operator==(const KeyAgent &, const KeyAgent &) = default;
};

/// What agents are installed with. In answers every element may be missing, since `fields=` can remove any.
struct ActivationKey
{
    ActivationKeyId id;
    QString key; ///< the 36-character value on the hosts ("ActivationId"); a secret of a kind
    QString title;
    KeyType type = KeyType::Unlimited;
    qint64 countPurchased = 0;        ///< the limit, 0 without one
    qint64 countUsed = 0;             ///< as the service counts; known to lag
    QDateTime purchased;              ///< UTC; when the key was made
    std::optional<QDateTime> expires; ///< UTC
    UserId owner;
    QStringList modules; ///< wire words such as VM_LICENSE; the service adds modules faster than we release
    QList<TagRef> tags;
    qint64 networkId = 0; ///< 0 is the Global Default Network
    bool disabled = false;
    bool suspendSelfPatch = false;
    std::optional<QList<KeyAgent>> agents; ///< only when asked for: a key can carry 50,000

    friend bool operator==(const ActivationKey &, const ActivationKey &) = default;
};

/// So many characters of a key's end are shown: enough to tell keys apart and useless to enrol with.
inline constexpr qsizetype shownOfKey = 6;
/// "••••-26bbee".
QString maskedKey(const QString &key);
QString maskedKeyLong(const QString &key);

/// What a person should notice about a key first.
enum class KeyState { Active, Disabled, Expired, Full };
KeyState stateOf(const ActivationKey &key, const QDateTime &now);
/// 0..1, or nothing when the key has no limit.
std::optional<double> usageOf(const ActivationKey &key);
inline constexpr double nearlyFull = 0.9;
inline constexpr int expiresSoonDays = 30;
std::optional<qint64> agentsLeft(const ActivationKey &key);
/// Whole days from now until the key ends, negative when it has; nothing without an end.
std::optional<qint64> daysLeft(const ActivationKey &key, const QDateTime &now);
