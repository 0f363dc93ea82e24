// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/agentworld.h"

#include "domain/agentfields.h"

#include <QTimer>

using namespace Qt::StringLiterals;

qint64 AgentWorld::add(const QStringList &modules)
{
    const qint64 id = m_nextId++;
    agents.insert(id, QSet<QString>(modules.begin(), modules.end()));
    return id;
}

QJsonObject AgentWorld::fieldsOf(qint64 id) const
{
    QJsonObject fields{{agentfields::name, u"host %1"_s.arg(id)}};
    for (const QString &module : agents.value(id))
        fields.insert(module, true);
    return fields;
}

Change AgentWorld::change(qint64 id, const QJsonObject &desired) const
{
    Change change;
    change.type = ObjectType::Agent;
    change.object = id;
    change.label = u"host %1"_s.arg(id);
    change.desired = desired;
    change.before = fieldsOf(id);
    return change;
}

int AgentWorld::appliedFor(qint64 id) const
{
    return int(std::ranges::count_if(writes, [id](const Write &write) { return write.applied.contains(id); }));
}

void AgentWorld::showDue()
{
    m_pending.removeIf([this](const Pending &pending) {
        if (pending.read > reads)
            return false;
        for (const QString &module : pending.modules) {
            if (pending.on)
                agents[pending.id].insert(module);
            else
                agents[pending.id].remove(module);
        }
        return true;
    });
}

Ticket AgentWorld::read(const QList<qint64> &ids, HttpRequest::Priority, ReadHandler done)
{
    Ticket ticket([] {});
    ++reads;
    largestRead = std::max(largestRead, ids.size());
    showDue();
    QHash<qint64, Observed> found;
    for (const qint64 id : ids)
        if (agents.contains(id))
            found.insert(id, {.id = id, .label = u"host %1"_s.arg(id), .fields = fieldsOf(id)});
    QTimer::singleShot(0, this, [done, found, watch = ticket.watch()] {
        if (watch)
            done(found, {.requestsSent = 1, .status = 200});
    });
    return ticket;
}

Ticket AgentWorld::readAll(HttpRequest::Priority priority, ReadHandler done)
{
    return read(agents.keys(), priority, std::move(done));
}

QString AgentWorld::groupOf(const Change &change) const
{
    return agentGroup(change);
}

std::optional<Failure> AgentWorld::refusal(const Change &change, const Observed &) const
{
    if (change.desired.value("AGENT_SCA"_L1).toBool() && agents.value(change.object).contains(u"AGENT_PC"_s))
        return Failure{.kind = Failure::Kind::Rejected, .code = u"RULE"_s};
    return refuses ? refuses(change.object) : std::nullopt;
}

Result<HttpRequest> AgentWorld::compose(const Change &change, const std::optional<Observed> &) const
{
    return composeGroup({change});
}

Result<HttpRequest> AgentWorld::composeGroup(const QList<Change> &changes) const
{
    HttpRequest request;
    request.path = agentGroup(changes.first());
    QStringList ids;
    for (const Change &change : changes)
        ids << QString::number(change.object);
    request.body = ids.join(u',').toUtf8();
    return request;
}

Ticket AgentWorld::send(HttpRequest request, WriteHandler done)
{
    Ticket ticket([] {});
    Write write{.attempt = request.attempt};
    write.on = request.path.startsWith("on:"_L1);
    write.modules = request.path.section(u':', 1).split(u',');
    for (const QByteArray &id : request.body.split(','))
        write.ids.insert(id.toLongLong());
    const Answer answer = answerTo ? answerTo(write) : Answer{};
    WriteReply reply{.responseCode = u"SUCCESS"_s};
    if (answer.applies) {
        write.applied = write.ids - answer.leftOut;
        for (const qint64 id : write.applied)
            if (delay >= 0)
                m_pending << Pending{reads + delay + 1, id, write.modules, write.on};
    }
    reply.count = int(write.applied.size());
    if (!answer.namesNone)
        reply.objects = write.applied;
    writes << write;
    QTimer::singleShot(0, this, [done, reply, answer, watch = ticket.watch()] {
        if (!watch)
            return;
        if (answer.failure)
            done(tl::unexpected(*answer.failure), {.requestsSent = 1, .status = answer.failure->httpStatus});
        else
            done(reply, {.requestsSent = 1, .status = 200});
    });
    return ticket;
}

bool AgentWorld::sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const
{
    return sameAgentValue(field, a, b);
}

bool AgentWorld::isAsWanted(const Change &change, const QString &field, const QJsonValue &wanted,
                            const QJsonValue &now) const
{
    return isAgentAsWanted(field, {change.before.value(field), baseOf(change).value(field), wanted, now});
}

bool AgentWorld::isAsBefore(const Change &change, const QString &field, const QJsonValue &was,
                            const QJsonValue &now) const
{
    return isAgentAsBefore(change.desired, field, was, now);
}

QJsonObject AgentWorld::expected(const Change &change, const QJsonObject &) const
{
    return change.desired;
}
