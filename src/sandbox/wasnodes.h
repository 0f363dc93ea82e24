// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/node.h"
#include "sandbox/sql.h"

#include <QHash>

namespace sandbox {

/// Elements that web applications, scans and what belongs to them have in common. It keeps its statements and what
/// they found, for a page of a thousand records that name the same few people and tags.
class WasNodes
{
public:
    explicit WasNodes(SQLite::Database &database)
        : m_database(database)
    {
    }

    /// `<owner><id/><username/><firstName/><lastName/></owner>`; the id alone when nobody tells who that is.
    Node user(const QString &element, qint64 id);
    /// The same without the names.
    Node login(const QString &element, qint64 id);
    /// `<Tag><id/><name/></Tag>` of each that exists. `table` is one with an id and a name.
    QList<Node> references(const QString &element, const char *table, const QStringList &ids);
    /// `<profile><id/><name/></profile>`; nothing when there is none.
    std::optional<Node> reference(const QString &element, const char *table, qint64 id);

private:
    QString nameOf(const char *table, qint64 id);

    SQLite::Database &m_database;
    QHash<QPair<QString, qint64>, QString> m_names; ///< null: there is none
    QHash<qint64, QStringList> m_people;
};

} // namespace sandbox
