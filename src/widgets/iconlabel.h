// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QLatin1StringView>
#include <QWidget>

/// An icon standing beside the words it belongs to; follows the theme.
class IconLabel : public QWidget
{
    Q_OBJECT
public:
    IconLabel(QLatin1StringView icon, Token ink, int designSize, QWidget *parent = nullptr);

    void setIcon(QLatin1StringView icon, Token ink);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLatin1StringView m_icon;
    Token m_ink;
};
