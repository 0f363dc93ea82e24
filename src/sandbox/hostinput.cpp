// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/hostinput.h"

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using Problem = std::optional<Reply>;

Problem unexpected(const Element &element)
{
    return refusal::invalidXml(u"Invalid content was found starting with element '%1'."_s.arg(element.name));
}

Problem takeIds(const Element &part, QStringList &into)
{
    for (const Element &item : part.children) {
        const Element *id = item.find(u"id");
        if (item.name != "TagSimple"_L1) // a Tag, as keys have it, is the usual mistake
            return unexpected(item);
        bool ok = false;
        const qint64 number = id ? id->text.trimmed().toLongLong(&ok) : 0;
        if (!ok)
            return refusal::invalidRequest(u"HostAsset: Invalid value for 'id' of a TagSimple."_s,
                                           u"Specify the value as Long."_s);
        into << QString::number(number);
    }
    return std::nullopt;
}

Problem takeTags(const Element &collection, ListEdit &into)
{
    for (const Element &part : collection.children) {
        QStringList ids;
        if (part.name != "set"_L1 && part.name != "add"_L1 && part.name != "remove"_L1)
            return unexpected(part);
        if (const Problem problem = takeIds(part, ids))
            return problem;
        if (part.name == "set"_L1)
            into.replacement = ids;
        else
            (part.name == "add"_L1 ? into.added : into.removed) << ids;
    }
    return std::nullopt;
}

} // namespace

Checked<HostInput> sandbox::readHostInput(const ServiceRequest &request)
{
    const Element *host =
        request.data && request.data->children.size() == 1 ? &request.data->children.first() : nullptr;
    if (!host || host->name != "HostAsset"_L1)
        return tl::unexpected(refusal::invalidRequest(u"'data' must hold one HostAsset."_s));
    HostInput input;
    for (const Element &member : host->children) {
        Problem problem;
        if (member.name == "tags"_L1)
            problem = takeTags(member, input.tags);
        else if (member.name == "name"_L1 && !member.text.trimmed().isEmpty())
            input.name = member.text;
        else if (member.name == "name"_L1)
            problem = refusal::invalidRequest(u"HostAsset: 'name' must not be empty."_s, u"Specify a name."_s);
        else
            problem = unexpected(member);
        if (problem)
            return tl::unexpected(*problem);
    }
    return input;
}
