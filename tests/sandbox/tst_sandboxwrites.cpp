// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"
#include "qps/keys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {

/// The one key an answer has.
ActivationKey keyIn(const PlainReply &reply)
{
    const auto page = qps::readActivationKeys(reply.raw());
    return page && page->records.size() == 1 ? page->records.first() : ActivationKey();
}

QList<qint64> tagsOf(const ActivationKey &key)
{
    QList<qint64> ids;
    for (const TagRef &tag : key.tags)
        ids << tag.id.value;
    return ids;
}

} // namespace

/// Create, update and delete, and what the service refuses or drops.
class SandboxWritesTest : public QObject
{
    Q_OBJECT
private slots:
    void createAnswersTheWholeKey()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        const PlainReply reply = client.post(keyCreate, sample(u"ca/key-create-request.xml"_s));
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        const ActivationKey key = keyIn(reply);
        QCOMPARE(key.id.value, 5200104);
        QCOMPARE(key.title, u"Frankfurt DMZ hosts"_s);
        QCOMPARE(key.type, KeyType::CountLimited);
        QCOMPARE(key.countPurchased, 25);
        QCOMPARE(key.countUsed, 0);
        QCOMPARE(key.networkId, 21440);
        QCOMPARE(key.owner.value, 410027731);
        QCOMPARE(key.modules, QStringList({u"VM_LICENSE"_s, u"SCA"_s}));
        QCOMPARE(tagsOf(key), QList<qint64>({70012011, 70012030}));
        QVERIFY(!QUuid::fromString(key.key).isNull());
        QVERIFY(std::abs(key.purchased.secsTo(QDateTime::currentDateTimeUtc())) < 30);

        // Apart from what the server chose, the bytes are those of the sample.
        QByteArray expected = sample(u"ca/key-create-response.xml"_s);
        expected.replace("64a9e1d7-0f83-4b2c-b95e-3d7f20c8a6b1", key.key.toLatin1());
        expected.replace("2026-05-20T08:31:44Z", key.purchased.toString(Qt::ISODate).toLatin1());
        QCOMPARE(reply.body.trimmed(), expected.trimmed());

        ActivationKey read = keyIn(client.get(keyGet + "5200104"));
        read.agents.reset();
        QCOMPARE(read, key);
    }

    void createTakesJson()
    {
        Sandbox sandbox({.keys = 3});
        const PlainReply reply =
            PlainClient(sandbox).post(keyCreate, sample(u"ca/key-create-request.json"_s),
                                      {{"Content-Type", "application/json"}, {"Accept", "application/json"}});
        QJsonObject key =
            QJsonDocument::fromJson(reply.body)[u"ServiceResponse"_s][u"data"_s][0][u"AgentActKey"_s].toObject();
        QJsonObject printed = QJsonDocument::fromJson(sample(
            u"ca/key-create-response.json"_s))[u"ServiceResponse"_s][u"data"_s][0][u"AgentActKey"_s]
                                  .toObject();
        for (const QString &chosen : {u"activationKey"_s, u"datePurchased"_s}) {
            key.remove(chosen);
            printed.remove(chosen);
        }
        QCOMPARE(key, printed);
    }

    void everyPrintedRequestIsTaken_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *file :
             {"update-request.xml", "update-disable-request.xml", "update-addremove-request.assumed.xml",
              "create-timelimited-request.xml", "create-dropped-modules-request.xml", "delete-request.xml"})
            QTest::addRow("%s", file) << u"ca/key-"_s + QString::fromLatin1(file);
    }
    void everyPrintedRequestIsTaken()
    {
        QFETCH(QString, file);
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        QCOMPARE(client.post(keyCreate, sample(u"ca/key-create-request.xml"_s)).code(), u"SUCCESS"_s);
        sandbox.setKeyField(5200104, u"title"_s, u"Another"_s);
        QByteArray body = sample(file);
        body.replace("2026-09-30T21:59:59Z",
                     QDateTime::currentDateTimeUtc().addDays(90).toString(Qt::ISODate).toLatin1());
        const QByteArray path = file.contains("delete"_L1)   ? keyDelete + "5200104"
                                : file.contains("update"_L1) ? keyUpdate + "5200104"
                                                             : keyCreate;
        QCOMPARE(client.post(path, body).code(), u"SUCCESS"_s);
    }

    void ourOwnRequestsAreTaken()
    {
        Sandbox sandbox({.keys = 5});
        const PlainClient client(sandbox);
        ActivationKey key = keyIn(client.get(keyGet + "5200105"));
        key.title = u"Naïve & <sons>"_s;
        key.owner = {};
        key.disabled = true;
        key.modules = {u"VM_LICENSE"_s};
        key.tags = {};
        QCOMPARE(client.post(keyUpdate + "5200105", qps::keyUpdateRequest(key, {.clearOwner = true})).code(),
                 u"SUCCESS"_s);
        QCOMPARE(keyIn(client.get(keyGet + "5200105")), key);
        key.title = u"A new one"_s;
        key.disabled = false;
        key.agents.reset();
        key.countUsed = 0;
        const ActivationKey made = keyIn(client.post(keyCreate, qps::keyCreateRequest(key)));
        QVERIFY(made.id.value > 5200105);
        key.id = made.id;
        key.key = made.key;
        key.purchased = made.purchased;
        QCOMPARE(made, key);
    }

    void whatNobodyChangedComesBackUnchanged()
    {
        Sandbox sandbox({.keys = 44});
        const PlainClient client(sandbox);
        for (const qint64 id : sandbox.keyIds()) {
            const QByteArray number = QByteArray::number(id);
            const ActivationKey before = keyIn(client.get(keyGet + number));
            const PlainReply reply = client.post(keyUpdate + number, qps::keyUpdateRequest(before));
            QVERIFY2(reply.code() == "SUCCESS"_L1, qPrintable(u"%1: %2"_s.arg(before.title, reply.detail())));
            QCOMPARE(keyIn(client.get(keyGet + number)), before);
        }
    }

    void updateNamesOnlyWhatItMust()
    {
        Sandbox sandbox({.keys = 5});
        const PlainClient client(sandbox);
        const ActivationKey before = keyIn(client.get(keyGet + "5200104"));
        const QByteArray expiry = before.expires->toString(Qt::ISODate).toLatin1();
        const PlainReply reply = client.post(
            keyUpdate, keyRequest("<id>5200104</id><type>COUNT_TIME_LIMITED</type><countPurchased>300</countPurchased>"
                                  "<expireDate>" +
                                  expiry + "</expireDate>"));
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        ActivationKey after = keyIn(client.get(keyGet + "5200104"));
        QCOMPARE(after.countPurchased, 300);
        after.countPurchased = before.countPurchased;
        QCOMPARE(after, before);
    }

    void listsReplaceAddAndRemove()
    {
        Sandbox sandbox({.keys = 5});
        const PlainClient client(sandbox);
        const auto modules = [&](const QByteArray &element) {
            if (client.post(keyUpdate + "5200101", keyRequest(unlimited + element)).code() != "SUCCESS"_L1)
                return QStringList{u"refused"_s};
            return keyIn(client.get(keyGet + "5200101")).modules;
        };
        QCOMPARE(modules(""), QStringList({u"VM_LICENSE"_s, u"SCA"_s, u"FIM"_s, u"PM"_s}));
        QCOMPARE(modules(modulesElement("add", {"EDR", "fim"})),
                 QStringList({u"VM_LICENSE"_s, u"SCA"_s, u"FIM"_s, u"PM"_s, u"EDR"_s}));
        QCOMPARE(modules(modulesElement("remove", {"PM", "SA"})),
                 QStringList({u"VM_LICENSE"_s, u"SCA"_s, u"FIM"_s, u"EDR"_s}));
        QCOMPARE(modules(modulesElement("list", {"vm_license", "EDR", "EDR"})),
                 QStringList({u"VM_LICENSE"_s, u"EDR"_s}));
        QCOMPARE(modules(modulesElement("set", {"FIM"})), QStringList({u"FIM"_s}));
        QCOMPARE(modules("<modules><list/></modules>"), QStringList());

        const QByteArray tags = unlimited + "<tags><set><Tag><id>70012011</id></Tag><Tag><name>DMZ</name></Tag></set>"
                                            "<add><Tag><id>70012012</id></Tag></add>"
                                            "<remove><Tag><id>70012011</id></Tag></remove></tags>";
        QCOMPARE(client.post(keyUpdate + "5200101", keyRequest(tags)).code(), u"SUCCESS"_s);
        QCOMPARE(tagsOf(keyIn(client.get(keyGet + "5200101"))), QList<qint64>({70012030, 70012012}));
    }

    void unlicensedModulesVanishSilently()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        sandbox.setLicensed(u"EDR"_s, false);
        sandbox.setLicensed(u"SWCA"_s, false);
        const PlainReply reply = client.post(keyCreate, sample(u"ca/key-create-dropped-modules-request.xml"_s));
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        QCOMPARE(keyIn(reply).modules,
                 keyIn(PlainReply{200, {}, sample(u"ca/key-create-dropped-modules-response.xml"_s), true}).modules);

        const QByteArray wanted = unlimited + modulesElement("list", {"VM_LICENSE", "MTG", "CAPS", "ISL", "QUANTUM"});
        QCOMPARE(keyIn(client.post(keyCreate, keyRequest("<title>T</title>" + wanted))).modules,
                 QStringList{u"VM_LICENSE"_s});
    }

    void aKeyKeepsTheModulesItHas()
    {
        Sandbox sandbox({.keys = 27}); // the last one has ISL
        const PlainClient client(sandbox);
        ActivationKey key = keyIn(client.get(keyGet + "5200127"));
        QVERIFY(key.modules.contains(u"ISL"_s));
        key.modules << u"MTG"_s;
        QCOMPARE(client.post(keyUpdate + "5200127", qps::keyUpdateRequest(key)).code(), u"SUCCESS"_s);
        key.modules.removeLast();
        QCOMPARE(keyIn(client.get(keyGet + "5200127")).modules, key.modules);
    }

    void unknownTagsVanishSilently()
    {
        Sandbox sandbox({.keys = 3});
        const QByteArray tags = "<tags><list><Tag><id>1</id></Tag><Tag><id>70012011</id></Tag></list></tags>";
        const PlainReply reply =
            PlainClient(sandbox).post(keyCreate, keyRequest("<title>T</title>" + unlimited + tags));
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        QCOMPARE(tagsOf(keyIn(reply)), QList<qint64>{70012011});
    }

    void unlimitedForgetsLimits()
    {
        Sandbox sandbox({.keys = 5});
        const PlainClient client(sandbox);
        const PlainReply reply =
            client.post(keyUpdate + "5200104", keyRequest("<type>UNLIMITED</type><countPurchased>7</countPurchased>"
                                                          "<expireDate>2016-12-05T23:05:42Z</expireDate>"));
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        const ActivationKey key = keyIn(client.get(keyGet + "5200104"));
        QCOMPARE(key.type, KeyType::Unlimited);
        QCOMPARE(key.countPurchased, 0);
        QVERIFY(!key.expires);
        QVERIFY(!reply.body.contains("expireDate"));
    }

    void dateAloneIsADate()
    {
        Sandbox sandbox({.keys = 1});
        const QByteArray day = QDate::currentDate().addDays(100).toString(Qt::ISODate).toLatin1();
        const PlainReply reply = PlainClient(sandbox).post(
            keyCreate, keyRequest("<title>T</title><type>TIME_LIMITED</type><expireDate>" + day + "</expireDate>"));
        QCOMPARE(keyIn(reply).expires->toString(Qt::ISODate).toLatin1(), day + "T00:00:00Z");
    }

    void updateOfOneKeyOnly()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        QCOMPARE(client.post(keyUpdate + "999", keyRequest(unlimited)).code(), u"NOT_FOUND"_s);
        QCOMPARE(client.post(keyUpdate, keyRequest(unlimited)).code(), u"INVALID_REQUEST"_s);
        const PlainReply other = client.post(keyUpdate + "5200101", keyRequest("<id>5200102</id>" + unlimited));
        QCOMPARE(other.code(), u"INVALID_REQUEST"_s);
        QVERIFY(other.detail().contains("'id' differs"_L1));
        QCOMPARE(client.post(keyUpdate + "5200102", keyRequest("<title>Production servers</title>" + unlimited)).code(),
                 u"CA_1001_DUPLICATE_KEY"_s);
        QCOMPARE(client.post(keyUpdate + "5200101", keyRequest("<title>Production servers</title>" + unlimited)).code(),
                 u"SUCCESS"_s);
        QCOMPARE(client.post(keyUpdate + "5200101", keyRequest("<title></title>" + unlimited)).code(),
                 u"INVALID_REQUEST"_s);
    }

    void leaversAndUnknownOwnersMayStay()
    {
        Sandbox sandbox({.keys = 28});
        const PlainClient client(sandbox);
        ActivationKey key = keyIn(client.get(keyGet + "5200128"));
        QCOMPARE(key.owner.value, 364812443);
        key.title = u"Renamed"_s;
        QCOMPARE(client.post(keyUpdate + "5200128", qps::keyUpdateRequest(key)).code(), u"SUCCESS"_s);
        key.owner = {410027790}; // Dana left, and undoing a hand-over gives the key back to her
        QCOMPARE(client.post(keyUpdate + "5200128", qps::keyUpdateRequest(key)).code(), u"SUCCESS"_s);
        key.owner = {364812443};
        QCOMPARE(client.post(keyUpdate + "5200128", qps::keyUpdateRequest(key)).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(sandbox.keyField(5200128, u"ownerId"_s).toLongLong(), 410027790);
    }

    void applyOnAgentsReachesEachAgentOnce()
    {
        Sandbox sandbox({.keys = 5});
        const PlainClient client(sandbox);
        const QByteArray change = unlimited + modulesElement("list", {"VM_LICENSE"}) +
                                  "<tags><list><Tag><id>70012030</id></Tag></list></tags>";
        QCOMPARE(client.post(keyUpdate + "5200101", keyRequest(change)).code(), u"SUCCESS"_s);
        for (const SandboxAgent &agent : sandbox.agentsOf(5200101)) {
            QCOMPARE(agent.applied, 0);
            QCOMPARE(agent.modules.size(), 4);
            QVERIFY(agent.tags.contains(70012011));
        }
        sandbox.setKeyField(5200101, u"tags"_s, QStringList{u"70012011"_s});
        const PlainReply reply =
            client.post(keyUpdate + "5200101", keyRequest(change + "<applyOnAgents>true</applyOnAgents>"));
        QVERIFY(reply.body.contains("<applyOnAgents>true</applyOnAgents>"));
        QCOMPARE(sandbox.agentsOf(5200101).size(), 2);
        for (const SandboxAgent &agent : sandbox.agentsOf(5200101)) {
            QCOMPARE(agent.applied, 1);
            QCOMPARE(agent.modules, QStringList{u"VM_LICENSE"_s});
            QCOMPARE(agent.tags, QList<qint64>({70011001, 70012030})); // the platform's own tag stays
        }
        QCOMPARE(sandbox.agentsOf(5200104).value(0).applied, 0);
        QCOMPARE(sandbox.keyField(5200101, u"applied"_s).toInt(), 1);
        QVERIFY(client.get(keyGet + "5200101").body.contains("<applyOnAgents>false</applyOnAgents>"));
    }

    void keysInUseAreNotDeleted()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        const PlainReply used = client.post(keyDelete + "5200101", nothing);
        QCOMPARE(used.status, 200);
        QCOMPARE(used.code(), u"CA_1004_KEY_IN_USE"_s);
        QVERIFY(used.detail().contains("2 active agents"_L1));
        const PlainReply unused = client.post(keyDelete + "5200103", nothing);
        QCOMPARE(unused.body.trimmed(), sample(u"ca/key-delete-response.xml"_s).trimmed());
        QCOMPARE(client.post(keyDelete + "5200103", nothing).code(), u"NOT_FOUND"_s);
        QCOMPARE(client.post(keyDelete, nothing).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(sandbox.keyIds(), QList<qint64>({5200101, 5200102}));
        const ActivationKey next = keyIn(client.post(keyCreate, keyRequest("<title>T</title>" + unlimited)));
        QCOMPARE(next.id.value, 5200104); // a number is never given twice
    }

    void quirksAnswerUpdatesThinly()
    {
        Sandbox sandbox({.keys = 3, .quirks = true});
        const PlainClient client(sandbox);
        client.post(keyCreate, sample(u"ca/key-create-request.xml"_s));
        QByteArray body = sample(u"ca/key-update-request.xml"_s);
        body.replace("<title>Frankfurt DMZ hosts</title>", "<title>Frankfurt</title>");
        const PlainReply reply = client.post(keyUpdate + "5200104", body);
        QVERIFY(!reply.body.contains("<modules>") && !reply.body.contains("<tags>"));
        const qsizetype fresh = reply.body.indexOf("<title>Frankfurt</title>");
        const qsizetype stale = reply.body.indexOf("<title>Frankfurt DMZ hosts</title>");
        QVERIFY(fresh > 0 && fresh < stale);
        QCOMPARE(reply.body.count("<title>"), 2);
        const ActivationKey key = keyIn(client.get(keyGet + "5200104"));
        QCOMPARE(key.title, u"Frankfurt"_s);
        QCOMPARE(key.modules, QStringList({u"VM_LICENSE"_s, u"SCA"_s, u"PM"_s}));
    }

    void updateAnswersTheKeyOtherwise()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        const ActivationKey made = keyIn(client.post(keyCreate, sample(u"ca/key-create-request.xml"_s)));
        QByteArray expected = sample(u"ca/key-update-response.xml"_s);
        expected.replace("64a9e1d7-0f83-4b2c-b95e-3d7f20c8a6b1", made.key.toLatin1());
        expected.replace("2026-05-20T08:31:44Z", made.purchased.toString(Qt::ISODate).toLatin1());
        QCOMPARE(client.post(keyUpdate + "5200104", sample(u"ca/key-update-request.xml"_s)).body.trimmed(),
                 expected.trimmed());
    }

    void wholeNumbersOf64BitsAreKept()
    {
        Sandbox sandbox({.keys = 1});
        const qint64 big = 9'007'199'254'740'993; // no double holds it
        const PlainReply reply =
            PlainClient(sandbox).post(keyCreate,
                                      R"({"ServiceRequest":{"data":{"AgentActKey":{"title":"T","type":"COUNT_LIMITED",)"
                                      R"("countPurchased":9007199254740993}}}})",
                                      {{"Content-Type", "application/json"}});
        QCOMPARE(keyIn(reply).countPurchased, big);
    }
};

QTEST_GUILESS_MAIN(SandboxWritesTest)
#include "tst_sandboxwrites.moc"
