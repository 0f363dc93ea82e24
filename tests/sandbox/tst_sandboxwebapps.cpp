// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "alderridge.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QByteArray pageRequest(int limit, const QByteArray &preferences, const QByteArray &filters = {})
{
    return "<ServiceRequest><preferences>" + preferences + "<limitResults>" + QByteArray::number(limit) +
           "</limitResults></preferences>" + (filters.isEmpty() ? QByteArray() : "<filters>" + filters + "</filters>") +
           "</ServiceRequest>";
}

/// The ids of the records, not those of their owners and tags.
QList<qint64> recordsIn(const PlainReply &reply, const QByteArray &element = "WebApp")
{
    QList<qint64> ids;
    const QByteArray start = "<" + element + ">\n      <id>";
    for (qsizetype at = reply.body.indexOf(start); at >= 0; at = reply.body.indexOf(start, at + 1)) {
        const qsizetype from = at + start.size();
        ids << reply.body.mid(from, reply.body.indexOf('<', from) - from).toLongLong();
    }
    return ids;
}

qint64 countIn(const PlainReply &reply)
{
    return valuesOf(reply, u"count"_s).value(0, u"-1"_s).toLongLong();
}

} // namespace

/// Web applications as searches and gets tell them, and the demo's.
class SandboxWebAppsTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_demo{{.keys = 1, .webApps = 300, .more = {u"--tags"_s, u"45"_s}}};
    PlainClient m_marta{m_demo};
    AlderRidge m_ridge;

private slots:
    void criteriaSelect_data()
    {
        QTest::addColumn<QByteArray>("criteria");
        QTest::addColumn<QList<qint64>>("ids");
        const auto row = [](const char *name, const QByteArray &field, const QByteArray &op, const QByteArray &value,
                            const QList<qint64> &ids) {
            QTest::addRow("%s", name) << "<Criteria field=\"" + field + "\" operator=\"" + op + "\">" + value +
                                             "</Criteria>"
                                      << ids;
        };
        const QList<qint64> all{memberPortal, loanOrigination, branchLocator, staffIntranet};
        row("id", "id", "EQUALS", "5214549", {loanOrigination});
        row("ids", "id", "IN", "5214571,5214548,7", {memberPortal, staffIntranet});
        row("not that id", "id", "NOT EQUALS", "5214549", {memberPortal, branchLocator, staffIntranet});
        row("after an id, strictly", "id", "GREATER", "5214549", {branchLocator, staffIntranet});
        row("part of a name", "name", "CONTAINS", "OR", {memberPortal, loanOrigination, branchLocator});
        row("a blank at the end counts", "name", "EQUALS", "Branch Locator", {});
        row("part of a URL", "url", "CONTAINS", ":8443", {staffIntranet});
        row("no tags", "tags", "NONE", "", {branchLocator});
        row("name of a tag", "tags.name", "EQUALS", "WAS - Staging", {staffIntranet});
        row("part of a tag's name", "tags.name", "CONTAINS", "BU:", {memberPortal});
        row("without a tag", "tags.id", "NOT EQUALS", "7710045", {branchLocator, staffIntranet});
        row("created before", "createdDate", "LESSER", "2025-07-01T00:00:00Z", {memberPortal, loanOrigination});
        row("scheduled", "isScheduled", "EQUALS", "true", {memberPortal});
        row("never scanned", "isScanned", "EQUALS", "false", {branchLocator});
        row("last scan since", "lastScan.date", "GREATER", "2026-02-25T00:00:00Z", {memberPortal, loanOrigination});
        row("last scan runs", "lastScan.status", "EQUALS", "RUNNING", {loanOrigination});
        row("last scan is over or not", "lastScan.status", "IN", "RUNNING,FINISHED",
            {memberPortal, loanOrigination, staffIntranet});
        row("custom attribute", "attributes\" name=\"Cost Centre", "EQUALS", "RB-204 &amp; RB-205", {memberPortal});
        row("another attribute's value", "attributes\" name=\"Business Function", "CONTAINS", "RB-", {});
        row("scanner tags are not tags", "tags.id", "EQUALS", "8722267", {});
    }
    void criteriaSelect()
    {
        QFETCH(QByteArray, criteria);
        QFETCH(QList<qint64>, ids);
        const PlainReply found = m_ridge.jonas.post(webAppSearch, pageRequest(1'000, {}, criteria));
        QCOMPARE(found.code(), u"SUCCESS"_s);
        QCOMPARE(recordsIn(found), ids);
        QCOMPARE(countIn(m_ridge.jonas.post(webAppCountAll, pageRequest(1, {}, criteria))), ids.size());
    }

    void whatSearchesDoNotKnowIsRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("told");
        const QString invalid = u"INVALID_REQUEST"_s;
        QTest::addRow("owner") << filterRequest("owner.id", "EQUALS", "1") << invalid << u"'owner.id'"_s;
        QTest::addRow("scanner lock") << filterRequest("scannerLocked", "EQUALS", "true") << invalid
                                      << u"'scannerLocked'"_s;
        QTest::addRow("verbose as a criterion")
            << filterRequest("verbose", "EQUALS", "true") << invalid << u"'verbose'"_s;
        QTest::addRow("operator") << filterRequest("name", "IN", "a,b") << invalid << u"Invalid operator 'IN'"_s;
        QTest::addRow("status word") << filterRequest("lastScan.status", "EQUALS", "ASLEEP") << invalid
                                     << u"SCANNER_NOT_AVAILABLE"_s;
        QTest::addRow("attribute without a name")
            << filterRequest("attributes", "EQUALS", "x") << invalid << u"'name'"_s;
        QTest::addRow("no criteria") << QByteArray("<ServiceRequest><filters/></ServiceRequest>") << u"INVALID_XML"_s
                                     << u"'Criteria' is expected"_s;
        QTest::addRow("verbose is no boolean")
            << pageRequest(5, "<verbose>yes</verbose>") << u"INVALID_XML"_s << u"'yes'"_s;
        QTest::addRow("unknown preference")
            << pageRequest(5, "<fields>id</fields>") << u"INVALID_XML"_s << u"'fields'"_s;
    }
    void whatSearchesDoNotKnowIsRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(QString, code);
        QFETCH(QString, told);
        const PlainReply reply = m_ridge.jonas.post(webAppSearch, request);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.code(), code);
        QVERIFY2(reply.detail().contains(told), qPrintable(reply.detail()));
    }

    void pagesByIdAndByOffsetHaveEverythingOnce()
    {
        QList<qint64> byId, byOffset;
        QByteArray cursor = "0";
        for (bool more = true; more;) {
            const PlainReply page = m_marta.post(
                webAppSearch,
                pageRequest(70, {}, "<Criteria field=\"id\" operator=\"GREATER\">" + cursor + "</Criteria>"));
            byId << recordsIn(page);
            more = valuesOf(page, u"hasMoreRecords"_s).value(0) == "true"_L1;
            QCOMPARE(valuesOf(page, u"lastId"_s).size(), more ? 1 : 0);
            cursor = valuesOf(page, u"lastId"_s).value(0).toLatin1();
        }
        for (int from = 1; from <= 300; from += 100)
            byOffset << recordsIn(m_marta.post(
                webAppSearch, pageRequest(100, "<startFromOffset>" + QByteArray::number(from) + "</startFromOffset>")));
        QCOMPARE(byId, m_demo.webAppIds());
        QCOMPARE(byOffset, byId);
        QCOMPARE(recordsIn(m_marta.post(webAppSearch, {})).size(), 100); // no body: the first page of everything
    }

    void demoHasWhatTheTourShows()
    {
        QCOMPARE(m_demo.webAppIds().size(), 300);
        qint64 unlocked = 0, external = 0, internal = 0, pools = 0;
        QSet<QString> owners, poolTags, names;
        for (const qint64 id : m_demo.webAppIds()) {
            unlocked += m_demo.webAppField(id, u"locked"_s).toInt() == 0;
            const QString pool = m_demo.webAppField(id, u"scanner_tags"_s).toString();
            const bool appliance = m_demo.webAppField(id, u"scanner_type"_s).toString() == "INTERNAL"_L1;
            (!pool.isEmpty() ? pools : appliance ? internal : external) += 1;
            owners << m_demo.webAppField(id, u"owner_id"_s).toString();
            poolTags << pool;
            names << m_demo.webAppField(id, u"name"_s).toString();
        }
        QCOMPARE(unlocked, 120);
        QVERIFY(external > 50 && internal > 50 && pools > 50);
        QVERIFY(owners.size() >= 5);
        QCOMPARE(poolTags.size(), 7); // six pools, and none
        QCOMPARE(names.size(), 300);  // the service knows no two of one name
        QVERIFY(countIn(m_marta.post(webAppCountAll, filterRequest("isScanned", "EQUALS", "false"))) > 20);
        QVERIFY(countIn(m_marta.post(webAppCountAll, filterRequest("isScheduled", "EQUALS", "true"))) > 20);
        QVERIFY(countIn(m_marta.post(webAppCountAll, filterRequest("tags", "NONE", ""))) > 20);
        QCOMPARE(m_demo.applianceNames().size(), 12);
    }

    void demoHasScansOfEveryKind_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("results");
        QTest::addColumn<QByteArray>("auth");
        const auto row = [](const QByteArray &status, const QByteArray &results, const QByteArray &auth) {
            QTest::addRow("%s %s %s", status.constData(), results.constData(), auth.constData())
                << status << results << auth;
        };
        row("FINISHED", "SUCCESSFUL", "SUCCESSFUL");
        row("FINISHED", "SUCCESSFUL", "FAILED");
        row("FINISHED", "SUCCESSFUL", "PARTIAL");
        row("FINISHED", "SUCCESSFUL", "NONE");
        row("FINISHED", "SUCCESSFUL", "NOT_USED");
        row("FINISHED", "NO_HOST_ALIVE", "NONE");
        row("FINISHED", "NO_WEB_SERVICE", "");
        row("FINISHED", "PROCESSING", "");
        row("FINISHED", "TO_BE_PROCESSED", "");
        row("FINISHED", "TIME_LIMIT_REACHED", "");
        row("FINISHED", "SERVICE_ERROR", "");
        row("CANCELED", "CANCELED_WITH_RESULTS", "");
        row("CANCELED", "", "");
        row("ERROR", "", "");
        row("RUNNING", "", "");
        row("SUBMITTED", "", "");
    }
    void demoHasScansOfEveryKind()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, results);
        QFETCH(QByteArray, auth);
        QList<PlainCriterion> criteria{{"status", "EQUALS", status}};
        if (!results.isEmpty())
            criteria << PlainCriterion{"resultsStatus", "EQUALS", results};
        if (!auth.isEmpty())
            criteria << PlainCriterion{"authStatus", "EQUALS", auth};
        QVERIFY(countIn(m_marta.post(scanCount, criteriaRequest(criteria))) > 0);
    }

    void noScanOfTheDemoContradictsItself()
    {
        for (const qint64 id : m_demo.scanIds()) {
            const bool record = !m_demo.scanField(id, u"auth_record"_s).isNull();
            const QString auth = m_demo.scanField(id, u"auth"_s).toString();
            QVERIFY2(record || auth.isEmpty() || auth == "NONE"_L1, qPrintable(QString::number(id) + auth));
            const bool over = m_demo.scanField(id, u"next_ms"_s).isNull();
            const QString status = m_demo.scanField(id, u"status"_s).toString();
            QVERIFY(over || m_demo.scanField(id, u"next_ms"_s).toLongLong() > 0);
            QVERIFY(!over || (status != "RUNNING"_L1 && status != "SUBMITTED"_L1));
        }
    }

    void twentyThousandAreMadeQuickly()
    {
        QElapsedTimer timer;
        timer.start();
        Sandbox many({.keys = 1, .agents = 0, .webApps = 20'000});
        QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
        const PlainClient client(many);
        QCOMPARE(countIn(client.get(webAppCountAll)), 20'000);
        timer.start();
        QCOMPARE(recordsIn(client.post(webAppSearch, pageRequest(1'000, "<verbose>true</verbose>"))).size(), 1'000);
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
    }

    void withoutWebAppsNothingOfThemIsThere()
    {
        Sandbox none({.keys = 1});
        const PlainClient client(none);
        QCOMPARE(countIn(client.get(webAppCountAll)), 0);
        QCOMPARE(countIn(client.get(scanCount)), 0);
        QVERIFY(none.applianceNames().isEmpty());
        QVERIFY(!client.post("/qps/rest/2.0/search/am/tag", filterRequest("name", "CONTAINS", "pool"))
                     .body.contains("Scanner pool"));
    }

    void theSecondNameOfTheOptionIsTaken()
    {
        Sandbox few({.keys = 1, .more = {u"--webapps"_s, u"4"_s}});
        QCOMPARE(few.webAppIds().size(), 4);
    }

    void pickersTellWhatThereIs()
    {
        const QByteArray qps = "/qps/rest/3.0/";
        QCOMPARE(countIn(m_marta.get(qps + "count/was/optionprofile")), 4);
        QCOMPARE(countIn(m_marta.get(qps + "count/was/webappauthrecord")), 6);
        QCOMPARE(valuesOf(m_marta.post(qps + "search/was/webappauthrecord", filterRequest("isUsed", "EQUALS", "false")),
                          u"name"_s),
                 QStringList{u"Old intranet login"_s});
        QCOMPARE(countIn(m_marta.post(qps + "count/was/webappauthrecord",
                                      filterRequest("contents", "IN", "SERVER_NTLM,SERVER_BASIC"))),
                 2);
        const PlainReply ntlm = m_marta.get(qps + "get/was/webappauthrecord/74203");
        QVERIFY(ntlm.body.contains("<domain><![CDATA[LARKSPUR]]></domain>") && !ntlm.body.contains("assword"));
        QVERIFY(m_marta.get(qps + "get/was/dnsoverride/5101").body.contains("<ipAddress><![CDATA[10.20.4.11]]>"));
        QCOMPARE(countIn(m_marta.post(qps + "search/was/dnsoverride", {})), 1);
        QCOMPARE(countIn(m_marta.post(qps + "count/was/wasscanschedule", filterRequest("invalid", "EQUALS", "true"))),
                 1);
        QCOMPARE(m_marta.post(qps + "search/was/optionprofile", pageRequest(5, "<verbose>true</verbose>")).code(),
                 u"INVALID_XML"_s);
        QCOMPARE(m_marta.post(qps + "create/was/optionprofile", nothing).code(), u"OPERATION_NOT_SUPPORTED"_s);
    }

    void onlyThoseWithTheModuleSeeAnything()
    {
        const PlainClient tomas(m_demo, u"lrksp_to2"_s), audit(m_demo, u"lrksp_wa9"_s);
        for (const char *object :
             {"webapp", "wasscan", "optionprofile", "webappauthrecord", "dnsoverride", "wasscanschedule", "finding"}) {
            const QByteArray path = QByteArray("/qps/rest/3.0/search/was/") + object;
            QCOMPARE(tomas.post(path, {}).code(), u"UNAUTHORIZED"_s);
            QCOMPARE(audit.post(path, {}).code(), u"SUCCESS"_s);
        }
    }
};

QTEST_GUILESS_MAIN(SandboxWebAppsTest)
#include "tst_sandboxwebapps.moc"
