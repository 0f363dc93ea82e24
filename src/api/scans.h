// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/pagedsearch.h"
#include "domain/scanfields.h"
#include "qps/scanrequests.h"
#include "qps/scans.h"

/// Scans of web apps, `/qps/rest/3.0/<verb>/was/wasscan`.
class Scans
{
public:
    explicit Scans(HttpClient &client)
        : m_client(client)
    {
    }

    using Search = PagedSearch<WasScan>;
    using Criteria = QList<qps::Criterion>;
    static constexpr int pageSize = 1000;

    /// Every scan that meets the criteria. One walk with `launchedAfter` tells the state of every web app's last scan,
    /// without a call for each (see noteScan() in domain/webapp.h).
    Ticket search(const Criteria &criteria, Search::PageHandler onPage, Search::DoneHandler onDone,
                  HttpRequest::Priority priority = HttpRequest::Priority::Interactive);

    using CountHandler = std::function<void(const Result<qint64> &)>;
    Ticket count(const Criteria &criteria, CountHandler done,
                 HttpRequest::Priority priority = HttpRequest::Priority::Interactive);

    using ScanHandler = std::function<void(const Result<WasScan> &)>;
    /// The whole record of one. NotFound when an answer does not hold it.
    Ticket get(WasScanId id, ScanHandler done);
    using StateHandler = std::function<void(const Result<ScanState> &)>;
    /// Where one stands: for rows that are under way, once a minute.
    Ticket status(WasScanId id, StateHandler done, HttpRequest::Priority priority = HttpRequest::Priority::Background);

    using ScansHandler = std::function<void(const Result<QList<WasScan>> &, const Exchange &)>;
    /// Exactly these, as lists show them; those missing from the answer are gone or out of the user's scope. One
    /// request for every 500, one after another; the exchange is the last one's, and the first failure is the end.
    Ticket find(const QList<WasScanId> &ids, HttpRequest::Priority priority, ScansHandler done);

    /// The results, as XML that is complete and may be many megabytes, or what of them is worth showing.
    Ticket download(WasScanId id, std::function<void(const Result<QByteArray> &)> done);
    Ticket results(WasScanId id, std::function<void(const Result<ScanResults> &)> done);

    // The write side; called by the change run's port alone.

    static Result<HttpRequest> composeScanLaunch(const ScanLaunch &launch);
    static Result<HttpRequest> composeScanLaunchMany(const MultiLaunch &launch);
    static Result<HttpRequest> composeScanCancel(WasScanId id, ScanCancel how);
    /// Documentation spells the path in two ways; a platform refuses the one it does not know as INVALID_URL.
    enum class AgainPath { WasScan, Scan };
    static Result<HttpRequest> composeScanAgain(WasScanId id, const QString &name, AgainPath path = AgainPath::WasScan);
    /// 1 to 500 scans that are not under way, with their results.
    static Result<HttpRequest> composeScanDelete(const QList<WasScanId> &ids);
    Ticket write(HttpRequest request, HttpClient::Handler<qps::Acknowledged> done);

    /// Which scan a request does again; none for any other request.
    static WasScanId scanDoneAgain(const HttpRequest &request);

private:
    HttpClient &m_client;
};
