// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/agentport.h"

#include "changes/plan.h"
#include "domain/agentfields.h"
#include "domain/agentrules.h"
#include "domain/agents/agentwords.h"
#include "panes/agentwords.h"
#include "qps/keys.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

qps::AgentTagEdit tagEdit(const Change &change)
{
    const TagSteps steps = tagSteps(change.before.value(agentfields::tags), change.desired.value(agentfields::tags));
    qps::AgentTagEdit edit;
    for (const qint64 id : steps.add)
        edit.add << TagId{id};
    for (const qint64 id : steps.remove)
        edit.remove << TagId{id};
    return edit;
}

/// A refusal may quote what was sent, and is kept; of a key its end says enough.
Failure withoutKeys(Failure failure)
{
    failure.detail = QString::fromUtf8(qps::redactKeys(failure.detail.toUtf8()));
    failure.resolution = QString::fromUtf8(qps::redactKeys(failure.resolution.toUtf8()));
    return failure;
}

std::optional<ScanKind> scanIn(const QJsonObject &desired)
{
    return desired.isEmpty() ? std::nullopt : agentfields::scanKind(desired.begin().key());
}

} // namespace

void AgentPort::expect(const QList<Change> &changes)
{
    for (const Change &change : changes)
        for (auto it = change.desired.begin(); change.type == ObjectType::Agent && it != change.desired.end(); ++it) {
            if (const quint64 hash = it.key() == agentfields::key ? agentfields::keyHash(it.value()) : 0)
                m_wantedKeys.insert(hash);
            m_wantsScans = m_wantsScans || agentfields::scanKind(it.key());
        }
}

Ticket AgentPort::read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done)
{
    QList<AssetId> assets;
    for (const qint64 id : ids)
        assets << AssetId{id};
    const auto isKnown = [this](quint64 hash) { return m_keyValues.contains(hash); };
    if (std::ranges::all_of(m_wantedKeys, isKnown))
        return readAgents(assets, priority, std::move(done));
    // Which values keys have is in no change: they are looked up for those who move agents to another key, and again
    // while one is missing, since keys are made all the time.
    Ticket ticket([this] {
        m_readingKeys.letGo();
        m_reading.letGo();
    });
    const auto watch = ticket.watch();
    m_readingKeys = m_keys.search(
        [this](const QList<ActivationKey> &page) {
            for (const ActivationKey &key : page)
                m_keyValues.insert(agentKeyHash(key.key), key.key);
        },
        [this, assets, priority, done, watch](const Result<SearchReport> &report) {
            if (!watch)
                return;
            if (!report)
                return done(tl::unexpected(report.error()), {});
            m_reading = readAgents(assets, priority, [done, watch](const auto &agents, const Exchange &exchange) {
                if (watch)
                    done(agents, exchange);
            });
        });
    return ticket;
}

Ticket AgentPort::readAgents(const QList<AssetId> &assets, HttpRequest::Priority priority, ReadHandler done)
{
    return m_agents.find(
        assets, priority,
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
        },
        m_wantsScans ? Agents::WithScans::Yes : Agents::WithScans::No);
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
    return agentGroup(change);
}

qsizetype AgentPort::mostTogether() const
{
    return mostAgentsTogether;
}

bool AgentPort::isDeferred(const Change &change) const
{
    return change.operation == Operation::Update && !change.desired.contains(agentfields::tags);
}

std::optional<Failure> AgentPort::refusal(const Change &change, const Observed &now) const
{
    const auto rule = [](QString text) {
        return Failure{.kind = Failure::Kind::Rejected, .detail = std::move(text), .code = u"RULE"_s};
    };
    const auto agent = m_seen.constFind(now.id);
    if (change.operation != Operation::Update || agent == m_seen.constEnd())
        return {};
    if (const QStringList on = moduleWish(change.desired).on; !on.isEmpty()) {
        const ModuleCheck check = checkModules(*agent, ModuleSwitch::On, on);
        if (!check.refused.isEmpty())
            return rule(refusalText(check.refused.first()));
    }
    if (const auto kind = scanIn(change.desired); kind && !scanKindsFor(*agent).contains(*kind))
        return rule(noScanText(*kind));
    return {};
}

Result<HttpRequest> AgentPort::compose(const Change &change, const std::optional<Observed> &) const
{
    return composeGroup({change});
}

Result<HttpRequest> AgentPort::composeGroup(const QList<Change> &changes) const
{
    const Change &first = changes.first();
    if (agentGroup(first).isEmpty())
        return failed(Failure::Kind::NotSupported, u"this change cannot be made for an agent"_s);
    QList<AssetId> ids;
    for (const Change &change : changes)
        ids << AssetId{change.object};
    if (first.operation == Operation::Delete)
        return Agents::composeAgentUninstall(ids);
    if (first.desired.contains(agentfields::tags))
        return Agents::composeAgentTags(ids, tagEdit(first));
    if (const auto kind = scanIn(first.desired))
        return Agents::composeAgentScan(*kind, ids);
    if (first.desired.contains(agentfields::key)) {
        const QString key = m_keyValues.value(agentfields::keyHash(first.desired.value(agentfields::key)));
        return key.isEmpty() ? failed(Failure::Kind::NotFound, u"there is no such activation key any more"_s)
                             : Agents::composeAgentKey(ids, key);
    }
    const ModuleWish wish = moduleWish(first.desired);
    return wish.off.isEmpty() ? Agents::composeAgentModules(ModuleSwitch::On, ids, wish.on)
                              : Agents::composeAgentModules(ModuleSwitch::Off, ids, wish.off);
}

Ticket AgentPort::send(HttpRequest request, WriteHandler done)
{
    const bool tellsKey = qps::redactKeys(request.body) != request.body;
    return m_agents.write(std::move(request),
                          [done, tellsKey](const Result<qps::Acknowledged> &answer, const Exchange &exchange) {
                              if (!answer && tellsKey)
                                  return done(tl::unexpected(withoutKeys(answer.error())), exchange);
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

bool AgentPort::sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const
{
    return sameAgentValue(field, a, b);
}

bool AgentPort::isAsWanted(const Change &change, const QString &field, const QJsonValue &wanted,
                           const QJsonValue &now) const
{
    return isAgentAsWanted(field, {change.before.value(field), baseOf(change).value(field), wanted, now});
}

bool AgentPort::isAsBefore(const Change &change, const QString &field, const QJsonValue &was,
                           const QJsonValue &now) const
{
    return isAgentAsBefore(change.desired, field, was, now);
}

QJsonObject AgentPort::expected(const Change &change, const QJsonObject &) const
{
    return change.desired;
}

QByteArray AgentPort::redacted(const QByteArray &body) const
{
    return qps::redactKeys(body);
}
