// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

/// Tells when the person leaves the computer: the desktop's lock screen comes up, or the machine goes to sleep.
class SessionWatch : public QObject
{
    Q_OBJECT
public:
    explicit SessionWatch(QObject *parent = nullptr);

signals:
    void left();

private slots:
    void onActive(bool active);
};
