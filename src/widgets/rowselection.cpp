// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/rowselection.h"

#include <algorithm>

void RowSelection::pick(int row)
{
    m_anchor = m_rows->idAt(row);
    m_rows->table()->checkOnly({m_anchor});
}

void RowSelection::toggle(int row)
{
    m_anchor = m_rows->idAt(row);
    m_rows->table()->setChecked({m_anchor}, !m_rows->table()->isChecked(m_anchor));
}

void RowSelection::extendTo(int row, bool add)
{
    const int from = m_rows->rowOf(m_anchor);
    if (from < 0)
        return pick(row);
    m_rows->table()->setRowsChecked(m_rows->sourceRowsBetween(std::min(from, row), std::max(from, row)), !add);
}

void RowSelection::pickAllShown()
{
    m_rows->table()->setRowsChecked(m_rows->sourceRows(), false);
}

void RowSelection::clear()
{
    m_rows->table()->checkOnly({});
}

Qt::CheckState RowSelection::shownState() const
{
    const qsizetype checked = m_rows ? m_rows->table()->checkedCount() : 0;
    const qsizetype shownChecked = checked == 0 ? 0 : checked - m_rows->hiddenChecked();
    if (shownChecked == 0)
        return Qt::Unchecked;
    return shownChecked == m_rows->rowCount() ? Qt::Checked : Qt::PartiallyChecked;
}
