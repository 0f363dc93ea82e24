// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/cellpainters.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QToolButton;

/// A short success at the bottom of the window; goes by itself, but not while somebody reads or aims at it.
class Toast : public QWidget
{
    Q_OBJECT
public:
    struct Action
    {
        QString text;
        std::function<void()> act;
    };
    static constexpr int shownFor = 8'000; ///< ms

    /// Stays at the bottom centre of `over`, `clearance` px above its lower edge.
    explicit Toast(QWidget *over, int clearance = 8);

    void showMessage(const QString &text, const QList<Action> &actions = {}, BadgeState state = BadgeState::Ok,
                     QLatin1StringView icon = QLatin1StringView("circle-check"));
    void setInterval(int milliseconds) { m_interval = milliseconds; }
    int remaining() const; ///< ms; the whole rest while paused
    bool isPaused() const { return isVisible() && !m_timer.isActive(); }

signals:
    void dismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void place();
    void pause();
    void goOn();

    QTimer m_timer;
    int m_interval = shownFor;
    int m_rest = shownFor;
    int m_clearance;
    BadgeState m_state = BadgeState::Ok;
    QLatin1StringView m_icon;
    QLabel *m_text;
    QHBoxLayout *m_actions;
    QToolButton *m_close;
};
