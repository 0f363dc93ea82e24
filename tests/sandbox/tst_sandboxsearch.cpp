// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"
#include "qps/keys.h"
#include "qps/requests.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QList<ActivationKey> keysOf(const PlainReply &reply)
{
    const auto page = qps::readActivationKeys(reply.raw());
    if (!page)
        qWarning("%s", qPrintable(page.error().detail));
    return page ? page->records : QList<ActivationKey>();
}

QList<qint64> idsOf(const PlainReply &reply)
{
    QList<qint64> ids;
    for (const ActivationKey &key : keysOf(reply))
        ids << key.id.value;
    return ids;
}

/// The element names of an answer in order, without repeats of one parent's children, to compare shapes.
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

QStringList shapeOf(const QByteArray &xml)
{
    const auto document = qps::Document::parse(xml);
    return document ? shapeOf(document->root()) : QStringList{document.error().detail};
}

QJsonObject responseIn(const PlainReply &reply)
{
    return QJsonDocument::fromJson(reply.body)[u"ServiceResponse"_s].toObject();
}

} // namespace

/// Search, get and count of keys, with every operator and all the ways through the pages.
class SandboxSearchTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_small{{.keys = 3}};
    Sandbox m_demo{{.keys = 44}};
    PlainClient m_three{m_small}, m_client{m_demo};

private slots:
    void keysOfTheSamplesAreThere()
    {
        const PlainReply reply = m_three.get(keyGet + "5200102");
        QCOMPARE(reply.code(), u"SUCCESS"_s);
        QCOMPARE(shapeOf(reply.body), shapeOf(sample(u"ca/key-get-response.xml"_s)));
        const ActivationKey key = keysOf(reply).value(0);
        QCOMPARE(key.title, u"Contractor laptops 2026"_s);
        QCOMPARE(key.key, u"1c7e90a5-44b2-4d39-8e6f-f3a0b5d82c17"_s);
        QCOMPARE(key.type, KeyType::CountTimeLimited);
        QCOMPARE(key.countPurchased, 50);
        QCOMPARE(key.modules, QStringList({u"VM_LICENSE"_s, u"PC_LICENSE"_s}));
        QCOMPARE(key.tags, QList<TagRef>({{{70012012}, u"Workstations"_s}}));
        QCOMPARE(key.agents->value(0).name, u"MB-MACBOOK-14"_s);
        QVERIFY(*key.expires > QDateTime::currentDateTimeUtc());
        QVERIFY(key.purchased < QDateTime::currentDateTimeUtc());
    }

    void answersHaveTheShapeOfTheSamples()
    {
        const PlainReply first = m_client.post(keySearch, sample(u"ca/key-search-page1-request.xml"_s));
        QCOMPARE(shapeOf(first.body), shapeOf(sample(u"ca/key-search-page1-response.xml"_s)));
        const QByteArray fromFirst = "<ServiceRequest><filters><Criteria field=\"id\" operator=\"GREATER\">5200102"
                                     "</Criteria><Criteria field=\"isDisabled\" operator=\"EQUALS\">true</Criteria>"
                                     "</filters></ServiceRequest>";
        const PlainReply second = m_three.post(keySearch, fromFirst);
        QCOMPARE(shapeOf(second.body), shapeOf(sample(u"ca/key-search-page2-response.xml"_s)));
        const PlainReply none = m_three.post(keySearch, filterRequest("id", "GREATER", "9999999"));
        QCOMPARE(shapeOf(none.body), shapeOf(sample(u"ca/key-search-empty-response.xml"_s)));
        const PlainReply count = m_three.post(keyCount, sample(u"ca/key-count-request.assumed.xml"_s));
        QCOMPARE(shapeOf(count.body), shapeOf(sample(u"ca/key-count-response.assumed.xml"_s)));
    }

    void headersAreThoseOfTheRecordings()
    {
        const PlainReply reply = m_client.post(keySearch, nothing);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.header("content-type"), "application/xml");
        QCOMPARE(reply.header("server"), "Apache");
        QCOMPARE(reply.header("vary"), "Accept-Encoding");
        QCOMPARE(reply.header("evaluation"), "false");
        QVERIFY(reply.header("x-powered-by").startsWith("Qualys:USPOD02:4b1f0c52-7d3a-83c1-8211-5e0a9d6c7f10:"));
        QVERIFY(reply.header("date").endsWith(" GMT"));
        QVERIFY(reply.header("x-ratelimit-limit").isEmpty());
    }

    void unfilteredSearchHidesDisabledKeys()
    {
        QCOMPARE(idsOf(m_three.post(keySearch, nothing)), QList<qint64>({5200101, 5200102}));
        QCOMPARE(idsOf(m_three.post(keySearch, filterRequest("isDisabled", "EQUALS", "true"))),
                 QList<qint64>({5200103}));
        QCOMPARE(idsOf(m_three.post(keySearch, filterRequest("id", "IN", "5200102,5200103"))),
                 QList<qint64>({5200102}));
        QCOMPARE(keysOf(m_three.get(keyGet + "5200103")).value(0).disabled, true);
    }

    void pathsTakeASlashOrNot()
    {
        QCOMPARE(m_client.post("/qps/rest/1.0/search/ca/agentactkey", nothing).code(), u"SUCCESS"_s);
        QCOMPARE(m_client.get(keyGet + "5200101/").code(), u"SUCCESS"_s);
        QCOMPARE(m_client.post(keyGet + "5200101", nothing).code(), u"SUCCESS"_s);
        QCOMPARE(m_client.get("/qps/rest/portal/version/").code(), u"SUCCESS"_s);
    }

    void everyOperator_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("op");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QList<qint64>>("ids");
        QTest::addRow("id equals") << QByteArray("id") << QByteArray("EQUALS") << QByteArray("5200104")
                                   << QList<qint64>{5200104};
        QTest::addRow("id in") << QByteArray("id") << QByteArray("IN") << QByteArray("5200104,5200101")
                               << QList<qint64>{5200101, 5200104};
        QTest::addRow("id lesser") << QByteArray("id") << QByteArray("LESSER") << QByteArray("5200102")
                                   << QList<qint64>{5200101};
        QTest::addRow("id greater") << QByteArray("id") << QByteArray("GREATER") << QByteArray("5200142")
                                    << QList<qint64>{5200143, 5200144};
        QTest::addRow("blanks around a number")
            << QByteArray("id") << QByteArray("EQUALS") << QByteArray("\n 5200104 ") << QList<qint64>{5200104};
        QTest::addRow("limit equals") << QByteArray("countPurchased") << QByteArray("EQUALS") << QByteArray("200")
                                      << QList<qint64>{5200104};
        QTest::addRow("limit greater") << QByteArray("countPurchased") << QByteArray("GREATER") << QByteArray("1599")
                                       << QList<qint64>{5200108, 5200118};
        QTest::addRow("limit in") << QByteArray("countPurchased") << QByteArray("IN") << QByteArray("60,14")
                                  << QList<qint64>{5200106, 5200111, 5200115};
        QTest::addRow("key equals") << QByteArray("activationKey") << QByteArray("EQUALS")
                                    << QByteArray("8f1d2c3b-5a64-4e0f-9b7a-2c61d0e4a901") << QList<qint64>{5200101};
        QTest::addRow("disabled equals") << QByteArray("isDisabled") << QByteArray("EQUALS") << QByteArray("true")
                                         << QList<qint64>{5200103, 5200138};
        QTest::addRow("disabled not equals") << QByteArray("isDisabled") << QByteArray("NOT EQUALS")
                                             << QByteArray("false") << QList<qint64>{5200103, 5200138};
    }
    void everyOperator()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, op);
        QFETCH(QByteArray, value);
        QFETCH(QList<qint64>, ids);
        QCOMPARE(idsOf(m_client.post(keySearch, filterRequest(field, op, value))), ids);
        const auto count = qps::readCount(m_client.post(keyCount, filterRequest(field, op, value)).raw());
        QCOMPARE(count.value_or(-1), ids.size());
    }

    void notEqualsLeavesOneOut()
    {
        const QList<qint64> all = idsOf(m_client.post(keySearch, nothing));
        const QList<qint64> others = idsOf(m_client.post(keySearch, filterRequest("id", "NOT EQUALS", "5200104")));
        QCOMPARE(all.size(), 42);
        QCOMPARE(others.size(), 41);
        QVERIFY(!others.contains(5200104));
    }

    void allThousandsAreFoundByCursor()
    {
        QElapsedTimer timer;
        timer.start();
        Sandbox sandbox({.keys = 2'000});
        QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
        const PlainClient wire(sandbox);
        QList<qint64> found;
        int pages = 0;
        for (std::optional<qint64> after = 0; after && pages < 100; ++pages) {
            const auto page =
                qps::readActivationKeys(wire.post(keySearch + "?fields=id", qps::searchRequest(*after, 100)).raw());
            QVERIFY(page.has_value());
            for (const ActivationKey &key : page->records)
                found << key.id.value;
            QCOMPARE(page->envelope.count, page->records.size());
            QCOMPARE(page->envelope.hasMore.value_or(false), page->envelope.lastId.has_value());
            if (page->envelope.lastId)
                QCOMPARE(*page->envelope.lastId, page->records.last().id.value);
            after = page->envelope.lastId;
        }
        const QList<qint64> disabled = idsOf(wire.post(keySearch, filterRequest("isDisabled", "EQUALS", "true")));
        QVERIFY(disabled.size() > 50);
        QCOMPARE(found.size() + disabled.size(), 2'000);
        QCOMPARE(pages, int((found.size() + 99) / 100));
        QVERIFY(std::ranges::is_sorted(found));
        const QStringList titles = sandbox.keyTitles();
        QCOMPARE(QSet<QString>(titles.begin(), titles.end()).size(), titles.size() - 1); // two have none
    }

    void pagesByOffsetCountFromOne()
    {
        const auto at = [&](const QByteArray &offset) {
            return idsOf(m_client.post(keySearch, "<ServiceRequest><preferences><startFromOffset>" + offset +
                                                      "</startFromOffset><limitResults>2</limitResults></preferences>"
                                                      "</ServiceRequest>"));
        };
        QCOMPARE(at("1"), QList<qint64>({5200101, 5200102}));
        QCOMPARE(at("3"), QList<qint64>({5200104, 5200105}));
        QCOMPARE(at("42"), QList<qint64>({5200144}));
        QCOMPARE(at("43"), QList<qint64>());
    }

    void pagesByIdBeginWithIt()
    {
        const QByteArray body = "<ServiceRequest><preferences><startFromId>5200143</startFromId></preferences>"
                                "</ServiceRequest>";
        QCOMPARE(idsOf(m_client.post(keySearch, body)), QList<qint64>({5200143, 5200144}));
    }

    void defaultPageHasAHundred()
    {
        Sandbox sandbox({.keys = 150});
        const auto page = qps::readActivationKeys(PlainClient(sandbox).post(keySearch, nothing).raw());
        QCOMPARE(page->records.size(), 100);
        QCOMPARE(page->envelope.hasMore, true);
    }

    void fieldsLeaveOutTheRest()
    {
        const PlainReply ids = m_client.post(keySearch + "?fields=id", nothing);
        QCOMPARE(shapeOf(ids.body), QStringList({u"/responseCode"_s, u"/count"_s, u"/hasMoreRecords"_s, u"/data"_s,
                                                 u"/data/AgentActKey"_s, u"/data/AgentActKey/id"_s}));
        const PlainReply some = m_client.get(keyGet + "5200104?fields=title,tags.name,nonsense");
        QCOMPARE(
            shapeOf(some.body),
            QStringList({u"/responseCode"_s, u"/count"_s, u"/data"_s, u"/data/AgentActKey"_s,
                         u"/data/AgentActKey/title"_s, u"/data/AgentActKey/tags"_s, u"/data/AgentActKey/tags/list"_s,
                         u"/data/AgentActKey/tags/list/Tag"_s, u"/data/AgentActKey/tags/list/Tag/name"_s}));
        const auto withAgents = keysOf(m_client.post(keySearch, filterRequest("id", "EQUALS", "5200104")));
        QCOMPARE(withAgents.value(0).agents->size(), 181);
        QCOMPARE(withAgents.value(0).countUsed, 181);
    }

    void jsonIsAskedForByAccept()
    {
        const QByteArray json = "application/json";
        const PlainReply both = m_three.post(keySearch, sample(u"ca/key-search-request.json"_s),
                                             {{"Content-Type", json}, {"Accept", json}});
        QCOMPARE(both.header("content-type"), json);
        const QJsonObject response = responseIn(both);
        QCOMPARE(response[u"hasMoreRecords"_s].toString(), u"false"_s);
        QCOMPARE(response[u"count"_s].toInt(), 2);
        const QJsonObject key = response[u"data"_s][0][u"AgentActKey"_s].toObject();
        const QJsonObject printed = QJsonDocument::fromJson(sample(
            u"ca/key-search-response.json"_s))[u"ServiceResponse"_s][u"data"_s][0][u"AgentActKey"_s]
                                        .toObject();
        QCOMPARE(key.keys(), printed.keys());
        for (const QString &member : printed.keys())
            if (member != "datePurchased"_L1)
                QCOMPARE(key[member], printed[member]);

        const PlainReply xmlIn = m_three.post(keySearch, nothing, {{"Content-Type", "text/xml"}, {"Accept", json}});
        QCOMPARE(responseIn(xmlIn)[u"count"_s].toInt(), 2);
        const PlainReply jsonIn =
            m_three.post(keySearch, sample(u"ca/key-search-request.json"_s), {{"Content-Type", json}});
        QCOMPARE(jsonIn.header("content-type"), "application/xml");
        QCOMPARE(idsOf(jsonIn).size(), 2);
        QCOMPARE(m_three.post(keySearch, "{}", {{"Content-Type", "text/xml"}}).code(), u"INVALID_XML"_s);
        const PlainReply error = m_three.post(keySearch, filterRequest("id", "EQUALS", "abc123"), {{"Accept", json}});
        QCOMPARE(QJsonDocument::fromJson(error.body),
                 QJsonDocument::fromJson(sample(u"ca/error-invalid-criteria.json"_s)));
    }

    void jsonAnswersReadLikeXmlOnes()
    {
        const auto xml = keysOf(m_client.get(keyGet + "5200105"));
        const auto json = keysOf(m_client.get(keyGet + "5200105", {{"Accept", "application/json"}}));
        QCOMPARE(xml.size(), 1);
        QCOMPARE(json, xml);
    }

    void unknownIdIsNotFound()
    {
        const PlainReply reply = m_client.get(keyGet + "999");
        QCOMPARE(reply.status, 404);
        QCOMPARE(reply.code(), u"NOT_FOUND"_s);
        QCOMPARE(shapeOf(reply.body), shapeOf(sample(u"platform/qps-error-not-found.xml"_s)));
        Sandbox quirky({.keys = 1, .quirks = true});
        QCOMPARE(PlainClient(quirky).get(keyGet + "999").status, 200);
    }

    void answersAreCompressedWhenAskedFor()
    {
        const PlainReply plain = m_client.post(keySearch, nothing);
        const PlainReply packed = m_client.post(keySearch, nothing, {{"Accept-Encoding", "gzip, deflate, br"}});
        QVERIFY(plain.header("content-encoding").isEmpty());
        QCOMPARE(packed.header("content-encoding"), "gzip");
        QVERIFY(packed.body.startsWith("\x1f\x8b"));
        QVERIFY(packed.body.size() * 4 < plain.body.size());
        QVERIFY(packed.complete);
    }
};

QTEST_GUILESS_MAIN(SandboxSearchTest)
#include "tst_sandboxsearch.moc"
