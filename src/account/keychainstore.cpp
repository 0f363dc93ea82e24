// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/keychainstore.h"

#include <QMetaObject>

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFile>
#include <QStringList>
#endif

using namespace Qt::StringLiterals;

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

namespace {

/// In a KDE session qtkeychain prefers to talk to KWallet itself, without the secret service.
QStringList servicesAsked()
{
    const bool isKde = qgetenv("XDG_CURRENT_DESKTOP") == "KDE" && qgetenv("KDE_SESSION_VERSION") == "5";
    return (isKde ? QStringList{u"org.kde.kwalletd5"_s} : QStringList()) << u"org.freedesktop.secrets"_s;
}

/// /proc/<pid>/exe of a daemon with capabilities is closed to us, its name is not. The kernel cuts it at 15 bytes.
KeychainStore storeOfProcess(uint pid)
{
    QFile file(u"/proc/%1/comm"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return KeychainStore::Unknown;
    const QByteArray name = file.readLine().trimmed();
    if (name == "gnome-keyring-d")
        return KeychainStore::GnomeKeyring;
    if (name == "keepassxc")
        return KeychainStore::KeePassXc;
    if (name == "ksecretd" || name.startsWith("kwalletd"))
        return KeychainStore::KWallet;
    return KeychainStore::Unknown;
}

void ask(QObject *context, std::chrono::milliseconds patience, QStringList services,
         std::function<void(KeychainStore)> done)
{
    QDBusMessage question = QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                                           u"org.freedesktop.DBus"_s, u"GetConnectionUnixProcessID"_s);
    question << services.takeFirst();
    const QDBusPendingCall call = QDBusConnection::sessionBus().asyncCall(question, int(patience.count()));
    auto *watcher = new QDBusPendingCallWatcher(call, context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [context, patience, services, watcher, done = std::move(done)] {
                         watcher->deleteLater();
                         const QDBusPendingReply<uint> pid = *watcher;
                         if (pid.isError() && !services.isEmpty())
                             ask(context, patience, services, done);
                         else
                             done(pid.isError() ? KeychainStore::Unknown : storeOfProcess(pid.value()));
                     });
}

} // namespace

void identifyKeychainStore(QObject *context, std::chrono::milliseconds patience,
                           std::function<void(KeychainStore)> done)
{
    ask(context, patience, servicesAsked(), std::move(done));
}

#else

void identifyKeychainStore(QObject *context, std::chrono::milliseconds, std::function<void(KeychainStore)> done)
{
#if defined(Q_OS_WIN)
    constexpr KeychainStore store = KeychainStore::WindowsCredentials;
#elif defined(Q_OS_DARWIN)
    constexpr KeychainStore store = KeychainStore::AppleKeychain;
#else
    constexpr KeychainStore store = KeychainStore::Unknown;
#endif
    QMetaObject::invokeMethod(context, [done = std::move(done)] { done(store); }, Qt::QueuedConnection);
}

#endif
