// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QTemporaryDir>

/// A session bus and a real gnome-keyring of our own, with their own home, so that the person's keyring is never
/// touched. Made before anything in the process talks to D-Bus. A program that is missing fails the test.
class KeyringSession
{
public:
    KeyringSession();
    ~KeyringSession();

    void startBus();    ///< with no service on it
    void startDaemon(); ///< unlocked
    void lock();
    void unlock();
    void restartUnlocked(); ///< a new daemon on the old file
    void freeze();
    void thaw();

    /// What secret-tool finds for the key, once decoded; null when nothing.
    QByteArray stored(const QString &key) const;
    QString home() const { return m_home.path(); }

private:
    void stop(QProcess &process);

    QTemporaryDir m_home;
    QProcess m_bus, m_daemon;
};
