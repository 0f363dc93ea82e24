// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentcolumns.h"

#include <stop_token>

/// What agents are ordered by.
enum class AgentColumn {
    Id,
    Name,
    System,
    Address,
    Version,
    CheckedIn,
    Created,
    Modules,
    Tags,
    Key,
    Status,
    Platform,
    Configuration,
    Dns
};

struct AgentSortKey
{
    AgentColumn column = AgentColumn::Name;
    Qt::SortOrder order = Qt::AscendingOrder;

    friend bool operator==(const AgentSortKey &, const AgentSortKey &) = default;
};

/// Every agent's row in the order asked for, the first key counting most, equal ones in row order. Texts in natural
/// order ("web-2" before "web-10") without case and accents; what has no value comes first. Pure, for a worker; empty
/// when it was stopped.
std::vector<quint32> sortedRows(const AgentRows &agents, std::span<const AgentSortKey> keys,
                                const std::stop_token &stop = {});
/// The rows of an order that a filter accepts.
std::vector<quint32> rowsInOrder(std::span<const quint32> order, const RowBits &accepted);
