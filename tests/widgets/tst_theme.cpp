// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/theme.h"

#include "widgets/badge.h"
#include "widgets/label.h"
#include "widgets/listhead.h"
#include "widgets/rail.h"
#include "widgets/segmented.h"
#include "widgets/sheet.h"
#include "widgets/statusbar.h"
#include "widgets/switch.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusVariant>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

/// Answers like the desktop's settings portal.
class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    int scheme = 1;

public slots:
    QDBusVariant Read(const QString &, const QString &key) const
    {
        const uint value = key == u"color-scheme"_s ? uint(scheme) : 0U;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value))); // a variant in a variant, as the real one
    }

signals:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // The desktop this runs on must not have a say in what is tested.
        m_bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
    }

    void theDesktopsWishIsFollowed()
    {
        if (m_bus.isEmpty())
            QSKIP("needs a session bus: dbus-run-session -- tst_theme");
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus);
        const auto forget = qScopeGuard([] { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); });
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"portal"_s);
        FakePortal portal;
        const QString path = u"/org/freedesktop/portal/desktop"_s;
        QVERIFY(bus.registerObject(path, &portal, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        if (!bus.registerService(u"org.freedesktop.portal.Desktop"_s))
            QSKIP("a real portal runs on this bus");
        Theme theme;
        theme.apply();
        QTRY_COMPARE(scheme(), Scheme::Dark);
        emit portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2U));
        QTRY_COMPARE(scheme(), Scheme::Light);
        theme.setSetting(Theme::Setting::Dark);
        emit portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2U));
        QTest::qWait(50);
        QCOMPARE(scheme(), Scheme::Dark); // the person's choice wins
        theme.setSetting(Theme::Setting::Light);
    }

    void itWorksWithoutABus()
    {
        QElapsedTimer clock;
        clock.start();
        Theme theme;
        theme.apply();
        QVERIFY(clock.elapsed() < 1000);
        QCOMPARE(scheme(), Scheme::Light); // the offscreen platform's palette is a light one
        QCOMPARE(QApplication::style()->objectName(), u"latchkey"_s);
        QCOMPARE(QApplication::palette().color(QPalette::Window), token(Token::Chrome));
    }

    void choosingDarkSwitchesAtOnceAndKeepsTheStyle()
    {
        Theme theme;
        theme.setSetting(Theme::Setting::Light);
        QSignalSpy changed(&theme, &Theme::changed);
        const QStyle *style = QApplication::style();
        theme.setSetting(Theme::Setting::Dark);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(scheme(), Scheme::Dark);
        QCOMPARE(QApplication::palette().color(QPalette::Base), token(Token::Surface));
        QCOMPARE(QApplication::style(), style);
        theme.setSetting(Theme::Setting::Dark);
        QCOMPARE(changed.size(), 1);
        theme.setSetting(Theme::Setting::Light);
        QCOMPARE(scheme(), Scheme::Light);
    }

    void anotherPaletteFromThePlatformIsFollowed()
    {
        Theme theme;
        theme.setSetting(Theme::Setting::System);
        theme.apply();
        QPalette dark{QColor(Qt::black)};
        dark.setColor(QPalette::WindowText, Qt::white);
        QApplication::setPalette(dark);
        QTRY_COMPARE(scheme(), Scheme::Dark);
        QCOMPARE(QApplication::palette().color(QPalette::Window), token(Token::Chrome));
    }

    void everyControlIsRepaintedInTheNewColours()
    {
        Theme theme;
        theme.setSetting(Theme::Setting::Light);
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *segmented = new Segmented(&window);
        segmented->addSegment(u"One"_s, 1);
        auto *rail = new Rail(&window);
        rail->addPane(u"keys"_s, u"Keys"_s, "key"_L1);
        const QList<QWidget *> all{new Badge(u"Active"_s, "circle-check"_L1, Badge::State::Ok, &window),
                                   new Label(u"Text"_s, TextStyle::Body, Token::Text, &window),
                                   new ListHead(&window),
                                   new QLineEdit(&window),
                                   new Switch(&window),
                                   new StatusBar(&window),
                                   segmented,
                                   rail};
        for (QWidget *widget : all)
            layout->addWidget(widget);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QList<QImage> light;
        for (QWidget *widget : all)
            light << widget->grab().toImage();
        theme.setSetting(Theme::Setting::Dark);
        QCoreApplication::sendPostedEvents();
        for (qsizetype i = 0; i < all.size(); ++i)
            QVERIFY2(all[i]->grab().toImage() != light[i], all[i]->metaObject()->className());
        theme.setSetting(Theme::Setting::Light);
        QCoreApplication::sendPostedEvents();
        for (qsizetype i = 0; i < all.size(); ++i)
            QVERIFY2(all[i]->grab().toImage() == light[i], all[i]->metaObject()->className());
    }

private:
    QByteArray m_bus;
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
