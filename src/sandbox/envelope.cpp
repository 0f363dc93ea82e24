// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/reply.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using sandbox::Node;
using sandbox::Reply;

/// Writes indented elements. QXmlStreamWriter takes five times as long for a page of hosts, most of it in converting
/// one name after the other.
class XmlText
{
public:
    QByteArray bytes;
    bool padsCdata = false;

    void open(const QString &name, const QByteArray &attributes = {})
    {
        startTag(name);
        bytes += attributes;
        bytes += ">\n";
        ++m_depth;
    }

    void close(const QString &name)
    {
        --m_depth;
        indent();
        bytes += "</";
        put(name);
        bytes += ">\n";
    }

    void empty(const QString &name)
    {
        startTag(name);
        bytes += "/>\n";
    }

    void element(const QString &name, const QString &text, const QByteArray &attributes = {})
    {
        startTag(name);
        bytes += attributes;
        bytes += '>';
        put(text);
        endTag(name);
    }

    /// "]]>" inside would end it, so the section is cut in two there.
    void cdata(const QString &name, QString text, const QByteArray &attributes)
    {
        text.removeIf([](QChar c) { return c.unicode() < 0x20 && c != u'\t' && c != u'\n' && c != u'\r'; });
        text.replace(u"]]>"_s, u"]]]]><![CDATA[>"_s);
        const QByteArray pad = padsCdata ? '\n' + QByteArray(2 * m_depth, ' ') : QByteArray();
        startTag(name);
        bytes += attributes + "><![CDATA[" + pad + text.toUtf8() + pad + "]]>";
        endTag(name);
    }

    QByteArray attributes(const QList<std::pair<QString, QString>> &list)
    {
        XmlText text;
        for (const auto &[name, value] : list) {
            text.bytes += ' ' + name.toUtf8() + "=\"";
            text.put(value);
            text.bytes += '"';
        }
        return text.bytes;
    }

private:
    void endTag(const QString &name)
    {
        bytes += "</";
        put(name);
        bytes += ">\n";
    }

    void indent() { bytes.append(2 * m_depth, ' '); }

    void startTag(const QString &name)
    {
        indent();
        bytes += '<';
        put(name);
    }

    void put(const QString &text)
    {
        const bool plain = std::ranges::all_of(text, [](QChar c) {
            return c.unicode() >= 0x20 && c.unicode() < 0x7f && c != u'<' && c != u'>' && c != u'&' && c != u'"';
        });
        if (!plain) {
            putEscaped(text);
            return;
        }
        const qsizetype at = bytes.size();
        bytes.resize(at + text.size());
        std::ranges::transform(text, bytes.data() + at, [](QChar c) { return char(c.unicode()); });
    }

    /// Control characters are in no XML document, so they are left out.
    void putEscaped(const QString &text)
    {
        const QByteArray utf8 = text.toUtf8();
        for (const char c : utf8)
            if (c == '<')
                bytes += "&lt;";
            else if (c == '>')
                bytes += "&gt;";
            else if (c == '&')
                bytes += "&amp;";
            else if (c == '"')
                bytes += "&quot;";
            else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r')
                bytes += c;
    }

    qsizetype m_depth = 0;
};

void writeNode(XmlText &xml, const Node &node);

/// With its count, and with an empty `<list/>` only where the older services have one.
void writeList(XmlText &xml, const Node &node)
{
    static const QString items = u"list"_s;
    const bool counted = node.kind == Node::Kind::Counted;
    xml.open(node.name);
    if (counted)
        xml.element(u"count"_s, QString::number(node.children.size()));
    if (!node.children.isEmpty()) {
        xml.open(items);
        for (const Node &child : node.children)
            writeNode(xml, child);
        xml.close(items);
    } else if (!counted) {
        xml.empty(items);
    }
    xml.close(node.name);
}

void writeNode(XmlText &xml, const Node &node)
{
    const QByteArray attributes = node.attributes.isEmpty() ? QByteArray() : xml.attributes(node.attributes);
    switch (node.kind) {
    case Node::Kind::Text:
    case Node::Kind::Number:
    case Node::Kind::Flag:
        xml.element(node.name, node.value, attributes);
        return;
    case Node::Kind::Cdata:
        xml.cdata(node.name, node.value, attributes);
        return;
    case Node::Kind::List:
    case Node::Kind::Counted:
        writeList(xml, node);
        return;
    case Node::Kind::Group:
        break;
    }
    if (node.children.isEmpty()) {
        xml.empty(node.name);
        return;
    }
    xml.open(node.name, attributes);
    for (const Node &child : node.children)
        writeNode(xml, child);
    xml.close(node.name);
}

QByteArray writeXml(const Reply &reply, bool padsCdata)
{
    XmlText xml;
    xml.padsCdata = padsCdata;
    xml.bytes.reserve(1024 + reply.data.size() * 1536);
    xml.bytes += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if (reply.isBare && reply.isSuccess() && reply.data.size() == 1) {
        writeNode(xml, reply.data.constFirst());
        return xml.bytes;
    }
    xml.open(reply.root, " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\""
                         "https://qualysapi.qg2.apps.qualys.com/qps/xsd/" +
                             reply.schema.toUtf8() + '"');
    xml.element(u"responseCode"_s, reply.code);
    if (!reply.message.isEmpty()) {
        xml.open(u"responseErrorDetails"_s);
        xml.element(u"errorMessage"_s, reply.message);
        if (!reply.resolution.isEmpty())
            xml.element(u"errorResolution"_s, reply.resolution);
        xml.close(u"responseErrorDetails"_s);
    }
    if (reply.count)
        xml.element(u"count"_s, QString::number(*reply.count));
    if (reply.hasMore)
        xml.element(u"hasMoreRecords"_s, *reply.hasMore ? u"true"_s : u"false"_s);
    if (reply.lastId)
        xml.element(u"lastId"_s, QString::number(*reply.lastId));
    if (reply.data.isEmpty() && reply.hasBlankData) {
        xml.bytes += "  <data>\n      </data>\n";
    } else if (!reply.data.isEmpty()) {
        xml.open(u"data"_s);
        for (const Node &record : reply.data)
            writeNode(xml, record);
        xml.close(u"data"_s);
    }
    xml.close(reply.root);
    return xml.bytes;
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
    case Node::Kind::Cdata:
    case Node::Kind::Flag: // "true", a string
        return node.value;
    case Node::Kind::Group:
        return membersOf(node, loneItems);
    case Node::Kind::List:
    case Node::Kind::Counted:
        break;
    }
    QJsonArray items;
    for (const Node &item : node.children)
        items.append(QJsonObject{{item.name, jsonOf(item, loneItems)}});
    if (node.kind == Node::Kind::Counted && items.isEmpty())
        return QJsonObject{{u"count"_s, 0}};
    if (node.kind == Node::Kind::Counted)
        return QJsonObject{{u"count"_s, items.size()}, {u"list"_s, items}};
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
    return json ? writeJson(reply, loneItems) : writeXml(reply, padsCdata);
}
