// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "waswire.h"

#include "domain/scanfields.h"
#include "domain/webappfields.h"

#include <QRegularExpression>

#include <pugixml.hpp>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString textOf(pugi::xml_node node)
{
    return QString::fromUtf8(node.child_value());
}

QByteArray element(const char *name, const QString &text)
{
    return '<' + QByteArray(name) + "><![CDATA[" + text.toUtf8() + "]]></" + name + '>';
}

QByteArray tagList(const char *name, const QList<qint64> &ids)
{
    QByteArray xml = '<' + QByteArray(name) + "><count>" + QByteArray::number(ids.size()) + "</count>";
    if (!ids.isEmpty())
        xml += "<list>";
    for (const qint64 id : ids)
        xml += "<Tag><id>" + QByteArray::number(id) + "</id><name>tag</name></Tag>";
    return xml + (ids.isEmpty() ? "" : "</list>") + "</" + name + '>';
}

RawAnswer success(const QByteArray &records, qsizetype count)
{
    return RawAnswer::of(200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ServiceResponse><responseCode>SUCCESS"
                              "</responseCode><count>" +
                                  QByteArray::number(count) + "</count><hasMoreRecords>false</hasMoreRecords><data>" +
                                  records + "</data></ServiceResponse>");
}

RawAnswer named(const char *what, qint64 id)
{
    return success('<' + QByteArray(what) + "><id>" + QByteArray::number(id) + "</id></" + what + '>', 1);
}

RawAnswer refusal(const char *code, const char *message)
{
    return RawAnswer::of(200, QByteArray("<ServiceResponse><responseCode>") + code +
                                  "</responseCode><responseErrorDetails><errorMessage>" + message +
                                  "</errorMessage></responseErrorDetails></ServiceResponse>");
}

QString criterion(const QByteArray &body, const QString &field, const QString &op)
{
    const QRegularExpression pattern(u"field=\"%1\" operator=\"%2\">([^<]*)<"_s.arg(field, op));
    return pattern.match(QString::fromUtf8(body)).captured(1);
}

/// Whether a search asks for a record of this id.
bool asksFor(const QByteArray &body, qint64 id)
{
    const QString in = criterion(body, u"id"_s, u"IN"_s);
    return (in.isEmpty() || in.split(u',').contains(QString::number(id))) &&
           id > criterion(body, u"id"_s, u"GREATER"_s).toLongLong();
}

/// What the verbs of a list make of ids.
void applyTags(pugi::xml_node list, QList<qint64> &ids)
{
    const auto idOf = [](pugi::xml_node tag) { return textOf(tag.child("id")).toLongLong(); };
    if (const pugi::xml_node set = list.child("set")) {
        ids.clear();
        for (const pugi::xml_node tag : set)
            ids << idOf(tag);
    }
    for (const pugi::xml_node tag : list.child("add"))
        ids << idOf(tag);
    for (const pugi::xml_node tag : list.child("remove"))
        ids.removeAll(idOf(tag));
}

void applyData(pugi::xml_node data, WasWorld::App &app)
{
    if (data.child("name"))
        app.name = textOf(data.child("name"));
    if (data.child("url"))
        app.url = textOf(data.child("url"));
    if (const pugi::xml_node scanner = data.child("defaultScanner")) {
        app.scanner = textOf(scanner.child("type"));
        app.appliance = textOf(scanner.child("friendlyName"));
        app.pool.clear();
    }
    applyTags(data.child("defaultScannerTags"), app.pool);
    applyTags(data.child("tags"), app.tags);
    if (data.child("scannerLocked"))
        app.locked = textOf(data.child("scannerLocked")) == "true"_L1;
    for (const char *name : {"urlBlacklist", "urlExcludelist"})
        if (const pugi::xml_node set = data.child(name).child("set")) {
            app.excluded.clear();
            for (const pugi::xml_node entry : set)
                app.excluded << textOf(entry);
        }
}

pugi::xml_node dataIn(pugi::xml_document &document, const QByteArray &body)
{
    document.load_buffer(body.constData(), std::size_t(body.size()));
    return document.child("ServiceRequest").child("data").first_child();
}

} // namespace

RawServer::Script WasWorld::script()
{
    return [this](const RawRequest &request) {
        const QMutexLocker lock(&m_lock);
        return request.target == "/probe" ? RawAnswer::of(200, "") : answer(request);
    };
}

qint64 WasWorld::add(const App &app)
{
    const QMutexLocker lock(&m_lock);
    m_apps.insert(++m_nextId, app);
    return m_nextId;
}

qint64 WasWorld::add(const Scan &scan)
{
    const QMutexLocker lock(&m_lock);
    m_scans.insert(++m_nextId, scan);
    return m_nextId;
}

WasWorld::App WasWorld::app(qint64 id)
{
    const QMutexLocker lock(&m_lock);
    return m_apps.value(id);
}

WasWorld::Scan WasWorld::scan(qint64 id)
{
    const QMutexLocker lock(&m_lock);
    return m_scans.value(id);
}

QList<qint64> WasWorld::scanIds()
{
    const QMutexLocker lock(&m_lock);
    return m_scans.keys();
}

QList<qint64> WasWorld::appIds()
{
    const QMutexLocker lock(&m_lock);
    return m_apps.keys();
}

void WasWorld::change(qint64 id, const std::function<void(App &)> &how)
{
    const QMutexLocker lock(&m_lock);
    how(m_apps[id]);
}

void WasWorld::change(qint64 id, const std::function<void(Scan &)> &how)
{
    const QMutexLocker lock(&m_lock);
    how(m_scans[id]);
}

void WasWorld::setRules(const Rules &rules)
{
    const QMutexLocker lock(&m_lock);
    m_rules = rules;
}

RawAnswer WasWorld::answer(const RawRequest &request)
{
    if (request.target == "/qps/rest/3.0/count/was/finding") {
        const qint64 app = criterion(request.body, u"webApp.id"_s, u"EQUALS"_s).toLongLong();
        return success({}, m_apps.value(app).findings);
    }
    static const QRegularExpression path(u"^/qps/rest/3.0/(\\w+)/was/(webapp|wasscan)(?:/(\\d+))?$"_s);
    QString target = QString::fromLatin1(request.target);
    if (m_rules.otherAgainPath && target.contains("/scanagain/"_L1)) {
        if (!target.contains("/was/scan/"_L1))
            return refusal("INVALID_URL", "no such path");
        target.replace("/was/scan/"_L1, "/was/wasscan/"_L1);
    }
    const QRegularExpressionMatch match = path.match(target);
    if (!match.hasMatch())
        return refusal("INVALID_URL", "no such path");
    const qint64 id = match.captured(3).toLongLong();
    return match.captured(2) == "webapp"_L1 ? answerApps(match.captured(1), id, request.body)
                                            : answerScans(match.captured(1), id, request.body);
}

RawAnswer WasWorld::answerApps(const QString &verb, qint64 id, const QByteArray &body)
{
    if (verb == "search"_L1) {
        QByteArray rows;
        qsizetype count = 0;
        for (auto it = m_apps.cbegin(); it != m_apps.cend(); ++it)
            if (!it->unlisted && asksFor(body, it.key())) {
                rows += "<WebApp><id>" + QByteArray::number(it.key()) + "</id>" + element("name", it->name) +
                        element("url", it->url) + tagList("tags", it->tags) + "</WebApp>";
                ++count;
            }
        return success(rows, count);
    }
    if (verb == "create"_L1) {
        const qint64 made = makeApp(body);
        return success(wholeApp(made), 1);
    }
    if (id > 0 && id == m_rules.loses && verb != "get"_L1)
        m_apps.remove(id);
    if (!m_apps.contains(id))
        return refusal("INVALID_REQUEST", "Object was not found.");
    if (verb == "get"_L1)
        return success(wholeApp(id), 1);
    if (verb == "delete"_L1)
        m_apps.remove(id);
    else if (verb == "purge"_L1 && !m_rules.ignoresPurge)
        m_apps[id].findings = 0;
    else if (verb == "update"_L1)
        return update(id, body);
    return named("WebApp", id);
}

RawAnswer WasWorld::update(qint64 id, const QByteArray &body)
{
    pugi::xml_document document;
    const pugi::xml_node data = dataIn(document, body);
    if (data.child("url") && m_rules.refusesUrl)
        return refusal("UNAUTHORIZED", "You may not.");
    const bool scanner =
        data.child("defaultScanner") || data.child("defaultScannerTags") || data.child("scannerLocked");
    if (!scanner || !m_rules.ignoresScanner)
        applyData(data, m_apps[id]);
    return named("WebApp", id);
}

RawAnswer WasWorld::answerScans(const QString &verb, qint64 id, const QByteArray &body)
{
    if (verb == "search"_L1) {
        QByteArray rows;
        qsizetype count = 0;
        const QDateTime since = QDateTime::fromString(criterion(body, u"launchedDate"_s, u"GREATER"_s), Qt::ISODate);
        for (auto it = m_scans.cbegin(); it != m_scans.cend(); ++it)
            if (asksFor(body, it.key()) && (!since.isValid() || it->launched > since)) {
                rows += scanRow(it.key());
                ++count;
            }
        return success(rows, count);
    }
    if (verb == "launch"_L1)
        return m_rules.launchRefusal.isEmpty() ? named("WasScan", makeScan(body, 0))
                                               : RawAnswer::of(200, m_rules.launchRefusal);
    if (!m_scans.contains(id))
        return refusal("INVALID_REQUEST", "Object was not found.");
    if (verb == "scanagain"_L1) {
        const qint64 made = makeScan(body, id);
        return named("WasScan", m_rules.namesOldScan ? id : made);
    }
    if (verb == "cancel"_L1)
        m_scans[id].status = u"CANCELED"_s;
    else if (verb == "delete"_L1)
        m_scans.remove(id);
    return named("WasScan", id);
}

QByteArray WasWorld::wholeApp(qint64 id) const
{
    const App app = m_apps.value(id);
    const char *list = app.newNames ? "urlExcludelist" : "urlBlacklist";
    QByteArray entries;
    for (const QString &text : app.excluded)
        entries += "<UrlEntry regex=\"false\">" + text.toUtf8() + "</UrlEntry>";
    if (!entries.isEmpty())
        entries = "<list>" + entries + "</list>";
    return "<WebApp><id>" + QByteArray::number(id) + "</id>" + element("name", app.name) + element("url", app.url) +
           "<defaultScanner><type>" + app.scanner.toLatin1() + "</type>" + element("friendlyName", app.appliance) +
           "</defaultScanner>" + tagList("defaultScannerTags", app.pool) + "<scannerLocked>" +
           (app.locked ? "true" : "false") + "</scannerLocked>" + tagList("tags", app.tags) + '<' + list + '>' +
           entries + "</" + list + "></WebApp>";
}

QByteArray WasWorld::scanRow(qint64 id) const
{
    const Scan scan = m_scans.value(id);
    return "<WasScan><id>" + QByteArray::number(id) + "</id>" + element("name", scan.name) + "<type>" +
           scan.type.toLatin1() + "</type><target><webApp><id>" + QByteArray::number(scan.app) +
           "</id></webApp></target><launchedDate>" + scan.launched.toUTC().toString(Qt::ISODate).toLatin1() +
           "</launchedDate><status>" + scan.status.toLatin1() + "</status></WasScan>";
}

qint64 WasWorld::makeApp(const QByteArray &body)
{
    pugi::xml_document document;
    App app;
    applyData(dataIn(document, body), app);
    m_apps.insert(++m_nextId, app);
    return m_nextId;
}

qint64 WasWorld::makeScan(const QByteArray &body, qint64 again)
{
    pugi::xml_document document;
    const pugi::xml_node data = dataIn(document, body);
    Scan scan = m_scans.value(again);
    scan.name = textOf(data.child("name"));
    if (!again) {
        scan.type = textOf(data.child("type"));
        scan.app = textOf(data.child("target").child("webApp").child("id")).toLongLong();
    }
    scan.status = u"SUBMITTED"_s;
    scan.launched = QDateTime::currentDateTimeUtc();
    scan.again = again;
    m_scans.insert(++m_nextId, scan);
    return m_nextId;
}

WasSession::WasSession()
    : server(world.script())
    , proxy(server.port())
    , journal(folder.filePath(u"data/journal.db"_s))
{
    RetryPolicy policy;
    policy.pauses = {1ms, 1ms, 1ms};
    policy.random = [] { return 0.0; };
    client = std::make_unique<HttpClient>(Server{proxy.url(), {}}, policy);
    client->setCredentials(SecretBuffer::basicHeader(u"aldrg_jo2", SecretBuffer(QByteArrayView("secret"))));
    const Ticket probe = client->probe<int>(
        {.path = u"/probe"_s}, [](const HttpReply &) -> Result<int> { return 1; },
        [](const Result<int> &, const Exchange &) {});
    const bool signedIn = waitUntil([this] { return client->access() == HttpClient::Access::Ok; });
    const auto opened = answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); });
    if (!signedIn || !opened)
        qFatal("no session");
    ports = std::make_unique<SubscriptionPorts>(*client);
}

Change WasSession::update(qint64 app, const QJsonObject &desired)
{
    Ticket ticket;
    const auto known = answerOf<QHash<qint64, Observed>>([&](auto done) {
        ticket = ports->portFor(ObjectType::WebApp)
                     .read({app}, HttpRequest::Priority::Interactive,
                           [done](const Result<QHash<qint64, Observed>> &found, const Exchange &) { done(found); });
    });
    if (!known || !known->contains(app))
        qFatal("no such web app");
    Change change;
    change.type = ObjectType::WebApp;
    change.object = app;
    change.label = known->value(app).label;
    change.before = known->value(app).fields;
    change.desired = desired;
    return change;
}

Change WasSession::create(const QJsonObject &desired, ObjectType type)
{
    static qint64 placeholder = 0;
    Change change;
    change.type = type;
    change.operation = Operation::Create;
    change.object = --placeholder;
    change.label = desired.value("name"_L1).toString();
    change.desired = desired;
    return change;
}

Change WasSession::onScan(qint64 scan, Operation operation, const QJsonObject &desired)
{
    const WasWorld::Scan known = world.scan(scan);
    Change change;
    change.type = ObjectType::Scan;
    change.operation = operation;
    change.object = scan;
    change.label = known.name;
    change.before = scanToFields({.id = {scan},
                                  .name = known.name,
                                  .type = known.type,
                                  .app = {{known.app}, {}},
                                  .state = {.status = known.status, .consolidated = {}, .result = {}}});
    change.desired = desired;
    return change;
}

void WasSession::apply(const QList<Change> &changes)
{
    Plan plan;
    plan.subscription = u"world"_s;
    plan.actor = u"ada"_s;
    plan.changes = splitByRequest(changes);
    plan.createdUtc = QDateTime::currentDateTimeUtc();
    plan.digest = planDigest(plan);
    RunPace pace;
    pace.lookAgain = {1ms, 1ms, 1ms, 1ms};
    pace.throttledFallback = 1ms;
    run = std::make_unique<ApplyRun>(plan, *ports, journal, pace);
    run->start();
}

bool WasSession::settles() const
{
    return waitUntil([this] { return run->isFinished() || run->pauseReason() != ApplyRun::Pause::None; });
}

void WasSession::crash()
{
    const PlanId plan = run->plan().id;
    run.reset();
    ports = std::make_unique<SubscriptionPorts>(*client); // what a port had learnt is forgotten too
    const auto left = answerOf<QList<Plan>>([&](auto done) { journal.unfinished(u"world"_s, done); });
    RunPace pace;
    pace.lookAgain = {1ms, 1ms, 1ms, 1ms};
    for (const Plan &found : left.value_or(QList<Plan>()))
        if (found.id == plan)
            run = std::make_unique<ApplyRun>(found, *ports, journal, pace);
    if (!run)
        qFatal("the plan is not in the journal");
    run->start();
}

QList<RawRequest> WasSession::sent(const QByteArray &verb) const
{
    QList<RawRequest> requests = server.requests();
    requests.removeIf([&](const RawRequest &request) { return !request.target.contains(verb); });
    return requests;
}

QByteArray WasSession::journaled(qsizetype place)
{
    const auto attempts =
        answerOf<QList<AttemptRecord>>([&](auto done) { journal.attemptsOf(change(place).id, done); });
    return attempts && !attempts->isEmpty() ? attempts->last().attempt.bodyRedacted : QByteArray();
}
