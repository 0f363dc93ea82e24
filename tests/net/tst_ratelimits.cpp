// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/ratelimits.h"

#include <QTest>
#include <QTimeZone>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Seconds = std::optional<std::chrono::seconds>;

const QDateTime now = QDateTime::fromString(u"2026-03-02T10:00:00Z"_s, Qt::ISODate);

} // namespace

Q_DECLARE_METATYPE(Seconds)

class TestRateLimits : public QObject
{
    Q_OBJECT
private slots:
    void theHeadersOfARefusedCallAreRead()
    {
        const RateLimits limits = rateLimitsOf({{"x-ratelimit-limit", "300"},
                                                {"x-ratelimit-window-sec", "3600"},
                                                {"x-ratelimit-remaining", "0"},
                                                {"x-ratelimit-towait-sec", "1184"},
                                                {"x-concurrency-limit-limit", "2"},
                                                {"x-concurrency-limit-running", "0"}});
        const RateLimits expected{.limit = 300,
                                  .remaining = 0,
                                  .concurrencyLimit = 2,
                                  .concurrencyRunning = 0,
                                  .window = 3600s,
                                  .toWait = 1184s};
        QCOMPARE(limits, expected);
        QVERIFY(limits.announced());
    }

    void bothSpellingsOfTheConcurrencyHeaderCount()
    {
        const RateLimits limits =
            rateLimitsOf({{"x-concurrencylimit-limit", "5"}, {"x-concurrencylimit-running", "3"}});
        QCOMPARE(limits.concurrencyLimit, 5);
        QCOMPARE(limits.concurrencyRunning, 3);
        QCOMPARE(rateLimitsOf({{"x-concurrencylimit-limit", "5"}, {"x-concurrency-limit-limit", "2"}}).concurrencyLimit,
                 2);
    }

    void withoutHeadersNothingIsAnnounced()
    {
        QVERIFY(!rateLimitsOf({}).announced());
        QCOMPARE(rateLimitsOf({{"content-type", "text/xml"}}), RateLimits());
        QVERIFY(!rateLimitsOf({{"x-ratelimit-window-sec", "3600"}}).announced());
    }

    void absurdNumbersAreClampedOrIgnored_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("count"); // -1: not announced
        QTest::addColumn<Seconds>("wait");
        QTest::addRow("plain") << QByteArray("180") << 180 << Seconds(180s);
        QTest::addRow("blanks around") << QByteArray("  7 ") << 7 << Seconds(7s);
        QTest::addRow("zero") << QByteArray("0") << 0 << Seconds(0s);
        QTest::addRow("below zero") << QByteArray("-5") << -1 << Seconds(0s);
        QTest::addRow("more than a day") << QByteArray("86401") << 86'401 << Seconds(86'400s);
        QTest::addRow("a number of 30 digits")
            << QByteArray(30, '9') << std::numeric_limits<int>::max() << Seconds(86'400s);
        QTest::addRow("below zero, 30 digits") << '-' + QByteArray(30, '9') << -1 << Seconds(0s);
        QTest::addRow("empty") << QByteArray() << -1 << Seconds();
        QTest::addRow("a word") << QByteArray("soon") << -1 << Seconds();
        QTest::addRow("a fraction") << QByteArray("1.5") << -1 << Seconds();
        QTest::addRow("a plus") << QByteArray("+5") << -1 << Seconds();
        QTest::addRow("only a sign") << QByteArray("-") << -1 << Seconds();
        QTest::addRow("sent twice") << QByteArray("5, 6") << -1 << Seconds();
        QTest::addRow("hexadecimal") << QByteArray("0x10") << -1 << Seconds();
    }

    void absurdNumbersAreClampedOrIgnored()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, count);
        QFETCH(Seconds, wait);
        const RateLimits limits = rateLimitsOf({{"x-ratelimit-limit", text},
                                                {"x-ratelimit-remaining", text},
                                                {"x-ratelimit-towait-sec", text},
                                                {"x-ratelimit-window-sec", text},
                                                {"x-concurrency-limit-limit", text}});
        QCOMPARE(limits.limit.value_or(-1), count);
        QCOMPARE(limits.remaining.value_or(-1), count);
        QCOMPARE(limits.concurrencyLimit.value_or(-1), count);
        QCOMPARE(limits.toWait, wait);
        QCOMPARE(limits.window, wait);
        QCOMPARE(retryAfterOf({{"retry-after", text}}, now), wait);
    }

    void retryAfterMayBeADate_data()
    {
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<Seconds>("wait");
        const QByteArray at = "Mon, 02 Mar 2026 10:03:00 GMT";
        QTest::addRow("against our clock") << at << QByteArray() << Seconds(180s);
        QTest::addRow("against the server's clock")
            << at << QByteArray("Mon, 02 Mar 2026 10:02:50 GMT") << Seconds(10s);
        QTest::addRow("against the server's clock, a minute")
            << at << QByteArray("Mon, 02 Mar 2026 10:02:00 GMT") << Seconds(60s);
        QTest::addRow("already over") << QByteArray("Mon, 02 Mar 2026 09:00:00 GMT") << QByteArray() << Seconds(0s);
        QTest::addRow("next year") << QByteArray("Tue, 02 Mar 2027 10:00:00 GMT") << QByteArray() << Seconds(86'400s);
        QTest::addRow("the Date is odd") << at << QByteArray("yesterday") << Seconds(180s);
        QTest::addRow("of 1994's first form")
            << QByteArray("Monday, 02-Mar-26 10:03:00 GMT") << QByteArray() << Seconds(180s);
        QTest::addRow("of asctime") << QByteArray("Mon Mar  2 10:03:00 2026") << QByteArray() << Seconds(180s);
        QTest::addRow("no such day") << QByteArray("Mon, 32 Mar 2026 10:03:00 GMT") << QByteArray() << Seconds();
        QTest::addRow("not a date") << QByteArray("later") << QByteArray() << Seconds();
    }

    void retryAfterMayBeADate()
    {
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, date);
        QFETCH(Seconds, wait);
        QCOMPARE(retryAfterOf({{"retry-after", after}, {"date", date}}, now), wait);
    }

    void withoutRetryAfterThereIsNoWait() { QCOMPARE(retryAfterOf({}, now), Seconds()); }

    void aDateIsReadAsUtcWhereTheClocksJump_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addRow("UTC") << QByteArray("UTC");
        QTest::addRow("Berlin") << QByteArray("CET-1CEST,M3.5.0,M10.5.0/3");
        QTest::addRow("New York") << QByteArray("EST5EDT,M3.2.0,M11.1.0");
    }

    /// 02:30 on the last Sunday of March does not exist on a clock in Berlin, but the service means GMT.
    void aDateIsReadAsUtcWhereTheClocksJump()
    {
        QFETCH(QByteArray, zone);
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", zone);
        tzset();
        const QDateTime berlin = httpDate("Sun, 29 Mar 2026 02:30:00 GMT");
        const QDateTime newYork = httpDate("Sun, 08 Mar 2026 02:30:00 GMT");
        qputenv("TZ", before);
        tzset();
        QCOMPARE(berlin.toMSecsSinceEpoch(),
                 QDateTime::fromString(u"2026-03-29T02:30:00Z"_s, Qt::ISODate).toMSecsSinceEpoch());
        QCOMPARE(newYork.toMSecsSinceEpoch(),
                 QDateTime::fromString(u"2026-03-08T02:30:00Z"_s, Qt::ISODate).toMSecsSinceEpoch());
    }

    void dateNamesAreEnglishWhateverTheLocale()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(u"de_DE"_s));
        const QDateTime date = httpDate("Sun, 06 Dec 2026 08:49:37 GMT");
        QLocale::setDefault(before);
        QCOMPARE(date, QDateTime::fromString(u"2026-12-06T08:49:37Z"_s, Qt::ISODate));
    }
};

QTEST_GUILESS_MAIN(TestRateLimits)
#include "tst_ratelimits.moc"
