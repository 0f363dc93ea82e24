// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/celldelegate.h"

#include "models/recordtable.h"
#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace {

constexpr int paddingBefore = 8;
constexpr int paddingAfter = 6;
constexpr int slotWidth = 15;
constexpr int dayWidth = 48; ///< "30 Sept"

/// One cell while it is drawn.
struct Place
{
    QPainter &painter;
    const Cell &cell;
    QRect whole;    ///< without the hairline
    QRectF content; ///< without the padding
    Qt::LayoutDirection direction;

    QRectF mirrored(const QRectF &part) const
    {
        if (direction == Qt::LeftToRight)
            return part;
        return {content.left() + content.right() - part.right(), part.top(), part.width(), part.height()};
    }
    /// A part of the content, counted from the leading edge.
    QRectF from(qreal start, qreal width) const
    {
        return mirrored({content.left() + start, content.top(), width, content.height()});
    }
    Qt::Alignment leading() const { return direction == Qt::LeftToRight ? Qt::AlignLeft : Qt::AlignRight; }
    Qt::Alignment trailing() const { return direction == Qt::LeftToRight ? Qt::AlignRight : Qt::AlignLeft; }
};

Token inkOf(const Cell &cell)
{
    switch (cell.tone) {
    case CellTone::Normal:
        return cell.dim ? Token::Text2 : Token::Text;
    case CellTone::Quiet:
    case CellTone::Ok:
    case CellTone::Idle:
        return cell.staged ? Token::Text : Token::Text2;
    case CellTone::Faint:
        return Token::Text3;
    case CellTone::Warn:
        return cell.dim ? Token::Text2 : Token::WarnInk;
    case CellTone::Bad:
        return cell.dim ? Token::Text2 : Token::BadInk;
    }
    return Token::Text;
}

Token glyphInkOf(CellTone tone)
{
    switch (tone) {
    case CellTone::Ok:
        return Token::OkInk;
    case CellTone::Warn:
        return Token::WarnInk;
    case CellTone::Bad:
        return Token::BadInk;
    case CellTone::Normal:
    case CellTone::Quiet:
    case CellTone::Faint:
    case CellTone::Idle:
        break;
    }
    return Token::Icon;
}

bool isLoud(const Cell &cell)
{
    return cell.staged || (!cell.dim && (cell.tone == CellTone::Warn || cell.tone == CellTone::Bad));
}

void drawText(const Place &at, const QRectF &rect, Qt::Alignment alignment, const QString &text, TextStyle style,
              Token ink, Qt::TextElideMode elide = Qt::ElideRight)
{
    if (text.isEmpty() || rect.width() <= 0)
        return;
    const QFont font = textFont(style);
    at.painter.setFont(font);
    at.painter.setPen(token(ink));
    // A line end would start a second line; elidedText keeps it.
    QString line = text.size() > 512 ? text.first(512) : text;
    line.replace(u'\n', u' ');
    const QString shown = QFontMetricsF(font).elidedText(line, elide, rect.width());
    at.painter.drawText(rect, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine), shown);
}

void drawGlyph(const Place &at, qreal start, QLatin1StringView icon, Token ink)
{
    const QRectF box = at.from(start, s(14));
    paintIcon(at.painter, QRectF(box.left(), at.whole.top() + (at.whole.height() - s(14)) / 2.0, s(14), s(14)), icon,
              token(ink), 2);
}

void drawCheck(const Place &at)
{
    QStyleOptionButton box;
    box.rect = QRect(at.whole.center().x() - s(16) / 2 + 1, at.whole.center().y() - s(16) / 2 + 1, s(16), s(16));
    box.state = QStyle::State_Enabled | (at.cell.checked ? QStyle::State_On : QStyle::State_Off);
    QApplication::style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, &at.painter);
}

void drawMark(const Place &at)
{
    QLatin1StringView icon;
    Token ink = Token::StagedInk;
    switch (at.cell.mark) {
    case RowMark::None:
        return;
    case RowMark::Edited:
        icon = "pencil"_L1;
        break;
    case RowMark::New:
        icon = "plus"_L1;
        break;
    case RowMark::Deleted:
        icon = "bin"_L1;
        break;
    case RowMark::Conflict:
        icon = "compare"_L1;
        ink = Token::WarnInk;
        break;
    case RowMark::Failed:
        icon = "error"_L1;
        ink = Token::BadInk;
        break;
    }
    paintIcon(at.painter,
              QRectF(at.whole.center().x() - s(14) / 2.0 + 1, at.whole.center().y() - s(14) / 2.0 + 1, s(14), s(14)),
              icon, token(ink), 2);
}

void drawState(const Place &at)
{
    drawGlyph(at, 0, at.cell.icon, glyphInkOf(at.cell.tone));
    const qreal start = s(14) + s(6);
    const TextStyle style = isLoud(at.cell) ? TextStyle::BodyStrong : TextStyle::Body;
    drawText(at, at.from(start, at.content.width() - start), at.leading(), at.cell.text, style, inkOf(at.cell));
}

void drawModules(const Place &at)
{
    for (int slot = 0; slot < stripSlots; ++slot)
        paintModuleCell(at.painter, at.from(slot * s(slotWidth) - s(2), s(slotWidth)), at.cell.modules[size_t(slot)],
                        at.cell.dim);
    const qreal start = stripSlots * s(slotWidth) - s(1);
    drawText(at, at.from(start, at.content.width() - start + s(paddingAfter)), at.leading(), at.cell.detail,
             TextStyle::Code, Token::Text2);
}

/// "39 d" and, in a column of its own, the day.
void drawExpiry(const Place &at)
{
    const Cell &cell = at.cell;
    const TextStyle style = isLoud(cell) ? TextStyle::BodyStrong : TextStyle::Body;
    const Token ink = cell.tone == CellTone::Normal && !cell.dim ? Token::Text : inkOf(cell);
    qreal end = at.content.width();
    if (!cell.detail.isEmpty()) {
        at.painter.setFont(textFont(TextStyle::Body));
        at.painter.setPen(token(Token::Text2));
        paintFigures(at.painter, at.from(end - s(dayWidth), s(dayWidth)), at.trailing(), cell.detail);
        end -= s(dayWidth);
    }
    const QFont font = textFont(style);
    at.painter.setFont(font);
    at.painter.setPen(token(ink));
    const qreal width = figuresWidth(font, cell.text);
    paintFigures(at.painter, at.from(0, end), at.trailing(), cell.text);
    const qreal start = end - width - s(14) - s(4);
    if (!cell.icon.isEmpty() && start >= -s(2)) // "9 d ago" needs the room itself
        drawGlyph(at, start, cell.icon, cell.dim ? Token::Icon : glyphInkOf(cell.tone));
}

void drawTags(const Place &at)
{
    const Cell &cell = at.cell;
    if (cell.text.isEmpty())
        return;
    const qreal more = cell.detail.isEmpty() ? 0 : figuresWidth(textFont(TextStyle::Micro), cell.detail) + s(8);
    const qreal width = std::min(chipSize(cell.text).width(), at.content.width() - more);
    if (width < s(24))
        return;
    QRectF chip = at.from(0, width);
    chip.setTop(at.whole.top() + (at.whole.height() - s(18)) / 2.0);
    chip.setHeight(s(18));
    paintChip(at.painter, chip, cell.text, cell.staged);
    drawText(at, at.from(width + s(6), more), at.leading(), cell.detail, TextStyle::Micro, Token::Text2);
}

void drawPlain(const Place &at, TextStyle style, Qt::Alignment alignment)
{
    drawText(at, at.content, alignment, at.cell.text, at.cell.staged ? TextStyle::BodyStrong : style, inkOf(at.cell));
}

void drawContent(const Place &at)
{
    switch (at.cell.kind) {
    case CellKind::Check:
        return drawCheck(at);
    case CellKind::Mark:
        return drawMark(at);
    case CellKind::State:
        return drawState(at);
    case CellKind::Modules:
        return drawModules(at);
    case CellKind::Usage:
        return paintUsage(at.painter, at.content, at.cell.text, at.cell.detail, at.cell.share, at.cell.dim,
                          at.direction);
    case CellKind::Expiry:
        return drawExpiry(at);
    case CellKind::Tags:
        return drawTags(at);
    case CellKind::Title:
        return drawPlain(at, TextStyle::BodyMedium, at.leading());
    case CellKind::Mono:
        // Identifiers read left to right in every language, their ends tell them apart.
        return drawText(at, at.content, at.leading(), at.cell.text, TextStyle::Mono, inkOf(at.cell), Qt::ElideMiddle);
    case CellKind::Number:
        return drawPlain(at, TextStyle::Body, at.trailing());
    case CellKind::Text:
    case CellKind::Link:
        return drawPlain(at, TextStyle::Body, at.leading());
    }
}

} // namespace

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Cell cell = index.data(RecordTable::CellRole).value<Cell>();
    const bool current = index.row() == m_current;
    const Token ground = current                    ? Token::Sel
                         : cell.checked             ? Token::Marked
                         : index.row() == m_hovered ? Token::Hover
                                                    : Token::Surface;
    const Token line = current ? Token::SelLine : cell.checked ? Token::MarkedLine : Token::Line;
    QRect whole = option.rect;
    painter->save();
    painter->setClipRect(whole);
    painter->fillRect(whole, token(ground));
    painter->fillRect(QRect(whole.left(), whole.bottom(), whole.width(), 1), token(line));
    whole.setBottom(whole.bottom() - 1);
    if (cell.staged && cell.kind != CellKind::Modules)
        paintStagedCell(*painter, whole, option.direction);
    const bool leftToRight = option.direction == Qt::LeftToRight;
    const QRectF content = QRectF(whole).adjusted(s(leftToRight ? paddingBefore : paddingAfter), 0,
                                                  -s(leftToRight ? paddingAfter : paddingBefore), 0);
    drawContent({*painter, cell, whole, content, option.direction});
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {usualWidth(CellKind(index.data(RecordTable::CellKindRole).toInt())), s(24)};
}

int CellDelegate::usualWidth(CellKind kind)
{
    const auto words = [](const QString &text, TextStyle style) {
        return s(paddingBefore + paddingAfter) + int(std::ceil(QFontMetricsF(textFont(style)).horizontalAdvance(text)));
    };
    switch (kind) {
    case CellKind::Check:
        return s(34);
    case CellKind::Mark:
        return s(16);
    case CellKind::State:
        return s(paddingBefore + 14 + 6 + paddingAfter) + s(2) +
               int(std::ceil(QFontMetricsF(textFont(TextStyle::BodyStrong)).horizontalAdvance(tr("Disabled"))));
    case CellKind::Mono:
        return words(u"••••-26bbee"_s, TextStyle::Mono) + s(2);
    case CellKind::Modules:
        return s(paddingBefore) + stripSlots * s(slotWidth) + s(10);
    case CellKind::Usage:
        return s(paddingBefore + paddingAfter + 36 + 4) +
               int(std::ceil(figuresWidth(textFont(TextStyle::Body), u"1,286 / 1,600"_s)));
    case CellKind::Expiry:
        return s(108);
    case CellKind::Tags:
        return s(80);
    case CellKind::Number:
        return s(88);
    case CellKind::Title:
        return s(172);
    case CellKind::Text:
    case CellKind::Link:
        return s(100);
    }
    return s(100);
}

int CellDelegate::slotAt(const QRect &cell, QPoint at, Qt::LayoutDirection direction)
{
    const int x = direction == Qt::LeftToRight ? at.x() - cell.left() : cell.right() - at.x();
    const int slot = (x - s(paddingBefore) + s(2)) / s(slotWidth);
    return x >= s(paddingBefore) - s(2) && slot < stripSlots ? slot : -1;
}
