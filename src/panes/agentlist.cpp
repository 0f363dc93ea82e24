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
    , m_store(std::move(store))
{
    m_announce.setSingleShot(true);
    m_announce.setInterval(betweenNews);
    connect(&m_announce, &QTimer::timeout, this, [this] {
        saveKept();
        emit changed(std::exchange(m_reused, {}));
    });
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

void AgentList::upsert(std::span<const Agent> agents)
{
    if (m_opening) {
        m_meanwhile.append(QList<Agent>(agents.begin(), agents.end()));
        return;
    }
    const quint32 before = m_columns.rowCount();
    for (const quint32 row : m_columns.upsert(agents).added)
        if (row < before)
            m_reused.push_back(row);
    announce();
}

void AgentList::removeGone(const std::vector<AssetId> &gone)
{
    if (gone.empty())
        return;
    m_columns.remove(gone);
    for (const AssetId id : gone)
        m_unsaved.remove(id.value);
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
    if (m_opening)
        return;
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
    m_resumed = false;
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
    m_failure.reset();
    m_pages = 0;
    m_rowsRead = 0;
    m_expected.reset();
    m_everything = !since;
    m_cursor = after;
    if (since)
        m_begun = QDateTime::currentDateTimeUtc();
    setState(State::Loading);
    m_refresh = m_service.search( // the previous search, if any, ends here
        since, [this](const QList<Agent> &page) { takePage(page); },
        [this](const Result<SearchReport> &report) { takeEnd(report); }, HttpRequest::Priority::Interactive, after);
}

void AgentList::takePage(const QList<Agent> &page)
{
    ++m_pages;
    m_rowsRead += page.size();
    upsert(page);
    for (const Agent &agent : page)
        if (const auto row = m_columns.rowOf(agent.id))
            m_seen.set(*row);
    if (m_everything && !page.isEmpty())
        m_cursor = page.last().id;
    if (m_keeping && !page.isEmpty())
        m_store->upsert(page, m_everything ? std::optional(m_cursor.value) : std::nullopt, kept());
    emit stateChanged();
}

void AgentList::takeEnd(const Result<SearchReport> &report)
{
    if (!report) {
        m_failure = report.error();
        return setState(State::Failed);
    }
    if (report->stopped != SearchReport::Stopped::No)
        return setState(State::Partial);
    if (!m_everything)
        return checkCount();
    if (!m_keeping) {
        if (m_resumed) // what the earlier session had seen is known to the store alone
            return refreshAll();
        removeGone(unseenRows());
        return endComplete();
    }
    m_store->finishRefresh(m_begun, [this](const Result<QList<AssetId>> &gone) {
        if (m_state != State::Loading || !m_everything)
            return; // stopped, or begun again
        if (gone)
            removeGone({gone->cbegin(), gone->cend()});
        else
            stopKeeping(gone.error());
        if (!gone && m_resumed)
            return refreshAll();
        if (!gone)
            removeGone(unseenRows());
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
        if (*count != m_columns.size())
            return refreshAll();
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
    setState(State::Partial);
}

void AgentList::reread(const QList<qint64> &ids)
{
    for (const qint64 id : ids)
        m_rereadNext.insert(id);
    if (m_reread || m_rereadNext.isEmpty())
        return;
    QList<AssetId> some;
    for (const qint64 id : std::as_const(m_rereadNext)) {
        if (some.size() >= mostAgentsTogether)
            break;
        some << AssetId{id};
    }
    for (const AssetId id : std::as_const(some))
        m_rereadNext.remove(id.value);
    m_reread = m_service.find(some, HttpRequest::Priority::Verification,
                              [this, some](const Result<QList<Agent>> &agents, const Exchange &) {
                                  m_reread = {};
                                  if (agents) {
                                      QSet<qint64> found;
                                      for (const Agent &agent : *agents)
                                          found << agent.id.value;
                                      std::vector<AssetId> gone;
                                      for (const AssetId id : some)
                                          if (!found.contains(id.value))
                                              gone.push_back(id);
                                      removeGone(gone);
                                      if (m_keeping && !gone.empty())
                                          m_store->remove({gone.cbegin(), gone.cend()}, kept());
                                      upsert(*agents);
                                      keep(*agents);
                                  }
                                  reread({});
                              });
}

void AgentList::take(AssetId id, const QJsonObject &fields)
{
    const auto row = m_columns.rowOf(id);
    if (!row)
        return reread({id.value});
    Agent agent = m_columns.agentAt(*row);
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
    upsert(std::span(&agent, 1));
    keep(std::span(&agent, 1));
}

void AgentList::remove(AssetId id)
{
    removeGone({id});
    if (m_keeping)
        m_store->remove({id}, kept());
}
