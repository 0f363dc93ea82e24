// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/pagedsearch.h"
#include "domain/agentrules.h"
#include "qps/agentrequests.h"
#include "qps/agents.h"

/// Agents of the subscription the client is signed in to: host assets, `/qps/rest/2.0/<verb>/am/hostasset`.
class Agents
{
public:
    explicit Agents(HttpClient &client)
        : m_client(client)
    {
    }

    using Search = PagedSearch<Agent>;
    static constexpr int pageSize = 1000;
    /// A search that has found so many stops; no subscription comes near.
    static constexpr qsizetype mostRows = 5'000'000;

    /// Every agent, or those that have changed since, as lists show them: without serial and MACs. `after` goes on
    /// where a walk that was broken off had read everything up to this id.
    /// `onReached` is told how far everything is there.
    Ticket search(const std::optional<QDateTime> &since, Search::PageHandler onPage, Search::DoneHandler onDone,
                  HttpRequest::Priority priority = HttpRequest::Priority::Interactive, AssetId after = {},
                  std::function<void(AssetId)> onReached = {});

    using CountHandler = std::function<void(const Result<qint64> &)>;
    Ticket count(const std::optional<QDateTime> &since, CountHandler done,
                 HttpRequest::Priority priority = HttpRequest::Priority::Interactive);

    /// Whether to tell when each was scanned last.
    enum class WithScans { No, Yes };
    using AgentsHandler = std::function<void(const Result<QList<Agent>> &, const Exchange &)>;
    /// Exactly these agents, read anew with what lists show; those missing from the answer are gone or out of the
    /// user's scope. One request for every 500, one after another; the exchange is the last one's, and the first
    /// failure is the end. None named: none found, without a request.
    Ticket find(const QList<AssetId> &ids, HttpRequest::Priority priority, AgentsHandler done,
                WithScans scans = WithScans::No);

    using DetailsHandler = std::function<void(const Result<AgentDetails> &)>;
    /// The full record of one agent.
    Ticket get(AssetId id, DetailsHandler done);

    // The write side; called by the change run's port alone. Each names 1 to 500 agents, else it is Rejected. An answer
    // acknowledges and never carries the new state; for modules it means "requested".

    /// `agentWords` are such as AGENT_VM; they are sent as they are.
    static Result<HttpRequest> composeAgentModules(ModuleSwitch to, const QList<AssetId> &ids,
                                                   const QStringList &agentWords);
    static Result<HttpRequest> composeAgentTags(const QList<AssetId> &ids, const qps::AgentTagEdit &edit);
    static Result<HttpRequest> composeAgentScan(ScanKind kind, const QList<AssetId> &ids);
    /// Cannot be undone.
    static Result<HttpRequest> composeAgentUninstall(const QList<AssetId> &ids);
    /// `key` is the 36-character value of the key to move to.
    static Result<HttpRequest> composeAgentKey(const QList<AssetId> &ids, const QString &key);
    Ticket write(HttpRequest request, HttpClient::Handler<qps::Acknowledged> done);

private:
    HttpClient &m_client;
};
