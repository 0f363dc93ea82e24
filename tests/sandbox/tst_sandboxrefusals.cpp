// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// What the service refuses, and that its texts name what is wrong.
class SandboxRefusalsTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_demo{{.keys = 4}};
    PlainClient m_client{m_demo};

private slots:
    void wrongCriteriaAreRefused_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("op");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("detail");
        QTest::addRow("letters for an id")
            << QByteArray("id") << QByteArray("EQUALS") << QByteArray("abc123")
            << u"Criteria: Invalid value format for criteria 'id' (abc123). | Specify criteria value(s) as Long."_s;
        QTest::addRow("one bad id in a list")
            << QByteArray("id") << QByteArray("IN") << QByteArray("1,x") << u"criteria 'id' (1,x)"_s;
        QTest::addRow("empty id") << QByteArray("id") << QByteArray("EQUALS") << QByteArray() << u"as Long."_s;
        QTest::addRow("word for a flag") << QByteArray("isDisabled") << QByteArray("EQUALS") << QByteArray("yes")
                                         << u"criteria 'isDisabled' (yes). | Values expected: true, false."_s;
        QTest::addRow("unknown field") << QByteArray("colour") << QByteArray("EQUALS") << QByteArray("x")
                                       << u"Unknown criteria field 'colour'. | Specify one of the fields id, "_s;
        QTest::addRow("title is not a filter")
            << QByteArray("title") << QByteArray("CONTAINS") << QByteArray("x") << u"'title'"_s;
        QTest::addRow("operator of another type")
            << QByteArray("id") << QByteArray("CONTAINS") << QByteArray("5")
            << u"Invalid operator 'CONTAINS' for criteria 'id'. | Specify one of the operators EQUALS, "_s;
        QTest::addRow("operator of another interface")
            << QByteArray("id") << QByteArray("NOT_EQUALS") << QByteArray("5") << u"'NOT_EQUALS'"_s;
        QTest::addRow("number beyond 64 bits")
            << QByteArray("id") << QByteArray("EQUALS") << QByteArray("99999999999999999999") << u"as Long."_s;
    }
    void wrongCriteriaAreRefused()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, op);
        QFETCH(QByteArray, value);
        QFETCH(QString, detail);
        const PlainReply reply = m_client.post(keySearch, filterRequest(field, op, value));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.code(), u"INVALID_REQUEST"_s);
        QVERIFY2(reply.detail().contains(detail), qPrintable(reply.detail()));
        QVERIFY(reply.header("evaluation").isEmpty());
        QVERIFY(!reply.header("x-powered-by").isEmpty());
    }

    void malformedRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("detail");
        QTest::addRow("nothing") << QByteArray() << u"no body"_s;
        QTest::addRow("cut") << QByteArray("<ServiceRequest><filters>") << u"ends in the middle"_s;
        QTest::addRow("crossed tags") << QByteArray("<ServiceRequest><a></ServiceRequest></a>") << QString();
        QTest::addRow("another root") << QByteArray("<ServiceResponse/>") << u"'ServiceResponse'"_s;
        QTest::addRow("unknown child") << QByteArray("<ServiceRequest><limit>1</limit></ServiceRequest>")
                                       << u"starting with element 'limit'."_s;
        QTest::addRow("unknown preference")
            << QByteArray("<ServiceRequest><preferences><page>1</page></preferences></ServiceRequest>") << u"'page'"_s;
        QTest::addRow("filters without criteria")
            << QByteArray("<ServiceRequest><filters/></ServiceRequest>") << u"'filters' is not complete"_s;
        QTest::addRow("two filters") << QByteArray("<ServiceRequest><filters><Criteria field='id' operator='EQUALS'>1"
                                                   "</Criteria></filters><filters/></ServiceRequest>")
                                     << u"'filters'"_s;
        QTest::addRow("criteria without operator")
            << QByteArray("<ServiceRequest><filters><Criteria field='id'>1</Criteria></filters></ServiceRequest>")
            << u"'operator'"_s;
        QTest::addRow("doctype") << QByteArray("<!DOCTYPE a [<!ENTITY b 'c'>]><ServiceRequest>&b;</ServiceRequest>")
                                 << u"document type"_s;
        QTest::addRow("deep") << QByteArray("<a>").repeated(100'000) << QString();
        QTest::addRow("not UTF-8") << QByteArray("<ServiceRequest>\xFF</ServiceRequest>") << QString();
        QTest::addRow("JSON list") << QByteArray("{\"ServiceRequest\":[]") << QString();
        QTest::addRow("JSON without envelope") << QByteArray("{\"a\":1,\"b\":2}") << QString();
    }
    void malformedRequestsAreRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, detail);
        const PlainReply reply = m_client.post(keySearch, body);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.code(), u"INVALID_XML"_s);
        QVERIFY2(reply.detail().contains(detail), qPrintable(reply.detail()));
    }

    void badPageSizesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("limit");
        for (const char *limit : {"0", "1001", "-1", "ten", ""})
            QTest::addRow("%s", *limit ? limit : "empty") << QByteArray(limit);
    }
    void badPageSizesAreRefused()
    {
        QFETCH(QByteArray, limit);
        const PlainReply reply = m_client.post(keySearch, "<ServiceRequest><preferences><limitResults>" + limit +
                                                              "</limitResults></preferences></ServiceRequest>");
        QCOMPARE(reply.code(), u"INVALID_REQUEST"_s);
        QVERIFY(reply.detail().contains("from 1 to 1000"_L1));
    }

    void badKeysAreRefused_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const QByteArray &members, const QString &detail,
                            const QString &code = u"INVALID_REQUEST"_s) {
            QTest::addRow("%s", name) << members << code << detail;
        };
        const QByteArray titled = "<title>T</title>";
        row("no type", titled, u"'type' is required"_s);
        row("unknown type", titled + "<type>FOREVER</type>", u"'type' (FOREVER)"_s);
        row("no title", unlimited, u"'title' must not be empty"_s);
        row("blank title", unlimited + "<title>  </title>", u"'title' must not be empty"_s);
        row("taken title", unlimited + "<title>Production servers</title>",
            u"Activation key already exists with title Production servers | "
            "Activation key already exists. Try another activation key."_s,
            u"CA_1001_DUPLICATE_KEY"_s);
        row("no limit", titled + "<type>COUNT_LIMITED</type>", u"'countPurchased' is required"_s);
        row("limit 0", titled + "<type>COUNT_LIMITED</type><countPurchased>0</countPurchased>",
            u"'countPurchased' is too small"_s);
        row("limit in words", titled + "<type>COUNT_LIMITED</type><countPurchased>ten</countPurchased>",
            u"'countPurchased' (ten). | Specify the value as Long."_s);
        row("no expiry", titled + "<type>TIME_LIMITED</type>", u"'expireDate' is required"_s);
        row("past expiry", titled + "<type>TIME_LIMITED</type><expireDate>2016-12-05T23:05:42Z</expireDate>",
            u"'expireDate' is in the past"_s);
        row("expiry in words", titled + "<type>TIME_LIMITED</type><expireDate>tomorrow</expireDate>",
            u"'expireDate' (tomorrow)"_s);
        row("day that is none", titled + "<type>TIME_LIMITED</type><expireDate>2031-02-30</expireDate>",
            u"'expireDate' (2031-02-30)"_s);
        row("PC with SCA", titled + unlimited + modulesElement("list", {"PC_LICENSE", "SCA"}),
            u"'modules' must not have both"_s);
        row("SWCA without VM", titled + unlimited + modulesElement("list", {"SWCA"}), u"SWCA without VM_LICENSE"_s);
        row("negative network", titled + unlimited + "<networkId>-1</networkId>", u"'networkId'"_s);
        row("unknown owner", titled + unlimited + "<ownerId>4711</ownerId>", u"'ownerId' is not a user"_s);
        row("owner nobody can name", titled + unlimited + "<ownerId>364812443</ownerId>", u"'ownerId'"_s);
        row("flag in words", titled + unlimited + "<isDisabled>maybe</isDisabled>", u"'isDisabled' (maybe)"_s);
        row("tag id in words", titled + unlimited + "<tags><list><Tag><id>x</id></Tag></list></tags>", u"'id' (x)"_s);
        row("module without a name", titled + unlimited + "<modules><list><ActivationKeyModule/></list></modules>",
            u"names nothing"_s);
        row("unknown element", titled + unlimited + "<isEnabled>true</isEnabled>", u"element 'isEnabled'"_s,
            u"INVALID_XML"_s);
        row("two titles", titled + titled + unlimited, u"element 'title'"_s, u"INVALID_XML"_s);
        row("item of another object",
            titled + unlimited + "<tags><list><TagSimple><id>70012011</id></TagSimple></list></tags>",
            u"element 'TagSimple'"_s, u"INVALID_XML"_s);
        row("element in the title", "<title>a<b/></title>" + unlimited, u"element 'b'"_s, u"INVALID_XML"_s);
    }
    void badKeysAreRefused()
    {
        QFETCH(QByteArray, members);
        QFETCH(QString, code);
        QFETCH(QString, detail);
        static Sandbox sandbox({.keys = 3});
        const PlainReply reply = PlainClient(sandbox).post(keyCreate, keyRequest(members));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.code(), code);
        QVERIFY2(reply.detail().contains(detail), qPrintable(reply.detail()));
        QCOMPARE(sandbox.keyCount(), 3);
        QCOMPARE(sandbox.log().last().outcome, u"refused"_s);
        QCOMPARE(sandbox.log().last().applied, false);
    }

    void duplicateAnswerIsTheRecordedOne()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        client.post(keyCreate, sample(u"ca/key-create-request.xml"_s));
        const PlainReply again = client.post(keyCreate, sample(u"ca/key-create-request.xml"_s));
        QCOMPARE(again.body.trimmed(), sample(u"ca/key-create-duplicate-response.xml"_s).trimmed());
    }

    void controlCharactersComeThroughJsonAlone()
    {
        Sandbox sandbox({.keys = 1});
        const PlainReply reply = PlainClient(sandbox).post(
            keyCreate, R"({"ServiceRequest":{"data":{"AgentActKey":{"title":"a\u0007b","type":"UNLIMITED"}}}})",
            {{"Content-Type", "application/json"}});
        QCOMPARE(reply.code(), u"INVALID_REQUEST"_s);
        QVERIFY(reply.detail().contains("control characters"_L1));
    }

    void withoutDataNothingIsWritten()
    {
        Sandbox sandbox({.keys = 1});
        const PlainClient client(sandbox);
        QCOMPARE(client.post(keyCreate, nothing).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(client.post(keyCreate, "<ServiceRequest><data><Tag/></data></ServiceRequest>").code(),
                 u"INVALID_XML"_s);
        const QByteArray two = "<ServiceRequest><data><AgentActKey><title>A</title>" + unlimited +
                               "</AgentActKey><AgentActKey/></data></ServiceRequest>";
        QCOMPARE(client.post(keyCreate, two).code(), u"INVALID_XML"_s);
        QCOMPARE(sandbox.keyCount(), 1);
    }

    void writesNeedAPost()
    {
        Sandbox sandbox({.keys = 3});
        const PlainClient client(sandbox);
        for (const char *method : {"GET", "PUT", "PATCH", "DELETE"})
            QCOMPARE(client.send(method, keyDelete + "5200103", nothing, {}).code(), u"OPERATION_NOT_SUPPORTED"_s);
        QCOMPARE(client.get(keySearch).code(), u"OPERATION_NOT_SUPPORTED"_s);
        QCOMPARE(sandbox.keyCount(), 3);
    }
};

QTEST_GUILESS_MAIN(SandboxRefusalsTest)
#include "tst_sandboxrefusals.moc"
