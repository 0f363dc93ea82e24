// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/wasnodes.h"

using namespace Qt::StringLiterals;

namespace sandbox {

Node WasNodes::user(const QString &element, qint64 id)
{
    Node node = login(element, id);
    const QStringList person = m_people.value(id);
    if (!person.isEmpty())
        node.children << Node::cdata(u"firstName"_s, person[1]) << Node::cdata(u"lastName"_s, person[2]);
    return node;
}

Node WasNodes::login(const QString &element, qint64 id)
{
    if (!m_people.contains(id)) {
        SQLite::Statement row(m_database, "SELECT login, first_name, last_name FROM user WHERE id = ?");
        sql::bindAll(row, id);
        m_people.insert(id, row.executeStep() ? QStringList{sql::text(row, 0), sql::text(row, 1), sql::text(row, 2)}
                                              : QStringList());
    }
    const QStringList person = m_people.value(id);
    Node node = Node::group(element, {Node::number(u"id"_s, id)});
    if (!person.isEmpty())
        node.children << Node::text(u"username"_s, person[0]);
    return node;
}

QList<Node> WasNodes::references(const QString &element, const char *table, const QStringList &ids)
{
    QList<Node> nodes;
    for (const QString &id : ids)
        if (const std::optional<Node> node = reference(element, table, id.toLongLong()))
            nodes << *node;
    return nodes;
}

std::optional<Node> WasNodes::reference(const QString &element, const char *table, qint64 id)
{
    const QString name = nameOf(table, id);
    if (name.isNull())
        return std::nullopt;
    return Node::group(element, {Node::number(u"id"_s, id), Node::cdata(u"name"_s, name)});
}

QString WasNodes::nameOf(const char *table, qint64 id)
{
    const QPair<QString, qint64> key{QString::fromLatin1(table), id};
    if (const auto known = m_names.constFind(key); known != m_names.constEnd())
        return *known;
    SQLite::Statement row(m_database, std::string("SELECT name FROM ") + table + " WHERE id = ?");
    sql::bindAll(row, id);
    QString name;
    if (row.executeStep())
        name = u""_s + sql::text(row, 0); // not null, though it may be empty
    return m_names.insert(key, name).value();
}

} // namespace sandbox
