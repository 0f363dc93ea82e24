// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "alderridge.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray portal = webAppUpdate + "5214548", loans = webAppUpdate + "5214549";
const QByteArray lock = webAppRequest("<scannerLocked>true</scannerLocked>");
const QByteArray launch = "<ServiceRequest><data><WasScan><name>A</name><type>DISCOVERY</type><target><webApp><id>"
                          "5214549</id></webApp></target></WasScan></data></ServiceRequest>";

} // namespace

/// What can go wrong with web applications and scans on demand, and what the log and the subscription know of it.
class SandboxWasFaultsTest : public QObject
{
    Q_OBJECT
private slots:
    void aChangeIsIgnoredAndCalledASuccess()
    {
        AlderRidge ridge;
        ridge.sandbox.addFault(u"POST:update/was/webapp=ignore-field=scannerLocked"_s);
        QCOMPARE(ridge.jonas.post(loans, lock).code(), u"SUCCESS"_s);
        QCOMPARE(ridge.sandbox.webAppField(loanOrigination, u"locked"_s).toInt(), 0);
        QVERIFY(!ridge.sandbox.writes().last().applied);
        // A part of the update is done.
        QCOMPARE(ridge.jonas
                     .post(loans, webAppRequest("<scannerLocked>true</scannerLocked>" +
                                                tagsElement("defaultScannerTags", "set", {"8722267"})))
                     .code(),
                 u"SUCCESS"_s);
        QCOMPARE(ridge.sandbox.webAppField(loanOrigination, u"locked"_s).toInt(), 0);
        QCOMPARE(ridge.sandbox.webAppField(loanOrigination, u"scanner_tags"_s).toString(), u"8722267"_s);
        QVERIFY(ridge.sandbox.writes().last().applied);
    }

    void everythingIsIgnored()
    {
        AlderRidge ridge;
        ridge.sandbox.addFault(u"POST:was=ignore-field=*"_s);
        const QByteArray rates = webAppRequest("<name>Rates</name><url>https://rates.alderridge.example/</url>");
        const QList<std::pair<QByteArray, QByteArray>> calls{
            {webAppCreate, rates},
            {loans, lock},
            {webAppDelete + "/5214549", {}},
            {webAppPurge + "/5214548", {}},
            {scanLaunch, launch},
            {scanCancel + "1902402", {}},
            {scanDelete + "/1902360", {}},
            {"/qps/rest/3.0/scanagain/was/wasscan/1902377", {}},
            {"/qps/rest/3.0/deactivate/was/wasscanschedule/30118", {}}};
        for (const auto &[path, body] : calls) {
            const PlainReply reply = ridge.jonas.post(path, body);
            QCOMPARE(reply.code(), u"SUCCESS"_s);
            QVERIFY(!valuesOf(reply, u"id"_s).isEmpty());
        }
        for (const SandboxRequest &write : ridge.sandbox.writes())
            QVERIFY2(!write.applied && write.affected == 0, qPrintable(write.path));
        QCOMPARE(ridge.sandbox.writes().size(), calls.size());
        ridge.sandbox.clearFaults();
        QCOMPARE(ridge.sandbox.webAppIds().size(), 4);
        QCOMPARE(ridge.sandbox.scanIds().size(), 5);
        QCOMPARE(ridge.sandbox.scanField(1902402, u"status"_s).toString(), u"RUNNING"_s);
        QVERIFY(ridge.jonas.get(webAppGet + "5214548").body.contains("<isScheduled>true"));
        QCOMPARE(valuesOf(ridge.jonas.get("/qps/rest/3.0/count/was/finding"), u"count"_s), QStringList{u"2"_s});
    }

    void aWriteIsDoneAndItsAnswerLost()
    {
        AlderRidge ridge;
        ridge.sandbox.addFault(u"POST:update/was/webapp:1=apply-then-status=504"_s);
        ridge.sandbox.addFault(u"POST:launch/was/wasscan:1=truncate=40"_s);
        QCOMPARE(ridge.jonas.post(loans, lock).status, 504);
        QCOMPARE(ridge.sandbox.webAppField(loanOrigination, u"locked"_s).toInt(), 1);
        const SandboxRequest update = ridge.sandbox.writes().last();
        QVERIFY(update.applied);
        QCOMPARE(update.object, loanOrigination);
        QCOMPARE(update.outcome, u"fault"_s);
        QVERIFY(!ridge.jonas.post(scanLaunch, launch).complete);
        QCOMPARE(ridge.sandbox.writes().last().object, 1'902'410);
        QCOMPARE(ridge.sandbox.scansOf(loanOrigination).first(), 1'902'410);
    }

    void aWriteIsNotDoneAtAll()
    {
        AlderRidge ridge;
        ridge.sandbox.addFault(u"POST:update/was/webapp:1=status=500"_s);
        ridge.sandbox.addFault(u"POST:update/was/webapp:2=code=JMS_SERVER_DOWN"_s);
        QCOMPARE(ridge.jonas.post(loans, lock).status, 500);
        QCOMPARE(ridge.jonas.post(loans, lock).code(), u"JMS_SERVER_DOWN"_s);
        QCOMPARE(ridge.sandbox.webAppField(loanOrigination, u"locked"_s).toInt(), 0);
        for (const SandboxRequest &write : ridge.sandbox.writes())
            QVERIFY(!write.applied && write.object == loanOrigination);
    }

    void answersComeLate()
    {
        AlderRidge ridge;
        ridge.sandbox.addFault(u"*:was:1=delay=300"_s);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(ridge.jonas.get(webAppCountAll).code(), u"SUCCESS"_s);
        QVERIFY(timer.elapsed() >= 300);
    }

    void someAreRefusedAlways()
    {
        AlderRidge ridge;
        ridge.sandbox.addFault(u"POST:was/webapp=refuse-web-apps=5214549+5214563"_s);
        for (int again = 0; again < 2; ++again)
            QCOMPARE(ridge.jonas.post(loans, lock).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(ridge.jonas.post(portal, webAppRequest("<useSitemap>false</useSitemap>")).code(), u"SUCCESS"_s);
        const PlainReply some =
            ridge.jonas.post(webAppDelete, filterRequest("id", "IN", "5214548,5214549,5214563,5214571"));
        QCOMPARE(valuesOf(some, u"id"_s), (QStringList{u"5214548"_s, u"5214571"_s}));
        QCOMPARE(ridge.sandbox.webAppIds(), (QList<qint64>{loanOrigination, branchLocator}));
        QCOMPARE(ridge.jonas.post(webAppDelete + "/5214549", {}).code(), u"INVALID_REQUEST"_s);
        QVERIFY(!ridge.sandbox.writes().last().applied);
    }

    void somebodyElseWasQuicker()
    {
        AlderRidge ridge;
        ridge.sandbox.addFault(u"POST:update/was/webapp=vanish-web-apps=5214549"_s);
        QVERIFY(ridge.jonas.post(loans, lock).detail().contains("5214549 was not found"_L1));
        QVERIFY(!ridge.sandbox.writes().last().applied);
        QCOMPARE(ridge.sandbox.webAppIds().size(), 3);
    }

    void somebodyElseChangesBetween_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("after");
        QTest::addRow("lock") << u"scannerLocked"_s << u"locked"_s << u"0"_s;
        QTest::addRow("scanner") << u"defaultScanner"_s << u"scanner_tags"_s << QString();
        QTest::addRow("URL") << u"url"_s << u"url"_s << u"https://portal.alderridge.example/elsewhere/"_s;
        QTest::addRow("owner") << u"owner"_s << u"owner_id"_s << u"41200142"_s;
        QTest::addRow("name") << u"name"_s << u"name"_s << u"Member Portal (edited elsewhere)"_s;
    }
    void somebodyElseChangesBetween()
    {
        QFETCH(QString, field);
        QFETCH(QString, column);
        QFETCH(QString, after);
        AlderRidge ridge;
        ridge.sandbox.addFault(u"GET:get/was/webapp:1=mutate-between=%1@5214548"_s.arg(field));
        const QByteArray told = ridge.jonas.get(webAppGet + "5214548").body;
        QCOMPARE(ridge.sandbox.webAppField(memberPortal, column).toString(), after);
        QVERIFY(ridge.jonas.get(webAppGet + "5214548").body != told);
        QCOMPARE(ridge.jonas.get(webAppGet + "5214549").code(), u"SUCCESS"_s);
    }

    void newOnesAreFoundLater()
    {
        AlderRidge ridge;
        ridge.sandbox.addFault(u"POST:search/was/webapp=index-lag=60"_s);
        const auto found = [&] {
            return valuesOf(ridge.jonas.post(webAppSearch, filterRequest("name", "EQUALS", "Rates")), u"count"_s);
        };
        ridge.jonas.post(webAppCreate, webAppRequest("<name>Rates</name><url>https://rates.example/</url>"));
        QCOMPARE(found(), QStringList{u"0"_s});
        ridge.sandbox.advanceScanClock(60'000);
        QCOMPARE(found().value(0), u"1"_s);
    }

    void pagesRepeatAndNeverEnd()
    {
        AlderRidge ridge;
        ridge.sandbox.addFault(u"POST:search/was/webapp:1=dup-page"_s);
        ridge.sandbox.addFault(u"POST:search/was/wasscan:1=endless-more"_s);
        const PlainReply same = ridge.jonas.post(webAppSearch, filterRequest("id", "GREATER", "5214549", 2));
        QVERIFY(same.body.contains("<id>5214548</id>"));
        const PlainReply more = ridge.jonas.post(scanSearch, filterRequest("id", "GREATER", "9999999"));
        QCOMPARE(valuesOf(more, u"hasMoreRecords"_s), QStringList{u"true"_s});
    }
};

QTEST_GUILESS_MAIN(SandboxWasFaultsTest)
#include "tst_sandboxwasfaults.moc"
