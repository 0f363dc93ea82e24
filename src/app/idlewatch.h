// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

/// Tells when nobody has touched keyboard or mouse for a while.
class IdleWatch : public QObject
{
    Q_OBJECT
public:
    explicit IdleWatch(std::chrono::milliseconds after, QObject *parent = nullptr);

    void setRunning(bool running);

signals:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer m_timer;
    bool m_running = false;
};
