// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/wasnodes.h"

namespace sandbox {

/// How much of a scan an operation tells.
enum class ScanShape { SearchRow, Whole, Status, Download };

/// A scan without results has no summary. Nothing for one that is not there.
class ScanNodes
{
public:
    ScanNodes(SQLite::Database &database, ScanShape shape);
    /// With `consolidated` it also tells the newer status, as today's platforms do.
    std::optional<Node> scan(qint64 id, bool consolidated);

private:
    QList<Node> head();
    Node target();
    Node options(qint64 profile);
    void addSummary(QList<Node> &members);
    void addEnd(QList<Node> &members);

    ScanShape m_shape;
    SQLite::Database &m_database;
    SQLite::Statement m_row;
    WasNodes m_nodes;
};

} // namespace sandbox
