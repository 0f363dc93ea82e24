// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/refusedagents.h"

#include <algorithm>

void RefusedAgents::add(quint32 row, AssetId id, const QString &why)
{
    Q_ASSERT(m_agents.empty() || m_agents.back().row < row);
    if (!m_places.contains(why)) {
        m_places.insert(why, quint32(m_reasons.size()));
        m_reasons << why;
    }
    m_agents.push_back({row, m_places.value(why), id});
}

QString RefusedAgents::why(quint32 row, AssetId id) const
{
    const auto found = std::ranges::lower_bound(m_agents, row, {}, &Refused::row);
    return found != m_agents.end() && found->row == row && found->id == id ? m_reasons[found->reason] : QString();
}

RowBits RefusedAgents::rowsIn(const AgentRows &agents) const
{
    RowBits rows(agents.rowCount());
    for (const Refused &agent : m_agents)
        if (agents.idAt(agent.row) == agent.id)
            rows.set(agent.row);
    return rows;
}
