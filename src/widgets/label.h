// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/metrics.h"
#include "widgets/tokens.h"

#include <QLabel>

/// Text in one of the design's styles and inks, both following the theme. Plain text always: names come from the
/// server.
class Label : public QLabel
{
    Q_OBJECT
public:
    explicit Label(QWidget *parent = nullptr);
    explicit Label(TextStyle style, Token ink = Token::Text, QWidget *parent = nullptr);
    Label(const QString &text, TextStyle style, Token ink, QWidget *parent = nullptr);

    void setInk(Token ink);
    void setStyle(TextStyle style);
    using QLabel::setStyle;
    /// Ends in … when there is no room; the whole text then is the tooltip.
    void setElided(bool elided);
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();

    TextStyle m_style;
    Token m_ink;
    bool m_elided = false;
    bool m_following = false;
};
