// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agentfields.h"

#include "domain/modules.h"

#include <QJsonArray>
#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr auto prefix = "AGENT_"_L1;

/// A module as a field and as the service spells it.
struct Spelling
{
    QString field, word;
};

const QList<Spelling> &spellings()
{
    static const QList<Spelling> all = [] {
        QList<Spelling> list;
        for (const Module &module : knownModules())
            if (!module.agent.isEmpty())
                list << Spelling{agentfields::ofModule(QString(module.agent)), module.agent};
        return list;
    }();
    return all;
}

/// The words whose value is as asked, in the order of the strip, unknown ones last.
QStringList wordsWith(const QJsonObject &fields, bool value)
{
    QMap<qsizetype, QString> found; // by place on the strip; plans of thousands ask this often
    const QList<Spelling> &all = spellings();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QString field = it.key();
        if (!agentfields::isModule(field) || it.value().toBool() != value)
            continue;
        const auto known = std::ranges::find(all, field, &Spelling::field);
        if (known == all.end())
            found.insert(all.size() + found.size(), field);
        else
            found.insert(known - all.begin(), known->word);
    }
    return found.values();
}

QStringList sortedTexts(const QJsonValue &list)
{
    QStringList texts;
    const QJsonArray values = list.toArray();
    for (const QJsonValue &value : values)
        texts << value.toVariant().toString();
    texts.sort();
    return texts;
}

} // namespace

QString agentfields::ofModule(QStringView agentWord)
{
    const QString word = agentWord.toString().toUpper();
    return word.startsWith(prefix) && word.size() > prefix.size() ? word : QString();
}

bool agentfields::isModule(QStringView field)
{
    return field.startsWith(prefix);
}

QString agentfields::wireWord(QStringView field)
{
    for (const Module &module : knownModules())
        if (field.compare(module.agent, Qt::CaseInsensitive) == 0)
            return module.agent;
    return field.toString();
}

QJsonObject agentToFields(const Agent &agent)
{
    QJsonObject fields{{agentfields::name, agent.name}};
    for (const QString &word : agent.modules)
        if (const QString field = agentfields::ofModule(word); !field.isEmpty())
            fields.insert(field, true);
    QList<qint64> ids;
    for (const TagRef &tag : agent.tags)
        ids << tag.id.value;
    std::ranges::sort(ids);
    QJsonArray tags;
    for (const qint64 id : std::as_const(ids))
        tags << id;
    fields.insert(agentfields::tags, tags);
    return fields;
}

bool sameAgentValue(const QJsonValue &a, const QJsonValue &b)
{
    if (a.isArray() || b.isArray())
        return sortedTexts(a) == sortedTexts(b);
    if (a.isString() || b.isString())
        return a.toString() == b.toString();
    return a.toBool() == b.toBool();
}

ModuleWish moduleWish(const QJsonObject &desired)
{
    return {wordsWith(desired, true), wordsWith(desired, false)};
}

QString moduleGroup(const QJsonObject &desired)
{
    const ModuleWish wanted = moduleWish(desired);
    if (wanted.on.size() + wanted.off.size() != desired.size() || wanted.on.isEmpty() == wanted.off.isEmpty())
        return {};
    return wanted.on.isEmpty() ? u"off:"_s + wanted.off.join(u',') : u"on:"_s + wanted.on.join(u',');
}

QStringList modulesOf(const QJsonObject &fields)
{
    return wordsWith(fields, true);
}
