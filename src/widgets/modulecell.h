// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/cell.h"

#include <QWidget>

/// A module's cell of the strip, standing alone in a form or a legend. The word beside it says the same.
class ModuleCellWidget : public QWidget
{
    Q_OBJECT
public:
    explicit ModuleCellWidget(ModuleMark mark, QWidget *parent = nullptr);

    void setMark(ModuleMark mark);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ModuleMark m_mark;
};
