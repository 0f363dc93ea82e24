// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentstore.h"

#include <SQLiteCpp/Database.h>

#include <stop_token>

namespace SQLite {
class Statement;
}

/// The cache's tables; used on one thread only. Throws SQLite::Exception.
class AgentCacheDatabase
{
public:
    /// As many agents go into one commit, so that nobody has to wait longer than a moment for the file.
    static constexpr qsizetype batchSize = 1'000;

    explicit AgentCacheDatabase(std::unique_ptr<SQLite::Database> database);
    ~AgentCacheDatabase();

    AgentStoreState state();
    bool isEmpty();
    QList<Agent> first(int count); ///< in id order
    struct Loaded
    {
        AgentColumns columns;
        qint64 unreadable = 0; ///< rows left out because what they hold makes no sense
    };
    Loaded load(const std::stop_token &stop);

    /// One commit; at most batchSize agents. The cursor of a refresh goes with the agents that it stands behind.
    void upsert(std::span<const Agent> agents, std::optional<qint64> cursor);
    void remove(std::span<const AssetId> ids); ///< one commit; at most batchSize
    void beginRefresh(const QDateTime &now);
    QList<AssetId> unseen();                      ///< not brought by the refresh that is under way
    void noteComplete(const QDateTime &complete); ///< ends the refresh that is under way, if any

private:
    struct Statements;
    AgentWords readWords();
    void writeWords();
    template <typename F>
    void commit(F work);

    std::unique_ptr<SQLite::Database> m_database;
    AgentPacker m_packer;
    std::array<quint32, 7> m_written = {}; ///< words of each list that are in the file
    qint64 m_refresh = 0;
    std::unique_ptr<Statements> m_statements;
    std::string m_row;
};
