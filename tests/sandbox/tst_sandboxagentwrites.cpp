// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"
#include "qps/answer.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 web = 880400101, sqlHost = 880400102, mac = 880400103;

const QByteArray activateOne = "/qps/rest/2.0/activate/am/asset/";
const QByteArray deactivateOne = "/qps/rest/2.0/deactivate/am/asset/";
const QByteArray activateMany = "/qps/rest/2.0/activate/am/asset?module=";
const QByteArray hostUpdate = "/qps/rest/2.0/update/am/hostasset";
const QByteArray hostDelete = "/qps/rest/2.0/delete/am/hostasset";
const QByteArray uninstall = "/qps/rest/2.0/uninstall/am/asset";
const QByteArray scan = "/qps/rest/1.0/ods/ca/agentasset";
const QByteArray changeKey = "/qps/rest/1.0/cak/ca/changeactkey/";

QByteArray withAgentTag(const QByteArray &ids)
{
    return criteriaRequest({{"tagName", "EQUALS", "Cloud Agent"}, {"id", "IN", ids}});
}

QByteArray tagsUpdate(const QByteArray &tags, const QByteArray &filters = {})
{
    return "<ServiceRequest>" + filters + "<data><HostAsset><tags>" + tags +
           "</tags></HostAsset></data></ServiceRequest>";
}

QByteArray tagItem(const QByteArray &part, const QByteArray &id)
{
    return "<" + part + "><TagSimple><id>" + id + "</id></TagSimple></" + part + ">";
}

qint64 countOf(const PlainReply &reply)
{
    return valuesOf(reply, u"count"_s).value(0, u"-1"_s).toLongLong();
}

} // namespace

/// What calls do to agents, and that the log tells it agent by agent.
class SandboxAgentWritesTest : public QObject
{
    Q_OBJECT
private:
    static QString modulesSeen(const PlainClient &client, qint64 id)
    {
        return valuesOf(client.get(hostGet + QByteArray::number(id) + "?fields=agentInfo.activatedModule"),
                        u"activatedModule"_s)
            .value(0);
    }
    static QStringList outcomes(const Sandbox &sandbox)
    {
        QStringList lines;
        for (const SandboxAgentWrite &write : sandbox.agentWrites())
            lines << u"%1 %2 %3 %4"_s.arg(write.agent).arg(write.action, write.module, write.outcome).simplified();
        return lines;
    }

private slots:
    void activationIsSeenOnlyAfterItsDelay()
    {
        Sandbox sandbox({.keys = 3, .activationDelay = 2});
        const PlainClient client(sandbox);
        const QString before = modulesSeen(client, web);
        const qint64 modified = sandbox.agentField(web, u"modified"_s).toLongLong();
        const PlainReply reply = client.post(activateOne + "880400101?module=AGENT_EDR,AGENT_SwCA", nothing);
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        QCOMPARE(reply.body.count("<Asset>"), 1);
        QVERIFY(!reply.body.contains("activatedModule") && !reply.body.contains("agentInfo"));
        QStringList members = valuesOf(reply, u"name"_s);
        QCOMPARE(members.first(), u"lark-web-01"_s);
        QVERIFY(reply.body.contains("2.0/am/asset.xsd"));
        QCOMPARE(modulesSeen(client, web), before);
        QCOMPARE(sandbox.agentField(web, u"modified"_s).toLongLong(), modified);
        QTRY_COMPARE_WITH_TIMEOUT(modulesSeen(client, web),
                                  u"AGENT_VM,AGENT_SCA,AGENT_PM,AGENT_EDR,AGENT_FIM,AGENT_SwCA"_s, 5'000);
        QVERIFY(sandbox.agentField(web, u"modified"_s).toLongLong() > modified);
    }

    void whatWaitsComesAfterARestart()
    {
        Sandbox sandbox({.keys = 3, .activationDelay = 2});
        const PlainClient client(sandbox);
        QCOMPARE(client.post(deactivateOne + "880400101?module=AGENT_FIM", nothing).code(), u"SUCCESS"_s);
        sandbox.kill();
        sandbox.start();
        QVERIFY(modulesSeen(client, web).contains(u"AGENT_FIM"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!modulesSeen(client, web).contains(u"AGENT_FIM"_s), 5'000);
    }

    void withoutDelayItIsSeenAtOnce()
    {
        Sandbox sandbox({.keys = 3, .activationDelay = 0});
        const PlainClient client(sandbox);
        QCOMPARE(client.post(activateOne + "880400101?module=AGENT_EDR", nothing).code(), u"SUCCESS"_s);
        QVERIFY(modulesSeen(client, web).contains(u"AGENT_EDR"_s));
        QCOMPARE(client.post(deactivateOne + "880400101?module=AGENT_VM,%20AGENT_EDR", nothing).code(), u"SUCCESS"_s);
        QCOMPARE(modulesSeen(client, web), u"AGENT_SCA,AGENT_PM,AGENT_FIM"_s);
    }

    void secondThoughtsTakeTheFirstBack()
    {
        Sandbox sandbox({.keys = 3, .activationDelay = 1});
        const PlainClient client(sandbox);
        const QString before = modulesSeen(client, web);
        client.post(activateOne + "880400101?module=AGENT_EDR", nothing);
        client.post(activateOne + "880400101?module=AGENT_EDR", nothing);
        client.post(deactivateOne + "880400101?module=AGENT_EDR", nothing);
        QTest::qWait(1'300);
        QCOMPARE(modulesSeen(client, web), before);
        QCOMPARE(outcomes(sandbox),
                 QStringList({u"880400101 activate AGENT_EDR done"_s, u"880400101 activate AGENT_EDR already"_s,
                              u"880400101 deactivate AGENT_EDR done"_s}));
    }

    void rulesAreKept_data()
    {
        QTest::addColumn<qint64>("id");
        QTest::addColumn<QByteArray>("modules");
        QTest::addColumn<QString>("told");
        QTest::addRow("PC beside SCA") << web << QByteArray("AGENT_PC") << u"AGENT_PC and AGENT_SCA"_s;
        QTest::addRow("SCA beside PC") << mac << QByteArray("AGENT_FIM,AGENT_SCA") << u"AGENT_PC and AGENT_SCA"_s;
        QTest::addRow("SwCA on a Mac") << mac << QByteArray("AGENT_SwCA") << u"Windows and Linux only"_s;
        QTest::addRow("CAPS on Linux") << web << QByteArray("AGENT_CAPS") << u"Windows only"_s;
        QTest::addRow("not licensed") << web << QByteArray("AGENT_MTG") << u"not enabled for your subscription"_s;
        QTest::addRow("nothing by that name") << web << QByteArray("AGENT_XYZ") << u"Invalid module 'AGENT_XYZ'"_s;
        QTest::addRow("a key's word") << web << QByteArray("VM_LICENSE") << u"Invalid module"_s;
        QTest::addRow("no module") << web << QByteArray() << u"'module' is required"_s;
        QTest::addRow("SwCA without VM") << sqlHost << QByteArray("AGENT_SwCA") << u"needs AGENT_VM"_s;
    }
    void rulesAreKept()
    {
        QFETCH(qint64, id);
        QFETCH(QByteArray, modules);
        QFETCH(QString, told);
        Sandbox sandbox({.keys = 3, .activationDelay = 0});
        sandbox.setLicensed(u"CAPS"_s, true);
        sandbox.setAgentField(sqlHost, u"modules"_s, u"FIM"_s);
        const PlainClient client(sandbox);
        const QString before = modulesSeen(client, id);
        const PlainReply reply = client.post(activateOne + QByteArray::number(id) + "?module=" + modules, nothing);
        QCOMPARE(reply.code(), u"INVALID_REQUEST"_s);
        QVERIFY2(reply.detail().contains(told), qPrintable(reply.detail()));
        QCOMPARE(modulesSeen(client, id), before);
        QVERIFY(!sandbox.logged(u"POST:activate"_s).first().applied);
    }

    void whatTheRulesAllowIsDone()
    {
        Sandbox sandbox({.keys = 3, .activationDelay = 0});
        sandbox.setAgentField(sqlHost, u"modules"_s, u"FIM"_s);
        const PlainClient client(sandbox);
        QCOMPARE(client.post(activateOne + "880400102?module=AGENT_SWCA,agent_vm", nothing).code(), u"SUCCESS"_s);
        QCOMPARE(modulesSeen(client, sqlHost), u"AGENT_VM,AGENT_FIM,AGENT_SwCA"_s);
        QCOMPARE(client.post(deactivateOne + "880400101?module=AGENT_SCA", nothing).code(), u"SUCCESS"_s);
        QCOMPARE(client.post(activateOne + "880400101?module=AGENT_PC", nothing).code(), u"SUCCESS"_s);
        QVERIFY(modulesSeen(client, web).contains(u"AGENT_PC"_s));
    }

    void manyAtOnceLeaveOutThoseThatCannot()
    {
        Sandbox sandbox({.keys = 3, .hosts = 1, .activationDelay = 0});
        const PlainClient client(sandbox);
        const QByteArray ids = "880400101,880400102,880400103,880499999";
        const PlainReply reply = client.post(activateMany + "AGENT_SwCA,AGENT_EDR", withAgentTag(ids),
                                             {{"X-Client-Request-Id", "attempt-7"}});
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        QCOMPARE(countOf(reply), 2);
        QCOMPARE(reply.body.count("<Asset>"), 2);
        QVERIFY(modulesSeen(client, web).contains(u"AGENT_EDR"_s));
        QVERIFY(!modulesSeen(client, mac).contains(u"AGENT_EDR"_s)); // none of a row's modules when one cannot be
        QCOMPARE(outcomes(sandbox),
                 QStringList({u"880499999 activate AGENT_SwCA missing"_s, u"880499999 activate AGENT_EDR missing"_s,
                              u"880400101 activate AGENT_SwCA done"_s, u"880400101 activate AGENT_EDR done"_s,
                              u"880400102 activate AGENT_SwCA done"_s, u"880400102 activate AGENT_EDR done"_s,
                              u"880400103 activate AGENT_SwCA rule"_s, u"880400103 activate AGENT_EDR rule"_s}));
        for (const SandboxAgentWrite &write : sandbox.agentWrites())
            QCOMPARE(write.attempt, u"attempt-7"_s);
        const SandboxRequest logged = sandbox.logged(u"POST:activate"_s).first();
        QCOMPARE(logged.affected, 2);
        QCOMPARE(logged.modules, u"AGENT_SwCA,AGENT_EDR"_s);
        QVERIFY(logged.writes && logged.applied);
        QCOMPARE(logged.seq, sandbox.agentWrites().first().seq);
    }

    void samplesOfBulkCallsAreUnderstood()
    {
        Sandbox sandbox({.keys = 3, .activationDelay = 0});
        const PlainClient client(sandbox);
        QCOMPARE(countOf(client.post("/qps/rest/2.0/deactivate/am/asset?module=AGENT_FIM",
                                     sample(u"ca/agent-deactivate-bulk-request.xml"_s))),
                 2);
        QVERIFY(!modulesSeen(client, web).contains(u"AGENT_FIM"_s));
        QCOMPARE(countOf(client.post(activateMany + "AGENT_FIM", sample(u"ca/agent-activate-bulk-request.xml"_s))), 2);
        QVERIFY(modulesSeen(client, web).contains(u"AGENT_FIM"_s));
        QCOMPARE(countOf(client.post(scan + "?scan=Inventory_Scan", sample(u"ca/agent-ods-bulk-request.xml"_s))), 2);
        const PlainReply tagged = client.post(hostUpdate, sample(u"ca/agent-update-tags-bulk-request.xml"_s));
        QCOMPARE(leavesOf(tagged.body), leavesOf(sample(u"ca/agent-update-tags-bulk-response.assumed.xml"_s)));
        const PlainReply gone = client.post(uninstall, sample(u"ca/agent-uninstall-bulk-request.xml"_s));
        QCOMPARE(leavesOf(gone.body), leavesOf(sample(u"ca/agent-uninstall-bulk-response.assumed.xml"_s)));
    }

    void bulkCallsNeedTheirCriteria()
    {
        Sandbox sandbox({.keys = 3, .activationDelay = 0});
        const PlainClient client(sandbox);
        for (const QByteArray &path : {activateMany + "AGENT_EDR", uninstall}) {
            QCOMPARE(client.post(path, nothing).code(), u"INVALID_REQUEST"_s);
            QCOMPARE(client.post(path, criteriaRequest({{"id", "IN", "880400101"}})).code(), u"INVALID_REQUEST"_s);
        }
        QCOMPARE(client.post(hostDelete, nothing).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(client.post(scan + "?scan=Inventory_Scan", nothing).code(), u"INVALID_REQUEST"_s);
        const PlainReply negated = client.post(
            uninstall, criteriaRequest({{"tagName", "EQUALS", "Cloud Agent"}, {"id", "NOT EQUALS", "880400101"}}));
        QCOMPARE(negated.code(), u"INVALID_REQUEST"_s);
        QVERIFY(negated.detail().contains("NOT EQUALS"_L1));
        const QByteArray byOs = criteriaRequest({{"tagName", "EQUALS", "Cloud Agent"}, {"os", "CONTAINS", "mac"}});
        QCOMPARE(client.post(uninstall, byOs).code(), u"INVALID_REQUEST"_s); // the short list of fields
        QCOMPARE(countOf(client.post("/qps/rest/2.0/uninstall/am/hostasset", byOs)), 1);
        QVERIFY(!sandbox.agentField(mac, u"id"_s).isValid());
        QVERIFY(sandbox.agentField(web, u"id"_s).isValid());
    }

    void hostsAreRenamedTaggedAndDeleted()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        const QByteArray one = hostUpdate + "/880400101";
        const auto tags = [&] { return sandbox.agentField(web, u"tags"_s).toString(); };
        QCOMPARE(client.post(one, sample(u"ca/agent-update-tags-request.xml"_s)).code(), u"SUCCESS"_s);
        QCOMPARE(tags(), u"70011001,70012011,70012030"_s);
        QCOMPARE(client.post(one, tagsUpdate(tagItem("remove", "70012011") + tagItem("remove", "70011001"))).code(),
                 u"SUCCESS"_s);
        QCOMPARE(tags(), u"70011001,70012030"_s); // the platform's own tag stays
        QCOMPARE(client.post(one, tagsUpdate(tagItem("set", "70012012"))).code(), u"SUCCESS"_s);
        QCOMPARE(tags(), u"70011001,70012012"_s);
        QCOMPARE(client.post(one, tagsUpdate(tagItem("add", "123"))).code(), u"SUCCESS"_s);
        QCOMPARE(tags(), u"70011001,70012012"_s); // no such tag
        QCOMPARE(client.post(one, tagsUpdate("<add><Tag><id>70012030</id></Tag></add>")).code(), u"INVALID_XML"_s);
        QCOMPARE(client
                     .post(one, "<ServiceRequest><data><HostAsset><name>renamed</name></HostAsset></data>"
                                "</ServiceRequest>")
                     .code(),
                 u"SUCCESS"_s);
        QCOMPARE(sandbox.agentField(web, u"name"_s).toString(), u"renamed"_s);
        QCOMPARE(
            client.post(one, "<ServiceRequest><data><HostAsset><os>x</os></HostAsset></data></ServiceRequest>").code(),
            u"INVALID_XML"_s);
        const PlainReply deleted = client.post(hostDelete + "/880400103", sample(u"ca/agent-delete-request.xml"_s));
        QCOMPARE(leavesOf(deleted.body), leavesOf(sample(u"ca/agent-delete-response.assumed.xml"_s)));
        QCOMPARE(client.post(hostDelete + "/880400103", nothing).code(), u"NOT_FOUND"_s);
        QCOMPARE(outcomes(sandbox).mid(5), QStringList({u"880400103 delete done"_s, u"880400103 delete missing"_s}));
    }

    void scansNeedTheirModule()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        const qint64 before = sandbox.agentField(web, u"vuln_scan"_s).toLongLong();
        const PlainReply reply = client.post(scan + "/880400101?scan=Vulnerability_Scan&overrideConfigCpu=false",
                                             sample(u"ca/agent-ods-request.xml"_s));
        QCOMPARE(leavesOf(reply.body), leavesOf(sample(u"ca/agent-ods-response.assumed.xml"_s)));
        QVERIFY(sandbox.agentField(web, u"vuln_scan"_s).toLongLong() > before);
        const PlainReply without = client.post(scan + "/880400101?scan=PolicyCompliance_Scan", nothing);
        QCOMPARE(without.code(), u"INVALID_REQUEST"_s);
        QVERIFY(without.detail().contains("AGENT_PC is not active"_L1));
        QCOMPARE(client.post(scan + "/880400101?scan=Full_Scan", nothing).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(client.post(scan + "/880400101?scan=SCA_Scan&OverrideConfigCpu=maybe", nothing).code(),
                 u"INVALID_REQUEST"_s);
        QCOMPARE(countOf(client.post(scan + "?scan=SCA_Scan",
                                     criteriaRequest({{"id", "IN", "880400101,880400102,880400103"}}))),
                 2);
    }

    void agentsGetAnotherKey()
    {
        Sandbox sandbox({.keys = 4, .activationDelay = 0});
        const PlainClient client(sandbox);
        const auto request = [&](const QByteArray &key) {
            return "<ServiceRequest><data><ChangeActKey><newActivationKey>" + key +
                   "</newActivationKey></ChangeActKey></data><filters><Criteria field=\"id\" operator=\"IN\">"
                   "880400101,880400102</Criteria></filters></ServiceRequest>";
        };
        const int room = sandbox.agentCount(5200104);
        const QByteArray frankfurt = sandbox.keyField(5200104, u"activationKey"_s).toString().toUtf8();
        QCOMPARE(countOf(client.post(changeKey, request(frankfurt))), 2);
        QCOMPARE(sandbox.agentCount(5200104), room + 2);
        QCOMPARE(sandbox.agentCount(5200101), 0);
        const QByteArray disabled = sandbox.keyField(5200103, u"activationKey"_s).toString().toUtf8();
        QCOMPARE(client.post(changeKey, request(disabled)).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(client.post(changeKey, request("no such key")).code(), u"INVALID_REQUEST"_s);
        sandbox.setKeyField(5200102, u"countPurchased"_s, 2);
        const QByteArray full = sandbox.keyField(5200102, u"activationKey"_s).toString().toUtf8();
        QCOMPARE(client.post(changeKey, request(full)).code(), u"INVALID_REQUEST"_s);
    }

    void eachPermissionCounts_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("right");
        QTest::addRow("activate") << activateOne + "880400101?module=AGENT_EDR" << u"ca_activate"_s;
        QTest::addRow("deactivate") << deactivateOne + "880400101?module=AGENT_FIM" << u"ca_deactivate"_s;
        QTest::addRow("uninstall") << uninstall + "/880400101" << u"ca_uninstall"_s;
        QTest::addRow("delete") << hostDelete + "/880400101" << u"am_delete"_s;
        QTest::addRow("scan") << scan + "/880400101?scan=Inventory_Scan" << u"ca_activate"_s;
    }
    void eachPermissionCounts()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, right);
        Sandbox sandbox({.keys = 3, .activationDelay = 0});
        const PlainClient reader(sandbox, u"lrksp_ap3"_s, Sandbox::password());
        QCOMPARE(reader.post(path, nothing).code(), u"UNAUTHORIZED"_s);
        QVERIFY(sandbox.agentWrites().isEmpty());
        sandbox.setRight(u"lrksp_ap3"_s, right, true);
        QCOMPARE(reader.post(path, nothing).code(), u"SUCCESS"_s);
        const PlainReply update = reader.post(hostUpdate + "/880400102", tagsUpdate(tagItem("add", "70012030")));
        QCOMPARE(update.code(), u"UNAUTHORIZED"_s);
    }

    void applyOnAgentsStillReachesThem()
    {
        Sandbox sandbox({.keys = 3, .activationDelay = 0});
        const PlainClient client(sandbox);
        client.post(activateOne + "880400101?module=AGENT_EDR", nothing);
        const QByteArray change =
            unlimited + modulesElement("list", {"VM_LICENSE", "FIM"}) + "<applyOnAgents>true</applyOnAgents>";
        QCOMPARE(client.post(keyUpdate + "5200101", keyRequest(change)).code(), u"SUCCESS"_s);
        QCOMPARE(modulesSeen(client, web), u"AGENT_VM,AGENT_FIM"_s);
    }

    void someAgentsAreRefusedOrGoneEachTime()
    {
        Sandbox sandbox({.keys = 3,
                         .agents = 2'000,
                         .activationDelay = 0,
                         .faults = {u"POST:activate/am/asset=refuse-agents=5%"_s}});
        const PlainClient client(sandbox);
        const QByteArray all = criteriaRequest({{"tagName", "EQUALS", "Cloud Agent"}, {"id", "GREATER", "880400103"}});
        const qint64 asked = qps::readCount(client.post(hostCount, all).raw()).value_or(0);
        const qint64 first = countOf(client.post(activateMany + "AGENT_EDR", all));
        QVERIFY2(asked - first > 50 && asked - first < 160, qPrintable(QString::number(asked - first)));
        const auto refused = [&] {
            QSet<qint64> ids;
            for (const SandboxAgentWrite &write : sandbox.agentWrites())
                if (write.outcome == "refused"_L1)
                    ids.insert(write.agent);
            return ids;
        };
        const QSet<qint64> before = refused();
        QCOMPARE(before.size(), asked - first);
        client.post(activateMany + "AGENT_EDR", all);
        QCOMPARE(refused(), before); // the same ones again
        sandbox.clearFaults();
        sandbox.addFault(u"POST:activate/am/asset=vanish-agents=880400101+880400102"_s);
        QCOMPARE(countOf(client.post(activateMany + "AGENT_EDR", withAgentTag("880400101,880400102,880400103"))), 1);
        QVERIFY(!sandbox.agentField(web, u"id"_s).isValid());
        QCOMPARE(client.post(activateOne + "880400101?module=AGENT_EDR", nothing).code(), u"NOT_FOUND"_s);
    }

    void faultsThatLoseAnswersLeaveTheirTrace()
    {
        Sandbox sandbox({.keys = 3, .activationDelay = 0});
        const PlainClient client(sandbox);
        const QByteArray path = activateOne + "880400101?module=AGENT_EDR";
        sandbox.addFault(u"POST:activate/am/asset:1=status=502"_s);
        sandbox.addFault(u"POST:activate/am/asset:2=apply-then-status=504"_s);
        sandbox.addFault(u"POST:deactivate/am/asset=ignore-field=modules"_s);
        QCOMPARE(client.post(path, nothing).status, 502);
        QVERIFY(sandbox.agentWrites().isEmpty()); // it never arrived
        QCOMPARE(client.post(path, nothing).status, 504);
        QCOMPARE(outcomes(sandbox), QStringList{u"880400101 activate AGENT_EDR done"_s});
        QVERIFY(modulesSeen(client, web).contains(u"AGENT_EDR"_s));
        QCOMPARE(client.post(deactivateOne + "880400101?module=AGENT_EDR", nothing).code(), u"SUCCESS"_s);
        QVERIFY(modulesSeen(client, web).contains(u"AGENT_EDR"_s));
        QCOMPARE(outcomes(sandbox).last(), u"880400101 deactivate AGENT_EDR ignored"_s);
    }
};

QTEST_GUILESS_MAIN(SandboxAgentWritesTest)
#include "tst_sandboxagentwrites.moc"
