// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/tableheader.h"

#include "domain/modules.h"
#include "models/recordproxy.h"
#include "widgets/celldelegate.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"
#include "widgets/plaintip.h"
#include "widgets/tokens.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionButton>

using namespace Qt::StringLiterals;

namespace {

constexpr int stripStart = 6;
constexpr int slotWidth = 15;

QList<const Module *> stripModules()
{
    QList<const Module *> modules;
    for (const Module &module : knownModules())
        if (module.onStrip && modules.size() < stripSlots)
            modules << &module;
    return modules;
}

} // namespace

TableHeader::TableHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(s(16));
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Columns"));
    viewport()->setMouseTracking(true);
}

void TableHeader::setTable(RecordProxy *rows)
{
    m_rows = rows;
    if (rows)
        connect(rows, &RecordProxy::shownChanged, viewport(), qOverload<>(&QWidget::update));
}

void TableHeader::setTicked(Qt::CheckState state)
{
    if (m_ticked == state)
        return;
    m_ticked = state;
    viewport()->update();
}

QString TableHeader::slotName(int slot)
{
    const Module *module = stripModules().value(slot, nullptr);
    return module ? module->code + ": "_L1 + QCoreApplication::translate("Modules", module->name) : QString();
}

QSize TableHeader::sizeHint() const
{
    bool strip = false;
    for (int section = 0; m_rows && section < count(); ++section)
        strip = strip || m_rows->table()->factsOf(section).kind == CellKind::Modules;
    return {QHeaderView::sizeHint().width(), s(strip ? 44 : 28)};
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    if (!rect.isValid() || !m_rows)
        return;
    const RecordTable::ColumnFacts facts = m_rows->table()->factsOf(section);
    painter->save();
    painter->setClipRect(rect);
    painter->fillRect(rect, token(Token::Panel));
    painter->fillRect(QRect(rect.left(), rect.bottom() - lineWidth() + 1, rect.width(), lineWidth()),
                      token(Token::LineStrong));
    if (facts.kind == CellKind::Check) {
        QStyleOptionButton box;
        box.rect = QRect(rect.center().x() - s(16) / 2 + 1, rect.bottom() - s(14) - s(16) / 2 + 1, s(16), s(16));
        box.state = QStyle::State_Enabled | (m_ticked == Qt::Checked            ? QStyle::State_On
                                             : m_ticked == Qt::PartiallyChecked ? QStyle::State_NoChange
                                                                                : QStyle::State_Off);
        style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter);
    } else if (facts.kind == CellKind::Modules) {
        paintStrip(*painter, rect);
    } else if (facts.kind != CellKind::Mark) {
        QStyleOptionHeader option;
        option.initFrom(this);
        const bool leftToRight = option.direction == Qt::LeftToRight;
        option.rect = rect.adjusted(s(leftToRight ? 8 : 6), 0, -s(leftToRight ? 6 : 8), 0);
        option.rect.setTop(rect.bottom() - s(28));
        option.textAlignment = facts.alignment & Qt::AlignTrailing && !(facts.alignment & Qt::AlignLeading)
                                   ? Qt::AlignRight
                                   : Qt::AlignLeft;
        option.text = m_rows->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
        const QList<SortColumn> &sort = m_rows->sortColumns();
        for (qsizetype i = 0; i < sort.size(); ++i) {
            if (sort[i].column != section)
                continue;
            option.sortIndicator =
                sort[i].order == Qt::AscendingOrder ? QStyleOptionHeader::SortDown : QStyleOptionHeader::SortUp;
            if (sort.size() > 1) // which of several counts first
                option.text += u' ' + QLocale().toString(i + 1);
        }
        style()->drawControl(QStyle::CE_HeaderLabel, &option, painter, this);
    }
    painter->restore();
}

/// Ten codes, each upright over its slot.
void TableHeader::paintStrip(QPainter &painter, const QRect &rect) const
{
    painter.setFont(textFont(TextStyle::Code));
    painter.setPen(token(Token::Text2));
    const QFontMetrics metrics(painter.font());
    const QList<const Module *> modules = stripModules();
    for (qsizetype slot = 0; slot < modules.size(); ++slot) {
        const int offset = s(stripStart) + int(slot) * s(slotWidth) + s(slotWidth) / 2;
        const int x = isRightToLeft() ? rect.right() - offset : rect.left() + offset;
        painter.save();
        const int middle = x + (metrics.ascent() - metrics.descent()) / 2;
        painter.translate(middle, rect.bottom() - s(5));
        painter.rotate(-90);
        painter.drawText(0, 0, modules[slot]->code.toString());
        painter.restore();
    }
}

void TableHeader::mousePressEvent(QMouseEvent *event)
{
    m_pressedAt = event->pos();
    m_pressedToResize = cursor().shape() == Qt::SplitHCursor;
    QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    QHeaderView::mouseReleaseEvent(event);
    const bool click = (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    if (event->button() != Qt::LeftButton || !click || m_pressedToResize || !m_rows)
        return;
    const int section = logicalIndexAt(event->pos());
    if (section < 0)
        return;
    const RecordTable::ColumnFacts facts = m_rows->table()->factsOf(section);
    if (facts.kind == CellKind::Check)
        emit tickToggled();
    else if (facts.sortable)
        sortBy(section, event->modifiers() & Qt::ShiftModifier);
}

/// The first click sorts, the next one turns it round. With Shift the column is added to those that count already.
void TableHeader::sortBy(int section, bool add)
{
    QList<SortColumn> sort = m_rows->sortColumns();
    const auto known = std::ranges::find(sort, section, &SortColumn::column);
    // Figures are interesting from the large end.
    const CellKind kind = m_rows->table()->factsOf(section).kind;
    const Qt::SortOrder first =
        kind == CellKind::Usage || kind == CellKind::Modules ? Qt::DescendingOrder : Qt::AscendingOrder;
    const auto turned = [](Qt::SortOrder order) {
        return order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    };
    if (known != sort.end() && (add || sort.size() == 1))
        known->order = turned(known->order);
    else if (add)
        sort.append({section, first});
    else
        sort = {{section, first}};
    m_rows->setSortColumns(sort);
    viewport()->update();
}

void TableHeader::contextMenuEvent(QContextMenuEvent *event)
{
    emit menuRequested(event->globalPos());
}

bool TableHeader::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !m_rows)
        return QHeaderView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int section = logicalIndexAt(help->pos());
    if (section < 0)
        return true;
    QString text;
    const RecordTable::ColumnFacts facts = m_rows->table()->factsOf(section);
    if (facts.kind == CellKind::Modules) {
        const QRect cell(sectionViewportPosition(section), 0, sectionSize(section), height());
        text = slotName(CellDelegate::slotAt(cell, help->pos(), layoutDirection()));
    } else if (facts.kind == CellKind::Check) {
        text = tr("Select everything shown");
    } else if (facts.sortable) {
        text = tr("Sort by %1; with Shift, also by it")
                   .arg(m_rows->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
    }
    showPlainTip(help->globalPos(), text, viewport());
    return true;
}
