// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"
#include "qps/keys.h"
#include "qps/requests.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;

namespace {

ActivationKey keyIn(const PlainReply &reply)
{
    const auto page = qps::readActivationKeys(reply.raw());
    return page ? page->records.value(0) : ActivationKey();
}

QList<qint64> idsIn(const PlainReply &reply)
{
    QList<qint64> ids;
    if (const auto page = qps::readActivationKeys(reply.raw()))
        for (const ActivationKey &key : page->records)
            ids << key.id.value;
    return ids;
}

const QByteArray creation = keyRequest("<title>T</title>" + unlimited);

} // namespace

/// Faults of the service itself: when it acts, what it answers instead, and what it does wrong.
class SandboxFaultsTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_sandbox{{.keys = 12}};
    PlainClient m_client{m_sandbox};

private slots:
    void cleanup()
    {
        m_sandbox.clearFaults();
        m_sandbox.clearLog();
        for (const qint64 id : m_sandbox.keysWithTitle(u"T"_s))
            m_sandbox.deleteKey(id);
    }

    void rulesCountTheirRequests_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QList<int>>("statuses");
        QTest::addRow("all") << QString() << QList<int>{500, 500, 500, 500};
        QTest::addRow("second only") << u":2"_s << QList<int>{200, 500, 200, 200};
        QTest::addRow("from the third") << u":3-"_s << QList<int>{200, 200, 500, 500};
        QTest::addRow("second and third") << u":2-3"_s << QList<int>{200, 500, 500, 200};
    }
    void rulesCountTheirRequests()
    {
        QFETCH(QString, range);
        QFETCH(QList<int>, statuses);
        const qint64 fault = m_sandbox.addFault(u"POST:search/ca"_s + range + u"=status=500"_s);
        m_client.get(keyGet + "5200101"); // does not count
        m_client.post(keyCreate, creation);
        QList<int> seen;
        for (qsizetype i = 0; i < statuses.size(); ++i)
            seen << m_client.post(keySearch, nothing).status;
        QCOMPARE(seen, statuses);
        QCOMPARE(m_sandbox.faultHits(fault), statuses.size());
    }

    void rulesMatchMethodAndPath_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<bool>("hit");
        QTest::addRow("any method") << u"*:search"_s << true;
        QTest::addRow("wrong method") << u"GET:search"_s << false;
        QTest::addRow("query") << u"POST:fields"_s << true;
        QTest::addRow("wildcard") << u"POST:rest/*/ca/*fields"_s << true;
        QTest::addRow("dots are dots") << u"POST:1x0"_s << false;
        QTest::addRow("other path") << u"POST:create/ca"_s << false;
    }
    void rulesMatchMethodAndPath()
    {
        QFETCH(QString, where);
        QFETCH(bool, hit);
        m_sandbox.addFault(where + u"=status=503"_s);
        QCOMPARE(m_client.post(keySearch + "?fields=id", nothing).status == 503, hit);
    }

    void faultsAreLoggedAndDoNotAct()
    {
        m_sandbox.addFault(u"POST:create=status=500"_s);
        QCOMPARE(m_client.post(keyCreate, creation).status, 500);
        const SandboxRequest request = m_sandbox.writes().value(0);
        QCOMPARE(request.outcome, u"fault"_s);
        QCOMPARE(request.fault, u"status=500"_s);
        QCOMPARE(request.status, 500);
        QCOMPARE(request.user, u"lrksp_mb1"_s);
        QCOMPARE(request.applied, false);
        QVERIFY(m_sandbox.keysWithTitle(u"T"_s).isEmpty());
    }

    void applyThenActsAndAnswersOtherwise_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("status");
        for (const auto &[kind, status] : {std::pair{"status=504", 504},
                                           {"status=502 <html>bad gateway</html>", 502},
                                           {"empty", 200},
                                           {"html200", 200},
                                           {"code=SOME_FUTURE_CODE", 200},
                                           {"retry-after=5", 503},
                                           {"redirect=http://127.0.0.1:1/", 302},
                                           {"entity-bomb", 200}})
            QTest::addRow("%s", kind) << QString::fromLatin1(kind) << status;
    }
    void applyThenActsAndAnswersOtherwise()
    {
        QFETCH(QString, kind);
        QFETCH(int, status);
        m_sandbox.addFault(u"POST:create:1=apply-then-"_s + kind);
        const PlainReply reply = m_client.post(keyCreate, creation);
        QCOMPARE(reply.status, status);
        QVERIFY(!reply.body.contains("<id>52"));
        const QList<qint64> made = m_sandbox.keysWithTitle(u"T"_s);
        QCOMPARE(made.size(), 1);
        QCOMPARE(m_sandbox.writes().value(0).outcome, u"fault"_s);
        QCOMPARE(m_sandbox.writes().value(0).applied, true);
        QCOMPARE(m_sandbox.writes().value(0).object, made.value(0));
        QCOMPARE(m_sandbox.writes().value(0).status, status);
    }

    void failedLoginsStayFailedLogins()
    {
        m_sandbox.addFault(u"POST:search=apply-then-empty"_s);
        PlainClient(m_sandbox, u"lrksp_mb1"_s, u"wrong"_s).post(keySearch, nothing);
        QCOMPARE(m_sandbox.log().value(0).outcome, u"failed-login"_s);
        QCOMPARE(m_sandbox.failedLogins(), 1);
    }

    void delayAnswersLate()
    {
        m_sandbox.addFault(u"POST:create=delay=2500"_s);
        QElapsedTimer timer;
        timer.start();
        std::thread slow([&] { m_client.post(keyCreate, creation); });
        while (m_sandbox.keysWithTitle(u"T"_s).isEmpty() && timer.elapsed() < 5'000)
            QTest::qWait(5);
        QVERIFY(timer.elapsed() < 2'000); // done at once
        slow.join();
        QVERIFY(timer.elapsed() >= 2'500);
        QCOMPARE(m_sandbox.writes().value(0).outcome, u"ok"_s);
        QCOMPARE(m_sandbox.writes().value(0).fault, u"delay=2500"_s);
    }

    void delayApplyActsLate()
    {
        m_sandbox.addFault(u"POST:create=delay-apply=1500"_s);
        std::thread slow([&] { m_client.post(keyCreate, creation); });
        while (m_sandbox.writes().isEmpty())
            QTest::qWait(5);
        QCOMPARE(m_sandbox.writes().value(0).outcome, u"waiting"_s);
        QVERIFY(m_sandbox.keysWithTitle(u"T"_s).isEmpty());
        QCOMPARE(m_client.post(keySearch, nothing).code(), u"SUCCESS"_s); // nobody else waits
        slow.join();
        QCOMPARE(m_sandbox.keysWithTitle(u"T"_s).size(), 1);
        QCOMPARE(m_sandbox.writes().size(), 1);
        QCOMPARE(m_sandbox.writes().value(0).outcome, u"ok"_s);
        QVERIFY(m_sandbox.writes().value(0).seq < m_sandbox.log().last().seq);
    }

    void statusWithABody()
    {
        m_sandbox.addFault(u"GET:version=status=401 {\"status\":401,\"message\":\"JWT expired\"}"_s);
        const PlainReply reply = m_client.get("/qps/rest/portal/version");
        QCOMPARE(reply.status, 401);
        QCOMPARE(reply.header("content-type"), "application/json");
        QCOMPARE(reply.body, R"({"status":401,"message":"JWT expired"})");
        QCOMPARE(m_sandbox.failedLogins(), 1);
    }

    void codeIsAnswered()
    {
        m_sandbox.addFault(u"POST:search=code=RMI_SERVER_DOWN"_s);
        const PlainReply reply = m_client.post(keySearch, nothing);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.code(), u"RMI_SERVER_DOWN"_s);
        QCOMPARE(m_sandbox.log().value(0).responseCode, u"RMI_SERVER_DOWN"_s);
        const PlainReply json = m_client.post(keySearch, nothing, {{"Accept", "application/json"}});
        QVERIFY(json.body.startsWith("{\"ServiceResponse\":"));
        m_sandbox.clearFaults();
        m_sandbox.addFault(u"POST:search=code=INVALID_CREDENTIALS"_s);
        m_client.post(keySearch, nothing);
        QCOMPARE(m_sandbox.failedLogins(), 1);
    }

    void retryAfterInBothForms()
    {
        m_sandbox.addFault(u"POST:search:1=retry-after=30"_s);
        m_sandbox.addFault(u"POST:search:2=retry-after=3600 date"_s);
        const PlainReply seconds = m_client.post(keySearch, nothing);
        QCOMPARE(seconds.status, 503);
        QCOMPARE(seconds.header("retry-after"), "30");
        const QByteArray date = m_client.post(keySearch, nothing).header("retry-after");
        const QDateTime until =
            QLocale::c().toDateTime(QString::fromLatin1(date), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
        const qint64 ahead = QDateTime::currentDateTimeUtc().secsTo(QDateTime(until.date(), until.time(), Qt::UTC));
        QVERIFY2(ahead > 3'500 && ahead <= 3'600, date.constData());
    }

    void limitsRefuse_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::addRow("rate") << u"rate=180"_s << 409 << u"1965"_s << QByteArray("X-RateLimit-ToWait-Sec")
                              << QByteArray("180");
        QTest::addRow("negative rate") << u"rate=-5"_s << 409 << u"1965"_s << QByteArray("X-RateLimit-ToWait-Sec")
                                       << QByteArray("-5");
        QTest::addRow("absurd rate") << u"rate=99999999999"_s << 409 << u"1965"_s
                                     << QByteArray("X-RateLimit-ToWait-Sec") << QByteArray("99999999999");
        QTest::addRow("rate without a time")
            << u"rate=none"_s << 409 << u"1965"_s << QByteArray("X-RateLimit-ToWait-Sec") << QByteArray();
        QTest::addRow("concurrency") << u"concurrency"_s << 409 << u"1960"_s << QByteArray("X-RateLimit-Remaining")
                                     << QByteArray();
        QTest::addRow("too many") << u"too-many=7"_s << 429 << u"API rate limit exceeded"_s << QByteArray("Retry-After")
                                  << QByteArray("7");
        QTest::addRow("too many without a time")
            << u"too-many=none"_s << 429 << u"API rate limit exceeded"_s << QByteArray("Retry-After") << QByteArray();
    }
    void limitsRefuse()
    {
        QFETCH(QString, kind);
        QFETCH(int, status);
        QFETCH(QString, code);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        m_sandbox.addFault(u"POST:create="_s + kind);
        const PlainReply reply = m_client.post(keyCreate, creation);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.code(), code);
        QCOMPARE(reply.header(header.constData()), value);
        QVERIFY(m_sandbox.keysWithTitle(u"T"_s).isEmpty());
    }

    void redirects()
    {
        m_sandbox.addFault(u"POST:search:1=redirect=http://127.0.0.1:1/elsewhere"_s);
        m_sandbox.addFault(u"POST:search:2=redirect=307 https://login.example/sso?x=1"_s);
        const PlainReply found = m_client.post(keySearch, nothing);
        QCOMPARE(found.status, 302);
        QCOMPARE(found.header("location"), "http://127.0.0.1:1/elsewhere");
        const PlainReply temporary = m_client.post(keySearch, nothing);
        QCOMPARE(temporary.status, 307);
        QCOMPARE(temporary.header("location"), "https://login.example/sso?x=1");
    }

    void htmlInsteadOfAnAnswer()
    {
        m_sandbox.addFault(u"POST:search=html200"_s);
        const PlainReply reply = m_client.post(keySearch, nothing);
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.header("content-type").startsWith("text/html"));
        QVERIFY(reply.body.contains("<title>Guest network sign-in</title>"));
    }

    void emptyAnswer()
    {
        m_sandbox.addFault(u"POST:search=empty"_s);
        const PlainReply reply = m_client.post(keySearch, nothing);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.header("content-length"), "0");
        QVERIFY(reply.body.isEmpty());
    }

    void fieldsAreSilentlyIgnored_data()
    {
        QTest::addColumn<QString>("field");
        for (const char *field : {"title", "type", "countPurchased", "expireDate", "networkId", "isDisabled",
                                  "suspendSelfPatch", "ownerId", "modules", "tags", "*"})
            QTest::addRow("%s", field) << QString::fromLatin1(field);
    }
    void fieldsAreSilentlyIgnored()
    {
        QFETCH(QString, field);
        Sandbox sandbox({.keys = 12, .faults = {u"POST:update=ignore-field="_s + field}});
        const PlainClient client(sandbox);
        const ActivationKey before = keyIn(client.get(keyGet + "5200105"));
        ActivationKey wanted = before;
        wanted.title = u"T"_s;
        wanted.type = KeyType::CountTimeLimited;
        wanted.countPurchased = 7;
        wanted.expires = before.expires->addDays(3);
        wanted.networkId = 99;
        wanted.disabled = wanted.suspendSelfPatch = true;
        wanted.owner = {410027805};
        wanted.modules = {u"PM"_s};
        wanted.tags = {{{70012030}, u"DMZ"_s}};
        if (field == "type"_L1)
            wanted.type = KeyType::CountLimited;
        const PlainReply reply = client.post(keyUpdate + "5200105", qps::keyUpdateRequest(wanted));
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        const ActivationKey after = keyIn(client.get(keyGet + "5200105"));
        const bool all = field == "*"_L1;
        const auto stays = [&](const char *name) { return all || field == QLatin1StringView(name); };
        QCOMPARE(after.title, stays("title") ? before.title : wanted.title);
        QCOMPARE(after.type, stays("type") ? before.type : wanted.type);
        QCOMPARE(after.countPurchased, stays("countPurchased") ? before.countPurchased : wanted.countPurchased);
        QCOMPARE(after.networkId, stays("networkId") ? before.networkId : wanted.networkId);
        QCOMPARE(after.disabled, stays("isDisabled") ? before.disabled : wanted.disabled);
        QCOMPARE(after.suspendSelfPatch, stays("suspendSelfPatch") ? before.suspendSelfPatch : wanted.suspendSelfPatch);
        QCOMPARE(after.owner, stays("ownerId") ? before.owner : wanted.owner);
        QCOMPARE(after.modules, stays("modules") ? before.modules : wanted.modules);
        QCOMPARE(after.tags, stays("tags") ? before.tags : wanted.tags);
        if (field != "type"_L1)
            QCOMPARE(after.expires, stays("expireDate") ? before.expires : wanted.expires);
        QCOMPARE(sandbox.writes().value(0).applied, !all);
        QCOMPARE(sandbox.writes().value(0).fault, u"ignore-field="_s + field);
    }

    void everythingIgnoredIsASuccessAllTheSame()
    {
        m_sandbox.addFault(u"POST:/ca/agentactkey=ignore-field=*"_s);
        const int before = m_sandbox.keyCount();
        const PlainReply created = m_client.post(keyCreate, creation);
        QCOMPARE(created.code(), u"SUCCESS"_s);
        QVERIFY(keyIn(created).id.value > 5200112);
        QCOMPARE(m_client.post(keyDelete + "5200103", nothing).code(), u"SUCCESS"_s);
        QCOMPARE(m_sandbox.keyCount(), before);
    }

    void anotherAdminIsFaster_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("field");
        QTest::addRow("title") << QString() << u"title"_s;
        for (const char *field : {"ownerId", "isDisabled", "countPurchased", "modules", "tags"})
            QTest::addRow("%s", field) << u"="_s + QString::fromLatin1(field) << QString::fromLatin1(field);
    }
    void anotherAdminIsFaster()
    {
        QFETCH(QString, argument);
        QFETCH(QString, field);
        Sandbox sandbox({.keys = 5, .faults = {u"POST:search:1=mutate-between"_s + argument}});
        const PlainClient client(sandbox);
        const QVariant before = sandbox.keyField(5200105, field);
        const PlainReply seen = client.post(keySearch, filterRequest("id", "IN", "5200104,5200105"));
        QCOMPARE(idsIn(seen), QList<qint64>({5200104, 5200105}));
        QVERIFY(sandbox.keyField(5200105, field) != before);
        const QVariant changed = sandbox.keyField(5200105, field);
        client.post(keySearch, nothing);
        QCOMPARE(sandbox.keyField(5200105, field), changed); // once
        QCOMPARE(sandbox.log().value(0).outcome, u"ok"_s);
    }

    void anotherAdminPicksOneOrDeletes()
    {
        Sandbox sandbox({.keys = 5,
                         .faults = {u"POST:search:1=mutate-between=title@5200104"_s,
                                    u"POST:search:2=mutate-between=delete@5200104"_s}});
        const PlainClient client(sandbox);
        client.post(keySearch, nothing);
        QVERIFY(sandbox.keyField(5200104, u"title"_s).toString().endsWith("(edited elsewhere)"_L1));
        QCOMPARE(sandbox.keyField(5200101, u"title"_s).toString(), u"Production servers"_s);
        QVERIFY(idsIn(client.post(keySearch, nothing)).contains(5200104));
        QVERIFY(!sandbox.keyIds().contains(5200104));
    }

    void indexLagsBehindCreations()
    {
        m_sandbox.addFault(u"POST:search=index-lag=3"_s);
        const qint64 id = keyIn(m_client.post(keyCreate, creation)).id.value;
        const QByteArray byId = filterRequest("id", "EQUALS", QByteArray::number(id));
        QVERIFY(idsIn(m_client.post(keySearch, byId)).isEmpty());
        QVERIFY(idsIn(m_client.post(keySearch, nothing)).contains(5200101));
        QCOMPARE(keyIn(m_client.get(keyGet + QByteArray::number(id))).id.value, id);
        QList<qint64> found;
        QTRY_VERIFY(!(found = idsIn(m_client.post(keySearch, byId))).isEmpty());
        QCOMPARE(found, QList<qint64>{id});
    }
};

QTEST_GUILESS_MAIN(SandboxFaultsTest)
#include "tst_sandboxfaults.moc"
