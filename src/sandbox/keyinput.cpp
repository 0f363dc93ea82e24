// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/keyinput.h"

#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace {

using sandbox::Checked;
using sandbox::Element;
using sandbox::KeyInput;
using sandbox::ListEdit;
using sandbox::Reply;
using sandbox::refusal::invalidRequest;
using sandbox::refusal::invalidXml;
using Problem = std::optional<Reply>;

Problem badValue(const Element &element, const QString &form)
{
    return invalidRequest(u"AgentActKey: Invalid value for '%1' (%2)."_s.arg(element.name, element.text.left(80)),
                          u"Specify the value as %1."_s.arg(form));
}

Problem unexpected(const Element &element)
{
    return invalidXml(u"Invalid content was found starting with element '%1'."_s.arg(element.name));
}

Problem take(const Element &element, std::optional<qint64> &into)
{
    bool ok = false;
    into = element.text.trimmed().toLongLong(&ok);
    return ok ? std::nullopt : badValue(element, u"Long"_s);
}

Problem take(const Element &element, std::optional<bool> &into)
{
    const QString word = element.text.trimmed();
    const bool yes = word == "true"_L1 || word == "1"_L1;
    into = yes;
    return yes || word == "false"_L1 || word == "0"_L1 ? std::nullopt : badValue(element, u"Boolean"_s);
}

Problem take(const Element &element, std::optional<KeyType> &into)
{
    into = fromWire<KeyType>(element.text.trimmed());
    return into ? std::nullopt
                : badValue(element, u"one of UNLIMITED, COUNT_LIMITED, TIME_LIMITED, COUNT_TIME_LIMITED"_s);
}

Problem take(const Element &element, std::optional<QDateTime> &into)
{
    static const QRegularExpression form(u"^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z?)?$"_s);
    const QString text = element.text.trimmed();
    const QDateTime time = QDateTime::fromString(text.left(19), Qt::ISODate);
    if (!form.match(text).hasMatch() || !time.isValid())
        return badValue(element, u"Date (YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ)"_s);
    into = QDateTime(time.date(), time.time(), QTimeZone::utc());
    return std::nullopt;
}

/// The item elements of one of a collection's parts, each as the one text that counts.
Problem takeItems(const Element &part, const QString &itemName, QStringList &into)
{
    for (const Element &item : part.children) {
        if (item.name != itemName)
            return unexpected(item);
        const Element *id = item.find(itemName == "Tag"_L1 ? u"id" : u"license");
        const Element *name = item.find(u"name");
        const QString text = id ? id->text.trimmed() : QString();
        bool ok = itemName != "Tag"_L1;
        if (itemName == "Tag"_L1 && id) {
            text.toLongLong(&ok);
            if (!ok)
                return badValue(*id, u"Long"_s);
        }
        if (!text.isEmpty())
            into << text;
        else if (itemName == "Tag"_L1 && name)
            into << u"name:"_s + name->text;
        else
            return invalidRequest(u"AgentActKey: an entry of '%1' names nothing."_s.arg(itemName));
    }
    return std::nullopt;
}

Problem takeList(const Element &collection, const QString &itemName, ListEdit &into)
{
    for (const Element &part : collection.children) {
        if (part.name == "count"_L1 || part.name == "update"_L1)
            continue; // nothing of an entry can be updated
        const bool replaces = part.name == "list"_L1 || part.name == "set"_L1;
        if (!replaces && part.name != "add"_L1 && part.name != "remove"_L1)
            return unexpected(part);
        QStringList items;
        if (const Problem problem = takeItems(part, itemName, items))
            return problem;
        if (replaces)
            into.replacement = into.replacement.value_or(QStringList()) + items;
        else
            (part.name == "add"_L1 ? into.added : into.removed) << items;
    }
    return std::nullopt;
}

Problem takeMember(const Element &element, KeyInput &input)
{
    /// In the service's schema, but its own business or not understood: answers carry them, so a client sends them
    /// back.
    static const QStringList passedOver{
        u"uuid"_s,         u"activationKey"_s,  u"status"_s,           u"countUsed"_s,        u"datePurchased"_s,
        u"dateLastUsed"_s, u"binaryMappings"_s, u"oldActivationKey"_s, u"newActivationKey"_s, u"agents"_s};
    const QString &name = element.name;
    if (name == "id"_L1)
        return take(element, input.id);
    if (name == "type"_L1)
        return take(element, input.type);
    if (name == "countPurchased"_L1)
        return take(element, input.countPurchased);
    if (name == "expireDate"_L1)
        return take(element, input.expires);
    if (name == "networkId"_L1)
        return take(element, input.networkId);
    if (name == "ownerId"_L1)
        return take(element, input.owner);
    if (name == "isDisabled"_L1)
        return take(element, input.disabled);
    if (name == "suspendSelfPatch"_L1)
        return take(element, input.suspendSelfPatch);
    if (name == "modules"_L1)
        return takeList(element, u"ActivationKeyModule"_s, input.modules);
    if (name == "tags"_L1)
        return takeList(element, u"Tag"_s, input.tags);
    if (name == "title"_L1) {
        input.title = element.text;
        return element.children.isEmpty() ? std::nullopt : unexpected(element.children.first());
    }
    if (name == "applyOnAgents"_L1) {
        std::optional<bool> flag;
        const Problem problem = take(element, flag);
        input.applyOnAgents = flag.value_or(false);
        return problem;
    }
    return passedOver.contains(name) ? std::nullopt : unexpected(element);
}

} // namespace

QStringList sandbox::ListEdit::appliedTo(QStringList items, Qt::CaseSensitivity sensitivity) const
{
    if (replacement)
        items = *replacement;
    items += added;
    QStringList result;
    for (const QString &item : std::as_const(items))
        if (!removed.contains(item, sensitivity) && !result.contains(item, sensitivity))
            result << item;
    return result;
}

Checked<KeyInput> sandbox::readKeyInput(const ServiceRequest &request)
{
    if (!request.data || request.data->children.isEmpty())
        return tl::unexpected(invalidRequest(u"'data' must hold one AgentActKey."_s));
    for (const Element &child : request.data->children)
        if (child.name != "AgentActKey"_L1 || request.data->children.size() > 1)
            return tl::unexpected(*unexpected(child));
    KeyInput input;
    QStringList seen;
    for (const Element &member : request.data->children.first().children) {
        if (seen.contains(member.name))
            return tl::unexpected(*unexpected(member));
        seen << member.name;
        if (const Problem problem = takeMember(member, input))
            return tl::unexpected(*problem);
    }
    return input;
}
