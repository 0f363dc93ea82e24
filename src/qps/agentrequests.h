// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "domain/activationkey.h"
#include "qps/requests.h"

/// Bodies of the calls for agents. A call for many acts on whatever its filter matches, all agents if it matches all;
/// so there is no way to write one that does not name its agents.
namespace qps {

/// The agents that one request names: at least one, at most `most`, each once, all with an id.
class AgentIds
{
public:
    /// Of one request; the service's own bound is not known.
    static constexpr qsizetype most = 500;

    /// Repeats are dropped. Rejected when none, too many or something without an id is named.
    static Result<AgentIds> of(const QList<AssetId> &ids);

    const QList<AssetId> &all() const { return m_ids; }
    AssetId first() const { return m_ids.first(); }
    bool isOne() const { return m_ids.size() == 1; }

private:
    explicit AgentIds(QList<AssetId> ids)
        : m_ids(std::move(ids))
    {
    }
    QList<AssetId> m_ids;
};

Criterion idIn(const AgentIds &ids);
/// Changed later than this; the element is called `modified`.
Criterion updatedAfter(const QDateTime &time);

/// Every search and count says that it is about agents (`tagName EQUALS Cloud Agent`), which the service demands.
QByteArray agentSearchRequest(qint64 afterId, int limit, const QList<Criterion> &narrower = {});
QByteArray agentCountRequest(const QList<Criterion> &narrower = {});

/// Body of a call that does something with one agent, which its path names, or with many, which the body does.
QByteArray agentActionRequest(const AgentIds &ids);

/// What happens to the tags of agents: either they become exactly `set`, or some are added and some removed.
struct AgentTagEdit
{
    QList<TagId> set, add, remove;
};
/// Rejected when it changes nothing, mixes `set` with the others or names a tag twice. An empty `set` cannot be
/// written: it would take every tag off, which `remove` says by name.
Result<QByteArray> agentTagsRequest(const AgentIds &ids, const AgentTagEdit &edit);

/// Moves agents to another activation key, named by its 36-character value. Rejected when it is none, such as a masked
/// one; the value is in no failure.
Result<QByteArray> agentKeyRequest(const AgentIds &ids, const QString &key);

} // namespace qps
