// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/sessionwatch.h"

#include <QDBusConnection>

using namespace Qt::StringLiterals;

SessionWatch::SessionWatch(QObject *parent)
    : QObject(parent)
{
    // A bus that is not there refuses, and nothing is ever told: then the idle time alone locks.
    const auto listen = [this](QDBusConnection bus, const QString &path, const QString &interface,
                               const QString &name) {
        bus.connect({}, path, interface, name, this, SLOT(onActive(bool)));
    };
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) { // without it libdbus may start a bus of its own
        const QDBusConnection session = QDBusConnection::sessionBus();
        for (const QString &saver : {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s})
            listen(session, {}, saver, u"ActiveChanged"_s);
    }
    listen(QDBusConnection::systemBus(), u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s,
           u"PrepareForSleep"_s);
}

void SessionWatch::onActive(bool active)
{
    if (active)
        emit left();
}
