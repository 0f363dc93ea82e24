// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/verdict.h"

#include <limits>

using Kind = Failure::Kind;

bool repeatsStatus(QNetworkReply::NetworkError error, int status)
{
    if (status < 400)
        return false;
    switch (error) {
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError: // is Qt's name for 400
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError:
        return true;
    default:
        return false;
    }
}

Kind kindOfBreak(QNetworkReply::NetworkError error, int requestsSent)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return Kind::Tls;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return Kind::Proxy;
    case QNetworkReply::UnknownContentError:
        return Kind::Unreadable; // the answer could not be unpacked
    default:
        return requestsSent == 0 ? Kind::Offline : Kind::ConnectionLost;
    }
}

void settleByStatus(Result<std::any> &value, int status, const RateLimits &limits,
                    std::optional<std::chrono::seconds> retryAfter)
{
    const std::optional<std::chrono::seconds> toWait =
        limits.toWait && limits.toWait->count() > 0 ? limits.toWait : std::nullopt;
    if (value) {
        if (status != 401 && status != 429)
            return;
        value = failed(Kind::UnknownCode); // a success under such a status is none
    }
    Failure &failure = value.error();
    if (failure.httpStatus == 0)
        failure.httpStatus = status;
    if (status == 401 && failure.kind != Kind::TokenExpired)
        failure.kind = Kind::SignInRefused;
    // The classic interface means many things by 409; without a code of its own it is a limit only if it says how long.
    else if (!isLimit(failure.kind) &&
             (status == 429 || (status == 409 && failure.code.isEmpty() && (toWait || retryAfter))))
        failure.kind = Kind::Throttled;

    if (failure.kind != Kind::Throttled && failure.kind != Kind::Concurrency && failure.kind != Kind::Maintenance &&
        failure.kind != Kind::ServerError)
        return;
    const auto header = status == 409 ? (toWait ? toWait : retryAfter) : (retryAfter ? retryAfter : toWait);
    if (header)
        failure.retryAfter = header;
}

int triesWorth(const Failure &failure)
{
    switch (failure.kind) {
    case Kind::Offline:
    case Kind::ConnectionLost:
    case Kind::TimedOut:
        return std::numeric_limits<int>::max();
    case Kind::ServerError:
        return failure.httpStatus == 502 || failure.httpStatus == 504 ? std::numeric_limits<int>::max() : 3;
    case Kind::Maintenance:
        return 3;
    case Kind::Unreadable:
    case Kind::NotQualys:
        return 2;
    default:
        return 1;
    }
}
