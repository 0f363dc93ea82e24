// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/cell.h"
#include "widgets/tokens.h"

#include <QStyledItemDelegate>

/// Draws every cell of the program's tables from one data() call: ground, staged mark, content by the column's kind.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setCurrentRow(int row) { m_current = row; }
    void setHoveredRow(int row) { m_hovered = row; }
    int hoveredRow() const { return m_hovered; }
    int currentRow() const { return m_current; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// What a column of this kind needs, padding included, for its usual content.
    static int usualWidth(CellKind kind);
    /// The slot of the module strip at this place of a cell, -1 when there is none.
    static int slotAt(const QRect &cell, QPoint at, Qt::LayoutDirection direction);

private:
    int m_current = -1;
    int m_hovered = -1;
};
