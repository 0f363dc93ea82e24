// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/qpsfront.h"

#include "sandbox/agentmodules.h"
#include "sandbox/agentservice.h"
#include "sandbox/appliances.h"
#include "sandbox/classic.h"
#include "sandbox/directory.h"
#include "sandbox/findings.h"
#include "sandbox/hostile.h"
#include "sandbox/keymutation.h"
#include "sandbox/keyservice.h"
#include "sandbox/scanclock.h"
#include "sandbox/scanschedules.h"
#include "sandbox/scanservice.h"
#include "sandbox/subscription.h"
#include "sandbox/waspickers.h"
#include "sandbox/webappmutation.h"
#include "sandbox/webappservice.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

/// `/qps/rest/<version>/<operation>/<module>/<object>[/<id>][/]`
struct QpsPath
{
    bool isValid = false, isPortalVersion = false;
    QString version, operation, module, object;
    qint64 id = 0;
};

QpsPath pathOf(const QString &path)
{
    static const QRegularExpression form(u"^/qps/rest/(\\d+\\.\\d+)/(\\w+)/(\\w+)/(\\w+)(/(\\d{1,18}))?/?$"_s);
    static const QRegularExpression portal(u"^/qps/rest/portal/version/?$"_s);
    if (portal.match(path).hasMatch())
        return {.isValid = true, .isPortalVersion = true};
    const QRegularExpressionMatch match = form.match(path);
    if (!match.hasMatch())
        return {};
    return {.isValid = true,
            .version = match.captured(1),
            .operation = match.captured(2),
            .module = match.captured(3),
            .object = match.captured(4),
            .id = match.captured(6).toLongLong()};
}

struct Service
{
    const char16_t *module, *object, *version;
    Reply (*answer)(const Call &);
};

constexpr auto services = std::to_array<Service>({
    {u"ca", u"agentactkey", u"1.0", &answerKeys},
    {u"am", u"user", u"2.0", &answerUsers},
    {u"am", u"tag", u"2.0", &answerTags},
    {u"am", u"hostasset", u"2.0", &answerHostAssets},
    {u"am", u"asset", u"2.0", &answerAssets},
    {u"ca", u"agentasset", u"1.0", &answerAgentScans},
    {u"ca", u"changeactkey", u"1.0", &answerKeyChanges},
    {u"was", u"webapp", u"3.0", &answerWebApps},
    {u"was", u"wasscan", u"3.0", &answerScans},
    {u"was", u"scan", u"3.0", &answerScansAgain},
    {u"was", u"wasscanschedule", u"3.0", &answerSchedules},
    {u"was", u"finding", u"3.0", &answerFindings},
    {u"was", u"optionprofile", u"3.0", &answerOptionProfiles},
    {u"was", u"webappauthrecord", u"3.0", &answerAuthRecords},
    {u"was", u"dnsoverride", u"3.0", &answerDnsOverrides},
});

const Service *serviceOf(const QpsPath &path)
{
    for (const Service &service : services)
        if (path.module == QStringView(service.module) && path.object == QStringView(service.object))
            return &service;
    return nullptr;
}

/// Reads may be a GET where they need no input. What the service says to another method is not known.
bool takesMethod(const QByteArray &method, const QString &operation)
{
    static const QStringList gets{u"get"_s, u"count"_s, u"status"_s, u"download"_s};
    return method == "POST" || (method == "GET" && gets.contains(operation));
}

Reply portalVersion()
{
    const auto group = [](const QString &name, const QList<std::pair<QString, QString>> &parts) {
        QList<Node> members;
        for (const auto &[part, version] : parts)
            members << Node::text(part + "-VERSION"_L1, version);
        return Node::group(name, members);
    };
    return {.count = 1,
            .data = {group(u"Portal-Version"_s,
                           {{u"PortalApplication"_s, u"3.24.0.0-5 OFFICIAL #902 (2026-04-20T08:00:39Z)"_s},
                            {u"CA"_s, u"3.24.0.0"_s},
                            {u"WAS"_s, u"1.1.0.0-2"_s},
                            {u"FIM"_s, u"4.8.0.0-11"_s},
                            {u"PM"_s, u"3.6.0.0-2"_s},
                            {u"QUESTIONNAIRE__SERVICE"_s, u"2.9.0.0-1"_s}}),
                     group(u"QWeb-Version"_s, {{u"WEB"_s, u"10.37.1.0-2"_s}})},
            .schema = u"version.xsd"_s};
}

/// What is wrong before a service is asked, if anything is.
std::optional<Reply> refusalOf(const QpsPath &path, const Account &account)
{
    if (!path.isValid)
        return refusal::invalidUrl();
    // How portal/version treats people without API access is not known; the text of this refusal speaks for it.
    if (!account.hasApi)
        return refusal::unauthorized();
    if (account.isExpired)
        return refusal::evaluationExpired();
    return std::nullopt;
}

Reply callService(const Front &front, const QpsPath &path, const Account &account)
{
    const Service *service = serviceOf(path);
    if (!service)
        return refusal::unknownObject();
    if (path.version != QStringView(service->version))
        return refusal::invalidApiVersion(path.version, path.object);
    if (!takesMethod(front.request.method, path.operation))
        return refusal::operationNotSupported();
    Checked<ServiceRequest> asked = ServiceRequest();
    const bool was = path.module == "was"_L1;
    if (front.request.method == "POST")
        asked = readServiceRequest(front.request.body, front.request.header("content-type"),
                                   was ? EmptyBody::Allowed : EmptyBody::Refused);
    if (!asked)
        return asked.error();
    if (was && asked->verbose && (path.object != "webapp"_L1 || path.operation != "search"_L1))
        return refusal::invalidXml(u"Invalid content was found starting with element 'verbose'."_s);
    settlePendingModules(front.database, front.now);
    const QDateTime now = was ? scanTime(front.database, front.now) : front.now;
    if (was)
        settleScans(front.database, now, front.scanPace);
    const QString fields = front.request.query().queryItemValue(u"fields"_s, QUrl::FullyDecoded);
    return service->answer({.database = front.database,
                            .faults = front.faults,
                            .operation = path.operation,
                            .object = path.object,
                            .id = path.id,
                            .fields = {fields.split(u',', Qt::SkipEmptyParts)},
                            .account = account,
                            .request = *asked,
                            .now = now,
                            .quirks = front.quirks,
                            .query = front.request.query(),
                            .activationDelay = front.activationDelay,
                            .scanPace = front.scanPace});
}

QList<qint64> recordsIn(const Reply &reply, QLatin1StringView element)
{
    QList<qint64> ids;
    for (const Node &record : reply.data)
        if (const Node *id = record.find(u"id"); id && record.name == element)
            ids << id->value.toLongLong();
    return ids;
}

/// Writes the reply and notes it in the log.
Answer written(const Front &front, Reply reply, const QString &schema, HeaderList headers)
{
    if (reply.schema.isEmpty())
        reply.schema = schema;
    if (front.quirks && reply.status == 404)
        reply.status = 200;
    if (front.log.outcome.isEmpty())
        front.log.outcome = reply.isSuccess() ? u"ok"_s : u"refused"_s;
    front.log.responseCode = reply.code;
    if (reply.object != 0)
        front.log.object = reply.object;
    front.log.applied = reply.applied;
    front.log.affected = reply.affected;
    front.log.agentWrites = reply.agentWrites;
    const Envelope envelope = envelopeFor(front.request, front.quirks);
    distort(reply, front.faults);
    headers.emplace_back("Vary", "Accept-Encoding");
    return {.status = reply.status,
            .contentType = envelope.contentType(),
            .headers = std::move(headers),
            .body = envelope.write(reply)};
}

/// Login and password of a classic call, or the answer that refuses them.
std::optional<Answer> classicRefusal(const Front &front, const std::optional<Credentials> &credentials)
{
    const std::optional<Account> account = credentials ? findAccount(front.database, *credentials) : std::nullopt;
    if (credentials)
        front.log.user = credentials->login;
    if (account && account->hasApi && !account->isExpired)
        return std::nullopt;
    front.log.outcome = credentials && !account ? u"failed-login"_s : u"refused"_s;
    front.log.responseCode = !account ? u"2000"_s : account->isExpired ? u"2001"_s : u"2012"_s;
    if (!account)
        return classic::badLogin(front.now);
    return account->isExpired ? classic::accountExpired(front.now) : classic::noApi(front.now);
}

/// The answer of a limit, or nothing and the headers that any answer then carries.
std::optional<Answer> limitRefusal(const Front &front, HeaderList &headers)
{
    const Limiter::Verdict verdict = front.limiter.take(apiOf(front.request));
    headers = verdict.headers;
    if (verdict.kind == Limiter::Verdict::Kind::Allowed)
        return std::nullopt;
    const bool rate = verdict.kind == Limiter::Verdict::Kind::TooMany;
    front.log.outcome = u"refused"_s;
    front.log.responseCode = rate ? u"1965"_s : u"1960"_s;
    return rate ? classic::rateRefused(front.now, QByteArray::number(verdict.toWait), verdict.headers)
                : classic::concurrencyRefused(front.now, verdict.toFinish, verdict.headers);
}

} // namespace

Envelope sandbox::envelopeFor(const Request &request, bool quirks)
{
    const QByteArray accept = request.header("accept").toLower();
    const qsizetype json = accept.indexOf("json"), xml = accept.indexOf("xml");
    return {.json = json >= 0 && (xml < 0 || json < xml), .loneItems = quirks, .padsCdata = quirks};
}

QString sandbox::apiOf(const Request &request)
{
    const QpsPath path = pathOf(request.path());
    return path.operation.isEmpty() ? request.path() : QStringList{path.operation, path.module, path.object}.join(u'/');
}

qint64 sandbox::objectOf(const Request &request)
{
    return pathOf(request.path()).id;
}

bool sandbox::meansToWrite(const Request &request)
{
    const QString operation = pathOf(request.path()).operation;
    static const QStringList writes{u"create"_s,     u"update"_s,    u"delete"_s, u"activate"_s,
                                    u"deactivate"_s, u"uninstall"_s, u"ods"_s,    u"cak"_s,
                                    u"purge"_s,      u"launch"_s,    u"cancel"_s, u"scanagain"_s};
    return writes.contains(operation);
}

Answer sandbox::answerQps(const Front &front)
{
    // Recorded refusals of a sign-in name this schema whatever was called.
    const QString signInSchema = u"2.0/am/hostasset.xsd"_s;
    const std::optional<Credentials> credentials = basicCredentials(front.request.header("authorization"));
    if (!credentials)
        return written(front, refusal::credentialsNeeded(), signInSchema, {});
    const std::optional<Account> account = findAccount(front.database, *credentials);
    if (!account) {
        front.log.outcome = u"failed-login"_s;
        return written(front, refusal::invalidCredentials(), signInSchema, {});
    }

    const QpsPath path = pathOf(front.request.path());
    const QString schema = path.version + u'/' + path.module + u'/' + path.object + u".xsd"_s;
    HeaderList headers;
    // Recordings have it also when something else is refused, but not for a wrong address and not on portal/version.
    if (path.isValid && !path.isPortalVersion)
        headers.emplace_back("X-Powered-By", QByteArray("Qualys:") + subscription::pod + ':' +
                                                 subscription::customerUuid + ':' + account->uuid.toLatin1());
    if (const std::optional<Reply> refused = refusalOf(path, *account))
        return written(front, *refused, path.isValid ? schema : signInSchema, headers);
    HeaderList limits;
    if (const std::optional<Answer> refused = limitRefusal(front, limits))
        return *refused;
    headers.insert(headers.end(), limits.begin(), limits.end());
    if (path.isPortalVersion)
        return written(front, portalVersion(), schema, headers);

    const Reply reply = callService(front, path, *account);
    if (const FaultRule *mutation = front.faults.find(FaultKind::MutateBetween)) {
        mutateKeys(front.database, mutation->argument, recordsIn(reply, "AgentActKey"_L1));
        mutateWebApps(front.database, mutation->argument, recordsIn(reply, "WebApp"_L1));
    }
    if (reply.isSuccess())
        headers.emplace_back("evaluation", "false");
    return written(front, reply, schema, headers);
}

Answer sandbox::answerAbout(const Front &front)
{
    if (const auto refused = classicRefusal(front, basicCredentials(front.request.header("authorization"))))
        return *refused;
    HeaderList headers;
    if (const std::optional<Answer> refused = limitRefusal(front, headers))
        return *refused;
    front.log.outcome = u"ok"_s;
    Answer answer = classic::about();
    answer.headers = headers;
    return answer;
}

Answer sandbox::answerAppliances(const Front &front)
{
    const std::optional<Credentials> credentials = basicCredentials(front.request.header("authorization"));
    if (const auto refused = classicRefusal(front, credentials))
        return *refused;
    HeaderList headers;
    if (const std::optional<Answer> refused = limitRefusal(front, headers))
        return *refused;
    front.log.outcome = u"refused"_s;
    const auto refusedWith = [&](int code, Answer answer) {
        front.log.responseCode = QString::number(code);
        answer.headers = headers;
        return answer;
    };
    if (front.request.header("x-requested-with").isEmpty())
        return refusedWith(1903, classic::missingParameter(front.now, u"X-Requested-With"_s));
    if (!findAccount(front.database, *credentials)->seesAppliances)
        return refusedWith(2012, classic::noAppliances(front.now));
    const bool form = front.request.method == "POST";
    const QUrlQuery parameters = form ? QUrlQuery(QString::fromUtf8(front.request.body)) : front.request.query();
    ApplianceQuery query;
    if (const auto problem = readApplianceQuery(parameters, query))
        return refusedWith(problem->code,
                           classic::badParameter(front.now, problem->code, problem->parameter, problem->value));
    const QDateTime now = scanTime(front.database, front.now);
    settleScans(front.database, now, front.scanPace);
    front.log.outcome = u"ok"_s;
    return {
        .contentType = "text/xml;charset=UTF-8", .headers = headers, .body = applianceList(front.database, query, now)};
}

Answer sandbox::answerSession(const Front &front)
{
    front.log.outcome = u"refused"_s;
    if (front.request.header("x-requested-with").isEmpty()) {
        front.log.responseCode = u"1903"_s;
        return classic::missingParameter(front.now, u"X-Requested-With"_s);
    }
    const QString action = classic::formField(front.request.body, "action");
    if (action == "logout"_L1) {
        front.log.outcome = u"ok"_s;
        return classic::loggedOut(front.now);
    }
    if (action != "login"_L1) {
        front.log.responseCode = u"1905"_s;
        return classic::badAction(front.now, action);
    }
    const Credentials credentials{classic::formField(front.request.body, "username"),
                                  classic::formField(front.request.body, "password")};
    if (const auto refused = classicRefusal(front, credentials))
        return *refused;
    front.log.outcome = u"ok"_s;
    return classic::loggedIn(front.now);
}

Answer sandbox::answerToken(const Front &front)
{
    const Credentials credentials{classic::formField(front.request.body, "username"),
                                  classic::formField(front.request.body, "password")};
    front.log.user = credentials.login;
    const std::optional<Account> account = findAccount(front.database, credentials);
    front.log.outcome = account ? u"ok"_s : u"failed-login"_s;
    return account ? classic::token(account->login, front.now) : classic::tokenRefused();
}
