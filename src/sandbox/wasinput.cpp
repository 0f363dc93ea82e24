// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/wasinput.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sandbox::wasinput {

Reply unexpected(const Element &element)
{
    return refusal::invalidXml(u"Invalid content was found starting with element '%1'."_s.arg(element.name));
}

Reply invalidValue(const QString &field, const QString &value, const QString &advice)
{
    return refusal::invalidRequest(u"Invalid value for %1 (%2)."_s.arg(field, value.left(80)), advice);
}

Checked<Element> recordOf(const ServiceRequest &request, const QString &name)
{
    if (!request.data || request.data->children.isEmpty())
        return tl::unexpected(
            refusal::invalidXml(u"The content of element 'data' is not complete. '%1' is expected."_s.arg(name)));
    if (request.data->children.first().name != name)
        return tl::unexpected(unexpected(request.data->children.first()));
    if (request.data->children.size() > 1)
        return tl::unexpected(unexpected(request.data->children[1]));
    return request.data->children.first();
}

Problem strangerIn(const Element &parent, std::initializer_list<QStringView> known)
{
    QStringList seen;
    for (const Element &child : parent.children) {
        if (std::ranges::find(known, QStringView(child.name)) == known.end() || seen.contains(child.name))
            return unexpected(child);
        seen << child.name;
    }
    return std::nullopt;
}

Problem takeFlag(const Element &element, bool &into)
{
    const QString word = element.text.trimmed();
    const bool yes = word == "true"_L1 || word == "1"_L1;
    if (!yes && word != "false"_L1 && word != "0"_L1)
        return refusal::invalidXml(
            u"The value '%1' of element '%2' is not a valid value for 'boolean'."_s.arg(word.left(80), element.name));
    into = yes;
    return std::nullopt;
}

Problem takeNumber(const Element &element, qint64 &into)
{
    bool ok = false;
    into = element.text.trimmed().toLongLong(&ok);
    if (!ok)
        return refusal::invalidXml(u"The value '%1' of element '%2' is not a valid value for 'long'."_s.arg(
            element.text.trimmed().left(80), element.name));
    return std::nullopt;
}

Problem takeWord(const Element &element, const QStringList &words, QString &into)
{
    const QString word = element.text.trimmed();
    if (!words.contains(word))
        return refusal::invalidXml(u"The value '%1' of element '%2' is not one of %3."_s.arg(
            word.left(80), element.name, words.join(u", "_s)));
    into = word;
    return std::nullopt;
}

Problem takeId(const Element &element, qint64 &into)
{
    const Element *id = element.find(u"id");
    if (!id)
        return refusal::invalidXml(
            u"The content of element '%1' is not complete. 'id' is expected."_s.arg(element.name));
    return takeNumber(*id, into);
}

Problem eachVerb(const Element &list, const QString &item, Verbs verbs,
                 const std::function<Problem(QStringView verb, const QList<Element> &items)> &take)
{
    const bool updates = verbs == Verbs::WithUpdate;
    if (const Problem problem = updates ? strangerIn(list, {u"set", u"add", u"remove", u"update"})
                                        : strangerIn(list, {u"set", u"add", u"remove"}))
        return problem;
    if (list.children.isEmpty())
        return refusal::invalidXml(
            u"The content of element '%1' is not complete. One of set, add, remove is expected."_s.arg(list.name));
    for (const Element &verb : list.children) {
        if (verb.children.isEmpty())
            return refusal::invalidXml(
                u"The content of element '%1' is not complete. '%2' is expected."_s.arg(verb.name, item));
        for (const Element &child : verb.children)
            if (child.name != item)
                return unexpected(child);
        if (const Problem problem = take(verb.name, verb.children))
            return problem;
    }
    return std::nullopt;
}

Problem takeIds(const Element &list, const QString &item, Verbs verbs, ListEdit &into)
{
    return eachVerb(list, item, verbs, [&](QStringView verb, const QList<Element> &items) -> Problem {
        QStringList ids;
        for (const Element &element : items) {
            qint64 id = 0;
            if (const Problem problem = strangerIn(element, {u"id", u"name"}))
                return problem;
            if (const Problem problem = takeId(element, id))
                return problem;
            ids << QString::number(id);
        }
        if (verb == u"set")
            into.replacement = ids;
        else if (verb != u"update")
            (verb == u"add" ? into.added : into.removed) << ids;
        return std::nullopt;
    });
}

Problem missingIn(SQLite::Database &database, const char *table, const QString &field, const QStringList &ids)
{
    for (const QString &id : ids)
        if (sql::value(database, (std::string("SELECT count(*) FROM ") + table + " WHERE id = ?").c_str(),
                       id.toLongLong()) == 0)
            return invalidValue(field, id, u"Specify the id of an existing object that is in your scope."_s);
    return std::nullopt;
}

} // namespace sandbox::wasinput
