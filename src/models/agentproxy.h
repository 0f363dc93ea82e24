// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentfilter.h"
#include "domain/agents/agentsort.h"
#include "models/agenttable.h"
#include "models/recordproxy.h"

/// Chooses and orders the agents shown, in a worker: the window only takes the finished list of rows. What is asked
/// last counts; what was under way for an older question is broken off.
class AgentProxy : public RecordProxy
{
    Q_OBJECT
public:
    explicit AgentProxy(AgentTable *table, QObject *parent = nullptr);
    ~AgentProxy() override;

    void setFilter(const AgentFilter &filter);
    /// The columns were changed.
    void columnsChanged();
    bool isBusy() const { return m_running; }

    int hiddenChecked() const override;
    const QList<SortColumn> &sortColumns() const override { return m_sort; }
    void setSortColumns(const QList<SortColumn> &columns) override;
    void setLocale(const QLocale &) override {}
    void refilter() override { ask(); }

signals:
    void settled(); ///< what is shown answers what was asked last

private:
    using Order = std::shared_ptr<const std::vector<quint32>>;
    struct Answer
    {
        quint64 data = 0; ///< version of the columns
        std::vector<AgentSortKey> keys;
        Order order;
        AgentFilter filter;
        std::shared_ptr<const RowBits> accepted;
        std::shared_ptr<const RowBits> duplicates; ///< of `data`, once they were asked for
        std::vector<int> rows;
        bool complete = false;
    };
    static Answer answerTo(const AgentRows &agents, AgentFilter filter, const std::vector<AgentSortKey> &keys,
                           const Answer &before, const std::stop_token &stop);
    static Order orderOf(const AgentRows &agents, const std::vector<AgentSortKey> &keys, const Answer &before,
                         const std::stop_token &stop);
    void ask();
    void start();
    void take(Answer answer);
    std::vector<AgentSortKey> keys() const;

    AgentTable *m_agents;
    QList<SortColumn> m_sort;
    AgentFilter m_filter;
    Answer m_answer; ///< the last complete one
    std::stop_source m_stop;
    bool m_running = false, m_again = false;
};
