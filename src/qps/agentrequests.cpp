// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/agentrequests.h"

#include <QSet>
#include <QUuid>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace {

qps::Criterion agentsOnly()
{
    return {u"tagName"_s, qps::Operator::Equals, u"Cloud Agent"_s};
}

QList<qps::Criterion> agentsThat(const QList<qps::Criterion> &narrower)
{
    return QList<qps::Criterion>{agentsOnly()} + narrower;
}

void writeTags(QXmlStreamWriter &xml, const QString &what, const QList<TagId> &tags)
{
    if (tags.isEmpty())
        return;
    xml.writeStartElement(what);
    for (const TagId tag : tags) {
        xml.writeStartElement(u"TagSimple"_s);
        xml.writeTextElement(u"id"_s, tag.toString());
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

Outcome checkTags(const qps::AgentTagEdit &edit)
{
    const QList<TagId> all = edit.set + edit.add + edit.remove;
    if (all.isEmpty())
        return failed(Failure::Kind::Rejected, u"no tags are named"_s);
    if (!edit.set.isEmpty() && all.size() > edit.set.size())
        return failed(Failure::Kind::Rejected, u"tags are either set, or added and removed"_s);
    if (QSet<TagId>(all.begin(), all.end()).size() < all.size())
        return failed(Failure::Kind::Rejected, u"a tag is named twice"_s);
    if (!std::ranges::all_of(all, [](TagId tag) { return bool(tag); }))
        return failed(Failure::Kind::Rejected, u"a tag without an id"_s);
    return {};
}

} // namespace

Result<qps::AgentIds> qps::AgentIds::of(const QList<AssetId> &ids)
{
    QList<AssetId> once;
    QSet<AssetId> known;
    for (const AssetId id : ids) {
        if (!id)
            return failed(Failure::Kind::Rejected, u"an agent without an id"_s);
        if (!known.contains(id)) {
            known.insert(id);
            once.append(id);
        }
    }
    if (once.isEmpty())
        return failed(Failure::Kind::Rejected, u"no agents are named"_s);
    if (once.size() > most)
        return failed(Failure::Kind::Rejected, u"more than %1 agents in one request"_s.arg(most));
    return AgentIds(std::move(once));
}

qps::Criterion qps::idIn(const AgentIds &ids)
{
    QList<qint64> numbers;
    numbers.reserve(ids.all().size());
    for (const AssetId id : ids.all())
        numbers << id.value;
    return idIn(numbers);
}

qps::Criterion qps::updatedAfter(const QDateTime &time)
{
    return {u"updated"_s, Operator::Greater, time.toUTC().toString(Qt::ISODate)};
}

QByteArray qps::agentSearchRequest(qint64 afterId, int limit, const QList<Criterion> &narrower)
{
    return searchRequest(afterId, limit, agentsThat(narrower));
}

QByteArray qps::agentCountRequest(const QList<Criterion> &narrower)
{
    return countRequest(agentsThat(narrower));
}

QByteArray qps::agentActionRequest(const AgentIds &ids)
{
    return ids.isOne() ? emptyRequest()
                       : serviceRequest([&](QXmlStreamWriter &xml) { writeCriteria(xml, agentsThat({idIn(ids)})); });
}

Result<QByteArray> qps::agentTagsRequest(const AgentIds &ids, const AgentTagEdit &edit)
{
    if (const Outcome sound = checkTags(edit); !sound)
        return tl::unexpected(sound.error());
    return serviceRequest([&](QXmlStreamWriter &xml) {
        if (!ids.isOne())
            writeCriteria(xml, agentsThat({idIn(ids)}));
        xml.writeStartElement(u"data"_s);
        xml.writeStartElement(u"HostAsset"_s);
        xml.writeStartElement(u"tags"_s);
        writeTags(xml, u"set"_s, edit.set);
        writeTags(xml, u"add"_s, edit.add);
        writeTags(xml, u"remove"_s, edit.remove);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

Result<QByteArray> qps::agentKeyRequest(const AgentIds &ids, const QString &key)
{
    constexpr qsizetype length = 36;
    if (key.size() != length || QUuid::fromString(key).isNull())
        return failed(Failure::Kind::Rejected, u"not the value of an activation key"_s);
    return serviceRequest([&](QXmlStreamWriter &xml) {
        xml.writeStartElement(u"data"_s);
        xml.writeStartElement(u"ChangeActKey"_s);
        xml.writeTextElement(u"newActivationKey"_s, key);
        xml.writeEndElement();
        xml.writeEndElement();
        writeCriteria(xml, {idIn(ids)}); // also for one: the path names no agent
    });
}
