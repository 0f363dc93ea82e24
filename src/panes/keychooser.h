// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/subscription.h"
#include "widgets/sheet.h"

class Label;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItemModel;

/// Asks which activation key agents are to be moved to. Keys that cannot take them are shown and say why.
class KeyChooser : public Sheet
{
    Q_OBJECT
public:
    KeyChooser(const Subscription &subscription, int agents, QWidget *window);

signals:
    void chosen(const ActivationKey &key);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void choose();
    void follow();
    const ActivationKey *current() const;

    const Subscription &m_subscription;
    const int m_agents;
    QLineEdit *m_search;
    QListView *m_list;
    QStandardItemModel *m_keys;
    QSortFilterProxyModel *m_shown;
    Label *m_note;
    QPushButton *m_choose;
};
