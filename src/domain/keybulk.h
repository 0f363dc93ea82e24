// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"

/// One edit for many keys. What is not set stays as each key has it.
struct KeyBulkEdit
{
    std::optional<UserId> owner; ///< set to id 0 for "no owner"
    std::optional<bool> disabled;
    std::optional<KeyType> type;
    std::optional<qint64> limit;
    std::optional<QDateTime> expires;
    QStringList modulesOn, modulesOff; ///< wire words
    QList<TagRef> tagsAdded;
    QList<TagId> tagsRemoved;
    std::optional<qint64> network;

    bool isEmpty() const;
    ActivationKey applied(ActivationKey key) const;
};

/// What many keys have in common, for a form that shows "(mixed)".
struct KeyCommon
{
    int count = 0;
    std::optional<UserId> owner;
    std::optional<bool> disabled;
    std::optional<KeyType> type;
    std::optional<qint64> limit;
    std::optional<std::optional<QDateTime>> expires;
    std::optional<qint64> network;
    QHash<QString, int> modules; ///< wire word → how many keys have it
    QHash<TagId, int> tags;
    qint64 agents = 0;
    bool allCount = false, allEnd = false; ///< each is limited by count, each by time
};
KeyCommon commonOf(const QList<ActivationKey> &keys);

/// A copy to start a new key from: no id, no key string, no history, a free title.
ActivationKey duplicateOf(const ActivationKey &key, const QStringList &titlesTaken);
