// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/railitem.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"

#include <QPainter>
#include <QStyle>

namespace {

constexpr int itemWidth = 67;
constexpr int compactWidth = 40;

} // namespace

RailItem::RailItem(const QString &id, const QString &label, QLatin1StringView icon, QWidget *parent)
    : QAbstractButton(parent)
    , m_id(id)
    , m_icon(icon)
{
    setText(label);
    setCheckable(true);
    setAccessibleName(label);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void RailItem::setBadge(int count, Rail::Urgency urgency, const QString &meaning)
{
    m_count = count;
    m_urgency = urgency;
    setAccessibleDescription(count > 0 ? meaning : QString());
    update();
}

void RailItem::setCompact(bool compact)
{
    m_compact = compact;
    updateGeometry();
    update();
}

/// Two lines at most; measured in the weight of the current pane, so choosing one moves nothing.
QRect RailItem::labelRect() const
{
    const QRect space(0, 0, s(itemWidth) - 2, s(40));
    return QFontMetrics(textFont(TextStyle::MicroStrong))
        .boundingRect(space, Qt::AlignHCenter | Qt::TextWordWrap, text());
}

QSize RailItem::sizeHint() const
{
    if (m_compact)
        return {s(compactWidth), s(40)};
    const bool twoLines = labelRect().height() > QFontMetrics(textFont(TextStyle::MicroStrong)).height() * 3 / 2;
    return {s(itemWidth), twoLines ? s(58) : s(48)};
}

void RailItem::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void RailItem::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void RailItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool current = isChecked(), enabled = isEnabled();
    if (current)
        paintBox(painter, rect(), 8, token(Token::Raised),
                 scheme() == Scheme::HighContrast ? token(Token::Text) : QColor(), lineWidth());
    else if (enabled && (underMouse() || isDown()))
        paintBox(painter, rect(), 8, token(isDown() ? Token::Pressed : Token::HoverChrome));
    if (current) {
        const QRect bar = QStyle::visualRect(layoutDirection(), rect(), QRect(0, s(9), 3, height() - 2 * s(9)));
        paintBox(painter, bar, 1.5, token(Token::Accent));
    }
    const int side = s(20);
    const int top = m_compact ? (height() - side) / 2 : s(8);
    const QRect glyph((width() - side) / 2, top, side, side);
    paintIcon(painter, glyph, m_icon, token(!enabled ? Token::TextOff : current ? Token::Link : Token::Icon));
    if (!m_compact) {
        painter.setFont(textFont(current ? TextStyle::MicroStrong : TextStyle::Micro));
        painter.setPen(token(!enabled ? Token::TextOff : current ? Token::Text : Token::Text2));
        painter.drawText(QRect(1, top + side + 1, width() - 2, height() - top - side - 1),
                         Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text());
    }
    if (m_count > 0) {
        const QString figure = m_count > 99 ? tr("99+") : QString::number(m_count);
        painter.setFont(textFont(TextStyle::MicroStrong));
        const int wide = std::max(s(16), painter.fontMetrics().horizontalAdvance(figure) + s(8));
        const int left = std::min(glyph.center().x() + s(5), width() - wide - 1); // a rail without names is narrow
        const QRect pill(left, glyph.top() - s(6), wide, s(16));
        const bool bad = m_urgency == Rail::Urgency::Bad;
        const QRect box = QStyle::visualRect(layoutDirection(), rect(), pill);
        paintBox(painter, QRectF(box).adjusted(-1, -1, 1, 1), s(9), token(current ? Token::Raised : Token::Chrome));
        paintBox(painter, box, s(8), token(bad ? Token::BadSolid : Token::WarnSolid));
        painter.setPen(token(bad ? Token::OnAccent : Token::WarnSolidText));
        painter.drawText(box, Qt::AlignCenter, figure);
    }
    if (hasFocus())
        paintFocusRing(painter, rect(), 8);
}
