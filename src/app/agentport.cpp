// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/agentport.h"

#include "domain/agentfields.h"
#include "domain/agentrules.h"
#include "panes/agentwords.h"
#include "qps/keys.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace {

QList<TagId> tagIdsOf(const QJsonValue &list)
{
    QList<TagId> ids;
    const QJsonArray values = list.toArray();
    for (const auto &value : values)
        ids << TagId{value.toInteger()};
    return ids;
}

/// Only what differs is written: tags that somebody else put on meanwhile stay.
qps::AgentTagEdit tagEdit(const QJsonValue &before, const QJsonValue &wanted)
{
    const QList<TagId> had = tagIdsOf(before), want = tagIdsOf(wanted);
    qps::AgentTagEdit edit;
    for (const TagId id : want)
        if (!had.contains(id))
            edit.add << id;
    for (const TagId id : had)
        if (!want.contains(id))
            edit.remove << id;
    return edit;
}

} // namespace

Ticket AgentPort::read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done)
{
    QList<AssetId> assets;
    for (const qint64 id : ids)
        assets << AssetId{id};
    return m_agents.find(assets, priority,
                         [this, done = std::move(done)](const Result<QList<Agent>> &agents, const Exchange &exchange) {
                             if (!agents)
                                 return done(tl::unexpected(agents.error()), exchange);
                             m_seen.clear();
                             QHash<qint64, Observed> observed;
                             for (const Agent &agent : *agents) {
                                 m_seen.insert(agent.id.value, agent);
                                 observed.insert(agent.id.value, {.id = agent.id.value,
                                                                  .label = agent.name,
                                                                  .fields = agentToFields(agent),
                                                                  .created = agent.created});
                             }
                             done(observed, exchange);
                         });
}

/// Only creates ask for everything, and agents come into being by being installed.
Ticket AgentPort::readAll(HttpRequest::Priority, ReadHandler done)
{
    Ticket ticket([] {});
    QMetaObject::invokeMethod(
        qApp,
        [done = std::move(done), watch = ticket.watch()] {
            if (watch)
                done(failed(Failure::Kind::NotSupported), {});
        },
        Qt::QueuedConnection);
    return ticket;
}

QString AgentPort::groupOf(const Change &change) const
{
    return change.operation == Operation::Update ? moduleGroup(change.desired) : QString();
}

qsizetype AgentPort::mostTogether() const
{
    return mostAgentsTogether;
}

bool AgentPort::isDeferred(const Change &change) const
{
    return !groupOf(change).isEmpty();
}

std::optional<Failure> AgentPort::refusal(const Change &change, const Observed &now) const
{
    const QStringList on = moduleWish(change.desired).on;
    const auto agent = m_seen.constFind(now.id);
    if (on.isEmpty() || agent == m_seen.constEnd())
        return {};
    const ModuleCheck check = checkModules(*agent, ModuleSwitch::On, on);
    if (check.refused.isEmpty())
        return {};
    return Failure{.kind = Failure::Kind::Rejected, .detail = refusalText(check.refused.first()), .code = u"RULE"_s};
}

Result<HttpRequest> AgentPort::compose(const Change &change, const std::optional<Observed> &now) const
{
    if (change.operation == Operation::Delete)
        return Agents::composeAgentUninstall({AssetId{change.object}});
    if (change.operation == Operation::Update && change.desired.keys() == QStringList{agentfields::tags} && now)
        return Agents::composeAgentTags({AssetId{change.object}}, tagEdit(now->fields.value(agentfields::tags),
                                                                          change.desired.value(agentfields::tags)));
    return composeGroup({change});
}

Result<HttpRequest> AgentPort::composeGroup(const QList<Change> &changes) const
{
    if (groupOf(changes.first()).isEmpty())
        return failed(Failure::Kind::NotSupported, u"this change cannot be made for an agent"_s);
    QList<AssetId> ids;
    for (const Change &change : changes)
        ids << AssetId{change.object};
    const ModuleWish wish = moduleWish(changes.first().desired);
    return wish.off.isEmpty() ? Agents::composeAgentModules(ModuleSwitch::On, ids, wish.on)
                              : Agents::composeAgentModules(ModuleSwitch::Off, ids, wish.off);
}

Ticket AgentPort::send(HttpRequest request, WriteHandler done)
{
    return m_agents.write(std::move(request),
                          [done](const Result<qps::Acknowledged> &answer, const Exchange &exchange) {
                              done(answer.map([](const qps::Acknowledged &a) {
                                  WriteReply reply{.count = int(a.count), .responseCode = u"SUCCESS"_s};
                                  // Names that are fewer than the count are examples, not the list of what was done.
                                  if (!a.ids.isEmpty() && a.count <= a.ids.size())
                                      reply.objects = QSet<qint64>(a.ids.begin(), a.ids.end());
                                  return reply;
                              }),
                                   exchange);
                          });
}

bool AgentPort::sameValue(const QString &, const QJsonValue &a, const QJsonValue &b) const
{
    return sameAgentValue(a, b);
}

QJsonObject AgentPort::expected(const Change &change, const QJsonObject &) const
{
    return change.desired;
}

QByteArray AgentPort::redacted(const QByteArray &body) const
{
    return qps::redactKeys(body);
}
