// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pages.h"

#include "api/scans.h"
#include "api/webapps.h"

using Ids = QList<qint64>;

inline Ids idsAskedFor(const RawRequest &request)
{
    static const QRegularExpression in(QStringLiteral("field=\"id\" operator=\"IN\">([^<]*)<"));
    Ids ids;
    for (const QString &word : in.match(QString::fromUtf8(request.body)).captured(1).split(u',', Qt::SkipEmptyParts))
        ids << word.toLongLong();
    return ids;
}

inline qint64 idInPath(const RawRequest &request)
{
    return request.target.mid(request.target.lastIndexOf('/') + 1).toLongLong();
}

inline RawAnswer refusal(const char *code, const char *message = "no", int status = 200)
{
    return RawAnswer::of(status, QByteArray("<ServiceResponse><responseCode>") + code +
                                     "</responseCode><responseErrorDetails><errorMessage>" + message +
                                     "</errorMessage></responseErrorDetails></ServiceResponse>");
}

/// A service with these records, found by search and told by get.
struct WasService
{
    const char *element = "WebApp";
    Ids ids = {};
    QByteArray inside = {};
    int pageSize = 1000;

    RawAnswer operator()(const RawRequest &request) const
    {
        if (request.target.contains("/get/") || request.target.contains("/status/")) {
            const qint64 id = idInPath(request);
            return ids.contains(id) ? RawAnswer::of(200, pageOf({id}, "<count>1</count>", element, inside))
                                    : refusal("NOT_FOUND");
        }
        Ids found = ids;
        const Ids wanted = idsAskedFor(request);
        const qint64 after = cursorOf(request);
        found.removeIf([&](qint64 id) { return id <= after || (!wanted.isEmpty() && !wanted.contains(id)); });
        std::ranges::sort(found);
        const bool whole = found.size() <= pageSize;
        found = found.first(std::min<qsizetype>(found.size(), pageSize));
        return RawAnswer::of(200, pageOf(found, whole ? noMore : more(found.last()), element, inside));
    }
};

/// A client and what it found.
struct Was
{
    explicit Was(RawServer::Script script)
        : subscription(std::move(script))
    {
        if (!subscription.signIn())
            qFatal("no sign-in");
    }
    Result<SearchReport> search(const WebApps::Criteria &criteria = {})
    {
        std::optional<Result<SearchReport>> end;
        ticket = apps.search(
            criteria, [this](const QList<WebApp> &page) { all += page; },
            [&](const Result<SearchReport> &report) { end = report; });
        return waitUntil([&] { return end.has_value(); }) ? *end : failed(Failure::Kind::TimedOut);
    }
    Result<Ids> find(const Ids &ids)
    {
        QList<WebAppId> wanted;
        for (const qint64 id : ids)
            wanted << WebAppId{id};
        return answerOf<Ids>([&](auto done) {
            ticket = apps.find(wanted, HttpRequest::Priority::Verification,
                               [done](const Result<QList<WebApp>> &found, const Exchange &) {
                                   done(found.map([](const QList<WebApp> &list) {
                                       Ids numbers;
                                       for (const WebApp &app : list)
                                           numbers << app.id.value;
                                       std::ranges::sort(numbers);
                                       return numbers;
                                   }));
                               });
        });
    }
    template <typename Service>
    Result<qps::Acknowledged> write(Service &service, const HttpRequest &request)
    {
        return answerOf<qps::Acknowledged>([&](auto done) {
            ticket = service.write(request,
                                   [done](const Result<qps::Acknowledged> &answer, const Exchange &) { done(answer); });
        });
    }

    Subscription subscription;
    WebApps apps{*subscription.client};
    Scans scans{*subscription.client};
    QList<WebApp> all;
    Ticket ticket;
};
