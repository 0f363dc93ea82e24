// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/activationkeys.h"
#include "widgets/sheet.h"

class Label;
class QLineEdit;
class QListView;
class QStringListModel;
class QPushButton;
class QSortFilterProxyModel;

/// The hosts that use one key, read when it is opened: a key can have 50,000, so lists of keys leave them out.
class AgentsSheet : public Sheet
{
    Q_OBJECT
public:
    AgentsSheet(ActivationKeys &keys, const ActivationKey &key, QWidget *window);

signals:
    void showInList(); ///< in the list of all agents, filtered to this key

private:
    void read();
    void take(const Result<ActivationKey> &key);

    ActivationKeys &m_keys;
    ActivationKeyId m_id;
    Label *m_status;
    QLineEdit *m_search;
    QListView *m_list;
    QStringListModel *m_names;
    QSortFilterProxyModel *m_shown;
    QPushButton *m_retry;
    Ticket m_reading;
};
