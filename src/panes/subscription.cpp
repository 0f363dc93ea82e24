// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/subscription.h"

using namespace Qt::StringLiterals;

const ActivationKey *KeyList::find(ActivationKeyId id) const
{
    const auto it = m_keys.constFind(id);
    return it == m_keys.constEnd() ? nullptr : &*it;
}

void KeyList::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void KeyList::refresh()
{
    m_fetched.clear();
    m_failure.reset();
    m_pages = 0;
    setState(State::Loading);
    m_refresh = m_service.search( // the previous search, if any, ends here
        [this](const QList<ActivationKey> &page) {
            ++m_pages;
            for (const ActivationKey &key : page) {
                m_fetched.insert(key.id, key);
                m_keys.insert(key.id, key);
            }
            emit pageArrived(page);
            emit stateChanged();
        },
        [this](const Result<SearchReport> &report) {
            if (!report) {
                m_failure = report.error();
                setState(State::Failed);
                return;
            }
            m_report = *report;
            if (m_report.stopped != SearchReport::Stopped::No) {
                setState(State::Partial);
                return;
            }
            m_keys = m_fetched; // drops the keys that are gone
            m_updated = QDateTime::currentDateTimeUtc();
            emit replaced();
            setState(State::Loaded);
        });
}

void KeyList::stop()
{
    if (m_state != State::Loading)
        return;
    m_refresh.letGo();
    setState(State::Partial);
}

void KeyList::reread(const QList<qint64> &ids)
{
    for (const qint64 id : ids)
        if (id > 0)
            m_rereadNext.insert(id);
    if (m_reread || m_rereadNext.isEmpty())
        return;
    QList<qint64> some = m_rereadNext.values();
    some = some.first(std::min<qsizetype>(some.size(), ActivationKeys::idsPerSearch));
    for (const qint64 id : std::as_const(some))
        m_rereadNext.remove(id);
    m_reread = m_service.find(some, HttpRequest::Priority::Verification,
                              [this, some](const Result<QList<ActivationKey>> &keys, const Exchange &) {
                                  m_reread = {};
                                  if (keys) {
                                      for (const qint64 id : some)
                                          m_keys.remove({id});
                                      for (const ActivationKey &key : *keys)
                                          m_keys.insert(key.id, key);
                                      emit replaced();
                                  }
                                  reread({});
                              });
}

QStringList KeyList::titlesExcept(ActivationKeyId id) const
{
    QStringList titles;
    titles.reserve(m_keys.size());
    for (const ActivationKey &key : m_keys)
        if (key.id != id)
            titles << key.title;
    return titles;
}

Subscription::Subscription(SubscriptionIdentity who, std::unique_ptr<HttpClient> client, const PortMaker &makePort,
                           Journal &journal, RunPace pace, QObject *parent)
    : QObject(parent)
    , identity(std::move(who))
    , keys(*client)
    , keyList(keys)
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
    connect(&m_saveStaged, &QTimer::timeout, this, [this] {
        m_journal.saveStaged(identity.fingerprint, staging.changes(), [](const Outcome &) {});
    });
    const auto noteOwners = [this] {
        for (const ActivationKey &key : keyList.all())
            m_users.noteSeen(key.owner);
        emit directoryChanged();
    };
    connect(&keyList, &KeyList::replaced, this, noteOwners);
    connect(m_runs.get(), &RunCenter::changeMoved, this, [this](PlanId plan, ChangeId id) {
        ApplyRun *run = m_runs->find(plan);
        if (!run)
            return;
        for (const Change &change : run->plan().changes)
            if (change.id == id && change.object > 0 && (isTerminal(change.state) || needsPerson(change.state)))
                keyList.reread({change.object});
    });
}

Subscription::~Subscription()
{
    if (m_saveStaged.isActive())
        m_journal.saveStaged(identity.fingerprint, staging.changes(), [](const Outcome &) {});
}

QString Subscription::displayName() const
{
    for (const User &user : m_users.all())
        if (user.login == identity.user)
            return ::displayName(user);
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
}
