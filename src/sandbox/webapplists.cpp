// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/webapplists.h"

#include "sandbox/keyrows.h"
#include "sandbox/wasinput.h"
#include "sandbox/webappnode.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::wasinput;

const EntryList *listOf(const Call &call, const QString &element)
{
    for (const EntryList &list : entryLists())
        if (element == list.element(call.quirks))
            return &list;
    return nullptr;
}

Problem takeAttribute(const Element &item, bool removes, WebAppEntry &into)
{
    if (const Problem problem = strangerIn(item, {u"name", u"value"}))
        return problem;
    const Element *name = item.find(u"name"), *value = item.find(u"value");
    if (!name || (!value && !removes))
        return refusal::invalidXml(u"The content of element 'Attribute' is not complete. '%1' is expected."_s.arg(
            name ? u"value"_s : u"name"_s));
    into = {.value = value ? value->text.trimmed() : QString(), .name = name->text.trimmed()};
    return std::nullopt;
}

Problem takeUrlEntry(const Element &item, WebAppEntry &into)
{
    const QString regex = item.attributes.value(u"regex"_s, u"false"_s);
    if (regex != "true"_L1 && regex != "false"_L1)
        return refusal::invalidXml(
            u"The value '%1' of attribute 'regex' is not a valid value for 'boolean'."_s.arg(regex.left(80)));
    into = {.value = item.text.trimmed(), .regex = regex == "true"_L1};
    return std::nullopt;
}

Problem takeComment(const Call &call, const Element &item, WebAppEntry &into)
{
    if (const Problem problem = strangerIn(item, {u"contents"}))
        return problem;
    const Element *contents = item.find(u"contents");
    if (!contents)
        return refusal::invalidXml(u"The content of element 'Comment' is not complete. 'contents' is expected."_s);
    into = {.value = contents->text.trimmed(), .author = call.account.id, .created = wireTime(call.now)};
    return std::nullopt;
}

Problem takeEntry(const Call &call, const EntryList &list, const Element &item, bool removes, WebAppEntry &into)
{
    switch (list.kind) {
    case EntryList::Kind::Attribute:
        return takeAttribute(item, removes, into);
    case EntryList::Kind::Url:
        return takeUrlEntry(item, into);
    case EntryList::Kind::Comment:
        return takeComment(call, item, into);
    case EntryList::Kind::Text:
        break;
    }
    into = {.value = item.text.trimmed()};
    return std::nullopt;
}

/// Attributes are told apart by name, URLs also by how they are meant, everything else by its text.
bool isSame(const EntryList &list, const WebAppEntry &a, const WebAppEntry &b)
{
    if (list.kind == EntryList::Kind::Attribute)
        return a.name == b.name;
    return a.value == b.value && a.regex == b.regex && list.kind != EntryList::Kind::Comment;
}

void change(const EntryList &list, QStringView verb, const WebAppEntry &entry, QList<WebAppEntry> &entries)
{
    const auto there =
        std::ranges::find_if(entries, [&](const WebAppEntry &other) { return isSame(list, other, entry); });
    if (verb == u"remove") {
        if (there != entries.end())
            entries.removeAt(there - entries.begin());
    } else if (there != entries.end()) {
        *there = entry; // an item with the same key is updated
    } else if (verb != u"update") {
        entries << entry;
    }
}

} // namespace

bool sandbox::isEntryList(const Call &call, const Element &element)
{
    return listOf(call, element.name) != nullptr;
}

std::optional<Reply> sandbox::applyEntryList(const Call &call, const Element &element, WebAppRow &app)
{
    const EntryList &list = *listOf(call, element.name);
    const bool comments = list.kind == EntryList::Kind::Comment;
    QList<WebAppEntry> entries = app.entries.value(QString::fromLatin1(list.name));
    const auto take = [&](QStringView verb, const QList<Element> &items) -> Problem {
        if (comments && verb == u"remove")
            return refusal::invalidXml(u"Invalid content was found starting with element 'remove'."_s);
        if (verb == u"set")
            entries.clear();
        for (const Element &item : items) {
            WebAppEntry entry;
            if (const Problem problem = takeEntry(call, list, item, verb == u"remove", entry))
                return problem;
            change(list, verb, entry, entries);
        }
        return std::nullopt;
    };
    const Problem problem =
        eachVerb(element, QString::fromLatin1(list.item), comments ? Verbs::WithoutUpdate : Verbs::WithUpdate, take);
    if (entries.isEmpty())
        app.entries.remove(QString::fromLatin1(list.name));
    else
        app.entries.insert(QString::fromLatin1(list.name), entries);
    return problem;
}
