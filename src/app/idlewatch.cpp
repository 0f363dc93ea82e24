// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/idlewatch.h"

#include <QCoreApplication>
#include <QEvent>

IdleWatch::IdleWatch(std::chrono::milliseconds after, QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(after);
    connect(&m_timer, &QTimer::timeout, this, &IdleWatch::idle);
}

void IdleWatch::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    if (running) {
        QCoreApplication::instance()->installEventFilter(this);
        m_timer.start();
    } else {
        QCoreApplication::instance()->removeEventFilter(this);
        m_timer.stop();
    }
}

bool IdleWatch::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        m_timer.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}
