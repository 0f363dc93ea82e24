// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVariant>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;
class QToolButton;

/// One of a few, all visible. Real buttons: arrow keys move, Tab passes.
class Segmented : public QWidget
{
    Q_OBJECT
public:
    explicit Segmented(QWidget *parent = nullptr);

    QAbstractButton *addSegment(const QString &text, const QVariant &value);
    void setCurrent(const QVariant &value);
    QVariant current() const;
    QString textOf(const QVariant &value) const;
    int count() const;
    void setSegmentEnabled(const QVariant &value, bool enabled, const QString &why = {});
    /// The chosen segment is drawn as staged.
    void setStaged(bool staged);

signals:
    /// By the person; setCurrent() is silent.
    void changed(const QVariant &value);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void move(int step);
    void follow();

    QButtonGroup *m_group;
    QHBoxLayout *m_layout;
    QList<QVariant> m_data;
};
