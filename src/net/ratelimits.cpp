// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/ratelimits.h"

#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace {

constexpr int day = 86'400;

std::optional<int> numberOf(const Headers &headers, const QByteArray &name, int most)
{
    const auto it = headers.constFind(name);
    if (it == headers.constEnd())
        return std::nullopt;
    bool ok = false;
    const qint64 number = it->trimmed().toLongLong(&ok);
    return ok ? std::optional(int(std::clamp<qint64>(number, 0, most))) : std::nullopt;
}

std::optional<std::chrono::seconds> secondsOf(const Headers &headers, const QByteArray &name)
{
    const std::optional<int> number = numberOf(headers, name, day);
    return number ? std::optional(std::chrono::seconds(*number)) : std::nullopt;
}

template <typename T>
std::optional<T> either(std::optional<T> first, std::optional<T> second)
{
    return first ? first : second;
}

} // namespace

RateLimits rateLimitsOf(const Headers &headers)
{
    constexpr int most = 1'000'000'000;
    return {
        .limit = numberOf(headers, "x-ratelimit-limit", most),
        .remaining = numberOf(headers, "x-ratelimit-remaining", most),
        .concurrencyLimit = either(numberOf(headers, "x-concurrency-limit-limit", most),
                                   numberOf(headers, "x-concurrencylimit-limit", most)),
        .concurrencyRunning = either(numberOf(headers, "x-concurrency-limit-running", most),
                                     numberOf(headers, "x-concurrencylimit-running", most)),
        .window = secondsOf(headers, "x-ratelimit-window-sec"),
        .toWait = secondsOf(headers, "x-ratelimit-towait-sec"),
    };
}

std::optional<std::chrono::seconds> waitOf(const Headers &headers, const QDateTime &now)
{
    if (const auto it = headers.constFind("retry-after"); it != headers.constEnd()) {
        if (const auto seconds = secondsOf(headers, "retry-after"))
            return seconds;
        if (const QDateTime date = httpDate(*it); date.isValid())
            return std::chrono::seconds(std::clamp<qint64>(now.secsTo(date), 0, day));
    }
    const auto wait = secondsOf(headers, "x-ratelimit-towait-sec");
    return wait && wait->count() > 0 ? wait : std::nullopt;
}

QDateTime httpDate(const QByteArray &text)
{
    const QString trimmed = QString::fromLatin1(text).trimmed();
    QDateTime date = QLocale::c().toDateTime(trimmed, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    if (date.isValid())
        date = QDateTime(date.date(), date.time(), QTimeZone::utc());
    return date;
}
