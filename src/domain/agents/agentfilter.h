// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentcolumns.h"
#include "domain/agents/refusedagents.h"
#include "domain/filter/query.h"
#include "domain/filter/vocabulary.h"
#include "domain/tag.h"

#include <QDateTime>
#include <QTimeZone>

#include <stop_token>

/// The fields agents are filtered by.
const FilterSyntax &agentSyntax();

/// What a filter needs to know besides the rows. All values, so that it can go to a worker.
struct AgentFilterContext
{
    QDateTime now;
    QTimeZone zone = QTimeZone::systemTimeZone(); ///< in which a day begins
    int staleDays = agentStaleDays;
    TagTree tags;                                   ///< for paths, and for names that rows do not carry
    std::shared_ptr<const RowBits> duplicates = {}; ///< duplicateRows() of this data version; none without it
    std::shared_ptr<const RowBits> staged = {};     ///< is:changed and is:staged
    std::shared_ptr<const RowBits> failed = {};
    std::shared_ptr<const RowBits> conflicts = {};
    std::shared_ptr<const RowBits> selected = {};
    std::shared_ptr<const RefusedAgents> refused = {}; ///< left out of what was staged last
};

/// A query made ready to ask of agents. A value; queries with problems count as empty, so compile valid ones only.
class AgentFilter
{
public:
    AgentFilter() = default; ///< accepts every agent
    AgentFilter(Query query, AgentFilterContext context);

    const Query &query() const { return m_query; }
    const AgentFilterContext &context() const { return m_context; }
    bool acceptsAll() const;
    bool needsDuplicates() const; ///< asks is:duplicate, so the context should know them
    /// Whether everything this one accepts was accepted by `before`, which has to have run on the same data. True while
    /// words grow; not once a minus, an OR, a date or a mark could let rows back in.
    bool narrows(const AgentFilter &before) const;

    /// The rows accepted; of `within` alone when it is given. Nothing when it was stopped.
    std::optional<RowBits> rows(const AgentRows &agents, const RowBits *within = nullptr,
                                const std::stop_token &stop = {}) const;

private:
    Query m_query;
    AgentFilterContext m_context;
};

/// The same in slices, for a thread that has to answer in between.
class AgentScan
{
public:
    AgentScan(const AgentFilter &filter, AgentRows agents, std::optional<RowBits> within = {});
    AgentScan(AgentScan &&) noexcept;
    AgentScan &operator=(AgentScan &&) noexcept;
    ~AgentScan();

    /// Goes on for so many chunks of AgentRows::chunkRows; false when there was nothing left to do.
    bool advance(quint32 chunks);
    bool isDone() const;
    const RowBits &rows() const; ///< complete once done
    RowBits takeRows();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Agents that share a name, address, serial or MAC with another one that has checked in later. For a worker: seconds
/// at a million. Empty when it was stopped.
RowBits duplicateRows(const AgentRows &agents, const std::stop_token &stop = {});

/// For completion; as large as there are different values, however many agents.
FilterVocabulary agentVocabulary(const AgentColumns &agents, const TagTree &tags);
