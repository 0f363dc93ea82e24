// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/factgrid.h"

#include "widgets/label.h"
#include "widgets/metrics.h"

void clearLayout(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

FactGrid::FactGrid()
{
    setHorizontalSpacing(s(12));
    setVerticalSpacing(s(4));
    setColumnStretch(1, 1);
}

void FactGrid::clear()
{
    clearLayout(*this);
    m_line = 0;
}

void FactGrid::add(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    auto *text = new Label(value, TextStyle::Body, Token::Text, parentWidget());
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAccessibleName(QStringLiteral("%1: %2").arg(name, value));
    addWidget(new Label(name, TextStyle::Small, Token::Text2, parentWidget()), m_line, 0, Qt::AlignTop);
    addWidget(text, m_line++, 1);
}

void FactGrid::add(const QString &name, QWidget *value, Qt::Alignment alignment)
{
    addWidget(new Label(name, TextStyle::Small, Token::Text2, parentWidget()), m_line, 0);
    addWidget(value, m_line++, 1, alignment);
}
