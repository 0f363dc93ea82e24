// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHeaderView>

class RecordProxy;

/// The head of a table: sorts by a click (Shift adds a column), ticks everything shown, and writes the module codes
/// upright over their strip.
class TableHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit TableHeader(QWidget *parent = nullptr);

    void setTable(RecordProxy *rows);
    /// How much of what is shown is ticked.
    void setTicked(Qt::CheckState state);
    QSize sizeHint() const override;
    /// "VM: Vulnerability Management"; empty when the strip has no such slot.
    static QString slotName(int slot);

signals:
    void tickToggled();
    void menuRequested(const QPoint &globalPosition);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void sortBy(int section, bool add);
    void paintStrip(QPainter &painter, const QRect &rect) const;

    RecordProxy *m_rows = nullptr;
    Qt::CheckState m_ticked = Qt::Unchecked;
    QPoint m_pressedAt;
    bool m_pressedToResize = false;
};
