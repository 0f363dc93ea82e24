// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Answers as an enemy would write them.
#include "qps/answer.h"
#include "qps/keys.h"
#include "qps/tags.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray success =
    "<ServiceResponse><responseCode>SUCCESS</responseCode><count>1</count><data>%1</data></ServiceResponse>";

QByteArray keyAnswer(const QByteArray &inside)
{
    QByteArray answer = success;
    return answer.replace("%1", "<AgentActKey><id>7</id>" + inside + "</AgentActKey>");
}

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT

private slots:
    void hostileStructureIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");
        QByteArray deep;
        for (int i = 0; i < 1'000'000; ++i)
            deep += "<a>";
        QByteArray attributes = "<ServiceResponse ";
        for (int i = 0; i < 40'000; ++i)
            attributes += "a" + QByteArray::number(i) + "=\"1\" ";
        QTest::newRow("doctype") << QByteArray("<!DOCTYPE x [<!ENTITY a \"b\">]><ServiceResponse/>")
                                 << u"document type"_s;
        QTest::newRow("doctype after a comment")
            << QByteArray("<!-- --><!DOCTYPE x><ServiceResponse/>") << u"document type"_s;
        QTest::newRow("a million elements deep") << deep << u"nested"_s;
        QTest::newRow("40,000 attributes") << attributes + "/>" << u"attributes"_s;
        QTest::newRow("text of 2 MiB") << keyAnswer("<title>" + QByteArray(2 << 20, 'x') + "</title>") << u"text"_s;
        QTest::newRow("name of 300") << keyAnswer("<" + QByteArray(300, 'n') + "/>") << u"name"_s;
        QTest::newRow("cut") << keyAnswer("").chopped(20) << u"middle"_s;
        QTest::newRow("junk behind") << keyAnswer("") + "junk" << u"well-formed"_s;
        QTest::newRow("second root") << keyAnswer("") + "<a/>" << u"well-formed"_s;
        QTest::newRow("end tag differs") << QByteArray("<ServiceResponse><a></b></ServiceResponse>") << u"mismatch"_s;
        QTest::newRow("NUL") << keyAnswer(QByteArray("<title>a\0b</title>", 18)) << u"NUL"_s;
        QTest::newRow("latin-1 bytes as UTF-8") << keyAnswer("<title>Gda\xF1sk</title>") << u"incorrectly encoded"_s;
        QTest::newRow("unknown encoding")
            << QByteArray("<?xml version='1.0' encoding='EBCDIC-999'?><ServiceResponse/>") << u"encoding"_s;
        QTest::newRow("open bracket") << QByteArray("<ServiceResponse><") << u"middle"_s;
        QTest::newRow("open quote") << QByteArray("<ServiceResponse a=\"") << u"middle"_s;
        QTest::newRow("open cdata") << QByteArray("<ServiceResponse><![CDATA[") << u"middle"_s;
        QTest::newRow("json cut") << QByteArray("{\"ServiceResponse\":{") << QString();
        QTest::newRow("json deep") << QByteArray("{\"a\":").repeated(200) + "1" + QByteArray("}").repeated(200)
                                   << u"nested"_s;
    }

    void hostileStructureIsRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        QElapsedTimer timer;
        timer.start();
        const auto page = qps::readActivationKeys({.body = body});
        QVERIFY(!page);
        QCOMPARE(page.error().kind, Failure::Kind::Unreadable);
        QVERIFY2(page.error().detail.contains(says), qPrintable(page.error().detail));
        QVERIFY2(timer.elapsed() < 1'000, "refusing takes too long");
    }

    void anEntityBombStaysText()
    {
        // pugixml expands no entities of a document's own, and the declaration is refused before it is asked.
        QByteArray bomb = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">";
        for (int i = 1; i < 10; ++i)
            bomb += "<!ENTITY lol" + QByteArray::number(i) + " \"" + QByteArray("&lol;").repeated(10) + "\">";
        bomb += "]><ServiceResponse>&lol9;</ServiceResponse>";
        QVERIFY(!qps::readAnswer({.body = bomb}));
    }

    void wrongValuesMakeTheAnswerUnreadable_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::newRow("number") << QByteArray("<countUsed>many</countUsed>");
        QTest::newRow("number too large") << QByteArray("<countUsed>99999999999999999999</countUsed>");
        QTest::newRow("flag") << QByteArray("<isDisabled>maybe</isDisabled>");
        QTest::newRow("time") << QByteArray("<datePurchased>yesterday</datePurchased>");
        QTest::newRow("type") << QByteArray("<type>FOREVER</type>");
    }

    void wrongValuesMakeTheAnswerUnreadable()
    {
        QFETCH(QByteArray, inside);
        const auto page = qps::readActivationKeys({.body = keyAnswer(inside)});
        QVERIFY(!page);
        QCOMPARE(page.error().kind, Failure::Kind::Unreadable);
        QVERIFY(page.error().detail.contains(u"byte"));
    }

    void oddButLegalShapesAreRead()
    {
        const auto page = qps::readActivationKeys(
            {.body =
                 keyAnswer("<title>new</title><title>other</title><unknown><deep/></unknown><isDisabled>1</isDisabled>"
                           "<countUsed>\n   12\n "
                           "</countUsed><expireDate>2027-01-02</"
                           "expireDate><datePurchased>2025-09-08T18:40:11.378378608</datePurchased>"
                           "<modules><list><ActivationKeyModule><license><![CDATA[VM_]]>LICENSE</license></"
                           "ActivationKeyModule></list></modules>")});
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        const ActivationKey &key = page->records.first();
        QCOMPARE(key.title, u"new"_s); // the first title counts
        QVERIFY(key.disabled);
        QCOMPARE(key.countUsed, 12);
        QCOMPARE(key.expires->toString(Qt::ISODate), u"2027-01-02T00:00:00Z"_s);
        QCOMPARE(key.purchased.toString(Qt::ISODate), u"2025-09-08T18:40:11Z"_s);
        QCOMPARE(key.modules, QStringList{u"VM_LICENSE"_s});
    }

    void markupIsSeenWhereverItStands()
    {
        // The structure is looked at in blocks, and a mark can stand at any place in one.
        const QByteArray inside =
            "<title lang='#a&amp;>b' note=\"it's <one>\">'x' > \"y\"</title ><!-- <a \" --><empty/><![CDATA[<b>]]>";
        for (qsizetype padding = 0; padding < 130; ++padding) {
            const QByteArray body = keyAnswer(QByteArray(padding, ' ') + inside);
            const auto page = qps::readActivationKeys({.body = body});
            QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
            QCOMPARE(page->records.first().title, u"'x' > \"y\""_s);
            QVERIFY(!qps::readActivationKeys({.body = body.chopped(1 + padding)}));
        }
    }

    void capsCountWhatTheyName_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::addColumn<bool>("isRead");
        const auto named = [](int length) {
            const QByteArray name(length, 'n');
            return "<" + name + "></" + name + ">";
        };
        const auto nested = [](int depth) {
            return QByteArray("<a>").repeated(depth) + QByteArray("</a>").repeated(depth);
        };
        const QByteArray text(1 << 20, 'x');
        QTest::newRow("the longest name") << named(256) << true;
        QTest::newRow("one byte more") << named(257) << false;
        QTest::newRow("the deepest element") << nested(61) << true;
        QTest::newRow("one deeper") << nested(62) << false;
        QTest::newRow("the longest text") << "<t>" + text + "</t>" << true;
        QTest::newRow("one more character") << "<t>x" + text + "</t>" << false;
        QTest::newRow("the longest value") << "<t a='" + text + "'/>" << true;
        QTest::newRow("one more character in a value") << "<t a='x" + text + "'/>" << false;
        QTest::newRow("no name") << QByteArray("<></>") << false;
        QTest::newRow("blank for a name") << QByteArray("< a></ a>") << false;
        QTest::newRow("tag in a tag") << QByteArray("<a <b/>></a>") << false;
    }

    void capsCountWhatTheyName()
    {
        QFETCH(QByteArray, inside);
        QFETCH(bool, isRead);
        QCOMPARE(qps::readActivationKeys({.body = keyAnswer(inside)}).has_value(), isRead);
    }

    void whatNobodyReadsIsNotParsed_data()
    {
        QTest::addColumn<QByteArray>("unread");
        QTest::addColumn<int>("state"); // 0 cut out, 1 parsed, 2 refused
        QTest::newRow("empty") << QByteArray("<software></software>") << 0;
        QTest::newRow("a list") << QByteArray("<software>\n<list><s><n>a</n></s><s/></list></software>") << 0;
        QTest::newRow("a text") << QByteArray("<software>a &lt; b &gt; c > d / e</software>") << 0;
        QTest::newRow("the same name inside") << QByteArray("<software><software>a</software></software>") << 0;
        QTest::newRow("another that begins so") << QByteArray("<software><softwares>a</softwares></software>") << 0;
        QTest::newRow("twice") << QByteArray("<software>a</software><software>b</software>") << 0;
        QTest::newRow("itself empty") << QByteArray("<software/>") << 1;
        QTest::newRow("attribute") << QByteArray("<software a='1'>b</software>") << 1;
        QTest::newRow("comment") << QByteArray("<software><!-- </software> --></software>") << 1;
        QTest::newRow("cdata") << QByteArray("<software><![CDATA[</software>]]></software>") << 1;
        QTest::newRow("blank in the end tag") << QByteArray("<software>a</software >") << 1;
        QTest::newRow("sly attribute") << QByteArray("<software><a b='>'/></software>") << 1;
        QTest::newRow("slier attribute") << QByteArray("<software><a b='/>'></a></software>") << 1;
        QTest::newRow("deeper") << QByteArray("<x><software>a</software></x>") << 1;
        QTest::newRow("longer name") << QByteArray("<softwares>a</softwares>") << 1;
        QTest::newRow("not ended") << QByteArray("<software><list></list>") << 2;
        QTest::newRow("ended twice") << QByteArray("<software></software></software>") << 2;
        QTest::newRow("ended by another") << QByteArray("<software><list></software></list>") << 2;
        QTest::newRow("doctype") << QByteArray("<software><!DOCTYPE x></software>") << 2;
    }

    void whatNobodyReadsIsNotParsed()
    {
        QFETCH(QByteArray, unread);
        QFETCH(int, state);
        static constexpr std::string_view names[] = {"software", "vuln"};
        const QByteArray body = keyAnswer("<a>1</a>" + unread +
                                          "<vuln></vuln><b>2</b></AgentActKey><AgentActKey><id>8</id>"
                                          "<software>c</software><b>3</b>");
        const Result<qps::Document> document = qps::Document::parse(body, {}, names);
        if (state == 2) {
            QVERIFY(!document);
            return;
        }
        QVERIFY(document.has_value());
        const pugi::xml_node first = document->root().child("data").first_child(), second = first.next_sibling();
        QCOMPARE(bool(first.select_node(".//*[starts-with(name(), 'software')]")), state == 1);
        QCOMPARE(std::string_view(first.child("id").value()), "7");
        QCOMPARE(std::string_view(first.child("a").value()), "1");
        QCOMPARE(std::string_view(first.child("b").value()), "2");
        QCOMPARE(std::string_view(second.child("id").value()), "8");
        QCOMPARE(std::string_view(second.child("b").value()), "3");
        QVERIFY(!second.next_sibling());
        // Without being told, everything is there.
        const Result<qps::Document> whole = qps::Document::parse(body);
        QCOMPARE(bool(whole->root().child("data").first_child().child("vuln")), true);
    }

    void lookingForTheEndOfWhatNobodyReadsTakesNoTime()
    {
        // Each of these would be looked for up to the end of the answer.
        const QByteArray sly = "<AgentActKey><software><a b='>'/><a b='>'/></software></AgentActKey>";
        static constexpr std::string_view names[] = {"software"};
        QElapsedTimer timer;
        timer.start();
        QVERIFY(qps::Document::parse("<ServiceResponse><data>" + sly.repeated(100'000) + "</data></ServiceResponse>",
                                     {}, names)
                    .has_value());
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    }

    void timesAreReadAsUtc_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("utc"); // empty when it is none
        QTest::newRow("usual") << QByteArray("2026-03-02T09:14:07Z") << u"2026-03-02T09:14:07Z"_s;
        QTest::newRow("leap day") << QByteArray("2024-02-29T23:59:59Z") << u"2024-02-29T23:59:59Z"_s;
        QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:58Z") << u"1969-12-31T23:59:58Z"_s;
        QTest::newRow("offset") << QByteArray("2026-03-02T09:14:07+02:00") << u"2026-03-02T07:14:07Z"_s;
        QTest::newRow("padded") << QByteArray("\n 2026-03-02T09:14:07Z ") << u"2026-03-02T09:14:07Z"_s;
        QTest::newRow("no such day") << QByteArray("2026-02-29T09:14:07Z") << QString();
        QTest::newRow("no such hour") << QByteArray("2026-03-02T25:14:07Z") << QString();
        QTest::newRow("no such minute") << QByteArray("2026-03-02T09:60:07Z") << QString();
        QTest::newRow("sign for a digit") << QByteArray("2026-03-02T09:14:+7Z") << QString();
        QTest::newRow("letter for a digit") << QByteArray("2026-03-O2T09:14:07Z") << QString();
    }

    void timesAreReadAsUtc()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, utc);
        const auto page = qps::readActivationKeys({.body = keyAnswer("<expireDate>" + text + "</expireDate>")});
        QCOMPARE(page.has_value(), !utc.isEmpty());
        if (!page)
            return;
        QCOMPARE(page->records.first().expires->timeSpec(), Qt::UTC);
        QCOMPARE(page->records.first().expires->toString(Qt::ISODate), utc);
    }

    void wordsAreTheirOwnHoweverManyThereAre()
    {
        QByteArray inside = "<modules><list>";
        QStringList words;
        for (int i = 0; i < 9'000; ++i) { // more than are kept for sharing, each twice
            words << (i % 4'500 == 0 ? QString() : u"MODULE_%1"_s.arg(i % 4'500));
            inside += "<ActivationKeyModule><license>" + words.last().toUtf8() + "</license></ActivationKeyModule>";
        }
        const auto page = qps::readActivationKeys({.body = keyAnswer(inside + "</list></modules>")});
        QVERIFY(page.has_value());
        QCOMPARE(page->records.first().modules, words);
    }

    void namespacesAreIgnored()
    {
        const auto page = qps::readActivationKeys(
            {.body = "<q:ServiceResponse "
                     "xmlns:q='urn:x'><responseCode>SUCCESS</responseCode><data><q:AgentActKey><q:id>5</q:id>"
                     "</q:AgentActKey></data></q:ServiceResponse>"});
        QVERIFY(page.has_value());
        QCOMPARE(page->records.first().id.value, 5);
    }

    void declaredEncodingsAreRead_data()
    {
        QTest::addColumn<QByteArray>("body");
        const QString text =
            u"<ServiceResponse><responseCode>SUCCESS</responseCode><data><Tag><id>1</id><name>Köln</name></Tag></data></ServiceResponse>"_s;
        const QString declared = u"<?xml version=\"1.0\" encoding=\"%1\"?>"_s;
        QTest::newRow("windows-1252") << (declared.arg(u"windows-1252"_s) + text).toLatin1();
        QTest::newRow("iso-8859-1") << (declared.arg(u"ISO-8859-1"_s) + text).toLatin1();
        QTest::newRow("utf-8 with mark") << QByteArray("\xEF\xBB\xBF") + text.toUtf8();
        const QString wide = declared.arg(u"UTF-16"_s) + text;
        QTest::newRow("utf-16 le with mark")
            << QByteArray("\xFF\xFE") + QByteArray(reinterpret_cast<const char *>(wide.utf16()), wide.size() * 2);
    }

    void declaredEncodingsAreRead()
    {
        QFETCH(QByteArray, body);
        const auto page = qps::readTags({.body = body});
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        QCOMPARE(page->records.first().name, u"Köln"_s);
    }

    void paddingIsDroppedOnlyWithALineEnd_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("read");
        QTest::newRow("printed") << QByteArray("\n      Servers\n    ") << u"Servers"_s;
        QTest::newRow("blank at the end is a name's own") << QByteArray("Servers ") << u"Servers "_s;
        QTest::newRow("blank before, line end after") << QByteArray(" Servers\n ") << u" Servers"_s;
        QTest::newRow("inside") << QByteArray("a\nb") << u"a\nb"_s;
    }

    void paddingIsDroppedOnlyWithALineEnd()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, read);
        QByteArray body = success;
        const auto page = qps::readTags({.body = body.replace("%1", "<Tag><id>1</id><name>" + text + "</name></Tag>")});
        QCOMPARE(page->records.first().name, read);
    }

    void statusAndCodeAreBothNeeded()
    {
        const QByteArray ok = "<ServiceResponse><responseCode>SUCCESS</responseCode></ServiceResponse>";
        QVERIFY(qps::readAnswer({.body = ok}).has_value());
        QCOMPARE(qps::readAnswer({.body = ok, .status = 504}).error().kind, Failure::Kind::ServerError);
        QVERIFY(!qps::readAnswer({.body = "<ServiceResponse><responseCode>success</responseCode></ServiceResponse>"}));
        QVERIFY(!qps::readAnswer({.body = "<ServiceResponse/>"}));
    }

    void anUnknownCodeIsKeptVerbatim()
    {
        const auto answer = qps::readAnswer(
            {.body = "<ServiceResponse><responseCode>CA_2042_NEW</responseCode><responseErrorDetails>"
                     "<errorMessage>&lt;b&gt;what&lt;/b&gt;</errorMessage></responseErrorDetails></ServiceResponse>"});
        QCOMPARE(answer.error().kind, Failure::Kind::UnknownCode);
        QCOMPARE(answer.error().code, u"CA_2042_NEW"_s);
        QCOMPARE(answer.error().detail, u"<b>what</b>"_s);
    }

    void theCursorIsSeenBeforeTheRecords_data()
    {
        QTest::addColumn<QByteArray>("soFar");
        QTest::addColumn<qint64>("id");
        const QByteArray head = "<ServiceResponse><responseCode>SUCCESS</responseCode><count>2</count>";
        QTest::newRow("complete") << head + "<hasMoreRecords>true</hasMoreRecords><lastId>42</lastId><data>"
                                  << qint64(42);
        QTest::newRow("half a number") << head + "<hasMoreRecords>true</hasMoreRecords><lastId>4" << qint64(0);
        QTest::newRow("no more") << head + "<hasMoreRecords>false</hasMoreRecords><lastId>42</lastId>" << qint64(0);
        QTest::newRow("inside the records")
            << head + "<hasMoreRecords>true</hasMoreRecords><data><x><lastId>42</lastId>" << qint64(0);
        QTest::newRow("not a number") << head + "<hasMoreRecords>true</hasMoreRecords><lastId>x</lastId>" << qint64(0);
    }

    void theCursorIsSeenBeforeTheRecords()
    {
        QFETCH(QByteArray, soFar);
        QFETCH(qint64, id);
        QCOMPARE(qps::earlyLastId(soFar).value_or(0), id);
    }

    /// Fault 27. Names that come near each other stay apart.
    void ofAFieldThatComesTwiceTheFirstCounts()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a field twice.*title"_s));
        const auto page = qps::readActivationKeys(
            {.body = keyAnswer("<title>first</title><countUsed>3</countUsed><title>second</title>"
                               "<countPurchased>5</countPurchased>")});
        QVERIFY(page);
        QCOMPARE(page->records.first().title, u"first"_s);
        QCOMPARE(page->records.first().countUsed, 3);
        QCOMPARE(page->records.first().countPurchased, 5);
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
