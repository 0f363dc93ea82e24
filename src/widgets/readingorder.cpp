// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/readingorder.h"

#include "widgets/sheet.h"

#include <QScrollArea>

#include <algorithm>

namespace {

bool takesTab(const QWidget &widget)
{
    return (widget.focusPolicy() & Qt::TabFocus) && widget.isEnabled() && !widget.focusProxy();
}

/// Children that lie beside one another form a line: whatever begins above the middle of its first one.
QList<QWidget *> inLines(const QWidget &parent)
{
    QList<QWidget *> children;
    for (QObject *object : parent.children()) {
        auto *child = qobject_cast<QWidget *>(object);
        if (child && child->isVisible() && !child->isWindow() && !qobject_cast<Sheet *>(child))
            children << child;
    }
    std::ranges::stable_sort(children, {}, [](const QWidget *child) { return child->y(); });
    const bool mirrored = parent.isRightToLeft();
    const auto along = [mirrored](const QWidget *child) { return mirrored ? -child->geometry().right() : child->x(); };
    for (auto line = children.begin(); line != children.end();) {
        const int middle = (*line)->geometry().center().y();
        const auto end =
            std::find_if(line + 1, children.end(), [&](const QWidget *child) { return child->y() > middle; });
        std::ranges::stable_sort(line, end, {}, along);
        line = end;
    }
    return children;
}

void gather(QWidget &widget, QList<QWidget *> &found)
{
    if (takesTab(widget))
        found << &widget;
    for (QWidget *child : inLines(widget))
        gather(*child, found);
}

} // namespace

QList<QWidget *> readingOrder(QWidget *root)
{
    QList<QWidget *> found;
    gather(*root, found);
    return found;
}

bool focusNeighbour(QWidget *root, bool next)
{
    const QList<QWidget *> order = readingOrder(root);
    if (order.isEmpty())
        return false;
    QWidget *now = root->window()->focusWidget();
    while (now && now->focusProxy())
        now = now->focusProxy();
    const qsizetype at = order.indexOf(now);
    const qsizetype count = order.size();
    const qsizetype to = at < 0 ? (next ? 0 : count - 1) : (at + (next ? 1 : count - 1)) % count;
    QWidget *target = order[to];
    target->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    for (QWidget *up = target->parentWidget(); up; up = up->parentWidget())
        if (auto *area = qobject_cast<QScrollArea *>(up))
            area->ensureWidgetVisible(target);
    return true;
}
