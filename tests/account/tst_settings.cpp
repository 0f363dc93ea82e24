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
        QVERIFY(settings.savedFilters(u"keys"_s).isEmpty());
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
        const SavedFilter filter{u"Nearly f\u00fcll"_s, u"left:<10 \u00fc"_s};
        before.saveFilter(u"keys"_s, filter);
        QVERIFY(before.isChanged());
        QVERIFY(before.save());
        QVERIFY(!before.isChanged());

        Settings after(data());
        QVERIFY(after.load());
        QCOMPARE(after.theme(), ThemeChoice::Dark);
        QCOMPARE(after.density(), Density::Comfortable);
        QCOMPARE(after.geometry(u"window"_s), blob);
        QCOMPARE(after.geometry(u"keys/header"_s), QByteArray("x"));
        QCOMPARE(after.savedFilters(u"keys"_s), QList<SavedFilter>{filter});
        QVERIFY(after.savedFilters(u"agents"_s).isEmpty());
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
        settings.forgetFilter(u"keys"_s, u"none"_s);
        QVERIFY(settings.save());
        QVERIFY(!QFile::exists(file()));
    }

    void savedFiltersStandInOrderAndReplaceEachOther()
    {
        Settings settings(data());
        settings.saveFilter(u"keys"_s, {u"beta"_s, u"b"_s});
        settings.saveFilter(u"keys"_s, {u"Alpha"_s, u"a"_s});
        QCOMPARE(settings.saveFilter(u"keys"_s, {u"BETA"_s, u"b2"_s}), // by its name
                 (QList<SavedFilter>{{u"beta"_s, u"b"_s}}));
        QCOMPARE(settings.saveFilter(u"keys"_s, {u"First"_s, u"a"_s}), // by its text
                 (QList<SavedFilter>{{u"Alpha"_s, u"a"_s}}));
        QCOMPARE(settings.savedFilters(u"keys"_s), (QList<SavedFilter>{{u"BETA"_s, u"b2"_s}, {u"First"_s, u"a"_s}}));
        settings.forgetFilter(u"keys"_s, u"beta"_s);
        settings.forgetFilter(u"keys"_s, u"First"_s);
        QVERIFY(settings.savedFilters(u"keys"_s).isEmpty());
    }

    void strangeValuesAreDefaultsAndStrangeMembersStay()
    {
        QVERIFY(QDir().mkpath(data()));
        put(file(),
            R"({"format": 1, "theme": "sepia", "density": 3, "geometry": [], "savedFilters": {"keys": [1, {"name": "x"},
                       {"name": "a", "text": "b", "more": 1}]},
                       "later": {"x": 1}})");
        Settings settings(data());
        QVERIFY(settings.load());
        QCOMPARE(settings.theme(), ThemeChoice::System);
        QCOMPARE(settings.density(), Density::Compact);
        QVERIFY(settings.geometry(u"window"_s).isEmpty());
        QCOMPARE(settings.savedFilters(u"keys"_s), (QList<SavedFilter>{{u"a"_s, u"b"_s}}));
        settings.setTheme(ThemeChoice::Dark);
        QVERIFY(settings.save());
        settings.saveFilter(u"keys"_s, {u"A"_s, u"c"_s});
        settings.saveFilter(u"keys"_s, {u"z"_s, u"z"_s});
        settings.forgetFilter(u"keys"_s, u"Z"_s);
        QVERIFY(settings.save());
        const QJsonObject root = QJsonDocument::fromJson(contentOf(file())).object();
        QVERIFY(root.value("later"_L1).isObject());
        const QByteArray kept = QJsonDocument(root.value("savedFilters"_L1).toObject()).toJson(QJsonDocument::Compact);
        QCOMPARE(kept, R"({"keys":[1,{"name":"x"},{"more":1,"name":"A","text":"c"}]})"_ba);
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
