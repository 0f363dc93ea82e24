// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/activityplace.h"

#include "models/activitymodel.h"

#include <QScrollBar>
#include <QTreeView>

namespace {

qint64 planAt(const QModelIndex &index)
{
    return index.data(ActivityModel::PlanRole).toLongLong();
}

qint64 changeAt(const QModelIndex &index)
{
    return index.data(ActivityModel::ChangeRole).toLongLong();
}

} // namespace

ActivityPlace ActivityPlace::of(const QTreeView &view)
{
    const QModelIndex current = view.currentIndex();
    ActivityPlace place{
        .plan = planAt(current), .change = changeAt(current), .row = current.row(), .open = {}, .above = 0};
    if (const QRect rect = view.visualRect(current); rect.isValid())
        place.above = rect.top() / rect.height();
    for (int row = 0; row < view.model()->rowCount(); ++row)
        if (const QModelIndex plan = view.model()->index(row, 0); view.isExpanded(plan))
            place.open.insert(planAt(plan));
    return place;
}

void ActivityPlace::restore(QTreeView &view) const
{
    const QAbstractItemModel &model = *view.model();
    QModelIndex current;
    for (int at = 0; at < model.rowCount(); ++at) {
        const QModelIndex top = model.index(at, 0);
        const qint64 id = planAt(top);
        view.setExpanded(top, open.contains(id));
        if (id != plan)
            continue;
        current = top;
        const int changes = change == 0 ? 0 : model.rowCount(top);
        if (row < changes && changeAt(model.index(row, 0, top)) == change)
            current = model.index(row, 0, top);
        for (int child = 0; child < changes && current == top; ++child)
            if (const QModelIndex one = model.index(child, 0, top); changeAt(one) == change)
                current = one;
    }
    if (!current.isValid())
        return;
    view.setCurrentIndex(current);
    view.scrollTo(current, QTreeView::PositionAtTop);
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() - above); // it scrolls by rows
}
