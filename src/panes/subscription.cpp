// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/subscription.h"

#include "domain/keyfields.h"
#include "panes/words.h"
#include "qps/portalversion.h"
#include "qps/readable.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

Subscription::Subscription(SubscriptionIdentity who, std::unique_ptr<HttpClient> client, const PortMaker &makePort,
                           Journal &journal, RunPace pace, std::unique_ptr<AgentStore> kept,
                           std::unique_ptr<WebAppStore> keptWebApps, QObject *parent)
    : QObject(parent)
    , identity(std::move(who))
    , keys(*client)
    , keyList(keys)
    , agents(*client)
    , agentList(agents, std::move(kept))
    , scans(*client)
    , scanList(scans)
    , wasPickers(*client)
    , webApps(*client)
    , webAppList(webApps, scanList, std::move(keptWebApps))
    , m_client(std::move(client))
    , m_journal(journal)
    , m_port(makePort(*m_client))
    , m_runs(std::make_unique<RunCenter>(identity.fingerprint, *m_port, journal, std::move(pace)))
    , m_directory(*m_client)
{
    // Edits that are not in a plan yet survive the program's end; saving waits for a pause in the typing.
    m_saveStaged.setSingleShot(true);
    m_saveStaged.setInterval(500);
    connect(&staging, &StagingArea::changed, &m_saveStaged, qOverload<>(&QTimer::start));
    connect(&m_saveStaged, &QTimer::timeout, this, &Subscription::saveStaged);
    // What went into a plan must not come back as an edit if the program dies now.
    connect(&staging, &StagingArea::taken, this, &Subscription::saveStaged);
    // While nothing can be reached, one small request now and then finds out when that ends.
    m_reach.setSingleShot(true);
    m_reach.setInterval(std::chrono::seconds(30));
    connect(&m_reach, &QTimer::timeout, this, &Subscription::tryConnection);
    connect(m_client.get(), &HttpClient::offlineChanged, this, &Subscription::onOffline);
    connect(m_client.get(), &HttpClient::accessChanged, this, &Subscription::letRunGoOn, Qt::QueuedConnection);
    connect(m_client.get(), &HttpClient::accessChanged, &webAppList, [this] {
        if (m_client->access() == HttpClient::Access::Ok)
            webAppList.goOn();
    });
    connect(m_runs.get(), &RunCenter::changed, this, &Subscription::letRunGoOn, Qt::QueuedConnection);
    connect(m_runs.get(), &RunCenter::journalFailed, this, &Subscription::journalFailed);
    // An hour's calls are for people; what nobody waits for leaves half of them alone.
    webAppList.setBudget([http = m_client.get()] {
        const RateLimits limits = http->limits();
        return !limits.limit || !limits.remaining || *limits.remaining * 2 > *limits.limit;
    });
    const auto keepPace = [this] {
        webAppList.setBackgroundPause(m_client->limits().limit ? std::chrono::milliseconds(2'000)
                                                               : std::chrono::milliseconds(200));
    };
    connect(m_client.get(), &HttpClient::limitsChanged, this, keepPace);
    keepPace();
    const auto noteOwners = [this] {
        for (const ActivationKey &key : keyList.all())
            m_users.noteSeen(key.owner);
        emit directoryChanged();
    };
    connect(&keyList, &KeyList::replaced, this, noteOwners);
    connect(m_runs.get(), &RunCenter::changeMoved, this, &Subscription::onChangeMoved);
}

/// What the run read back is taken over; only what it does not tell is read again.
void Subscription::onChangeMoved(PlanId plan, ChangeId id)
{
    const ApplyRun *run = m_runs->find(plan);
    if (!run)
        return;
    const Change *change = run->find(id);
    if (!change || change->object <= 0)
        return;
    const bool settled = isTerminal(change->state) || needsPerson(change->state);
    if (!settled || change->state == ChangeState::Cancelled)
        return;
    if (change->type == ObjectType::Agent)
        return takeAgent(*change);
    if (change->type == ObjectType::Scan)
        return takeScan(*change);
    if (change->type == ObjectType::WebApp)
        return takeWebApp(*change);
    if (change->operation == Operation::Delete && change->state == ChangeState::Verified)
        keyList.remove({change->object});
    else if (change->operation == Operation::Update && !change->after.isEmpty())
        keyList.take({change->object}, change->after);
    else
        keyList.reread({change->object});
}

void Subscription::takeAgent(const Change &change)
{
    if (agentList.state() == AgentList::State::NotLoaded)
        return; // nobody looks at them yet
    if (change.operation == Operation::Delete && change.state == ChangeState::Verified)
        agentList.remove({change.object});
    else if (change.operation == Operation::Update && !change.after.isEmpty())
        agentList.take({change.object}, change.after);
    else
        agentList.reread({change.object});
}

/// What a run reads back says nothing of where a scan stands, so it is read again.
void Subscription::takeScan(const Change &change)
{
    if (scanList.state() == ScanList::State::NotLoaded)
        return; // nobody looks at them yet
    if (change.operation == Operation::Delete && change.state == ChangeState::Verified)
        scanList.remove({change.object});
    else
        scanList.reread({change.object});
}

/// The run has read it whole, so whatever the service made of the other settings is in what it read.
void Subscription::takeWebApp(const Change &change)
{
    if (webAppList.state() == WebAppList::State::NotLoaded)
        return; // nobody looks at them yet
    if (change.operation == Operation::Delete && change.state == ChangeState::Verified)
        webAppList.remove({change.object});
    else if (change.operation == Operation::Update && !change.after.isEmpty())
        webAppList.take({change.object}, change.after);
    else
        webAppList.reread({change.object});
}

Subscription::~Subscription()
{
    if (m_saveStaged.isActive())
        saveStaged();
}

void Subscription::apply(const Plan &plan, std::function<void(const Result<PlanId> &)> done)
{
    m_applying = true; // a list saved now would bring back, after a crash, what is in the plan
    m_runs->apply(plan, [guard = QPointer(this), taken = plan.taken, done = std::move(done)](const auto &id) {
        if (guard) {
            guard->m_applying = false;
            if (id)
                guard->staging.take(taken, tr("edits made meanwhile"));
            guard->saveStaged();
        }
        done(id);
    });
}

void Subscription::saveStaged()
{
    m_saveStaged.stop();
    if (m_applying)
        return;
    m_journal.saveStaged(identity.fingerprint, staging.changes(), [guard = QPointer(this)](const Outcome &outcome) {
        if (guard && !outcome)
            emit guard->journalFailed(outcome.error());
    });
}

void Subscription::onOffline(bool offline)
{
    m_offlineSince = offline ? QDateTime::currentDateTimeUtc() : QDateTime();
    if (offline) {
        m_reach.start();
    } else {
        m_reach.stop();
        ApplyRun *run = m_runs->current();
        if (run && run->pauseReason() == ApplyRun::Pause::Offline)
            run->resume();
        if (keyList.state() == KeyList::State::Failed)
            keyList.refresh();
        if (agentList.state() == AgentList::State::Failed)
            agentList.refresh();
        if (scanList.state() == ScanList::State::Failed)
            scanList.refresh();
        if (webAppList.state() == WebAppList::State::Failed)
            webAppList.refresh();
        webAppList.goOn();
    }
    emit connectionChanged();
}

void Subscription::tryConnection()
{
    m_reachTicket = m_client->send<qps::PortalVersion>(
        {.path = QStringLiteral("/qps/rest/portal/version"), .priority = HttpRequest::Priority::Background},
        readerOf(&qps::readPortalVersion), [this](const Result<qps::PortalVersion> &, const Exchange &) {
            m_reachTicket.letGo();
            ApplyRun *run = m_runs->current();
            if (m_client->isOffline())
                m_reach.start();
            else if (run && run->pauseReason() == ApplyRun::Pause::Offline)
                run->resume();
            emit connectionChanged();
        });
}

/// The reason of a pause may have gone when the run hears of it: others use the connection and the sign-in too. Signing
/// in again also means to go on with what the refusal stopped.
void Subscription::letRunGoOn()
{
    ApplyRun *run = m_runs->current();
    if (!run)
        return;
    if (run->pauseReason() == ApplyRun::Pause::Latched && m_client->access() == HttpClient::Access::Ok)
        run->resume();
    else if (run->pauseReason() == ApplyRun::Pause::Offline && !m_client->isOffline() && !m_reachTicket)
        tryConnection();
}

QDateTime Subscription::nextTry() const
{
    return m_reach.isActive() ? QDateTime::currentDateTimeUtc().addMSecs(m_reach.remainingTime()) : QDateTime();
}

QString Subscription::requestTexts(const QList<Change> &changes) const
{
    QStringList parts;
    const auto add = [&](const ObjectPort &port, const Result<HttpRequest> &request) {
        if (request)
            parts << QStringLiteral("POST %1\n%2").arg(request->path, qps::readable(port.redacted(request->body)));
    };
    QMap<QString, QList<Change>> together;
    for (const Change &change : changes) {
        const ObjectPort &port = m_port->portFor(change.type);
        if (const QString group = port.groupOf(change); !group.isEmpty()) {
            together[group] << change;
            continue;
        }
        const Observed now{
            .id = change.object, .label = change.label, .fields = change.before, .agents = change.agents};
        add(port, port.compose(change, change.operation == Operation::Create ? std::nullopt : std::optional(now)));
    }
    for (const QList<Change> &group : std::as_const(together)) {
        const ObjectPort &port = m_port->portFor(group.first().type);
        for (qsizetype at = 0; at < group.size(); at += port.mostTogether())
            add(port, port.composeGroup(group.mid(at, port.mostTogether())));
    }
    return parts.join(QStringLiteral("\n\n"));
}

QStringList Subscription::titlesExcept(ActivationKeyId id, qint64 object) const
{
    QStringList titles;
    titles.reserve(keyList.all().size());
    for (const ActivationKey &key : keyList.all())
        if (key.id != id && !key.title.isEmpty())
            titles << key.title;
    for (const Change &change : staging.changes())
        if (change.object != object && change.object != id.value && change.desired.contains(keyfields::title))
            titles << change.desired.value(keyfields::title).toString();
    return titles;
}

QString Subscription::displayName() const
{
    for (const User &user : m_users.all())
        if (user.login == identity.user)
            return user.roles.isEmpty()
                       ? ::displayName(user)
                       : tr("%1, %2", "name, role").arg(::displayName(user), roleText(user.roles.first()));
    return identity.user;
}

void Subscription::loadAll()
{
    m_usersTicket = m_directory.users([this](const Result<QList<User>> &users) {
        m_usersFailure = users ? std::nullopt : std::optional(users.error());
        if (users)
            m_users.merge(*users);
        emit directoryChanged();
    });
    m_tagsTicket = m_directory.tags([this](const Result<QList<Tag>> &tags) {
        m_tagsFailure = tags ? std::nullopt : std::optional(tags.error());
        if (tags)
            m_tags = TagTree(*tags);
        emit directoryChanged();
    });
    keyList.refresh();
    m_journal.loadStaged(identity.fingerprint, [guard = QPointer(this)](const Result<QList<Change>> &staged) {
        if (guard && staged && guard->staging.isEmpty() && !staged->isEmpty())
            guard->staging.restore(*staged);
    });
    m_runs->findUnfinished();
}
