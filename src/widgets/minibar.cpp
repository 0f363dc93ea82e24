// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/minibar.h"

#include "widgets/cellpainters.h"
#include "widgets/metrics.h"

#include <QPainter>
#include <QStyle>

MiniBar::MiniBar(Token ink, int designWidth, QWidget *parent)
    : QWidget(parent)
    , m_ink(ink)
{
    setFixedSize(s(designWidth), s(6));
}

void MiniBar::setShare(double share)
{
    m_share = share;
    update();
}

void MiniBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), height() / 2.0, token(Token::Track),
             scheme() == Scheme::HighContrast ? token(Token::Text) : QColor());
    if (m_share <= 0)
        return;
    const QRect filled(0, 0, std::max(height(), int(width() * std::min(m_share, 1.0))), height());
    paintBox(painter, QStyle::visualRect(layoutDirection(), rect(), filled), height() / 2.0, token(m_ink));
}
