// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/styleparts.h"

#include <QAbstractScrollArea>
#include <QPainter>

using namespace Qt::StringLiterals;
using namespace styleparts;

namespace {

/// The ground of what is scrolled, so the bar has no column of its own.
QColor scrolledGround(const QWidget *bar)
{
    for (const QWidget *up = bar; up && !up->isWindow(); up = up->parentWidget())
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(up)) {
            const QWidget *viewport = area->viewport();
            // A scroll area's page may have a ground of its own.
            const QWidget *page = viewport->childAt(viewport->rect().center());
            for (; page && page != viewport; page = page->parentWidget())
                if (page->autoFillBackground())
                    return page->palette().color(page->backgroundRole());
            return viewport->autoFillBackground() ? viewport->palette().color(viewport->backgroundRole()) : QColor();
        }
    return {};
}

} // namespace

void styleparts::drawScrollBar(const QStyleOptionSlider &option, QPainter &painter, const QWidget *widget)
{
    if (const QColor ground = scrolledGround(widget); ground.isValid())
        painter.fillRect(option.rect, ground);
    if (option.minimum == option.maximum)
        return;
    const bool vertical = option.orientation == Qt::Vertical;
    QRectF thumb = QStyle::visualRect(option.direction, option.rect, scrollBarPart(option, QStyle::SC_ScrollBarSlider));
    const qreal side = (vertical ? thumb.width() : thumb.height()) - s(6);
    thumb = vertical ? thumb.adjusted(side / 2, 2, -side / 2, -2) : thumb.adjusted(2, side / 2, -2, -side / 2);
    const bool hovered = option.state & QStyle::State_MouseOver || option.state & QStyle::State_Sunken;
    paintBox(painter, thumb, s(3), token(hovered ? Token::Control : Token::Scroll));
}

QRect styleparts::scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const bool vertical = option.orientation == Qt::Vertical;
    const QRect groove = option.rect;
    const int length = vertical ? groove.height() : groove.width();
    int thumb = length;
    if (option.maximum > option.minimum) {
        const qint64 range = qint64(option.maximum) - option.minimum;
        thumb = int(qint64(option.pageStep) * length / (range + option.pageStep));
        thumb = std::min(length, std::max(thumb, s(28)));
    }
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                      length - thumb, option.upsideDown);
    const auto span = [&](int from, int size) {
        return vertical ? QRect(groove.left(), groove.top() + from, groove.width(), size)
                        : QRect(groove.left() + from, groove.top(), size, groove.height());
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return groove;
    case QStyle::SC_ScrollBarSlider:
        return span(start, thumb);
    case QStyle::SC_ScrollBarSubPage:
        return span(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return span(start + thumb, length - start - thumb);
    default:
        return {};
    }
}

void styleparts::drawHeaderSection(const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, token(Token::Panel));
    const QRect rect = option.rect;
    painter.fillRect(QRect(rect.left(), rect.bottom() - lineWidth() + 1, rect.width(), lineWidth()),
                     token(Token::LineStrong));
    if (option.state & QStyle::State_HasFocus)
        paintFocusRing(painter, rect, 4);
}

void styleparts::drawHeaderLabel(const QStyleOptionHeader &option, QPainter &painter)
{
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    painter.setFont(textFont(TextStyle::SmallMedium));
    painter.setPen(token(sorted ? Token::Text : Token::Text2));
    QRect rect = option.rect;
    const QFontMetrics metrics(painter.font());
    const bool right = option.textAlignment & Qt::AlignRight;
    const int glyph = sorted ? s(12) + s(4) : 0;
    const QString text = metrics.elidedText(option.text, Qt::ElideRight, rect.width() - glyph);
    const auto alignment =
        QStyle::visualAlignment(option.direction, (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    painter.drawText(rect, int(alignment), text);
    if (!sorted)
        return;
    const int width = metrics.horizontalAdvance(text);
    const int x = right ? rect.right() - width - glyph : rect.left() + width + s(4);
    const QRect chevron =
        QStyle::visualRect(option.direction, rect, QRect(x, rect.center().y() - s(12) / 2 + 1, s(12), s(12)));
    paintIcon(painter, chevron,
              option.sortIndicator == QStyleOptionHeader::SortDown ? "chevron-up"_L1 : "chevron-down"_L1,
              token(Token::Text), 2.2);
}

void styleparts::drawProgress(const QStyleOptionProgressBar &option, QPainter &painter)
{
    const int top = option.rect.center().y() - s(6) / 2 + 1;
    const QRectF track(option.rect.left(), top, option.rect.width(), s(6));
    paintBox(painter, track, s(3), token(Token::Track));
    const qint64 range = qint64(option.maximum) - option.minimum;
    if (range <= 0 || option.progress <= option.minimum)
        return;
    const double share = std::min(1.0, double(option.progress - option.minimum) / double(range));
    const QRect filled(int(track.left()), int(track.top()), int(std::max(track.height(), track.width() * share)),
                       int(track.height()));
    paintBox(painter, QStyle::visualRect(option.direction, option.rect, filled), s(3), token(Token::Accent));
}

void styleparts::drawBranch(const QStyleOption &option, QPainter &painter)
{
    if (!(option.state & QStyle::State_Children))
        return;
    const QRect glyph(option.rect.center().x() - s(7) + 1, option.rect.center().y() - s(7) + 1, s(14), s(14));
    const auto closed = option.direction == Qt::LeftToRight ? "chevron-right"_L1 : "chevron-left"_L1;
    paintIcon(painter, glyph, option.state & QStyle::State_Open ? "chevron-down"_L1 : closed, token(Token::Icon));
}

void styleparts::drawSeparatorLine(const QStyleOptionFrame &option, QPainter &painter)
{
    const QRect rect = option.rect;
    const int px = lineWidth();
    if (option.frameShape == QFrame::HLine)
        painter.fillRect(QRect(rect.left(), rect.center().y(), rect.width(), px), token(Token::LineStrong));
    else
        painter.fillRect(QRect(rect.center().x(), rect.top(), px, rect.height()), token(Token::LineStrong));
}
