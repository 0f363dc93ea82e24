// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pages.h"

#include "api/agents.h"

using Ids = QList<qint64>;

inline QString criterionOf(const RawRequest &request, const char *field, const char *op)
{
    const QRegularExpression criterion(
        QStringLiteral("field=\"%1\" operator=\"%2\">([^<]*)<").arg(QLatin1StringView(field), QLatin1StringView(op)));
    return criterion.match(QString::fromUtf8(request.body)).captured(1);
}

inline bool asksForAgents(const RawRequest &request)
{
    return criterionOf(request, "tagName", "EQUALS") == QLatin1StringView("Cloud Agent");
}

inline Ids idsAskedFor(const RawRequest &request)
{
    Ids ids;
    for (const QString &word : criterionOf(request, "id", "IN").split(u',', Qt::SkipEmptyParts))
        ids << word.toLongLong();
    return ids;
}

inline QByteArray agentPage(const Ids &ids, const QByteArray &head = noMore)
{
    return pageOf(ids, head, "HostAsset", "<agentInfo><status>STATUS_ACTIVE</status></agentInfo>");
}

/// A service with these agents and hosts without one, all tagged as agents are.
struct AgentService
{
    Ids agents, bareHosts = {};
    int pageSize = 1000;

    RawAnswer operator()(const RawRequest &request) const
    {
        Ids found = agents + bareHosts;
        const Ids wanted = idsAskedFor(request);
        const qint64 after = cursorOf(request);
        found.removeIf([&](qint64 id) { return id <= after || (!wanted.isEmpty() && !wanted.contains(id)); });
        std::ranges::sort(found);
        const bool whole = found.size() <= pageSize;
        found = found.first(std::min<qsizetype>(found.size(), pageSize));
        QByteArray page = agentPage(found, whole ? noMore : more(found.last()));
        for (const qint64 id : bareHosts)
            page.replace("<id>" + QByteArray::number(id) + "</id><agentInfo><status>STATUS_ACTIVE</status></agentInfo>",
                         "<id>" + QByteArray::number(id) + "</id>");
        return RawAnswer::of(200, page);
    }
};

inline QList<AssetId> assets(const Ids &ids)
{
    QList<AssetId> list;
    for (const qint64 id : ids)
        list << AssetId{id};
    return list;
}

inline Ids idsOf(const QList<Agent> &agents)
{
    Ids ids;
    for (const Agent &agent : agents)
        ids << agent.id.value;
    std::ranges::sort(ids);
    return ids;
}

/// A client and what it found.
struct Hosts
{
    explicit Hosts(RawServer::Script script)
        : subscription(std::move(script))
    {
        if (!subscription.signIn())
            qFatal("no sign-in");
    }
    Result<SearchReport> search(const std::optional<QDateTime> &since = {}, AssetId after = {})
    {
        std::optional<Result<SearchReport>> end;
        ticket = agents.search(
            since, [this](const QList<Agent> &page) { all += page; },
            [&](const Result<SearchReport> &report) { end = report; }, HttpRequest::Priority::Interactive, after);
        return waitUntil([&] { return end.has_value(); }) ? *end : failed(Failure::Kind::TimedOut);
    }
    Result<qint64> count(const std::optional<QDateTime> &since = {})
    {
        return answerOf<qint64>([&](auto done) { ticket = agents.count(since, done); });
    }
    Result<QList<Agent>> find(const Ids &ids)
    {
        return answerOf<QList<Agent>>([&](auto done) {
            ticket = agents.find(assets(ids), HttpRequest::Priority::Verification,
                                 [done](const Result<QList<Agent>> &found, const Exchange &) { done(found); });
        });
    }
    Result<AgentDetails> get(qint64 id)
    {
        return answerOf<AgentDetails>([&](auto done) { ticket = agents.get({id}, done); });
    }
    Result<qps::Acknowledged> write(const HttpRequest &request)
    {
        return answerOf<qps::Acknowledged>([&](auto done) {
            ticket = agents.write(request,
                                  [done](const Result<qps::Acknowledged> &answer, const Exchange &) { done(answer); });
        });
    }

    Subscription subscription;
    Agents agents{*subscription.client};
    QList<Agent> all;
    Ticket ticket;
};
