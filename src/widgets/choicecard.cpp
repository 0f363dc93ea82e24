// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/choicecard.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

ChoiceCard::ChoiceCard(QLatin1StringView icon, const QString &title, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(icon)
    , m_text(text)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(text);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ChoiceCard::setRecommended(bool recommended)
{
    m_recommended = recommended;
    update();
}

QSize ChoiceCard::sizeHint() const
{
    const int words = std::max(QFontMetrics(textFont(TextStyle::BodyStrong)).horizontalAdvance(text()),
                               QFontMetrics(textFont(TextStyle::Small)).horizontalAdvance(m_text));
    return {std::max(s(420), s(60) + words + s(44)), s(60)};
}

QSize ChoiceCard::minimumSizeHint() const
{
    return {s(240), s(60)};
}

/// Enter, too: the cards are the only thing on their page.
void ChoiceCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void ChoiceCard::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ChoiceCard::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto visual = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    const int leading =
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine);
    const bool enabled = isEnabled(), touched = enabled && (underMouse() || isDown());
    paintBox(painter, rect(), 8, token(touched ? (isDown() ? Token::Pressed : Token::Hover) : Token::Surface),
             hasFocus() ? QColor() : token(enabled ? Token::Control : Token::LineStrong), lineWidth());
    if (hasFocus())
        paintFocusRing(painter, rect(), 8);
    const QRect tile = visual(QRect(s(12), (height() - s(36)) / 2, s(36), s(36)));
    paintBox(painter, tile, 8, token(m_recommended ? Token::Accent : Token::Button));
    const int inset = s(9);
    paintIcon(painter, tile.adjusted(inset, inset, -inset, -inset), m_icon,
              token(m_recommended ? Token::OnAccent
                    : enabled     ? Token::Icon
                                  : Token::TextOff));
    const int room = width() - s(60) - s(44);
    painter.setFont(textFont(TextStyle::BodyStrong));
    painter.setPen(token(enabled ? Token::Text : Token::TextOff));
    painter.drawText(visual(QRect(s(60), height() / 2 - s(20), room, s(20))), leading,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, room));
    painter.setFont(textFont(TextStyle::Small));
    painter.setPen(token(enabled ? Token::Text2 : Token::TextOff));
    painter.drawText(visual(QRect(s(60), height() / 2, room, s(18))), leading,
                     painter.fontMetrics().elidedText(m_text, Qt::ElideRight, room));
    paintIcon(painter, visual(QRect(width() - s(30), (height() - s(16)) / 2, s(16), s(16))),
              isRightToLeft() ? "chevron-left"_L1 : "chevron-right"_L1, token(enabled ? Token::Icon : Token::TextOff));
}
