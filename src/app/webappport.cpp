// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/webappport.h"

#include "domain/webappfields.h"
#include "domain/webapprules.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QHash<qint64, Observed> byId(const QList<WebApp> &apps)
{
    QHash<qint64, Observed> observed;
    observed.reserve(apps.size());
    for (const WebApp &app : apps)
        observed.insert(app.id.value, observedWebApp(app));
    return observed;
}

Failure againstTheRules(const WebAppProblem &problem)
{
    return {.kind = Failure::Kind::Rejected,
            .detail = QCoreApplication::translate("WebAppRules", explanationOf(problem.kind)),
            .code = u"RULE"_s};
}

Result<HttpRequest> composeUpdate(const Change &change, const QJsonObject &now, CrawlListNames listNames)
{
    const WebAppId id{change.object};
    const std::optional<WebAppPart> part = webAppPartOf(change.desired);
    if (!part)
        return failed(Failure::Kind::NotSupported, u"the parts of a web app travel in requests of their own"_s);
    switch (*part) {
    case WebAppPart::Url:
        return WebApps::composeWebAppUrl(id, change.desired.value(webappfields::url).toString());
    case WebAppPart::Scanner:
        return scannerEditOf(change.desired).and_then([&](const ScannerEdit &edit) {
            return WebApps::composeWebAppScanner(id, edit);
        });
    case WebAppPart::Purge:
        if (change.desired.value(webappfields::findings) != QJsonValue(0))
            return failed(Failure::Kind::NotSupported, u"findings can all be purged and nothing else"_s);
        return WebApps::composeWebAppPurge({id});
    case WebAppPart::Rest:
        break;
    }
    return webAppEditOf(now, change.desired, listNames).and_then([&](const WebAppEdit &edit) {
        return WebApps::composeWebAppEdit(id, edit);
    });
}

} // namespace

/// The findings of some apps, one after the other, once the apps themselves are read.
struct WebAppPort::Counting : std::enable_shared_from_this<Counting>
{
    WebApps &apps;
    HttpRequest::Priority priority;
    ReadHandler done;
    QList<qint64> open = {};
    QHash<qint64, Observed> found = {};
    Ticket current = {};

    Counting(WebApps &a, HttpRequest::Priority p, ReadHandler d)
        : apps(a)
        , priority(p)
        , done(std::move(d))
    {
    }

    void countNext(const Exchange &last)
    {
        const auto self = shared_from_this(); // the handler may let go of the ticket
        if (open.isEmpty())
            return done(found, last);
        const qint64 id = open.takeFirst();
        current = apps.countFindings({id}, priority, [this, id](const Result<qint64> &count, const Exchange &exchange) {
            const auto alive = shared_from_this();
            if (!count)
                return done(tl::unexpected(count.error()), exchange);
            found[id].fields.insert(webappfields::findings, *count);
            countNext(exchange);
        });
    }
};

Observed observedWebApp(const WebApp &app)
{
    return {.id = app.id.value,
            .label = app.name,
            .fields = webAppToFields(app),
            .created = app.created,
            .whole = app.isWhole};
}

Ticket WebAppPort::read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done)
{
    QList<WebAppId> wanted;
    for (const qint64 id : ids)
        wanted << WebAppId{id};
    const auto counting = std::make_shared<Counting>(m_apps, priority, std::move(done));
    const QSet<qint64> toCount = std::exchange(m_toCount, {});
    counting->current = m_apps.find(
        wanted, priority,
        [this, ids, toCount, counting = counting.get()](const Result<QList<WebApp>> &apps, const Exchange &exchange) {
            if (!apps)
                return counting->done(tl::unexpected(apps.error()), exchange);
            for (const qint64 id : ids)
                m_seen.remove(id);
            for (const WebApp &app : *apps) {
                m_seen.insert(app.id.value, app);
                if (toCount.contains(app.id.value))
                    counting->open << app.id.value;
            }
            counting->found = byId(*apps);
            counting->countNext(exchange);
        });
    return Ticket([counting] { counting->current.letGo(); });
}

void WebAppPort::willCompare(const Change &change)
{
    if (change.desired.contains(webappfields::findings))
        m_toCount << change.object;
}

Ticket WebAppPort::readAll(HttpRequest::Priority priority, ReadHandler done)
{
    const auto all = std::make_shared<QList<WebApp>>();
    return m_apps.search(
        {}, [all](const QList<WebApp> &page) { *all += page; },
        [all, done = std::move(done)](const Result<SearchReport> &report) {
            const auto whole = report.and_then([&](const SearchReport &r) -> Result<QHash<qint64, Observed>> {
                if (r.stopped != SearchReport::Stopped::No)
                    return failed(Failure::Kind::Unreadable, u"the list of web apps is incomplete"_s);
                return byId(*all);
            });
            done(whole, {});
        },
        priority);
}

Identity WebAppPort::identity() const
{
    return {{webappfields::name}, {webappfields::url}};
}

std::optional<Failure> WebAppPort::refusal(const Change &change, const Observed &now) const
{
    const auto app = m_seen.constFind(now.id);
    if (change.operation != Operation::Update || app == m_seen.constEnd())
        return {};
    const QList<WebAppProblem> problems = checkWebAppEdit(*app, change.desired);
    return problems.isEmpty() ? std::nullopt : std::optional(againstTheRules(problems.first()));
}

Result<HttpRequest> WebAppPort::compose(const Change &change, const std::optional<Observed> &now) const
{
    if (change.operation == Operation::Create) {
        if (const QList<WebAppProblem> problems = checkNewWebApp(change.desired); !problems.isEmpty())
            return tl::unexpected(againstTheRules(problems.first()));
        return newWebAppOf(change.desired).and_then(&WebApps::composeWebAppCreate);
    }
    if (!now)
        return failed(Failure::Kind::NotFound);
    if (change.operation == Operation::Delete)
        return WebApps::composeWebAppDelete({WebAppId{change.object}},
                                            change.desired.value(webappfields::removeFromSubscription).toBool());
    return composeUpdate(change, now->fields, m_seen.value(change.object).listNames);
}

Ticket WebAppPort::send(HttpRequest request, WriteHandler done)
{
    return m_apps.write(std::move(request),
                        [done = std::move(done)](const Result<qps::Acknowledged> &answer, const Exchange &exchange) {
                            done(answer.map([](const qps::Acknowledged &a) {
                                return WriteReply{.object = a.id, .count = int(a.count), .responseCode = u"SUCCESS"_s};
                            }),
                                 exchange);
                        });
}

bool WebAppPort::sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const
{
    return sameWebAppValue(field, a, b);
}

QJsonObject WebAppPort::expected(const Change &change, const QJsonObject &) const
{
    QJsonObject fields = change.desired;
    for (const QLatin1StringView instruction : {webappfields::reactivate, webappfields::removeFromSubscription})
        fields.remove(instruction);
    if (fields.value(webappfields::owner).toInteger() == 0)
        fields.remove(webappfields::owner); // the service's choice
    return fields;
}

QByteArray WebAppPort::redacted(const QByteArray &body) const
{
    return qps::redactWebApps(body);
}
