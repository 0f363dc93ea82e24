// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/failurejson.h"

#include "base/wire.h"

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;

namespace {

constexpr QLatin1StringView nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Offline:
        return "offline"_L1;
    case Kind::ConnectionLost:
        return "connection-lost"_L1;
    case Kind::TimedOut:
        return "timed-out"_L1;
    case Kind::Tls:
        return "tls"_L1;
    case Kind::Proxy:
        return "proxy"_L1;
    case Kind::Cancelled:
        return "cancelled"_L1;
    case Kind::TokenExpired:
        return "token-expired"_L1;
    case Kind::SignInRefused:
        return "sign-in-refused"_L1;
    case Kind::Latched:
        return "latched"_L1;
    case Kind::ReadOnly:
        return "read-only"_L1;
    case Kind::NotPermitted:
        return "not-permitted"_L1;
    case Kind::NotFound:
        return "not-found"_L1;
    case Kind::NotSupported:
        return "not-supported"_L1;
    case Kind::AccountState:
        return "account-state"_L1;
    case Kind::Rejected:
        return "rejected"_L1;
    case Kind::Duplicate:
        return "duplicate"_L1;
    case Kind::InProgress:
        return "in-progress"_L1;
    case Kind::Throttled:
        return "throttled"_L1;
    case Kind::Concurrency:
        return "concurrency"_L1;
    case Kind::TooLarge:
        return "too-large"_L1;
    case Kind::Maintenance:
        return "maintenance"_L1;
    case Kind::ServerError:
        return "server-error"_L1;
    case Kind::Redirected:
        return "redirected"_L1;
    case Kind::NotQualys:
        return "not-qualys"_L1;
    case Kind::Unreadable:
        return "unreadable"_L1;
    case Kind::AnswerTooLarge:
        return "answer-too-large"_L1;
    case Kind::UnknownCode:
        return "unknown-code"_L1;
    case Kind::NotStored:
        return "not-stored"_L1;
    }
    return "unknown-code"_L1;
}

Kind kindOf(QStringView name)
{
    for (int i = 0; i <= int(Kind::NotStored); ++i)
        if (nameOf(Kind(i)) == name)
            return Kind(i);
    return Kind::UnknownCode;
}

} // namespace

QJsonObject toJson(const Failure &failure)
{
    QJsonObject json{{"kind"_L1, nameOf(failure.kind)}};
    if (!failure.detail.isEmpty())
        json.insert("detail"_L1, failure.detail);
    if (!failure.resolution.isEmpty())
        json.insert("resolution"_L1, failure.resolution);
    if (!failure.code.isEmpty())
        json.insert("code"_L1, failure.code);
    if (failure.httpStatus)
        json.insert("status"_L1, failure.httpStatus);
    if (failure.retryAfter)
        json.insert("retryAfter"_L1, qint64(failure.retryAfter->count()));
    return json;
}

Failure failureFromJson(const QJsonObject &json)
{
    Failure failure{.kind = kindOf(json.value("kind"_L1).toString())};
    failure.detail = json.value("detail"_L1).toString();
    failure.resolution = json.value("resolution"_L1).toString();
    failure.code = json.value("code"_L1).toString();
    failure.httpStatus = json.value("status"_L1).toInt();
    if (json.contains("retryAfter"_L1))
        failure.retryAfter = std::chrono::seconds(json.value("retryAfter"_L1).toInteger());
    return failure;
}
