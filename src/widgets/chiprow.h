// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class Chip;
class FlowLayout;
class QPushButton;

/// Chips and an "Add" link after them.
class ChipRow : public QWidget
{
    Q_OBJECT
public:
    explicit ChipRow(QWidget *parent = nullptr);

    /// `toolTips` may be shorter than `texts`; indexes in `staged` get the staged border.
    void setChips(const QStringList &texts, const QStringList &toolTips = {}, const QList<int> &staged = {});
    QStringList chips() const;
    void setAddText(const QString &text);
    QPushButton *addButton() const { return m_add; }

signals:
    void removed(int index);
    void addClicked();

private:
    FlowLayout *m_flow;
    QPushButton *m_add;
    QList<Chip *> m_chips;
};
