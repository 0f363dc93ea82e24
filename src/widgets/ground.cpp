// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/ground.h"

#include <QEvent>
#include <QPainter>

Ground::Ground(Token ground, Qt::Edges lines, QWidget *parent)
    : QWidget(parent)
    , m_ground(ground)
    , m_lines(lines)
{
    follow();
}

void Ground::setGround(Token ground)
{
    m_ground = ground;
    follow();
    update();
}

/// Scroll areas inside fill themselves with the window's colour: here that is this ground.
void Ground::follow()
{
    if (palette().color(QPalette::Window) == token(m_ground))
        return;
    QPalette own;
    own.setColor(QPalette::Window, token(m_ground));
    setPalette(own);
}

void Ground::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        follow();
}

void Ground::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), token(m_ground));
    const QColor line = token(Token::LineStrong);
    const int px = lineWidth();
    const bool mirror = isRightToLeft();
    if (m_lines & Qt::TopEdge)
        painter.fillRect(0, 0, width(), px, line);
    if (m_lines & Qt::BottomEdge)
        painter.fillRect(0, height() - px, width(), px, line);
    if (m_lines & (mirror ? Qt::RightEdge : Qt::LeftEdge))
        painter.fillRect(0, 0, px, height(), line);
    if (m_lines & (mirror ? Qt::LeftEdge : Qt::RightEdge))
        painter.fillRect(width() - px, 0, px, height(), line);
}
