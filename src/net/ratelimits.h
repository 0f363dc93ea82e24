// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httprequest.h"

#include <QHash>

/// Lower-case header names and their values.
using Headers = QHash<QByteArray, QByteArray>;

/// The limits an answer announces. Both spellings of the concurrency header; absurd values are clamped to a day.
RateLimits rateLimitsOf(const Headers &headers);
/// Retry-After in seconds or as an HTTP date, else X-RateLimit-ToWait-Sec when it is not zero.
std::optional<std::chrono::seconds> waitOf(const Headers &headers, const QDateTime &now);
/// An HTTP date such as "Sun, 06 Nov 1994 08:49:37 GMT"; invalid when it is none.
QDateTime httpDate(const QByteArray &text);
