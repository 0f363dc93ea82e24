// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/agents.h"

#include "api/records.h"

using namespace Qt::StringLiterals;

namespace {

using Priority = HttpRequest::Priority;

/// What a row shows; a host asset has fifty times as much. Interfaces and BIOS would double it.
const QString listPath = u"/qps/rest/2.0/search/am/hostasset?fields=id,name,created,modified,os,address,dnsHostName,"
                         "netbiosName,qwebHostId,tags,agentInfo.agentId,agentInfo.agentVersion,agentInfo.status,"
                         "agentInfo.lastCheckedIn,agentInfo.platform,agentInfo.activatedModule,"
                         "agentInfo.agentConfiguration,agentInfo.activationKey"_s;

QList<qps::Criterion> changedSince(const std::optional<QDateTime> &since)
{
    return since ? QList<qps::Criterion>{qps::updatedAfter(*since)} : QList<qps::Criterion>();
}

/// A write for one agent, whose path names it, or for many, whose body does.
HttpRequest actionOn(const qps::AgentIds &ids, const QString &path, const QByteArray &body, const QString &query = {})
{
    return writing((ids.isOne() ? path + u'/' + ids.first().toString() : path) + query, body);
}

/// "AGENT_VM,AGENT_SCA": without a blank, unlike the documentation's example, each once.
Result<QString> moduleList(const QStringList &words)
{
    const auto fits = [](QChar c) { return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_'); };
    QStringList once;
    for (const QString &word : words) {
        if (word.isEmpty() || !std::ranges::all_of(word, fits))
            return failed(Failure::Kind::Rejected, u"not the name of a module"_s);
        if (!once.contains(word, Qt::CaseInsensitive))
            once << word;
    }
    if (once.isEmpty())
        return failed(Failure::Kind::Rejected, u"no modules are named"_s);
    return once.join(u',');
}

} // namespace

Ticket Agents::search(const std::optional<QDateTime> &since, Search::PageHandler onPage, Search::DoneHandler onDone,
                      Priority priority, AssetId after, std::function<void(AssetId)> onReached)
{
    std::function<void(qint64)> reached;
    if (onReached)
        reached = [after, onReached = std::move(onReached)](qint64 id) { onReached({std::max(id, after.value)}); };
    return Search::start(m_client,
                         [criteria = changedSince(since), priority, after](qint64 cursor) {
                             return HttpRequest{
                                 .path = listPath,
                                 .body = qps::agentSearchRequest(std::max(cursor, after.value), pageSize, criteria),
                                 .priority = priority};
                         },
                         &qps::readAgents, std::move(onPage), std::move(onDone),
                         {.rows = mostRows, .pageSize = pageSize, .reached = std::move(reached)});
}

Ticket Agents::count(const std::optional<QDateTime> &since, CountHandler done, Priority priority)
{
    return m_client.send<qint64>(
        {.path = u"/qps/rest/2.0/count/am/hostasset"_s,
         .body = qps::agentCountRequest(changedSince(since)),
         .priority = priority},
        readerOf(&qps::readCount),
        [done = std::move(done)](const Result<qint64> &count, const Exchange &) { done(count); });
}

Ticket Agents::find(const QList<AssetId> &ids, Priority priority, AgentsHandler done, WithScans scans)
{
    const QString path = scans == WithScans::Yes ? listPath + u",lastVulnScan,lastComplianceScan"_s : listPath;
    const auto requestFor = [path, priority](const QList<AssetId> &some) {
        return qps::AgentIds::of(some).map([&](const qps::AgentIds &named) {
            return HttpRequest{
                .path = path, .body = qps::agentSearchRequest(0, pageSize, {qps::idIn(named)}), .priority = priority};
        });
    };
    return FindById<Agent>::start(m_client, ids, qps::AgentIds::most, requestFor, &qps::readAgents, std::move(done));
}

Ticket Agents::get(AssetId id, DetailsHandler done)
{
    using Details = qps::Page<AgentDetails>;
    return m_client.send<Details>(
        {.path = u"/qps/rest/2.0/get/am/hostasset/"_s + id.toString()}, readerOf<Details>(&qps::readAgentDetails),
        [done = std::move(done), id](const Result<Details> &page, const Exchange &) {
            done(recordOf(page, id, [](const AgentDetails &details) { return details.agent.id; }));
        });
}

Result<HttpRequest> Agents::composeAgentModules(ModuleSwitch to, const QList<AssetId> &ids,
                                                const QStringList &agentWords)
{
    const QString path =
        to == ModuleSwitch::On ? u"/qps/rest/2.0/activate/am/asset"_s : u"/qps/rest/2.0/deactivate/am/asset"_s;
    return moduleList(agentWords).and_then([&](const QString &modules) {
        return qps::AgentIds::of(ids).map([&](const qps::AgentIds &some) {
            return actionOn(some, path, qps::agentActionRequest(some), u"?module="_s + modules);
        });
    });
}

Result<HttpRequest> Agents::composeAgentTags(const QList<AssetId> &ids, const qps::AgentTagEdit &edit)
{
    return qps::AgentIds::of(ids).and_then([&](const qps::AgentIds &some) {
        return qps::agentTagsRequest(some, edit).map([&](const QByteArray &body) {
            return actionOn(some, u"/qps/rest/2.0/update/am/hostasset"_s, body);
        });
    });
}

Result<HttpRequest> Agents::composeAgentScan(ScanKind kind, const QList<AssetId> &ids)
{
    return qps::AgentIds::of(ids).map([&](const qps::AgentIds &some) {
        // Whether many take the second parameter too is not documented; false is what leaving it out means.
        const QString cpu = some.isOne() ? u"&overrideConfigCpu=false"_s : QString();
        return actionOn(some, u"/qps/rest/1.0/ods/ca/agentasset"_s, qps::agentActionRequest(some),
                        u"?scan="_s + toWire(kind) + cpu);
    });
}

Result<HttpRequest> Agents::composeAgentUninstall(const QList<AssetId> &ids)
{
    return qps::AgentIds::of(ids).map([](const qps::AgentIds &some) {
        return actionOn(some, u"/qps/rest/2.0/uninstall/am/asset"_s, qps::agentActionRequest(some));
    });
}

Result<HttpRequest> Agents::composeAgentKey(const QList<AssetId> &ids, const QString &key)
{
    return qps::AgentIds::of(ids)
        .and_then([&](const qps::AgentIds &some) { return qps::agentKeyRequest(some, key); })
        .map([](const QByteArray &body) { return writing(u"/qps/rest/1.0/cak/ca/changeactkey/"_s, body); });
}

Ticket Agents::write(HttpRequest request, HttpClient::Handler<qps::Acknowledged> done)
{
    return m_client.send<qps::Acknowledged>(std::move(request), readerOf(&qps::readAcknowledged), std::move(done));
}
