// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "alderridge.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr char xmlHeader[] = "text/xml";

PlainReply ask(const PlainClient &client, const QByteArray &method, const QByteArray &path, const QString &request)
{
    const QByteArray body = request.isEmpty() ? QByteArray() : AlderRidge::sampled(request + ".request.xml"_L1);
    return client.send(method, path, body, {{"Content-Type", xmlHeader}, {"X-Requested-With", "test"}});
}

/// Element names and values without the white space around them.
QList<std::pair<QString, QString>> trimmedLeaves(const QByteArray &xml)
{
    QList<std::pair<QString, QString>> leaves = leavesOf(xml);
    for (auto &[name, value] : leaves)
        value = value.trimmed();
    return leaves;
}

} // namespace

/// The samples, request by request, against a sandbox with their subscription: the same bytes, but for the host.
class SandboxWasSamplesTest : public QObject
{
    Q_OBJECT
private:
    AlderRidge m_ridge; ///< for those that change nothing

private slots:
    void readsAnswerAsSampled_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("response");
        const auto get = [](const QByteArray &path, const QString &response) {
            QTest::addRow("%s", qPrintable(response)) << QByteArray("GET") << path << QString() << response;
        };
        const auto post = [](const QByteArray &path, const QString &request, const QString &response) {
            QTest::addRow("%s", qPrintable(request)) << QByteArray("POST") << path << request << response;
        };
        const QByteArray qps = "/qps/rest/3.0/";
        get(webAppCountAll, u"webapp-count-all"_s);
        post(webAppCountAll, u"webapp-count-filtered"_s, u"webapp-count-filtered"_s);
        post(webAppSearch, u"webapp-search"_s, u"webapp-search"_s);
        post(webAppSearch, u"webapp-search-verbose"_s, u"webapp-search-verbose"_s);
        post(webAppSearch, u"webapp-search-page1"_s, u"webapp-search-page1"_s);
        post(webAppSearch, u"webapp-search-page2"_s, u"webapp-search-page2"_s);
        post(webAppSearch, u"webapp-search-offset"_s, u"webapp-search-page2"_s);
        post(webAppSearch, u"webapp-search-none"_s, u"webapp-search-none"_s);
        get(webAppGet + "5214548", u"webapp-get"_s);
        get(webAppGet + "5214563", u"webapp-get-never-scanned"_s);
        get(scanCount, u"wasscan-count"_s);
        post(scanCount, u"wasscan-count-active"_s, u"wasscan-count-active"_s);
        post(scanSearch, u"wasscan-search"_s, u"wasscan-search"_s);
        post(scanSearch, u"wasscan-search-attention"_s, u"wasscan-search-attention"_s);
        get(scanGet + "1902391", u"wasscan-get"_s);
        get(scanGet + "1902402", u"wasscan-get-running"_s);
        get(scanGet + "1902360", u"wasscan-get-canceled"_s);
        get(scanStatus + "1902391", u"wasscan-status-finished-ok"_s);
        get(scanStatus + "1902377", u"wasscan-status-finished-auth-failed"_s);
        get(scanStatus + "1902402", u"wasscan-status-running"_s);
        get(scanStatus + "1902360", u"wasscan-status-canceled"_s);
        post(qps + "search/was/optionprofile", u"optionprofile-search"_s, u"optionprofile-search"_s);
        get(qps + "get/was/optionprofile/1187", u"optionprofile-get"_s);
        post(qps + "search/was/webappauthrecord", u"webappauthrecord-search"_s, u"webappauthrecord-search"_s);
        get(qps + "get/was/webappauthrecord/74210", u"webappauthrecord-get"_s);
        get(qps + "get/was/wasscanschedule/30118", u"wasscanschedule-get"_s);
        post(qps + "count/was/finding", u"finding-count"_s, u"finding-count"_s);
    }
    void readsAnswerAsSampled()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QString, request);
        QFETCH(QString, response);
        const PlainReply reply = ask(m_ridge.jonas, method, path, request);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.header("content-type"), "application/xml");
        QCOMPARE(AlderRidge::asSampled(reply), AlderRidge::sampled(response + ".response.xml"_L1));
    }

    void writesAnswerAsSampled_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("response");
        QTest::addColumn<QByteArray>("before"); // statements
        const auto post = [](const QByteArray &path, const QString &request, const QString &response,
                             const QByteArray &before = {}) {
            QTest::addRow("%s", qPrintable(request)) << path << request << response << before;
        };
        const QByteArray rates = "INSERT INTO webapp (id, name, url, created, updated) VALUES (5214702, 'A', 'u', '', "
                                 "''), (5214711, 'B', 'u', '', '')";
        post(webAppCreate, u"webapp-create-minimal"_s, u"webapp-create-minimal"_s);
        for (const QString &update : {u"url"_s, u"scanner-tags-lock"_s, u"scanner-tags-add-remove"_s,
                                      u"scanner-internal"_s, u"scanner-external"_s, u"unlock"_s, u"name"_s, u"tags"_s,
                                      u"authrecords"_s, u"attribute"_s, u"cancel-after"_s, u"owner"_s})
            post(webAppUpdate + "5214548", u"webapp-update-"_s + update, u"webapp-update"_s);
        post(webAppDelete + "/5214702", u"webapp-delete-by-id"_s, u"webapp-delete-by-id"_s, rates);
        post(webAppDelete, u"webapp-delete-from-subscription"_s, u"webapp-delete-from-subscription"_s, rates);
        post(webAppPurge + "/5214549", u"webapp-purge"_s, u"webapp-purge"_s);
        post(scanLaunch, u"wasscan-launch"_s, u"wasscan-launch"_s, "UPDATE webapp SET locked = 0");
        post(scanLaunch, u"wasscan-launch-minimal"_s, u"wasscan-launch"_s);
        post(scanLaunch, u"wasscan-launch-internal"_s, u"wasscan-launch"_s);
        post(scanLaunch, u"wasscan-launch-scanner-tags"_s, u"wasscan-launch"_s);
        post("/qps/rest/3.0/scanagain/was/wasscan/1902350", u"wasscan-scanagain"_s, u"wasscan-scanagain"_s,
             "UPDATE sqlite_sequence SET seq = 1902414 WHERE name = 'scan'");
        post(scanCancel + "1902402", u"wasscan-cancel"_s, u"wasscan-cancel"_s);
        post(scanCancel + "1902402", u"wasscan-cancel-keep-results"_s, u"wasscan-cancel"_s);
        post(scanDelete + "/1902360", u"wasscan-delete-by-id"_s, u"wasscan-delete-by-id"_s);
        post(scanDelete, u"wasscan-delete-by-filter"_s, u"wasscan-delete-by-filter"_s);
        post("/qps/rest/3.0/deactivate/was/wasscanschedule/30118", u"wasscanschedule-deactivate"_s,
             u"wasscanschedule-deactivate"_s);
    }
    void writesAnswerAsSampled()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, request);
        QFETCH(QString, response);
        QFETCH(QByteArray, before);
        AlderRidge ridge;
        ridge.sandbox.execute(before);
        const PlainReply reply = ask(ridge.jonas, "POST", path, request);
        QCOMPARE(AlderRidge::asSampled(reply), AlderRidge::sampled(response + ".response.xml"_L1));
        const QList<SandboxRequest> log = ridge.sandbox.log();
        QCOMPARE(log.size(), 1);
        QVERIFY(log.first().writes);
        // Member Portal is locked to that pool and has those tags already.
        static const QStringList alreadySo{u"webapp-update-scanner-tags-lock"_s, u"webapp-update-tags"_s};
        QCOMPARE(log.first().applied, !alreadySo.contains(request));
        QVERIFY(log.first().object != 0 || request.contains("filter"_L1) || request.contains("subscription"_L1));
    }

    void manySettingsAreCreatedAtOnce()
    {
        AlderRidge ridge;
        const PlainReply reply = ask(ridge.jonas, "POST", webAppCreate, u"webapp-create-full"_s);
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        QCOMPARE(ridge.jonas.get(webAppGet + "5214702").body, reply.body);
        for (const QByteArray &part :
             {QByteArray("<Domain><![CDATA[kiosk.alderridge.example]]></Domain>"),
              QByteArray("<Url><![CDATA[https://kiosk.alderridge.example/queue]]></Url>"),
              QByteArray("<value><![CDATA[In-branch service]]></value>"), QByteArray("<scope>DOMAINS</scope>"),
              QByteArray("<id>8722310</id>\n            <name><![CDATA[Scanner Pool - Core]]></name>"),
              QByteArray("<scannerLocked>true</scannerLocked>"), QByteArray("<progressiveScanning>true"),
              QByteArray("<UrlEntry regex=\"true\"><![CDATA[.*/logout.*]]></UrlEntry>"), QByteArray("<id>74210</id>"),
              QByteArray("<useRobots>ADD_PATHS<"), QByteArray("<useSitemap>true<"),
              QByteArray("<WebAppHeader><![CDATA[X-Scan-Source: was-automation]]></WebAppHeader>"),
              QByteArray("<id>7710046</id>"), QByteArray("<contents><![CDATA[Created by the admin console.]]>"),
              QByteArray("<cancelScansAfterNHours>4</cancelScansAfterNHours>")})
            QVERIFY2(reply.body.contains(part), part.constData());
        QVERIFY(!reply.body.contains("<defaultScanner>"));
    }

    void stagesOfAScanAreAsSampled()
    {
        AlderRidge ridge;
        ask(ridge.jonas, "POST", scanLaunch, u"wasscan-launch-minimal"_s);
        QCOMPARE(AlderRidge::asSampled(ridge.jonas.get(scanStatus + "1902410")),
                 AlderRidge::sampled(u"wasscan-status-submitted.response.xml"_s));
        ridge.sandbox.setScanField(1902391, u"results"_s, u"TO_BE_PROCESSED"_s);
        QCOMPARE(AlderRidge::asSampled(ridge.jonas.get(scanStatus + "1902391")),
                 AlderRidge::sampled(u"wasscan-status-processing.response.xml"_s));
    }

    /// Newer names of the lists, padded text, an empty page and a status as they once were: the same facts.
    void quirksTellTheSame()
    {
        AlderRidge quirky({.keys = 1, .quirks = true});
        const PlainReply intranet = quirky.jonas.get(webAppGet + "5214571");
        QVERIFY(intranet.body.contains("<![CDATA[\n"));
        QCOMPARE(trimmedLeaves(intranet.body),
                 trimmedLeaves(AlderRidge::sampled(u"webapp-get-internal-scanner.response.xml"_s)));
        QVERIFY(intranet.body.contains("<UrlEntry regex=\"true\">"));
        QCOMPARE(AlderRidge::asSampled(quirky.jonas.get(scanStatus + "1902350")),
                 AlderRidge::sampled(u"wasscan-status-no-host-alive.response.xml"_s));
        QCOMPARE(AlderRidge::asSampled(ask(quirky.jonas, "POST", webAppSearch, u"webapp-search-none"_s)),
                 AlderRidge::sampled(u"webapp-search-none-2020.response.xml"_s));
    }

    void findingsAreAsSampled()
    {
        const PlainReply reply = ask(m_ridge.jonas, "POST", "/qps/rest/3.0/search/was/finding", u"finding-search"_s);
        // The sample has its two records in no order; here they come by id.
        QByteArray expected = AlderRidge::sampled(u"finding-search.response.xml"_s);
        const qsizetype first = expected.indexOf("    <Finding>"),
                        second = expected.indexOf("    <Finding>", first + 1);
        const qsizetype end = expected.indexOf("  </data>");
        expected = expected.first(first) + expected.mid(second, end - second) + expected.mid(first, second - first) +
                   expected.mid(end);
        QCOMPARE(AlderRidge::asSampled(reply), expected);
    }

    void schedulesAreAsSampled()
    {
        const PlainReply reply =
            ask(m_ridge.jonas, "POST", "/qps/rest/3.0/search/was/wasscanschedule", u"wasscanschedule-search"_s);
        // Its own get says SPECIFIC.
        QCOMPARE(AlderRidge::asSampled(reply), AlderRidge::sampled(u"wasscanschedule-search.response.xml"_s)
                                                   .replace("<cancelOption>DEFAULT<", "<cancelOption>SPECIFIC<"));
    }

    /// The sample is an excerpt: its numbers are of more findings than it shows.
    void downloadsAreAsSampled()
    {
        AlderRidge ridge;
        ridge.sandbox.execute("UPDATE finding SET webapp = 5214548");
        QByteArray expected = AlderRidge::sampled(u"wasscan-download.response.xml"_s);
        for (const auto &[from, to] :
             {std::pair("nbVulnsTotal>7<", "nbVulnsTotal>1<"), std::pair("nbVulnsLevel3>2<", "nbVulnsLevel3>0<"),
              std::pair("nbVulnsLevel2>1<", "nbVulnsLevel2>0<"), std::pair("nbVulnsLevel1>3<", "nbVulnsLevel1>0<"),
              std::pair("nbIgsTotal>24<", "nbIgsTotal>1<"), std::pair("nbIgsLevel3>2<", "nbIgsLevel3>0<"),
              std::pair("nbIgsLevel2>4<", "nbIgsLevel2>0<"), std::pair("nbIgsLevel1>18<", "nbIgsLevel1>1<")})
            expected.replace(from, to);
        const PlainReply reply = ridge.jonas.get(scanDownload + "1902391");
        QCOMPARE(AlderRidge::asSampled(reply), expected);
        QCOMPARE(ridge.jonas.get(scanDownload + "1902402").code(), u"INVALID_REQUEST"_s); // it runs
    }

    void refusalsAreAsSampled_data()
    {
        QTest::addColumn<QString>("sampleName");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("login");
        const QString jonas = u"aldrg_jo2"_s;
        const auto row = [](const char *name, const QByteArray &path, const QByteArray &body, const QString &login) {
            QTest::addRow("%s", name) << QString::fromLatin1(name) << path << body << login;
        };
        const QByteArray rates = "<name>Rate Calculator</name><url>https://rates.alderridge.example/</url>";
        row("error-invalid-credentials", webAppCountAll, nothing, u"aldrg_nobody"_s);
        row("error-criteria-value", "/qps/rest/3.0/search/was/finding", filterRequest("webApp.id", "IN", "abc123"),
            jonas);
        row("error-criteria-boolean", webAppSearch, filterRequest("isScanned", "EQUALS", "undefined"), jonas);
        row("error-invalid-xml", scanSearch, sample(u"was/error-invalid-xml.request.xml"_s), jonas);
        row("error-cancel-not-running", scanCancel + "1902360", nothing, jonas);
        row("error-duplicate-name", webAppUpdate + "5214548", webAppRequest("<name>Staff Intranet</name>"), jonas);
        row("error-asset-exists", webAppCreate, webAppRequest(rates), jonas);
        row("error-update-not-permitted", webAppUpdate + "5214548", webAppRequest("<url>https://a.example/</url>"),
            u"aldrg_ap3"_s);
        row("error-invalid-url", webAppUpdate + "5214548", webAppRequest("<url>htp:/members</url>"), jonas);
        row("error-unknown-id", webAppDelete + "/99999999", nothing, jonas);
        row("error-id-not-a-number", webAppDelete + "/abc", nothing, jonas);
    }
    void refusalsAreAsSampled()
    {
        QFETCH(QString, sampleName);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, login);
        AlderRidge ridge;
        ridge.sandbox.execute("INSERT INTO webapp (id, name, url, other_modules, created, updated) VALUES (5214700, "
                              "'Rate Calculator', 'https://rates.alderridge.example/', 'Waf', '', '')");
        const PlainReply reply = PlainClient(ridge.sandbox, login).post(path, body);
        QCOMPARE(reply.status, 200);
        QCOMPARE(leavesOf(reply.body), leavesOf(AlderRidge::sampled(sampleName + ".response.xml"_L1)));
        QVERIFY(!ridge.sandbox.log().last().applied);
    }
};

QTEST_GUILESS_MAIN(SandboxWasSamplesTest)
#include "tst_sandboxwassamples.moc"
