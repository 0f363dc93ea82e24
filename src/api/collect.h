// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/pagedsearch.h"
#include "qps/requests.h"

/// A search whose records are wanted all at once. A list that may be incomplete is a failure: what is chosen from it
/// would seem not to exist.
template <typename Record>
Ticket collect(HttpClient &client, const QString &path, Result<qps::Page<Record>> (*read)(qps::Raw),
               std::function<void(const Result<QList<Record>> &)> done,
               HttpRequest::Priority priority = HttpRequest::Priority::Background)
{
    const auto all = std::make_shared<QList<Record>>();
    return PagedSearch<Record>::start(
        client,
        [path, priority](qint64 after) {
            return HttpRequest{.path = path, .body = qps::searchRequest(after, 1000), .priority = priority};
        },
        read, [all](const QList<Record> &page) { *all += page; },
        [all, done = std::move(done)](const Result<SearchReport> &report) {
            done(report.and_then([&](const SearchReport &r) -> Result<QList<Record>> {
                if (r.stopped != SearchReport::Stopped::No)
                    return failed(Failure::Kind::Unreadable, QStringLiteral("the list is incomplete"));
                return *all;
            }));
        });
}
