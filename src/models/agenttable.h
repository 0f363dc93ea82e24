// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentcolumns.h"
#include "domain/agents/refusedagents.h"
#include "models/recordtable.h"

class StagingArea;

/// What is staged for one agent.
struct StagedAgent
{
    quint32 on = 0, off = 0; ///< modules, bit i is knownModules()[i]
    bool tags = false;
    QString key; ///< title of the one it is to be moved to
    bool deleted = false;
};

/// Agents as a table: one row for each row of the columns, whose owner says when they change. Rows of agents that are
/// gone are empty; who shows the table leaves them out. Marks are a bitmap over rows.
class AgentTable : public RecordTable
{
    Q_OBJECT
public:
    enum Column {
        Check,
        Mark,
        Name,
        System,
        Address,
        Version,
        CheckedIn,
        Modules,
        Tags,
        Key,
        Status,
        Dns,
        Configuration,
        Platform,
        Created,
        AgentId,
        ColumnCount
    };

    explicit AgentTable(QObject *parent = nullptr);

    /// Shows these instead; nullptr shows none. They must outlive it or be taken away.
    void setColumns(const AgentColumns *columns);
    /// The columns were changed: rows may have come behind, others may be drawn anew. `reused` rows are of other agents
    /// than before and lose their marks.
    void columnsChanged(std::span<const quint32> reused = {});
    /// Where to look up what is staged for an agent, when it is drawn: that many are staged costs nothing. It must
    /// outlive the table, whose owner says when it has changed.
    void setStaging(const StagingArea *staging);
    void stagingChanged();
    /// Who was left out of what was staged last; nullptr is nobody.
    void setRefused(std::shared_ptr<const RefusedAgents> refused);

    const AgentColumns *columns() const { return m_columns; }
    const RowBits &checkedRows() const { return m_checkedRows; }
    QList<qint64> checkedInOrder() const override;
    std::shared_ptr<const RowBits> stagedRows() const; ///< looked for once, until agents or edits are others
    bool isAnyStaged(const RowBits &rows) const;
    QString leftOutText(int row) const; ///< "Left out last time: …"; empty when it was not

    ColumnFacts factsOf(int column) const override;
    qint64 idAt(int row) const override;
    int rowOf(qint64 id) const override;
    RowMark markAt(int row) const override;
    QVariant sortValue(int, int) const override { return {}; } // sorted by the columns themselves
    bool isChecked(qint64 id) const override;
    qsizetype checkedCount() const override { return m_checkedCount; }
    void setChecked(const QList<qint64> &ids, bool checked) override;
    void checkOnly(const QList<qint64> &ids) override;
    void setRowsChecked(std::span<const int> rows, bool only) override;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_rowCount; }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    Cell cell(quint32 row, int column) const;
    void fillModules(Cell &cell, quint32 row, const std::optional<StagedAgent> &staged) const;
    void fillCheckedIn(Cell &cell, quint32 row) const;
    void fillStatus(Cell &cell, quint32 row) const;
    QString text(quint32 row, int column) const; ///< whole, for screen readers and the clipboard
    QString toolTip(quint32 row, int column) const;
    std::optional<StagedAgent> stagedAt(quint32 row) const;
    void checksChanged(int first, int last);

    const AgentColumns *m_columns = nullptr;
    int m_rowCount = 0;
    RowBits m_checkedRows;
    qsizetype m_checkedCount = 0;
    const StagingArea *m_staging = nullptr;
    mutable std::shared_ptr<const RowBits> m_stagedRows;
    std::shared_ptr<const RefusedAgents> m_refused;
};
