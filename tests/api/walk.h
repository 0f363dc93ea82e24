// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pages.h"

#include "api/pagedsearch.h"
#include "qps/keys.h"
#include "qps/requests.h"

using Search = PagedSearch<ActivationKey>;

inline constexpr int pageSize = 10;

/// Keys 1 to `last`, ten a page, the cursor being their id.
inline RawAnswer tenOf(qint64 last, const RawRequest &request)
{
    const qint64 after = cursorOf(request), end = std::min(after + pageSize, last);
    return RawAnswer::of(200, pageOf(idsBetween(after + 1, end), end < last ? more(end) : noMore));
}

/// A walk over the pages of a script, and all that was heard of it.
struct Walk
{
    explicit Walk(RawServer::Script script)
        : subscription(std::move(script))
    {
    }

    void start(Search::Caps caps = {.pageSize = pageSize})
    {
        if (!subscription.signIn())
            qFatal("no sign-in");
        ticket = Search::start(
            *subscription.client,
            [](qint64 after) {
                return HttpRequest{.path = QStringLiteral("/search"), .body = qps::searchRequest(after, pageSize)};
            },
            &qps::readActivationKeys,
            [this](const QList<ActivationKey> &page) {
                QList<qint64> ids;
                for (const ActivationKey &key : page)
                    ids << key.id.value;
                all << ids;
                if (onPage)
                    onPage(ids);
            },
            [this](const Result<SearchReport> &report) {
                ++endings;
                end = report;
                if (onEnd)
                    onEnd();
            },
            caps);
    }
    bool ends()
    {
        return waitUntil([this] { return endings > 0; });
    }
    QList<qint64> sorted() const
    {
        QList<qint64> ids = all;
        std::ranges::sort(ids);
        return ids;
    }

    Subscription subscription;
    Ticket ticket;
    std::function<void(const QList<qint64> &)> onPage;
    std::function<void()> onEnd;
    QList<qint64> all;
    Result<SearchReport> end = failed(Failure::Kind::Cancelled);
    int endings = 0;
};
