// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/ratelimits.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 day = 86'400;

/// A whole number, however long; nothing for anything else.
std::optional<qint64> wholeOf(const Headers &headers, const QByteArray &name)
{
    const QByteArray text = headers.value(name).trimmed();
    const QByteArrayView digits = QByteArrayView(text).sliced(text.startsWith('-') ? 1 : 0);
    if (digits.isEmpty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool fits = false;
    const qint64 number = text.toLongLong(&fits);
    if (fits)
        return number;
    return text.startsWith('-') ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
}

std::optional<int> countOf(const Headers &headers, const QByteArray &name)
{
    const std::optional<qint64> number = wholeOf(headers, name);
    if (!number || *number < 0)
        return std::nullopt;
    return int(std::min<qint64>(*number, std::numeric_limits<int>::max()));
}

std::optional<std::chrono::seconds> secondsOf(const Headers &headers, const QByteArray &name)
{
    const std::optional<qint64> number = wholeOf(headers, name);
    return number ? std::optional(std::chrono::seconds(std::clamp<qint64>(*number, 0, day))) : std::nullopt;
}

template <typename T>
std::optional<T> either(std::optional<T> first, std::optional<T> second)
{
    return first ? first : second;
}

} // namespace

RateLimits rateLimitsOf(const Headers &headers)
{
    return {
        .limit = countOf(headers, "x-ratelimit-limit"),
        .remaining = countOf(headers, "x-ratelimit-remaining"),
        .concurrencyLimit =
            either(countOf(headers, "x-concurrency-limit-limit"), countOf(headers, "x-concurrencylimit-limit")),
        .concurrencyRunning =
            either(countOf(headers, "x-concurrency-limit-running"), countOf(headers, "x-concurrencylimit-running")),
        .window = secondsOf(headers, "x-ratelimit-window-sec"),
        .toWait = secondsOf(headers, "x-ratelimit-towait-sec"),
    };
}

std::optional<std::chrono::seconds> retryAfterOf(const Headers &headers, const QDateTime &now)
{
    if (const auto seconds = secondsOf(headers, "retry-after"))
        return seconds;
    const QDateTime until = httpDate(headers.value("retry-after"));
    if (!until.isValid())
        return std::nullopt;
    const QDateTime serverNow = httpDate(headers.value("date"));
    return std::chrono::seconds(std::clamp<qint64>((serverNow.isValid() ? serverNow : now).secsTo(until), 0, day));
}

QDateTime httpDate(const QByteArray &text)
{
    const QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text).trimmed(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    return date.isValid() ? QDateTime(date.date(), date.time(), QTimeZone::utc()) : QDateTime();
}
