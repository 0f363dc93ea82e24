// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "alderridge.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray portal = webAppUpdate + "5214548", loans = webAppUpdate + "5214549",
                 intranet = webAppUpdate + "5214571";

const QByteArray lock = webAppRequest("<scannerLocked>true</scannerLocked>");

} // namespace

/// What requests do to web applications, what is refused, and what the log tells of it.
class SandboxWebAppWritesTest : public QObject
{
    Q_OBJECT
private slots:
    void scannersChangeHands()
    {
        AlderRidge ridge;
        const auto scanner = [&](qint64 id) {
            return u"%1 %2 %3"_s
                .arg(ridge.sandbox.webAppField(id, u"scanner_type"_s).toString(),
                     ridge.sandbox.webAppField(id, u"scanner_name"_s).toString(),
                     ridge.sandbox.webAppField(id, u"scanner_tags"_s).toString())
                .simplified();
        };
        const auto update = [&](const QByteArray &path, const QByteArray &members) {
            const PlainReply reply = ridge.jonas.post(path, webAppRequest(members));
            return reply.code() + reply.detail();
        };
        const QByteArray name = "defaultScannerTags";
        QCOMPARE(update(portal, tagsElement(name, "add", {"8722310"})), u"SUCCESS"_s);
        QCOMPARE(scanner(memberPortal), u"EXTERNAL 8722267,8722310"_s);
        QCOMPARE(update(portal, tagsElement(name, "remove", {"8722267", "1"})), u"SUCCESS"_s); // unknown ones pass
        QCOMPARE(scanner(memberPortal), u"EXTERNAL 8722310"_s);
        QVERIFY(!ridge.jonas.get(webAppGet + "5214548").body.contains("<defaultScanner>"));
        // A single scanner takes the place of the pool, and the other way round.
        QCOMPARE(update(portal, "<defaultScanner><type>INTERNAL</type><friendlyName>dmz-scan-01</friendlyName>"
                                "</defaultScanner>"),
                 u"SUCCESS"_s);
        QCOMPARE(scanner(memberPortal), u"INTERNAL dmz-scan-01"_s);
        QVERIFY(!ridge.jonas.get(webAppGet + "5214548").body.contains("defaultScannerTags"));
        QCOMPARE(update(portal, tagsElement(name, "set", {"8722267"})), u"SUCCESS"_s);
        QCOMPARE(scanner(memberPortal), u"EXTERNAL 8722267"_s);
        QCOMPARE(update(portal, tagsElement(name, "remove", {"8722267"})), u"SUCCESS"_s); // the last one
        QCOMPARE(scanner(memberPortal), u"EXTERNAL"_s);
        QCOMPARE(update(intranet, "<defaultScanner><type>EXTERNAL</type></defaultScanner>"), u"SUCCESS"_s);
        QCOMPARE(scanner(staffIntranet), u"EXTERNAL"_s);
    }

    void membersChange()
    {
        AlderRidge ridge;
        ridge.sandbox.holdScanClock(QDateTime::fromString(u"2026-03-04T09:00:00Z"_s, Qt::ISODate));
        const QByteArray members =
            "<name>Member Portal (prod)</name><url>https://members.alderridge.example/</url><owner><id>41200188</id>"
            "</owner><scope>LIMIT</scope><useRobots>ADD_PATHS</useRobots><config><cancelScansAt>22:15</cancelScansAt>"
            "</config><attributes><update><Attribute><name>Cost Centre</name><value>RB-210</value></Attribute>"
            "<Attribute><name>No such</name><value>x</value></Attribute></update><remove><Attribute>"
            "<name>Business Function</name></Attribute></remove></attributes><domains><add><Domain>"
            "new.alderridge.example</Domain></add></domains><urlBlacklist><set><UrlEntry regex=\"true\">^a$</UrlEntry>"
            "</set></urlBlacklist><authRecords><add><WebAppAuthRecord><id>74233</id></WebAppAuthRecord></add>"
            "<remove><WebAppAuthRecord><id>74210</id></WebAppAuthRecord></remove></authRecords><comments><add>"
            "<Comment><contents>Moved.</contents></Comment></add></comments>" +
            tagsElement("tags", "set", {"7710046"});
        QCOMPARE(ridge.jonas.post(portal, webAppRequest(members)).code(), u"SUCCESS"_s);
        const PlainReply reply = ridge.jonas.get(webAppGet + "5214548");
        QCOMPARE(valuesOf(reply, u"url"_s).value(0), u"https://members.alderridge.example/"_s);
        QCOMPARE(valuesOf(reply, u"name"_s).value(0), u"Member Portal (prod)"_s);
        QCOMPARE(valuesOf(reply, u"username"_s).value(0), u"aldrg_ap3"_s);
        QCOMPARE(valuesOf(reply, u"updatedDate"_s), QStringList{u"2026-03-04T09:00:00Z"_s});
        QCOMPARE(valuesOf(reply, u"value"_s), QStringList{u"RB-210"_s});
        QCOMPARE(valuesOf(reply, u"Domain"_s).size(), 3);
        QCOMPARE(valuesOf(reply, u"UrlEntry"_s), QStringList{u"^a$"_s});
        QCOMPARE(valuesOf(reply, u"contents"_s).last(), u"Moved."_s);
        QCOMPARE(valuesOf(reply, u"cancelScansAt"_s), QStringList{u"22:15"_s});
        QVERIFY(valuesOf(reply, u"cancelScansAfterNHours"_s).isEmpty());
        QCOMPARE(ridge.sandbox.webAppField(memberPortal, u"auth_records"_s).toString(), u"74233"_s);
        QCOMPARE(ridge.sandbox.webAppField(memberPortal, u"tags"_s).toString(), u"7710046"_s);
        QCOMPARE(ridge.sandbox.webAppField(memberPortal, u"scanner_tags"_s).toString(), u"8722267"_s);
    }

    void whatIsNotInTheSchemaIsNamed_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("told");
        const QString xml = u"INVALID_XML"_s, invalid = u"INVALID_REQUEST"_s;
        const auto unexpected = [](const QString &name) { return u"starting with element '%1'"_s.arg(name); };
        QTest::addRow("unknown") << QByteArray("<colour>red</colour>") << xml << unexpected(u"colour"_s);
        QTest::addRow("of answers only") << QByteArray("<updatedDate>2026-01-01T00:00:00Z</updatedDate>") << xml
                                         << unexpected(u"updatedDate"_s);
        QTest::addRow("twice") << QByteArray("<name>a</name><name>b</name>") << xml << unexpected(u"name"_s);
        QTest::addRow("of a creation") << QByteArray("<reactivateIfExists>true</reactivateIfExists>") << xml
                                       << unexpected(u"reactivateIfExists"_s);
        QTest::addRow("newer spelling") << QByteArray("<urlExcludelist><set><UrlEntry>a</UrlEntry></set>"
                                                      "</urlExcludelist>")
                                        << xml << unexpected(u"urlExcludelist"_s);
        QTest::addRow("a list") << QByteArray("<tags><list><Tag><id>1</id></Tag></list></tags>") << xml
                                << unexpected(u"list"_s);
        QTest::addRow("empty set") << QByteArray("<defaultScannerTags><set/></defaultScannerTags>") << xml
                                   << u"'set' is not complete. 'Tag' is expected"_s;
        QTest::addRow("a tag by name") << QByteArray("<tags><add><Tag><name>WAS</name></Tag></add></tags>") << xml
                                       << u"'Tag' is not complete. 'id' is expected"_s;
        QTest::addRow("another item") << QByteArray("<tags><add><TagSimple><id>1</id></TagSimple></add></tags>") << xml
                                      << unexpected(u"TagSimple"_s);
        QTest::addRow("update of records") << QByteArray("<authRecords><update><WebAppAuthRecord><id>74210</id>"
                                                         "</WebAppAuthRecord></update></authRecords>")
                                           << xml << unexpected(u"update"_s);
        QTest::addRow("scannerTags is of scans") << QByteArray("<defaultScanner><type>scannerTags</type>"
                                                               "</defaultScanner>")
                                                 << xml << u"'scannerTags'"_s;
        QTest::addRow("no boolean") << QByteArray("<scannerLocked>yes</scannerLocked>") << xml << u"'yes'"_s;
        QTest::addRow("two cancel rules") << QByteArray("<config><cancelScansAfterNHours>1</cancelScansAfterNHours>"
                                                        "<cancelScansAt>22:00</cancelScansAt></config>")
                                          << xml << unexpected(u"cancelScansAt"_s);
        QTest::addRow("no such appliance") << QByteArray("<defaultScanner><type>INTERNAL</type><friendlyName>x"
                                                         "</friendlyName></defaultScanner>")
                                           << invalid << u"friendlyName (x)"_s;
        QTest::addRow("no such tag") << tagsElement("defaultScannerTags", "add", {"99"}) << invalid
                                     << u"defaultScannerTags (99)"_s;
        QTest::addRow("no such owner") << QByteArray("<owner><id>99</id></owner>") << invalid << u"owner (99)"_s;
        QTest::addRow("URL without a host") << QByteArray("<url>https://</url>") << invalid << u"WebApp.url"_s;
        QTest::addRow("nothing keeps it") << QByteArray("<proxy><id>1</id></proxy>") << invalid << u"'proxy'"_s;
        QTest::addRow("long name") << "<name>" + QByteArray(257, 'n') + "</name>" << invalid << u"256"_s;
    }
    void whatIsNotInTheSchemaIsNamed()
    {
        QFETCH(QByteArray, members);
        QFETCH(QString, code);
        QFETCH(QString, told);
        AlderRidge ridge;
        const QByteArray before = ridge.jonas.get(webAppGet + "5214548").body;
        // What would be changed besides is not.
        const PlainReply reply = ridge.jonas.post(portal, webAppRequest("<useSitemap>false</useSitemap>" + members));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.code(), code);
        QVERIFY2(reply.detail().contains(told), qPrintable(reply.detail()));
        QCOMPARE(ridge.jonas.get(webAppGet + "5214548").body, before);
        QVERIFY(!ridge.sandbox.writes().last().applied);
    }

    void newerPlatformsTakeTheNewerSpelling()
    {
        AlderRidge quirky({.keys = 1, .quirks = true});
        const auto exclude = [&](const QByteArray &name) {
            return quirky.jonas
                .post(loans, webAppRequest("<" + name + "><add><UrlEntry>/out</UrlEntry></add></" + name + ">"))
                .code();
        };
        QCOMPARE(exclude("urlBlacklist"), u"INVALID_XML"_s);
        QCOMPARE(exclude("urlExcludelist"), u"SUCCESS"_s);
        QVERIFY(quirky.jonas.get(webAppGet + "5214549").body.contains("<urlExcludelist>\n        <count>1</count>"));
    }

    void permissionsGuardUrlAndScanner()
    {
        AlderRidge ridge;
        const auto code = [&](const QByteArray &members) {
            return ridge.jonas.post(loans, webAppRequest(members)).code();
        };
        const QString login = u"aldrg_jo2"_s, refused = u"UNAUTHORIZED"_s, done = u"SUCCESS"_s;
        ridge.sandbox.setRight(login, u"was_edit_url"_s, false);
        QCOMPARE(code("<url>https://a.example/</url>"), refused);
        QCOMPARE(code("<name>A</name><scannerLocked>true</scannerLocked>"), done);
        ridge.sandbox.setRight(login, u"was_scanner"_s, false);
        for (const QByteArray &scanner :
             {QByteArray("<scannerLocked>false</scannerLocked>"), tagsElement("defaultScannerTags", "add", {"8722267"}),
              QByteArray("<defaultScanner><type>EXTERNAL</type></defaultScanner>")})
            QCOMPARE(code("<name>B</name>" + scanner), refused);
        QCOMPARE(ridge.sandbox.webAppField(loanOrigination, u"name"_s).toString(), u"A"_s); // all or nothing
        QCOMPARE(code("<name>C</name>"), done);
        ridge.sandbox.setRight(login, u"was_edit"_s, false);
        QCOMPARE(code("<name>D</name>"), refused);
        for (const auto &[right, path] :
             {std::pair(u"was_create"_s, webAppCreate), std::pair(u"was_purge"_s, webAppPurge),
              std::pair(u"was_delete"_s, webAppDelete)}) {
            ridge.sandbox.setRight(login, right, false);
            QCOMPARE(ridge.jonas.post(path, webAppRequest("<name>E</name><url>https://e.example/</url>")).code(),
                     refused);
        }
        QCOMPARE(ridge.sandbox.webAppIds().size(), 4);
    }

    void namesakesOfCreations()
    {
        AlderRidge ridge;
        const auto create = [&](const QByteArray &name, const QByteArray &url, const QByteArray &more = {}) {
            return ridge.jonas.post(webAppCreate,
                                    webAppRequest("<name>" + name + "</name><url>" + url + "</url>" + more));
        };
        const QByteArray url = "https://portal.alderridge.example/",
                         flag = "<reactivateIfExists>true</reactivateIfExists>";
        QVERIFY(
            create("Member Portal", "https://other.example/", flag).detail().startsWith("Webapp with same name"_L1));
        QVERIFY(create("Member Portal", url).detail().contains("modules: Was. Please set flag"_L1));
        QCOMPARE(ridge.sandbox.scansOf(memberPortal).size(), 1);
        const PlainReply again = create("Member Portal", url, flag);
        QCOMPARE(again.code(), u"SUCCESS"_s);
        QCOMPARE(valuesOf(again, u"id"_s).value(0), u"5214548"_s); // the asset's
        QVERIFY(ridge.sandbox.scansOf(memberPortal).isEmpty());
        QCOMPARE(ridge.sandbox.webAppIds().size(), 4);
        QCOMPARE(ridge.sandbox.webAppField(memberPortal, u"scanner_tags"_s).toString(), QString());
        QCOMPARE(create("Another", url).code(), u"SUCCESS"_s); // addresses may be shared
        QCOMPARE(ridge.sandbox.webAppIds().last(), 5'214'702);
    }

    void deletionsLeaveAssets()
    {
        AlderRidge ridge;
        ridge.sandbox.setWebAppField(staffIntranet, u"other_modules"_s, u"Waf"_s);
        const QByteArray wholly = "<data><WebApp><removeFromSubscription>true</removeFromSubscription></WebApp></data>";
        QCOMPARE(ridge.jonas.post(webAppDelete + "/5214563", {}).code(), u"SUCCESS"_s);
        QCOMPARE(ridge.jonas.get(webAppGet + "5214563").code(), u"INVALID_REQUEST"_s);
        QVERIFY(ridge.jonas
                    .post(webAppCreate, webAppRequest("<name>Branch Locator </name><url>"
                                                      "http://branches.alderridge.example/</url>"))
                    .detail()
                    .contains("modules: none"_L1));
        QCOMPARE(ridge.jonas
                     .post(webAppDelete, "<ServiceRequest><filters><Criteria field=\"id\" operator=\"IN\">"
                                         "5214549,5214571,5</Criteria></filters>" +
                                             wholly + "</ServiceRequest>")
                     .code(),
                 u"SUCCESS"_s);
        QCOMPARE(ridge.sandbox.webAppIds(), QList<qint64>{memberPortal});
        QVERIFY(!ridge.sandbox.webAppField(loanOrigination, u"name"_s).isValid());
        QVERIFY(ridge.sandbox.webAppField(staffIntranet, u"name"_s).isValid()); // another module keeps it
        QCOMPARE(ridge.sandbox.writes().last().affected, 2);
        for (const QByteArray &path : {webAppDelete, webAppPurge})
            QCOMPARE(ridge.jonas.post(path, nothing).code(), u"INVALID_REQUEST"_s); // it could mean everything
        QCOMPARE(
            ridge.jonas.post(webAppDelete + "?removeFromSubscription=true", filterRequest("id", "EQUALS", "5214548"))
                .code(),
            u"SUCCESS"_s);
        QVERIFY(!ridge.sandbox.webAppField(memberPortal, u"name"_s).isValid());
    }

    void purgesForgetFindings()
    {
        AlderRidge ridge;
        const QByteArray findings = "/qps/rest/3.0/count/was/finding";
        const auto count = [&] { return valuesOf(ridge.jonas.post(findings, {}), u"count"_s).value(0).toInt(); };
        QCOMPARE(count(), 2);
        QCOMPARE(ridge.jonas.post(webAppPurge, filterRequest("id", "IN", "5214548,5214571")).code(), u"SUCCESS"_s);
        QCOMPARE(count(), 1);
        QCOMPARE(ridge.sandbox.scanIds().size(), 5);
    }

    /// What a bulk lock must do: one update for each that needs it, none for the others.
    void logCountsWhatWasChanged()
    {
        Sandbox sandbox({.keys = 1, .webApps = 300});
        const PlainClient marta(sandbox);
        int sent = 0;
        for (const qint64 id : sandbox.webAppIds())
            if (sandbox.webAppField(id, u"locked"_s).toInt() == 0) {
                marta.post(webAppUpdate + QByteArray::number(id), lock);
                ++sent;
            }
        QCOMPARE(sent, 120);
        const QList<SandboxRequest> writes = sandbox.writes();
        QCOMPARE(writes.size(), 120);
        QSet<qint64> objects;
        for (const SandboxRequest &write : writes) {
            QVERIFY(write.applied && write.outcome == "ok"_L1 && write.affected == 1);
            objects << write.object;
        }
        QCOMPARE(objects.size(), 120);
        const qint64 locked = *objects.cbegin();
        QCOMPARE(marta.post(webAppUpdate + QByteArray::number(locked), lock).code(), u"SUCCESS"_s);
        QVERIFY(!sandbox.writes().last().applied); // it was so already
        QCOMPARE(sandbox.writes().last().object, locked);
    }
};

QTEST_GUILESS_MAIN(SandboxWebAppWritesTest)
#include "tst_sandboxwebappwrites.moc"
