// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"
#include "qps/portalversion.h"
#include "qps/tags.h"
#include "qps/users.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

QStringList loginsIn(const PlainReply &reply)
{
    QStringList logins;
    if (const auto page = qps::readUsers(reply.raw()))
        for (const User &user : page->records)
            logins << user.login;
    return logins;
}

QList<qint64> tagsIn(const PlainReply &reply)
{
    QList<qint64> ids;
    if (const auto page = qps::readTags(reply.raw()))
        for (const Tag &tag : page->records)
            ids << tag.id.value;
    return ids;
}

qint64 countIn(const PlainReply &reply)
{
    return qps::readCount(reply.raw()).value_or(-1);
}

const QByteArray userSearch = "/qps/rest/2.0/search/am/user/";
const QByteArray tagSearch = "/qps/rest/2.0/search/am/tag";
const QByteArray webAppCount = "/qps/rest/3.0/count/was/webapp";
const QByteArray portalVersion = "/qps/rest/portal/version";

} // namespace

/// Who may do what, the people and tags, and the calls that clients make to find that out.
class SandboxAccessTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_demo{{.keys = 5}};
    PlainClient m_marta{m_demo};

private slots:
    void signInIsRefusedWithStatus200()
    {
        const PlainReply none = m_marta.sendAnonymously("POST", keySearch, nothing);
        QCOMPARE(none.status, 200);
        QCOMPARE(none.body.trimmed(), sample(u"ca/error-credentials-needed.xml"_s).trimmed());
        const PlainReply wrong = PlainClient(m_demo, u"lrksp_mb1"_s, u"Larkspur"_s).get(portalVersion);
        QCOMPARE(wrong.status, 200);
        QCOMPARE(wrong.body.trimmed(), sample(u"ca/error-invalid-credentials.xml"_s).trimmed());
        for (const PlainReply &reply : {none, wrong}) {
            QVERIFY(reply.header("x-powered-by").isEmpty());
            QVERIFY(reply.header("evaluation").isEmpty());
            QVERIFY(reply.header("www-authenticate").isEmpty());
        }
    }

    void oddAuthorizationHeaders_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("code");
        QTest::addRow("bearer") << QByteArray("Bearer abc.def.ghi") << u"AUTH_CREDENTIALS_NEEDED"_s;
        QTest::addRow("no login") << "Basic " + QByteArray(":larkspur").toBase64() << u"AUTH_CREDENTIALS_NEEDED"_s;
        QTest::addRow("no colon") << "Basic " + QByteArray("lrksp_mb1").toBase64() << u"AUTH_CREDENTIALS_NEEDED"_s;
        QTest::addRow("not base64") << QByteArray("Basic \x01%%%") << u"AUTH_CREDENTIALS_NEEDED"_s;
        QTest::addRow("no password") << "Basic " + QByteArray("lrksp_mb1:").toBase64() << u"INVALID_CREDENTIALS"_s;
        QTest::addRow("lower case scheme") << "basic " + QByteArray("lrksp_mb1:larkspur").toBase64() << u"SUCCESS"_s;
        QTest::addRow("SQL") << "Basic " + QByteArray("lrksp_mb1' OR '1'='1:x").toBase64() << u"INVALID_CREDENTIALS"_s;
    }
    void oddAuthorizationHeaders()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, code);
        QCOMPARE(m_marta.sendAnonymously("GET", portalVersion, {}, {{"Authorization", header}}).code(), code);
    }

    void passwordsAreUtf8AndMayHaveColons()
    {
        const QString password = u"pä:ss w+rd&% é東"_s;
        Sandbox sandbox({.keys = 1, .users = {{u"lrksp_zz99"_s, password}, {u"lrksp_to2"_s, u"new"_s}}});
        QCOMPARE(PlainClient(sandbox, u"lrksp_zz99"_s, password).get(portalVersion).code(), u"SUCCESS"_s);
        QCOMPARE(PlainClient(sandbox, u"lrksp_zz99"_s, u"pä"_s).get(portalVersion).code(), u"INVALID_CREDENTIALS"_s);
        QCOMPARE(PlainClient(sandbox, u"lrksp_to2"_s).get(portalVersion).code(), u"INVALID_CREDENTIALS"_s);
        const PlainClient tomas(sandbox, u"lrksp_to2"_s, u"new"_s);
        QVERIFY(loginsIn(tomas.post(userSearch, nothing)).contains(u"lrksp_to2"_s)); // he is a Manager now
    }

    void failedLoginsAreCounted()
    {
        Sandbox sandbox({.keys = 1});
        PlainClient(sandbox).get(portalVersion);
        QCOMPARE(sandbox.failedLogins(), 0);
        PlainClient(sandbox, u"lrksp_mb1"_s, u"x"_s).get(portalVersion);
        PlainClient(sandbox, u"nobody"_s, u"x"_s).post(keySearch, nothing);
        PlainClient(sandbox, u"lrksp_dr7"_s).get(portalVersion); // she left
        QCOMPARE(sandbox.failedLogins(), 3);
        sandbox.setPassword(Sandbox::user(), u"other"_s);
        PlainClient(sandbox).get(portalVersion);
        QCOMPARE(sandbox.failedLogins(), 4);
        QCOMPARE(sandbox.log().at(2).user, u"nobody"_s);
        QCOMPARE(sandbox.log().at(2).outcome, u"failed-login"_s);
    }

    void permissions_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("may"); // search, create, update, delete, tags, users, hosts, web apps
        QTest::addRow("Manager") << u"lrksp_mb1"_s << u"scudtuhw"_s;
        QTest::addRow("editor") << u"lrksp_to2"_s << u"scu-t-h-"_s;
        QTest::addRow("deletes too") << u"lrksp_ko4"_s << u"scudt-h-"_s;
        QTest::addRow("reader") << u"lrksp_ap3"_s << u"s---t-h-"_s;
        QTest::addRow("web applications only") << u"lrksp_wa9"_s << u"-------w"_s;
        QTest::addRow("no API access") << u"lrksp_na10"_s << u"--------"_s;
    }
    void permissions()
    {
        QFETCH(QString, login);
        QFETCH(QString, may);
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox, login);
        const auto judge = [&](qsizetype index, const PlainReply &reply) {
            QCOMPARE(reply.status, 200);
            const bool allowed = may[index] != u'-';
            QCOMPARE(reply.code(), allowed ? u"SUCCESS"_s : u"UNAUTHORIZED"_s);
            QVERIFY(!reply.header("x-powered-by").isEmpty());
        };
        judge(0, client.post(keySearch, nothing));
        judge(1, client.post(keyCreate, keyRequest("<title>T</title>" + unlimited)));
        judge(2, client.post(keyUpdate + "5200103", keyRequest(unlimited)));
        judge(3, client.post(keyDelete + "5200103", nothing));
        judge(4, client.post(tagSearch, nothing));
        judge(5, client.post(userSearch, nothing));
        judge(6, client.post(hostCount, nothing));
        judge(7, client.get(webAppCount));
        QCOMPARE(sandbox.keyCount(), 3 + (may[1] != u'-' ? 1 : 0) - (may[3] != u'-' ? 1 : 0));
    }

    void refusalIsTheRecordedOne()
    {
        const PlainReply reply = PlainClient(m_demo, u"lrksp_wa9"_s).post(keySearch, nothing);
        QCOMPARE(reply.body.trimmed(), sample(u"ca/error-unauthorized.xml"_s).trimmed());
    }

    void expiredAccountsAreToldSo()
    {
        const PlainClient eva(m_demo, u"lrksp_ev11"_s);
        QCOMPARE(eva.get(portalVersion).code(), u"EVALUATION_EXPIRED"_s);
        const PlainReply classic = eva.get("/msp/about.php");
        QCOMPARE(classic.status, 200);
        QVERIFY(classic.body.contains("<CODE>2001</CODE>"));
    }

    void oneRightCanBeTakenAway()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient kim(sandbox, u"lrksp_ko4"_s);
        sandbox.setRight(u"lrksp_ko4"_s, u"ca_edit"_s, false);
        QCOMPARE(kim.post(keyUpdate + "5200103", keyRequest(unlimited)).code(), u"UNAUTHORIZED"_s);
        QCOMPARE(kim.post(keySearch, nothing).code(), u"SUCCESS"_s);
    }

    void portalVersionProvesTheLogin()
    {
        const PlainReply reply = m_marta.get(portalVersion);
        QVERIFY(reply.header("x-powered-by").isEmpty());
        const auto version = qps::readPortalVersion(reply.raw());
        QVERIFY(version.has_value());
        QStringList names;
        for (const auto &component : version->components)
            names << component.name;
        for (const QString &name : {u"CA"_s, u"WAS"_s, u"QUESTIONNAIRE_SERVICE"_s, u"WEB"_s})
            QVERIFY2(names.contains(name), qPrintable(name));
        QCOMPARE(PlainClient(m_demo, u"lrksp_wa9"_s).get(portalVersion).code(), u"SUCCESS"_s);
    }

    void peopleWithoutOtherManagers()
    {
        const PlainReply reply = m_marta.post(userSearch, sample(u"platform/am-user-search.request.xml"_s));
        const QStringList logins = loginsIn(reply);
        QVERIFY(logins.contains(u"lrksp_mb1"_s)); // herself
        QVERIFY(logins.contains(u"lrksp_to2"_s));
        QVERIFY(!logins.contains(u"lrksp_hl8"_s)); // a Manager too
        QVERIFY(!logins.contains(u"lrksp_dr7"_s)); // left
        QVERIFY(!logins.contains(u"lrksp_ev11"_s));
        QVERIFY(std::ranges::none_of(logins, &QString::isEmpty));
        const auto page = qps::readUsers(reply.raw());
        QCOMPARE(page->records.value(1).roles, QStringList{u"SCANNER"_s});
        QCOMPARE(m_marta.get("/qps/rest/2.0/get/am/user/410027903").code(), u"NOT_FOUND"_s);
        QCOMPARE(loginsIn(m_marta.get("/qps/rest/2.0/get/am/user/410027805")), QStringList{u"lrksp_to2"_s});
        QCOMPARE(countIn(m_marta.post("/qps/rest/2.0/count/am/user", nothing)), logins.size());
    }

    void peopleByLoginAndRole()
    {
        QCOMPARE(loginsIn(m_marta.post(userSearch, sample(u"platform/am-user-search-by-login.request.xml"_s))),
                 QStringList{u"lrksp_to2"_s});
        QCOMPARE(loginsIn(m_marta.post(userSearch, filterRequest("roleName", "EQUALS", "CA API ONLY"))),
                 QStringList{u"lrksp_ap3"_s});
        QCOMPARE(loginsIn(m_marta.post(userSearch, filterRequest("id", "LESSER", "410027806"))),
                 QStringList({u"lrksp_mb1"_s, u"lrksp_to2"_s}));
        QCOMPARE(m_marta.post(userSearch, filterRequest("id", "IN", "1,2")).code(), u"INVALID_REQUEST"_s);
    }

    void loneItemsAreBareObjectsWithQuirks()
    {
        const PlainClient::Headers json{{"Accept", "application/json"}};
        const QByteArray path = "/qps/rest/2.0/get/am/user/410027805";
        const auto roles = [&](const PlainClient &client) {
            return QJsonDocument::fromJson(
                client.get(path, json).body)[u"ServiceResponse"_s][u"data"_s][0][u"User"_s][u"roleList"_s][u"list"_s];
        };
        Sandbox quirky({.keys = 1, .quirks = true});
        QVERIFY(roles(m_marta).isArray());
        QVERIFY(roles(PlainClient(quirky)).isObject());
        QCOMPARE(qps::readUsers(PlainClient(quirky).get(path, json).raw())->records,
                 qps::readUsers(m_marta.get(path).raw())->records);
    }

    void tagsOfTheSamples()
    {
        Sandbox sandbox({.keys = 1, .tags = 7});
        const PlainClient client(sandbox);
        const auto page = qps::readTags(client.post(tagSearch, sample(u"ca/tag-search-request.xml"_s)).raw());
        const auto printed = qps::readTags({sample(u"ca/tag-search-response.xml"_s)});
        QCOMPARE(page->records, printed->records);
        QCOMPARE(tagsIn(client.post(tagSearch, sample(u"ca/tag-search-children-request.xml"_s))),
                 QList<qint64>({70012011, 70012012, 70012030}));
        QByteArray one = client.get("/qps/rest/2.0/get/am/tag/70012011").body;
        for (const QByteArray &member : {QByteArray("<children>"), QByteArray("<TagSimple>"), QByteArray("Prod Linux"),
                                         QByteArray("<criticalityScore>4<"), QByteArray("<color>#2CA02C<")})
            QVERIFY2(one.contains(member), member.constData());
        QCOMPARE(client.get("/qps/rest/2.0/get/am/tag/1").code(), u"NOT_FOUND"_s);
    }

    void tagsByEveryOperator_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("op");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QList<qint64>>("ids");
        const auto row = [](const char *name, const QByteArray &field, const QByteArray &op, const QByteArray &value,
                            const QList<qint64> &ids) { QTest::addRow("%s", name) << field << op << value << ids; };
        row("name contains", "name", "CONTAINS", "Prod", {70012021, 70012022});
        row("name contains a percent sign", "name", "CONTAINS", "%", {});
        row("name contains an underscore", "name", "CONTAINS", "_", {});
        row("name equals", "name", "EQUALS", "DMZ", {70012030});
        row("name not equals", "name", "NOT EQUALS", "DMZ",
            {70011001, 70012010, 70012011, 70012012, 70012021, 70012022});
        row("parent in", "parent", "IN", "70012011,70012012", {70012021, 70012022});
        row("parent none", "parent", "NONE", "", {70011001, 70012010});
        row("parent not equals has roots", "parent", "NOT EQUALS", "70012010",
            {70011001, 70012010, 70012021, 70012022});
        row("rule type", "ruleType", "EQUALS", "OS_REGEX", {70012021, 70012022});
        row("absent rule type is static", "ruleType", "EQUALS", "STATIC",
            {70011001, 70012010, 70012011, 70012012, 70012030});
        row("rule type in", "ruleType", "IN", "OS_REGEX,GROOVY", {70012021, 70012022});
        row("provider none", "provider", "NONE", "",
            {70011001, 70012010, 70012011, 70012012, 70012021, 70012022, 70012030});
        row("color", "color", "EQUALS", "#1F77B4", {70012010});
    }
    void tagsByEveryOperator()
    {
        static Sandbox sandbox({.keys = 1, .tags = 7});
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, op);
        QFETCH(QByteArray, value);
        QFETCH(QList<qint64>, ids);
        const PlainClient client(sandbox);
        QCOMPARE(tagsIn(client.post(tagSearch, filterRequest(field, op, value))), ids);
        QCOMPARE(countIn(client.post("/qps/rest/2.0/count/am/tag", filterRequest(field, op, value))), ids.size());
    }

    void unknownRuleTypeIsNoKeyword()
    {
        const PlainReply reply = m_marta.post(tagSearch, filterRequest("ruleType", "EQUALS", "MAGIC"));
        QCOMPARE(reply.code(), u"INVALID_REQUEST"_s);
        QVERIFY(reply.detail().contains("one of STATIC, GROOVY, "_L1));
    }

    void hostsAndWebAppsAreCounted()
    {
        Sandbox sandbox({.keys = 5, .agents = 40, .webApps = 7});
        const PlainClient client(sandbox);
        QCOMPARE(countIn(client.post(hostCount, nothing)), 40);
        QCOMPARE(countIn(client.get(hostCount)), 40);
        QCOMPARE(countIn(client.get(webAppCount)), 7);
        QCOMPARE(countIn(client.post(webAppCount, filterRequest("name", "CONTAINS", "portal"))), 2);
        QCOMPARE(countIn(client.post(hostCount, sample(u"ca/agent-count-request.xml"_s))), 40);
        QCOMPARE(countIn(client.post(hostCount,
                                     filterRequest("activationKey", "EQUALS", "8f1d2c3b-5a64-4e0f-9b7a-2c61d0e4a901"))),
                 sandbox.agentCount(5200101));
        QCOMPARE(countIn(client.post(hostCount, filterRequest("created", "GREATER", "2099-01-01"))), 0);
        QCOMPARE(countIn(client.post(hostCount, filterRequest("created", "LESSER", "2099-01-01T00:00:00Z"))), 40);
        QCOMPARE(client.post(hostCount, filterRequest("created", "LESSER", "1.1.2099")).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(client.post("/qps/rest/2.0/create/am/hostasset", nothing).code(), u"OPERATION_NOT_SUPPORTED"_s);
    }

    void addressesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("poweredBy");
        QTest::addRow("letters for an id") << keyGet + "abc" << u"INVALID_URL"_s << false;
        QTest::addRow("too short") << QByteArray("/qps/rest/1.0/search/ca") << u"INVALID_URL"_s << false;
        QTest::addRow("misspelt prefix") << QByteArray("/qps/res/1.0/search/ca/agentactkey") << u"INVALID_URL"_s
                                         << false;
        QTest::addRow("object") << QByteArray("/qps/rest/1.0/count/ca/nosuchobject") << u"UNKNOWN_OBJECT"_s << true;
        QTest::addRow("version") << QByteArray("/qps/rest/2.0/search/ca/agentactkey") << u"INVALID_API_VERSION"_s
                                 << true;
        QTest::addRow("WAS version") << QByteArray("/qps/rest/1.0/count/was/webapp") << u"INVALID_API_VERSION"_s
                                     << true;
        QTest::addRow("operation") << QByteArray("/qps/rest/1.0/purge/ca/agentactkey") << u"OPERATION_NOT_SUPPORTED"_s
                                   << true;
    }
    void addressesThatAreNone()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, code);
        QFETCH(bool, poweredBy);
        const PlainReply reply = m_marta.post(path, nothing);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.code(), code);
        QCOMPARE(!reply.header("x-powered-by").isEmpty(), poweredBy);
    }

    void elsewhereIsNothing()
    {
        for (const QByteArray &path : {QByteArray("/"), QByteArray("/favicon.ico"), QByteArray("/qps%0Arest"),
                                       QByteArray("/") + QByteArray(4'000, 'a')}) {
            const PlainReply reply = m_marta.get(path);
            QCOMPARE(reply.status, 404);
            QVERIFY(reply.header("content-type").startsWith("text/html"));
        }
    }
};

QTEST_GUILESS_MAIN(SandboxAccessTest)
#include "tst_sandboxaccess.moc"
