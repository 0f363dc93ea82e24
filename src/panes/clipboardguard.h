// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

/// Secrets on the clipboard: marked for clipboard managers, counted down, and taken back if they are still ours.
class ClipboardGuard : public QObject
{
    Q_OBJECT
public:
    explicit ClipboardGuard(QObject *parent = nullptr);
    ~ClipboardGuard() override;

    void copySecret(const QString &secret, const QString &what);
    /// Also on lock and quit. True when nothing of ours is left there.
    bool clear();
    int secondsLeft() const { return m_left; }
    const QString &what() const { return m_what; }
    void setLifetime(int seconds) { m_lifetime = seconds; }

signals:
    void ticked();        ///< secondsLeft() moved; 0 when cleared
    void couldNotClear(); ///< some desktops refuse that to a window in the background

private:
    QTimer m_timer;
    QByteArray m_hash; ///< of what we put there: the secret itself is not kept
    QString m_what;
    int m_lifetime = 30;
    int m_left = 0;
};
