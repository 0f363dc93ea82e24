// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/verdict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Error = QNetworkReply::NetworkError;

Q_DECLARE_METATYPE(std::optional<std::chrono::seconds>)

namespace {

Result<std::any> failure(Kind kind, const QString &code = {}, std::optional<std::chrono::seconds> after = {})
{
    return tl::unexpected(Failure{.kind = kind, .code = code, .retryAfter = after});
}

} // namespace

class TestVerdict : public QObject
{
    Q_OBJECT
private slots:
    void anErrorThatOnlyRepeatsTheStatusIsNoBreak_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("repeats");
        QTest::addRow("400") << Error::ProtocolInvalidOperationError << 400 << true;
        QTest::addRow("401") << Error::AuthenticationRequiredError << 401 << true;
        QTest::addRow("403") << Error::ContentAccessDenied << 403 << true;
        QTest::addRow("404") << Error::ContentNotFoundError << 404 << true;
        QTest::addRow("405") << Error::ContentOperationNotPermittedError << 405 << true;
        QTest::addRow("409") << Error::ContentConflictError << 409 << true;
        QTest::addRow("410") << Error::ContentGoneError << 410 << true;
        QTest::addRow("429") << Error::UnknownContentError << 429 << true;
        QTest::addRow("500") << Error::InternalServerError << 500 << true;
        QTest::addRow("501") << Error::OperationNotImplementedError << 501 << true;
        QTest::addRow("503") << Error::ServiceUnavailableError << 503 << true;
        QTest::addRow("504") << Error::UnknownServerError << 504 << true;
        QTest::addRow("200 that could not be unpacked") << Error::UnknownContentError << 200 << false;
        QTest::addRow("500 that was cut") << Error::RemoteHostClosedError << 500 << false;
        QTest::addRow("404 that timed out") << Error::OperationCanceledError << 404 << false;
        QTest::addRow("nothing came") << Error::RemoteHostClosedError << 0 << false;
        QTest::addRow("the body could not be sent again") << Error::ContentReSendError << 409 << false;
    }

    void anErrorThatOnlyRepeatsTheStatusIsNoBreak()
    {
        QFETCH(Error, error);
        QFETCH(int, status);
        QTEST(repeatsStatus(error, status), "repeats");
    }

    void aBreakIsOfflineOnlyIfNothingWasSent_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<int>("sent");
        QTest::addColumn<Kind>("kind");
        QTest::addRow("refused") << Error::ConnectionRefusedError << 0 << Kind::Offline;
        QTest::addRow("unknown host") << Error::HostNotFoundError << 0 << Kind::Offline;
        QTest::addRow("unreachable") << Error::UnknownNetworkError << 0 << Kind::Offline;
        QTest::addRow("closed in the handshake") << Error::RemoteHostClosedError << 0 << Kind::Offline;
        QTest::addRow("closed after sending") << Error::RemoteHostClosedError << 1 << Kind::ConnectionLost;
        QTest::addRow("would be sent again") << Error::ContentReSendError << 1 << Kind::ConnectionLost;
        QTest::addRow("network down after sending") << Error::UnknownNetworkError << 1 << Kind::ConnectionLost;
        QTest::addRow("certificate") << Error::SslHandshakeFailedError << 0 << Kind::Tls;
        QTest::addRow("proxy refused") << Error::ProxyConnectionRefusedError << 0 << Kind::Proxy;
        QTest::addRow("proxy wants a sign-in") << Error::ProxyAuthenticationRequiredError << 0 << Kind::Proxy;
        QTest::addRow("not unpacked") << Error::UnknownContentError << 1 << Kind::Unreadable;
    }

    void aBreakIsOfflineOnlyIfNothingWasSent()
    {
        QFETCH(Error, error);
        QFETCH(int, sent);
        QTEST(kindOfBreak(error, sent), "kind");
    }

    void theStatusDecidesWhatTheBodyLeftOpen_data()
    {
        QTest::addColumn<Kind>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("status");
        QTest::addColumn<Kind>("kind");
        QTest::addRow("401 of any kind") << Kind::NotQualys << QString() << 401 << Kind::SignInRefused;
        QTest::addRow("401 with a code") << Kind::NotPermitted << u"UNAUTHORIZED"_s << 401 << Kind::SignInRefused;
        QTest::addRow("401, token expired") << Kind::TokenExpired << QString() << 401 << Kind::TokenExpired;
        QTest::addRow("429 with HTML") << Kind::NotQualys << QString() << 429 << Kind::Throttled;
        QTest::addRow("429, too many at once") << Kind::Concurrency << u"1960"_s << 429 << Kind::Concurrency;
        QTest::addRow("409 without a code or a wait") << Kind::UnknownCode << QString() << 409 << Kind::UnknownCode;
        QTest::addRow("409, 1965") << Kind::Throttled << u"1965"_s << 409 << Kind::Throttled;
        QTest::addRow("409, 1960") << Kind::Concurrency << u"1960"_s << 409 << Kind::Concurrency;
        QTest::addRow("409, 2003") << Kind::AccountState << u"2003"_s << 409 << Kind::AccountState;
        QTest::addRow("403") << Kind::NotPermitted << QString() << 403 << Kind::NotPermitted;
        QTest::addRow("500") << Kind::ServerError << QString() << 500 << Kind::ServerError;
    }

    void theStatusDecidesWhatTheBodyLeftOpen()
    {
        QFETCH(Kind, body);
        QFETCH(QString, code);
        QFETCH(int, status);
        Result<std::any> value = failure(body, code);
        settleByStatus(value, status, {}, {});
        QTEST(value.error().kind, "kind");
        QCOMPARE(value.error().httpStatus, status);
        QCOMPARE(value.error().code, code);
        QCOMPARE(value.error().retryAfter, std::nullopt);
    }

    void a409WithoutACodeIsALimitOnlyIfItSaysHowLong()
    {
        Result<std::any> value = failure(Kind::NotQualys);
        settleByStatus(value, 409, {.toWait = 180s}, {});
        QCOMPARE(value.error().kind, Kind::Throttled);
        QCOMPARE(value.error().retryAfter, 180s);

        value = failure(Kind::NotQualys);
        settleByStatus(value, 409, {.toWait = 0s}, {});
        QCOMPARE(value.error().kind, Kind::NotQualys);

        value = failure(Kind::AccountState, u"2003"_s);
        settleByStatus(value, 409, {.toWait = 180s}, {});
        QCOMPARE(value.error().kind, Kind::AccountState);
        QCOMPARE(value.error().retryAfter, std::nullopt);
    }

    void aSuccessUnder401Or429IsNone()
    {
        for (const auto &[status, kind] : {std::pair(401, Kind::SignInRefused), std::pair(429, Kind::Throttled)}) {
            Result<std::any> value = std::any(1);
            settleByStatus(value, status, {}, {});
            QVERIFY(!value);
            QCOMPARE(value.error().kind, kind);
        }
        Result<std::any> value = std::any(1);
        settleByStatus(value, 200, {.toWait = 180s}, 5s);
        QVERIFY(value.has_value());
    }

    void theWaitComesFromTheHeaderThatFitsTheStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("toWait"); // 0: no header
        QTest::addColumn<int>("retryAfter");
        QTest::addColumn<int>("inBody");
        QTest::addColumn<int>("wait");
        QTest::addRow("409 prefers ToWait") << 409 << 180 << 30 << 60 << 180;
        QTest::addRow("409 takes Retry-After") << 409 << 0 << 30 << 60 << 30;
        QTest::addRow("409 takes the body's") << 409 << 0 << 0 << 60 << 60;
        QTest::addRow("429 prefers Retry-After") << 429 << 180 << 30 << 0 << 30;
        QTest::addRow("429 takes ToWait") << 429 << 180 << 0 << 0 << 180;
        QTest::addRow("nothing is said") << 429 << 0 << 0 << 0 << 0;
    }

    void theWaitComesFromTheHeaderThatFitsTheStatus()
    {
        using Seconds = std::chrono::seconds;
        QFETCH(int, status);
        QFETCH(int, toWait);
        QFETCH(int, retryAfter);
        QFETCH(int, inBody);
        const auto optional = [](int value) { return value ? std::optional(Seconds(value)) : std::nullopt; };
        Result<std::any> value = failure(Kind::Throttled, u"1965"_s, optional(inBody));
        RateLimits limits;
        limits.toWait = optional(toWait);
        settleByStatus(value, status, limits, optional(retryAfter));
        QTEST(int(value.error().retryAfter.value_or(0s).count()), "wait");
    }

    void aWaitIsKeptOnlyWhereWaitingHelps()
    {
        for (const Kind kind : {Kind::Maintenance, Kind::ServerError, Kind::Concurrency, Kind::Throttled}) {
            Result<std::any> value = failure(kind);
            settleByStatus(value, 503, {}, 30s);
            QCOMPARE(value.error().retryAfter, 30s);
        }
        for (const Kind kind : {Kind::Rejected, Kind::NotPermitted, Kind::NotQualys}) {
            Result<std::any> value = failure(kind);
            settleByStatus(value, 400, {}, 30s);
            QCOMPARE(value.error().retryAfter, std::nullopt);
        }
    }

    void onlyWhatMayPassIsWorthMoreTries()
    {
        const auto tries = [](Kind kind, int status = 0) { return triesWorth({.kind = kind, .httpStatus = status}); };
        for (const Kind kind : {Kind::Offline, Kind::ConnectionLost, Kind::TimedOut})
            QVERIFY(tries(kind) > 100);
        QVERIFY(tries(Kind::ServerError, 502) > 100);
        QVERIFY(tries(Kind::ServerError, 504) > 100);
        QCOMPARE(tries(Kind::ServerError, 500), 3);
        QCOMPARE(tries(Kind::ServerError, 200), 3);
        QCOMPARE(tries(Kind::Maintenance, 503), 3);
        QCOMPARE(tries(Kind::Unreadable, 200), 2);
        QCOMPARE(tries(Kind::NotQualys, 200), 2);
        for (const Kind kind :
             {Kind::Tls, Kind::Proxy, Kind::Cancelled, Kind::SignInRefused, Kind::Latched, Kind::ReadOnly,
              Kind::NotPermitted, Kind::NotFound, Kind::NotSupported, Kind::AccountState, Kind::Rejected,
              Kind::Duplicate, Kind::TooLarge, Kind::Redirected, Kind::AnswerTooLarge, Kind::UnknownCode})
            QCOMPARE(tries(kind), 1);
    }

    void aLimiterRefusesBeforeItLooks()
    {
        QVERIFY(isLimit(Kind::Throttled));
        QVERIFY(isLimit(Kind::Concurrency));
        QVERIFY(!isLimit(Kind::Maintenance));
        QVERIFY(!isLimit(Kind::Rejected));
    }
};

QTEST_GUILESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
