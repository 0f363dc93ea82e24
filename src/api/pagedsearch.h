// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/rawreply.h"
#include "net/httpclient.h"
#include "qps/answer.h"

#include <QPointer>
#include <QSet>

#include <algorithm>
#include <map>
#include <memory>

/// How a search over all pages ended.
struct SearchReport
{
    /// Why a list may be incomplete although nothing failed.
    enum class Stopped { No, CursorStuck, NothingNew, TooManyRows };

    int pages = 0;
    qsizetype rows = 0;     ///< records handed over, each once
    qsizetype repeated = 0; ///< records that came again
    qsizetype skipped = 0;  ///< elements that were no such record
    Stopped stopped = Stopped::No;
    QDateTime serverDateUtc;
};

/// Walks all pages of a search by the id cursor. The next page is asked for as soon as its cursor has arrived, while
/// the page before is still on its way; never more than two are in flight. Pages may be handed over out of order; each
/// record is handed over once, also when pages overlap.
template <typename Record>
class PagedSearch
{
public:
    using PageHandler = std::function<void(const QList<Record> &)>;
    using DoneHandler = std::function<void(const Result<SearchReport> &)>;
    /// The request for the records after a cursor, 0 for the first page.
    using RequestAfter = std::function<HttpRequest(qint64)>;
    using ReadPage = Result<qps::Page<Record>> (*)(qps::Raw);

    struct Caps
    {
        qsizetype rows = 100'000;
        int pageSize = 1000;
        /// Told after each page: every record up to this id has been handed over. Pages may overtake each other, so the
        /// last record handed over does not tell.
        std::function<void(qint64)> reached = {};
    };

    static Ticket start(HttpClient &client, RequestAfter requestAfter, ReadPage read, PageHandler onPage,
                        DoneHandler onDone, Caps caps = {})
    {
        auto walk = std::make_shared<Walk>(client, std::move(requestAfter), read, std::move(onPage), std::move(onDone),
                                           std::move(caps));
        Ticket ticket([walk] { walk->stop(); });
        walk->ask(0);
        return ticket;
    }

private:
    struct Walk : std::enable_shared_from_this<Walk>
    {
        Walk(HttpClient &c, RequestAfter r, ReadPage p, PageHandler page, DoneHandler done, Caps k)
            : client(&c)
            , requestAfter(std::move(r))
            , read(p)
            , onPage(std::move(page))
            , onDone(std::move(done))
            , caps(std::move(k))
        {
        }

        void stop()
        {
            over = true;
            inFlight.clear();
        }

        void ask(qint64 after)
        {
            if (over || report.stopped != SearchReport::Stopped::No || asked.contains(after))
                return;
            if (inFlight.size() >= 2) {
                waiting.append(after);
                return;
            }
            asked.insert(after);
            HttpRequest request = requestAfter(after);
            request.early = &qps::earlyLastId;
            // Weak: the ticket that the walk keeps must not keep the walk.
            const std::weak_ptr<Walk> weak = this->weak_from_this();
            inFlight[after] = client->send<qps::Page<Record>>(
                std::move(request), readerOf(read),
                [weak, after](const Result<qps::Page<Record>> &page, const Exchange &exchange) {
                    if (const auto walk = weak.lock())
                        walk->take(after, page, exchange);
                },
                [weak, after](qint64 lastId) {
                    if (const auto walk = weak.lock(); walk && lastId > after)
                        walk->ask(lastId);
                });
        }

        void take(qint64 after, const Result<qps::Page<Record>> &page, const Exchange &exchange)
        {
            const auto self = this->shared_from_this(); // a handler may let go of the ticket
            inFlight.erase(after);
            if (over)
                return;
            if (!page) {
                stop();
                onDone(tl::unexpected(page.error()));
                return;
            }
            if (exchange.serverDateUtc.isValid())
                report.serverDateUtc = exchange.serverDateUtc;
            QList<Record> fresh;
            const std::optional<qint64> next = account(after, *page, fresh);
            if (!fresh.isEmpty())
                onPage(fresh);
            if (over || !client) // a handler may delete the client
                return;
            if (next)
                ask(*next);
            // A cursor may have come twice, so the first that waits may have been asked for.
            while (!waiting.isEmpty() && inFlight.size() < 2)
                ask(waiting.takeFirst());
            tellReached();
            if (over) // a handler may let go of the ticket
                return;
            if (inFlight.empty()) {
                over = true;
                onDone(report);
            }
        }

        void tellReached()
        {
            if (!caps.reached)
                return;
            qint64 upTo = inFlight.empty() ? largestSeen : inFlight.begin()->first;
            for (const qint64 after : std::as_const(waiting))
                upTo = std::min(upTo, after);
            caps.reached(upTo);
        }

        /// Counts the page and says where the next one starts, if there is one.
        std::optional<qint64> account(qint64 after, const qps::Page<Record> &page, QList<Record> &fresh)
        {
            qint64 largest = page.lastSkipped;
            bool advances = largest > after;
            for (const Record &record : page.records) {
                largest = std::max(largest, record.id.value);
                advances = advances || record.id.value > after;
                if (seen.contains(record.id.value))
                    continue;
                seen.insert(record.id.value);
                fresh.append(record);
            }
            largestSeen = std::max(largestSeen, largest);
            ++report.pages;
            report.rows += fresh.size();
            report.repeated += page.records.size() - fresh.size();
            report.skipped += page.skipped;
            emptyHanded = advances ? 0 : emptyHanded + 1;

            const bool full = page.records.size() + page.skipped >= caps.pageSize;
            if (report.stopped != SearchReport::Stopped::No || !page.envelope.hasMore.value_or(full))
                return std::nullopt;
            const qint64 next = page.envelope.lastId.value_or(largest);
            if (next <= after)
                report.stopped = SearchReport::Stopped::CursorStuck;
            else if (emptyHanded >= 2)
                report.stopped = SearchReport::Stopped::NothingNew;
            else if (report.rows >= caps.rows)
                report.stopped = SearchReport::Stopped::TooManyRows;
            else
                return next;
            waiting.clear();
            inFlight.erase(inFlight.upper_bound(after), inFlight.end()); // pages before this one may still come
            return std::nullopt;
        }

        QPointer<HttpClient> client;
        RequestAfter requestAfter;
        ReadPage read;
        PageHandler onPage;
        DoneHandler onDone;
        Caps caps;
        SearchReport report;
        std::map<qint64, Ticket> inFlight;
        QSet<qint64> asked, seen;
        QList<qint64> waiting;
        int emptyHanded = 0;
        qint64 largestSeen = 0;
        bool over = false;
    };
};
