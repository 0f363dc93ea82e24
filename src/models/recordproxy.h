// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/sortkeys.h"

#include <QAbstractProxyModel>

#include <span>
#include <vector>

/// Sorts and filters a RecordTable of any size: a vector of its rows, in order. Sorting is stable over several columns,
/// natural ("host 9" before "host 10") and follows the language; the keys for it are computed once for each row.
/// Small differences are announced row by row, large ones as a reset, after which a view finds its place again by id.
/// Rows that change together find their places together.
/// Edits that are only staged move no row: what a person works on stays where it is.
class RecordProxy : public QAbstractProxyModel
{
    Q_OBJECT

public:
    explicit RecordProxy(RecordTable *source, QObject *parent = nullptr);

    RecordTable *table() const { return m_table; }
    qint64 idAt(int row) const { return m_table->idAt(m_rows[size_t(row)]); }
    int rowOf(qint64 id) const; ///< -1 when it is hidden or unknown
    int sourceRow(int row) const { return m_rows[size_t(row)]; }
    QList<qint64> shownIds() const;
    QList<qint64> idsBetween(int first, int last) const;
    /// Rows of the table, in the order shown.
    std::span<const int> sourceRows() const { return m_rows; }
    std::span<const int> sourceRowsBetween(int first, int last) const;
    /// How many checked rows the filter hides.
    virtual int hiddenChecked() const;

    virtual const QList<SortColumn> &sortColumns() const { return m_keys.columns(); }
    /// The first counts most. Without any, rows stand in the order of their ids.
    virtual void setSortColumns(const QList<SortColumn> &columns);
    virtual void setLocale(const QLocale &locale);
    /// Asks accepts() again for every row.
    virtual void refilter();

    void sort(int column, Qt::SortOrder order) override;
    QModelIndex mapToSource(const QModelIndex &index) const override;
    QModelIndex mapFromSource(const QModelIndex &index) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &) const override { return {}; }
    QModelIndex sibling(int row, int column, const QModelIndex &) const override { return index(row, column); }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override { return !parent.isValid() && !m_rows.empty(); }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// The rows shown, or how many checked ones are hidden, may have changed.
    void shownChanged();

protected:
    /// For a table of any size whose rows are chosen and ordered elsewhere, on another thread: nothing is sorted or
    /// filtered here, showRows() says what is shown.
    enum class Elsewhere { Decides };
    RecordProxy(RecordTable *source, Elsewhere, QObject *parent);
    void showRows(std::vector<int> rows);
    virtual bool accepts(int) const { return true; }

private:
    using Rows = std::vector<int>;

    void sortRows(Rows &rows) const;
    void mergeInto(Rows &rows, const Rows &more) const;
    Rows accepted() const;
    void reorder();
    void moveTo(Rows rows);
    void removeShown(const Rows &next);
    void orderShown(const Rows &next);
    void insertShown(const Rows &next);
    const Rows &inverse() const;

    void sourceInserted(int first, int last);
    void sourceAboutToRemove(int first, int last);
    void sourceRemoved(int first, int last);
    void sourceChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles);
    void touchShown(int first, int last, const QList<int> &roles);
    void touchAllShown(const QList<int> &roles);
    void placeTouched();
    void rebuild();

    RecordTable *m_table;
    SortKeys m_keys;
    QSet<qint64> m_stale; ///< staged since the last sort, keys not computed anew
    Rows m_order;         ///< every source row, sorted
    Rows m_rows;          ///< the accepted ones
    mutable Rows m_inverse;
    mutable bool m_inverseStale = true;
    Rows m_touched; ///< have changed, to be placed when the batch they came in ends
    bool m_isInBatch = false;
};
