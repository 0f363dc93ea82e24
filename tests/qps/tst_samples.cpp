// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Every sample body of keys, tags, users and the platform is read into the record or the class it stands for.
#include "qps/classify.h"
#include "qps/keys.h"
#include "qps/portalversion.h"
#include "qps/tags.h"
#include "qps/users.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qps::Raw sample(const QString &name)
{
    return {.body = bytesOf(name),
            .status = 200,
            .contentType = name.endsWith(u".json"_s) ? "application/json" : "application/xml"};
}

/// The names the service reference uses for response classes.
QString className(const Failure &failure)
{
    using enum Failure::Kind;
    switch (failure.kind) {
    case SignInRefused:
        return u"auth_failed"_s;
    case TokenExpired:
        return u"token_expired"_s;
    case NotPermitted:
        return u"no_permission"_s;
    case Rejected:
        return u"bad_request"_s;
    case NotFound:
        return u"not_found"_s;
    case NotSupported:
        return u"not_supported"_s;
    case AccountState:
        return u"account_state"_s;
    case InProgress:
        return u"in_progress"_s;
    case Maintenance:
        return u"maintenance"_s;
    case ServerError:
        return u"server_error"_s;
    case Duplicate:
        return u"conflict"_s;
    case UnknownCode:
        return u"unknown_error"_s;
    case Throttled:
        return u"throttled"_s;
    case Concurrency:
        return u"concurrency"_s;
    case Redirected:
        return u"client_bug"_s;
    case NotQualys:
        return u"not_qualys_answer"_s;
    case Unreadable:
        return u"bad_answer"_s;
    default:
        return u"other"_s;
    }
}

} // namespace

class TestSamples : public QObject
{
    Q_OBJECT

private slots:
    void everyPlatformSampleHasItsClass_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("outcome");
        QSet<QString> listed;
        for (const QJsonValue entry : QJsonDocument::fromJson(bytesOf(u"platform/index.json"_s)).array()) {
            const QString file = entry[u"body"].toString();
            listed.insert(file);
            QTest::addRow("%s", qPrintable(entry[u"name"].toString()))
                << file << entry[u"status"].toInt() << entry[u"headers"][u"Content-Type"].toString().toLatin1()
                << entry[u"outcome"].toString();
        }
        // A sample that the list forgets must not go unread.
        for (const QString &name : QDir(QStringLiteral(TEST_DATA_DIR "/platform")).entryList(QDir::Files))
            if (!name.endsWith(u".headers.txt"_s) && !name.contains(u".request."_s) && name != u"README.md" &&
                name != u"index.json")
                QVERIFY2(listed.contains(name), qPrintable(name));
        QVERIFY(listed.size() > 60);
    }

    void everyPlatformSampleHasItsClass()
    {
        QFETCH(QString, file);
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(QString, outcome);
        const qps::Raw raw{bytesOf(u"platform/"_s + file), status, type};
        const Result<qps::Answer> answer = qps::readAnswer(raw);
        if (outcome != u"success") {
            QVERIFY(!answer);
            // The wording only: nothing branches on the text.
            const QString wanted = outcome == u"not_found_or_no_permission" ? u"bad_request"_s : outcome;
            QCOMPARE(className(answer.error()), wanted);
            QCOMPARE(answer.error().httpStatus, status);
            return;
        }
        if (answer)
            return; // a ServiceResponse
        // Success in another format than QPS: tokens, users of other services, the classic interface.
        const Result<qps::Document> document = qps::Document::parse(raw.body);
        const bool otherFormat = file.startsWith(u"gateway-") || file.startsWith(u"adminui-") ||
                                 file.startsWith(u"msp-") || file.startsWith(u"fo-");
        QVERIFY2(otherFormat, qPrintable(answer.error().detail));
        if (document && std::string_view(document->root().name()) == "SIMPLE_RETURN")
            QVERIFY(!document->root().child("RESPONSE").child("CODE"));
    }

    void aKeyIsReadWithAllItsFields_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("xml") << u"ca/key-get-response.xml"_s;
        QTest::newRow("json") << u"ca/key-get-response.json"_s;
    }

    void aKeyIsReadWithAllItsFields()
    {
        QFETCH(QString, file);
        const auto page = qps::readActivationKeys(sample(file));
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        QCOMPARE(page->records.size(), 1);
        ActivationKey wanted{
            .id = {5200102},
            .key = u"1c7e90a5-44b2-4d39-8e6f-f3a0b5d82c17"_s,
            .title = u"Contractor laptops 2026"_s,
            .type = KeyType::CountTimeLimited,
            .countPurchased = 50,
            .countUsed = 1,
            .purchased = QDateTime::fromString(u"2026-03-18T13:40:51Z"_s, Qt::ISODate),
            .expires = QDateTime::fromString(u"2026-12-31T23:59:59Z"_s, Qt::ISODate),
            .owner = {410027805},
            .modules = {u"VM_LICENSE"_s, u"PC_LICENSE"_s},
            .tags = {{{70012012}, u"Workstations"_s}},
            .agents = QList<KeyAgent>{{{880400103}, u"c0e85f27-9a14-4e21-b6f3-50d7a9413c88"_s, u"MB-MACBOOK-14"_s}},
        };
        QCOMPARE(page->records.first(), wanted);
    }

    void everyKeyAnswerIsRead_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QList<qint64>>("ids");
        QTest::addColumn<QString>("failureCode");
        const QHash<QString, QList<qint64>> known{
            {u"key-search-response.xml"_s, {5200101, 5200102, 5200103}},
            {u"key-search-response.json"_s, {5200101, 5200102, 5200103}},
            {u"key-search-page1-response.xml"_s, {5200101, 5200102}},
            {u"key-search-page2-response.xml"_s, {5200103}},
            {u"key-search-empty-response.xml"_s, {}},
            {u"key-get-response.xml"_s, {5200102}},
            {u"key-get-response.json"_s, {5200102}},
            {u"key-create-response.xml"_s, {5200104}},
            {u"key-create-response.json"_s, {5200104}},
            {u"key-create-dropped-modules-response.xml"_s, {5200104}},
            {u"key-update-response.xml"_s, {5200104}},
            {u"key-update-thin-response.xml"_s, {5200104}},
            {u"key-update-disable-response.xml"_s, {5200104}},
            {u"key-delete-response.xml"_s, {5200103}},
            {u"key-change-response.assumed.xml"_s, {}},
            {u"key-count-response.assumed.xml"_s, {}},
        };
        const QStringList filters{u"key-*response*"_s};
        for (const QString &name : QDir(QStringLiteral(TEST_DATA_DIR "/ca")).entryList(filters, QDir::Files)) {
            const QString code = name.contains(u"duplicate") ? u"CA_1001_DUPLICATE_KEY"_s : QString();
            QVERIFY2(known.contains(name) || !code.isEmpty(), qPrintable(name));
            QTest::addRow("%s", qPrintable(name)) << u"ca/"_s + name << known.value(name) << code;
        }
    }

    void everyKeyAnswerIsRead()
    {
        QFETCH(QString, file);
        QFETCH(QList<qint64>, ids);
        QFETCH(QString, failureCode);
        const auto page = qps::readActivationKeys(sample(file));
        if (!failureCode.isEmpty()) {
            QVERIFY(!page);
            QCOMPARE(page.error().code, failureCode);
            QCOMPARE(page.error().kind, Failure::Kind::Duplicate);
            QVERIFY(page.error().detail.contains(u"Frankfurt DMZ hosts"));
            return;
        }
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        QList<qint64> read;
        for (const ActivationKey &key : page->records)
            read << key.id.value;
        QCOMPARE(read, ids);
    }

    void theCursorAndTheEndOfAListAreRead()
    {
        const auto first = qps::readActivationKeys(sample(u"ca/key-search-page1-response.xml"_s));
        QCOMPARE(first->envelope.hasMore, std::optional(true));
        QCOMPARE(first->envelope.lastId, std::optional<qint64>(5200102));
        const auto last = qps::readActivationKeys(sample(u"ca/key-search-page2-response.xml"_s));
        QCOMPARE(last->envelope.hasMore, std::optional(false));
        QVERIFY(!last->envelope.lastId);
        const auto none = qps::readActivationKeys(sample(u"ca/key-search-empty-response.xml"_s));
        QVERIFY(!none->envelope.hasMore);
        QCOMPARE(none->envelope.count, 0);
    }

    void aKeyWithoutModulesTagsOwnerIsRead()
    {
        const auto page = qps::readActivationKeys(sample(u"ca/key-search-response.xml"_s));
        const ActivationKey &retired = page->records.at(2);
        QCOMPARE(retired.title, u"Lab & staging (retired)"_s);
        QVERIFY(retired.disabled);
        QVERIFY(retired.modules.isEmpty());
        QVERIFY(!retired.owner);
        QVERIFY(!retired.agents);
        QCOMPARE(retired.networkId, 21440);
    }

    void droppedModulesAreSeenInTheAnswer()
    {
        const auto page = qps::readActivationKeys(sample(u"ca/key-create-dropped-modules-response.xml"_s));
        QCOMPARE(page->records.first().modules, QStringList({u"VM_LICENSE"_s, u"SCA"_s}));
    }

    void aDeletionNamesItsObject()
    {
        const auto answer = qps::readAcknowledged(sample(u"ca/key-delete-response.xml"_s));
        QCOMPARE(answer->id, 5200103);
        QCOMPARE(answer->count, 1);
    }

    void everyTagAnswerIsRead_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("count");
        const QHash<QString, int> known{
            {u"tag-search-response.xml"_s, 7},
            {u"tag-search-response.json"_s, 2},
            {u"tag-search-children-response.xml"_s, 3},
            {u"tag-get-response.xml"_s, 1},
            {u"tag-get-response.json"_s, 1},
            {u"tag-create-response.xml"_s, 1},
            {u"tag-create-response.json"_s, 1},
            {u"tag-update-response.xml"_s, 1},
            {u"tag-count-response.xml"_s, 0},
            {u"tag-delete-response.assumed.xml"_s, 0},
            {u"tag-evaluate-response.assumed.xml"_s, 1},
        };
        for (const QString &name :
             QDir(QStringLiteral(TEST_DATA_DIR "/ca")).entryList({u"tag-*response*"_s}, QDir::Files)) {
            QVERIFY2(known.contains(name), qPrintable(name));
            QTest::addRow("%s", qPrintable(name)) << u"ca/"_s + name << known.value(name);
        }
    }

    void everyTagAnswerIsRead()
    {
        QFETCH(QString, file);
        QFETCH(int, count);
        const auto page = qps::readTags(sample(file));
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        QCOMPARE(int(page->records.size()), count);
    }

    void aTagIsReadWithItsPlaceInTheTree()
    {
        const auto page = qps::readTags(sample(u"ca/tag-search-response.xml"_s));
        const Tag wanted{.id = {70012021},
                         .name = u"Prod Linux"_s,
                         .parent = {70012011},
                         .color = u"#2CA02C"_s,
                         .ruleType = u"OS_REGEX"_s};
        QVERIFY(page->records.contains(wanted));
        const TagTree tree(page->records);
        QCOMPARE(tree.path({70012021}), u"Larkspur / Servers / Prod Linux"_s);
        QCOMPARE(tree.roots().size(), 2);
        QVERIFY(isDynamic(wanted));
    }

    void usersAreRead_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("count");
        QTest::newRow("json") << u"ca/user-search-response.json"_s << 2;
        QTest::newRow("xml") << u"platform/am-user-search.xml"_s << -1;
        QTest::newRow("bare object") << u"platform/qps-json-single-object.json"_s << -1;
    }

    void usersAreRead()
    {
        QFETCH(QString, file);
        QFETCH(int, count);
        const auto page = qps::readUsers(sample(file));
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        QVERIFY(!page->records.isEmpty());
        if (count >= 0)
            QCOMPARE(int(page->records.size()), count);
        for (const User &user : page->records) {
            QVERIFY(user.id);
            QVERIFY(!user.login.isEmpty());
            QVERIFY(!displayName(user).isEmpty());
            QVERIFY(!user.roles.isEmpty());
        }
    }

    void theVersionNamesTheModules_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("ca") << u"ca/portal-version-response.xml"_s;
        QTest::newRow("platform") << u"platform/qps-portal-version.xml"_s;
    }

    void theVersionNamesTheModules()
    {
        QFETCH(QString, file);
        const auto version = qps::readPortalVersion(sample(file));
        QVERIFY(version.has_value());
        QVERIFY(std::ranges::any_of(version->components,
                                    [](const auto &c) { return c.name == u"CA" && !c.version.isEmpty(); }));
    }

    void everyErrorSampleIsAFailureWithItsCode_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString &name : QDir(QStringLiteral(TEST_DATA_DIR "/ca")).entryList({u"error-*"_s}, QDir::Files))
            QTest::addRow("%s", qPrintable(name)) << u"ca/"_s + name;
    }

    void everyErrorSampleIsAFailureWithItsCode()
    {
        QFETCH(QString, file);
        const auto answer = qps::readAnswer(sample(file));
        QVERIFY(!answer);
        QVERIFY(!answer.error().code.isEmpty());
        QVERIFY(answer.error().kind != Failure::Kind::UnknownCode);
    }
};

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"
