// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/pagedsearch.h"
#include "qps/webapprequests.h"
#include "qps/webapps.h"

/// Web applications of the subscription the client is signed in to, `/qps/rest/3.0/<verb>/was/webapp`.
class WebApps
{
public:
    explicit WebApps(HttpClient &client)
        : m_client(client)
    {
    }

    using Search = PagedSearch<WebApp>;
    using Criteria = QList<qps::Criterion>;
    static constexpr int pageSize = 1000;

    /// Every web app that meets the criteria, all without any. Rows list their tags and know neither scanner nor lock
    /// nor last scan (WebApp::isWhole is false).
    Ticket search(const Criteria &criteria, Search::PageHandler onPage, Search::DoneHandler onDone,
                  HttpRequest::Priority priority = HttpRequest::Priority::Interactive);

    using CountHandler = std::function<void(const Result<qint64> &)>;
    Ticket count(const Criteria &criteria, CountHandler done,
                 HttpRequest::Priority priority = HttpRequest::Priority::Interactive);

    /// How many findings scans of one have left, of any kind; a purge takes them all.
    Ticket countFindings(WebAppId id, HttpRequest::Priority priority,
                         std::function<void(const Result<qint64> &, const Exchange &)> done);

    using WebAppHandler = std::function<void(const Result<WebApp> &)>;
    /// The whole record of one. NotFound when it is gone or out of the user's scope, which cannot be told apart.
    Ticket get(WebAppId id, WebAppHandler done, HttpRequest::Priority priority = HttpRequest::Priority::Interactive);
    /// A JPEG; empty when there is none.
    Ticket screenshot(WebAppId id, std::function<void(const Result<QByteArray> &)> done);

    using WebAppsHandler = std::function<void(const Result<QList<WebApp>> &, const Exchange &)>;
    /// Exactly these, whole: one get each, two at a time; those missing from the answer are gone or out of scope. The
    /// exchange is the last one's, and the first failure is the end. None named: none found, without a request. `each`
    /// hears of every one as it comes.
    Ticket find(const QList<WebAppId> &ids, HttpRequest::Priority priority, WebAppsHandler done,
                std::function<void(const WebApp &)> each = {});

    // The write side; called by the change run's port alone. The answer of an update names the id and nothing else.

    static Result<HttpRequest> composeWebAppUrl(WebAppId id, const QString &url);
    static Result<HttpRequest> composeWebAppScanner(WebAppId id, const ScannerEdit &edit);
    static Result<HttpRequest> composeWebAppEdit(WebAppId id, const WebAppEdit &edit);
    static Result<HttpRequest> composeWebAppCreate(const NewWebApp &app);
    /// 1 to 500 web apps, with all that was scanned of them. With `fromSubscription` the assets go too.
    static Result<HttpRequest> composeWebAppDelete(const QList<WebAppId> &ids, bool fromSubscription = false);
    /// 1 to 500 web apps. Their findings are gone for good.
    static Result<HttpRequest> composeWebAppPurge(const QList<WebAppId> &ids);
    Ticket write(HttpRequest request, HttpClient::Handler<qps::Acknowledged> done);

private:
    HttpClient &m_client;
};
