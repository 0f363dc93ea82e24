// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QWidget>

/// A share as a bar of 6 px; the figure always stands beside it as text.
class MiniBar : public QWidget
{
    Q_OBJECT
public:
    MiniBar(Token ink, int designWidth, QWidget *parent = nullptr);

    void setShare(double share);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Token m_ink;
    double m_share = 0;
};
