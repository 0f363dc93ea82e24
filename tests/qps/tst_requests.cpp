// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Requests are compared with the samples element by element and validated against our schema.
#include "qps/keys.h"
#include "qps/readable.h"
#include "qps/requests.h"
#include "requestchecks.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

ActivationKey frankfurt()
{
    return {.id = {5200104},
            .title = u"Frankfurt DMZ hosts"_s,
            .type = KeyType::CountLimited,
            .countPurchased = 25,
            .owner = {410027731},
            .modules = {u"VM_LICENSE"_s, u"SCA"_s},
            .tags = {{{70012011}, u"Servers"_s}, {{70012030}, u"DMZ"_s}},
            .networkId = 21440};
}

} // namespace

class TestRequests : public QObject
{
    Q_OBJECT

private slots:
    void aCreateIsTheSample()
    {
        QCOMPARE(canonical(qps::keyCreateRequest(frankfurt())), canonical(sample(u"key-create-request.xml"_s)));
    }

    void anEmptyRequestIsTheSample()
    {
        QCOMPARE(canonical(qps::emptyRequest()), canonical(sample(u"key-delete-request.xml"_s)));
    }

    void aSearchIsTheSample()
    {
        QCOMPARE(canonical(qps::searchRequest(0, 2)), canonical(sample(u"key-search-page1-request.xml"_s)));
        QCOMPARE(canonical(qps::searchRequest(5200102, 2)), canonical(sample(u"key-search-page2-request.xml"_s)));
        QCOMPARE(canonical(qps::searchRequest({{u"isDisabled"_s, qps::Operator::Equals, u"false"_s}}, 100)),
                 canonical(sample(u"key-search-filter-request.xml"_s)));
    }

    void peopleReadEachElementOnItsOwnLine()
    {
        ActivationKey key = frankfurt();
        key.title = u" R&D <b> "_s;
        const QByteArray request = qps::keyCreateRequest(key);
        const QString text = qps::readable(request);
        QCOMPARE(canonical(text.toUtf8()), canonical(request));
        QVERIFY2(text.contains(u"\n      <title> R&amp;D &lt;b&gt; </title>\n"_s), qPrintable(text));
        QCOMPARE(qps::readable("<a><b> </b></a>"), u"<a>\n  <b> </b>\n</a>"_s);
        for (const QByteArray &other : {QByteArray("not <xml"), QByteArray("{\"a\": 1}"), QByteArray()})
            QCOMPARE(qps::readable(other), QString::fromUtf8(other));
    }

    void anUpdateSaysAllThatTheSampleSays()
    {
        ActivationKey key = frankfurt();
        key.countPurchased = 40;
        key.owner = {410027805};
        key.modules << u"PM"_s;
        const QByteArray ours = qps::keyUpdateRequest(key, {.applyOnAgents = true});
        pugi::xml_document mine, theirs;
        QVERIFY(mine.load_string(ours.constData()));
        QVERIFY(theirs.load_string(sample(u"key-update-request.xml"_s).constData()));
        const pugi::xml_node record = mine.document_element().child("data").child("AgentActKey");
        for (const pugi::xml_node wanted : theirs.document_element().child("data").child("AgentActKey"))
            QCOMPARE(canonical(record.child(wanted.name())), canonical(wanted));
    }

    void titlesTravelUnchanged_data()
    {
        QTest::addColumn<QString>("title");
        QTest::newRow("markup") << u"Lab & <staging> \"quoted\" 'x'"_s;
        QTest::newRow("cdata end") << u"a ]]> b"_s;
        QTest::newRow("umlauts") << u"Gdańsk – Köln 日本"_s;
        QTest::newRow("emoji") << u"🔑 key"_s;
        QTest::newRow("trailing blank") << u"ends in a blank "_s;
        QTest::newRow("right to left") << u"\u202Eevil"_s;
        QTest::newRow("long") << QString(10'000, u'x');
    }

    void titlesTravelUnchanged()
    {
        QFETCH(QString, title);
        ActivationKey key = frankfurt();
        key.title = title;
        const QByteArray body = qps::keyCreateRequest(key);
        QCOMPARE(schemaErrors(body), QString());
        // Read back as if the service had echoed it.
        pugi::xml_document document;
        QVERIFY(document.load_string(body.constData()));
        qps::Issues issues;
        qps::RepeatedWords words;
        const ActivationKey read =
            qps::readActivationKey(document.document_element().child("data").child("AgentActKey"), issues, words);
        QCOMPARE(read.title, title);
    }

    void everyRequestIsValid_data()
    {
        QTest::addColumn<QByteArray>("body");
        const ActivationKey key = frankfurt();
        ActivationKey bare{.id = {1}, .title = u"bare"_s};
        ActivationKey timed = key;
        timed.type = KeyType::CountTimeLimited;
        timed.expires = QDateTime::fromString(u"2027-01-01T10:00:00+02:00"_s, Qt::ISODate);
        ActivationKey unknown = key;
        unknown.modules << u"BRAND_NEW"_s;
        QTest::newRow("create") << qps::keyCreateRequest(key);
        QTest::newRow("create bare") << qps::keyCreateRequest(bare);
        QTest::newRow("create timed") << qps::keyCreateRequest(timed);
        QTest::newRow("create unknown module") << qps::keyCreateRequest(unknown);
        QTest::newRow("update") << qps::keyUpdateRequest(key);
        QTest::newRow("update bare") << qps::keyUpdateRequest(bare, {.clearOwner = true});
        QTest::newRow("update timed, on agents") << qps::keyUpdateRequest(timed, {.applyOnAgents = true});
        QTest::newRow("delete") << qps::emptyRequest();
        QTest::newRow("search") << qps::searchRequest({}, 1000);
        QTest::newRow("search after") << qps::searchRequest(7, 1000,
                                                            {{u"isDisabled"_s, qps::Operator::Equals, u"true"_s}});
        QTest::newRow("search ids") << qps::searchRequest({qps::idIn({1, 2, 3})}, 1000);
        QTest::newRow("count") << qps::countRequest({});
        for (const auto &row : wireTable(qps::Operator{}))
            QTest::addRow("operator %s", row.word.latin1())
                << qps::searchRequest({{u"title"_s, row.value, u"a & b"_s}}, 5);
    }

    void everyRequestIsValid()
    {
        QFETCH(QByteArray, body);
        QCOMPARE(schemaErrors(body), QString());
    }

    void theSchemaCanRefuse() { QVERIFY(!schemaErrors("<ServiceRequest><nonsense/></ServiceRequest>").isEmpty()); }

    void timesTravelInUtc()
    {
        ActivationKey key = frankfurt();
        key.type = KeyType::TimeLimited;
        key.expires = QDateTime::fromString(u"2027-01-01T01:00:00+02:00"_s, Qt::ISODate);
        QVERIFY(qps::keyUpdateRequest(key).contains("<expireDate>2026-12-31T23:00:00Z</expireDate>"));
    }

    void aLimitThatTheTypeDoesNotUseIsNotSent()
    {
        ActivationKey key = frankfurt();
        key.type = KeyType::Unlimited;
        key.expires = QDateTime::currentDateTimeUtc();
        const QByteArray body = qps::keyUpdateRequest(key);
        QVERIFY(body.contains("<countPurchased>0</countPurchased>"));
        QVERIFY(!body.contains("expireDate"));
    }

    void keyStringsAreRedacted()
    {
        const QByteArray redacted =
            qps::redactKeys("<activationKey>8f1d2c3b-5a64-4e0f-9b7a-2c61d0e4a901</activationKey>");
        QCOMPARE(redacted, QByteArray("<activationKey>••••a901</activationKey>"));
    }
};

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
