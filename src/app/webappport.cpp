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
    case WebAppPart::Rest:
        break;
    }
    return webAppEditOf(now, change.desired, listNames).and_then([&](const WebAppEdit &edit) {
        return WebApps::composeWebAppEdit(id, edit);
    });
}

} // namespace

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
    return m_apps.find(
        wanted, priority,
        [this, ids, done = std::move(done)](const Result<QList<WebApp>> &apps, const Exchange &exchange) {
            if (apps) {
                for (const qint64 id : ids)
                    m_seen.remove(id);
                for (const WebApp &app : *apps)
                    m_seen.insert(app.id.value, app);
            }
            done(apps.map(byId), exchange);
        });
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

bool WebAppPort::sameValue(const QString &, const QJsonValue &a, const QJsonValue &b) const
{
    return sameWebAppValue(a, b);
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
