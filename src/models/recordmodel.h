// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/recordtable.h"

#include <QHash>
#include <QList>
#include <QStringList>

#include <algorithm>
#include <span>

/// How one column reads a record. Only `text` is needed.
template <typename Record>
struct Column
{
    using TextOf = QString (*)(const Record &, const CellContext &);

    QLatin1StringView id;
    const char *header = "";
    CellKind kind = CellKind::Text;
    TextOf text = nullptr;
    /// Tone, icon, second part; the cell holds the text and the row's state already, `before` the record as it is on
    /// the server (the same one when nothing is staged).
    void (*fill)(Cell &, const Record &shown, const Record &before, const CellContext &) = nullptr;
    QVariant (*sortKey)(const Record &, const CellContext &) = nullptr; ///< a number or a text; the text by default
    TextOf accessible = nullptr;
    TextOf copied = nullptr;
    TextOf toolTip = nullptr;
    std::array<QLatin1StringView, 3> fields{}; ///< what can be staged here, in the names of changes
    Qt::Alignment alignment = Qt::AlignLeading | Qt::AlignVCenter;
    bool hidden = false;
    bool sortable = true;
    int width = 0; ///< to begin with, before scaling; 0: as is usual for the kind
};

/// What is staged for one record, as a table shows it.
template <typename Record>
struct StagedRecord
{
    enum Kind { Edited, New, Deleted, Conflict, Failed };

    Record desired;
    QStringList fields; ///< the changed ones
    Kind kind = Edited;

    friend bool operator==(const StagedRecord &, const StagedRecord &) = default;
};

/// Records in the order of their ids, with staged edits laid over them. Changes arrive as inserts, removals and
/// dataChanged, never as a reset, so what is current, checked and scrolled to survives a refresh.
/// Staged new records carry negative ids and are rows like the others.
template <typename Record>
class RecordModel : public RecordTable
{
public:
    using IdType = decltype(Record::id);
    using Staged = StagedRecord<Record>;

    RecordModel(std::span<const Column<Record>> columns, QObject *parent)
        : RecordTable(parent)
        , m_columns(columns)
    {
    }

    /// Adds and updates; what is not in the page stays.
    void merge(QList<Record> page)
    {
        prepare(page);
        updateRows(page);
        insertRecords(page);
    }
    /// The same, and everything else from the server goes.
    void assign(QList<Record> all)
    {
        prepare(all);
        removeMissing(all);
        updateRows(all);
        insertRecords(all);
    }
    void setStaged(const QHash<IdType, Staged> &staged);

    const QList<Record> &records() const { return m_records; } ///< as they are on the server, new ones as drafts
    const Record &recordAt(int row) const { return m_records[row]; }
    const Record &shownAt(int row) const
    {
        const Staged *staged = stagedAt(row);
        return staged ? staged->desired : m_records[row];
    }
    const Staged *stagedAt(int row) const
    {
        if (m_staged.isEmpty())
            return nullptr;
        const auto it = m_staged.constFind(m_records[row].id);
        return it == m_staged.constEnd() ? nullptr : &*it;
    }

    /// Whether a filter's proxy shows the row: as it is shown, or, where an edit is staged, as it is on the server,
    /// since what somebody has just edited does not vanish from under their hands. New records are always shown.
    bool isAccepted(int row, const auto &filter) const
    {
        return filter.acceptsAll() || idAt(row) < 0 || filter(shownAt(row)) || (stagedAt(row) && filter(recordAt(row)));
    }

    ColumnFacts factsOf(int column) const override
    {
        const Column<Record> &c = m_columns[size_t(column)];
        return {c.id, c.header, c.kind, c.alignment, c.hidden, c.sortable, c.width};
    }
    qint64 idAt(int row) const override { return m_records[row].id.value; }
    int rowOf(qint64 id) const override
    {
        const auto it = std::ranges::lower_bound(m_records, IdType{id}, {}, &Record::id);
        return it != m_records.cend() && it->id.value == id ? int(it - m_records.cbegin()) : -1;
    }
    RowMark markAt(int row) const override
    {
        const Staged *staged = stagedAt(row);
        return staged ? static_cast<RowMark>(int(staged->kind) + 1) : RowMark::None;
    }
    QVariant sortValue(int row, int column) const override
    {
        const Column<Record> &c = m_columns[size_t(column)];
        if (c.kind == CellKind::Mark)
            return double(int(markAt(row)));
        if (!c.text)
            return double(isChecked(idAt(row)) ? 1 : 0);
        return c.sortKey ? c.sortKey(shownAt(row), m_context) : QVariant(c.text(shownAt(row), m_context));
    }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_records.size()); }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override
    {
        if (!index.isValid() || role != Qt::CheckStateRole || factsOf(index.column()).kind != CellKind::Check)
            return false;
        setChecked({idAt(index.row())}, value.toInt() == Qt::Checked);
        return true;
    }
    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        if (!index.isValid())
            return Qt::NoItemFlags;
        const bool box = factsOf(index.column()).kind == CellKind::Check;
        return RecordTable::flags(index) | Qt::ItemNeverHasChildren | (box ? Qt::ItemIsUserCheckable : Qt::NoItemFlags);
    }

protected:
    /// Objects that are switched off are drawn quietly.
    virtual bool isDim(const Record &) const { return false; }

private:
    static_assert(int(RowMark::Failed) == int(Staged::Failed) + 1);

    static void prepare(QList<Record> &records)
    {
        std::ranges::stable_sort(records, {}, &Record::id);
        // A record that came twice moved between pages: the later one is the fresher.
        qsizetype kept = 0;
        for (qsizetype i = 0; i < records.size(); ++i)
            if (i + 1 == records.size() || records[i + 1].id != records[i].id) {
                if (kept != i)
                    records[kept] = std::move(records[i]);
                ++kept;
            }
        records.resize(kept);
    }
    static bool holds(const QList<Record> &sorted, IdType id)
    {
        const auto it = std::ranges::lower_bound(sorted, id, {}, &Record::id);
        return it != sorted.cend() && it->id == id;
    }
    void removeMissing(const QList<Record> &all)
    {
        const auto gone = [&](int row) { return idAt(row) > 0 && !holds(all, m_records[row].id); };
        removeWhere(gone);
    }
    template <typename Gone>
    void removeWhere(const Gone &gone)
    {
        for (int last = int(m_records.size()) - 1; last >= 0; --last) {
            if (!gone(last))
                continue;
            int first = last;
            while (first > 0 && gone(first - 1))
                --first;
            dropChecks(first, last);
            beginRemoveRows({}, first, last);
            m_records.remove(first, last - first + 1);
            endRemoveRows();
            last = first;
        }
    }
    void updateRows(const QList<Record> &sorted)
    {
        int first = -1, last = -1;
        qsizetype at = 0;
        emit batchStarted();
        for (const Record &record : sorted) {
            while (at < m_records.size() && m_records[at].id < record.id)
                ++at;
            if (at >= m_records.size() || m_records[at].id != record.id || m_records[at] == record)
                continue;
            m_records[at] = record;
            if (first < 0 || last + 1 != int(at)) {
                touchRows(first, last);
                first = int(at);
            }
            last = int(at);
        }
        touchRows(first, last);
        emit batchEnded();
    }
    void insertRecords(const QList<Record> &sorted)
    {
        qsizetype at = 0;
        for (qsizetype i = 0; i < sorted.size();) {
            while (at < m_records.size() && m_records[at].id < sorted[i].id)
                ++at;
            qsizetype end = i;
            while (end < sorted.size() && (at == m_records.size() || sorted[end].id < m_records[at].id))
                ++end;
            if (end > i) {
                beginInsertRows({}, int(at), int(at + end - i - 1));
                m_records.insert(at, end - i, Record());
                std::copy(sorted.cbegin() + i, sorted.cbegin() + end, m_records.begin() + at);
                endInsertRows();
                at += end - i;
            } else {
                ++end; // known already
            }
            i = end;
        }
    }
    bool isStaged(const Column<Record> &column, const Staged *staged) const
    {
        return staged && staged->kind != Staged::New && staged->kind != Staged::Deleted &&
               std::ranges::any_of(column.fields, [&](QLatin1StringView field) {
                   return !field.isEmpty() && staged->fields.contains(field);
               });
    }
    Cell cellAt(int row, const Column<Record> &column, const Record &shown) const
    {
        Cell cell;
        cell.kind = column.kind;
        cell.mark = markAt(row);
        cell.checked = isChecked(idAt(row));
        cell.staged = isStaged(column, stagedAt(row));
        cell.dim = isDim(shown);
        if (column.text)
            cell.text = column.text(shown, m_context);
        if (column.fill)
            column.fill(cell, shown, m_records[row], m_context);
        return cell;
    }

    std::span<const Column<Record>> m_columns;
    QList<Record> m_records;
    QHash<IdType, Staged> m_staged;
};

template <typename Record>
void RecordModel<Record>::setStaged(const QHash<IdType, Staged> &staged)
{
    const QHash<IdType, Staged> before = std::exchange(m_staged, staged);
    QList<Record> drafts;
    for (const Staged &entry : staged)
        if (entry.desired.id.value < 0)
            drafts << entry.desired;
    prepare(drafts);
    removeWhere([&](int row) { return idAt(row) < 0 && !holds(drafts, m_records[row].id); });
    updateRows(drafts);
    insertRecords(drafts);
    const auto touch = [this](IdType id) {
        const int row = rowOf(id.value);
        touchRows(row, row, {StagedRole});
    };
    for (auto it = before.cbegin(); it != before.cend(); ++it)
        if (!staged.contains(it.key()))
            touch(it.key());
    for (auto it = staged.cbegin(); it != staged.cend(); ++it)
        if (const auto old = before.constFind(it.key()); old == before.cend() || !(*old == *it))
            touch(it.key());
}

template <typename Record>
QVariant RecordModel<Record>::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const Column<Record> &column = m_columns[size_t(index.column())];
    const Record &shown = shownAt(row);
    const auto oldText = [&]() -> QString {
        if (!isStaged(column, stagedAt(row)) || !column.text)
            return {};
        const auto text = column.copied ? column.copied : column.text;
        return text(m_records[row], m_context);
    };
    switch (role) {
    case CellRole:
        return QVariant::fromValue(cellAt(row, column, shown));
    case CellKindRole:
        return int(column.kind);
    case Qt::DisplayRole:
        return column.text ? QVariant(column.text(shown, m_context)) : QVariant();
    case SortRole:
        return sortValue(row, index.column());
    case RecordRole:
        return QVariant::fromValue(shown);
    case IdRole:
        return idAt(row);
    case StagedRole:
        return isStaged(column, stagedAt(row));
    case OldValueRole:
        return oldText();
    case CopyRole:
        return column.copied ? column.copied(shown, m_context)
               : column.text ? column.text(shown, m_context)
                             : QString();
    case Qt::CheckStateRole:
        if (column.kind == CellKind::Check)
            return isChecked(idAt(row)) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column.alignment);
    case Qt::AccessibleTextRole: {
        if (!column.text)
            return stateText(column.kind, markAt(row), isChecked(idAt(row)));
        const QString text = (column.accessible ? column.accessible : column.text)(shown, m_context);
        return isStaged(column, stagedAt(row)) ? QString(text + QLatin1StringView(", ") + wasText(oldText())) : text;
    }
    case Qt::ToolTipRole: {
        if (!column.text)
            return stateText(column.kind, markAt(row), isChecked(idAt(row)));
        QString tip = column.toolTip ? column.toolTip(shown, m_context) : QString();
        if (isStaged(column, stagedAt(row)))
            tip += (tip.isEmpty() ? QString() : QString(QLatin1Char('\n'))) + wasText(oldText());
        return tip;
    }
    default:
        return {};
    }
}
