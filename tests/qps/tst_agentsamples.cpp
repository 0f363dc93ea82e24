// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Every sample answer about agents, and invented ones for what real services do, read into the record it stands for.
#include "qps/agents.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sstream>

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

QDateTime utc(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODate);
}

QList<qint64> idsOf(const QList<Agent> &agents)
{
    QList<qint64> ids;
    for (const Agent &agent : agents)
        ids << agent.id.value;
    return ids;
}

/// What a trimmed list says of the first host of the samples.
Agent trimmedWeb()
{
    return {.id = {880400101},
            .name = u"lark-web-01"_s,
            .os = u"Ubuntu Linux 22.04.4"_s,
            .uuid = u"3f0a7c11-52de-4c86-9d0e-7a61b8e2f401"_s,
            .version = u"7.2.0.31"_s,
            .status = u"STATUS_ACTIVE"_s,
            .lastCheckedIn = utc(u"2026-05-20T06:57:58Z"_s),
            .platform = u"Linux"_s,
            .modules = {u"AGENT_VM"_s, u"AGENT_SCA"_s, u"AGENT_FIM"_s, u"AGENT_PM"_s},
            .key = u"8f1d2c3b-5a64-4e0f-9b7a-2c61d0e4a901"_s,
            .keyTitle = u"Production servers"_s,
            .configuration = u"Servers low CPU"_s,
            .tags = {{{70011001}, u"Cloud Agent"_s}, {{70012011}, u"Servers"_s}, {{70012021}, u"Prod Linux"_s}}};
}

Agent fullWeb()
{
    Agent agent = trimmedWeb();
    agent.created = utc(u"2026-03-02T10:05:12Z"_s);
    agent.modified = utc(u"2026-05-20T06:58:03Z"_s);
    agent.address = u"10.20.4.11"_s;
    agent.dnsHostName = u"lark-web-01.larkspur.example"_s;
    agent.qwebHostId = 990100101;
    agent.macs = {u"00:50:56:9a:4c:11"_s};
    agent.lastVulnScan = utc(u"2026-05-20T06:41:27Z"_s);
    agent.lastComplianceScan = utc(u"2026-05-20T04:11:40Z"_s);
    return agent;
}

AgentDetails webDetails()
{
    const QString host = u"lark-web-01.larkspur.example"_s, mac = u"00:50:56:9a:4c:11"_s, gateway = u"10.20.4.1"_s;
    return {.agent = fullWeb(),
            .fqdn = host,
            .trackingMethod = u"QAGENT"_s,
            .networkGuid = u"6d20f8b1-93c7-4e5a-8b04-27f1ae9d3c60"_s,
            .lastSystemBoot = utc(u"2026-04-28T22:00:09Z"_s),
            .lastLoggedOnUser = u"deploy"_s,
            .manufacturer = u"VMware, Inc."_s,
            .model = u"VMware7,1"_s,
            .bios = u"VMware, Inc. VMW71.00V.21100432 12/12/2023"_s,
            .timezone = u"UTC"_s,
            .totalMemoryMb = 7963,
            .connectedFrom = u"198.51.100.24"_s,
            .location = u"Frankfurt am Main, Hesse Germany"_s,
            .lastEvent = u"Inventory Manifest Downloaded"_s,
            .latitude = u"50.1109"_s,
            .longitude = u"8.6821"_s,
            .manifests = {{u"vm"_s, u"VULNSIGS-VM-2.6.310.2-1"_s}, {u"sca"_s, u"VULNSIGS-SCA-2.6.309.3-1"_s}},
            .interfaces = {{u"ens192"_s, mac, u"10.20.4.11"_s, gateway, host},
                           {u"ens192"_s, mac, u"fe80:0:0:0:250:56ff:fe9a:4c11"_s, gateway, host}},
            .software = 2,
            .openPorts = 2,
            .findings = 2};
}

/// A page of one host asset with this inside.
QByteArray hostWith(const QString &inside)
{
    return u"<ServiceResponse><responseCode>SUCCESS</responseCode><data><HostAsset>%1</HostAsset></data></ServiceResponse>"_s
        .arg(inside)
        .toUtf8();
}

} // namespace

Q_DECLARE_METATYPE(Agent)

class TestAgentSamples : public QObject
{
    Q_OBJECT

private slots:
    void everyAgentAnswerIsRead_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QList<qint64>>("agents");
        QTest::addColumn<QList<qint64>>("acknowledged");
        QTest::addColumn<int>("count");
        struct Wanted
        {
            QList<qint64> agents, acknowledged;
            int count;
        };
        const QList<qint64> one{880400101}, two{880400101, 880400102}, all{880400101, 880400102, 880400103};
        const QHash<QString, Wanted> known{
            {u"agent-search-response.xml"_s, {all, all, 3}},
            {u"agent-search-response.json"_s, {all, all, 3}},
            {u"agent-search-fields-response.xml"_s, {two, two, 2}},
            {u"agent-search-page1-response.xml"_s, {two, two, 2}},
            {u"agent-search-page1-response.json"_s, {two, two, 2}},
            {u"agent-search-page2-response.xml"_s, {{880400103}, {880400103}, 1}},
            {u"agent-search-empty-response.xml"_s, {{}, {}, 0}},
            {u"agent-count-response.xml"_s, {{}, {}, 3}},
            {u"agent-get-response.xml"_s, {one, one, 1}},
            {u"agent-get-response.json"_s, {one, one, 1}},
            {u"agent-activate-response.xml"_s, {{}, one, 1}},
            {u"agent-activate-bulk-response.assumed.xml"_s, {{}, two, 2}},
            {u"agent-deactivate-response.xml"_s, {{}, one, 1}},
            {u"agent-deactivate-bulk-response.assumed.xml"_s, {{}, two, 2}},
            {u"agent-uninstall-response.xml"_s, {{}, {880400103}, 1}},
            {u"agent-uninstall-bulk-response.assumed.xml"_s, {{}, {880400102, 880400103}, 2}},
            {u"agent-delete-response.assumed.xml"_s, {{}, {880400103}, 1}},
            {u"agent-ods-response.assumed.xml"_s, {{}, one, 1}},
            {u"agent-ods-bulk-response.assumed.xml"_s, {{}, two, 2}},
            {u"agent-update-tags-response.assumed.xml"_s, {{}, one, 1}},
            {u"agent-update-tags-bulk-response.assumed.xml"_s, {{}, two, 2}},
        };
        const QStringList filters{u"agent-*response*"_s};
        for (const QString &name : QDir(QStringLiteral(TEST_DATA_DIR "/ca")).entryList(filters, QDir::Files)) {
            QVERIFY2(known.contains(name), qPrintable(name));
            const Wanted wanted = known.value(name);
            QTest::addRow("%s", qPrintable(name))
                << u"ca/"_s + name << wanted.agents << wanted.acknowledged << wanted.count;
        }
    }

    void everyAgentAnswerIsRead()
    {
        QFETCH(QString, file);
        QFETCH(QList<qint64>, agents);
        QFETCH(QList<qint64>, acknowledged);
        QFETCH(int, count);
        const auto page = qps::readAgents(sample(file));
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        QCOMPARE(idsOf(page->records), agents);
        const auto answer = qps::readAcknowledged(sample(file));
        QVERIFY(answer.has_value());
        QCOMPARE(answer->ids, acknowledged);
        QCOMPARE(answer->id, acknowledged.value(0));
        QCOMPARE(answer->count, count);
        QCOMPARE(qps::readCount(sample(file)).value(), count);
    }

    void aFullRecordIsReadWithAllItsFields_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("xml") << u"ca/agent-get-response.xml"_s;
        QTest::newRow("json") << u"ca/agent-get-response.json"_s;
    }

    void aFullRecordIsReadWithAllItsFields()
    {
        QFETCH(QString, file);
        const auto page = qps::readAgentDetails(sample(file));
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        QCOMPARE(page->records.size(), 1);
        AgentDetails read = page->records.first(), wanted = webDetails();
        std::ranges::sort(read.manifests); // JSON has no order of names
        std::ranges::sort(wanted.manifests);
        QVERIFY(read.agent == wanted.agent);
        QCOMPARE(read.interfaces.size(), 2);
        QVERIFY(read.interfaces == wanted.interfaces);
        QVERIFY(read == wanted);
        QVERIFY(qps::readAgents(sample(file))->records == QList<Agent>{wanted.agent});
    }

    void aTrimmedListLeavesTheRestEmpty()
    {
        const auto page = qps::readAgents(sample(u"ca/agent-search-fields-response.xml"_s));
        QVERIFY(page.has_value());
        QVERIFY(page->records.first() == trimmedWeb());
        QCOMPARE(page->skipped, 0);
    }

    void theCursorAndTheEndOfAListAreRead()
    {
        const auto first = qps::readAgents(sample(u"ca/agent-search-page1-response.xml"_s));
        QCOMPARE(first->envelope.hasMore, std::optional(true));
        QCOMPARE(first->envelope.lastId, std::optional<qint64>(880400102));
        const auto last = qps::readAgents(sample(u"ca/agent-search-page2-response.xml"_s));
        QCOMPARE(last->envelope.hasMore, std::optional(false));
        QVERIFY(!last->envelope.lastId);
        const auto json = qps::readAgents(sample(u"ca/agent-search-page1-response.json"_s));
        QCOMPARE(json->envelope.hasMore, std::optional(true));
    }

    void aHostInTheCloudTellsWhereItIs()
    {
        const auto page = qps::readAgentDetails(sample(u"ca/agent-search-response.xml"_s));
        QVERIFY(page.has_value());
        const AgentDetails &sql = page->records.at(1);
        QCOMPARE(sql.cloudProvider, u"AWS"_s);
        QCOMPARE(sql.sources.size(), 1); // the empty one says nothing
        const AgentSource &ec2 = sql.sources.first();
        QCOMPARE(ec2.kind, u"EC2"_s);
        QVERIFY(ec2.facts.contains(QPair(u"type"_s, u"EC_2"_s)));
        QVERIFY(ec2.facts.contains(QPair(u"instanceId"_s, u"i-0c5e19a7f2d84b360"_s)));
        QVERIFY(std::ranges::none_of(ec2.facts, [](const auto &fact) { return fact.first == u"ec2InstanceTags"; }));
        const AgentDetails &mac = page->records.at(2);
        QCOMPARE(mac.software, 0);
        QVERIFY(mac.interfaces.isEmpty());
        QVERIFY(mac.agent.macs.isEmpty());
        QCOMPARE(mac.agent.modules, QStringList({u"AGENT_VM"_s, u"AGENT_PC"_s}));
    }

    void sourcesOfEveryKindAreFactsOrPassedOver()
    {
        const auto page = qps::readAgentDetails(sample(u"agents/cloud-sources-response.xml"_s));
        QVERIFY(page.has_value());
        const QList<AgentSource> wanted{
            {.kind = u"EC2"_s, .facts = {{u"type"_s, u"EC_2"_s}, {u"instanceId"_s, u"i-0c5e19a7f2d84b360"_s}}},
            {.kind = u"Azure"_s, .facts = {{u"vmId"_s, u"5f2c"_s}}},
            {.kind = u"GCP"_s, .facts = {{u"projectId"_s, u"larkspur-prod"_s}}},
            {.kind = u"MoonAssetSourceSimple"_s, .facts = {{u"crater"_s, u"Tycho"_s}}}};
        QVERIFY(page->records.first().sources == wanted);
    }

    void emptyElementsAreNoValues()
    {
        const auto page = qps::readAgentDetails(sample(u"agents/empty-elements-response.xml"_s));
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        const AgentDetails wanted{.agent = {.id = {880400201}}};
        AgentDetails read = page->records.value(0);
        QCOMPARE(read.interfaces.size(), 1); // an entry, about which nothing is known
        read.interfaces.clear();
        QVERIFY(read == wanted);
        const auto list = qps::readAgents(sample(u"agents/empty-elements-response.xml"_s));
        QVERIFY(list.has_value() && list->records == QList<Agent>{wanted.agent});
    }

    void oddValuesAreKeptAsTheyCame()
    {
        const auto page = qps::readAgentDetails(sample(u"agents/odd-values-response.xml"_s));
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        const AgentDetails &read = page->records.first();
        const Agent &agent = read.agent;
        QCOMPARE(agent.name, u"<b>bold</b> & \u202Eשרת <i>"_s);
        QCOMPARE(agent.address, u"fe80:0:0:0:250:56ff:fe9a:4c11%eth0"_s);
        QCOMPARE(agent.version, u"7.beta"_s);
        QCOMPARE(agent.status, u"STATUS_ASLEEP"_s);
        QCOMPARE(agent.platform, u"Toaster"_s);
        QCOMPARE(agent.modules, QStringList({u"AGENT_VM"_s, u"AGENT_NEW"_s, u"AGENT_SwCA"_s}));
        QCOMPARE(agent.serial, u"7FK2-9Q3"_s);
        QVERIFY(!agent.lastCheckedIn.isValid());
        QCOMPARE(read.location, u"Köln & Umgebung"_s);
        QCOMPARE(read.latitude, u"50.9375"_s);
        QCOMPARE(read.longitude, u"6.9603"_s); // here spelt as it should be
        QCOMPARE(read.manifests.last(), QPair(u"mtg"_s, u"MTG-1"_s));
        const QString infiniband = u"80:00:02:08:fe:80:00:00:00:00:00:00:00:02:c9:03:00:1f:7a:21"_s;
        QCOMPARE(agent.macs, QStringList({u"00:50:56:9a:4c:11"_s, u"02:50:56:9a:4c:12"_s, u"n/a"_s, infiniband}));
        QStringList macs;
        for (const AgentInterface &entry : read.interfaces)
            macs << entry.mac;
        QCOMPARE(macs, QStringList({u"00:50:56:9a:4c:11"_s, u"00:50:56:9a:4c:11"_s, u"02:50:56:9a:4c:12"_s,
                                    u"00:00:00:00:00:00"_s, u"n/a"_s, infiniband, QString()}));
    }

    void aHostWithoutAnAgentIsPassedOverAndCounted()
    {
        const auto page = qps::readAgents(sample(u"agents/not-agents-response.xml"_s));
        QVERIFY(page.has_value());
        QCOMPARE(idsOf(page->records), QList<qint64>{880400502});
        QCOMPARE(page->skipped, 3);
        QCOMPARE(page->lastSkipped, 880400504);
        QCOMPARE(qps::readAgentDetails(sample(u"agents/not-agents-response.xml"_s))->records.size(), 1);
    }

    void namesOfAnyLengthAreRead()
    {
        const QString name(10'000, u'ж');
        const auto page = qps::readAgents({.body = hostWith(u"<id>1</id><name>%1</name><agentInfo/>"_s.arg(name))});
        QVERIFY(page.has_value());
        QCOMPARE(page->records.first().name, name);
    }

    void aSerialIsToldByNameOrNotAtAll_data()
    {
        QTest::addColumn<QString>("bios");
        QTest::addColumn<QString>("serial");
        QTest::newRow("none") << u"VMware, Inc. VMW71.00V.21100432 12/12/2023"_s << QString();
        QTest::newRow("colon") << u"Dell Serial: ABC-1234 x"_s << u"ABC-1234"_s;
        QTest::newRow("number") << u"HP serial number 5CG1234XYZ"_s << u"5CG1234XYZ"_s;
        QTest::newRow("no.") << u"SERIAL NO. 77120"_s << u"77120"_s;
        QTest::newRow("filler") << u"Serial Number: None"_s << QString();
        QTest::newRow("filler of words") << u"Serial: To Be Filled By O.E.M. 2023"_s << QString();
        QTest::newRow("serial ports") << u"2 serial ports, 1 parallel"_s << QString();
    }

    void aSerialIsToldByNameOrNotAtAll()
    {
        QFETCH(QString, bios);
        QFETCH(QString, serial);
        const auto page = qps::readAgents(
            {.body = hostWith(u"<id>1</id><agentInfo/><biosDescription>%1</biosDescription>"_s.arg(bios))});
        QVERIFY(page.has_value());
        QCOMPARE(page->records.first().serial, serial);
    }

    void aRepeatedElementCountsTheLastTime()
    {
        const auto page = qps::readAgents(
            {.body = hostWith(
                 u"<id>1</id><name>a</name><name>b</name><agentInfo><activatedModule>AGENT_VM</activatedModule>"
                 "<activatedModule>AGENT_PM</activatedModule></agentInfo>"_s)});
        QVERIFY(page.has_value());
        QCOMPARE(page->records.first().name, u"b"_s);
        QCOMPARE(page->records.first().modules, QStringList(u"AGENT_PM"_s));
    }

    void badContentMakesTheAnswerUnreadable_data()
    {
        QTest::addColumn<QString>("inside");
        QTest::newRow("id") << u"<id>seven</id><agentInfo/>"_s;
        QTest::newRow("host id") << u"<id>1</id><qwebHostId>x</qwebHostId><agentInfo/>"_s;
        QTest::newRow("time") << u"<id>1</id><agentInfo><lastCheckedIn>yesterday</lastCheckedIn></agentInfo>"_s;
        QTest::newRow("tag") << u"<id>1</id><tags><list><TagSimple><id>x</id></TagSimple></list></tags><agentInfo/>"_s;
        QTest::newRow("id beyond 64 bits") << u"<id>99999999999999999999</id><agentInfo/>"_s;
    }

    void badContentMakesTheAnswerUnreadable()
    {
        QFETCH(QString, inside);
        const auto page = qps::readAgents({.body = hostWith(inside)});
        QVERIFY(!page);
        QCOMPARE(page.error().kind, Failure::Kind::Unreadable);
    }

    void noElementIsNeeded()
    {
        // Each element of the fullest sample left out in turn, whatever is in it.
        const QByteArray whole = bytesOf(u"ca/agent-search-response.xml"_s);
        pugi::xml_document document;
        QVERIFY(document.load_buffer(whole.constData(), std::size_t(whole.size())));
        int left = 0;
        for (int at = 0;; ++at) {
            pugi::xml_document copy;
            copy.reset(document);
            QList<pugi::xml_node> below;
            for (const pugi::xpath_node found : copy.select_nodes("//HostAsset//*"))
                below << found.node();
            if (at >= below.size())
                break;
            below[at].parent().remove_child(below[at]);
            std::ostringstream text;
            copy.save(text);
            const std::string bytes = text.str();
            const QByteArray body(bytes.data(), qsizetype(bytes.size()));
            QVERIFY(qps::readAgents({.body = body}).has_value());
            QVERIFY(qps::readAgentDetails({.body = body}).has_value());
            ++left;
        }
        QVERIFY(left > 200);
    }
};

QTEST_GUILESS_MAIN(TestAgentSamples)
#include "tst_agentsamples.moc"
