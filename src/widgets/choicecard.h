// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QLatin1StringView>

/// A way to begin: icon, title, what it means, chevron. For pages that offer two or three of them.
class ChoiceCard : public QAbstractButton
{
    Q_OBJECT
public:
    ChoiceCard(QLatin1StringView icon, const QString &title, const QString &text, QWidget *parent = nullptr);

    /// The one most people want: its icon stands on the accent.
    void setRecommended(bool recommended);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QLatin1StringView m_icon;
    QString m_text;
    bool m_recommended = false;
};
