// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/settings.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write the test's file");
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void firstStartHasDefaults()
    {
        Settings settings(data());
        QCOMPARE(settings.load(), QString());
        QCOMPARE(settings.theme(), ThemeChoice::System);
        QCOMPARE(settings.density(), Density::Compact);
        QVERIFY(settings.geometry(u"window"_s).isEmpty());
        QVERIFY(settings.filterHistory(u"keys"_s).isEmpty());
    }

    void everythingSurvivesARestart()
    {
        Settings before(data());
        QVERIFY(before.load());
        before.setTheme(ThemeChoice::Dark);
        before.setDensity(Density::Comfortable);
        const QByteArray blob = QByteArray::fromHex("01d9d0cb00ff0a");
        before.setGeometry(u"window"_s, blob);
        before.setGeometry(u"keys/header"_s, "x");
        before.rememberFilter(u"keys"_s, u"left:<10 \u00fc"_s);
        QVERIFY(before.isChanged());
        QVERIFY(before.save());
        QVERIFY(!before.isChanged());

        Settings after(data());
        QVERIFY(after.load());
        QCOMPARE(after.theme(), ThemeChoice::Dark);
        QCOMPARE(after.density(), Density::Comfortable);
        QCOMPARE(after.geometry(u"window"_s), blob);
        QCOMPARE(after.geometry(u"keys/header"_s), QByteArray("x"));
        QCOMPARE(after.filterHistory(u"keys"_s), QStringList{u"left:<10 \u00fc"_s});
        QVERIFY(after.filterHistory(u"agents"_s).isEmpty());
    }

    void nothingIsWrittenWithoutAChange()
    {
        Settings settings(data());
        QVERIFY(settings.load());
        QVERIFY(settings.save());
        QVERIFY(!QFile::exists(file()));
        settings.setTheme(ThemeChoice::Light);
        QVERIFY(settings.save());
        QVERIFY(QFile::remove(file()));
        settings.setTheme(ThemeChoice::Light);
        settings.setGeometry(u"window"_s, {});
        settings.forgetFilters(u"keys"_s);
        QVERIFY(settings.save());
    }

    void filterHistoryIsShortAndNewestFirst()
    {
        Settings settings(data());
        settings.rememberFilter(u"keys"_s, u"  "_s);
        QVERIFY(settings.filterHistory(u"keys"_s).isEmpty());
        for (int i = 0; i < 30; ++i)
            settings.rememberFilter(u"keys"_s, u" filter %1 "_s.arg(i));
        settings.rememberFilter(u"keys"_s, u"filter 15"_s);
        const QStringList history = settings.filterHistory(u"keys"_s);
        QCOMPARE(history.size(), Settings::longestHistory);
        QCOMPARE(history.first(3), QStringList({u"filter 15"_s, u"filter 29"_s, u"filter 28"_s}));
        QCOMPARE(history.count(u"filter 15"_s), 1);
        settings.forgetFilters(u"keys"_s);
        QVERIFY(settings.filterHistory(u"keys"_s).isEmpty());
    }

    void strangeValuesAreDefaultsAndStrangeMembersStay()
    {
        QVERIFY(QDir().mkpath(data()));
        put(file(), R"({"format": 1, "theme": "sepia", "density": 3, "geometry": [], "filters": {"keys": [1, "a"]},
                       "later": {"x": 1}})");
        Settings settings(data());
        QVERIFY(settings.load());
        QCOMPARE(settings.theme(), ThemeChoice::System);
        QCOMPARE(settings.density(), Density::Compact);
        QVERIFY(settings.geometry(u"window"_s).isEmpty());
        QCOMPARE(settings.filterHistory(u"keys"_s), QStringList{u"a"_s});
        settings.setTheme(ThemeChoice::Dark);
        QVERIFY(settings.save());
        QVERIFY(QJsonDocument::fromJson(contentOf(file())).object().value("later"_L1).isObject());
    }

    void damagedFileIsKeptAndDefaultsAreUsed()
    {
        QVERIFY(QDir().mkpath(data()));
        const QByteArray garbage = QByteArray::fromHex("00ff67617262616765");
        put(file(), garbage);
        Settings settings(data());
        QCOMPARE(settings.load(), file() + u".bad"_s);
        QCOMPARE(contentOf(file() + u".bad"_s), garbage);
        settings.setTheme(ThemeChoice::Dark);
        QVERIFY(settings.save());
        QCOMPARE(settings.load(), QString());
        QCOMPARE(settings.theme(), ThemeChoice::Dark);
    }

    void newerFileIsNotWrittenOver()
    {
        QVERIFY(QDir().mkpath(data()));
        const QByteArray bytes = R"({"format": 7, "theme": "dark"})";
        put(file(), bytes);
        Settings settings(data());
        QCOMPARE(settings.load().error().code, u"NEWER"_s);
        QCOMPARE(settings.theme(), ThemeChoice::System);
        settings.setTheme(ThemeChoice::Light);
        QCOMPARE(settings.save().error().kind, Failure::Kind::NotStored);
        QVERIFY(settings.isChanged());
        QCOMPARE(contentOf(file()), bytes);
    }

    void unwritableFolderIsReportedAndTriedAgain()
    {
        const QString blocked = m_folder->filePath(u"blocked"_s);
        put(blocked, "a file where the folder should be");
        Settings settings(blocked + u"/data"_s);
        QVERIFY(settings.load());
        settings.setTheme(ThemeChoice::Dark);
        QCOMPARE(settings.save().error().code, u"NOT_WRITTEN"_s);
        QCOMPARE(settings.theme(), ThemeChoice::Dark);
        QVERIFY(QFile::remove(blocked));
        QVERIFY(settings.save());
    }

private:
    QString data() const { return m_folder->filePath(u"data"_s); }
    QString file() const { return data() + u"/settings.json"_s; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
