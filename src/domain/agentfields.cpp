// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agentfields.h"

#include "domain/agentrules.h"
#include "domain/agents/agentwords.h"
#include "domain/modules.h"

#include <QJsonArray>
#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr auto prefix = "AGENT_"_L1;
constexpr auto scanPrefix = "scan:"_L1;

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
    for (const auto &value : values)
        texts << value.toVariant().toString();
    texts.sort();
    return texts;
}

bool isAsked(const QJsonValue &value)
{
    return value["after"_L1].isString();
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

QJsonObject agentfields::keyValue(const KeyWord &to)
{
    return {{"hash"_L1, QString::number(to.hash, 16)}, {"title"_L1, to.title}};
}

quint64 agentfields::keyHash(const QJsonValue &value)
{
    return value["hash"_L1].toString().toULongLong(nullptr, 16);
}

QString agentfields::ofScan(ScanKind kind)
{
    return scanPrefix + toWire(kind);
}

std::optional<ScanKind> agentfields::scanKind(QStringView field)
{
    return field.startsWith(scanPrefix) ? fromWire<ScanKind>(field.mid(scanPrefix.size())) : std::nullopt;
}

QJsonObject agentfields::scanAsked(const QDateTime &utc)
{
    return {{"after"_L1, utc.toString(Qt::ISODate)}};
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
    if (agent.key.size() > shownOfKey) // else only its end is known, and whoever has the columns knows more
        fields.insert(agentfields::key, agentfields::keyValue({{}, agentKeyHash(agent.key), agent.keyTitle}));
    for (const auto &[kind, made] : {std::pair(ScanKind::Vulnerability, agent.lastVulnScan),
                                     std::pair(ScanKind::PolicyCompliance, agent.lastComplianceScan)})
        if (made.isValid())
            fields.insert(agentfields::ofScan(kind), made.toUTC().toString(Qt::ISODate));
    return fields;
}

bool sameAgentValue(const QJsonValue &a, const QJsonValue &b)
{
    if (isAsked(a) || isAsked(b))
        return isAsked(a) == isAsked(b); // when a person asked is by another clock than when it was made
    if (a["hash"_L1].isString() || b["hash"_L1].isString())
        return agentfields::keyHash(a) == agentfields::keyHash(b);
    if (a.isArray() || b.isArray())
        return sortedTexts(a) == sortedTexts(b);
    if (a.isString() || b.isString())
        return a.toString() == b.toString();
    return a.toBool() == b.toBool();
}

bool sameAgentValue(const QString &field, const QJsonValue &a, const QJsonValue &b)
{
    if (agentfields::scanKind(field) && !isAsked(a) && !isAsked(b))
        return true;
    return sameAgentValue(a, b);
}

bool isAgentAsWanted(const QString &field, const AgentValues &values)
{
    if (isAsked(values.wanted))
        return values.now.toString() > values.base.toString(); // both in ISO form and UTC, or empty
    if (field != agentfields::tags)
        return sameAgentValue(field, values.wanted, values.now);
    const TagSteps steps = tagSteps(values.before, values.wanted);
    const auto isThere = [has = values.now.toArray()](qint64 id) { return has.contains(id); };
    return std::ranges::all_of(steps.add, isThere) && std::ranges::none_of(steps.remove, isThere);
}

bool isAgentAsBefore(const QJsonObject &desired, const QString &field, const QJsonValue &was, const QJsonValue &now)
{
    const bool isAboutTags = field == agentfields::tags && desired.contains(field);
    return isAboutTags || sameAgentValue(field, was, now);
}

ModuleWish moduleWish(const QJsonObject &desired)
{
    return {wordsWith(desired, true), wordsWith(desired, false)};
}

int agentPass(const QString &field, const QJsonValue &wanted)
{
    if (agentfields::isModule(field))
        return wanted.toBool() ? 1 : 0;
    if (field == agentfields::tags)
        return 2;
    if (const auto kind = agentfields::scanKind(field))
        return 4 + int(*kind);
    return 3;
}

TagSteps tagSteps(const QJsonValue &before, const QJsonValue &wanted)
{
    const auto idsOf = [](const QJsonValue &list) {
        QList<qint64> ids;
        const QJsonArray values = list.toArray();
        for (const auto &value : values)
            ids << value.toInteger();
        std::ranges::sort(ids);
        return ids;
    };
    const QList<qint64> had = idsOf(before), want = idsOf(wanted);
    TagSteps steps;
    std::ranges::set_difference(want, had, std::back_inserter(steps.add));
    std::ranges::set_difference(had, want, std::back_inserter(steps.remove));
    return steps;
}

QJsonArray tagsWithoutSteps(const QJsonValue &before, const QJsonValue &wanted, const QJsonValue &base,
                            const QJsonValue &now)
{
    const TagSteps steps = tagSteps(before, wanted);
    const QJsonArray had = base.toArray(), has = now.toArray();
    QList<qint64> ids;
    for (const auto &value : has)
        if (const qint64 id = value.toInteger(); !steps.add.contains(id) || had.contains(id))
            ids << id;
    for (const qint64 id : steps.remove)
        if (had.contains(id) && !has.contains(id))
            ids << id;
    std::ranges::sort(ids);
    QJsonArray tags;
    for (const qint64 id : std::as_const(ids))
        tags << id;
    return tags;
}

QString agentGroup(const QJsonObject &before, const QJsonObject &desired)
{
    if (desired.isEmpty())
        return {};
    const int pass = agentPass(desired.begin().key(), desired.begin().value());
    for (auto it = desired.begin(); it != desired.end(); ++it)
        if (agentPass(it.key(), it.value()) != pass)
            return {};
    const QString first = desired.begin().key();
    if (pass <= 1) {
        const ModuleWish wish = moduleWish(desired);
        return wish.on.isEmpty() ? u"off:"_s + wish.off.join(u',') : u"on:"_s + wish.on.join(u',');
    }
    if (pass == 2) {
        const TagSteps steps = tagSteps(before.value(first), desired.value(first));
        QStringList parts;
        for (const qint64 id : steps.add)
            parts << u"+%1"_s.arg(id);
        for (const qint64 id : steps.remove)
            parts << u"-%1"_s.arg(id);
        return u"tags:"_s + parts.join(u',');
    }
    if (first == agentfields::key)
        return u"key:%1"_s.arg(agentfields::keyHash(desired.value(first)));
    return agentfields::scanKind(first) ? first : QString();
}

QStringList modulesOf(const QJsonObject &fields)
{
    return wordsWith(fields, true);
}
