// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/directory.h"

#include "qps/requests.h"

using namespace Qt::StringLiterals;

namespace {

/// A search whose records are wanted all at once.
template <typename Record>
Ticket collect(HttpClient &client, const QString &path, qint64 firstCursor, Result<qps::Page<Record>> (*read)(qps::Raw),
               std::function<void(const Result<QList<Record>> &)> done)
{
    const auto all = std::make_shared<QList<Record>>();
    return PagedSearch<Record>::start(
        client,
        [path, firstCursor](qint64 after) {
            return HttpRequest{.path = path,
                               .body = qps::searchRequest(std::max(after, firstCursor), 1000),
                               .priority = HttpRequest::Priority::Background};
        },
        read, [all](const QList<Record> &page) { *all += page; },
        [all, done = std::move(done)](const Result<SearchReport> &report) {
            done(report.map([&](const SearchReport &) { return *all; }));
        });
}

} // namespace

Ticket Directory::users(UsersHandler done)
{
    // "id GREATER 1" is the documented way to list everybody.
    return collect<User>(m_client, u"/qps/rest/2.0/search/am/user/"_s, 1, &qps::readUsers, std::move(done));
}

Ticket Directory::tags(TagsHandler done)
{
    return collect<Tag>(m_client, u"/qps/rest/2.0/search/am/tag?fields=id,name,parentTagId,color,ruleType"_s, 0,
                        &qps::readTags, std::move(done));
}
