// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/sortkeys.h"

#include <utility>

namespace {

/// The C locale knows neither letters nor natural numbers; English is what its users expect.
QLocale sortingLocale(const QLocale &locale)
{
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

} // namespace

SortKeys::SortKeys(const RecordTable &table)
    : m_table(table)
    , m_collator(sortingLocale(QLocale()))
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void SortKeys::setLocale(const QLocale &locale)
{
    m_collator.setLocale(sortingLocale(locale));
    m_keys.clear();
}

SortKeys::Keys &SortKeys::keysOf(int column)
{
    const auto it = m_keys.find(column);
    if (it != m_keys.end())
        return *it;
    Keys &keys = m_keys[column];
    keys.textual = m_table.rowCount() > 0 && m_table.sortValue(0, column).userType() == QMetaType::QString;
    add(keys, column, 0, m_table.rowCount() - 1);
    return keys;
}

void SortKeys::add(Keys &keys, int column, int first, int last)
{
    if (keys.textual) {
        std::vector<QCollatorSortKey> fresh;
        const int count = last - first + 1;
        fresh.reserve(size_t(count));
        for (int row = first; row <= last; ++row)
            fresh.push_back(m_collator.sortKey(m_table.sortValue(row, column).toString()));
        keys.texts.insert(keys.texts.begin() + first, fresh.begin(), fresh.end());
    } else {
        std::vector<double> fresh;
        for (int row = first; row <= last; ++row)
            fresh.push_back(m_table.sortValue(row, column).toDouble());
        keys.numbers.insert(keys.numbers.begin() + first, fresh.begin(), fresh.end());
    }
}

/// Pointers into the hash, hence only when it is filled.
void SortKeys::gather()
{
    for (const SortColumn &column : std::as_const(m_columns))
        keysOf(column.column);
    m_used.clear();
    for (const SortColumn &column : std::as_const(m_columns))
        m_used.push_back(&*m_keys.constFind(column.column));
}

void SortKeys::refresh(int row)
{
    for (auto it = m_keys.begin(); it != m_keys.end(); ++it) {
        const QVariant value = m_table.sortValue(row, it.key());
        if (it->textual)
            it->texts[size_t(row)] = m_collator.sortKey(value.toString());
        else
            it->numbers[size_t(row)] = value.toDouble();
    }
}

void SortKeys::insert(int first, int last)
{
    for (auto it = m_keys.begin(); it != m_keys.end(); ++it) {
        // A column of an empty table could not tell yet what its values are.
        if (m_table.rowCount() == last - first + 1)
            it->textual = m_table.sortValue(0, it.key()).userType() == QMetaType::QString;
        add(*it, it.key(), first, last);
    }
}

void SortKeys::remove(int first, int last)
{
    for (Keys &keys : m_keys) {
        if (keys.textual)
            keys.texts.erase(keys.texts.begin() + first, keys.texts.begin() + last + 1);
        else
            keys.numbers.erase(keys.numbers.begin() + first, keys.numbers.begin() + last + 1);
    }
}

bool SortKeys::isBefore(int a, int b) const
{
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const Keys &keys = *m_used[size_t(i)];
        const size_t x = size_t(a), y = size_t(b);
        const int order = keys.textual                        ? keys.texts[x].compare(keys.texts[y])
                          : keys.numbers[x] < keys.numbers[y] ? -1
                          : keys.numbers[x] > keys.numbers[y] ? 1
                                                              : 0;
        if (order != 0)
            return (order < 0) == (m_columns[i].order == Qt::AscendingOrder);
    }
    return a < b;
}
