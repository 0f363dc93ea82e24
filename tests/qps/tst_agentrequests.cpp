// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Requests about agents compared with the samples element by element, and validated against our schema.
#include "qps/agentrequests.h"
#include "requestchecks.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QList<AssetId> one{{880400101}}, two{{880400101}, {880400102}};

qps::AgentIds idsOf(const QList<AssetId> &ids)
{
    return qps::AgentIds::of(ids).value();
}

QList<AssetId> manyIds(qsizetype count)
{
    QList<AssetId> ids;
    for (qsizetype i = 0; i < count; ++i)
        ids << AssetId{i + 1};
    return ids;
}

QByteArray tagsRequest(const QList<AssetId> &ids, const qps::AgentTagEdit &edit)
{
    return qps::agentTagsRequest(idsOf(ids), edit).value();
}

/// The samples of changes to many name the agents alone; ours say besides that they are agents, as all our calls do.
QByteArray withTag(QByteArray request)
{
    return request.replace("<filters>",
                           "<filters><Criteria field=\"tagName\" operator=\"EQUALS\">Cloud Agent</Criteria>");
}

const QString key = u"64a9e1d7-0f83-4b2c-b95e-3d7f20c8a6b1"_s;

/// What we write for the sample of this name, nothing for one we do not write.
QByteArray ours(const QString &name)
{
    using qps::Operator;
    const QHash<QString, QByteArray> all{
        {u"agent-search-request.xml"_s, qps::agentSearchRequest(0, 100)},
        {u"agent-search-fields-request.xml"_s,
         qps::agentSearchRequest(0, 1000,
                                 {{u"activationKey"_s, Operator::Equals, u"8f1d2c3b-5a64-4e0f-9b7a-2c61d0e4a901"_s}})},
        {u"agent-search-page1-request.xml"_s, qps::agentSearchRequest(0, 2)},
        {u"agent-search-page2-request.xml"_s, qps::agentSearchRequest(880400102, 2)},
        {u"agent-search-stale-request.xml"_s,
         qps::agentCountRequest({{u"lastCheckedIn"_s, Operator::Lesser, u"2026-04-20T00:00:00Z"_s}})},
        {u"agent-count-request.xml"_s, qps::agentCountRequest()},
        {u"agent-activate-request.xml"_s, qps::agentActionRequest(idsOf(one))},
        {u"agent-activate-bulk-request.xml"_s, qps::agentActionRequest(idsOf(two))},
        {u"agent-deactivate-request.xml"_s, qps::agentActionRequest(idsOf(one))},
        {u"agent-deactivate-bulk-request.xml"_s, qps::agentActionRequest(idsOf(two))},
        {u"agent-uninstall-request.xml"_s, qps::agentActionRequest(idsOf({{880400103}}))},
        {u"agent-uninstall-bulk-request.xml"_s, qps::agentActionRequest(idsOf({{880400102}, {880400103}}))},
        {u"agent-ods-request.xml"_s, qps::agentActionRequest(idsOf(one))},
        {u"agent-ods-bulk-request.xml"_s, qps::agentActionRequest(idsOf(two))},
        {u"agent-update-tags-request.xml"_s, tagsRequest(one, {.add = {{70012030}}, .remove = {{70012021}}})},
        {u"agent-update-tags-bulk-request.xml"_s, tagsRequest(two, {.add = {{70012030}}})},
        {u"key-change-request.xml"_s, qps::agentKeyRequest(idsOf(two), key).value()},
    };
    return all.value(name);
}

} // namespace

class TestAgentRequests : public QObject
{
    Q_OBJECT

private slots:
    void everySampleIsWritten_data()
    {
        QTest::addColumn<QString>("name");
        QStringList names = QDir(QStringLiteral(TEST_DATA_DIR "/ca")).entryList({u"agent-*request.xml"_s}, QDir::Files);
        names.removeOne(u"agent-delete-request.xml"_s); // we uninstall; a record that is only deleted comes back
        for (const QString &name : names + QStringList{u"key-change-request.xml"_s})
            QTest::addRow("%s", qPrintable(name)) << name;
        QVERIFY(names.size() >= 15);
    }

    void everySampleIsWritten()
    {
        QFETCH(QString, name);
        const bool lacksTag = name == u"agent-ods-bulk-request.xml" || name == u"agent-update-tags-bulk-request.xml";
        QVERIFY(!ours(name).isEmpty());
        QCOMPARE(canonical(ours(name)), canonical(lacksTag ? withTag(sample(name)) : sample(name)));
    }

    void everyRequestIsValid_data()
    {
        QTest::addColumn<QByteArray>("body");
        const QDateTime time = QDateTime::fromString(u"2026-05-01T10:00:00+02:00"_s, Qt::ISODate);
        const qps::AgentIds many = idsOf(manyIds(qps::AgentIds::most));
        QTest::newRow("search") << qps::agentSearchRequest(0, 1000);
        QTest::newRow("search since, after") << qps::agentSearchRequest(7, 1000, {qps::updatedAfter(time)});
        QTest::newRow("search ids") << qps::agentSearchRequest(0, 1000, {qps::idIn(many)});
        QTest::newRow("count") << qps::agentCountRequest();
        QTest::newRow("count since") << qps::agentCountRequest({qps::updatedAfter(time)});
        QTest::newRow("action on one") << qps::agentActionRequest(idsOf(one));
        QTest::newRow("action on many") << qps::agentActionRequest(many);
        QTest::newRow("set tags of one") << tagsRequest(one, {.set = {{1}, {2}}});
        QTest::newRow("set tags of many") << tagsRequest(two, {.set = {{1}}});
        QTest::newRow("add and remove tags") << tagsRequest(two, {.add = {{1}, {2}}, .remove = {{3}}});
        QTest::newRow("key of one") << qps::agentKeyRequest(idsOf(one), key).value();
        QTest::newRow("key of many") << qps::agentKeyRequest(many, key).value();
    }

    void everyRequestIsValid()
    {
        QFETCH(QByteArray, body);
        QCOMPARE(schemaErrors(body), QString());
    }

    void aRequestForManyNamesThem_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("action") << qps::agentActionRequest(idsOf(two));
        QTest::newRow("tags") << tagsRequest(two, {.set = {{1}}});
        QTest::newRow("search") << qps::agentSearchRequest(0, 10, {qps::idIn(idsOf(two))});
    }

    void aRequestForManyNamesThem()
    {
        QFETCH(QByteArray, body);
        QCOMPARE(body.count("<Criteria "), 2);
        QVERIFY(body.contains("<Criteria field=\"tagName\" operator=\"EQUALS\">Cloud Agent</Criteria>"));
        QVERIFY(body.contains("<Criteria field=\"id\" operator=\"IN\">880400101,880400102</Criteria>"));
        QVERIFY(!body.contains("NOT EQUALS"));
    }

    void aMoveToAnotherKeyNamesItsAgentsAlsoWhenItIsOne()
    {
        QVERIFY(qps::agentKeyRequest(idsOf(one), key)
                    ->contains("<Criteria field=\"id\" operator=\"IN\">880400101</Criteria>"));
    }

    void agentsAreNamedOrThereIsNoRequest_data()
    {
        QTest::addColumn<QList<AssetId>>("ids");
        QTest::addColumn<int>("named");
        QTest::newRow("none") << QList<AssetId>() << -1;
        QTest::newRow("one") << one << 1;
        QTest::newRow("twice the same") << QList<AssetId>{{7}, {8}, {7}} << 2;
        QTest::newRow("without an id") << QList<AssetId>{{7}, {}} << -1;
        QTest::newRow("a negative id") << QList<AssetId>{{-7}} << -1;
        QTest::newRow("as many as may be") << manyIds(500) << 500;
        QTest::newRow("as many, some twice") << manyIds(500) + manyIds(3) << 500;
        QTest::newRow("one too many") << manyIds(501) << -1;
    }

    void agentsAreNamedOrThereIsNoRequest()
    {
        QFETCH(QList<AssetId>, ids);
        QFETCH(int, named);
        const Result<qps::AgentIds> result = qps::AgentIds::of(ids);
        QCOMPARE(result.has_value(), named > 0);
        if (!result) {
            QCOMPARE(result.error().kind, Failure::Kind::Rejected);
            return;
        }
        QCOMPARE(result->all().size(), named);
        QCOMPARE(result->first(), ids.first());
        QCOMPARE(result->isOne(), named == 1);
    }

    void anEditOfTagsThatSaysNothingSureIsNotWritten_data()
    {
        using Edit = qps::AgentTagEdit;
        QTest::addColumn<QList<TagId>>("set");
        QTest::addColumn<QList<TagId>>("add");
        QTest::addColumn<QList<TagId>>("remove");
        const auto row = [](const char *name, const Edit &edit) {
            QTest::newRow(name) << edit.set << edit.add << edit.remove;
        };
        row("nothing", {});
        row("set and add", {.set = {{1}}, .add = {{2}}});
        row("set and remove", {.set = {{1}}, .remove = {{2}}});
        row("add and remove the same", {.add = {{1}}, .remove = {{1}}});
        row("add twice", {.add = {{1}, {1}}});
        row("no id", {.add = {{}}});
    }

    void anEditOfTagsThatSaysNothingSureIsNotWritten()
    {
        QFETCH(QList<TagId>, set);
        QFETCH(QList<TagId>, add);
        QFETCH(QList<TagId>, remove);
        const Result<QByteArray> request = qps::agentTagsRequest(idsOf(two), {set, add, remove});
        QVERIFY(!request);
        QCOMPARE(request.error().kind, Failure::Kind::Rejected);
    }

    void onlyTheValueOfAKeyIsSentAndNoFailureHasIt_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("nothing") << QString();
        QTest::newRow("masked") << u"••••-26bbee"_s;
        QTest::newRow("its number") << u"5200104"_s;
        QTest::newRow("in braces") << u"{64a9e1d7-0f83-4b2c-b95e-3d7f20c8a6b1}"_s;
        QTest::newRow("cut") << key.chopped(1);
        QTest::newRow("as long") << QString(36, u'x');
    }

    void onlyTheValueOfAKeyIsSentAndNoFailureHasIt()
    {
        QFETCH(QString, value);
        const Result<QByteArray> request = qps::agentKeyRequest(idsOf(two), value);
        QVERIFY(!request);
        QCOMPARE(request.error().kind, Failure::Kind::Rejected);
        QVERIFY(value.isEmpty() || !request.error().detail.contains(value));
    }

    void timesTravelInUtc()
    {
        const qps::Criterion since =
            qps::updatedAfter(QDateTime::fromString(u"2026-05-01T01:00:00+02:00"_s, Qt::ISODate));
        QCOMPARE(since.field, u"updated"_s);
        QCOMPARE(since.value, u"2026-04-30T23:00:00Z"_s);
    }
};

QTEST_GUILESS_MAIN(TestAgentRequests)
#include "tst_agentrequests.moc"
