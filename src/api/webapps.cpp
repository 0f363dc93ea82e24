// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/webapps.h"

#include "api/records.h"

#include <map>

using namespace Qt::StringLiterals;

namespace {

using Priority = HttpRequest::Priority;
using Page = qps::Page<WebApp>;

constexpr int getsAtOnce = 2; ///< what the service allows at a time on a standard subscription

QString pathOf(QLatin1StringView verb, WebAppId id = {})
{
    const QString path = u"/qps/rest/3.0/"_s + verb + "/was/webapp"_L1;
    return id ? path + u'/' + id.toString() : path;
}

Result<HttpRequest> updateOf(WebAppId id, const Result<QByteArray> &body)
{
    if (!id)
        return failed(Failure::Kind::Rejected, u"a web app without an id"_s);
    return body.map([&](const QByteArray &bytes) { return writing(pathOf("update"_L1, id), bytes); });
}

/// Many gets, two at a time.
struct Gets : std::enable_shared_from_this<Gets>
{
    HttpClient &client;
    QList<WebAppId> open; ///< not asked for yet
    Priority priority;
    WebApps::WebAppsHandler done;
    std::function<void(const WebApp &)> each;
    QList<WebApp> found = {};
    QList<qint64> doubtful = {}; ///< refused, which is how some answers say that there is no such app
    std::optional<Failure> refusal = {};
    std::map<qint64, Ticket> inFlight = {};
    Ticket check = {};
    bool over = false;

    Gets(HttpClient &c, QList<WebAppId> ids, Priority p, WebApps::WebAppsHandler d,
         std::function<void(const WebApp &)> e)
        : client(c)
        , open(std::move(ids))
        , priority(p)
        , done(std::move(d))
        , each(std::move(e))
    {
    }

    void stop()
    {
        over = true;
        inFlight.clear();
        check.letGo();
    }

    void end(const Result<QList<WebApp>> &result, const Exchange &last)
    {
        stop();
        done(result, last);
    }

    void askNext(const Exchange &last)
    {
        while (!open.isEmpty() && int(inFlight.size()) < getsAtOnce) {
            const WebAppId id = open.takeFirst();
            inFlight[id.value] = client.send<Page>(
                {.path = pathOf("get"_L1, id), .priority = priority}, readerOf(&qps::readWholeWebApps),
                [this, id](const Result<Page> &page, const Exchange &exchange) { take(id, page, exchange); });
        }
        if (!inFlight.empty())
            return;
        doubtful.isEmpty() ? end(found, last) : askAboutDoubtful();
    }

    void take(WebAppId id, const Result<Page> &page, const Exchange &exchange)
    {
        const auto self = shared_from_this(); // the handler may let go of the ticket
        inFlight.erase(id.value);
        const Result<WebApp> app = recordOf(page, id);
        if (app) {
            found.append(*app);
            if (each)
                each(*app);
            if (over)
                return; // let go of by who heard of it
        } else if (app.error().kind == Failure::Kind::Rejected) {
            doubt(id, app.error());
        } else if (app.error().kind != Failure::Kind::NotFound) {
            return end(tl::unexpected(app.error()), exchange);
        }
        askNext(exchange);
    }

    void doubt(WebAppId id, const Failure &failure)
    {
        doubtful << id.value;
        if (!refusal)
            refusal = failure;
    }

    /// What a search does not list is gone; what it lists was refused for another reason.
    void askAboutDoubtful()
    {
        const QList<qint64> some = doubtful.first(std::min<qsizetype>(doubtful.size(), qps::WebAppIds::most));
        doubtful.remove(0, some.size());
        check = client.send<Page>({.path = pathOf("search"_L1),
                                   .body = qps::searchRequest({qps::idIn(some)}, WebApps::pageSize),
                                   .priority = priority},
                                  readerOf(&qps::readWebApps),
                                  [this, some](const Result<Page> &page, const Exchange &exchange) {
                                      const auto self = shared_from_this();
                                      if (!page)
                                          return end(tl::unexpected(page.error()), exchange);
                                      for (const WebApp &app : page->records)
                                          if (some.contains(app.id.value))
                                              return end(tl::unexpected(*refusal), exchange);
                                      askNext(exchange);
                                  });
    }
};

} // namespace

Ticket WebApps::search(const Criteria &criteria, Search::PageHandler onPage, Search::DoneHandler onDone,
                       Priority priority)
{
    return Search::start(m_client,
                         [criteria, priority](qint64 cursor) {
                             return HttpRequest{.path = pathOf("search"_L1),
                                                .body = qps::webAppSearchRequest(cursor, pageSize, criteria),
                                                .priority = priority};
                         },
                         &qps::readWebApps, std::move(onPage), std::move(onDone), {.pageSize = pageSize});
}

Ticket WebApps::count(const Criteria &criteria, CountHandler done, Priority priority)
{
    return m_client.send<qint64>(
        {.path = pathOf("count"_L1), .body = qps::countRequest(criteria), .priority = priority},
        readerOf(&qps::readCount),
        [done = std::move(done)](const Result<qint64> &count, const Exchange &) { done(count); });
}

Ticket WebApps::countFindings(WebAppId id, Priority priority,
                              std::function<void(const Result<qint64> &, const Exchange &)> done)
{
    return m_client.send<qint64>({.path = u"/qps/rest/3.0/count/was/finding"_s,
                                  .body = qps::countRequest({{u"webApp.id"_s, qps::Operator::Equals, id.toString()}}),
                                  .priority = priority},
                                 readerOf(&qps::readCount), std::move(done));
}

Ticket WebApps::get(WebAppId id, WebAppHandler done, Priority priority)
{
    return find({id}, priority, [done = std::move(done)](const Result<QList<WebApp>> &apps, const Exchange &) {
        done(apps.and_then([](const QList<WebApp> &found) -> Result<WebApp> {
            return found.isEmpty() ? failed(Failure::Kind::NotFound) : Result<WebApp>(found.first());
        }));
    });
}

Ticket WebApps::screenshot(WebAppId id, std::function<void(const Result<QByteArray> &)> done)
{
    return m_client.send<QByteArray>(
        {.path = pathOf("get"_L1, id), .priority = Priority::Background}, readerOf(&qps::readWebAppScreenshot),
        [done = std::move(done)](const Result<QByteArray> &picture, const Exchange &) { done(picture); });
}

Ticket WebApps::find(const QList<WebAppId> &ids, Priority priority, WebAppsHandler done,
                     std::function<void(const WebApp &)> each)
{
    QList<WebAppId> once;
    for (const WebAppId id : ids)
        if (id && !once.contains(id))
            once << id;
    const auto gets = std::make_shared<Gets>(m_client, once, priority, std::move(done), std::move(each));
    Ticket ticket([gets] { gets->stop(); });
    // Later, since a handler never runs from inside the call, also when there is nothing to ask for.
    const std::weak_ptr<Gets> weak = gets;
    QMetaObject::invokeMethod(
        &m_client,
        [weak] {
            if (const auto waiting = weak.lock(); waiting && !waiting->over)
                waiting->askNext({});
        },
        Qt::QueuedConnection);
    return ticket;
}

Result<HttpRequest> WebApps::composeWebAppUrl(WebAppId id, const QString &url)
{
    return updateOf(id, qps::webAppUrlRequest(url));
}

Result<HttpRequest> WebApps::composeWebAppScanner(WebAppId id, const ScannerEdit &edit)
{
    return updateOf(id, qps::webAppScannerRequest(edit));
}

Result<HttpRequest> WebApps::composeWebAppEdit(WebAppId id, const WebAppEdit &edit)
{
    return updateOf(id, qps::webAppEditRequest(edit));
}

Result<HttpRequest> WebApps::composeWebAppCreate(const NewWebApp &app)
{
    return qps::webAppCreateRequest(app).map([](const QByteArray &body) { return writing(pathOf("create"_L1), body); });
}

Result<HttpRequest> WebApps::composeWebAppDelete(const QList<WebAppId> &ids, bool fromSubscription)
{
    return qps::WebAppIds::of(ids).map([&](const qps::WebAppIds &some) {
        return writing(pathOf("delete"_L1, some.isOne() ? some.first() : WebAppId()),
                       qps::webAppDeleteRequest(some, fromSubscription));
    });
}

Result<HttpRequest> WebApps::composeWebAppPurge(const QList<WebAppId> &ids)
{
    return qps::WebAppIds::of(ids).map([&](const qps::WebAppIds &some) {
        return writing(pathOf("purge"_L1, some.isOne() ? some.first() : WebAppId()), qps::webAppPurgeRequest(some));
    });
}

Ticket WebApps::write(HttpRequest request, HttpClient::Handler<qps::Acknowledged> done)
{
    return writeAndAsk<WebApp>(m_client, std::move(request), pathOf("search"_L1), &qps::readWebApps, std::move(done));
}
