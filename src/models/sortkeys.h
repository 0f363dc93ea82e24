// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/recordtable.h"

#include <QCollator>

#include <vector>

/// The column that counts and its direction.
struct SortColumn
{
    int column = 0;
    Qt::SortOrder order = Qt::AscendingOrder;

    friend bool operator==(const SortColumn &, const SortColumn &) = default;
};

/// What rows are compared by, computed once for each row and column asked for: texts in natural order of the language,
/// numbers as they are. Rows are those of the table; the owner tells when they come, go and change.
class SortKeys
{
public:
    explicit SortKeys(const RecordTable &table);

    void setLocale(const QLocale &locale);
    const QList<SortColumn> &columns() const { return m_columns; }
    void setColumns(const QList<SortColumn> &columns) { m_columns = columns; }

    void clear() { m_keys.clear(); }
    void gather(); ///< before isBefore(), after setColumns() or clear()
    void refresh(int row);
    void insert(int first, int last); ///< after the table has them
    void remove(int first, int last);
    bool isBefore(int a, int b) const;

private:
    /// Of one column, one for each row.
    struct Keys
    {
        bool textual = false;
        std::vector<double> numbers;
        std::vector<QCollatorSortKey> texts;
    };

    Keys &keysOf(int column);
    void add(Keys &keys, int column, int first, int last);

    const RecordTable &m_table;
    QCollator m_collator;
    QList<SortColumn> m_columns;
    QHash<int, Keys> m_keys;
    std::vector<const Keys *> m_used; ///< of m_columns, into m_keys
};
