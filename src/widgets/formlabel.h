// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/label.h"

class QGridLayout;

/// The name of a field in a form, as high as the field so that both stand on one line.
class FormLabel : public Label
{
    Q_OBJECT
public:
    explicit FormLabel(QWidget *parent = nullptr);
    explicit FormLabel(const QString &text, QWidget *parent = nullptr);

    /// Room for the names before their fields; where a language needs more, names go above (see arrangeForm).
    static int columnWidth();
};

/// One line of a form; without a label the field takes the whole width.
struct FormRow
{
    FormLabel *label = nullptr;
    QWidget *field = nullptr;
};

/// With a name before the field, which is what the field is called for those who do not see it. `named` is the part of
/// the field that the name belongs to, where that is not all of it.
FormRow formRow(const QString &name, QWidget *field, QWidget *named = nullptr);

/// Puts the rows into the grid: labels before the fields, or above all of them when one is too long.
void arrangeForm(QGridLayout &grid, const QList<FormRow> &rows);
