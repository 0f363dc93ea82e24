// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/rawreply.h"
#include "net/httpclient.h"
#include "qps/answer.h"
#include "qps/requests.h"

#include <QPointer>
#include <QSet>

#include <algorithm>
#include <functional>
#include <memory>

/// A request that a change run sends.
inline HttpRequest writing(const QString &path, const QByteArray &body)
{
    return {.path = path,
            .body = body,
            .effect = HttpRequest::Effect::Writes,
            .priority = HttpRequest::Priority::BulkWrite};
}

/// An answer to a question nobody asked proves nothing, least of all that something is gone.
inline tl::unexpected<Failure> aboutOthers()
{
    return failed(Failure::Kind::Unreadable, QStringLiteral("the answer is about another object"));
}

/// The one record of a get. A success without any is an id that is gone, as an answer that says so.
template <typename Record, typename Id>
Result<Record> recordOf(const Result<qps::Page<Record>> &page, Id id, const auto &idOf)
{
    return page.and_then([&](const qps::Page<Record> &p) -> Result<Record> {
        const auto found = std::ranges::find(p.records, id, idOf);
        if (found != p.records.cend())
            return *found;
        return p.records.isEmpty() ? failed(Failure::Kind::NotFound) : aboutOthers();
    });
}

template <typename Record, typename Id>
Result<Record> recordOf(const Result<qps::Page<Record>> &page, Id id)
{
    return recordOf(page, id, &Record::id);
}

/// Sends a write for the object that its path ends with. The web application side refuses an id it does not know like
/// any other bad request, so after such a refusal the object is looked for: NotFound when a search does not list it.
template <typename Record>
Ticket writeAndAsk(HttpClient &client, HttpRequest request, const QString &searchPath,
                   Result<qps::Page<Record>> (*read)(qps::Raw), HttpClient::Handler<qps::Acknowledged> done)
{
    const qint64 id = request.path.section(u'/', -1).toLongLong();
    const auto current = std::make_shared<Ticket>();
    const auto asked = [guard = QPointer(&client), weak = std::weak_ptr<Ticket>(current), id, searchPath, read,
                        done = std::move(done)](const Result<qps::Acknowledged> &answer, const Exchange &exchange) {
        const auto ticket = weak.lock();
        if (answer || answer.error().kind != Failure::Kind::Rejected || id <= 0 || !guard || !ticket)
            return done(answer, exchange);
        *ticket = guard->template send<qps::Page<Record>>(
            {.path = searchPath,
             .body = qps::searchRequest({qps::idIn({id})}, 1),
             .priority = HttpRequest::Priority::Verification},
            readerOf(read), [answer, exchange, done](const Result<qps::Page<Record>> &page, const Exchange &) {
                const bool isGone = page && page->records.isEmpty();
                done(isGone ? Result<qps::Acknowledged>(failed(Failure::Kind::NotFound)) : answer, exchange);
            });
    };
    *current = client.send<qps::Acknowledged>(std::move(request), readerOf(&qps::readAcknowledged), asked);
    return Ticket([current] { current->letGo(); });
}

/// Exactly these records, `together` in a request, one request after another. Those missing from the answer are gone or
/// out of scope; the exchange is the last one's, and the first failure is the end. None named: none found, without a
/// request. The handler never runs from inside the call.
template <typename Record>
class FindById
{
public:
    using Id = decltype(Record::id);
    using Done = std::function<void(const Result<QList<Record>> &, const Exchange &)>;
    using RequestFor = std::function<Result<HttpRequest>(const QList<Id> &)>;
    using ReadPage = Result<qps::Page<Record>> (*)(qps::Raw);

    static Ticket start(HttpClient &client, QList<Id> ids, qsizetype together, RequestFor requestFor, ReadPage read,
                        Done done)
    {
        const auto steps = std::make_shared<Steps>(Steps{.client = client,
                                                         .open = std::move(ids),
                                                         .together = together,
                                                         .requestFor = std::move(requestFor),
                                                         .read = read,
                                                         .done = std::move(done)});
        Ticket ticket([steps] { steps->current.letGo(); });
        const std::weak_ptr<Steps> weak = steps;
        QMetaObject::invokeMethod(
            &client,
            [weak] {
                if (const auto waiting = weak.lock())
                    waiting->askNext(waiting, {});
            },
            Qt::QueuedConnection);
        return ticket;
    }

private:
    struct Steps
    {
        HttpClient &client;
        QList<Id> open; ///< not asked for yet
        qsizetype together;
        RequestFor requestFor;
        ReadPage read;
        Done done;
        QSet<Id> known = {};
        QList<Record> found = {};
        Ticket current = {};

        void askNext(const std::weak_ptr<Steps> &self, const Exchange &last)
        {
            if (open.isEmpty())
                return done(found, last);
            const QList<Id> some = open.first(std::min(open.size(), together));
            open.remove(0, some.size());
            Result<HttpRequest> request = requestFor(some);
            if (!request)
                return done(tl::unexpected(request.error()), last);
            current = client.send<qps::Page<Record>>(
                std::move(*request), readerOf(read),
                [self, some](const Result<qps::Page<Record>> &page, const Exchange &exchange) {
                    if (const auto alive = self.lock()) // the handler may let go of the ticket
                        alive->take(alive, some, page, exchange);
                });
        }

        void take(const std::weak_ptr<Steps> &self, const QList<Id> &some, const Result<qps::Page<Record>> &page,
                  const Exchange &exchange)
        {
            if (!page)
                return done(tl::unexpected(page.error()), exchange);
            // More than was asked for: who believed it would take records of the next page for gone.
            if (page->envelope.hasMore.value_or(false))
                return done(failed(Failure::Kind::Unreadable, QStringLiteral("a search by id found others")), exchange);
            const QSet<Id> wanted(some.begin(), some.end());
            const bool isOurs = page->records.isEmpty() || std::ranges::any_of(page->records, [&](const Record &r) {
                                    return wanted.contains(r.id);
                                });
            if (!isOurs)
                return done(aboutOthers(), exchange);
            for (const Record &record : page->records)
                if (wanted.contains(record.id) && !known.contains(record.id)) {
                    known.insert(record.id);
                    found.append(record);
                }
            askNext(self, exchange);
        }
    };
};
