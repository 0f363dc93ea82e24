// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/recordtable.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

int RecordTable::columnOf(QLatin1StringView id) const
{
    for (int column = 0; column < columnCount(); ++column)
        if (factsOf(column).id == id)
            return column;
    return -1;
}

QList<qint64> RecordTable::checkedInOrder() const
{
    QList<qint64> ids = m_checked.values();
    std::ranges::sort(ids);
    return ids;
}

void RecordTable::setChecked(const QList<qint64> &ids, bool checked)
{
    const qsizetype before = m_checked.size();
    for (const qint64 id : ids) {
        if (checked)
            m_checked.insert(id);
        else
            m_checked.remove(id);
    }
    if (m_checked.size() == before)
        return;
    if (ids.size() == 1) {
        const int row = rowOf(ids.first());
        touchRows(row, row, {Qt::CheckStateRole});
    } else {
        touchRows(0, rowCount() - 1, {Qt::CheckStateRole});
    }
    emit checkedChanged();
}

void RecordTable::checkOnly(const QList<qint64> &ids)
{
    QSet<qint64> wanted(ids.cbegin(), ids.cend());
    if (wanted == m_checked)
        return;
    const QSet<qint64> before = std::exchange(m_checked, std::move(wanted));
    if (before.size() + m_checked.size() <= 4) {
        const QSet<qint64> touched = before + m_checked;
        for (const qint64 id : touched)
            touchRows(rowOf(id), rowOf(id), {Qt::CheckStateRole});
    } else {
        touchRows(0, rowCount() - 1, {Qt::CheckStateRole});
    }
    emit checkedChanged();
}

void RecordTable::setRowsChecked(std::span<const int> rows, bool only)
{
    QList<qint64> ids;
    ids.reserve(qsizetype(rows.size()));
    for (const int row : rows)
        ids << idAt(row);
    if (only)
        checkOnly(ids);
    else
        setChecked(ids, true);
}

void RecordTable::setNow(const QDateTime &now)
{
    m_context.now = now;
    touchRows(0, rowCount() - 1, {Qt::DisplayRole});
}

void RecordTable::setNames(const UserDirectory *users, const TagTree *tags)
{
    m_context.users = users;
    m_context.tags = tags;
    directoryChanged();
}

void RecordTable::directoryChanged()
{
    touchRows(0, rowCount() - 1);
}

QVariant RecordTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ColumnFacts facts = factsOf(section);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return QCoreApplication::translate(metaObject()->className(), facts.header);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(facts.alignment);
    case CellKindRole:
        return QVariant::fromValue(int(facts.kind));
    default:
        return {};
    }
}

QString RecordTable::stateText(CellKind kind, RowMark mark, bool checked) const
{
    if (kind == CellKind::Check)
        return checked ? tr("Selected") : tr("Not selected");
    switch (mark) {
    case RowMark::None:
        return {};
    case RowMark::Edited:
        return tr("Edit staged");
    case RowMark::New:
        return tr("New, not created yet");
    case RowMark::Deleted:
        return tr("Deletion staged");
    case RowMark::Conflict:
        return tr("Changed on the server since it was edited");
    case RowMark::Failed:
        return tr("The last attempt failed");
    }
    return {};
}

QString RecordTable::wasText(const QString &old) const
{
    return old.isEmpty() ? tr("was empty") : tr("was %1").arg(old);
}

void RecordTable::dropChecks(int first, int last)
{
    const qsizetype before = m_checked.size();
    for (int row = first; row <= last && !m_checked.isEmpty(); ++row)
        m_checked.remove(idAt(row));
    if (m_checked.size() != before)
        emit checkedChanged();
}

void RecordTable::touchRows(int first, int last, const QList<int> &roles)
{
    if (first >= 0 && last >= first && last < rowCount())
        emit dataChanged(index(first, 0), index(last, columnCount() - 1), roles);
}
