// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/styleparts.h"

#include <QAction>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;
using namespace styleparts;

namespace {

int iconAt()
{
    return s(14);
}
int textAt()
{
    return s(40);
}
int rightInset()
{
    return s(16);
}

bool isDestructive(const QStyleOptionMenuItem &option, const QWidget *widget)
{
    const auto *menu = qobject_cast<const QMenu *>(widget);
    const QAction *action = menu ? menu->actionAt(option.rect.center()) : nullptr;
    return action && action->property("latchkeyDestructive").toBool();
}

void drawMark(const QStyleOptionMenuItem &option, QPainter &painter, const QRect &rect, const QColor &ink)
{
    if (option.checkType == QStyleOptionMenuItem::Exclusive)
        paintBox(painter, QRectF(rect).adjusted(s(5), s(5), -s(5), -s(5)), s(3), ink);
    else
        paintIcon(painter, rect, "check"_L1, ink, 2.2);
}

} // namespace

void styleparts::drawMenuPanel(const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, token(Token::Raised));
    painter.setPen(QPen(token(Token::LineStrong), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
}

void styleparts::drawMenuItem(const QStyleOptionMenuItem &option, QPainter &painter, const QWidget *widget)
{
    const QRect rect = option.rect;
    const auto visual = [&](const QRect &part) { return QStyle::visualRect(option.direction, rect, part); };
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        const int y = rect.center().y();
        if (option.text.isEmpty()) {
            painter.fillRect(QRect(rect.left() + s(9), y, rect.width() - 2 * s(9), 1), token(Token::LineStrong));
        } else {
            painter.setFont(textFont(TextStyle::SmallStrong));
            painter.setPen(token(Token::Text2));
            painter.drawText(visual(rect.adjusted(iconAt(), 0, -iconAt(), 0)),
                             int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter),
                             option.text);
        }
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool chosen = (option.state & QStyle::State_Selected) && enabled;
    if (chosen)
        paintBox(painter, QRectF(rect).adjusted(s(4), 0, -s(4), 0), 5, token(Token::Accent));
    const QColor ink = token(!enabled                        ? Token::TextOff
                             : chosen                        ? Token::OnAccent
                             : isDestructive(option, widget) ? Token::BadInk
                                                             : Token::Text);
    const QRect glyph = visual(QRect(rect.left() + iconAt(), rect.center().y() - s(16) / 2 + 1, s(16), s(16)));
    if (option.checked)
        drawMark(option, painter, glyph, ink);
    else if (!option.icon.isNull())
        option.icon.paint(&painter, glyph, Qt::AlignCenter,
                          !enabled ? QIcon::Disabled
                          : chosen ? QIcon::Selected
                                   : QIcon::Normal);

    const qsizetype tab = option.text.indexOf(u'\t');
    QFont font = textFont(TextStyle::Body);
    font.setBold(option.font.bold());
    painter.setFont(font);
    painter.setPen(ink);
    const int flags = Qt::AlignVCenter | mnemonicFlag(widget) | Qt::TextSingleLine;
    painter.drawText(visual(rect.adjusted(textAt(), 0, -rightInset(), 0)),
                     flags | int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)), option.text.left(tab));
    if (tab >= 0) {
        painter.setPen(!enabled || chosen ? ink : token(Token::Text2));
        painter.drawText(visual(rect.adjusted(textAt(), 0, -rightInset(), 0)),
                         flags | int(QStyle::visualAlignment(option.direction, Qt::AlignRight)),
                         option.text.mid(tab + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect chevron =
            visual(QRect(rect.right() - rightInset() - s(10), rect.center().y() - s(7) + 1, s(14), s(14)));
        paintIcon(painter, chevron, option.direction == Qt::LeftToRight ? "chevron-right"_L1 : "chevron-left"_L1, ink);
    }
}

void styleparts::drawMenuBarItem(const QStyleOptionMenuItem &option, QPainter &painter, const QWidget *widget)
{
    painter.fillRect(option.rect, token(Token::Chrome));
    const bool enabled = option.state & QStyle::State_Enabled;
    if (enabled && (option.state & (QStyle::State_Selected | QStyle::State_Sunken)))
        paintBox(painter, QRectF(option.rect).adjusted(0, s(2), 0, -s(2)), 6,
                 token(option.state & QStyle::State_Sunken ? Token::Pressed : Token::HoverChrome));
    painter.setFont(textFont(TextStyle::Body));
    painter.setPen(token(enabled ? Token::Text : Token::TextOff));
    painter.drawText(option.rect, Qt::AlignCenter | mnemonicFlag(widget) | Qt::TextSingleLine, option.text);
}

QSize styleparts::menuItemSize(const QStyleOptionMenuItem &option, QSize contents)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {contents.width(), option.text.isEmpty() ? s(9) : s(26)};
    int width = textAt() + contents.width() + rightInset() + s(12);
    if (option.reservedShortcutWidth > 0)
        width += s(16);
    return {width, s(26)};
}
