// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/theme.h"

#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"
#include "widgets/qtversion.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEvent>
#include <QFile>
#include <QToolTip>
#ifdef Q_OS_WIN
#include <QSettings>
#endif

using namespace Qt::StringLiterals;

namespace {

// https://flatpak.github.io/xdg-desktop-portal, org.freedesktop.portal.Settings
constexpr auto portalService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto portalPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto portalInterface = "org.freedesktop.portal.Settings"_L1;
constexpr auto appearance = "org.freedesktop.appearance"_L1;
constexpr auto schemeKey = "color-scheme"_L1;
constexpr auto contrastKey = "contrast"_L1;

/// Asking for a bus that is not there may start one, which takes seconds.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + "/bus"_L1);
}

/// The answer is a variant in a variant.
QVariant unwrapped(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

std::optional<bool> registryIsDark()
{
#ifdef Q_OS_WIN
    const QSettings theme(u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"_s,
                          QSettings::NativeFormat);
    const QVariant light = theme.value("AppsUseLightTheme");
    if (light.isValid())
        return light.toInt() == 0;
#endif
    return std::nullopt;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_platform(QGuiApplication::palette())
{
    qApp->installEventFilter(this);
    qtversion::onPlatformSchemeChanged(this, [this] { apply(); });
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    qRegisterMetaType<QDBusVariant>(); // Qt 6.4 looks the slot's types up by name and refuses what it has not met yet
    bus.connect(portalService, portalPath, portalInterface, u"SettingChanged"_s, this,
                SLOT(onPortalSetting(QString, QString, QDBusVariant)));
    askPortal(schemeKey);
    askPortal(contrastKey);
}

void Theme::setSetting(Setting setting)
{
    m_setting = setting;
    apply();
}

void Theme::apply()
{
    const Scheme next = wanted();
    if (!m_applied || next != scheme())
        put(next);
}

void Theme::put(Scheme next)
{
    m_applying = true;
    ::setScheme(next, m_platform);
    qtversion::forcePlatformScheme(m_setting != Setting::System, next == Scheme::Dark);
    if (!m_applied) {
        QApplication::setFont(uiFontFallback(QApplication::font()));
        QApplication::setStyle(new LatchkeyStyle);
    }
    QApplication::setPalette(tokenPalette());
    QPalette tip = tokenPalette(); // tool tips keep a palette of their own
    tip.setColor(QPalette::Window, token(Token::Raised));
    QToolTip::setPalette(tip);
    QToolTip::setFont(textFont(TextStyle::Small));
    m_applied = true;
    m_applying = false;
    emit changed();
}

Scheme Theme::wanted() const
{
    if (m_setting == Setting::Light)
        return Scheme::Light;
    if (m_setting == Setting::Dark)
        return Scheme::Dark;
    if (m_portalContrast == 1 || qtversion::platformWantsContrast())
        return Scheme::HighContrast;
    if (m_portalScheme != 0)
        return m_portalScheme == 1 ? Scheme::Dark : Scheme::Light;
    const bool dark = qtversion::platformIsDark().value_or(registryIsDark().value_or(isDark(m_platform)));
    return dark ? Scheme::Dark : Scheme::Light;
}

void Theme::askPortal(QLatin1StringView key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface, u"Read"_s);
    call << QString(appearance) << QString(key);
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            takePortal(key, unwrapped(QVariant::fromValue(reply.value())));
    });
}

void Theme::onPortalSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearance)
        takePortal(key, unwrapped(value.variant()));
}

void Theme::takePortal(const QString &key, const QVariant &value)
{
    if (key == schemeKey)
        m_portalScheme = value.toInt();
    else if (key == contrastKey)
        m_portalContrast = value.toInt();
    else
        return;
    if (m_applied) // before that, the program has not decided to show itself yet
        apply();
}

/// Ours raises the same event as the platform's: only what differs from ours is news.
bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange && m_applied && !m_applying) {
        const QPalette now = QGuiApplication::palette();
        if (now.color(QPalette::Window) != token(Token::Chrome)) {
            m_platform = now;
            put(wanted());
        }
    }
    return QObject::eventFilter(watched, event);
}
