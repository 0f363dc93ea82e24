// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"

#include <QJsonObject>

/// A key as named values, the form in which changes are planned, journaled and compared field by field. Names are the
/// wire's own. Lists are sorted, so equal sets are equal values; the activation key itself is never among them.
namespace keyfields {

using namespace Qt::StringLiterals;

inline constexpr auto title = "title"_L1;
inline constexpr auto owner = "ownerId"_L1;
inline constexpr auto type = "type"_L1;
inline constexpr auto limit = "countPurchased"_L1;
inline constexpr auto expires = "expireDate"_L1;
inline constexpr auto modules = "modules"_L1;
inline constexpr auto tags = "tags"_L1;
inline constexpr auto network = "networkId"_L1;
inline constexpr auto disabled = "isDisabled"_L1;

/// The fields a person can edit, in the order they are shown.
QStringList editable();

} // namespace keyfields

/// All editable fields of the key. A limit or an expiry that the type does not use reads as 0 or null, since the
/// service ignores and forgets them.
QJsonObject keyToFields(const ActivationKey &key);
/// Puts the named values onto the key; names it does not know are left alone. Tag names are taken from `key` and
/// `names`.
void applyFields(ActivationKey &key, const QJsonObject &fields, const QHash<TagId, QString> &names = {});
/// The fields of `after` that differ from `before`.
QJsonObject changedFields(const ActivationKey &before, const ActivationKey &after);
/// The values of `names` only; a name that is missing stays missing.
QJsonObject pickFields(const QJsonObject &fields, const QStringList &names);
/// Equal for people and for the service: module words compare without case.
bool sameFieldValue(QAnyStringView name, const QJsonValue &a, const QJsonValue &b);
