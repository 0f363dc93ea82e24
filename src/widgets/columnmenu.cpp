// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/columnmenu.h"

#include "widgets/tableview.h"

ColumnMenu::ColumnMenu(TableView &table)
    : QMenu(&table)
{
    const RecordTable *facts = table.rows()->table();
    for (int column = 0; column < table.rows()->columnCount(); ++column) {
        const CellKind kind = facts->factsOf(column).kind;
        if (kind == CellKind::Check || kind == CellKind::Mark)
            continue;
        QAction *entry = addAction(table.rows()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        entry->setCheckable(true);
        entry->setChecked(!table.isColumnHidden(column));
        entry->setEnabled(kind != CellKind::Title); // a row without a name could not be told from the others
        connect(entry, &QAction::toggled, &table, [&table, column](bool shown) {
            table.setColumnHidden(column, !shown);
            table.fitTitle();
        });
    }
    addSeparator();
    addAction(tr("Reset columns"), &table, &TableView::resetColumns);
}
