// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httprequest.h"

#include <QHash>

/// Lower-case header names and their values.
using Headers = QHash<QByteArray, QByteArray>;

/// The limits an answer announces. Both spellings of the concurrency header; waits are clamped to a day, numbers below
/// zero count as not announced.
RateLimits rateLimitsOf(const Headers &headers);

/// Retry-After in seconds or as an HTTP date (measured against the answer's own Date, else against `now`).
std::optional<std::chrono::seconds> retryAfterOf(const Headers &headers, const QDateTime &now);

/// An HTTP date in any of the three forms of RFC 9110, 5.6.7, such as "Sun, 06 Nov 1994 08:49:37 GMT"; invalid when it
/// is none.
QDateTime httpDate(const QByteArray &text);
