// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/keyfields.h"

#include "domain/modules.h"

#include <QHash>
#include <QJsonArray>
#include <QTimeZone>

namespace {

QString isoUtc(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QStringList wordsOf(const QJsonValue &value)
{
    QStringList words;
    const QJsonArray array = value.toArray();
    for (const auto &word : array)
        words << word.toString();
    return words;
}

} // namespace

QStringList keyfields::editable()
{
    return {title, owner, type, limit, expires, modules, tags, network, disabled};
}

QJsonObject keyToFields(const ActivationKey &key)
{
    using namespace keyfields;
    QJsonArray moduleWords;
    for (const QString &word : sortedModules(key.modules))
        moduleWords.append(word);
    QList<qint64> tagIds;
    for (const TagRef &tag : key.tags)
        if (!tagIds.contains(tag.id.value))
            tagIds.append(tag.id.value);
    std::ranges::sort(tagIds);
    QJsonArray tagNumbers;
    for (const qint64 id : std::as_const(tagIds))
        tagNumbers.append(id);
    return {
        {title, key.title},
        {owner, key.owner.value},
        {type, toWire(key.type)},
        {limit, limitsCount(key.type) ? key.countPurchased : 0},
        {expires, limitsTime(key.type) && key.expires ? QJsonValue(isoUtc(*key.expires)) : QJsonValue()},
        {modules, moduleWords},
        {tags, tagNumbers},
        {network, key.networkId},
        {disabled, key.disabled},
    };
}

void applyFields(ActivationKey &key, const QJsonObject &fields, const QHash<TagId, QString> &names)
{
    using namespace keyfields;
    QHash<TagId, QString> known = names;
    for (const TagRef &tag : std::as_const(key.tags))
        if (!tag.name.isEmpty())
            known.insert(tag.id, tag.name);

    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QString name = it.key();
        const QJsonValue value = it.value();
        if (name == title) {
            key.title = value.toString();
        } else if (name == owner) {
            key.owner = {value.toInteger()};
        } else if (name == type) {
            key.type = fromWire<KeyType>(value.toString()).value_or(key.type);
        } else if (name == limit) {
            key.countPurchased = value.toInteger();
        } else if (name == expires) {
            const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODate);
            key.expires = time.isValid() ? std::optional(time) : std::nullopt;
        } else if (name == modules) {
            key.modules = wordsOf(value);
        } else if (name == tags) {
            key.tags.clear();
            const QJsonArray ids = value.toArray();
            for (const auto &id : ids)
                key.tags.append({{id.toInteger()}, known.value({id.toInteger()})});
        } else if (name == network) {
            key.networkId = value.toInteger();
        } else if (name == disabled) {
            key.disabled = value.toBool();
        }
    }
}

QJsonObject changedFields(const ActivationKey &before, const ActivationKey &after)
{
    const QJsonObject old = keyToFields(before);
    const QJsonObject wanted = keyToFields(after);
    QJsonObject changed;
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (!sameFieldValue(it.key(), old.value(it.key()), it.value()))
            changed.insert(it.key(), it.value());
    return changed;
}

QJsonObject pickFields(const QJsonObject &fields, const QStringList &names)
{
    QJsonObject picked;
    for (const QString &name : names)
        if (fields.contains(name))
            picked.insert(name, fields.value(name));
    return picked;
}

bool sameFieldValue(QAnyStringView name, const QJsonValue &a, const QJsonValue &b)
{
    if (name == keyfields::modules)
        return sameModules(wordsOf(a), wordsOf(b));
    return a == b;
}
