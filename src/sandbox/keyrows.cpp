// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/keyrows.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace {

using sandbox::Node;
namespace sql = sandbox::sql;

QDateTime timeOf(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODate).toUTC();
}

QString joinedTags(const QList<TagRef> &tags)
{
    QStringList ids;
    for (const TagRef &tag : tags)
        ids << tag.id.toString();
    return ids.join(u',');
}

/// Names of tags, looked up once each. A tag that is gone has none.
class TagNames
{
public:
    explicit TagNames(SQLite::Database &database)
        : m_row(database, "SELECT name FROM tag WHERE id = ?")
    {
    }

    std::optional<QString> find(qint64 id)
    {
        if (const auto known = m_known.constFind(id); known != m_known.constEnd())
            return *known;
        m_row.reset();
        sql::bindAll(m_row, id);
        const std::optional<QString> name = m_row.executeStep() ? std::optional(sql::text(m_row, 0)) : std::nullopt;
        m_known.insert(id, name);
        return name;
    }

private:
    SQLite::Statement m_row;
    QHash<qint64, std::optional<QString>> m_known;
};

ActivationKey keyOf(SQLite::Statement &row, TagNames &names)
{
    ActivationKey key{.id = {sql::number(row, 0)},
                      .key = sql::text(row, 1),
                      .title = sql::text(row, 2),
                      .type = fromWire<KeyType>(sql::text(row, 3)).value_or(KeyType::Unlimited),
                      .countPurchased = sql::number(row, 4),
                      .countUsed = sql::number(row, 12),
                      .purchased = timeOf(sql::text(row, 5)),
                      .owner = {sql::number(row, 9)},
                      .modules = sql::words(row, 10),
                      .networkId = sql::number(row, 7),
                      .disabled = sql::number(row, 8) != 0,
                      .suspendSelfPatch = sql::number(row, 13) != 0};
    if (!row.isColumnNull(6))
        key.expires = timeOf(sql::text(row, 6));
    for (const QString &id : sql::words(row, 11))
        if (const std::optional<QString> name = names.find(id.toLongLong()))
            key.tags.append({{id.toLongLong()}, *name});
    return key;
}

QList<KeyAgent> agentsOf(SQLite::Statement &rows, qint64 key)
{
    QList<KeyAgent> agents;
    rows.reset();
    sql::bindAll(rows, key);
    while (rows.executeStep())
        agents.append({{sql::number(rows, 0)}, sql::text(rows, 1), sql::text(rows, 2)});
    return agents;
}

std::optional<QString> titleColumn(const ActivationKey &key)
{
    return key.title.isEmpty() ? std::nullopt : std::optional(key.title);
}

std::optional<QString> expiryColumn(const ActivationKey &key)
{
    return key.expires ? std::optional(sandbox::wireTime(*key.expires)) : std::nullopt;
}

std::optional<qint64> ownerColumn(const ActivationKey &key)
{
    return key.owner ? std::optional(key.owner.value) : std::nullopt;
}

} // namespace

QList<ActivationKey> sandbox::loadKeys(SQLite::Database &database, const QList<qint64> &ids, bool withAgents)
{
    SQLite::Statement row(database, "SELECT id, key_text, coalesce(title, ''), type, count_purchased, purchased, "
                                    "expires, network_id, disabled, owner_id, modules, tags, "
                                    "(SELECT count(*) FROM agent WHERE key_id = activation_key.id), suspend_self_patch "
                                    "FROM activation_key WHERE id = ?");
    SQLite::Statement agents(database, "SELECT id, uuid, name FROM agent WHERE key_id = ? ORDER BY id");
    TagNames names(database);
    QList<ActivationKey> keys;
    keys.reserve(ids.size());
    for (const qint64 id : ids) {
        row.reset();
        sql::bindAll(row, id);
        if (!row.executeStep())
            continue;
        ActivationKey key = keyOf(row, names);
        if (withAgents)
            key.agents = agentsOf(agents, id);
        keys.append(key);
    }
    return keys;
}

std::optional<ActivationKey> sandbox::loadKey(SQLite::Database &database, qint64 id)
{
    const QList<ActivationKey> keys = loadKeys(database, {id}, false);
    return keys.isEmpty() ? std::nullopt : std::optional(keys.first());
}

qint64 sandbox::insertKey(SQLite::Database &database, const ActivationKey &key, qint64 createdMs)
{
    const std::optional<qint64> id = key.id ? std::optional(key.id.value) : std::nullopt;
    sql::run(database,
             "INSERT INTO activation_key (id, key_text, title, type, count_purchased, purchased, expires, network_id, "
             "disabled, suspend_self_patch, owner_id, modules, tags, created_ms) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             id, key.key, titleColumn(key), toWire(key.type).toString(), key.countPurchased, wireTime(key.purchased),
             expiryColumn(key), key.networkId, key.disabled, key.suspendSelfPatch, ownerColumn(key),
             key.modules.join(u','), joinedTags(key.tags), createdMs);
    return database.getLastInsertRowid();
}

void sandbox::updateKey(SQLite::Database &database, const ActivationKey &key)
{
    sql::run(database,
             "UPDATE activation_key SET title = ?, type = ?, count_purchased = ?, expires = ?, network_id = ?, "
             "disabled = ?, suspend_self_patch = ?, owner_id = ?, modules = ?, tags = ? WHERE id = ?",
             titleColumn(key), toWire(key.type).toString(), key.countPurchased, expiryColumn(key), key.networkId,
             key.disabled, key.suspendSelfPatch, ownerColumn(key), key.modules.join(u','), joinedTags(key.tags),
             key.id.value);
}

void sandbox::applyToAgents(SQLite::Database &database, const ActivationKey &key, const QList<TagRef> &tagsBefore)
{
    const auto has = [](const QList<TagRef> &tags, qint64 id) {
        return std::ranges::any_of(tags, [id](const TagRef &tag) { return tag.id.value == id; });
    };
    struct Row
    {
        qint64 id;
        QStringList tags;
    };
    QList<Row> agents;
    SQLite::Statement rows(database, "SELECT id, tags FROM agent WHERE key_id = ?");
    sql::bindAll(rows, key.id.value);
    while (rows.executeStep())
        agents.append({sql::number(rows, 0), sql::words(rows, 1)});

    const qint64 now = QDateTime::currentSecsSinceEpoch();
    for (Row &agent : agents) {
        agent.tags.removeIf(
            [&](const QString &id) { return has(tagsBefore, id.toLongLong()) && !has(key.tags, id.toLongLong()); });
        for (const TagRef &tag : key.tags)
            if (!agent.tags.contains(tag.id.toString()))
                agent.tags << tag.id.toString();
        sql::run(database, "UPDATE agent SET modules = ?, tags = ?, modified = ?, applied = applied + 1 WHERE id = ?",
                 key.modules.join(u','), agent.tags.join(u','), now, agent.id);
    }
    sql::run(database, "UPDATE activation_key SET applied = applied + 1 WHERE id = ?", key.id.value);
}

Node sandbox::keyNode(const ActivationKey &key, bool applyOnAgents)
{
    QList<Node> members{Node::number(u"id"_s, key.id.value),
                        Node::text(u"activationKey"_s, key.key),
                        Node::text(u"status"_s, key.disabled ? u"INACTIVE"_s : u"ACTIVE"_s),
                        Node::number(u"countPurchased"_s, key.countPurchased),
                        Node::number(u"countUsed"_s, key.countUsed),
                        Node::text(u"datePurchased"_s, wireTime(key.purchased)),
                        Node::text(u"type"_s, toWire(key.type))};
    if (key.expires)
        members << Node::text(u"expireDate"_s, wireTime(*key.expires));
    if (!key.title.isEmpty())
        members << Node::text(u"title"_s, key.title);
    members << Node::number(u"networkId"_s, key.networkId) << Node::flag(u"isDisabled"_s, key.disabled)
            << Node::flag(u"applyOnAgents"_s, applyOnAgents);
    QList<Node> modules, tags, agents;
    for (const QString &word : key.modules)
        modules << Node::group(u"ActivationKeyModule"_s, {Node::text(u"license"_s, word)});
    for (const TagRef &tag : key.tags)
        tags << Node::group(u"Tag"_s, {Node::number(u"id"_s, tag.id.value), Node::text(u"name"_s, tag.name)});
    for (const KeyAgent &agent : key.agents.value_or(QList<KeyAgent>()))
        agents << Node::group(u"AgentAsset"_s, {Node::number(u"id"_s, agent.id.value),
                                                Node::text(u"uuid"_s, agent.uuid), Node::text(u"name"_s, agent.name)});
    if (!modules.isEmpty())
        members << Node::list(u"modules"_s, modules);
    if (!tags.isEmpty())
        members << Node::list(u"tags"_s, tags);
    if (!agents.isEmpty())
        members << Node::list(u"agents"_s, agents);
    members << Node::flag(u"suspendSelfPatch"_s, key.suspendSelfPatch);
    if (key.owner)
        members << Node::number(u"ownerId"_s, key.owner.value);
    return Node::group(u"AgentActKey"_s, members);
}

QString sandbox::wireTime(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
}
