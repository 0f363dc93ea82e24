// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/scans.h"

#include "api/records.h"

using namespace Qt::StringLiterals;

namespace {

using Priority = HttpRequest::Priority;
using Page = qps::Page<WasScan>;

constexpr std::chrono::minutes downloadDeadline{10};
const QString againPath = u"/qps/rest/3.0/scanagain/was/wasscan/"_s;
const QString againOtherPath = u"/qps/rest/3.0/scanagain/was/scan/"_s;

QString pathOf(QLatin1StringView verb, WasScanId id = {})
{
    const QString path = u"/qps/rest/3.0/"_s + verb + "/was/wasscan"_L1;
    return id ? path + u'/' + id.toString() : path;
}

} // namespace

Ticket Scans::search(const Criteria &criteria, Search::PageHandler onPage, Search::DoneHandler onDone,
                     Priority priority)
{
    return Search::start(m_client,
                         [criteria, priority](qint64 cursor) {
                             return HttpRequest{.path = pathOf("search"_L1),
                                                .body = qps::searchRequest(cursor, pageSize, criteria),
                                                .priority = priority};
                         },
                         &qps::readScans, std::move(onPage), std::move(onDone),
                         {.rows = 1'000'000, .pageSize = pageSize});
}

Ticket Scans::count(const Criteria &criteria, CountHandler done, Priority priority)
{
    return m_client.send<qint64>(
        {.path = pathOf("count"_L1), .body = qps::countRequest(criteria), .priority = priority},
        readerOf(&qps::readCount),
        [done = std::move(done)](const Result<qint64> &count, const Exchange &) { done(count); });
}

Ticket Scans::get(WasScanId id, ScanHandler done)
{
    return m_client.send<Page>(
        {.path = pathOf("get"_L1, id)}, readerOf(&qps::readScans),
        [done = std::move(done), id](const Result<Page> &page, const Exchange &) { done(recordOf(page, id)); });
}

Ticket Scans::status(WasScanId id, StateHandler done, Priority priority)
{
    return m_client.send<Page>({.path = pathOf("status"_L1, id), .priority = priority}, readerOf(&qps::readScans),
                               [done = std::move(done), id](const Result<Page> &page, const Exchange &) {
                                   done(recordOf(page, id).map([](const WasScan &scan) { return scan.state; }));
                               });
}

Ticket Scans::find(const QList<WasScanId> &ids, Priority priority, ScansHandler done)
{
    const auto requestFor = [priority](const QList<WasScanId> &some) {
        return qps::WasScanIds::of(some).map([&](const qps::WasScanIds &named) {
            return HttpRequest{.path = pathOf("search"_L1),
                               .body = qps::searchRequest({named.criterion()}, pageSize),
                               .priority = priority};
        });
    };
    return FindById<WasScan>::start(m_client, ids, qps::WasScanIds::most, requestFor, &qps::readScans, std::move(done));
}

Ticket Scans::download(WasScanId id, std::function<void(const Result<QByteArray> &)> done)
{
    return m_client.send<QByteArray>(
        {.path = pathOf("download"_L1, id), .totalDeadline = downloadDeadline}, readerOf(&qps::readScanDownload),
        [done = std::move(done)](const Result<QByteArray> &bytes, const Exchange &) { done(bytes); });
}

Ticket Scans::results(WasScanId id, std::function<void(const Result<ScanResults> &)> done)
{
    return m_client.send<ScanResults>(
        {.path = pathOf("download"_L1, id), .totalDeadline = downloadDeadline}, readerOf(&qps::readScanResults),
        [done = std::move(done)](const Result<ScanResults> &results, const Exchange &) { done(results); });
}

Result<HttpRequest> Scans::composeScanLaunch(const ScanLaunch &launch)
{
    return qps::scanLaunchRequest(launch).map(
        [](const QByteArray &body) { return writing(pathOf("launch"_L1), body); });
}

Result<HttpRequest> Scans::composeScanLaunchMany(const MultiLaunch &launch)
{
    return qps::scanLaunchRequest(launch).map(
        [](const QByteArray &body) { return writing(pathOf("launch"_L1), body); });
}

Result<HttpRequest> Scans::composeScanCancel(WasScanId id, ScanCancel how)
{
    return qps::WasScanIds::of({id}).map([how](const qps::WasScanIds &one) {
        return writing(pathOf("cancel"_L1, one.first()), qps::scanCancelRequest(how == ScanCancel::KeepResults));
    });
}

Result<HttpRequest> Scans::composeScanAgain(WasScanId id, const QString &name, AgainPath path)
{
    return qps::WasScanIds::of({id}).map([&](const qps::WasScanIds &one) {
        return writing((path == AgainPath::Scan ? againOtherPath : againPath) + one.first().toString(),
                       qps::scanAgainRequest(name));
    });
}

Result<HttpRequest> Scans::composeScanDelete(const QList<WasScanId> &ids)
{
    return qps::WasScanIds::of(ids).map([](const qps::WasScanIds &some) {
        return writing(pathOf("delete"_L1, some.isOne() ? some.first() : WasScanId()), qps::scanDeleteRequest(some));
    });
}

Ticket Scans::write(HttpRequest request, HttpClient::Handler<qps::Acknowledged> done)
{
    return writeAndAsk<WasScan>(m_client, std::move(request), pathOf("search"_L1), &qps::readScans, std::move(done));
}

WasScanId Scans::scanDoneAgain(const HttpRequest &request)
{
    for (const QString &path : {againPath, againOtherPath})
        if (request.path.startsWith(path))
            return {request.path.mid(path.size()).toLongLong()};
    return {};
}
