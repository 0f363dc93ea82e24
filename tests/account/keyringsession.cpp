// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/keyringsession.h"

#include "account/keychain.h"
#include "support/waiting.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDir>
#include <QFile>

#include <csignal>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

/// No folder of services: nothing is started by being asked for.
constexpr auto busSettings = R"(<busconfig>
  <type>session</type>
  <listen>unix:path=%1/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>)"_L1;

constexpr auto masterPassword = "password of the keyring";

/// (oayays) of the secret service.
struct WrappedSecret
{
    QDBusObjectPath session;
    QByteArray parameters, value;
    QString contentType;
};

QDBusArgument &operator<<(QDBusArgument &argument, const WrappedSecret &secret)
{
    argument.beginStructure();
    argument << secret.session << secret.parameters << secret.value << secret.contentType;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WrappedSecret &)
{
    return argument; // never received
}

QByteArray run(const QString &program, const QStringList &arguments, bool mayFail = false)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(patience))
        qFatal("%s: %s", qPrintable(program), qPrintable(process.errorString()));
    if (process.exitStatus() != QProcess::NormalExit || (process.exitCode() != 0 && !mayFail))
        qFatal("%s failed: %s", qPrintable(program), process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

} // namespace

KeyringSession::KeyringSession()
{
    if (!m_home.isValid())
        qFatal("no folder for the keyring");
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "KDE_FULL_SESSION",
                             "KDE_SESSION_VERSION", "GNOME_DESKTOP_SESSION_ID", "GNOME_KEYRING_CONTROL"})
        qunsetenv(name);
    qputenv("HOME", m_home.path().toUtf8());
    for (const char *name : {"XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
        const QString folder = m_home.filePath(QString::fromLatin1(name).toLower());
        if (!QDir().mkpath(folder) ||
            !QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
            qFatal("no folder for the keyring");
        qputenv(name, folder.toUtf8());
    }
#ifdef Q_OS_LINUX
    for (QProcess *process : {&m_bus, &m_daemon}) // nothing is left when a test crashes
        process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    // Also where no bus is wanted: without an address the library would look for one, or start it.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_home.filePath(u"bus"_s).toUtf8());
}

KeyringSession::~KeyringSession()
{
    thaw();
    stop(m_daemon);
    stop(m_bus);
}

void KeyringSession::startBus()
{
    QFile settings(m_home.filePath(u"bus.conf"_s));
    if (!settings.open(QIODevice::WriteOnly) || settings.write(QString(busSettings).arg(m_home.path()).toUtf8()) < 0)
        qFatal("no settings for the bus");
    settings.close();
    m_bus.start(u"dbus-daemon"_s,
                {u"--config-file="_s + settings.fileName(), u"--nofork"_s, u"--nopidfile"_s, u"--print-address=1"_s});
    while (!m_bus.canReadLine())
        if (!m_bus.waitForReadyRead(patience))
            qFatal("dbus-daemon: %s", qPrintable(m_bus.errorString()));
}

void KeyringSession::startDaemon()
{
    m_daemon.start(u"gnome-keyring-daemon"_s, {u"--unlock"_s, u"--components=secrets"_s, u"--foreground"_s,
                                               u"--control-directory="_s + m_home.filePath(u"control"_s)});
    if (!m_daemon.waitForStarted(patience))
        qFatal("gnome-keyring-daemon: %s", qPrintable(m_daemon.errorString()));
    m_daemon.write(masterPassword);
    if (!m_daemon.waitForBytesWritten(patience))
        qFatal("gnome-keyring-daemon: %s", qPrintable(m_daemon.errorString()));
    m_daemon.closeWriteChannel();
    run(u"gdbus"_s, {u"wait"_s, u"--session"_s, u"--timeout=20"_s, u"org.freedesktop.secrets"_s});
    const bool hasCollection = waitUntil([] {
        return run(u"gdbus"_s,
                   {u"call"_s, u"--session"_s, u"--dest=org.freedesktop.secrets"_s,
                    u"--object-path=/org/freedesktop/secrets"_s, u"--method=org.freedesktop.Secret.Service.ReadAlias"_s,
                    u"default"_s},
                   true)
            .contains("/collection/");
    });
    if (!hasCollection)
        qFatal("the keyring has no collection");
}

void KeyringSession::lock()
{
    run(u"gdbus"_s,
        {u"call"_s, u"--session"_s, u"--dest=org.freedesktop.secrets"_s, u"--object-path=/org/freedesktop/secrets"_s,
         u"--method=org.freedesktop.Secret.Service.Lock"_s, u"['/org/freedesktop/secrets/collection/login']"_s});
}

/// As the person does in the prompt or in Seahorse. The interface is gnome-keyring's own, made for its tests.
void KeyringSession::unlock()
{
    qDBusRegisterMetaType<WrappedSecret>();
    const QString service = u"org.freedesktop.secrets"_s, path = u"/org/freedesktop/secrets"_s;
    QDBusConnection bus = QDBusConnection::sessionBus();
    QDBusMessage open =
        QDBusMessage::createMethodCall(service, path, u"org.freedesktop.Secret.Service"_s, u"OpenSession"_s);
    open << u"plain"_s << QVariant::fromValue(QDBusVariant(QString()));
    const QDBusMessage session = bus.call(open);
    QDBusMessage unlock = QDBusMessage::createMethodCall(
        service, path, u"org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"_s, u"UnlockWithMasterPassword"_s);
    unlock << QVariant::fromValue(QDBusObjectPath(path + u"/collection/login"_s))
           << QVariant::fromValue(WrappedSecret{
                  session.arguments().value(1).value<QDBusObjectPath>(), {}, masterPassword, u"text/plain"_s});
    if (const QDBusMessage reply = bus.call(unlock); reply.type() != QDBusMessage::ReplyMessage)
        qFatal("the keyring does not unlock: %s", qPrintable(reply.errorMessage()));
}

void KeyringSession::restartUnlocked()
{
    stop(m_daemon);
    startDaemon();
}

void KeyringSession::freeze()
{
    if (::kill(pid_t(m_daemon.processId()), SIGSTOP) != 0)
        qFatal("the keyring's daemon cannot be stopped");
}

void KeyringSession::thaw()
{
    if (m_daemon.processId() > 0)
        ::kill(pid_t(m_daemon.processId()), SIGCONT);
}

QByteArray KeyringSession::stored(const QString &key) const
{
    const QByteArray found =
        run(u"secret-tool"_s, {u"lookup"_s, u"server"_s, QString(Keychain::service), u"user"_s, key}, true);
    return found.isEmpty() ? QByteArray() : QByteArray::fromBase64(found.trimmed());
}

void KeyringSession::stop(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(patience))
        qFatal("%s does not end", qPrintable(process.program()));
}
