// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/options.h"

#include <QObject>
#include <QTimer>

#include <functional>

class Theme;

/// Does things one after the other and looks whether they came about. Prints a line for each; the first that does not
/// come about in time ends it.
class Tour : public QObject
{
    Q_OBJECT
public:
    using Act = std::function<void()>;
    using Check = std::function<bool()>;

    explicit Tour(QObject *parent = nullptr);

    /// `done` is asked again and again until it holds, at most half a minute.
    void step(const QString &what, Act act, Check done = {});
    void start();

signals:
    void ended(bool well);

private:
    struct Step
    {
        QString what;
        Act act;
        Check done;
    };
    void next();
    void look();

    QList<Step> m_steps;
    qsizetype m_at = -1;
    QTimer m_look;
    int m_looks = 0;
};

/// The main job in a fresh demo subscription, through the real widgets; pictures of every screen go to the folder. The
/// program's exit code: 0 only if each step was read back from the server.
int runTour(Options options, Theme &theme);
