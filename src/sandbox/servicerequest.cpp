// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/servicerequest.h"

#include "qps/structure.h"

#include <QDomDocument>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using sandbox::Checked;
using sandbox::Element;
using sandbox::ServiceRequest;
using sandbox::refusal::invalidRequest;
using sandbox::refusal::invalidXml;

Checked<ServiceRequest> unexpected(const QString &name)
{
    return tl::unexpected(invalidXml(u"Invalid content was found starting with element '%1'."_s.arg(name)));
}

/// Of an element without children its whole text, else nothing: white space between elements means nothing.
Element elementOf(const QDomElement &dom)
{
    Element element{.name = dom.localName().isEmpty() ? dom.tagName() : dom.localName()};
    const QDomNamedNodeMap attributes = dom.attributes();
    for (int i = 0; i < attributes.size(); ++i)
        element.attributes.insert(attributes.item(i).nodeName(), attributes.item(i).nodeValue());
    for (QDomElement child = dom.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        element.children.append(elementOf(child));
    if (element.children.isEmpty())
        element.text = dom.text();
    return element;
}

Checked<Element> readXml(const QByteArray &body)
{
    // Refused before a parser that builds a tree sees it: a DOCTYPE, deep nesting, thousands of attributes.
    if (const auto problem = qps::checkStructure(body))
        return tl::unexpected(invalidXml(qps::describe(*problem)));
    QDomDocument document;
    QString why;
    int line = 0, column = 0;
    if (!document.setContent(body, true, &why, &line, &column))
        return tl::unexpected(
            invalidXml(u"%1 (line %2, column %3)"_s.arg(why, QString::number(line), QString::number(column))));
    return elementOf(document.documentElement());
}

QString textOf(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (!value.isDouble())
        return value.toString();
    const bool whole = value.toDouble() == double(value.toInteger());
    return whole ? QString::number(value.toInteger()) : QString::number(value.toDouble());
}

void addJson(Element &parent, const QString &name, const QJsonValue &value);

Element jsonElement(const QString &name, const QJsonValue &value)
{
    Element element{.name = name};
    if (!value.isObject())
        element.text = textOf(value);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        addJson(element, it.key(), it.value());
    return element;
}

/// `"Tag":[{…},{…}]` repeats the element; `"list":[{"Tag":{…}}]`, the form of answers, holds the items inside one.
void addJson(Element &parent, const QString &name, const QJsonValue &value)
{
    if (value.isNull())
        return;
    if (!value.isArray()) {
        parent.children.append(jsonElement(name, value));
        return;
    }
    const QJsonArray items = value.toArray();
    static const QStringList collections{u"list"_s, u"set"_s, u"add"_s, u"remove"_s, u"update"_s, u"data"_s};
    if (items.isEmpty() && !collections.contains(name))
        return; // no items of this name, not one without content
    const bool wrapped = std::ranges::all_of(items, [](const QJsonValue &item) {
        return item.isObject() && item.toObject().size() == 1 && item.toObject().begin()->isObject();
    });
    if (!wrapped) {
        for (const auto &item : items)
            parent.children.append(jsonElement(name, item));
        return;
    }
    Element list{.name = name};
    for (const auto &item : items)
        list.children.append(jsonElement(item.toObject().begin().key(), item.toObject().begin().value()));
    parent.children.append(list);
}

Checked<Element> readJson(const QByteArray &body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError)
        return tl::unexpected(invalidXml(u"%1 (byte %2)"_s.arg(error.errorString()).arg(error.offset)));
    const QJsonObject object = document.object();
    if (object.size() != 1)
        return tl::unexpected(invalidXml(u"One member 'ServiceRequest' was expected."_s));
    return jsonElement(object.begin().key(), object.begin().value());
}

bool looksJson(const QByteArray &body, const QByteArray &contentType)
{
    const QByteArray type = contentType.toLower();
    if (type.contains("json") || type.contains("xml"))
        return type.contains("json");
    return body.trimmed().startsWith('{');
}

/// In XML field and operator are attributes, in JSON members.
QString partOf(const Element &criterion, const QString &name)
{
    const Element *member = criterion.find(name);
    return member ? member->text : criterion.attributes.value(name);
}

std::optional<sandbox::Reply> takeFilters(const Element &filters, ServiceRequest &request)
{
    for (const Element &child : filters.children) {
        if (child.name != "Criteria"_L1)
            return invalidXml(u"Invalid content was found starting with element '%1'."_s.arg(child.name));
        const Element *value = child.find(u"value");
        sandbox::AskedCriterion criterion{.field = partOf(child, u"field"_s),
                                          .op = partOf(child, u"operator"_s),
                                          .value = value ? value->text : child.text,
                                          .name = partOf(child, u"name"_s)};
        if (criterion.field.isEmpty() || criterion.op.isEmpty())
            return invalidXml(u"Attributes 'field' and 'operator' must appear on element 'Criteria'."_s);
        request.criteria.append(criterion);
    }
    if (request.criteria.isEmpty())
        return invalidXml(u"The content of element 'filters' is not complete. 'Criteria' is expected."_s);
    return std::nullopt;
}

std::optional<sandbox::Reply> takePreferences(const Element &preferences, ServiceRequest &request)
{
    for (const Element &child : preferences.children) {
        if (child.name == "verbose"_L1) {
            const QString word = child.text.trimmed();
            if (word != "true"_L1 && word != "false"_L1)
                return invalidXml(u"'%1' is not a valid value for 'boolean'."_s.arg(word));
            request.verbose = word == "true"_L1;
            continue;
        }
        const bool limit = child.name == "limitResults"_L1, offset = child.name == "startFromOffset"_L1;
        if (!limit && !offset && child.name != "startFromId"_L1)
            return invalidXml(u"Invalid content was found starting with element '%1'."_s.arg(child.name));
        bool ok = false;
        const qint64 number = child.text.trimmed().toLongLong(&ok);
        if (!ok || number < (limit || offset ? 1 : 0) || (limit && number > 1000))
            return invalidRequest(u"Preferences: Invalid value for '%1' (%2)."_s.arg(child.name, child.text),
                                  limit ? u"Specify a value from 1 to 1000."_s : u"Specify the value as Long."_s);
        if (limit)
            request.limit = int(number);
        else
            (offset ? request.fromOffset : request.fromId) = number;
    }
    return std::nullopt;
}

} // namespace

const sandbox::Element *sandbox::Element::find(QStringView child) const
{
    const auto found = std::ranges::find_if(children, [&](const Element &e) { return e.name == child; });
    return found == children.end() ? nullptr : &*found;
}

Checked<ServiceRequest> sandbox::readServiceRequest(const QByteArray &body, const QByteArray &contentType,
                                                    EmptyBody empty)
{
    if (body.trimmed().isEmpty() && empty == EmptyBody::Allowed)
        return ServiceRequest();
    if (body.trimmed().isEmpty())
        return tl::unexpected(invalidXml(u"The request has no body; send an empty ServiceRequest."_s));
    const Checked<Element> root = looksJson(body, contentType) ? readJson(body) : readXml(body);
    if (!root)
        return tl::unexpected(root.error());
    if (root->name != "ServiceRequest"_L1)
        return unexpected(root->name);

    ServiceRequest request;
    QStringList seen;
    for (const Element &child : root->children) {
        if (seen.contains(child.name))
            return unexpected(child.name);
        seen.append(child.name);
        std::optional<Reply> problem;
        if (child.name == "filters"_L1)
            problem = takeFilters(child, request);
        else if (child.name == "preferences"_L1)
            problem = takePreferences(child, request);
        else if (child.name == "data"_L1)
            request.data = child;
        else
            return unexpected(child.name);
        if (problem)
            return tl::unexpected(*problem);
    }
    return request;
}
