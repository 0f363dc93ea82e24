// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <optional>

/// Why something did not work, as a fact. The words for people are found in panes; a switch over Kind has no default
/// there, so a new kind does not compile until it has words.
struct Failure
{
    enum class Kind {
        Offline,        ///< no connection was made: refused, unknown host, unreachable; nothing was sent
        ConnectionLost, ///< the connection broke after bytes had left
        TimedOut,       ///< one of our deadlines passed; something may have been sent
        Tls,            ///< certificate or handshake; nothing was sent
        Proxy,          ///< the proxy refused or wants a sign-in
        Cancelled,      ///< by the person
        TokenExpired,   ///< a gateway token ran out; a new one may be fetched once
        SignInRefused,  ///< INVALID_CREDENTIALS, AUTH_CREDENTIALS_NEEDED, HTTP 401
        Latched,        ///< not sent: an earlier sign-in was refused and nobody has signed in since
        ReadOnly,       ///< not sent: a write in read-only mode
        NotPermitted,   ///< UNAUTHORIZED, HTTP 403
        NotFound,       ///< no such object, or outside the user's scope
        NotSupported,   ///< the operation does not exist here
        AccountState,   ///< expired, inactive, agreement not accepted
        Rejected,       ///< INVALID_REQUEST and its relatives: the request will not work as it stands
        Duplicate,      ///< CA_1001_DUPLICATE_KEY
        InProgress,     ///< STILL_PROCESSING
        Throttled,      ///< a rate limit; not executed
        Concurrency,    ///< too many calls at once; not executed
        TooLarge,       ///< HTTP 413 or 431: the request, not the answer
        Maintenance,    ///< the platform is down on purpose
        ServerError,    ///< HTTP 5xx, OTHER_ERROR
        Redirected,     ///< a 3xx, never followed
        NotQualys,      ///< HTML, an empty body or another root element: a proxy or portal answered
        Unreadable,     ///< cut, not well-formed, over a cap, or not what was asked for
        AnswerTooLarge, ///< body over the cap
        UnknownCode,    ///< a responseCode we have never seen, kept verbatim in `code`
        NotStored,      ///< the journal, settings or cache could not be written or read
    };

    Kind kind = Kind::Unreadable;
    QString detail;     ///< in the service's or Qt's own words; plain text, for the details pane and the journal
    QString resolution; ///< the service's advice, when it gave one
    QString code;       ///< responseCode or FO code, verbatim
    int httpStatus = 0; ///< 0 when there was no answer
    std::optional<std::chrono::seconds> retryAfter = {};

    friend bool operator==(const Failure &, const Failure &) = default;
};

/// Whether the same question would get the same answer later too; what else fails may pass.
constexpr bool isLasting(Failure::Kind kind)
{
    using enum Failure::Kind;
    return kind == NotPermitted || kind == NotFound || kind == NotSupported || kind == Rejected || kind == Unreadable ||
           kind == AnswerTooLarge || kind == UnknownCode;
}
