// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/rowselection.h"

#include <QTableView>

class CellDelegate;
class TableHeader;

/// The table of a pane: one current row with a ring while it has the focus, ticked rows, columns that can be sorted,
/// moved, hidden and sized. Finds its place again by id when the rows are laid out anew.
class TableView : public QTableView
{
    Q_OBJECT
public:
    explicit TableView(QWidget *parent = nullptr);

    void setTable(RecordProxy *rows);
    RecordProxy *rows() const { return m_rows; }

    qint64 currentId() const; ///< 0 without one; negative for what is not on the server yet
    void setCurrentId(qint64 id);
    void clearCurrent();
    void untickAll();
    void selectAll() override; ///< everything the filter shows

    /// Stands over the rows, as large as their area.
    void setOverlay(QWidget *overlay);
    void setRowHeight(int height);

    void showColumnMenu(QPoint globalPosition);
    void resetColumns();
    void fitTitle(); ///< gives the title what the other columns leave
    QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

    /// Ticked rows (else the current one) and visible columns, tab-separated, keys masked.
    QString copyText() const;

signals:
    void currentIdChanged(qint64 id);
    void menuRequested(const QPoint &globalPosition);
    void copyRequested(const QString &text);
    void editRequested();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void updateGeometries() override;

private:
    void goTo(int row, Qt::KeyboardModifiers modifiers);
    bool moveByKey(QKeyEvent *event);
    void keepPlace();
    void findPlace();
    void onCurrentChanged(int row);
    int columnOfKind(CellKind kind) const;
    QString tipAt(const QModelIndex &index, QPoint at) const;
    void hoverRow(int row);

    RecordProxy *m_rows = nullptr;
    TableHeader *m_header;
    CellDelegate *m_delegate;
    QWidget *m_corner; ///< beside the header, over the scroll bar
    QWidget *m_overlay = nullptr;
    RowSelection m_selection;
    qint64 m_kept = 0;
    int m_keptOffset = -1; ///< rows between the top and the current row
    bool m_dragging = false;
    bool m_fitting = false;
};
