// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QWidget>

/// A plain area in one of the grounds, with hairlines at some edges: top bar, inspector, foot.
class Ground : public QWidget
{
    Q_OBJECT
public:
    explicit Ground(Token ground, Qt::Edges lines = {}, QWidget *parent = nullptr);

    void setGround(Token ground);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void follow();

    Token m_ground;
    Qt::Edges m_lines; ///< mirrored for right-to-left languages
};
