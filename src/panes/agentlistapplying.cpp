// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentlist.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

/// How what was read gets into the columns: a row that changes costs a copy of the thousands around it, so what lies
/// scattered goes in over several turns of the event loop.

namespace {

constexpr int chunksAtOnce = 4;
constexpr qint64 turn = 6; ///< milliseconds

} // namespace

void AgentList::enqueue(QList<Agent> agents)
{
    if (agents.isEmpty())
        return;
    QList<std::pair<quint32, qsizetype>> places;
    places.reserve(agents.size());
    for (qsizetype i = 0; i < agents.size(); ++i)
        places.emplaceBack(m_columns.rowOf(agents[i].id).value_or(m_columns.rowCount()), i);
    std::ranges::stable_sort(places, {}, &std::pair<quint32, qsizetype>::first);
    QList<Agent> sorted;
    sorted.reserve(agents.size());
    for (const auto &[row, i] : std::as_const(places))
        sorted << std::move(agents[i]);
    m_incoming << std::move(sorted);
    if (!m_opening && m_incoming.size() == 1)
        applySome();
}

/// From the front of what came first: agents of a few chunks, new ones too.
QList<Agent> AgentList::nextSlice()
{
    QList<Agent> &first = m_incoming.first();
    quint32 last = 0;
    int chunks = 0;
    qsizetype count = 0;
    for (; count < first.size(); ++count) {
        const quint32 chunk = m_columns.rowOf(first[count].id).value_or(m_columns.rowCount()) / AgentRows::chunkRows;
        if (chunks == 0 || chunk != last)
            ++chunks;
        if (chunks > chunksAtOnce)
            break;
        last = chunk;
    }
    QList<Agent> slice = first.first(count);
    first.remove(0, count);
    if (first.isEmpty())
        m_incoming.removeFirst();
    return slice;
}

void AgentList::applySome()
{
    QElapsedTimer clock;
    clock.start();
    while (!m_incoming.isEmpty() && clock.elapsed() < turn) {
        const QList<Agent> slice = nextSlice();
        const quint32 before = m_columns.rowCount();
        for (const quint32 row : m_columns.upsert(slice).added)
            if (row < before)
                m_reused.push_back(row);
        for (const Agent &agent : slice)
            if (const auto row = m_columns.rowOf(agent.id))
                m_seen.set(*row);
    }
    if (!m_reused.empty()) // at once: what is marked there was marked for another agent
        emit changed(std::exchange(m_reused, {}));
    announce();
    if (!m_incoming.isEmpty())
        m_apply.start();
    else if (const auto act = std::exchange(m_whenApplied, {}))
        act();
}

void AgentList::whenApplied(std::function<void()> act)
{
    if (m_incoming.isEmpty())
        act();
    else
        m_whenApplied = std::move(act);
}

void AgentList::noteNewer(AssetId id)
{
    if (m_state == State::Loading)
        m_newer.insert(id.value);
}
