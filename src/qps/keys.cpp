// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/keys.h"

#include "qps/requests.h"

#include <QRegularExpression>
#include <QVarLengthArray>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace {

/// The `name`d elements of the <list> in an element. Gathered first: growing the result step by step costs more.
template <typename Read>
auto readList(pugi::xml_node element, std::string_view name, Read read)
{
    QVarLengthArray<pugi::xml_node, 32> found;
    qps::forEachElement(element.child("list"), [&](std::string_view itemName, pugi::xml_node item) {
        if (itemName == name)
            found.append(item);
    });
    QList<std::invoke_result_t<Read, pugi::xml_node>> items;
    items.reserve(found.size());
    for (const pugi::xml_node item : found)
        items.append(read(item));
    return items;
}

TagRef readTag(pugi::xml_node element, qps::Issues &issues, qps::RepeatedWords &words)
{
    TagRef tag;
    qps::forEachElement(element, [&](std::string_view name, pugi::xml_node child) {
        if (name == "id")
            tag.id = {qps::readNumber(child, issues)};
        else if (name == "name")
            tag.name = qps::readText(child, words);
    });
    return tag;
}

KeyAgent readAgent(pugi::xml_node element, qps::Issues &issues)
{
    KeyAgent agent;
    qps::forEachElement(element, [&](std::string_view name, pugi::xml_node child) {
        if (name == "id")
            agent.id = {qps::readNumber(child, issues)};
        else if (name == "uuid")
            agent.uuid = qps::readWord(child);
        else if (name == "name")
            agent.name = qps::readText(child);
    });
    return agent;
}

void writeNumber(QXmlStreamWriter &xml, QAnyStringView name, qint64 number)
{
    xml.writeTextElement(name.toString(), QString::number(number));
}

void writeFlag(QXmlStreamWriter &xml, QAnyStringView name, bool flag)
{
    xml.writeTextElement(name.toString(), flag ? u"true"_s : u"false"_s);
}

/// What create and update share, in the order of the service's schema.
void writeWhat(QXmlStreamWriter &xml, const ActivationKey &key, bool clearOwner)
{
    writeNumber(xml, "countPurchased"_L1, limitsCount(key.type) ? key.countPurchased : 0);
    xml.writeTextElement(u"type"_s, toWire(key.type).toString());
    if (limitsTime(key.type) && key.expires)
        xml.writeTextElement(u"expireDate"_s, key.expires->toUTC().toString(Qt::ISODate));
    xml.writeTextElement(u"title"_s, key.title);
    writeNumber(xml, "networkId"_L1, key.networkId);
    if (key.owner || clearOwner)
        writeNumber(xml, "ownerId"_L1, key.owner.value);
}

void writeLists(QXmlStreamWriter &xml, const ActivationKey &key)
{
    xml.writeStartElement(u"modules"_s);
    xml.writeStartElement(u"list"_s);
    for (const QString &module : key.modules) {
        xml.writeStartElement(u"ActivationKeyModule"_s);
        xml.writeTextElement(u"license"_s, module);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeStartElement(u"tags"_s);
    xml.writeStartElement(u"list"_s);
    for (const TagRef &tag : key.tags) {
        xml.writeStartElement(u"Tag"_s);
        writeNumber(xml, "id"_L1, tag.id.value);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
}

} // namespace

ActivationKey qps::readActivationKey(pugi::xml_node element, Issues &issues, RepeatedWords &words)
{
    ActivationKey key;
    forEachField(element, [&](std::string_view fullName, pugi::xml_node child) {
        const std::string_view name = localName(fullName);
        if (name == "id")
            key.id = {readNumber(child, issues)};
        else if (name == "activationKey")
            key.key = readWord(child);
        else if (name == "title")
            key.title = readText(child); // answers may repeat it: the last one counts
        else if (name == "type") {
            if (const auto type = fromWire<KeyType>(readWord(child, words)))
                key.type = *type;
            else
                issues.note(child, u"not a key type");
        } else if (name == "countPurchased")
            key.countPurchased = readNumber(child, issues);
        else if (name == "countUsed")
            key.countUsed = readNumber(child, issues);
        else if (name == "datePurchased")
            key.purchased = readTime(child, issues);
        else if (name == "expireDate") {
            const QDateTime time = readTime(child, issues);
            key.expires = time.isValid() ? std::optional(time) : std::nullopt;
        } else if (name == "networkId")
            key.networkId = readNumber(child, issues);
        else if (name == "isDisabled")
            key.disabled = readFlag(child, issues);
        else if (name == "suspendSelfPatch")
            key.suspendSelfPatch = readFlag(child, issues);
        else if (name == "ownerId")
            key.owner = {readNumber(child, issues)};
        else if (name == "modules")
            key.modules = readList(child, "ActivationKeyModule",
                                   [&](pugi::xml_node module) { return readWord(module.child("license"), words); });
        else if (name == "tags")
            key.tags = readList(child, "Tag", [&](pugi::xml_node tag) { return readTag(tag, issues, words); });
        else if (name == "agents")
            key.agents = readList(child, "AgentAsset", [&](pugi::xml_node agent) { return readAgent(agent, issues); });
    });
    return key;
}

Result<qps::Page<ActivationKey>> qps::readActivationKeys(Raw raw)
{
    RepeatedWords words;
    return readPage(std::move(raw), "AgentActKey", [&words](pugi::xml_node element, Issues &issues) {
        return readActivationKey(element, issues, words);
    });
}

QByteArray qps::keyCreateRequest(const ActivationKey &key)
{
    return serviceRequest([&](QXmlStreamWriter &xml) {
        xml.writeStartElement(u"data"_s);
        xml.writeStartElement(u"AgentActKey"_s);
        writeWhat(xml, key, false);
        if (key.disabled)
            writeFlag(xml, "isDisabled"_L1, true);
        writeLists(xml, key);
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

QByteArray qps::keyUpdateRequest(const ActivationKey &key, const KeyUpdateOptions &options)
{
    return serviceRequest([&](QXmlStreamWriter &xml) {
        xml.writeStartElement(u"data"_s);
        xml.writeStartElement(u"AgentActKey"_s);
        writeNumber(xml, "id"_L1, key.id.value);
        writeWhat(xml, key, options.clearOwner);
        writeFlag(xml, "isDisabled"_L1, key.disabled);
        writeFlag(xml, "applyOnAgents"_L1, options.applyOnAgents);
        writeFlag(xml, "suspendSelfPatch"_L1, key.suspendSelfPatch);
        writeLists(xml, key);
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

QByteArray qps::redactKeys(const QByteArray &xml)
{
    static const QRegularExpression guid(
        u"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{8}([0-9a-fA-F]{4})"_s);
    return QString::fromUtf8(xml).replace(guid, u"••••\\1"_s).toUtf8();
}
