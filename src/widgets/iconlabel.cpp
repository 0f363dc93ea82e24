// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/iconlabel.h"

#include "widgets/icons.h"
#include "widgets/metrics.h"

#include <QPainter>

IconLabel::IconLabel(QLatin1StringView icon, Token ink, int designSize, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_ink(ink)
{
    setFixedSize(s(designSize), s(designSize));
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void IconLabel::setIcon(QLatin1StringView icon, Token ink)
{
    m_icon = icon;
    m_ink = ink;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintIcon(painter, rect(), m_icon, token(isEnabled() ? m_ink : Token::TextOff), width() >= s(40) ? 1.25 : 1.9);
}
