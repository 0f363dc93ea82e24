// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

/// Which subscription the window talks to; its menu leads to the others.
class Switcher : public QToolButton
{
    Q_OBJECT
public:
    explicit Switcher(QWidget *parent = nullptr);

    void setSubscription(const QString &name, const QString &host);
    /// A "DEMO" ribbon: nothing here is real.
    void setDemo(bool demo);
    bool isDemo() const { return m_demo; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int textWidth() const;

    QString m_name, m_host;
    bool m_demo = false;
};
