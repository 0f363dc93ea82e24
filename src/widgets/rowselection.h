// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/recordproxy.h"

#include <QPointer>

/// Which rows a click or a key picks. What is picked are ids, ticked in the table itself, so filters and refreshes do
/// not lose them; ranges run over the rows as they are shown.
class RowSelection
{
public:
    void setTable(RecordProxy *rows) { m_rows = rows; }

    /// This row alone; later ranges start here.
    void pick(int row);
    void toggle(int row);
    /// Everything from where the last pick was to this row; with `add` the rest stays.
    void extendTo(int row, bool add);
    void pickAllShown();
    void clear();
    Qt::CheckState shownState() const;

private:
    QPointer<RecordProxy> m_rows;
    qint64 m_anchor = 0;
};
