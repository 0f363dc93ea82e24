// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/modules.h"
#include "plainclient.h"
#include "qps/keys.h"
#include "qps/tags.h"
#include "qps/users.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QList<ActivationKey> allKeys(const PlainClient &client)
{
    QList<ActivationKey> keys;
    for (const QByteArray &disabled : {QByteArray("false"), QByteArray("true")})
        if (const auto page =
                qps::readActivationKeys(client.post(keySearch, filterRequest("isDisabled", "EQUALS", disabled)).raw()))
            keys += page->records;
    return keys;
}

} // namespace

/// The subscription that people who try Latchkey see first.
class SandboxFictionTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_demo{{.keys = 44}};
    PlainClient m_client{m_demo};
    const QDateTime m_now = QDateTime::currentDateTimeUtc();
    QList<ActivationKey> m_keys = allKeys(m_client);

    template <typename Predicate>
    qsizetype count(Predicate predicate) const
    {
        return std::ranges::count_if(m_keys, predicate);
    }

private slots:
    void everyKindOfKeyIsThere()
    {
        QCOMPARE(m_keys.size(), 44);
        using Key = const ActivationKey &;
        QVERIFY(count([](Key key) { return key.type == KeyType::Unlimited; }) >= 5);
        QVERIFY(count([](Key key) { return key.type == KeyType::CountLimited; }) >= 10);
        QVERIFY(count([](Key key) { return key.type == KeyType::TimeLimited; }) >= 3);
        QVERIFY(count([](Key key) { return key.type == KeyType::CountTimeLimited; }) >= 5);
        QVERIFY(count([&](Key key) { return stateOf(key, m_now) == KeyState::Full; }) >= 2);
        QCOMPARE(count([&](Key key) { return stateOf(key, m_now) == KeyState::Expired; }), 2);
        QCOMPARE(count([](Key key) { return key.disabled; }), 2);
        QVERIFY(count([](Key key) {
                    const auto usage = usageOf(key);
                    return usage && *usage >= nearlyFull && *usage < 1;
                }) >= 3);
        QVERIFY(count([&](Key key) {
                    const auto days = daysLeft(key, m_now);
                    return days && *days >= 0 && *days < 7;
                }) >= 2);
        QCOMPARE(count([](Key key) { return key.title.isEmpty(); }), 2);
        QCOMPARE(count([](Key key) { return key.title.contains(u'<'); }), 1);
        QCOMPARE(count([](Key key) { return key.title.isRightToLeft(); }), 1);
        QVERIFY(count([](Key key) { return key.title.size() > 120; }) == 1);
        QVERIFY(count([](Key key) { return key.modules.contains(u"ISL"_s); }) >= 2);
        QVERIFY(count([](Key key) { return key.modules.isEmpty(); }) >= 2);
        QVERIFY(count([](Key key) { return key.tags.size() > 1; }) >= 10);
        QVERIFY(count([](Key key) { return key.networkId != 0; }) >= 2);
        QVERIFY(count([](Key key) { return !key.owner; }) >= 2);
    }

    void everyKeyIsOneTheServiceCouldHave()
    {
        for (const ActivationKey &key : m_keys) {
            QCOMPARE(key.countUsed, key.agents.value_or(QList<KeyAgent>()).size());
            QVERIFY(key.purchased < m_now);
            if (limitsCount(key.type))
                QVERIFY2(key.countPurchased >= key.countUsed, qPrintable(key.title));
            QVERIFY(!(key.modules.contains(u"PC_LICENSE"_s) && key.modules.contains(u"SCA"_s)));
            QVERIFY(!key.modules.contains(u"SWCA"_s) || key.modules.contains(u"VM_LICENSE"_s));
            for (const TagRef &tag : key.tags)
                QVERIFY(!tag.name.isEmpty());
        }
    }

    void aLeaverOwnsFourteenKeys()
    {
        QSet<qint64> named;
        const auto users = qps::readUsers(m_client.post("/qps/rest/2.0/search/am/user/", nothing).raw());
        for (const User &user : users->records)
            named.insert(user.id.value);
        QSet<qint64> unnamed;
        for (const ActivationKey &key : m_keys)
            if (key.owner && !named.contains(key.owner.value))
                unnamed.insert(key.owner.value);
        QCOMPARE(unnamed, QSet<qint64>({410027790, 364812443}));
        QCOMPARE(count([](const ActivationKey &key) { return key.owner.value == 410027790; }), 14);
        QSet<qint64> owners;
        for (const ActivationKey &key : m_keys)
            owners.insert(key.owner.value);
        QVERIFY(owners.size() >= 7);
    }

    void tagsAreATree()
    {
        const auto page =
            qps::readTags(m_client.post("/qps/rest/2.0/search/am/tag", filterRequest("id", "GREATER", "1")).raw());
        const TagTree tree(page->records);
        QVERIFY(tree.tags().size() > 30);
        int deepest = 0;
        for (const Tag &tag : tree.tags()) {
            QVERIFY2(!tag.parent || tree.find(tag.parent), qPrintable(tag.name));
            deepest = std::max(deepest, int(tree.path(tag.id).count(u'/')));
        }
        QVERIFY(deepest >= 3);
        QCOMPARE(tree.path({70012021}), u"Larkspur / Servers / Prod Linux"_s);
        QVERIFY(std::ranges::count_if(tree.tags(), isDynamic) >= 4);
        QCOMPARE(std::ranges::count(tree.tags(), u"Servers"_s, &Tag::name), 2);
        for (const ActivationKey &key : m_keys)
            for (const TagRef &tag : key.tags)
                QVERIFY2(tree.find(tag.id), qPrintable(key.title));
    }

    void titlesStayUnique_data()
    {
        QTest::addColumn<int>("keys");
        QTest::addRow("demo") << 44;
        QTest::addRow("thousands") << 5'000;
    }
    void titlesStayUnique()
    {
        QFETCH(int, keys);
        Sandbox sandbox({.keys = keys, .agents = 0});
        QStringList titles = sandbox.keyTitles();
        QCOMPARE(titles.size(), keys);
        titles.removeAll(QString());
        QCOMPARE(titles.size(), keys - 2);
        QCOMPARE(QSet<QString>(titles.begin(), titles.end()).size(), titles.size());
    }

    void agentsAreSpread_data()
    {
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("agents");
        QTest::addRow("none") << 44 << 0;
        QTest::addRow("few") << 44 << 7;
        QTest::addRow("fewer than planned") << 44 << 1'000;
        QTest::addRow("more than planned") << 44 << 20'000;
        QTest::addRow("few keys") << 3 << 500;
        QTest::addRow("no keys") << 0 << 12;
    }
    void agentsAreSpread()
    {
        QFETCH(int, keys);
        QFETCH(int, agents);
        Sandbox sandbox({.keys = keys, .agents = agents});
        const PlainClient client(sandbox);
        QCOMPARE(qps::readCount(client.get("/qps/rest/2.0/count/am/hostasset").raw()).value_or(-1), agents);
        if (keys == 0)
            QCOMPARE(client.post(keySearch, nothing).code(), u"SUCCESS"_s);
        for (const ActivationKey &key : allKeys(client))
            QVERIFY2(!limitsCount(key.type) || key.countUsed <= key.countPurchased, qPrintable(key.title));
    }

    void tagsAsManyAsAskedFor()
    {
        for (const int tags : {0, 3, 100}) {
            Sandbox sandbox({.keys = 44, .agents = 0, .tags = tags});
            const PlainClient client(sandbox);
            QCOMPARE(qps::readCount(client.post("/qps/rest/2.0/count/am/tag", nothing).raw()).value_or(-1), tags);
            QCOMPARE(client.post(keySearch, nothing).code(), u"SUCCESS"_s);
        }
    }

    void aLargeSubscriptionStartsSoon()
    {
        QElapsedTimer timer;
        timer.start();
        Sandbox sandbox({.keys = 2'000, .agents = 100'000});
        const qint64 started = timer.restart();
        QVERIFY2(started < 10'000, qPrintable(QString::number(started)));
        const auto page =
            qps::readActivationKeys(PlainClient(sandbox).post(keySearch, filterRequest("id", "GREATER", "1")).raw());
        QCOMPARE(page->records.size(), 1'000);
        qDebug("100,000 agents: started in %lld ms, a page of 1,000 keys with their agents in %lld ms", started,
               timer.elapsed());
    }
};

QTEST_GUILESS_MAIN(SandboxFictionTest)
#include "tst_sandboxfiction.moc"
