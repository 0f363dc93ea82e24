// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httprequest.h"

#include <QNetworkReply>

#include <any>

/// Whether an error only repeats the status of a complete answer.
bool repeatsStatus(QNetworkReply::NetworkError error, int status);

/// What a broken exchange was. `requestsSent` 0 proves that nothing was executed.
Failure::Kind kindOfBreak(QNetworkReply::NetworkError error, int requestsSent);

/// The body decides first; the status and the headers decide what the body left open: a refused sign-in, a limit, and
/// how long to wait.
void settleByStatus(Result<std::any> &value, int status, const RateLimits &limits,
                    std::optional<std::chrono::seconds> retryAfter);

/// How often a read may be tried in all when it ends like this.
int triesWorth(const Failure &failure);

/// "Not now": refused by a limiter before it was looked at.
inline bool isLimit(Failure::Kind kind)
{
    return kind == Failure::Kind::Throttled || kind == Failure::Kind::Concurrency;
}
