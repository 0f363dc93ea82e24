// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "agentservice.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;

Q_DECLARE_METATYPE(std::function<Result<HttpRequest>(const QList<AssetId> &)>)

namespace {

using Compose = std::function<Result<HttpRequest>(const QList<AssetId> &)>;

const QString key = u"64a9e1d7-0f83-4b2c-b95e-3d7f20c8a6b1"_s;

Compose modules(ModuleSwitch to, const QStringList &words)
{
    return [=](const QList<AssetId> &ids) { return Agents::composeAgentModules(to, ids, words); };
}

Compose scan(ScanKind kind)
{
    return [=](const QList<AssetId> &ids) { return Agents::composeAgentScan(kind, ids); };
}

Result<HttpRequest> addDmz(const QList<AssetId> &ids)
{
    return Agents::composeAgentTags(ids, {.add = {{70012030}}});
}

Result<HttpRequest> moveToKey(const QList<AssetId> &ids)
{
    return Agents::composeAgentKey(ids, key);
}

/// The "POST /path" in a comment of the samples.
QString pathOf(const QByteArray &request)
{
    static const QRegularExpression comment(u"<!-- POST (\\S+) -->"_s);
    return comment.match(QString::fromUtf8(request)).captured(1);
}

} // namespace

class TestAgentWrites : public QObject
{
    Q_OBJECT
private slots:
    void aWriteGoesWhereItsSampleSays_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<Ids>("ids");
        QTest::addColumn<Compose>("compose");
        const auto row = [](const char *file, const Ids &ids, const Compose &compose) {
            QTest::newRow(file) << QByteArray(file) << ids << compose;
        };
        using enum ModuleSwitch;
        const Ids two{880400101, 880400102};
        row("agent-activate-request.xml", {880400101}, modules(On, {u"AGENT_VM"_s, u"AGENT_SCA"_s}));
        row("agent-activate-bulk-request.xml", two, modules(On, {u"AGENT_FIM"_s}));
        row("agent-deactivate-request.xml", {880400101}, modules(Off, {u"AGENT_FIM"_s}));
        row("agent-deactivate-bulk-request.xml", two, modules(Off, {u"AGENT_FIM"_s}));
        row("agent-ods-request.xml", {880400101}, scan(ScanKind::Vulnerability));
        row("agent-ods-bulk-request.xml", two, scan(ScanKind::Inventory));
        row("agent-uninstall-request.xml", {880400103}, &Agents::composeAgentUninstall);
        row("agent-uninstall-bulk-request.xml", {880400102, 880400103}, &Agents::composeAgentUninstall);
        row("agent-update-tags-request.xml", {880400101}, &addDmz);
        row("agent-update-tags-bulk-request.xml", two, &addDmz);
    }

    void aWriteGoesWhereItsSampleSays()
    {
        QFETCH(QByteArray, file);
        QFETCH(Ids, ids);
        QFETCH(Compose, compose);
        const Result<HttpRequest> request = compose(assets(ids));
        QVERIFY(request.has_value());
        QCOMPARE(request->path, pathOf(sample(("ca/" + file).constData())));
        QCOMPARE(request->effect, HttpRequest::Effect::Writes);
        QCOMPARE(request->priority, HttpRequest::Priority::BulkWrite);
        QVERIFY(!request->body.isEmpty());

        // And so it arrives, its query as written.
        Hosts t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/agent-activate-response.xml")); });
        QVERIFY(t.write(*request).has_value());
        const QList<RawRequest> requests = t.subscription.requests();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.first().line(), "POST " + request->path.toLatin1());
        QCOMPARE(idsAskedFor(requests.first()), ids.size() > 1 ? ids : Ids());
        QCOMPARE(asksForAgents(requests.first()), ids.size() > 1);
    }

    void aMoveToAnotherKeyNamesItsAgents()
    {
        for (const Ids &ids : {Ids{7}, Ids{7, 8}}) {
            const Result<HttpRequest> request = moveToKey(assets(ids));
            QVERIFY(request.has_value());
            QCOMPARE(request->path, u"/qps/rest/1.0/cak/ca/changeactkey/"_s);
            QCOMPARE(request->effect, HttpRequest::Effect::Writes);
            QCOMPARE(idsAskedFor({.body = request->body}), ids);
            QVERIFY(request->body.contains("<newActivationKey>" + key.toLatin1() + "</newActivationKey>"));
        }
        QVERIFY(!Agents::composeAgentKey(assets({7}), u"••••-c8a6b1"_s));
    }

    void noWriteIsForNobodyOrForTooMany_data()
    {
        QTest::addColumn<Compose>("compose");
        QTest::newRow("activate") << modules(ModuleSwitch::On, {u"AGENT_VM"_s});
        QTest::newRow("deactivate") << modules(ModuleSwitch::Off, {u"AGENT_VM"_s});
        QTest::newRow("tags") << Compose(&addDmz);
        QTest::newRow("scan") << scan(ScanKind::Udc);
        QTest::newRow("uninstall") << Compose(&Agents::composeAgentUninstall);
        QTest::newRow("key") << Compose(&moveToKey);
    }

    void noWriteIsForNobodyOrForTooMany()
    {
        QFETCH(Compose, compose);
        for (const Ids &ids : {Ids(), Ids{0}, Ids{1, -1}, idsBetween(1, 501)}) {
            const Result<HttpRequest> request = compose(assets(ids));
            QVERIFY(!request);
            QCOMPARE(request.error().kind, Kind::Rejected);
        }
        const Result<HttpRequest> most = compose(assets(idsBetween(1, 500)));
        QVERIFY(most.has_value());
        QCOMPARE(idsAskedFor({.body = most->body}).size(), 500);
        QVERIFY(!most->body.contains("NOT EQUALS"));
    }

    void modulesAreListedOnceWithoutBlanks()
    {
        const auto pathFor = [](const QStringList &words) {
            return Agents::composeAgentModules(ModuleSwitch::On, {{7}}, words).map([](const HttpRequest &request) {
                return request.path;
            });
        };
        QCOMPARE(pathFor({u"AGENT_VM"_s, u"AGENT_SwCA"_s, u"agent_vm"_s, u"AGENT_NEW"_s}).value(),
                 u"/qps/rest/2.0/activate/am/asset/7?module=AGENT_VM,AGENT_SwCA,AGENT_NEW"_s);
        for (const QStringList &words :
             {QStringList(), QStringList{QString()}, QStringList{u"AGENT_VM, AGENT_PM"_s}, QStringList{u"A&scan=x"_s},
              QStringList{u"AGENT_VM"_s, u"AGENT_ЖМ"_s}, QStringList{u"../7"_s}}) {
            QVERIFY(!pathFor(words));
            QCOMPARE(pathFor(words).error().kind, Kind::Rejected);
        }
    }

    void everyKindOfScanHasItsWord()
    {
        for (const auto &row : wireTable(ScanKind{}))
            QCOMPARE(Agents::composeAgentScan(row.value, assets({7, 8}))->path,
                     u"/qps/rest/1.0/ods/ca/agentasset?scan="_s + row.word);
    }

    void anAcknowledgementNamesAllItsAgents()
    {
        Hosts t([](const RawRequest &) {
            return RawAnswer::of(200, sample("ca/agent-deactivate-bulk-response.assumed.xml"));
        });
        const Result<qps::Acknowledged> answer =
            t.write(*Agents::composeAgentUninstall(assets({880400101, 880400102})));
        QVERIFY(answer.has_value());
        QCOMPARE(answer->count, 2);
        QCOMPARE(answer->ids, (Ids{880400101, 880400102}));
    }

    void anAcknowledgementNeedNotNameAnybody()
    {
        Hosts t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-change-response.assumed.xml")); });
        const Result<qps::Acknowledged> answer = t.write(*moveToKey(assets({880400101, 880400102})));
        QVERIFY(answer.has_value());
        QCOMPARE(answer->count, 2);
        QVERIFY(answer->ids.isEmpty());
    }

    void aWriteWhoseAnswerIsLostWasSentOnce()
    {
        Hosts t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/agent-uninstall-response.xml")); });
        t.subscription.proxy.on(u"/uninstall/"_s, {.kind = FaultProxy::Fault::Kind::ApplyThenDrop});
        const Result<qps::Acknowledged> answer = t.write(*Agents::composeAgentUninstall(assets({880400103})));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::ConnectionLost);
        QCOMPARE(t.subscription.requests().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestAgentWrites)
#include "tst_agentwrites.moc"
