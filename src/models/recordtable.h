// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/cell.h"

#include <QAbstractTableModel>
#include <QSet>

#include <span>

/// What the tables of the program have in common, whatever their records are: column facts, check marks, a time.
/// Checks are ids, so they survive sorting, filtering and refreshing.
class RecordTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        CellRole = Qt::UserRole + 1, ///< a Cell
        CellKindRole,
        SortRole,     ///< a number or a text
        RecordRole,   ///< the record itself, as shown
        IdRole,       ///< qint64, negative for what is not on the server yet
        StagedRole,   ///< whether this value is staged
        OldValueRole, ///< the text before the staged edit
        CopyRole      ///< for the clipboard: masked and unshortened
    };

    struct ColumnFacts
    {
        QLatin1StringView id;
        const char *header = "";
        CellKind kind = CellKind::Text;
        Qt::Alignment alignment = Qt::AlignLeading | Qt::AlignVCenter;
        bool hidden = false; ///< until a person asks for it
        bool sortable = true;
        int width = 0; ///< to begin with, before scaling; 0: as is usual for the kind
    };

    using QAbstractTableModel::QAbstractTableModel;

    virtual ColumnFacts factsOf(int column) const = 0;
    virtual qint64 idAt(int row) const = 0;
    virtual int rowOf(qint64 id) const = 0; ///< -1 when there is none
    virtual RowMark markAt(int row) const = 0;
    virtual QVariant sortValue(int row, int column) const = 0;
    int columnOf(QLatin1StringView id) const;

    virtual bool isChecked(qint64 id) const { return m_checked.contains(id); }
    virtual qsizetype checkedCount() const { return m_checked.size(); }
    const QSet<qint64> &checkedIds() const { return m_checked; }
    virtual QList<qint64> checkedInOrder() const;
    virtual void setChecked(const QList<qint64> &ids, bool checked);
    virtual void checkOnly(const QList<qint64> &ids);
    /// The same by rows of this table, which for a million of them saves the way over their ids.
    virtual void setRowsChecked(std::span<const int> rows, bool only);

    const CellContext &context() const { return m_context; }
    void setNow(const QDateTime &now);
    void setNames(const UserDirectory *users, const TagTree *tags);
    /// Names were learnt: what shows them is drawn anew.
    void directoryChanged();

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// Rows here and there change one after the other: who sorts them can wait for the last.
    void batchStarted();
    void batchEnded();
    void checkedChanged();

protected:
    /// Words for a column that shows no value of the record, such as its mark.
    virtual QString stateText(CellKind kind, RowMark mark, bool checked) const;
    QString wasText(const QString &old) const; ///< "was 12", of a value that is staged
    void dropChecks(int first, int last);      ///< of rows about to go
    void touchRows(int first, int last, const QList<int> &roles = {});
    CellContext m_context;

private:
    QSet<qint64> m_checked;
};
