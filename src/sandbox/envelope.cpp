// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/reply.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace {

using sandbox::Node;
using sandbox::Reply;

void writeNode(QXmlStreamWriter &xml, const Node &node)
{
    if (node.kind != Node::Kind::Group && node.kind != Node::Kind::List) {
        xml.writeTextElement(node.name, node.value);
        return;
    }
    xml.writeStartElement(node.name);
    if (node.kind == Node::Kind::List)
        xml.writeStartElement(u"list"_s);
    for (const Node &child : node.children)
        writeNode(xml, child);
    if (node.kind == Node::Kind::List)
        xml.writeEndElement();
    xml.writeEndElement();
}

QByteArray writeXml(const Reply &reply)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(reply.root);
    xml.writeAttribute(u"xmlns:xsi"_s, u"http://www.w3.org/2001/XMLSchema-instance"_s);
    xml.writeAttribute(u"xsi:noNamespaceSchemaLocation"_s,
                       u"https://qualysapi.qg2.apps.qualys.com/qps/xsd/"_s + reply.schema);
    xml.writeTextElement(u"responseCode"_s, reply.code);
    if (!reply.message.isEmpty()) {
        xml.writeStartElement(u"responseErrorDetails"_s);
        xml.writeTextElement(u"errorMessage"_s, reply.message);
        if (!reply.resolution.isEmpty())
            xml.writeTextElement(u"errorResolution"_s, reply.resolution);
        xml.writeEndElement();
    }
    if (reply.count)
        xml.writeTextElement(u"count"_s, QString::number(*reply.count));
    if (reply.hasMore)
        xml.writeTextElement(u"hasMoreRecords"_s, *reply.hasMore ? u"true"_s : u"false"_s);
    if (reply.lastId)
        xml.writeTextElement(u"lastId"_s, QString::number(*reply.lastId));
    if (!reply.data.isEmpty()) {
        xml.writeStartElement(u"data"_s);
        for (const Node &record : reply.data)
            writeNode(xml, record);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

QJsonValue jsonOf(const Node &node, bool loneItems);

/// Members of one name that is there twice cannot be said in JSON: the last one stays.
QJsonObject membersOf(const Node &node, bool loneItems)
{
    QJsonObject object;
    for (const Node &member : node.children)
        object.insert(member.name, jsonOf(member, loneItems));
    return object;
}

QJsonValue jsonOf(const Node &node, bool loneItems)
{
    switch (node.kind) {
    case Node::Kind::Number:
        return node.value.toLongLong();
    case Node::Kind::Text:
    case Node::Kind::Flag: // "true", a string
        return node.value;
    case Node::Kind::Group:
        return membersOf(node, loneItems);
    case Node::Kind::List:
        break;
    }
    QJsonArray items;
    for (const Node &item : node.children)
        items.append(QJsonObject{{item.name, jsonOf(item, loneItems)}});
    if (loneItems && items.size() == 1)
        return QJsonObject{{u"list"_s, items.first()}};
    return QJsonObject{{u"list"_s, items}};
}

QByteArray writeJson(const Reply &reply, bool loneItems)
{
    QJsonObject object{{u"responseCode"_s, reply.code}};
    if (!reply.message.isEmpty()) {
        QJsonObject details{{u"errorMessage"_s, reply.message}};
        if (!reply.resolution.isEmpty())
            details.insert(u"errorResolution"_s, reply.resolution);
        object.insert(u"responseErrorDetails"_s, details);
    }
    if (reply.count)
        object.insert(u"count"_s, *reply.count);
    if (reply.hasMore)
        object.insert(u"hasMoreRecords"_s, *reply.hasMore ? u"true"_s : u"false"_s);
    if (reply.lastId)
        object.insert(u"lastId"_s, *reply.lastId);
    QJsonArray data; // always an array, also for one record
    for (const Node &record : reply.data)
        data.append(QJsonObject{{record.name, jsonOf(record, loneItems)}});
    if (!data.isEmpty())
        object.insert(u"data"_s, data);
    return QJsonDocument(QJsonObject{{reply.root, object}}).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray sandbox::Envelope::write(const Reply &reply) const
{
    return json ? writeJson(reply, loneItems) : writeXml(reply);
}
