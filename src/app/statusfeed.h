// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/subscription.h"

#include <QPointer>

class StatusBar;

/// Tells the status bar what the subscription is doing: connection, person, the platform's limits, the run.
class StatusFeed : public QObject
{
    Q_OBJECT
public:
    explicit StatusFeed(StatusBar &bar, QObject *parent = nullptr);

    void setSubscription(Subscription *subscription);
    void update();

private:
    void updateConnection();
    void updateBudget();
    void updateJob();

    StatusBar &m_bar;
    QPointer<Subscription> m_subscription;
    QTimer m_tick;
};
