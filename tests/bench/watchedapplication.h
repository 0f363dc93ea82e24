// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QEvent>
#include <QThread>

#include <algorithm>
#include <functional>

/// An application that remembers the longest that one event has held its thread, and how often a widget was painted.
template <typename Application>
class WatchedApplication : public Application
{
public:
    using Application::Application;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (QThread::currentThread() != this->thread()) // other threads' events come by here too
            return Application::notify(receiver, event);
        const bool paints = event->type() == QEvent::Paint && receiver == watched && (!counts || counts());
        QElapsedTimer timer;
        timer.start();
        ++m_depth;
        const bool done = Application::notify(receiver, event);
        paintings += paints;
        if (--m_depth == 0)
            longest = std::max(longest, double(timer.nsecsElapsed()) / 1e6);
        return done;
    }
    double longest = 0; ///< milliseconds
    QObject *watched = nullptr;
    std::function<bool()> counts; ///< which paintings do, asked before; none set: all
    int paintings = 0;

private:
    int m_depth = 0;
};
