// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/label.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>

Label::Label(QWidget *parent)
    : Label(TextStyle::Body, Token::Text, parent)
{
}

Label::Label(TextStyle style, Token ink, QWidget *parent)
    : QLabel(parent)
    , m_style(style)
    , m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    follow();
}

Label::Label(const QString &text, TextStyle style, Token ink, QWidget *parent)
    : Label(style, ink, parent)
{
    setText(text);
}

void Label::setInk(Token ink)
{
    m_ink = ink;
    follow();
}

void Label::setStyle(TextStyle style)
{
    m_style = style;
    follow();
}

void Label::setElided(bool elided)
{
    m_elided = elided;
    updateGeometry();
    update();
}

QSize Label::minimumSizeHint() const
{
    if (!m_elided)
        return QLabel::minimumSizeHint();
    return {fontMetrics().horizontalAdvance(u'…') * 3, QLabel::minimumSizeHint().height()};
}

void Label::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::ApplicationFontChange || type == QEvent::StyleChange)
        follow();
}

void Label::follow()
{
    if (m_following) // setting font and palette comes back here
        return;
    m_following = true;
    setFont(textFont(m_style));
    QPalette own;
    own.setColor(QPalette::Active, QPalette::WindowText, token(m_ink));
    own.setColor(QPalette::Inactive, QPalette::WindowText, token(m_ink));
    own.setColor(QPalette::Disabled, QPalette::WindowText, token(Token::TextOff));
    setPalette(own);
    m_following = false;
}

void Label::paintEvent(QPaintEvent *event)
{
    const QString shown = m_elided ? fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()) : text();
    if (shown == text()) {
        if (m_elided)
            setToolTip({});
        return QLabel::paintEvent(event);
    }
    setToolTip(text());
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), int(QStyle::visualAlignment(layoutDirection(), alignment())),
                          palette(), isEnabled(), shown, foregroundRole());
}
