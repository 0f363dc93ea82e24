// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QToolButton;

/// A value that can be taken away: word and a × whose target is 24 px wide.
class Chip : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(const QString &text, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setStaged(bool staged);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void removeClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void place();

    QString m_text;
    QToolButton *m_remove;
    bool m_staged = false;
};
