// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentedits.h"

#include "domain/agentfields.h"
#include "domain/modules.h"
#include "panes/agentwords.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <functional>

namespace {

/// What of a wish an agent gets: nothing to do, refused, or some fields.
struct Verdict
{
    QJsonObject desired;
    QString why;
};

QJsonValue tagsAfter(const QJsonValue &before, const AgentWish &wish)
{
    QList<qint64> ids;
    const QJsonArray had = before.toArray();
    for (const auto &tag : had)
        if (!wish.tagsRemoved.contains(TagId{tag.toInteger()}))
            ids << tag.toInteger();
    for (const TagId tag : wish.tagsAdded)
        if (!ids.contains(tag.value))
            ids << tag.value;
    std::ranges::sort(ids);
    QJsonArray list;
    for (const qint64 id : std::as_const(ids))
        list << id;
    return list;
}

/// On and off are requests of their own, so they are changes of their own where an agent gets both; the plan sees to
/// that, off first, since PC makes room for SCA.
Verdict judgeModules(Agent agent, const AgentWish &wish)
{
    Verdict verdict;
    const ModuleCheck less = checkModules(agent, ModuleSwitch::Off, wish.off);
    for (const QString &word : less.toSend) {
        verdict.desired.insert(agentfields::ofModule(word), false);
        agent.modules.removeIf([&](const QString &has) { return has.compare(word, Qt::CaseInsensitive) == 0; });
    }
    const ModuleCheck more = checkModules(agent, ModuleSwitch::On, wish.on);
    if (!more.refused.isEmpty())
        return {.desired = {}, .why = refusalText(more.refused.first())};
    for (const QString &word : more.toSend)
        verdict.desired.insert(agentfields::ofModule(word), true);
    return verdict;
}

Verdict judge(const Agent &agent, const QJsonObject &before, const AgentWish &wish)
{
    Verdict verdict = judgeModules(agent, wish);
    if (!verdict.why.isEmpty())
        return verdict;
    if (!wish.tagsAdded.isEmpty() || !wish.tagsRemoved.isEmpty())
        if (const QJsonValue tags = tagsAfter(before.value(agentfields::tags), wish);
            !sameAgentValue(tags, before.value(agentfields::tags)))
            verdict.desired.insert(agentfields::tags, tags);
    if (wish.key && agentfields::keyHash(before.value(agentfields::key)) != wish.key->hash)
        verdict.desired.insert(agentfields::key, agentfields::keyValue(*wish.key));
    if (wish.scan && !scanKindsFor(agent).contains(*wish.scan))
        return {.desired = {}, .why = noScanText(*wish.scan)};
    if (wish.scan)
        verdict.desired.insert(agentfields::ofScan(*wish.scan), agentfields::scanAsked(wish.asked));
    return verdict;
}

QJsonObject fieldsAt(const AgentRows &agents, quint32 row, const Agent &agent)
{
    QJsonObject fields = agentToFields(agent);
    if (const KeyWord &key = agents.key(row); key.hash != 0)
        fields.insert(agentfields::key, agentfields::keyValue(key));
    return fields;
}

/// As they will be when what is staged has been done.
QJsonObject withStaged(QJsonObject fields, const QJsonObject &desired)
{
    for (auto it = desired.begin(); it != desired.end(); ++it)
        fields.insert(it.key(), it.value());
    return fields;
}

Agent withStaged(Agent agent, const QJsonObject &desired)
{
    const ModuleWish wish = moduleWish(desired);
    agent.modules.removeIf([&](const QString &word) {
        return std::ranges::any_of(wish.off, [&](const QString &off) { return isSameModule(word, off); });
    });
    for (const QString &word : wish.on)
        if (!hasModule(agent, word))
            agent.modules << word;
    return agent;
}

/// Agents that are alike as far as rules and modules go share these words.
struct Alike
{
    const ModulesWord *modules;
    const QString *os, *platform;
    const KeyWord *key;

    friend bool operator==(const Alike &, const Alike &) = default;
    friend std::size_t qHash(const Alike &a, std::size_t seed = 0)
    {
        return qHashMulti(seed, a.modules, a.os, a.platform, a.key);
    }
};

} // namespace

QString AgentEdits::whyTogether() const
{
    if (reasons.size() == 1)
        return reasons.firstKey();
    QList<std::pair<int, QString>> counted;
    for (auto it = reasons.cbegin(); it != reasons.cend(); ++it)
        counted.emplaceBack(*it, it.key());
    std::ranges::sort(counted, std::greater());
    QStringList parts;
    for (const auto &[times, reason] : std::as_const(counted))
        parts << QStringLiteral("%1 (%2)").arg(reason, QLocale().toString(times));
    return parts.join(u' ');
}

StagedFields stagedFields(const QList<Change> &staged)
{
    StagedFields fields;
    for (const Change &change : staged)
        if (change.type == ObjectType::Agent && change.operation == Operation::Update)
            fields.insert(change.object, change.desired);
    return fields;
}

AgentEdits agentEdits(const AgentRows &agents, const RowBits &rows, const AgentWish &wish, EditsAs as,
                      const StagedFields &staged)
{
    AgentEdits edits;
    if (wish.isEmpty())
        return edits;
    const bool byTags = !wish.tagsAdded.isEmpty() || !wish.tagsRemoved.isEmpty();
    RefusedAgents refused;
    QHash<Alike, Verdict> known;
    rows.forEach([&](quint32 row) {
        if (row >= agents.rowCount() || agents.isEmptyRow(row))
            return;
        const Alike alike{&agents.modules(row), &agents.os(row), &agents.platform(row), &agents.key(row)};
        const auto earlier = staged.isEmpty() ? staged.cend() : staged.constFind(agents.idAt(row).value);
        const bool alone = byTags || earlier != staged.cend();
        auto verdict = alone ? known.end() : known.find(alike);
        Agent agent;
        QJsonObject before;
        if (verdict == known.end() || as == EditsAs::Changes) {
            agent = agents.agentAt(row);
            before = fieldsAt(agents, row, agent);
        }
        Verdict own;
        if (earlier != staged.cend())
            own = judge(withStaged(agent, *earlier), withStaged(before, *earlier), wish);
        else if (byTags)
            own = judge(agent, before, wish);
        else if (verdict == known.end())
            verdict = known.insert(alike, judge(agent, before, wish));
        const Verdict *judged = alone ? &own : &*verdict;
        if (!judged->why.isEmpty()) {
            ++edits.refused;
            ++edits.reasons[judged->why];
            if (as == EditsAs::Changes)
                refused.add(row, agent.id, judged->why);
            return;
        }
        if (judged->desired.isEmpty() && !wish.uninstall) {
            ++edits.already;
            return;
        }
        ++edits.count;
        if (as == EditsAs::Counted)
            return;
        Change change;
        change.type = ObjectType::Agent;
        change.operation = wish.uninstall ? Operation::Delete : Operation::Update;
        change.object = agent.id.value;
        change.label = agent.name;
        change.desired = wish.uninstall ? QJsonObject() : judged->desired;
        change.before = before;
        edits.changes << change;
    });
    if (!refused.isEmpty())
        edits.refusedAgents = std::make_shared<const RefusedAgents>(std::move(refused));
    return edits;
}

AgentFigures agentFigures(const AgentRows &agents, const RowBits &rows, Figures which)
{
    AgentFigures figures;
    QHash<Alike, std::pair<int, quint32>> alike; // how many, and one of them
    rows.forEach([&](quint32 row) {
        if (row >= agents.rowCount() || agents.isEmptyRow(row))
            return;
        ++figures.agents;
        auto &[count, example] = alike[{&agents.modules(row), &agents.os(row), &agents.platform(row), nullptr}];
        if (count++ == 0)
            example = row;
        if (which == Figures::All)
            for (const TagRef &tag : agents.tags(row))
                ++figures.tags[tag.id];
    });
    for (const auto &[count, example] : std::as_const(alike)) {
        for (quint32 bits = agents.moduleBits(example); bits != 0; bits &= bits - 1)
            figures.active[bits & ~(bits - 1)] += count;
        if (which == Figures::All)
            for (const ScanKind kind : scanKindsFor(agents.agentAt(example)))
                figures.scans[kind] += count;
    }
    return figures;
}
