// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentlist.h"

#include <memory>
#include <utility>

/// What outlives the program: read once, before the first request; written as things come.

namespace {

constexpr int rowsAtOnce = 200; ///< more than a window shows

} // namespace

void AgentList::openStore()
{
    m_opening = true;
    m_failure.reset();
    setState(State::Loading);
    const auto since = std::make_shared<QDateTime>();
    m_store->open([this, since](const Result<AgentStore::Opened> &opened) {
        if (!opened) {
            stopKeeping(opened.error());
            return afterStore({}, false);
        }
        *since = opened->state.complete;
        takeStored(*opened);
    });
    // Asked for at once: the window waits for these, while it is painted for the first time.
    m_store->firstRows(rowsAtOnce, [this, since](const Result<QList<Agent>> &agents) {
        if (!m_opening || !agents || agents->isEmpty())
            return; // load() tells
        m_columns.upsert(*agents);
        m_fromStore = true;
        m_updated = *since;
        emit changed({});
        emit stateChanged();
    });
}

void AgentList::takeStored(const AgentStore::Opened &opened)
{
    m_keeping = !opened.readOnly;
    if (opened.isEmpty)
        return afterStore({}, true);
    m_store->load([this, state = opened.state](const Result<AgentStore::Loaded> &loaded) {
        if (!loaded) {
            m_updated = {};
            // What could not be read was moved aside; a new file takes its place.
            m_keeping = false;
            return m_store->open([this, why = loaded.error()](const Result<AgentStore::Opened> &again) {
                m_keeping = again && !again->readOnly;
                if (!m_keeping)
                    stopKeeping(again ? why : again.error());
                afterStore({}, false);
            });
        }
        // Rows come in the order of the ids both times: what was marked among the first keeps its row.
        m_columns = std::move(*loaded->columns);
        m_fromStore = true;
        afterStore(state, loaded->unreadable == 0);
    });
}

void AgentList::afterStore(const AgentStoreState &state, bool sound)
{
    m_opening = false;
    m_updated = state.complete;
    if (!m_incoming.isEmpty()) {
        for (const QList<Agent> &agents : std::as_const(m_incoming)) // came while the store was read
            keep(agents);
        applySome();
    }
    emit changed({});
    if (m_stopped)
        return setState(State::Partial);
    if (m_allAnew || !sound) {
        m_updated = sound ? m_updated : QDateTime();
        return readAll();
    }
    if (m_keeping && state.refreshBegun.isValid() && state.cursor > 0) {
        m_begun = state.refreshBegun;
        m_resumed = true;
        return goOn({state.cursor});
    }
    // The state is not NotLoaded any more, so this asks the platform.
    refresh();
}

/// Written together a little later: a run reads back one after the other.
void AgentList::keep(std::span<const Agent> agents)
{
    if (!m_keeping)
        return;
    for (const Agent &agent : agents)
        m_unsaved.insert(agent.id.value, agent);
    announce();
}

void AgentList::saveKept()
{
    if (!m_keeping || m_unsaved.isEmpty())
        return;
    m_store->upsert(m_unsaved.values(), {}, kept());
    m_unsaved.clear();
}

AgentStore::Done AgentList::kept()
{
    return [this](const Outcome &outcome) {
        if (!outcome)
            stopKeeping(outcome.error());
    };
}

void AgentList::stopKeeping(const Failure &why)
{
    m_keeping = false;
    m_unsaved.clear();
    if (!std::exchange(m_endTold, true))
        emit keepingEnded(why);
}
