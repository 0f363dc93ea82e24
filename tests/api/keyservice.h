// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pages.h"

#include "api/activationkeys.h"

using Ids = QList<qint64>;

inline bool asksForDisabled(const RawRequest &request)
{
    return request.body.contains("field=\"isDisabled\" operator=\"EQUALS\">true<");
}

inline Ids idsAskedFor(const RawRequest &request)
{
    static const QRegularExpression in(QStringLiteral("field=\"id\" operator=\"IN\">([^<]*)<"));
    Ids ids;
    for (const QString &word : in.match(QString::fromUtf8(request.body)).captured(1).split(u',', Qt::SkipEmptyParts))
        ids << word.toLongLong();
    return ids;
}

/// A service with these keys, which hides the disabled ones from a search that does not name them, as documented.
struct Service
{
    Ids enabled, disabled;
    bool hides = true;
    int pageSize = 1000;

    RawAnswer operator()(const RawRequest &request) const
    {
        Ids found = asksForDisabled(request) ? disabled : enabled;
        if (!asksForDisabled(request) && !hides)
            found += disabled;
        const Ids wanted = idsAskedFor(request);
        const qint64 after = cursorOf(request);
        found.removeIf([&](qint64 id) { return id <= after || (!wanted.isEmpty() && !wanted.contains(id)); });
        std::ranges::sort(found);
        const bool whole = found.size() <= pageSize;
        found = found.first(std::min<qsizetype>(found.size(), pageSize));
        return RawAnswer::of(200, pageOf(found, whole ? noMore : more(found.last())));
    }
};

inline Ids idsOf(const QList<ActivationKey> &keys)
{
    Ids ids;
    for (const ActivationKey &key : keys)
        ids << key.id.value;
    std::ranges::sort(ids);
    return ids;
}

struct Keys
{
    explicit Keys(RawServer::Script script)
        : subscription(std::move(script))
    {
        if (!subscription.signIn())
            qFatal("no sign-in");
    }
    Result<SearchReport> search()
    {
        std::optional<Result<SearchReport>> end;
        ticket = keys.search([this](const QList<ActivationKey> &page) { all += page; },
                             [&](const Result<SearchReport> &report) { end = report; });
        return waitUntil([&] { return end.has_value(); }) ? *end : failed(Failure::Kind::TimedOut);
    }
    Result<QList<ActivationKey>> find(const Ids &ids)
    {
        return answerOf<QList<ActivationKey>>([&](auto done) {
            ticket = keys.find(ids, HttpRequest::Priority::Verification,
                               [done](const Result<QList<ActivationKey>> &found, const Exchange &) { done(found); });
        });
    }
    Result<ActivationKey> get(qint64 id)
    {
        return answerOf<ActivationKey>([&](auto done) { ticket = keys.get({id}, done); });
    }
    Result<qps::Acknowledged> write(const HttpRequest &request)
    {
        return answerOf<qps::Acknowledged>([&](auto done) {
            ticket = keys.write(request,
                                [done](const Result<qps::Acknowledged> &answer, const Exchange &) { done(answer); });
        });
    }

    Subscription subscription;
    ActivationKeys keys{*subscription.client};
    QList<ActivationKey> all;
    Ticket ticket;
};
