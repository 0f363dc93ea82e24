// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// The columns of a table: their widths, their menu, their state between sessions, and copying what they show.
#include "widgets/tableview.h"

#include "widgets/celldelegate.h"
#include "widgets/columnmenu.h"
#include "widgets/metrics.h"
#include "widgets/tableheader.h"

/// The title takes what the others leave; when they leave too little, the table scrolls sideways.
void TableView::fitTitle()
{
    const int title = columnOfKind(CellKind::Title);
    if (m_fitting || title < 0 || isColumnHidden(title))
        return;
    m_fitting = true;
    int others = 0;
    for (int column = 0; column < m_header->count(); ++column)
        others += column == title || isColumnHidden(column) ? 0 : columnWidth(column);
    setColumnWidth(title, std::max(s(120), viewport()->width() - others));
    m_fitting = false;
}

int TableView::columnOfKind(CellKind kind) const
{
    for (int column = 0; m_rows && column < m_rows->columnCount(); ++column)
        if (m_rows->table()->factsOf(column).kind == kind)
            return column;
    return -1;
}

void TableView::resetColumns()
{
    m_fitting = true;
    for (int column = 0; column < m_rows->columnCount(); ++column) {
        const RecordTable::ColumnFacts facts = m_rows->table()->factsOf(column);
        const bool fixed =
            facts.kind == CellKind::Check || facts.kind == CellKind::Mark || facts.kind == CellKind::Modules;
        m_header->setSectionResizeMode(column, fixed ? QHeaderView::Fixed : QHeaderView::Interactive);
        m_header->moveSection(m_header->visualIndex(column), column);
        setColumnHidden(column, facts.hidden);
        setColumnWidth(column, facts.width > 0 ? s(facts.width) : CellDelegate::usualWidth(facts.kind));
    }
    m_fitting = false;
    fitTitle();
}

void TableView::showColumnMenu(QPoint globalPosition)
{
    ColumnMenu(*this).exec(globalPosition);
}

QByteArray TableView::saveState() const
{
    return m_header->saveState();
}

bool TableView::restoreState(const QByteArray &state)
{
    if (state.isEmpty() || !m_header->restoreState(state))
        return false;
    fitTitle();
    return true;
}

QString TableView::copyText() const
{
    QList<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const CellKind kind = m_rows->table()->factsOf(column).kind;
        if (!isColumnHidden(column) && kind != CellKind::Check && kind != CellKind::Mark)
            columns << column;
    }
    const auto line = [](QStringList cells) {
        for (QString &cell : cells)
            cell.replace(u'\t', u' ').replace(u'\n', u' ');
        return cells.join(u'\t') + u'\n';
    };
    QStringList head;
    for (const int column : columns)
        head << m_rows->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QString text = line(head);
    const bool ticks = m_rows->table()->checkedCount() > 0;
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        if (ticks ? !m_rows->table()->isChecked(m_rows->idAt(row)) : row != currentIndex().row())
            continue;
        QStringList cells;
        for (const int column : columns)
            cells << m_rows->index(row, column).data(RecordTable::CopyRole).toString();
        text += line(cells);
    }
    return text;
}
