// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/badge.h"

#include <QPainter>

Badge::Badge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

Badge::Badge(const QString &text, QLatin1StringView icon, State state, QWidget *parent)
    : Badge(parent)
{
    setContent(text, icon, state);
}

void Badge::setContent(const QString &text, QLatin1StringView icon, State state)
{
    m_text = text;
    m_icon = icon;
    m_state = state;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return badgeSize(m_text, m_icon).toSize();
}

QSize Badge::minimumSizeHint() const
{
    return {sizeHint().height() * 2, sizeHint().height()};
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBadge(painter, rect(), m_text, m_icon, m_state, layoutDirection());
}
