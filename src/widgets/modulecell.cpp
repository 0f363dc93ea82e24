// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/modulecell.h"

#include "widgets/cellpainters.h"
#include "widgets/metrics.h"

#include <QPainter>

ModuleCellWidget::ModuleCellWidget(ModuleMark mark, QWidget *parent)
    : QWidget(parent)
    , m_mark(mark)
{
    setFixedSize(s(18), s(26));
}

void ModuleCellWidget::setMark(ModuleMark mark)
{
    m_mark = mark;
    update();
}

void ModuleCellWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintModuleCell(painter, rect(), m_mark);
}
