// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "alderridge.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pace = 1'000; // of AlderRidge, whose clock stands still

/// A launch with what else is under `target` and beside it.
QByteArray launchRequest(const QByteArray &name, qint64 app, const QByteArray &target = {},
                         const QByteArray &beside = "<profile><id>1021</id></profile>")
{
    return "<ServiceRequest><data><WasScan><name>" + name + "</name><type>VULNERABILITY</type><target><webApp><id>" +
           QByteArray::number(app) + "</id></webApp>" + target + "</target>" + beside +
           "</WasScan></data></ServiceRequest>";
}

const QByteArray external = "<scannerAppliance><type>EXTERNAL</type></scannerAppliance>";

QByteArray internal(const QByteArray &name)
{
    return "<scannerAppliance><type>INTERNAL</type><friendlyName>" + name + "</friendlyName></scannerAppliance>";
}

QByteArray pool(const QByteArray &tag)
{
    return "<scannerAppliance><type>scannerTags</type></scannerAppliance>" + tagsElement("scannerTags", "set", {tag});
}

/// "FINISHED SUCCESSFUL NONE"
QString stateOf(const PlainReply &reply)
{
    return QStringList{valuesOf(reply, u"status"_s).value(0), valuesOf(reply, u"resultsStatus"_s).value(0),
                       valuesOf(reply, u"authStatus"_s).value(0)}
        .join(u' ')
        .trimmed();
}

} // namespace

/// Scans from launch to results, in a time that the tests hold.
class SandboxScansTest : public QObject
{
    Q_OBJECT
private:
    static QString state(const AlderRidge &ridge, qint64 id)
    {
        return stateOf(ridge.jonas.get(scanStatus + QByteArray::number(id)));
    }
    /// Tells the new id.
    static qint64 launched(const AlderRidge &ridge, const QByteArray &request)
    {
        const PlainReply reply = ridge.jonas.post(scanLaunch, request);
        return reply.code() == "SUCCESS"_L1 ? valuesOf(reply, u"id"_s).value(0).toLongLong() : 0;
    }

private slots:
    void aScanMovesWithTime()
    {
        AlderRidge ridge;
        const qint64 id = launched(
            ridge, launchRequest("Loans", loanOrigination,
                                 "<webAppAuthRecord><isDefault>true</isDefault></webAppAuthRecord>" + external));
        QCOMPARE(id, 1'902'410);
        QStringList states;
        for (int step = 0; step < 9; ++step) {
            if (const QString now = state(ridge, id); states.isEmpty() || states.last() != now)
                states << now;
            QCOMPARE(stateOf(ridge.jonas.get(scanGet + "1902410")), states.last());
            ridge.sandbox.advanceScanClock(pace);
        }
        QCOMPARE(states, (QStringList{u"SUBMITTED"_s, u"RUNNING"_s, u"FINISHED TO_BE_PROCESSED SUCCESSFUL"_s,
                                      u"FINISHED PROCESSING SUCCESSFUL"_s, u"FINISHED SUCCESSFUL SUCCESSFUL"_s}));
        const PlainReply whole = ridge.jonas.get(scanGet + "1902410");
        QCOMPARE(valuesOf(whole, u"launchedDate"_s), QStringList{u"2026-03-03T14:22:10Z"_s});
        QCOMPARE(valuesOf(whole, u"endScanDate"_s), QStringList{u"2026-03-03T14:22:14Z"_s}); // a step, and three
        QCOMPARE(valuesOf(whole, u"mode"_s), QStringList{u"API"_s});
        QVERIFY(!valuesOf(whole, u"linksCrawled"_s).isEmpty());
        QVERIFY(ridge.jonas.get(webAppGet + "5214549").body.contains("<id>1902410</id>")); // its last scan
    }

    void stepsThatNobodyWatchedAreTakenToo()
    {
        AlderRidge ridge;
        const qint64 id = launched(ridge, launchRequest("Loans", loanOrigination));
        ridge.sandbox.advanceScanClock(100 * pace);
        QCOMPARE(state(ridge, id), u"FINISHED SUCCESSFUL NONE"_s);
        QCOMPARE(ridge.sandbox.scanField(id, u"ended"_s).toString(), u"2026-03-03T14:22:14Z"_s);
        QVERIFY(ridge.sandbox.scanField(id, u"next_ms"_s).isNull());
    }

    void theRealClockAndNoPace()
    {
        AlderRidge ridge({.keys = 1, .scanPace = 0});
        ridge.sandbox.releaseScanClock();
        const qint64 id = launched(ridge, launchRequest("Loans", loanOrigination));
        QTRY_COMPARE(state(ridge, id), u"FINISHED SUCCESSFUL NONE"_s);
        ridge.sandbox.stop();
        ridge.sandbox.start();
        QCOMPARE(state(ridge, id), u"FINISHED SUCCESSFUL NONE"_s);
    }

    void endsAreAsScannerAndRecordLetThem_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("end");
        QTest::addColumn<QString>("scanner");
        const QByteArray record = "<webAppAuthRecord><id>74233</id></webAppAuthRecord>";
        QTest::addRow("its own appliance is offline")
            << QByteArray() << QByteArray() << u"ERROR SCANNER_NOT_AVAILABLE NONE"_s << u"core-scan-01"_s;
        QTest::addRow("an online appliance")
            << internal("dmz-scan-02") << QByteArray() << u"FINISHED SUCCESSFUL NONE"_s << u"dmz-scan-02"_s;
        QTest::addRow("a pool without one online")
            << pool("8722310") << QByteArray() << u"ERROR SCANNER_NOT_AVAILABLE NONE"_s << QString();
        QTest::addRow("a pool") << pool("8722267") << QByteArray() << u"FINISHED SUCCESSFUL NONE"_s << u"dmz-scan-01"_s;
        QTest::addRow("the idle one of a pool")
            << pool("8722267") << QByteArray("UPDATE scan SET scanner_name = 'dmz-scan-01' WHERE id = 1902402")
            << u"FINISHED SUCCESSFUL NONE"_s << u"dmz-scan-02"_s;
        QTest::addRow("from outside to the inside")
            << external << QByteArray("UPDATE webapp SET url = 'https://a.int.alderridge.example/'")
            << u"FINISHED NO_HOST_ALIVE NONE"_s << QString();
        QTest::addRow("a login that fails")
            << record + internal("dmz-scan-01") << QByteArray("UPDATE auth_record SET works = 'FAILED'")
            << u"FINISHED SUCCESSFUL FAILED"_s << u"dmz-scan-01"_s;
        QTest::addRow("a login that works") << record + internal("dmz-scan-01") << QByteArray()
                                            << u"FINISHED SUCCESSFUL SUCCESSFUL"_s << u"dmz-scan-01"_s;
    }
    void endsAreAsScannerAndRecordLetThem()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, before);
        QFETCH(QString, end);
        QFETCH(QString, scanner);
        AlderRidge ridge;
        ridge.sandbox.execute(before);
        const qint64 id = launched(ridge, launchRequest("Intranet", staffIntranet, target));
        QVERIFY(id > 0);
        ridge.sandbox.advanceScanClock(100 * pace);
        QCOMPARE(state(ridge, id), end);
        QCOMPARE(ridge.sandbox.scanField(id, u"scanner_name"_s).toString(), scanner);
    }

    void testsSayHowItEnds()
    {
        AlderRidge ridge;
        const qint64 id = launched(ridge, launchRequest("Loans", loanOrigination));
        ridge.sandbox.setScanField(id, u"planned_results"_s, u"TIME_LIMIT_REACHED"_s);
        ridge.sandbox.setScanField(id, u"planned_auth"_s, u"PARTIAL"_s);
        ridge.sandbox.advanceScanClock(100 * pace);
        QCOMPARE(state(ridge, id), u"FINISHED TIME_LIMIT_REACHED PARTIAL"_s);
    }

    void theLockIsRespected_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("allowed");
        QTest::addRow("none named") << QByteArray() << true;
        QTest::addRow("its pool") << pool("8722267") << true;
        QTest::addRow("an appliance of its pool") << internal("dmz-scan-02") << true;
        QTest::addRow("another pool") << pool("8722310") << false;
        QTest::addRow("an appliance outside") << internal("core-scan-01") << false;
        QTest::addRow("external") << external << false;
    }
    void theLockIsRespected()
    {
        QFETCH(QByteArray, target);
        QFETCH(bool, allowed);
        AlderRidge ridge;
        const PlainReply locked = ridge.jonas.post(scanLaunch, launchRequest("Portal", memberPortal, target));
        QCOMPARE(locked.code(), allowed ? u"SUCCESS"_s : u"INVALID_REQUEST"_s);
        QCOMPARE(ridge.sandbox.scansOf(memberPortal).size(), allowed ? 2 : 1);
        QCOMPARE(ridge.sandbox.writes().last().applied, allowed);
        ridge.sandbox.setWebAppField(memberPortal, u"locked"_s, 0);
        QCOMPARE(ridge.jonas.post(scanLaunch, launchRequest("Portal", memberPortal, target)).code(), u"SUCCESS"_s);
    }

    void launchesThatAreRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("told");
        const QString invalid = u"INVALID_REQUEST"_s, xml = u"INVALID_XML"_s;
        QTest::addRow("no such web application") << launchRequest("a", 7) << invalid << u"id 7 was not found"_s;
        QTest::addRow("no profile anywhere")
            << launchRequest("a", branchLocator, {}, {}) << invalid << u"'WasScan.profile' is required"_s;
        QTest::addRow("no such profile") << launchRequest("a", branchLocator, {}, "<profile><id>9</id></profile>")
                                         << invalid << u"profile (9)"_s;
        QTest::addRow("no name") << launchRequest("", loanOrigination) << invalid << u"'WasScan.name'"_s;
        QTest::addRow("no such appliance")
            << launchRequest("a", loanOrigination, internal("nobody")) << invalid << u"(nobody)"_s;
        QTest::addRow("no such record") << launchRequest("a", loanOrigination,
                                                         "<webAppAuthRecord><id>5</id></webAppAuthRecord>")
                                        << invalid << u"webAppAuthRecord (5)"_s;
        QTest::addRow("a pool without its tags")
            << launchRequest("a", loanOrigination, "<scannerAppliance><type>scannerTags</type></scannerAppliance>")
            << invalid << u"scannerTags' is required"_s;
        QTest::addRow("unknown element") << launchRequest("a", loanOrigination, "<speed>9</speed>") << xml
                                         << u"'speed'"_s;
        QTest::addRow("hours in the target")
            << launchRequest("a", loanOrigination, "<cancelAfterNHours>4</cancelAfterNHours>") << xml
            << u"'cancelAfterNHours'"_s;
        QTest::addRow("no data") << nothing << xml << u"'WasScan' is expected"_s;
    }
    void launchesThatAreRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(QString, code);
        QFETCH(QString, told);
        AlderRidge ridge;
        const PlainReply reply = ridge.jonas.post(scanLaunch, request);
        QCOMPARE(reply.code(), code);
        QVERIFY2(reply.detail().contains(told), qPrintable(reply.detail()));
        QCOMPARE(ridge.sandbox.scanIds().size(), 5);
    }

    void tenAtOnceAreTheMost()
    {
        AlderRidge ridge; // one runs
        for (int i = 0; i < 9; ++i)
            QVERIFY(launched(ridge, launchRequest("Scan", loanOrigination)) > 0);
        const PlainReply full = ridge.jonas.post(scanLaunch, launchRequest("Scan", loanOrigination));
        QCOMPARE(leavesOf(full.body), leavesOf(AlderRidge::sampled(u"error-concurrent-scan-limit.response.xml"_s)));
        ridge.sandbox.advanceScanClock(4 * pace); // nine are over, though their results are not there
        QVERIFY(launched(ridge, launchRequest("Scan", loanOrigination)) > 0);
    }

    void manyAreLaunchedByTag()
    {
        AlderRidge ridge;
        const PlainReply reply =
            ridge.jonas.post(scanLaunch, AlderRidge::sampled(u"wasscan-launch-multi.request.xml"_s));
        QCOMPARE(valuesOf(reply, u"id"_s), (QStringList{u"1902410"_s, u"1902411"_s}));
        QCOMPARE(ridge.sandbox.scansOf(memberPortal).first(), 1'902'410);
        QCOMPARE(ridge.sandbox.scansOf(loanOrigination).first(), 1'902'411);
        QVERIFY(ridge.jonas.get(scanGet + "1902411").body.contains("<multi>true</multi>"));
        // Each with its own scanner and record, as the options say.
        QCOMPARE(ridge.sandbox.scanField(1902410, u"scanner_name"_s).toString(), u"dmz-scan-01"_s);
        QCOMPARE(ridge.sandbox.scanField(1902411, u"scanner_type"_s).toString(), u"EXTERNAL"_s);
        QCOMPARE(ridge.sandbox.scanField(1902411, u"auth_record"_s).toLongLong(), 74210);
        QCOMPARE(ridge.sandbox.writes().last().affected, 2);
    }

    void cancelingTakesAStep_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QString>("end");
        QTest::addRow("no body") << QByteArray() << u"CANCELED"_s;
        QTest::addRow("without results") << sample(u"was/wasscan-cancel.request.xml"_s) << u"CANCELED"_s;
        QTest::addRow("with results") << sample(u"was/wasscan-cancel-keep-results.request.xml"_s)
                                      << u"CANCELED CANCELED_WITH_RESULTS SUCCESSFUL"_s;
    }
    void cancelingTakesAStep()
    {
        QFETCH(QByteArray, request);
        QFETCH(QString, end);
        AlderRidge ridge;
        ridge.sandbox.setScanField(1902402, u"planned_auth"_s, u"SUCCESSFUL"_s);
        QCOMPARE(ridge.jonas.post(scanCancel + "1902402", request).code(), u"SUCCESS"_s);
        QCOMPARE(state(ridge, 1902402), u"CANCELING"_s);
        ridge.sandbox.advanceScanClock(pace);
        QCOMPARE(state(ridge, 1902402), end);
        const PlainReply whole = ridge.jonas.get(scanGet + "1902402");
        QCOMPARE(valuesOf(whole, u"cancelMode"_s), QStringList{u"USER"_s});
        QVERIFY(whole.body.contains("<canceledBy>\n        <id>41200142</id>"));
        const PlainReply again = ridge.jonas.post(scanCancel + "1902402", request);
        QVERIFY(again.detail().contains("Scan status: CANCELED"_L1));
        QVERIFY(!ridge.sandbox.writes().last().applied);
    }

    void whatHasNotStartedIsCanceledAtOnce()
    {
        AlderRidge ridge;
        const qint64 id = launched(ridge, launchRequest("Loans", loanOrigination));
        ridge.jonas.post(scanCancel + QByteArray::number(id), {});
        QCOMPARE(state(ridge, id), u"CANCELED"_s);
        ridge.sandbox.advanceScanClock(100 * pace);
        QCOMPARE(state(ridge, id), u"CANCELED"_s);
    }

    void whatRunsIsNotDeleted()
    {
        AlderRidge ridge;
        QCOMPARE(ridge.jonas.post(scanDelete + "/1902402", {}).code(), u"INVALID_REQUEST"_s);
        const PlainReply some = ridge.jonas.post(scanDelete, filterRequest("webApp.id", "EQUALS", "5214549"));
        QCOMPARE(valuesOf(some, u"id"_s), (QStringList{u"1902360"_s, u"1902377"_s}));
        QCOMPARE(ridge.sandbox.writes().last().affected, 2);
        for (const QByteArray &request : {nothing, QByteArray(), filterRequest("webApp.tags.id", "EQUALS", "7710045")})
            QCOMPARE(ridge.jonas.post(scanDelete, request).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(ridge.sandbox.scanIds(), (QList<qint64>{1902350, 1902391, 1902402}));
    }

    void againIsANewScan()
    {
        AlderRidge ridge;
        const PlainReply reply = ridge.jonas.post("/qps/rest/3.0/scanagain/was/scan/1902377", {}); // the other spelling
        QCOMPARE(valuesOf(reply, u"id"_s), QStringList{u"1902410"_s});
        QCOMPARE(ridge.sandbox.scanField(1902410, u"name"_s).toString(), u"Loan Origination  post-release"_s);
        QCOMPARE(ridge.sandbox.scanField(1902410, u"auth_record"_s).toLongLong(), 74210);
        QCOMPARE(ridge.sandbox.scanField(1902410, u"status"_s).toString(), u"SUBMITTED"_s);
        ridge.sandbox.setWebAppField(staffIntranet, u"locked"_s, 1);
        ridge.sandbox.setWebAppField(staffIntranet, u"scanner_name"_s, u"dmz-scan-01"_s);
        QCOMPARE(ridge.jonas.post("/qps/rest/3.0/scanagain/was/wasscan/1902350", {}).code(), u"INVALID_REQUEST"_s);
        QCOMPARE(ridge.jonas.post("/qps/rest/3.0/search/was/scan", {}).code(), u"UNKNOWN_OBJECT"_s);
    }

    void permissionsGuardScans()
    {
        AlderRidge ridge;
        const PlainClient automation(ridge.sandbox, u"aldrg_ap3"_s); // launches, nothing else
        QCOMPARE(automation.post(scanLaunch, launchRequest("a", loanOrigination)).code(), u"SUCCESS"_s);
        QCOMPARE(automation.post(scanCancel + "1902402", {}).code(), u"UNAUTHORIZED"_s);
        QCOMPARE(automation.post(scanDelete + "/1902360", {}).code(), u"UNAUTHORIZED"_s);
        QCOMPARE(automation.post("/qps/rest/3.0/deactivate/was/wasscanschedule/30118", {}).code(), u"UNAUTHORIZED"_s);
        ridge.sandbox.setRight(u"aldrg_ap3"_s, u"was_launch"_s, false);
        QCOMPARE(automation.post(scanLaunch, launchRequest("a", loanOrigination)).code(), u"UNAUTHORIZED"_s);
        QCOMPARE(automation.post("/qps/rest/3.0/scanagain/was/wasscan/1902360", {}).code(), u"UNAUTHORIZED"_s);
    }
};

QTEST_GUILESS_MAIN(SandboxScansTest)
#include "tst_sandboxscans.moc"
