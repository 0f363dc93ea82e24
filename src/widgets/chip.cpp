// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/chip.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QEvent>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

Chip::Chip(const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
    , m_remove(new QToolButton(this))
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessibleName(text);
    setButtonRole(m_remove, ButtonRole::Chip);
    m_remove->setIcon(themedIcon("close"_L1));
    m_remove->setIconSize(QSize(s(14), s(14)));
    m_remove->setAccessibleName(tr("Remove %1").arg(text));
    m_remove->setToolTip(tr("Remove %1").arg(text));
    m_remove->setFocusPolicy(Qt::StrongFocus);
    connect(m_remove, &QToolButton::clicked, this, &Chip::removeClicked);
}

void Chip::setStaged(bool staged)
{
    m_staged = staged;
    update();
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(textFont(TextStyle::SmallMedium));
    return {s(8) + metrics.horizontalAdvance(m_text) + 1 + s(22), s(24)};
}

QSize Chip::minimumSizeHint() const
{
    return {s(24) * 2, s(24)};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool bordered = m_staged || scheme() == Scheme::HighContrast;
    paintBox(painter, rect(), 5, token(m_staged ? Token::StagedTint : Token::IdleTint),
             bordered ? token(Token::StagedInk) : QColor(), lineWidth());
    painter.setFont(textFont(TextStyle::SmallMedium));
    painter.setPen(token(!isEnabled() ? Token::TextOff : m_staged ? Token::StagedInk : Token::Text));
    const QRect words = QStyle::visualRect(layoutDirection(), rect(), QRect(s(8), 0, width() - s(8) - s(22), height()));
    painter.drawText(
        words, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine),
        painter.fontMetrics().elidedText(m_text, Qt::ElideRight, words.width()));
}

void Chip::resizeEvent(QResizeEvent *)
{
    place();
}

void Chip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        place();
}

void Chip::place()
{
    m_remove->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(width() - s(24), 0, s(24), height())));
}
