// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentcolumns.h"

#include <QStringList>

/// Agents that rules kept out of what was staged, each with the reason in words: 16 bytes an agent, since few reasons
/// are shared by many. Known by row and id together, because a row can become another agent's.
class RefusedAgents
{
public:
    void add(quint32 row, AssetId id, const QString &why); ///< rows come in ascending order

    bool isEmpty() const { return m_agents.empty(); }
    int size() const { return int(m_agents.size()); }
    QString why(quint32 row, AssetId id) const; ///< empty when it was not refused
    /// Where they are. For a worker when there may be many.
    RowBits rowsIn(const AgentRows &agents) const;

private:
    struct Refused
    {
        quint32 row;
        quint32 reason; ///< its place among the reasons
        AssetId id;
    };
    std::vector<Refused> m_agents;
    QStringList m_reasons;
    QHash<QString, quint32> m_places; ///< of the reasons
};
