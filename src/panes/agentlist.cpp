// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentlist.h"

#include "domain/agentfields.h"

#include <QJsonArray>

#include <utility>

namespace {

constexpr std::chrono::milliseconds betweenNews{250}; // each costs every view attached a look at all rows
/// The service's clock and its index are not ours: what was updated shortly before the last read is asked for again.
constexpr int overlapSeconds = 600;
constexpr int goOnWithin = 3'600; ///< seconds; what was read first is too old later on

} // namespace

AgentList::AgentList(Agents &agents, std::unique_ptr<AgentStore> store, QObject *parent)
    : QObject(parent)
    , m_service(agents)
    , m_reread([this](const QList<qint64> &ids, const Rereading::Done &done) { return readAgain(ids, done); },
               mostAgentsTogether)
    , m_store(std::move(store))
{
    m_announce.setSingleShot(true);
    m_announce.setInterval(betweenNews);
    connect(&m_announce, &QTimer::timeout, this, [this] {
        if (!m_taken.isEmpty())
            enqueue(std::exchange(m_taken, {}).values());
        saveKept();
        emit changed(std::exchange(m_reused, {}));
    });
    m_apply.setSingleShot(true);
    m_apply.setInterval(0);
    connect(&m_apply, &QTimer::timeout, this, &AgentList::applySome);
}

AgentList::~AgentList()
{
    saveKept();
}

void AgentList::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void AgentList::removeGone(const std::vector<AssetId> &gone)
{
    if (gone.empty())
        return;
    m_columns.remove(gone);
    for (const AssetId id : gone) {
        m_unsaved.remove(id.value);
        m_taken.remove(id.value);
    }
    announce();
}

void AgentList::announce()
{
    if (!m_announce.isActive())
        m_announce.start();
}

void AgentList::refresh()
{
    const bool brokenOff = m_everything && (m_state == State::Failed || m_state == State::Partial);
    if (m_opening || (m_state == State::Loading && m_everything))
        return; // that comes to the same
    if (m_state == State::NotLoaded && m_store)
        openStore();
    else if (brokenOff && m_cursor.value > 0 && m_begun.secsTo(QDateTime::currentDateTimeUtc()) < goOnWithin)
        goOn(m_cursor);
    else if (m_updated.isValid())
        search(m_updated.addSecs(-overlapSeconds), {});
    else
        readAll();
}

void AgentList::refreshAll()
{
    if (m_state == State::NotLoaded && m_store) {
        m_allAnew = true;
        openStore();
    } else if (m_opening) {
        m_allAnew = true;
    } else {
        readAll();
    }
}

void AgentList::readAll()
{
    m_resumed = m_wentOn = false;
    m_seen = RowBits(m_columns.rowCount());
    m_begun = QDateTime::currentDateTimeUtc();
    if (m_keeping)
        m_store->beginRefresh(m_begun, kept());
    search({}, {});
    askCount();
}

/// Where the read of everything was broken off, in this session or an earlier one.
void AgentList::goOn(AssetId after)
{
    m_wentOn = true;
    search({}, after);
    for (quint32 row = 0; row < m_columns.rowCount(); ++row)
        m_rowsRead += m_columns.idAt(row).value > 0 && m_columns.idAt(row).value <= after.value;
    askCount();
}

/// For the progress shown.
void AgentList::askCount()
{
    m_count = m_service.count(
        {},
        [this](const Result<qint64> &count) {
            if (!count)
                return; // the list itself tells how it went
            m_expected = *count;
            emit stateChanged();
        },
        HttpRequest::Priority::Background);
}

void AgentList::search(const std::optional<QDateTime> &since, AssetId after)
{
    ++m_load;
    m_failure.reset();
    m_pages = 0;
    m_rowsRead = 0;
    m_expected.reset();
    m_newer.clear();
    m_whenApplied = {};
    m_everything = !since;
    m_cursor = after;
    if (since)
        m_begun = QDateTime::currentDateTimeUtc();
    setState(State::Loading);
    m_refresh = m_service.search( // the previous search, if any, ends here
        since, [this](const QList<Agent> &page) { takePage(page); },
        [this](const Result<SearchReport> &report) { takeEnd(report); }, HttpRequest::Priority::Interactive, after,
        [this](AssetId id) { reached(id); });
}

void AgentList::takePage(QList<Agent> page)
{
    ++m_pages;
    m_rowsRead += page.size();
    // What was read by itself meanwhile is newer than the page.
    page.removeIf([this](const Agent &agent) {
        if (!m_newer.contains(agent.id.value))
            return false;
        if (const auto row = m_columns.rowOf(agent.id))
            m_seen.set(*row);
        return true;
    });
    m_page += page;
    enqueue(std::move(page));
    emit stateChanged();
}

/// The store learns of a page together with how far everything is there.
void AgentList::reached(AssetId id)
{
    const QList<Agent> page = std::exchange(m_page, {});
    if (m_everything)
        m_cursor = id;
    if (m_keeping && (m_everything || !page.isEmpty()))
        m_store->upsert(page, m_everything ? std::optional(m_cursor.value) : std::nullopt, kept());
}

void AgentList::takeEnd(const Result<SearchReport> &report)
{
    if (!report) {
        m_failure = report.error();
        return whenApplied([this] { setState(State::Failed); });
    }
    if (report->stopped != SearchReport::Stopped::No)
        return whenApplied([this] { setState(State::Partial); });
    // What was updated since is asked of the service, so its clock counts and not this computer's.
    if (report->serverDateUtc.isValid())
        m_begun = m_begun.addSecs(QDateTime::currentDateTimeUtc().secsTo(report->serverDateUtc));
    if (m_everything)
        m_skipped = report->skipped;
    whenApplied([this] { m_everything ? finish() : checkCount(); });
}

/// Everything was read: what was not met is gone.
void AgentList::finish()
{
    if (!m_keeping) {
        if (m_resumed) // what the earlier session had met is known to the store alone
            return readAll();
        removeGone(unseenRows());
        return m_wentOn ? checkCount() : endComplete();
    }
    m_store->finishRefresh(m_begun, [this, load = m_load](const Result<QList<AssetId>> &gone) {
        if (gone) // the store has forgotten them already, whatever happens here
            removeGone({gone->cbegin(), gone->cend()});
        if (load != m_load || m_state != State::Loading)
            return; // stopped, or begun again
        if (!gone) {
            stopKeeping(gone.error());
            if (m_resumed)
                return readAll();
        }
        if (!m_resumed)
            removeGone(unseenRows());
        if (m_wentOn && !m_resumed)
            return checkCount();
        endComplete();
        if (m_resumed)
            refresh(); // the first part is as old as the earlier session
    });
}

std::vector<AssetId> AgentList::unseenRows() const
{
    std::vector<AssetId> gone;
    for (quint32 row = 0; row < m_columns.rowCount(); ++row)
        if (!m_columns.isEmptyRow(row) && !m_seen.test(row))
            gone.push_back(m_columns.idAt(row));
    return gone;
}

void AgentList::endComplete()
{
    m_updated = m_begun;
    m_fromStore = false;
    announce();
    setState(State::Loaded);
}

/// Agents that went leave no trace in what was updated; their number does.
void AgentList::checkCount()
{
    m_count = m_service.count({}, [this](const Result<qint64> &count) {
        if (!count) {
            m_failure = count.error();
            return setState(State::Failed);
        }
        if (*count != m_columns.size() + m_skipped)
            return readAll();
        if (m_keeping)
            m_store->noteComplete(m_begun, kept());
        endComplete();
    });
}

void AgentList::stop()
{
    if (m_state != State::Loading)
        return;
    if (m_opening) {
        m_stopped = true; // the rows that are being read show all the same
        return;
    }
    m_refresh.letGo();
    m_count.letGo();
    m_whenApplied = {};
    setState(State::Partial);
}

Ticket AgentList::readAgain(const QList<qint64> &ids, const Rereading::Done &done)
{
    QList<AssetId> some;
    for (const qint64 id : ids)
        some << AssetId{id};
    return m_service.find(some, HttpRequest::Priority::Verification,
                          [this, some, done](const Result<QList<Agent>> &agents, const Exchange &) {
                              if (!agents)
                                  return done(tl::unexpected(agents.error()));
                              takeReadAgain(some, *agents);
                              done({});
                          });
}

void AgentList::takeReadAgain(const QList<AssetId> &asked, const QList<Agent> &agents)
{
    QSet<qint64> found;
    for (const Agent &agent : agents)
        found << agent.id.value;
    std::vector<AssetId> gone;
    for (const AssetId id : asked) {
        noteNewer(id);
        if (!found.contains(id.value))
            gone.push_back(id);
    }
    removeGone(gone);
    if (m_keeping && !gone.empty())
        m_store->remove({gone.cbegin(), gone.cend()}, kept());
    enqueue(agents);
    keep(agents);
}

/// Gathered, since a run tells one after the other and each costs the columns a copy of the rows around it.
void AgentList::take(AssetId id, const QJsonObject &fields)
{
    const auto row = m_columns.rowOf(id);
    const auto waiting = m_taken.constFind(id.value);
    if (!row && waiting == m_taken.cend())
        return reread({id.value});
    // Title and end of another key are not among what is compared.
    if (row && fields.contains(agentfields::key) &&
        agentfields::keyHash(fields.value(agentfields::key)) != m_columns.key(*row).hash)
        return reread({id.value});
    Agent agent = waiting != m_taken.cend() ? *waiting : m_columns.agentAt(*row);
    agent.modules = modulesOf(fields);
    agent.name = fields.value(agentfields::name).toString(agent.name);
    QHash<qint64, TagRef> known;
    for (const TagRef &tag : std::as_const(agent.tags))
        known.insert(tag.id.value, tag);
    if (fields.contains(agentfields::tags)) {
        agent.tags.clear();
        const QJsonArray ids = fields.value(agentfields::tags).toArray();
        for (const auto &tag : ids)
            agent.tags << known.value(tag.toInteger(), TagRef{.id = {tag.toInteger()}});
    }
    noteNewer(id);
    m_taken.insert(id.value, agent);
    keep(std::span(&agent, 1));
    announce();
}

void AgentList::remove(AssetId id)
{
    noteNewer(id);
    removeGone({id});
    if (m_keeping)
        m_store->remove({id}, kept());
}
