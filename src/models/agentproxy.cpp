// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/agentproxy.h"

#include "base/background.h"

#include <QFuture>
#include <QPromise>

#include <algorithm>

namespace {

AgentColumn columnOf(int column)
{
    switch (column) {
    case AgentTable::Name:
        return AgentColumn::Name;
    case AgentTable::System:
        return AgentColumn::System;
    case AgentTable::Address:
        return AgentColumn::Address;
    case AgentTable::Version:
        return AgentColumn::Version;
    case AgentTable::CheckedIn:
        return AgentColumn::CheckedIn;
    case AgentTable::Modules:
        return AgentColumn::Modules;
    case AgentTable::Tags:
        return AgentColumn::Tags;
    case AgentTable::Key:
        return AgentColumn::Key;
    case AgentTable::Status:
        return AgentColumn::Status;
    case AgentTable::Dns:
        return AgentColumn::Dns;
    case AgentTable::Configuration:
        return AgentColumn::Configuration;
    case AgentTable::Platform:
        return AgentColumn::Platform;
    case AgentTable::Created:
        return AgentColumn::Created;
    default:
        return AgentColumn::Id;
    }
}

bool isTurnedRound(const std::vector<AgentSortKey> &a, const std::vector<AgentSortKey> &b)
{
    return a.size() == 1 && b.size() == 1 && a.front().column == b.front().column && a.front().order != b.front().order;
}

} // namespace

AgentProxy::AgentProxy(AgentTable *table, QObject *parent)
    : RecordProxy(table, Elsewhere::Decides, parent)
    , m_agents(table)
{
    connect(table, &QAbstractItemModel::modelReset, this, [this] {
        m_answer = {};
        ask();
    });
}

AgentProxy::~AgentProxy()
{
    m_stop.request_stop();
}

void AgentProxy::setFilter(const AgentFilter &filter)
{
    m_filter = filter;
    ask();
}

/// What is being worked out is still worth showing: while a list comes in there would else be nothing to see.
void AgentProxy::columnsChanged()
{
    if (m_running)
        m_again = true;
    else
        start();
}

void AgentProxy::setSortColumns(const QList<SortColumn> &columns)
{
    if (columns == m_sort)
        return;
    m_sort = columns;
    ask();
}

int AgentProxy::hiddenChecked() const
{
    const auto checked = int(m_agents->checkedCount());
    if (checked == 0 || !m_answer.accepted)
        return 0;
    return checked - int(m_agents->checkedRows().countWith(*m_answer.accepted));
}

std::vector<AgentSortKey> AgentProxy::keys() const
{
    std::vector<AgentSortKey> keys;
    for (const SortColumn &column : m_sort)
        keys.push_back({columnOf(column.column), column.order});
    if (keys.empty())
        keys.push_back({AgentColumn::Name, Qt::AscendingOrder});
    return keys;
}

void AgentProxy::ask()
{
    if (m_running) {
        m_again = true;
        m_stop.request_stop();
        return;
    }
    start();
}

void AgentProxy::start()
{
    if (!m_agents->columns())
        return;
    // The table must know each row that can be shown, or it could not be ticked.
    if (int(m_agents->columns()->rowCount()) > m_agents->rowCount())
        m_agents->columnsChanged();
    m_running = true;
    m_again = false;
    m_stop = std::stop_source();
    const auto promise = std::make_shared<QPromise<Answer>>();
    const auto work = [promise, agents = m_agents->columns()->snapshot(), filter = m_filter, keys = keys(),
                       before = m_answer, stop = m_stop.get_token()] {
        promise->start();
        promise->addResult(answerTo(agents, filter, keys, before, stop));
        promise->finish();
    };
    promise->future().then(this, [this](Answer answer) { take(std::move(answer)); });
    runInBackground(work);
}

void AgentProxy::take(Answer answer)
{
    m_running = false;
    if (answer.complete) {
        std::vector<int> rows = std::move(answer.rows);
        m_answer = std::move(answer);
        showRows(std::move(rows));
    }
    if (m_again)
        start();
    else
        emit settled();
}

AgentProxy::Order AgentProxy::orderOf(const AgentRows &agents, const std::vector<AgentSortKey> &keys,
                                      const Answer &before, const std::stop_token &stop)
{
    const bool sameData = before.order && before.data == agents.dataVersion();
    if (sameData && before.keys == keys)
        return before.order;
    if (sameData && isTurnedRound(before.keys, keys))
        return std::make_shared<const std::vector<quint32>>(before.order->rbegin(), before.order->rend());
    return std::make_shared<const std::vector<quint32>>(sortedRows(agents, keys, stop));
}

AgentProxy::Answer AgentProxy::answerTo(const AgentRows &agents, AgentFilter filter,
                                        const std::vector<AgentSortKey> &keys, const Answer &before,
                                        const std::stop_token &stop)
{
    Answer answer{.data = agents.dataVersion(), .keys = keys};
    const bool sameData = before.data == answer.data;
    if (sameData)
        answer.duplicates = before.duplicates;
    if (filter.needsDuplicates()) {
        if (!answer.duplicates)
            answer.duplicates = std::make_shared<const RowBits>(duplicateRows(agents, stop));
        AgentFilterContext context = filter.context();
        context.duplicates = answer.duplicates;
        filter = AgentFilter(filter.query(), context);
    }
    answer.order = orderOf(agents, keys, before, stop);
    const bool narrower = sameData && before.accepted && filter.narrows(before.filter);
    const std::optional<RowBits> accepted = filter.rows(agents, narrower ? before.accepted.get() : nullptr, stop);
    answer.filter = filter;
    if (!accepted || stop.stop_requested())
        return answer;
    answer.accepted = std::make_shared<const RowBits>(*accepted);
    const std::vector<quint32> rows = rowsInOrder(*answer.order, *accepted);
    answer.rows.assign(rows.begin(), rows.end());
    answer.complete = true;
    return answer;
}
