// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/tableview.h"

#include "widgets/celldelegate.h"
#include "widgets/cellpainters.h"
#include "widgets/ground.h"
#include "widgets/metrics.h"
#include "widgets/plaintip.h"
#include "widgets/tableheader.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

using namespace Qt::StringLiterals;

TableView::TableView(QWidget *parent)
    : QTableView(parent)
    , m_header(new TableHeader(this))
    , m_delegate(new CellDelegate(this))
    , m_corner(new Ground(Token::Panel, Qt::BottomEdge, this))
{
    setHorizontalHeader(m_header);
    setItemDelegate(m_delegate);
    verticalHeader()->hide();
    // In this order, or rows are higher than asked for.
    verticalHeader()->setMinimumSectionSize(s(16));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setRowHeight(s(24));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::NoSelection); // ticks are the selection
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // columns keep their place when the last rows go
    setTabKeyNavigation(false);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    addScrollBarWidget(m_corner, Qt::AlignTop);

    connect(m_header, &TableHeader::tickToggled, this, [this] {
        if (m_selection.shownState() == Qt::Checked)
            untickAll();
        else
            selectAll();
    });
    connect(m_header, &TableHeader::menuRequested, this, &TableView::showColumnMenu);
    connect(m_header, &QHeaderView::sectionResized, this, [this](int section) {
        if (section != columnOfKind(CellKind::Title))
            fitTitle();
    });
}

void TableView::setTable(RecordProxy *rows)
{
    m_rows = rows;
    m_selection.setTable(rows);
    connect(rows, &QAbstractItemModel::modelAboutToBeReset, this, &TableView::keepPlace);
    setModel(rows);
    m_header->setTable(rows);
    connect(rows, &QAbstractItemModel::modelReset, this, &TableView::findPlace); // after the view's own
    connect(rows, &QAbstractItemModel::layoutAboutToBeChanged, this, &TableView::keepPlace);
    connect(rows, &QAbstractItemModel::layoutChanged, this, &TableView::findPlace);
    connect(rows, &RecordProxy::shownChanged, this, [this] { m_header->setTicked(m_selection.shownState()); });
    connect(rows->table(), &RecordTable::checkedChanged, this,
            [this] { m_header->setTicked(m_selection.shownState()); });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) { onCurrentChanged(now.row()); });
    // Rows that come or go above move the current one without a word.
    const auto follow = [this] {
        m_delegate->setHoveredRow(-1);
        m_delegate->setCurrentRow(currentIndex().row());
        viewport()->update();
    };
    connect(rows, &QAbstractItemModel::rowsInserted, this, follow);
    connect(rows, &QAbstractItemModel::rowsRemoved, this, follow);
    resetColumns();
}

qint64 TableView::currentId() const
{
    const QModelIndex at = currentIndex();
    return m_rows && at.isValid() ? m_rows->idAt(at.row()) : 0;
}

void TableView::setCurrentId(qint64 id)
{
    const int row = m_rows->rowOf(id);
    if (row < 0)
        return;
    goTo(row, Qt::NoModifier);
}

void TableView::clearCurrent()
{
    selectionModel()->clearCurrentIndex();
}

void TableView::untickAll()
{
    if (m_rows)
        m_selection.clear();
}

void TableView::selectAll()
{
    if (m_rows)
        m_selection.pickAllShown();
}

void TableView::setOverlay(QWidget *overlay)
{
    m_overlay = overlay;
    overlay->setParent(viewport());
    overlay->setGeometry(viewport()->rect());
    overlay->hide();
}

void TableView::setRowHeight(int height)
{
    verticalHeader()->setDefaultSectionSize(height);
}

/// Makes the row current and picks as the keys held say.
void TableView::goTo(int row, Qt::KeyboardModifiers modifiers)
{
    const int column = currentIndex().isValid() ? currentIndex().column() : std::max(0, columnOfKind(CellKind::Title));
    const QModelIndex at = m_rows->index(row, column);
    if (modifiers & Qt::ShiftModifier)
        m_selection.extendTo(row, modifiers & Qt::ControlModifier);
    else if (!(modifiers & Qt::ControlModifier))
        m_selection.pick(row);
    selectionModel()->setCurrentIndex(at, QItemSelectionModel::NoUpdate);
    scrollTo(at);
}

void TableView::onCurrentChanged(int row)
{
    m_delegate->setCurrentRow(row);
    viewport()->update();
    emit currentIdChanged(row < 0 || !m_rows ? 0 : m_rows->idAt(row));
}

void TableView::keepPlace()
{
    m_kept = currentId();
    const bool visible = m_kept != 0 && viewport()->rect().intersects(visualRect(currentIndex()));
    m_keptOffset = visible ? currentIndex().row() - rowAt(0) : -1;
}

void TableView::findPlace()
{
    m_delegate->setHoveredRow(-1);
    const int row = m_kept == 0 ? -1 : m_rows->rowOf(m_kept);
    if (row < 0) {
        onCurrentChanged(-1);
        return;
    }
    const QModelIndex at = m_rows->index(row, std::max(0, columnOfKind(CellKind::Title)));
    selectionModel()->setCurrentIndex(at, QItemSelectionModel::NoUpdate);
    if (m_keptOffset >= 0)
        verticalScrollBar()->setValue(row - m_keptOffset);
}

void TableView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex at = indexAt(event->pos());
    if (!at.isValid() || !m_rows)
        return;
    const auto modifiers = event->modifiers();
    const bool onTick = m_rows->table()->factsOf(at.column()).kind == CellKind::Check;
    const int row = at.row();
    if (event->button() == Qt::RightButton) {
        if (!m_rows->table()->isChecked(m_rows->idAt(row)))
            m_selection.pick(row);
    } else if (event->button() != Qt::LeftButton) {
        return;
    } else if (modifiers & Qt::ShiftModifier) {
        m_selection.extendTo(row, onTick || modifiers & Qt::ControlModifier);
    } else if (onTick || modifiers & Qt::ControlModifier) {
        m_selection.toggle(row);
    } else {
        m_selection.pick(row);
        m_dragging = true;
    }
    selectionModel()->setCurrentIndex(at, QItemSelectionModel::NoUpdate);
}

void TableView::mouseMoveEvent(QMouseEvent *event)
{
    const QModelIndex at = indexAt(event->pos());
    hoverRow(at.row());
    if (!m_dragging || !(event->buttons() & Qt::LeftButton) || !at.isValid() || at.row() == currentIndex().row())
        return;
    m_selection.extendTo(at.row(), false);
    selectionModel()->setCurrentIndex(at, QItemSelectionModel::NoUpdate);
    scrollTo(at);
}

void TableView::mouseReleaseEvent(QMouseEvent *)
{
    m_dragging = false;
}

void TableView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex at = indexAt(event->pos());
    if (!at.isValid() || event->button() != Qt::LeftButton)
        return;
    if (m_rows->table()->factsOf(at.column()).kind == CellKind::Check)
        return mousePressEvent(event); // two quick clicks on a box are two clicks
    emit editRequested();
}

bool TableView::moveByKey(QKeyEvent *event)
{
    CursorAction action{};
    switch (event->key()) {
    case Qt::Key_Up:
        action = MoveUp;
        break;
    case Qt::Key_Down:
        action = MoveDown;
        break;
    case Qt::Key_PageUp:
        action = MovePageUp;
        break;
    case Qt::Key_PageDown:
        action = MovePageDown;
        break;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (m_rows && m_rows->rowCount() > 0)
            goTo(event->key() == Qt::Key_Home ? 0 : m_rows->rowCount() - 1, event->modifiers());
        return true;
    default:
        return false;
    }
    if (!m_rows || m_rows->rowCount() == 0)
        return true;
    const QModelIndex to = currentIndex().isValid() ? moveCursor(action, Qt::NoModifier) : m_rows->index(0, 0);
    if (to.isValid())
        goTo(to.row(), event->modifiers());
    return true;
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (moveByKey(event))
        return event->accept();
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->matches(QKeySequence::Copy)) {
        emit copyRequested(copyText());
    } else if (event->key() == Qt::Key_Space && currentIndex().isValid()) {
        m_selection.toggle(currentIndex().row());
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F2) &&
               event->modifiers() == Qt::NoModifier && currentIndex().isValid()) {
        emit editRequested();
    } else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        return QTableView::keyPressEvent(event);
    } else {
        return event->ignore(); // letters are no search here: the filter is
    }
    event->accept();
}

void TableView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!currentIndex().isValid())
        return;
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QRect row = visualRect(currentIndex());
    emit menuRequested(byKey ? viewport()->mapToGlobal(row.bottomLeft()) : event->globalPos());
}

void TableView::hoverRow(int row)
{
    if (m_delegate->hoveredRow() == row)
        return;
    for (const int changed : {m_delegate->hoveredRow(), row})
        if (changed >= 0)
            viewport()->update(0, rowViewportPosition(changed), viewport()->width(), rowHeight(changed));
    m_delegate->setHoveredRow(row);
}

void TableView::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    hoverRow(-1);
}

void TableView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!m_rows)
        return;
    QPainter painter(viewport());
    const int first = rowAt(0), bottom = rowAt(viewport()->height() - 1);
    const int last = bottom < 0 ? m_rows->rowCount() - 1 : bottom;
    const auto lineOf = [this](int row) {
        return QRect(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
    };
    for (int row = std::max(0, first); row <= last; ++row) {
        const RowMark mark = m_rows->table()->markAt(m_rows->sourceRow(row));
        if (mark != RowMark::None && mark != RowMark::Failed)
            paintStagedRowBar(painter, lineOf(row), layoutDirection());
    }
    if (hasFocus() && currentIndex().isValid())
        paintFocusRing(painter, QRectF(lineOf(currentIndex().row())).adjusted(1, 0, -1, 0), 4);
}

void TableView::updateGeometries()
{
    QTableView::updateGeometries();
    m_corner->setFixedHeight(m_header->isHidden() ? 0 : m_header->sizeHint().height());
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitTitle();
    if (m_overlay)
        m_overlay->setGeometry(viewport()->rect());
}

void TableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_rows) {
        setRowHeight(s(24));
        resetColumns();
    }
}

QString TableView::tipAt(const QModelIndex &index, QPoint at) const
{
    QString tip = index.data(Qt::ToolTipRole).toString();
    if (m_rows->table()->factsOf(index.column()).kind != CellKind::Modules)
        return tip;
    const int slot = CellDelegate::slotAt(visualRect(index), at, layoutDirection());
    const QString name = TableHeader::slotName(slot);
    return name.isEmpty() ? tip : name + u'\n' + tip;
}

bool TableView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !m_rows)
        return QTableView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QModelIndex at = indexAt(help->pos());
    showPlainTip(help->globalPos(), at.isValid() ? tipAt(at, help->pos()) : QString(), viewport());
    return true;
}
