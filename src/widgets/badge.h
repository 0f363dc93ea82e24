// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/cellpainters.h"

#include <QWidget>

/// A state in a pill: icon, word, tint.
class Badge : public QWidget
{
    Q_OBJECT
public:
    using State = BadgeState;

    explicit Badge(QWidget *parent = nullptr);
    Badge(const QString &text, QLatin1StringView icon, State state, QWidget *parent = nullptr);

    void setContent(const QString &text, QLatin1StringView icon, State state);
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    QLatin1StringView m_icon;
    State m_state = State::Idle;
};
