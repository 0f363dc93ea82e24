// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/scanport.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QHash<qint64, Observed> byId(const QList<WasScan> &scans)
{
    QHash<qint64, Observed> observed;
    observed.reserve(scans.size());
    for (const WasScan &scan : scans)
        observed.insert(scan.id.value, observedScan(scan));
    return observed;
}

Failure againstTheRules(const char *why)
{
    return {.kind = Failure::Kind::Rejected, .detail = QCoreApplication::translate("ScanPort", why), .code = u"RULE"_s};
}

} // namespace

Observed observedScan(const WasScan &scan)
{
    return {.id = scan.id.value, .label = scan.name, .fields = scanToFields(scan), .created = scan.launched};
}

Ticket ScanPort::read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done)
{
    QList<WasScanId> wanted;
    for (const qint64 id : ids)
        wanted << WasScanId{id};
    return m_scans.find(wanted, priority,
                        [done = std::move(done)](const Result<QList<WasScan>> &scans, const Exchange &exchange) {
                            done(scans.map(byId), exchange);
                        });
}

Ticket ScanPort::readAll(HttpRequest::Priority priority, ReadHandler done)
{
    const auto all = std::make_shared<QList<WasScan>>();
    return m_scans.search(
        {qps::launchedAfter(QDateTime::currentDateTimeUtc().addDays(-daysLookedBack))},
        [all](const QList<WasScan> &page) { *all += page; },
        [all, done = std::move(done)](const Result<SearchReport> &report) {
            const auto whole = report.and_then([&](const SearchReport &r) -> Result<QHash<qint64, Observed>> {
                if (r.stopped != SearchReport::Stopped::No)
                    return failed(Failure::Kind::Unreadable, u"the list of scans is incomplete"_s);
                return byId(*all);
            });
            done(whole, {});
        },
        priority);
}

Identity ScanPort::identity() const
{
    return {{scanfields::name, scanfields::app}, {scanfields::type}};
}

std::optional<std::pair<ObjectType, qint64>> ScanPort::reliesOn(const Change &change) const
{
    const qint64 app = change.desired.value(scanfields::app).toInteger();
    if (change.operation != Operation::Create || app <= 0)
        return {};
    return std::pair(ObjectType::WebApp, app);
}

/// What was refused as no URL was not done.
bool ScanPort::knowsAnotherWay(const Change &change, const Failure &failure)
{
    const bool isAgain = change.operation == Operation::Create && change.desired.contains(scanfields::again);
    if (!isAgain || failure.code != "INVALID_URL"_L1 || m_againPath == Scans::AgainPath::Scan)
        return false;
    m_againPath = Scans::AgainPath::Scan;
    return true;
}

std::optional<Failure> ScanPort::refusal(const Change &change, const Observed &now) const
{
    const bool isOver = now.fields.value(scanfields::over).toBool();
    if (change.operation == Operation::Update && isOver)
        return againstTheRules(QT_TRANSLATE_NOOP("ScanPort", "The scan is over, so there is nothing to cancel."));
    if (change.operation == Operation::Delete && !isOver)
        return againstTheRules(QT_TRANSLATE_NOOP("ScanPort", "The scan is under way. Cancel it first."));
    return {};
}

Result<HttpRequest> ScanPort::compose(const Change &change, const std::optional<Observed> &now) const
{
    using namespace scanfields;
    const WasScanId id{change.object};
    if (change.operation == Operation::Create) {
        if (change.desired.contains(again))
            return Scans::composeScanAgain({change.desired.value(again).toInteger()},
                                           change.desired.value(name).toString(), m_againPath);
        return Scans::composeScanLaunch(launchFromFields(change.desired));
    }
    if (!now)
        return failed(Failure::Kind::NotFound);
    if (change.operation == Operation::Delete)
        return Scans::composeScanDelete({id});
    const std::optional<ScanCancel> how = fromWire<ScanCancel>(change.desired.value(cancel).toString());
    if (!how || change.desired.size() != 1)
        return failed(Failure::Kind::NotSupported, u"a scan can be canceled and not be changed"_s);
    return Scans::composeScanCancel(id, *how);
}

Ticket ScanPort::send(HttpRequest request, WriteHandler done)
{
    // Documentation shows the old scan's id in the answer of a "scan again"; it is not the new one's.
    const qint64 old = Scans::scanDoneAgain(request).value;
    return m_scans.write(std::move(request), [old, done = std::move(done)](const Result<qps::Acknowledged> &answer,
                                                                           const Exchange &exchange) {
        done(answer.map([old](const qps::Acknowledged &a) {
            return WriteReply{.object = a.id == old ? 0 : a.id, .count = int(a.count), .responseCode = u"SUCCESS"_s};
        }),
             exchange);
    });
}

bool ScanPort::sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const
{
    return sameScanValue(field, a, b);
}

QJsonObject ScanPort::expected(const Change &change, const QJsonObject &) const
{
    return change.operation == Operation::Create ? expectedOfLaunch(change.desired) : change.desired;
}
