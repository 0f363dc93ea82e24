// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/recordproxy.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace {

/// More separate runs than this are cheaper, for every view attached, as a reset.
constexpr int mostRuns = 40;

/// Which of so many rows these are.
std::vector<bool> marks(const std::vector<int> &rows, int count)
{
    std::vector<bool> marked(size_t(count), false);
    for (const int row : rows)
        marked[size_t(row)] = true;
    return marked;
}

} // namespace

RecordProxy::RecordProxy(RecordTable *source, QObject *parent)
    : QAbstractProxyModel(parent)
    , m_table(source)
    , m_keys(*source)
{
    QAbstractProxyModel::setSourceModel(source);
    connect(source, &QAbstractItemModel::rowsInserted, this, [this](auto &, int a, int b) { sourceInserted(a, b); });
    connect(source, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](auto &, int a, int b) { sourceAboutToRemove(a, b); });
    connect(source, &QAbstractItemModel::rowsRemoved, this, [this](auto &, int a, int b) { sourceRemoved(a, b); });
    connect(source, &QAbstractItemModel::dataChanged, this, &RecordProxy::sourceChanged);
    connect(source, &RecordTable::batchStarted, this, [this] { m_isInBatch = true; });
    connect(source, &RecordTable::batchEnded, this, [this] {
        m_isInBatch = false;
        placeTouched();
    });
    connect(source, &QAbstractItemModel::modelReset, this, &RecordProxy::rebuild);
    connect(source, &QAbstractItemModel::headerDataChanged, this, &QAbstractItemModel::headerDataChanged);
    m_order.resize(size_t(source->rowCount()));
    std::iota(m_order.begin(), m_order.end(), 0);
    m_rows = m_order;
}

RecordProxy::RecordProxy(RecordTable *source, Elsewhere, QObject *parent)
    : QAbstractProxyModel(parent)
    , m_table(source)
    , m_keys(*source)
{
    QAbstractProxyModel::setSourceModel(source);
    connect(source, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to, const QList<int> &roles) {
                touchShown(from.row(), to.row(), roles);
                if (roles.contains(Qt::CheckStateRole))
                    emit shownChanged();
            });
    connect(source, &QAbstractItemModel::rowsInserted, this, [this] { m_inverseStale = true; });
    connect(source, &QAbstractItemModel::modelAboutToBeReset, this, [this] { showRows({}); });
    connect(source, &QAbstractItemModel::headerDataChanged, this, &QAbstractItemModel::headerDataChanged);
}

void RecordProxy::showRows(std::vector<int> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    m_inverseStale = true;
    endResetModel();
    emit shownChanged();
}

std::span<const int> RecordProxy::sourceRowsBetween(int first, int last) const
{
    first = std::max(0, first);
    last = std::min(last, int(m_rows.size()) - 1);
    const int count = last - first + 1;
    return count < 1 ? std::span<const int>() : std::span(m_rows).subspan(size_t(first), size_t(count));
}

int RecordProxy::rowOf(qint64 id) const
{
    const int row = m_table->rowOf(id);
    return row < 0 ? -1 : inverse()[size_t(row)];
}

QList<qint64> RecordProxy::shownIds() const
{
    return idsBetween(0, int(m_rows.size()) - 1);
}

QList<qint64> RecordProxy::idsBetween(int first, int last) const
{
    QList<qint64> ids;
    ids.reserve(std::max(0, last - first + 1));
    for (int row = std::max(0, first); row <= last && row < int(m_rows.size()); ++row)
        ids << idAt(row);
    return ids;
}

int RecordProxy::hiddenChecked() const
{
    return int(std::ranges::count_if(m_table->checkedIds(), [this](qint64 id) { return rowOf(id) < 0; }));
}

void RecordProxy::setSortColumns(const QList<SortColumn> &columns)
{
    if (columns == m_keys.columns())
        return;
    m_keys.setColumns(columns);
    reorder();
}

void RecordProxy::setLocale(const QLocale &locale)
{
    m_keys.setLocale(locale);
    reorder();
}

void RecordProxy::refilter()
{
    moveTo(accepted());
}

void RecordProxy::sort(int column, Qt::SortOrder order)
{
    setSortColumns(column < 0 ? QList<SortColumn>() : QList<SortColumn>{{column, order}});
}

QModelIndex RecordProxy::mapToSource(const QModelIndex &index) const
{
    return index.isValid() ? m_table->index(m_rows[size_t(index.row())], index.column()) : QModelIndex();
}

QModelIndex RecordProxy::mapFromSource(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const int row = inverse()[size_t(index.row())];
    return row < 0 ? QModelIndex() : createIndex(row, index.column());
}

QModelIndex RecordProxy::index(int row, int column, const QModelIndex &parent) const
{
    const bool inside = !parent.isValid() && row >= 0 && row < rowCount() && column >= 0 && column < columnCount();
    return inside ? createIndex(row, column) : QModelIndex();
}

int RecordProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_table->columnCount();
}

QVariant RecordProxy::data(const QModelIndex &index, int role) const
{
    return m_table->data(mapToSource(index), role);
}

QVariant RecordProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_table->headerData(section, orientation, role);
}

void RecordProxy::sortRows(Rows &rows) const
{
    std::ranges::sort(rows, [this](int a, int b) { return m_keys.isBefore(a, b); });
}

/// Both are in order.
void RecordProxy::mergeInto(Rows &rows, const Rows &more) const
{
    Rows merged;
    merged.reserve(rows.size() + more.size());
    std::ranges::merge(rows, more, std::back_inserter(merged), [this](int a, int b) { return m_keys.isBefore(a, b); });
    rows = std::move(merged);
}

RecordProxy::Rows RecordProxy::accepted() const
{
    Rows rows;
    rows.reserve(m_order.size());
    std::ranges::copy_if(m_order, std::back_inserter(rows), [this](int row) { return accepts(row); });
    return rows;
}

void RecordProxy::reorder()
{
    const QSet<qint64> stale = std::exchange(m_stale, {});
    for (const qint64 id : stale)
        if (const int row = m_table->rowOf(id); row >= 0)
            m_keys.refresh(row);
    m_keys.gather();
    sortRows(m_order);
    moveTo(accepted());
}

/// Announces the way from the rows shown to other ones of the same source.
void RecordProxy::moveTo(Rows next)
{
    if (next == m_rows)
        return;
    const std::vector<bool> stays = marks(next, m_table->rowCount()), was = marks(m_rows, m_table->rowCount());
    const auto runs = [](const Rows &rows, const std::vector<bool> &kept) {
        int count = 0;
        bool inside = false;
        for (const int row : rows) {
            count += !kept[size_t(row)] && !inside ? 1 : 0;
            inside = !kept[size_t(row)];
        }
        return count;
    };
    if (runs(m_rows, stays) + runs(next, was) > mostRuns) {
        beginResetModel();
        m_rows = std::move(next);
        m_inverseStale = true;
        endResetModel();
    } else {
        removeShown(next);
        orderShown(next);
        insertShown(next);
    }
    emit shownChanged();
}

void RecordProxy::removeShown(const Rows &next)
{
    const std::vector<bool> stays = marks(next, m_table->rowCount());
    for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
        if (stays[size_t(m_rows[size_t(last)])])
            continue;
        int first = last;
        while (first > 0 && !stays[size_t(m_rows[size_t(first - 1)])])
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        m_inverseStale = true;
        endRemoveRows();
        last = first;
    }
}

void RecordProxy::orderShown(const Rows &next)
{
    const std::vector<bool> shown = marks(m_rows, m_table->rowCount());
    Rows ordered;
    std::ranges::copy_if(next, std::back_inserter(ordered), [&](int row) { return shown[size_t(row)]; });
    if (ordered == m_rows)
        return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    const Rows old = std::exchange(m_rows, std::move(ordered));
    m_inverseStale = true;
    for (const QModelIndex &at : before)
        after << createIndex(inverse()[size_t(old[size_t(at.row())])], at.column());
    changePersistentIndexList(before, after);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void RecordProxy::insertShown(const Rows &next)
{
    for (size_t at = 0; at < next.size(); ++at) {
        if (at < m_rows.size() && m_rows[at] == next[at])
            continue;
        size_t end = at + 1; // everything kept stands in order, so what differs is new
        while (end < next.size() && (at >= m_rows.size() || next[end] != m_rows[at]))
            ++end;
        beginInsertRows({}, int(at), int(end) - 1);
        m_rows.insert(m_rows.begin() + qsizetype(at), next.begin() + qsizetype(at), next.begin() + qsizetype(end));
        m_inverseStale = true;
        endInsertRows();
        at = end - 1;
    }
}

const RecordProxy::Rows &RecordProxy::inverse() const
{
    if (m_inverseStale) {
        m_inverse.assign(size_t(m_table->rowCount()), -1);
        for (size_t i = 0; i < m_rows.size(); ++i)
            m_inverse[size_t(m_rows[i])] = int(i);
        m_inverseStale = false;
    }
    return m_inverse;
}

void RecordProxy::sourceInserted(int first, int last)
{
    const int count = last - first + 1;
    for (Rows *rows : {&m_order, &m_rows})
        for (int &row : *rows)
            row += row >= first ? count : 0;
    m_inverseStale = true;
    m_keys.insert(first, last);
    Rows fresh(size_t(count), 0);
    std::iota(fresh.begin(), fresh.end(), first);
    sortRows(fresh);
    mergeInto(m_order, fresh);
    std::erase_if(fresh, [this](int row) { return !accepts(row); });
    Rows next = m_rows;
    mergeInto(next, fresh);
    moveTo(std::move(next));
}

void RecordProxy::sourceAboutToRemove(int first, int last)
{
    Rows next = m_rows;
    std::erase_if(next, [&](int row) { return row >= first && row <= last; });
    moveTo(std::move(next));
}

void RecordProxy::sourceRemoved(int first, int last)
{
    const int count = last - first + 1;
    std::erase_if(m_order, [&](int row) { return row >= first && row <= last; });
    for (Rows *rows : {&m_order, &m_rows})
        for (int &row : *rows)
            row -= row > last ? count : 0;
    m_inverseStale = true;
    m_keys.remove(first, last);
}

void RecordProxy::sourceChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles)
{
    if (roles.isEmpty()) {
        for (int row = from.row(); row <= to.row(); ++row)
            m_touched.push_back(row);
        if (!m_isInBatch)
            placeTouched();
        return;
    }
    touchShown(from.row(), to.row(), roles);
    if (roles.contains(Qt::CheckStateRole))
        emit shownChanged(); // hidden checks are counted there
    if (roles.contains(RecordTable::StagedRole))
        for (int row = from.row(); row <= to.row(); ++row)
            m_stale.insert(m_table->idAt(row));
}

void RecordProxy::touchShown(int first, int last, const QList<int> &roles)
{
    if (last - first >= mostRuns)
        return touchAllShown(roles);
    for (int row = first; row <= last; ++row)
        if (const int shown = inverse()[size_t(row)]; shown >= 0)
            emit dataChanged(index(shown, 0), index(shown, columnCount() - 1), roles);
}

void RecordProxy::touchAllShown(const QList<int> &roles)
{
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), roles);
}

/// Only what has changed is sorted and filtered; the other rows are in order and stay.
void RecordProxy::placeTouched()
{
    Rows touched = std::exchange(m_touched, {});
    if (touched.empty())
        return;
    std::ranges::sort(touched);
    touched.erase(std::ranges::unique(touched).begin(), touched.end());
    for (const int row : touched)
        m_keys.refresh(row);
    const std::vector<bool> moving = marks(touched, m_table->rowCount());
    const auto isMoving = [&moving](int row) { return moving[size_t(row)]; };
    sortRows(touched);
    std::erase_if(m_order, isMoving);
    mergeInto(m_order, touched);
    if (int(touched.size()) > mostRuns)
        touchAllShown({});
    else
        for (const int row : touched)
            touchShown(row, row, {});
    std::erase_if(touched, [this](int row) { return !accepts(row); });
    Rows next = m_rows;
    std::erase_if(next, isMoving);
    mergeInto(next, touched);
    moveTo(std::move(next));
}

void RecordProxy::rebuild()
{
    beginResetModel();
    m_keys.clear();
    m_stale.clear();
    m_touched.clear();
    m_keys.gather();
    m_order.resize(size_t(m_table->rowCount()));
    std::iota(m_order.begin(), m_order.end(), 0);
    sortRows(m_order);
    m_rows = accepted();
    m_inverseStale = true;
    endResetModel();
    emit shownChanged();
}
