// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/formlabel.h"

#include <QGridLayout>

#include <algorithm>

namespace {

constexpr int longestBeside = 84;

} // namespace

FormLabel::FormLabel(QWidget *parent)
    : Label(TextStyle::Small, Token::Text2, parent)
{
    setFixedHeight(s(28));
}

FormLabel::FormLabel(const QString &text, QWidget *parent)
    : FormLabel(parent)
{
    setText(text);
}

int FormLabel::columnWidth()
{
    return s(60);
}

FormRow formRow(const QString &name, QWidget *field, QWidget *named)
{
    auto *label = new FormLabel(name);
    QWidget *target = named ? named : field;
    label->setBuddy(target);
    target->setAccessibleName(name);
    return {label, field};
}

void arrangeForm(QGridLayout &grid, const QList<FormRow> &rows)
{
    const bool above = std::ranges::any_of(
        rows, [](const FormRow &row) { return row.label && row.label->sizeHint().width() > s(longestBeside); });
    while (grid.count() > 0)
        delete grid.takeAt(0);
    grid.setColumnMinimumWidth(0, above ? 0 : FormLabel::columnWidth());
    grid.setHorizontalSpacing(above ? 0 : s(5));
    grid.setVerticalSpacing(above ? s(2) : s(8));
    grid.setColumnStretch(1, 1);
    int line = 0;
    for (const FormRow &row : rows) {
        if (!row.label || above) {
            if (row.label)
                grid.addWidget(row.label, line++, 0, 1, 2);
            grid.addWidget(row.field, line++, 0, 1, 2);
            continue;
        }
        grid.addWidget(row.label, line, 0, Qt::AlignTop);
        grid.addWidget(row.field, line++, 1);
    }
}
