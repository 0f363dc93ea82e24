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
    QString plain = QString::fromLatin1(text);
    QStringList parts = plain.replace(u',', u' ').replace(u'-', u' ').split(u' ', Qt::SkipEmptyParts);
    if (parts.size() == 5) // as asctime() writes it: Sun Nov 6 08:49:37 1994
        parts = {parts[0], parts[2], parts[1], parts[4], parts[3], u"GMT"_s};
    if (parts.size() != 6 || parts[5] != "GMT"_L1)
        return {};
    if (parts[3].size() == 2) // Sunday, 06-Nov-94 08:49:37 GMT
        parts[3].prepend(parts[3] < "70"_L1 ? u"20"_s : u"19"_s);
    // Date and time apart: together they would be read as local time first, in which an hour of the year is missing.
    const QDate date = QLocale::c().toDate(parts.sliced(1, 3).join(u' '), u"d MMM yyyy"_s);
    const QTime time = QTime::fromString(parts[4], u"HH:mm:ss"_s);
    return date.isValid() && time.isValid() ? QDateTime(date, time, QTimeZone::utc()) : QDateTime();
}
