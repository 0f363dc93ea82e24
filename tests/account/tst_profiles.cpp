// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/profiles.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;

namespace {

Profile fullProfile()
{
    return {.name = u"Larkspur Logistics"_s,
            .server = QUrl(u"https://qualysapi.cloud.example:8443"_s),
            .gateway = QUrl(u"https://qualysgateway.cloud.example"_s),
            .agentServer = QUrl(u"https://agents.cloud.example"_s),
            .user = u"larks_ab1"_s,
            .remember = true,
            .readOnly = false,
            .customerId = u"8f1c3b52-0000-0000-e040-10ac00000001"_s,
            .caFile = u"/etc/ssl/larkspur \u00fc.pem"_s,
            .latched = true};
}

Profile simpleProfile(const QString &name, const QString &user, const QString &platform = u"US2"_s)
{
    return {.name = name, .platform = platform, .user = user};
}

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

QByteArray documentOf(const QJsonArray &entries)
{
    return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"profiles"_s, entries}}).toJson();
}

} // namespace

class ProfilesTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void firstStartHasNoProfiles()
    {
        Profiles profiles(data());
        const auto loaded = profiles.load();
        QVERIFY(loaded);
        QVERIFY(loaded->setAside.isEmpty());
        QVERIFY(profiles.all().isEmpty());
        QCOMPARE(profiles.mostRecent(), nullptr);
        QVERIFY(!QFile::exists(file()));
    }

    void everyMemberSurvivesARestart()
    {
        Profiles before(data());
        QVERIFY(before.load());
        const auto full = before.add(fullProfile());
        QVERIFY(full.saved);
        const auto simple = before.add(simpleProfile(u"Second"_s, u"larks2ab"_s));
        QVERIFY(simple.saved);
        QVERIFY(full.id != simple.id);
        QVERIFY(before.markUsed(full.id, QDateTime::fromString(u"2026-11-22T10:11:12.345+02:00"_s, Qt::ISODateWithMs)));
        QVERIFY(before.find(full.id)->created.isValid());

        Profiles after(data());
        const auto loaded = after.load();
        QVERIFY(loaded);
        QCOMPARE(loaded->dropped, 0);
        QCOMPARE(after.all(), before.all());
        QCOMPARE(after.find(full.id)->lastUsed.toString(Qt::ISODateWithMs), u"2026-11-22T08:11:12.345Z"_s);
    }

    void newProfileIsReadOnlyAndRemembersNothing()
    {
        Profiles profiles(data());
        const auto added = profiles.add(simpleProfile(u"First"_s, u"larks2ab"_s));
        QVERIFY(profiles.find(added.id)->readOnly);
        QVERIFY(!profiles.find(added.id)->remember);
        QVERIFY(!profiles.find(added.id)->latched);
    }

    void missingReadOnlyMemberMeansReadOnly()
    {
        QVERIFY(QDir().mkpath(data()));
        put(file(), documentOf({QJsonObject{{u"id"_s, u"a"_s}, {u"platform"_s, u"US2"_s}}}));
        Profiles profiles(data());
        QVERIFY(profiles.load());
        QVERIFY(profiles.find(u"a")->readOnly);
    }

    void latchSurvivesARestart()
    {
        Profiles before(data());
        const auto added = before.add(simpleProfile(u"First"_s, u"larks2ab"_s));
        QVERIFY(before.setLatched(added.id, true));
        Profiles after(data());
        QVERIFY(after.load());
        QVERIFY(after.find(added.id)->latched);
        QVERIFY(after.setLatched(added.id, false));
        QVERIFY(before.load());
        QVERIFY(!before.find(added.id)->latched);
    }

    void profilesAreChangedAndRemoved()
    {
        Profiles profiles(data());
        const auto added = profiles.add(simpleProfile(u"First"_s, u"larks2ab"_s));
        const auto other = profiles.add(simpleProfile(u"Other"_s, u"larks2cd"_s));
        Profile changed = *profiles.find(added.id);
        changed.name = u"Renamed"_s;
        changed.customerId = u"8f1c3b52"_s;
        QVERIFY(profiles.update(changed));
        QVERIFY(profiles.remove(other.id));
        QVERIFY(profiles.remove(u"nobody"));
        QVERIFY(profiles.update({.id = u"nobody"_s}));
        Profiles after(data());
        QVERIFY(after.load());
        QCOMPARE(after.all(), QList{changed});
    }

    void mostRecentIsTheLastUsed()
    {
        Profiles profiles(data());
        const auto first = profiles.add(simpleProfile(u"First"_s, u"larks2ab"_s));
        QTest::qWait(2);
        const auto second = profiles.add(simpleProfile(u"Second"_s, u"larks2cd"_s));
        QCOMPARE(profiles.mostRecent()->id, second.id); // never used: the newest
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(profiles.markUsed(second.id, now.addSecs(-60)));
        QVERIFY(profiles.markUsed(first.id, now));
        QCOMPARE(profiles.mostRecent()->id, first.id);
    }

    void equalNamesAreToldApart()
    {
        Profiles profiles(data());
        const auto label = [&profiles](const Profile &profile) { return profiles.label(profiles.add(profile).id); };
        QCOMPARE(label(simpleProfile(u"Larkspur"_s, u"larks2ab"_s)), u"Larkspur"_s);
        QCOMPARE(label(simpleProfile(u"Larkspur"_s, u"larks2cd"_s)), u"Larkspur (larks2cd)"_s);
        QCOMPARE(profiles.label(profiles.all().first().id), u"Larkspur (larks2ab)"_s);
        QCOMPARE(label(simpleProfile(u"Larkspur"_s, u"larks2ab"_s, u"US3"_s)),
                 u"Larkspur (larks2ab, qualysapi.qg3.apps.qualys.com)"_s);
        QCOMPARE(label(simpleProfile(u"Larkspur"_s, u"larks2ab"_s, u"US3"_s)),
                 u"Larkspur (larks2ab, qualysapi.qg3.apps.qualys.com) 2"_s);
        QCOMPARE(label(simpleProfile(u"Other"_s, u"larks2ab"_s)), u"Other"_s);
        QCOMPARE(profiles.label(u"nobody"), QString());
    }

    void serversComeFromThePlatformAndTheOverrides()
    {
        Profile profile = simpleProfile(u"First"_s, u"larks_ab"_s, u"US1"_s);
        QCOMPARE(profile.servers().api, QUrl(u"https://qualysapi.qualys.com"_s));
        QCOMPARE(profile.keychainPlace().key(), u"v1:qualysapi.qualys.com:larks_ab"_s);
        profile.agentServer = QUrl(u"https://agents.cloud.example"_s);
        QCOMPARE(profile.servers().agents, profile.agentServer);
        QCOMPARE(profile.servers().gateway, QUrl(u"https://gateway.qg1.apps.qualys.com"_s));
        profile.platform = u"MOON1"_s; // of a newer program
        QVERIFY(profile.servers().api.isEmpty());
        QCOMPARE(fullProfile().servers().gateway, QUrl(u"https://qualysgateway.cloud.example"_s));
        QCOMPARE(fullProfile().keychainPlace().key(), u"v1:qualysapi.cloud.example:8443:larks_ab1"_s);
    }

    void damagedFileIsKeptAndDefaultsAreUsed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("empty") << QByteArray();
        QTest::addRow("random") << QByteArray::fromHex("00ff8031deadbeef");
        QTest::addRow("cut") << documentOf({QJsonObject{{u"id"_s, u"a"_s}}}).chopped(5);
        QTest::addRow("not an object") << QByteArray("[1]");
        QTest::addRow("no format") << QByteArray("{\"profiles\": []}");
        QTest::addRow("format 0") << QByteArray("{\"format\": 0, \"profiles\": []}");
        QTest::addRow("format as text") << QByteArray("{\"format\": \"1\", \"profiles\": []}");
        QTest::addRow("no list") << QByteArray("{\"format\": 1, \"profiles\": {}}");
        QTest::addRow("too large") << QByteArray("{\"format\": 1, \"profiles\": [], \"x\": \"") +
                                          QByteArray(5'000'000, 'x') + "\"}";
    }
    void damagedFileIsKeptAndDefaultsAreUsed()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(QDir().mkpath(data()));
        put(file(), bytes);
        Profiles profiles(data());
        const auto loaded = profiles.load();
        QVERIFY(loaded);
        QCOMPARE(loaded->setAside, file() + u".bad"_s);
        QCOMPARE(contentOf(loaded->setAside), bytes);
        QVERIFY(profiles.all().isEmpty());
        QVERIFY(profiles.add(simpleProfile(u"First"_s, u"larks2ab"_s)).saved);

        // The next start is clean, and a second accident does not cost the first copy.
        QVERIFY(profiles.load()->setAside.isEmpty());
        put(file(), "again");
        QCOMPARE(profiles.load()->setAside, file() + u".bad2"_s);
        QCOMPARE(contentOf(file() + u".bad"_s), bytes);
    }

    void soundEntriesOfADamagedFileStay_data()
    {
        QTest::addColumn<QJsonValue>("entry");
        const auto row = [](const char *name, const QString &member, const QJsonValue &value) {
            QTest::addRow("%s", name) << QJsonValue(QJsonObject{{u"id"_s, u"b"_s}, {member, value}});
        };
        QTest::addRow("a number") << QJsonValue(3);
        QTest::addRow("no id") << QJsonValue(QJsonObject{{u"name"_s, u"x"_s}});
        row("an id twice", u"id"_s, u"a"_s);
        row("name as a number", u"name"_s, 7);
        row("flag as text", u"readOnly"_s, u"false"_s);
        row("time", u"created"_s, u"yesterday"_s);
        row("plain http", u"server"_s, u"http://qualysapi.cloud.example"_s);
        row("user in the server", u"server"_s, u"https://a:b@qualysapi.cloud.example"_s);
        row("plain http gateway", u"gateway"_s, u"http://qualysgateway.cloud.example"_s);
        row("look-alike", u"server"_s, u"https://qualysapi.qualys.com.evil.example"_s);
        row("script", u"agentServer"_s, u"javascript:alert(1)"_s);
    }
    void soundEntriesOfADamagedFileStay()
    {
        QFETCH(QJsonValue, entry);
        QVERIFY(QDir().mkpath(data()));
        const QByteArray bytes =
            documentOf({QJsonObject{{u"id"_s, u"a"_s}, {u"server"_s, u"http://127.0.0.1:1"_s}}, entry});
        put(file(), bytes);
        Profiles profiles(data());
        const auto loaded = profiles.load();
        QVERIFY(loaded);
        QCOMPARE(loaded->dropped, 1);
        QCOMPARE(contentOf(loaded->setAside), bytes);
        QCOMPARE(profiles.all().size(), 1);
        QVERIFY(profiles.find(u"a"));
    }

    void newerFileIsNotWrittenOver()
    {
        QVERIFY(QDir().mkpath(data()));
        const QByteArray bytes = R"({"format": 2, "profiles": {"of": "tomorrow"}})";
        put(file(), bytes);
        Profiles profiles(data());
        const auto loaded = profiles.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, Failure::Kind::NotStored);
        QCOMPARE(loaded.error().code, u"NEWER"_s);
        const auto added = profiles.add(simpleProfile(u"First"_s, u"larks2ab"_s));
        QVERIFY(!added.saved);
        QCOMPARE(added.saved.error(), loaded.error());
        QVERIFY(profiles.find(added.id));
        QCOMPARE(contentOf(file()), bytes);
        QCOMPARE(QDir(data()).entryList(QDir::Files | QDir::Hidden), QStringList{u"profiles.json"_s});
    }

    void whatCannotBeReadIsNotWrittenOver()
    {
        QVERIFY(QDir().mkpath(file())); // a folder where the file should be: also root cannot read it
        Profiles profiles(data());
        const auto loaded = profiles.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, u"UNREADABLE"_s);
        QCOMPARE(profiles.save().error().code, u"UNREADABLE"_s);
        QVERIFY(QFileInfo(file()).isDir());
    }

    void changesThatCannotBeSavedStayInMemory()
    {
        const QString blocked = m_folder->filePath(u"blocked"_s);
        put(blocked, "a file where the folder should be");
        Profiles profiles(blocked + u"/data"_s);
        QVERIFY(profiles.load());
        const auto added = profiles.add(simpleProfile(u"First"_s, u"larks2ab"_s));
        QVERIFY(!added.saved);
        QCOMPARE(added.saved.error().kind, Failure::Kind::NotStored);
        QCOMPARE(added.saved.error().code, u"NOT_WRITTEN"_s);
        QVERIFY(!profiles.setLatched(added.id, true));
        QVERIFY(profiles.find(added.id)->latched);

        QVERIFY(QFile::remove(blocked));
        QVERIFY(profiles.save());
        Profiles after(blocked + u"/data"_s);
        QVERIFY(after.load());
        QCOMPARE(after.all(), profiles.all());
    }

#ifdef Q_OS_UNIX
    void fullDiskLeavesTheOldFile()
    {
        Profiles profiles(data());
        QVERIFY(profiles.add(simpleProfile(u"First"_s, u"larks2ab"_s)).saved);
        const QByteArray before = contentOf(file());

        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit full{rlim_t(before.size() / 2), old.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
        const auto added = profiles.add(simpleProfile(u"Second"_s, u"larks2cd"_s));
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);
        std::signal(SIGXFSZ, handler);

        QVERIFY(!added.saved);
        QCOMPARE(added.saved.error().code, u"NOT_WRITTEN"_s);
        QCOMPARE(contentOf(file()), before);
        QCOMPARE(QDir(data()).entryList(QDir::Files | QDir::Hidden), QStringList{u"profiles.json"_s});
        QCOMPARE(profiles.all().size(), 2);
        QVERIFY(profiles.save());
    }

    void filesAreTheOwnersAlone()
    {
        const auto modeOf = [](const QString &path) {
            struct stat info = {};
            return stat(qPrintable(path), &info) == 0 ? int(info.st_mode & 0777u) : -1;
        };
        const mode_t before = umask(0);
        Profiles profiles(data());
        QVERIFY(profiles.add(simpleProfile(u"First"_s, u"larks2ab"_s)).saved);
        QCOMPARE(modeOf(data()), 0700);
        QCOMPARE(modeOf(file()), 0600);

        // Also when they were open to others.
        QCOMPARE(chmod(qPrintable(file()), 0666), 0);
        QCOMPARE(chmod(qPrintable(data()), 0777), 0);
        QVERIFY(profiles.load());
        QCOMPARE(modeOf(file()), 0600);
        QCOMPARE(chmod(qPrintable(file()), 0666), 0);
        QVERIFY(profiles.save());
        QCOMPARE(modeOf(data()), 0700);
        QCOMPARE(modeOf(file()), 0600);

        put(file(), documentOf({3}));
        QCOMPARE(chmod(qPrintable(file()), 0644), 0);
        QCOMPARE(modeOf(profiles.load()->setAside), 0600);
        umask(before);
    }
#endif

private:
    QString data() const { return m_folder->filePath(u"data"_s); }
    QString file() const { return data() + u"/profiles.json"_s; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ProfilesTest)
#include "tst_profiles.moc"
