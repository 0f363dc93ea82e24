// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/hostmodel.h"
#include "sandbox/node.h"

#include <QHash>

#include <array>
#include <map>
#include <span>

namespace sandbox {

/// A row of the table `agent`.
struct AgentRow
{
    qint64 id = 0;
    QString uuid; ///< empty: a host without an agent
    QString name, address;
    qint64 machine = 0, model = 0, version = 0, config = 0;
    qint64 created = 0, modified = 0; ///< seconds since 1970, UTC
    std::optional<qint64> checkedIn, vulnScan, complianceScan, key;
    bool active = false;
    QString modules; ///< in the words of keys
    QString tags;    ///< ids

    bool isAgent() const { return !uuid.isEmpty(); }
    const HostModel &kind() const { return hostModel(model); }
};

/// Reads host assets for one request and remembers what many of them share. A row whose tags, modules or key are those
/// of an earlier one costs a look into a table of hashes.
class AgentBook
{
public:
    explicit AgentBook(SQLite::Database &database);

    std::optional<AgentRow> find(qint64 id);

    struct Key
    {
        QString text, title;
    };
    const Key &key(qint64 id);
    const QList<Node> &tags(const QString &ids);         ///< TagSimple, those that exist
    const QString &agentModules(const QString &modules); ///< "AGENT_VM,AGENT_SCA"
    QString version(qint64 id) const { return m_versions.value(id); }
    QString config(qint64 id) const { return m_configs.value(id); }
    /// From the table, where a test may have changed it.
    QString os(qint64 model) const { return m_models.value(model).first; }
    QString platform(qint64 model) const { return m_models.value(model).second; }

private:
    SQLite::Database &m_database;
    SQLite::Statement m_row;
    QHash<qint64, QString> m_versions, m_configs;
    QHash<qint64, std::pair<QString, QString>> m_models;
    std::map<qint64, Key> m_keys;
    std::map<QString, QList<Node>> m_tags;
    std::map<QString, QString> m_modules;
};

/// "2026-05-20T08:31:44Z" of seconds since 1970: QDateTime takes ten times as long, which a page of rows feels.
QString momentText(qint64 seconds);

} // namespace sandbox
