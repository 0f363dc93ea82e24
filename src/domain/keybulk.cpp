// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/keybulk.h"

#include "domain/modules.h"

using namespace Qt::StringLiterals;

namespace {

/// The value all keys share, or nothing.
template <typename Value>
std::optional<Value> shared(const QList<ActivationKey> &keys, Value ActivationKey::*member)
{
    for (const ActivationKey &key : keys)
        if (key.*member != keys.first().*member)
            return std::nullopt;
    return keys.isEmpty() ? std::nullopt : std::optional<Value>(keys.first().*member);
}

} // namespace

bool KeyBulkEdit::isEmpty() const
{
    return !owner && !disabled && !type && !limit && !expires && !network && modulesOn.isEmpty() &&
           modulesOff.isEmpty() && tagsAdded.isEmpty() && tagsRemoved.isEmpty();
}

ActivationKey KeyBulkEdit::applied(ActivationKey key) const
{
    key.owner = owner.value_or(key.owner);
    key.disabled = disabled.value_or(key.disabled);
    key.type = type.value_or(key.type);
    key.countPurchased = limit.value_or(key.countPurchased);
    key.networkId = network.value_or(key.networkId);
    if (expires)
        key.expires = expires;
    for (const QString &module : modulesOff)
        key.modules.removeIf([&](const QString &has) { return has.compare(module, Qt::CaseInsensitive) == 0; });
    for (const QString &module : modulesOn)
        if (!key.modules.contains(module, Qt::CaseInsensitive))
            key.modules.append(module);
    key.modules = sortedModules(key.modules);
    for (const TagId removed : tagsRemoved)
        key.tags.removeIf([&](const TagRef &tag) { return tag.id == removed; });
    for (const TagRef &added : tagsAdded)
        if (std::ranges::none_of(key.tags, [&](const TagRef &tag) { return tag.id == added.id; }))
            key.tags.append(added);
    return key;
}

KeyCommon commonOf(const QList<ActivationKey> &keys)
{
    KeyCommon common{
        .count = int(keys.size()),
        .owner = shared(keys, &ActivationKey::owner),
        .disabled = shared(keys, &ActivationKey::disabled),
        .type = shared(keys, &ActivationKey::type),
        .limit = shared(keys, &ActivationKey::countPurchased),
        .expires = shared(keys, &ActivationKey::expires),
        .network = shared(keys, &ActivationKey::networkId),
        .allCount = !keys.isEmpty() && std::ranges::all_of(keys, limitsCount, &ActivationKey::type),
        .allEnd = !keys.isEmpty() && std::ranges::all_of(keys, limitsTime, &ActivationKey::type),
    };
    for (const ActivationKey &key : keys) {
        common.agents += key.countUsed;
        for (const QString &module : key.modules)
            ++common.modules[moduleKeyWord(module)];
        for (const TagRef &tag : key.tags)
            ++common.tags[tag.id];
    }
    return common;
}

ActivationKey duplicateOf(const ActivationKey &key, const QStringList &titlesTaken)
{
    ActivationKey copy = key;
    copy.id = {};
    copy.key.clear();
    copy.countUsed = 0;
    copy.purchased = {};
    copy.agents.reset();
    copy.disabled = false;
    copy.title = key.title;
    for (int number = 2; copy.title.isEmpty() || titlesTaken.contains(copy.title) || copy.title == key.title; ++number)
        copy.title = key.title.isEmpty() ? u"Key %1"_s.arg(number) : u"%1 (%2)"_s.arg(key.title).arg(number);
    return copy;
}
