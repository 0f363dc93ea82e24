// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryFile>
#include <QTest>
#include <QUrl>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {

const PlainClient::Headers form{{"Content-Type", "application/x-www-form-urlencoded"}, {"X-Requested-With", "test"}};

QJsonObject claimsIn(const QByteArray &token)
{
    return QJsonDocument::fromJson(QByteArray::fromBase64(token.split('.').value(1), QByteArray::Base64UrlEncoding))
        .object();
}

} // namespace

/// The interfaces beside QPS, the request log, and that all XML is what the schema says.
class SandboxClassicTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_sandbox{{.keys = 44}};
    PlainClient m_client{m_sandbox};

private slots:
    void aboutNeedsALogin()
    {
        const PlainReply good = m_client.get("/msp/about.php");
        QCOMPARE(good.status, 200);
        QVERIFY(good.body.contains("<ABOUT>"));
        QVERIFY(good.header("x-ratelimit-limit").isEmpty());
        const PlainReply bad = m_client.sendAnonymously("GET", "/msp/about.php", {});
        QCOMPARE(bad.status, 401);
        QVERIFY(bad.header("www-authenticate").isEmpty());
        QByteArray expected = sample(u"platform/fo-401-bad-login.xml"_s).trimmed();
        expected.replace("qualysapi.qualys.com", "qualysapi.qg2.apps.qualys.com");
        QByteArray body = bad.body.trimmed();
        const auto withoutTime = [](QByteArray text) {
            const qsizetype start = text.indexOf("<DATETIME>"), end = text.indexOf("</DATETIME>");
            return text.remove(start, end - start);
        };
        QCOMPARE(withoutTime(body), withoutTime(expected));
    }

    void tokenIsTheBareBody()
    {
        const PlainReply good = m_client.sendAnonymously(
            "POST", "/auth", "username=lrksp_mb1&password=larkspur&token=true&permissions=true", form);
        QCOMPARE(good.status, 201);
        QCOMPARE(good.header("content-type"), "text/plain;charset=UTF-8");
        QCOMPARE(good.body.count('.'), 2);
        QCOMPARE(claimsIn(good.body)[u"customerUuid"_s].toString(), u"4b1f0c52-7d3a-83c1-8211-5e0a9d6c7f10"_s);
        QCOMPARE(claimsIn(good.body)[u"sub"_s].toString(), u"lrksp_mb1"_s);
        const qint64 lasts = claimsIn(good.body)[u"exp"_s].toInteger() - claimsIn(good.body)[u"iat"_s].toInteger();
        QCOMPARE(lasts, 4 * 3600);

        const PlainReply bad = m_client.sendAnonymously("POST", "/auth", "username=lrksp_mb1&password=x", form);
        QCOMPARE(bad.status, 401);
        QCOMPARE(QJsonDocument::fromJson(bad.body),
                 QJsonDocument::fromJson(sample(u"ca/gateway-error-login-401.json"_s)));
        QCOMPARE(m_sandbox.log().last().outcome, u"failed-login"_s);
    }

    void formsAreDecoded()
    {
        const QString password = u"p+a&s%s=w d é"_s; // the password of the reference's own sample
        Sandbox sandbox({.keys = 1, .users = {{u"lrksp_mb1"_s, password}}});
        const PlainClient client(sandbox);
        const QByteArray encoded = "username=lrksp_mb1&password=p%2Ba%26s%25s%3Dw%20d%20%C3%A9&token=true";
        QCOMPARE(client.sendAnonymously("POST", "/auth", encoded, form).status, 201);
        QCOMPARE(client.sendAnonymously("POST", "/auth", QByteArray(encoded).replace("%20", "+"), form).status, 201);
        QCOMPARE(client.sendAnonymously("POST", "/auth", "username=lrksp_mb1&password=p+a&s%s=w d", form).status, 401);
    }

    void sessionsComeAndGo()
    {
        const QByteArray path = "/api/2.0/fo/session/";
        const PlainReply in =
            m_client.sendAnonymously("POST", path, "action=login&username=lrksp_mb1&password=larkspur", form);
        QCOMPARE(in.status, 200);
        QVERIFY(in.body.contains("<TEXT>Logged in</TEXT>") && !in.body.contains("<CODE>"));
        QVERIFY(in.header("set-cookie").startsWith("QualysSession="));
        QVERIFY(m_client.sendAnonymously("POST", path, "action=logout", form).body.contains("Logged out"));
        QCOMPARE(m_client.sendAnonymously("POST", path, "action=login&username=a&password=b", form).status, 401);
        QCOMPARE(m_client.sendAnonymously("POST", path, "action=dance", form).status, 400);
        QCOMPARE(m_client.sendAnonymously("POST", path, "action=logout").status, 400); // X-Requested-With
        const PlainReply moved = m_client.sendAnonymously("POST", "/api/2.0/fo/session", "action=logout", form);
        QCOMPARE(moved.status, 301);
        QCOMPARE(moved.header("location"), path);
    }

    void logTellsWhatArrived()
    {
        m_sandbox.clearLog();
        m_client.post(keyCreate, keyRequest("<title>Logged</title>" + unlimited),
                      {{"X-Client-Request-Id", "11111111-2222-4333-8444-555555555555"}});
        m_client.post(keySearch + "?fields=id", filterRequest("id", "EQUALS", "x"));
        const QList<SandboxRequest> log = m_sandbox.log();
        QCOMPARE(log.size(), 2);
        QCOMPARE(log[0].method, u"POST"_s);
        QCOMPARE(log[0].path, QString::fromLatin1(keyCreate));
        QCOMPARE(log[0].attempt, u"11111111-2222-4333-8444-555555555555"_s);
        QCOMPARE(log[0].user, u"lrksp_mb1"_s);
        QCOMPARE(log[0].object, m_sandbox.keysWithTitle(u"Logged"_s).value(0));
        QCOMPARE(log[0].outcome, u"ok"_s);
        QCOMPARE(log[0].status, 200);
        QCOMPARE(log[0].responseCode, u"SUCCESS"_s);
        QVERIFY(log[0].writes && log[0].applied);
        QVERIFY(log[0].body.contains("<title>Logged</title>"));
        QVERIFY(log[0].bytes > 500);
        QVERIFY(std::abs(log[0].utc.secsTo(QDateTime::currentDateTimeUtc())) < 30);
        QCOMPARE(log[1].outcome, u"refused"_s);
        QCOMPARE(log[1].responseCode, u"INVALID_REQUEST"_s);
        QVERIFY(!log[1].writes && !log[1].applied);
        QVERIFY(log[1].seq > log[0].seq);
        QCOMPARE(m_sandbox.writes().size(), 1);
        QCOMPARE(m_sandbox.logged(u"POST:search/ca/agentactkey/?fields=id"_s).size(), 1);
        QCOMPARE(m_sandbox.logged(u"GET:search"_s).size(), 0);
    }

    void passwordIsNowhere()
    {
        const QString password = u"hunter2-is-not-here"_s;
        Sandbox sandbox({.keys = 1, .users = {{u"lrksp_zz1"_s, password}}});
        const PlainClient client(sandbox, u"lrksp_zz1"_s, password);
        const QByteArray secret = password.toUtf8();
        client.post(keySearch, nothing);
        client.sendAnonymously("POST", "/auth", "username=lrksp_zz1&password=" + secret, form);
        client.sendAnonymously("POST", "/api/2.0/fo/session/", "action=login&username=a&Password=" + secret, form);
        client.sendAnonymously("GET", "/msp/about.php?password=" + secret + "&a=b", {});
        sandbox.addFault(u"POST:auth=delay-apply=1"_s);
        sandbox.addFault(u"POST:auth=status=500"_s);
        client.sendAnonymously("POST", "/auth", "username=lrksp_zz1&password=" + secret, form);
        QCOMPARE(sandbox.log().size(), 5);
        QVERIFY(sandbox.log().at(1).body.contains("username=lrksp_zz1"));
        sandbox.stop();
        QFile file(sandbox.databaseFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.size() > 10'000);
        QVERIFY(!bytes.contains(secret));
        QVERIFY(!bytes.contains(("lrksp_zz1:" + secret).toBase64()));
    }

    void allXmlIsValid_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addRow("all keys with agents") << keySearch << nothing;
        QTest::addRow("disabled keys") << keySearch << filterRequest("isDisabled", "EQUALS", "true");
        QTest::addRow("no keys") << keySearch << filterRequest("id", "EQUALS", "1");
        QTest::addRow("one key") << keyGet + "5200130" << nothing;
        QTest::addRow("count") << keyCount << nothing;
        QTest::addRow("tags") << QByteArray("/qps/rest/2.0/search/am/tag") << nothing;
        QTest::addRow("refusal") << keySearch << filterRequest("id", "EQUALS", "x");
        QTest::addRow("duplicate") << keyCreate << keyRequest("<title>EU laptops</title>" + unlimited);
    }
    void allXmlIsValid()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(m_client.post(path, body).body);
        file.close();
        QProcess xmllint;
        xmllint.start(u"xmllint"_s,
                      {u"--noout"_s, u"--schema"_s,
                       QStringLiteral(TEST_DATA_DIR) + u"/xsd/qps-ca-am.reconstructed.xsd"_s, file.fileName()});
        QVERIFY(xmllint.waitForFinished());
        QVERIFY2(xmllint.exitCode() == 0, xmllint.readAllStandardError().constData());
    }
};

QTEST_GUILESS_MAIN(SandboxClassicTest)
#include "tst_sandboxclassic.moc"
