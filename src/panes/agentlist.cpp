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

} // namespace

AgentList::AgentList(Agents &agents, QObject *parent)
    : QObject(parent)
    , m_service(agents)
{
    m_announce.setSingleShot(true);
    m_announce.setInterval(betweenNews);
    connect(&m_announce, &QTimer::timeout, this, [this] { emit changed(std::exchange(m_reused, {})); });
}

void AgentList::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void AgentList::upsert(std::span<const Agent> agents)
{
    const quint32 before = m_columns.rowCount();
    for (const quint32 row : m_columns.upsert(agents).added)
        if (row < before)
            m_reused.push_back(row);
    announce();
}

void AgentList::announce()
{
    if (!m_announce.isActive())
        m_announce.start();
}

void AgentList::refresh()
{
    if (m_updated.isValid())
        search(m_updated.addSecs(-overlapSeconds));
    else
        refreshAll();
}

void AgentList::refreshAll()
{
    m_seen = RowBits(m_columns.rowCount());
    search({});
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

void AgentList::search(const std::optional<QDateTime> &since)
{
    m_failure.reset();
    m_pages = 0;
    m_rowsRead = 0;
    m_expected.reset();
    m_begun = QDateTime::currentDateTimeUtc();
    setState(State::Loading);
    m_refresh = m_service.search( // the previous search, if any, ends here
        since, [this](const QList<Agent> &page) { takePage(page); },
        [this, everything = !since](const Result<SearchReport> &report) { takeEnd(report, everything); });
}

void AgentList::takePage(const QList<Agent> &page)
{
    ++m_pages;
    m_rowsRead += page.size();
    upsert(page);
    for (const Agent &agent : page)
        if (const auto row = m_columns.rowOf(agent.id))
            m_seen.set(*row);
    emit stateChanged();
}

void AgentList::takeEnd(const Result<SearchReport> &report, bool everything)
{
    if (!report) {
        m_failure = report.error();
        return setState(State::Failed);
    }
    if (report->stopped != SearchReport::Stopped::No)
        return setState(State::Partial);
    if (!everything)
        return checkCount();
    std::vector<AssetId> gone;
    for (quint32 row = 0; row < m_columns.rowCount(); ++row)
        if (!m_columns.isEmptyRow(row) && !m_seen.test(row))
            gone.push_back(m_columns.idAt(row));
    m_columns.remove(gone);
    m_updated = m_begun;
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
        m_updated = m_begun;
        setState(State::Loaded);
    });
}

void AgentList::stop()
{
    if (m_state != State::Loading)
        return;
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
                                      m_columns.remove(gone);
                                      upsert(*agents);
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
}

void AgentList::remove(AssetId id)
{
    m_columns.remove(std::span(&id, 1));
    announce();
}
