// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"
#include "qps/answer.h"
#include "qps/document.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray listFields =
    "?fields=id,name,os,tags,agentInfo.agentId,agentInfo.agentVersion,agentInfo.status,agentInfo.lastCheckedIn,"
    "agentInfo.platform,agentInfo.activatedModule,agentInfo.agentConfiguration,agentInfo.activationKey";
const QByteArray idsOnly = "?fields=id";

pugi::xml_document treeOf(const QByteArray &xml)
{
    pugi::xml_document tree;
    tree.load_buffer(xml.constData(), std::size_t(xml.size()));
    return tree;
}

/// Paths of elements below the first record, each once, so that lists of any length compare.
QStringList shapeOf(pugi::xml_node element, const QString &path = {})
{
    QStringList shape;
    for (const pugi::xml_node child : element) {
        if (child.type() != pugi::node_element)
            continue;
        const QString name = path + u'/' + QString::fromUtf8(child.name());
        if (!shape.contains(name))
            shape << name;
        for (const QString &deeper : shapeOf(child, name))
            if (!shape.contains(deeper))
                shape << deeper;
    }
    return shape;
}

QStringList shapeOfFirst(const QByteArray &xml)
{
    return shapeOf(treeOf(xml).document_element().child("data").first_child());
}

QList<qint64> idsOf(const PlainReply &reply)
{
    QList<qint64> ids;
    const pugi::xml_document tree = treeOf(reply.body);
    for (const pugi::xml_node host : tree.document_element().child("data"))
        ids << host.child("id").text().as_llong();
    return ids;
}

/// All ids that a search finds, by its cursor; empty and a warning when the pages contradict themselves.
QList<qint64> allIds(const PlainClient &client, QList<PlainCriterion> criteria, int limit, int *pages = nullptr)
{
    QList<qint64> ids;
    qint64 cursor = 0;
    for (int page = 1;; ++page) {
        QList<PlainCriterion> asked = criteria;
        if (cursor > 0)
            asked.append({"id", "GREATER", QByteArray::number(cursor)});
        const PlainReply reply = client.post(hostSearch + idsOnly, criteriaRequest(asked, limit));
        const pugi::xml_document tree = treeOf(reply.body);
        const pugi::xml_node root = tree.document_element();
        const QList<qint64> found = idsOf(reply);
        if (root.child("count").text().as_llong(-1) != found.size() ||
            (found.isEmpty() && root.child("hasMoreRecords"))) {
            qWarning("page %d: %s", page, reply.body.left(500).constData());
            return {};
        }
        ids += found;
        if (pages)
            *pages = page;
        if (!root.child("hasMoreRecords").text().as_bool())
            return ids;
        cursor = root.child("lastId").text().as_llong();
    }
}

} // namespace

/// Host assets as they are read: searches with every field, pages, full records.
class SandboxAgentsTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_small{{.keys = 3, .hosts = 0}};
    Sandbox m_demo{{.keys = 44}};
    PlainClient m_three{m_small}, m_client{m_demo};
    const QList<PlainCriterion> m_cloudAgents{{"tagName", "EQUALS", "Cloud Agent"}};

    qint64 count(const QList<PlainCriterion> &criteria) const
    {
        return qps::readCount(m_client.post(hostCount, criteriaRequest(criteria)).raw()).value_or(-1);
    }

private slots:
    void samplesAreAnsweredInTheirShape()
    {
        const PlainReply full = m_three.get(hostGet + "880400101");
        QCOMPARE(full.code(), u"SUCCESS"_s);
        QCOMPARE(shapeOfFirst(full.body), shapeOfFirst(sample(u"ca/agent-get-response.xml"_s)));
        const PlainReply lists = m_three.get(hostGet + "880400103");
        QVERIFY(lists.body.contains("<software>\n        <list/>\n      </software>"));

        const PlainReply listed =
            m_three.post(hostSearch + listFields, sample(u"ca/agent-search-fields-request.xml"_s));
        QCOMPARE(shapeOfFirst(listed.body), shapeOfFirst(sample(u"ca/agent-search-fields-response.xml"_s)));
        QCOMPARE(idsOf(listed), QList<qint64>({880400101, 880400102}));
        QCOMPARE(valuesOf(listed, u"activationId"_s), QStringList(2, u"8f1d2c3b-5a64-4e0f-9b7a-2c61d0e4a901"_s));

        const PlainReply first = m_three.post(hostSearch + "?fields=id,name,agentInfo.agentId,agentInfo.status,"
                                                           "agentInfo.lastCheckedIn",
                                              sample(u"ca/agent-search-page1-request.xml"_s));
        QCOMPARE(shapeOf(treeOf(first.body).document_element()),
                 shapeOf(treeOf(sample(u"ca/agent-search-page1-response.xml"_s)).document_element()));
        QVERIFY(first.body.indexOf("<lastId>880400102</lastId>") < first.body.indexOf("<data>"));
        const PlainReply second = m_three.post(hostSearch + "?fields=id,name,agentInfo.agentId,agentInfo.status,"
                                                            "agentInfo.lastCheckedIn",
                                               sample(u"ca/agent-search-page2-request.xml"_s));
        QCOMPARE(shapeOf(treeOf(second.body).document_element()),
                 shapeOf(treeOf(sample(u"ca/agent-search-page2-response.xml"_s)).document_element()));
        QCOMPARE(qps::readCount(m_three.post(hostCount, sample(u"ca/agent-count-request.xml"_s)).raw()).value_or(-1),
                 3);
        const PlainReply none = m_three.post(hostSearch, criteriaRequest({{"id", "GREATER", "999999999"}}));
        QCOMPARE(shapeOf(treeOf(none.body).document_element()),
                 shapeOf(treeOf(sample(u"ca/agent-search-empty-response.xml"_s)).document_element()));
    }

    void jsonSaysTheSame()
    {
        const PlainReply reply = m_three.post(hostSearch, sample(u"ca/agent-search-request.json"_s),
                                              {{"Accept", "application/json"}, {"Content-Type", "application/json"}});
        const QJsonObject response = QJsonDocument::fromJson(reply.body)[u"ServiceResponse"_s].toObject();
        QCOMPARE(response[u"count"_s].toInteger(), 3);
        QCOMPARE(response[u"hasMoreRecords"_s].toString(), u"false"_s);
        const QJsonObject host = response[u"data"_s].toArray().first()[u"HostAsset"_s].toObject();
        const QJsonObject sampled = QJsonDocument::fromJson(sample(
            u"ca/agent-get-response.json"_s))[u"ServiceResponse"_s][u"data"_s][0][u"HostAsset"_s]
                                        .toObject();
        QCOMPARE(host.keys(), sampled.keys());
        QCOMPARE(host[u"agentInfo"_s].toObject().keys(), sampled[u"agentInfo"_s].toObject().keys());
        QCOMPARE(host[u"isDockerHost"_s].toString(), u"false"_s);
        QVERIFY(host[u"qwebHostId"_s].isDouble());
    }

    void everyFieldTakesItsOperators_data()
    {
        QTest::addColumn<QList<QByteArray>>("criterion");
        QTest::addColumn<QList<qint64>>("ids"); // of the three hosts of the samples
        const auto row = [](const char *field, const char *op, const char *value, const QList<qint64> &ids) {
            QTest::addRow("%s %s %s", field, op, value) << QList<QByteArray>{field, op, value} << ids;
        };
        const qint64 web = 880400101, sql = 880400102, mac = 880400103;
        row("id", "EQUALS", "880400102", {sql});
        row("id", "IN", "880400103,880400101", {web, mac});
        row("id", "NOT EQUALS", "880400102", {web, mac});
        row("id", "LESSER", "880400102", {web});
        row("name", "EQUALS", "lark-web-01", {web});
        row("name", "CONTAINS", "lark", {web, sql}); // letters of either case, as SQL does
        row("name", "NOT EQUALS", "lark-web-01", {sql, mac});
        row("os", "CONTAINS", "Windows Server", {sql});
        row("os", "EQUALS", "macOS 14.5", {mac});
        row("os", "NOT EQUALS", "macOS 14.5", {web, sql});
        row("dnsHostName", "EQUALS", "lark-web-01.larkspur.example", {web});
        row("address", "EQUALS", "10.40.7.32", {sql});
        row("address", "CONTAINS", "192.168.", {mac});
        row("netbiosName", "EQUALS", "LARK-SQL-02", {sql});
        row("netbiosNetworkID", "EQUALS", "0", {});
        row("networkGuid", "EQUALS", "6d20f8b1-93c7-4e5a-8b04-27f1ae9d3c60", {web, sql, mac});
        row("networdGuid", "NOT EQUALS", "6d20f8b1-93c7-4e5a-8b04-27f1ae9d3c60", {});
        row("type", "EQUALS", "HOST", {web, sql, mac});
        row("qwebHostId", "EQUALS", "990100101", {web});
        row("created", "GREATER", "2001-01-01", {web, sql, mac});
        row("updated", "GREATER", "2099-01-01T00:00:00Z", {});
        row("update", "LESSER", "2099-01-01T00:00:00Z", {web, sql, mac});
        row("lastVulnScan", "LESSER", "2099-01-01", {web, sql, mac});
        row("lastComplianceScan", "GREATER", "2099-01-01", {});
        row("vulnsUpdated", "GREATER", "2001-01-01", {web, sql, mac});
        row("informationGatheredUpdated", "LESSER", "2001-01-01", {});
        row("port", "EQUALS", "443", {web});
        row("port", "IN", "443,1433", {web, sql});
        row("installedSoftware", "CONTAINS", "SQL Server", {sql});
        row("tagName", "EQUALS", "Workstations", {mac});
        row("tagName", "CONTAINS", "Serv", {web, sql});
        row("tagName", "NOT EQUALS", "Servers", {mac});
        row("tagName", "EQUALS", "no such tag", {});
        row("tagId", "EQUALS", "70012011", {web, sql});
        row("tagId", "IN", "70012011,70012012", {web, sql, mac});
        row("trackingMethod", "EQUALS", "QAGENT", {web, sql, mac});
        row("trackingMethod", "IN", "IP,DNSNAME", {});
        row("activationKey", "EQUALS", "1c7e90a5-44b2-4d39-8e6f-f3a0b5d82c17", {mac});
        row("agentConfigurationName", "CONTAINS", "low CPU", {web, sql});
        row("agentConfigurationId", "EQUALS", "1810001", {mac});
        row("agentVersion", "EQUALS", "7.2.0.31", {web});
        row("agentVersion", "LESSER", "6.10", {sql, mac}); // as numbers: 6.4 is before 6.10
        row("agentVersion", "GREATER", "6.3.9", {web, sql});
        row("agentUuid", "EQUALS", "c0e85f27-9a14-4e21-b6f3-50d7a9413c88", {mac});
        const QByteArray week = QDateTime::currentDateTimeUtc().addDays(-7).toString(Qt::ISODate).toLatin1();
        QTest::addRow("silent for a week") << QList<QByteArray>{"lastCheckedIn", "LESSER", week} << QList<qint64>{mac};
    }
    void everyFieldTakesItsOperators()
    {
        QFETCH(QList<QByteArray>, criterion);
        QFETCH(QList<qint64>, ids);
        const QList<PlainCriterion> criteria{{criterion[0], criterion[1], criterion[2]}};
        const PlainReply reply = m_three.post(hostSearch + idsOnly, criteriaRequest(criteria));
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        QCOMPARE(idsOf(reply), ids);
        const auto counted = qps::readCount(m_three.post(hostCount, criteriaRequest(criteria)).raw());
        QCOMPARE(counted.value_or(-1), ids.size());
    }

    void whatDoesNotFitIsRefused_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("op");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("told");
        const auto row = [](const char *name, const char *field, const char *op, const char *value, const char *told) {
            QTest::addRow("%s", name) << QByteArray(field) << QByteArray(op) << QByteArray(value)
                                      << QString::fromLatin1(told);
        };
        row("module", "activatedModule", "CONTAINS", "AGENT_VM", "Unknown criteria field 'activatedModule'");
        row("status", "status", "EQUALS", "STATUS_ACTIVE", "Unknown criteria field 'status'");
        row("letters for a number", "qwebHostId", "EQUALS", "abc123",
            "Criteria: Invalid value format for criteria 'qwebHostId' (abc123). | Specify criteria value(s) as Long.");
        row("a date without zone", "updated", "GREATER", "2026-05-20T08:00:00", "Invalid value format");
        row("a version with letters", "agentVersion", "GREATER", "6.x", "Invalid value format");
        row("a key in parts", "activationKey", "CONTAINS", "8f1d", "Invalid operator");
        row("one method too many", "trackingMethod", "EQUALS", "AGENT", "Invalid value format");
    }
    void whatDoesNotFitIsRefused()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, op);
        QFETCH(QByteArray, value);
        QFETCH(QString, told);
        const PlainReply reply = m_three.post(hostSearch, criteriaRequest({{field, op, value}}));
        QCOMPARE(reply.code(), u"INVALID_REQUEST"_s);
        QVERIFY2(reply.detail().contains(told), qPrintable(reply.detail()));
    }

    void pagesEndWhereTheyShould_data()
    {
        QTest::addColumn<int>("agents");
        QTest::addColumn<int>("pages");
        QTest::addRow("none") << 0 << 1;
        QTest::addRow("one") << 1 << 1;
        QTest::addRow("exactly a page") << 1'000 << 1;
        QTest::addRow("one more than a page") << 1'001 << 2;
    }
    void pagesEndWhereTheyShould()
    {
        QFETCH(int, agents);
        QFETCH(int, pages);
        Sandbox sandbox({.keys = 3, .agents = agents});
        int seen = 0;
        const QList<qint64> ids = allIds(PlainClient(sandbox), m_cloudAgents, 1'000, &seen);
        QCOMPARE(ids.size(), agents);
        QCOMPARE(seen, pages);
        QVERIFY(std::ranges::is_sorted(ids));
        QCOMPARE(QSet<qint64>(ids.begin(), ids.end()).size(), agents);
    }

    void otherWaysThroughThePages()
    {
        const QList<qint64> ids = allIds(m_client, m_cloudAgents, 1'000);
        QCOMPARE(qint64(ids.size()), count(m_cloudAgents));
        const QByteArray filter = "<filters><Criteria field=\"tagName\" operator=\"EQUALS\">Cloud Agent</Criteria>"
                                  "</filters></ServiceRequest>";
        QCOMPARE(idsOf(m_client.post(hostSearch + idsOnly,
                                     "<ServiceRequest><preferences><startFromOffset>11</startFromOffset>"
                                     "<limitResults>5</limitResults></preferences>" +
                                         filter)),
                 ids.mid(10, 5));
        QCOMPARE(idsOf(m_client.post(hostSearch + idsOnly, "<ServiceRequest><preferences><startFromId>" +
                                                               QByteArray::number(ids[20]) +
                                                               "</startFromId></preferences>" + filter))
                     .size(),
                 100);
    }

    void fieldsLeaveOutTheRest()
    {
        const QByteArray two = criteriaRequest({{"id", "EQUALS", "880400101"}});
        const PlainReply nested =
            m_three.post(hostSearch + "?fields=id,agentInfo.activationKey.title,networkInterface.macAddress", two);
        QCOMPARE(shapeOfFirst(nested.body),
                 QStringList({u"/id"_s, u"/agentInfo"_s, u"/agentInfo/activationKey"_s,
                              u"/agentInfo/activationKey/title"_s, u"/networkInterface"_s, u"/networkInterface/list"_s,
                              u"/networkInterface/list/HostAssetInterface"_s,
                              u"/networkInterface/list/HostAssetInterface/macAddress"_s}));
        const PlainReply whole = m_three.post(hostSearch + "?fields=agentInfo", two);
        QVERIFY(valuesOf(whole, u"manifestVersion"_s).isEmpty()); // it has members, so it is no leaf
        QCOMPARE(valuesOf(whole, u"activatedModule"_s), QStringList{u"AGENT_VM,AGENT_SCA,AGENT_FIM,AGENT_PM"_s});
        QCOMPARE(shapeOfFirst(m_three.post(hostSearch + "?fields=noSuchField", two).body), QStringList());
        QCOMPARE(shapeOfFirst(m_three.get(hostGet + "880400101?fields=name").body), QStringList{u"/name"_s});
    }

    void demoHasAllThatHappensToAgents()
    {
        const qint64 agents = count(m_cloudAgents);
        QVERIFY(agents > 1'000 && agents < 10'000);
        QCOMPARE(count({{"trackingMethod", "EQUALS", "IP"}}), 40); // hosts without an agent
        QCOMPARE(count({{"trackingMethod", "EQUALS", "QAGENT"}}), agents);
        const QByteArray month = QDateTime::currentDateTimeUtc().addDays(-30).toString(Qt::ISODate).toLatin1();
        const qint64 stale = count({{"lastCheckedIn", "LESSER", month}});
        const qint64 checkedIn = count({{"lastCheckedIn", "GREATER", "2001-01-01"}, m_cloudAgents.first()});
        QVERIFY2(stale > agents / 50 && stale < agents / 8, qPrintable(QString::number(stale)));
        QVERIFY(agents - checkedIn > agents / 300);
        QVERIFY(count({{"os", "CONTAINS", "Windows 11"}}) > 100);
        QVERIFY(count({{"os", "CONTAINS", "Linux"}}) > 100);
        QVERIFY(count({{"os", "CONTAINS", "macOS"}}) > 50);
        QVERIFY(count({{"agentVersion", "LESSER", "6"}}) > 100);

        qint64 bare = 0, again = 0;
        QSet<QString> names, macs;
        for (qint64 cursor = 1; cursor > 0;) {
            const PlainReply page =
                m_client.post(hostSearch + "?fields=id,name,agentInfo.agentId,agentInfo.activatedModule",
                              criteriaRequest({m_cloudAgents.first(), {"id", "GREATER", QByteArray::number(cursor)}}));
            const pugi::xml_document tree = treeOf(page.body);
            for (const pugi::xml_node host : tree.document_element().child("data")) {
                bare += !host.child("agentInfo").child("activatedModule");
                const QString name = QString::fromUtf8(host.child("name").text().get());
                again += names.contains(name);
                names.insert(name);
            }
            cursor = tree.document_element().child("lastId").text().as_llong();
        }
        QVERIFY2(bare > agents / 100, qPrintable(QString::number(bare)));
        QVERIFY2(again > agents / 200 && again < agents / 20, qPrintable(QString::number(again)));
    }

    void keysAndHostsTellTheSameStory()
    {
        for (const qint64 key : {5200101, 5200102, 5200104, 5200129}) {
            const QByteArray text = m_demo.keyField(key, u"activationKey"_s).toString().toUtf8();
            QList<qint64> listed;
            for (const SandboxAgent &agent : m_demo.agentsOf(key))
                listed << agent.id;
            QCOMPARE(allIds(m_client, {{"activationKey", "EQUALS", text}}, 50), listed);
            QVERIFY(!listed.isEmpty());
        }
    }

    void fullRecordsAreLargeAndAlwaysTheSame()
    {
        const PlainReply heavy =
            m_client.post(hostSearch + idsOnly,
                          criteriaRequest({{"os", "CONTAINS", "SUSE"}, {"lastCheckedIn", "GREATER", "2001-01-01"}}, 1));
        const QByteArray path = hostGet + QByteArray::number(idsOf(heavy).value(0));
        const PlainReply once = m_client.get(path), twice = m_client.get(path);
        QCOMPARE(once.body, twice.body);
        QVERIFY2(once.body.size() > 250'000 && once.body.size() < 700'000,
                 qPrintable(QString::number(once.body.size())));
        const QByteArray server = m_client.get(hostGet + "880400101").body;
        QVERIFY2(server.size() > 90'000 && server.size() < 200'000, qPrintable(QString::number(server.size())));
        QCOMPARE(m_client.get(hostGet + "880999999").code(), u"NOT_FOUND"_s);
        QCOMPARE(m_client.get("/qps/rest/2.0/get/am/hostasset").code(), u"INVALID_REQUEST"_s);
    }

    void seedsMakeOtherAgents()
    {
        Sandbox same({.keys = 3, .agents = 50}), again({.keys = 3, .agents = 50}),
            other({.keys = 3, .agents = 50, .seed = 2});
        const auto uuids = [](const Sandbox &sandbox) {
            return valuesOf(PlainClient(sandbox).post(hostSearch + "?fields=name,agentInfo.agentId", nothing),
                            u"agentId"_s);
        };
        QCOMPARE(uuids(same).size(), 50);
        QCOMPARE(uuids(same), uuids(again));
        QVERIFY(uuids(same) != uuids(other));
    }

    void oddValuesArriveAsTheyAre()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        const QString name = u"<b>\"x\"</b> & \u062e\u0648\u0627\u062f\u0645 "_s + QString(10'000, u'n');
        sandbox.setAgentField(880400101, u"name"_s, name);
        sandbox.setAgentField(880400101, u"address"_s, u"fe80::1%eth0"_s);
        sandbox.setAgentField(880400101, u"checked_in"_s, QVariant());
        sandbox.setAgentField(880400101, u"modules"_s, u"VM_LICENSE,AGENT_FUTURE"_s);
        sandbox.setAgentVersion(880400101, u"beta"_s);
        const PlainReply reply =
            client.get(hostGet + "880400101?fields=name,address,agentInfo.agentVersion,agentInfo.lastCheckedIn,"
                                 "agentInfo.activatedModule");
        const QList<std::pair<QString, QString>> expected{{u"responseCode"_s, u"SUCCESS"_s},
                                                          {u"count"_s, u"1"_s},
                                                          {u"name"_s, name},
                                                          {u"agentVersion"_s, u"beta"_s},
                                                          {u"activatedModule"_s, u"AGENT_VM,AGENT_FUTURE"_s},
                                                          {u"address"_s, u"fe80::1%eth0"_s}};
        QCOMPARE(leavesOf(reply.body), expected);
    }

    void databasesOfOlderVersionsAreMadeAnew()
    {
        Sandbox sandbox({.keys = 3, .agents = 20});
        const auto writeVersion = [&](char version) {
            sandbox.stop();
            QFile file(sandbox.databaseFile());
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(63)); // the last byte of SQLite's user_version
            file.write(&version, 1);
        };
        sandbox.deleteAgent(880400101);
        writeVersion(1);
        sandbox.start();
        QCOMPARE(PlainClient(sandbox).get(hostGet + "880400101").code(), u"SUCCESS"_s);
        QCOMPARE(qps::readCount(PlainClient(sandbox).post(hostCount, nothing).raw()).value_or(-1), 20);
    }

    void onlyThoseWhoSeeAssetsMaySearch()
    {
        QCOMPARE(PlainClient(m_small, u"lrksp_wa9"_s, Sandbox::password()).post(hostSearch, nothing).code(),
                 u"UNAUTHORIZED"_s);
        QCOMPARE(PlainClient(m_small, u"lrksp_ap3"_s, Sandbox::password()).post(hostSearch, nothing).code(),
                 u"SUCCESS"_s);
    }

    void faultsOfPagesWorkForHosts()
    {
        Sandbox sandbox({.keys = 3, .agents = 30});
        const PlainClient client(sandbox);
        const QByteArray page = criteriaRequest(m_cloudAgents, 10);
        sandbox.addFault(u"POST:search/am/hostasset=dup-page"_s);
        const QByteArray after = criteriaRequest({m_cloudAgents.first(), {"id", "GREATER", "880500005"}}, 10);
        QCOMPARE(idsOf(client.post(hostSearch, page)), idsOf(client.post(hostSearch, after)));
        sandbox.clearFaults();
        sandbox.addFault(u"POST:search/am/hostasset=no-last-id"_s);
        const PlainReply endless = client.post(hostSearch, page);
        QVERIFY(endless.body.contains("<hasMoreRecords>true") && !endless.body.contains("<lastId>"));
        sandbox.clearFaults();
        sandbox.addFault(u"GET:get/am/hostasset=other-id=1"_s);
        QCOMPARE(idsOf(client.get(hostGet + "880400101")), QList<qint64>{1});
    }

    void manyAreMadeAndPagedQuickly()
    {
        QElapsedTimer timer;
        timer.start();
        Sandbox sandbox({.keys = 44, .agents = 100'000});
        const qint64 started = timer.restart();
        const PlainClient client(sandbox);
        // The last pages cost what the first ones do: the cursor is looked up, not counted off.
        QByteArray first, last;
        for (int i = 0; i < 20; ++i)
            first = client.post(hostSearch + listFields, criteriaRequest(m_cloudAgents)).body;
        const qint64 atStart = timer.restart();
        for (int i = 0; i < 20; ++i)
            last = client
                       .post(hostSearch + listFields,
                             criteriaRequest({m_cloudAgents.first(), {"id", "GREATER", "880598000"}}))
                       .body;
        const qint64 atEnd = timer.elapsed();
        QVERIFY(first.contains("<count>1000</count>") && last.contains("<count>1000</count>"));
        qInfo("100,000 agents made in %lld ms, 20 pages of 1,000 in %lld ms at the start, %lld ms at the end", started,
              atStart, atEnd);
        QVERIFY2(atEnd < 3 * atStart + 100, qPrintable(u"%1 and %2"_s.arg(atStart).arg(atEnd)));
    }
};

QTEST_GUILESS_MAIN(SandboxAgentsTest)
#include "tst_sandboxagents.moc"
