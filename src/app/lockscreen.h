// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secretbuffer.h"
#include "widgets/sheet.h"

#include <QTimer>

class Label;
class QLineEdit;
class QPushButton;

/// Over a locked window: nothing of the subscription is to be seen behind it.
class LockScreen : public Sheet
{
    Q_OBJECT
public:
    LockScreen(const QString &who, const QString &where, QWidget *window);

    void showProblem(const QString &text);
    void setBusy(bool busy);
    /// No further try for so long: the service blocks a user after a few wrong ones.
    void holdBack(std::chrono::seconds wait);

signals:
    /// The password is the receiver's to wipe.
    void unlockWanted(SecretBuffer *password);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void submit();

    QLineEdit *m_password;
    Label *m_problem;
    QPushButton *m_unlock;
    bool m_busy = false;
    QTimer m_wait; ///< counts m_secondsLeft down
    int m_secondsLeft = 0;
};
