// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/scanstatus.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

ScanState state(const QString &status, const QString &results = {}, const QString &auth = {})
{
    ScanState state{.status = status, .consolidated = {}, .result = {}};
    if (!results.isNull())
        state.result = ScanResult{results, auth};
    return state;
}

} // namespace

class TestScanStatus : public QObject
{
    Q_OBJECT

private slots:
    void aScanIsAskedAboutUntilItsResultsAreThere_data()
    {
        QTest::addColumn<ScanState>("of");
        QTest::addColumn<bool>("inFlight");
        QTest::addColumn<bool>("asksAgain");
        QTest::newRow("submitted") << state(u"SUBMITTED"_s) << true << true;
        QTest::newRow("running") << state(u"RUNNING"_s) << true << true;
        QTest::newRow("small letters") << state(u"running"_s) << true << true;
        QTest::newRow("canceling") << state(u"CANCELING"_s) << true << true;
        QTest::newRow("processing") << state(u"PROCESSING"_s) << true << true;
        QTest::newRow("finished") << state(u"FINISHED"_s, u"SUCCESSFUL"_s, u"NONE"_s) << false << false;
        QTest::newRow("completed is finished")
            << state(u"COMPLETED"_s, u"TO_BE_PROCESSED"_s, u"NONE"_s) << false << true;
        QTest::newRow("waits for processing") << state(u"FINISHED"_s, u"TO_BE_PROCESSED"_s, {}) << false << true;
        QTest::newRow("is processed") << state(u"FINISHED"_s, u"PROCESSING"_s, {}) << false << true;
        QTest::newRow("finished, no summary") << state(u"FINISHED"_s) << false << false;
        QTest::newRow("canceled") << state(u"CANCELED"_s) << false << false;
        QTest::newRow("two l") << state(u"CANCELLED"_s) << false << false;
        QTest::newRow("error") << state(u"ERROR"_s) << false << false;
        QTest::newRow("a new word is over") << state(u"HIBERNATING"_s) << false << false;
        QTest::newRow("a new result is over") << state(u"FINISHED"_s, u"SPLENDID"_s, {}) << false << false;
        QTest::newRow("nothing") << ScanState() << false << false;
    }
    void aScanIsAskedAboutUntilItsResultsAreThere()
    {
        QFETCH(ScanState, of);
        QTEST(isInFlight(of), "inFlight");
        QTEST(keepPolling(of), "asksAgain");
        QCOMPARE(isFinal(of), !keepPolling(of));
    }

    void everyKnownWordIsExplained()
    {
        for (const std::span<const ScanWord> words : {scanStatusWords(), scanResultWords(), scanAuthWords()})
            for (const ScanWord &word : words) {
                QVERIFY2(qstrlen(word.title) > 2 && qstrlen(word.explanation) > 10, word.word.data());
                QVERIFY2(word.tone != ScanTone::Bad || qstrlen(word.advice) > 10, word.word.data());
                QCOMPARE(normalizedScanWord(word.word), QString(word.word));
            }
    }

    /// Every value the service reference lists.
    void everyDocumentedWordIsKnown()
    {
        for (const char *word : {"SUBMITTED", "RUNNING", "PROCESSING", "CANCELING", "FINISHED", "CANCELED", "ERROR",
                                 "TIME_LIMIT_EXCEEDED", "SCAN_NOT_LAUNCHED", "SCANNER_NOT_AVAILABLE"})
            QVERIFY2(scanStatusWord(QLatin1StringView(word)), word);
        for (const char *word : {"SUCCESSFUL",
                                 "FINISHED",
                                 "TIME_LIMIT_REACHED",
                                 "TIME_LIMIT_EXCEEDED",
                                 "CANCELED_WITH_RESULTS",
                                 "CANCELED",
                                 "CANCELING",
                                 "NO_HOST_ALIVE",
                                 "NO_WEB_SERVICE",
                                 "SERVICE_ERROR",
                                 "SCAN_INTERNAL_ERROR",
                                 "SCAN_RESULTS_INVALID",
                                 "SCAN_NOT_LAUNCHED",
                                 "SCANNER_NOT_AVAILABLE",
                                 "ERROR",
                                 "SUBMITTED",
                                 "RUNNING",
                                 "PROCESSING",
                                 "TO_BE_PROCESSED",
                                 "NOT_USED",
                                 "DELETED"})
            QVERIFY2(scanResultWord(QLatin1StringView(word)), word);
        for (const char *word : {"NONE", "NOT_USED", "SUCCESSFUL", "PARTIAL", "FAILED"})
            QVERIFY2(scanAuthWord(QLatin1StringView(word)), word);
        QVERIFY(!scanStatusWord(u"NONE"_s));
        QVERIFY(!scanAuthWord(QString()));
    }

    void whatMattersMostComesFirst_data()
    {
        QTest::addColumn<ScanState>("of");
        QTest::addColumn<ScanTone>("tone");
        QTest::addColumn<QString>("title");
        QTest::newRow("all well") << state(u"FINISHED"_s, u"SUCCESSFUL"_s, u"SUCCESSFUL"_s) << ScanTone::Good
                                  << u"Successful"_s;
        QTest::newRow("looks green and is not")
            << state(u"FINISHED"_s, u"SUCCESSFUL"_s, u"FAILED"_s) << ScanTone::Bad << u"Sign-in failed"_s;
        QTest::newRow("some sign-ins") << state(u"FINISHED"_s, u"FINISHED"_s, u"PARTIAL"_s) << ScanTone::Warn
                                       << u"Signed in in part"_s;
        QTest::newRow("anonymous") << state(u"FINISHED"_s, u"SUCCESSFUL"_s, u"NONE"_s) << ScanTone::Good
                                   << u"Successful"_s;
        QTest::newRow("nothing was reached")
            << state(u"FINISHED"_s, u"NO_HOST_ALIVE"_s, u"NONE"_s) << ScanTone::Bad << u"Host did not answer"_s;
        QTest::newRow("running") << state(u"RUNNING"_s) << ScanTone::Busy << u"Running"_s;
        QTest::newRow("canceled, no summary") << state(u"CANCELED"_s) << ScanTone::Neutral << u"Canceled"_s;
        QTest::newRow("over and waiting") << state(u"FINISHED"_s, u"TO_BE_PROCESSED"_s, u"SUCCESSFUL"_s)
                                          << ScanTone::Busy << u"Waiting to be processed"_s;
        QTest::newRow("a new word as it came") << state(u"HIBERNATING"_s) << ScanTone::Note << u"HIBERNATING"_s;
        QTest::newRow("a new sign-in word")
            << state(u"FINISHED"_s, u"SUCCESSFUL"_s, u"MAYBE"_s) << ScanTone::Note << u"MAYBE"_s;
    }
    void whatMattersMostComesFirst()
    {
        QFETCH(ScanState, of);
        const ScanVerdict verdict = verdictOf(of);
        QTEST(verdict.tone, "tone");
        QTEST(verdict.title, "title");
        QVERIFY(!verdict.explanation.isEmpty());
    }

    void whatWasNotTestedIsNotCalledTested()
    {
        const ScanVerdict verdict = verdictOf(state(u"FINISHED"_s, u"NO_HOST_ALIVE"_s, u"NONE"_s));
        QVERIFY(!verdict.explanation.contains(u"anonymous"_s));
        QVERIFY(verdict.advice.contains(u"scanner"_s));
    }

    void aScanWithoutASignInIsNotedWhereTheAppHasOne()
    {
        const ScanState anonymous = state(u"FINISHED"_s, u"SUCCESSFUL"_s, u"NONE"_s);
        QCOMPARE(verdictOf(anonymous, true).tone, ScanTone::Note);
        QVERIFY(!verdictOf(anonymous, true).advice.isEmpty());
        QCOMPARE(verdictOf(anonymous, false).tone, ScanTone::Good);
        QCOMPARE(verdictOf(anonymous).tone, ScanTone::Good);
    }

    /// A get of a web app tells of its last scan no status, and perhaps no results either.
    void noStatusSaysNothing_data()
    {
        QTest::addColumn<ScanState>("of");
        QTest::addColumn<ScanTone>("tone");
        QTest::addColumn<QString>("title");
        QTest::newRow("nothing at all") << ScanState() << ScanTone::Neutral << QString();
        QTest::newRow("blanks") << state(u" "_s) << ScanTone::Neutral << QString();
        QTest::newRow("an empty summary") << state({}, u""_s, u""_s) << ScanTone::Neutral << QString();
        QTest::newRow("good results") << state({}, u"SUCCESSFUL"_s, u"SUCCESSFUL"_s) << ScanTone::Good
                                      << u"Successful"_s;
        QTest::newRow("neutral results") << state({}, u"CANCELED"_s, u""_s) << ScanTone::Neutral << u"Canceled"_s;
        QTest::newRow("could not sign in")
            << state({}, u"SUCCESSFUL"_s, u"FAILED"_s) << ScanTone::Bad << u"Sign-in failed"_s;
    }
    void noStatusSaysNothing()
    {
        QFETCH(ScanState, of);
        const ScanVerdict verdict = verdictOf(of);
        QTEST(verdict.tone, "tone");
        QTEST(verdict.title, "title");
        QVERIFY(!verdict.explanation.contains(u'"'));
        QCOMPARE(verdict.explanation.isEmpty(), verdict.title.isEmpty());
    }

    void wordsForTheSameResultAreOne()
    {
        QCOMPARE(unifiedScanResult(u"finished"_s), u"SUCCESSFUL"_s);
        QCOMPARE(unifiedScanResult(u"COMPLETED"_s), u"SUCCESSFUL"_s);
        QCOMPARE(unifiedScanResult(u"cancelled"_s), u"CANCELED"_s);
        QCOMPARE(unifiedScanResult(u"SPLENDID"_s), u"SPLENDID"_s);
        QVERIFY(unifiedScanResult({}).isEmpty());
        // Where people read the same title it is the same result, and only there.
        for (const ScanWord &a : scanResultWords())
            for (const ScanWord &b : scanResultWords())
                QCOMPARE(unifiedScanResult(a.word) == unifiedScanResult(b.word), qstrcmp(a.title, b.title) == 0);
    }

    void noSummaryIsNotNone()
    {
        QVERIFY(state(u"CANCELED"_s) != state(u"CANCELED"_s, u"NONE"_s, u"NONE"_s));
        QVERIFY(!isCanceled(state(u"FINISHED"_s)));
        QVERIFY(isCanceled(state(u"CANCELLED"_s)));
        QVERIFY(isCanceled(state(u"FINISHED"_s, u"CANCELED_WITH_RESULTS"_s, u"NONE"_s)));
    }
};

QTEST_GUILESS_MAIN(TestScanStatus)
#include "tst_scanstatus.moc"
