// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/stagingarea.h"

#include "domain/agentfields.h"
#include "domain/keyfields.h"
#include "domain/webappfields.h"

namespace {

constexpr qsizetype stepsKept = 100;

using Key = std::pair<int, qint64>; ///< ObjectType and id
using Content = StagingArea::Content;
using Places = StagingArea::Places;

Key keyOf(const Change &change)
{
    return {int(change.type), change.object};
}

bool isUnedited(ObjectType type, const QString &field, const QJsonValue &wanted, const QJsonObject &before)
{
    if (type == ObjectType::Agent && agentfields::isModule(field)) // one that is off may be missing
        return sameAgentValue(wanted, before.value(field));
    if (!before.contains(field))
        return false;
    switch (type) {
    case ObjectType::ActivationKey:
        return sameFieldValue(field, wanted, before.value(field));
    case ObjectType::Agent:
        return !agentfields::scanKind(field) && sameAgentValue(wanted, before.value(field));
    case ObjectType::WebApp:
        return sameWebAppValue(field, wanted, before.value(field));
    case ObjectType::Scan:
        break;
    }
    return false;
}

/// What the field has to be set to so that `before` holds again; nothing where there is no way back.
std::optional<QJsonValue> setBack(const Change &change, const QString &field)
{
    const bool forGood = change.type == ObjectType::Scan ||
                         (change.type == ObjectType::WebApp && field == webappfields::findings) ||
                         (change.type == ObjectType::Agent && agentfields::scanKind(field));
    if (forGood)
        return std::nullopt;
    if (change.type == ObjectType::Agent && agentfields::isModule(field)) // those that are off are not named
        return change.before.value(field).toBool();
    return change.before.contains(field) ? std::optional(change.before.value(field)) : std::nullopt;
}

QJsonObject withoutUnedited(const Change &change)
{
    QJsonObject edited;
    for (auto it = change.desired.begin(); it != change.desired.end(); ++it)
        if (!isUnedited(change.type, it.key(), it.value(), change.before))
            edited.insert(it.key(), it.value());
    return edited;
}

/// An earlier edit of the same object and a later one as one.
Change merged(const Change &earlier, const Change &later)
{
    if (later.operation != Operation::Update || earlier.operation == Operation::Delete)
        return later;
    Change change = later;
    change.operation = earlier.operation;
    change.desired = earlier.desired;
    for (auto it = later.desired.begin(); it != later.desired.end(); ++it)
        change.desired.insert(it.key(), it.value());
    if (earlier.operation == Operation::Create) {
        change.before = earlier.before;
        const QLatin1StringView name = later.type == ObjectType::ActivationKey ? keyfields::title : webappfields::name;
        change.label = later.desired.value(name).toString(earlier.label);
        return change;
    }
    for (auto it = earlier.desired.begin(); it != earlier.desired.end(); ++it) {
        // A list that grows by one more was not looked at as a whole: what it started from stays.
        const bool grows = later.type == ObjectType::ActivationKey &&
                           (it.key() == keyfields::tags || it.key() == keyfields::modules) &&
                           later.desired.value(it.key()) != later.before.value(it.key());
        if ((grows || !later.desired.contains(it.key())) && earlier.before.contains(it.key()))
            change.before.insert(it.key(), earlier.before.value(it.key()));
    }
    return change;
}

bool changesNothing(const Change &change)
{
    return change.operation == Operation::Update && change.desired.isEmpty() && !change.applyOnAgents;
}

Places placesOf(const QList<Change> &changes)
{
    Places places;
    places.reserve(changes.size());
    for (qsizetype i = 0; i < changes.size(); ++i)
        places.insert(keyOf(changes[i]), i);
    return places;
}

/// One more edit put into the list. A removed change leaves a Discarded one behind, so that the places stay true; false
/// when it does.
bool put(QList<Change> &list, Places &places, const Change &incoming)
{
    const auto place = places.constFind(keyOf(incoming));
    const bool known = place != places.constEnd() && list[*place].state != ChangeState::Discarded;
    Change change = known ? merged(list[*place], incoming) : incoming;
    change.state = ChangeState::Staged;
    if (change.operation == Operation::Update)
        change.desired = withoutUnedited(change);
    const bool neverWas = change.operation == Operation::Delete && change.object < 0;
    if (changesNothing(change) || neverWas)
        change.state = ChangeState::Discarded;
    const bool stays = change.state != ChangeState::Discarded;
    if (place != places.constEnd()) {
        list[*place] = std::move(change);
        return stays;
    }
    if (stays) {
        places.insert(keyOf(change), list.size());
        list.append(std::move(change));
    }
    return true; // nothing was there to be removed
}

Content contentOf(const QList<Change> &changes)
{
    return {changes, placesOf(changes)};
}

bool isSameList(const QList<Change> &a, const QList<Change> &b)
{
    return a.size() == b.size() && (a.isEmpty() || a.constData() == b.constData());
}

/// What is left of a change, as it stands now, when `taken` of the same object is in a plan: nothing, or what came on
/// top of it while the plan was written down, a value set back among it.
std::optional<Change> leftOf(const Change *now, const Change &taken)
{
    if (taken.operation != Operation::Update || (now && now->operation != Operation::Update))
        return now && now->operation != taken.operation ? std::optional(*now) : std::nullopt;
    Change left = now ? *now : taken;
    if (!now)
        left.desired = {};
    QJsonObject back;
    for (auto it = taken.desired.begin(); it != taken.desired.end(); ++it) {
        if (!left.desired.contains(it.key())) {
            if (const auto value = setBack(taken, it.key()))
                back.insert(it.key(), *value);
        } else if (left.desired.value(it.key()) == it.value()) {
            left.desired.remove(it.key());
        }
        left.before.insert(it.key(), it.value()); // what the plan makes of it is no conflict
    }
    if (taken.type != ObjectType::WebApp || canWriteWebApp(left.before, back))
        for (auto it = back.begin(); it != back.end(); ++it)
            left.desired.insert(it.key(), it.value());
    left.applyOnAgents = now && now->applyOnAgents && !taken.applyOnAgents;
    return changesNothing(left) ? std::nullopt : std::optional(left);
}

QList<Change> without(const QList<Change> &changes, const QSet<Key> &gone)
{
    QList<Change> left; // mostly few or none: what goes is not copied first
    for (const Change &change : changes)
        if (!gone.contains(keyOf(change)))
            left.append(change);
    return left;
}

} // namespace

StagingArea::StagingArea(QObject *parent)
    : QObject(parent)
{
}

const Change *StagingArea::find(qint64 object, ObjectType type) const
{
    const auto place = m_content.places.constFind(Key(int(type), object));
    return place == m_content.places.constEnd() ? nullptr : &m_content.changes[*place];
}

StagingArea::Content StagingArea::staged(const Content &before, const QList<Change> &changes)
{
    Content after = before;
    after.changes.reserve(after.changes.size() + changes.size());
    after.places.reserve(after.places.size() + changes.size());
    bool allStay = true;
    for (const Change &change : changes)
        allStay = put(after.changes, after.places, change) && allStay;
    if (!allStay) {
        after.changes.removeIf([](const Change &change) { return change.state == ChangeState::Discarded; });
        after.places = placesOf(after.changes);
    }
    return after.changes == before.changes ? before : after;
}

void StagingArea::stage(const QList<Change> &changes, const QString &stepName)
{
    for (const Change &change : changes)
        m_lowestId = std::min(m_lowestId, change.object);
    push(staged(m_content, changes), stepName);
}

bool StagingArea::adopt(const Content &before, const Content &after, const QString &stepName)
{
    if (!isSameList(before.changes, m_content.changes))
        return false;
    for (const Change &change : after.changes)
        m_lowestId = std::min(m_lowestId, change.object);
    push(after, stepName);
    return true;
}

void StagingArea::unstage(const QList<qint64> &objects, const QString &stepName, ObjectType type)
{
    QSet<Key> gone;
    for (const qint64 object : objects)
        gone << Key(int(type), object);
    push(contentOf(without(m_content.changes, gone)), stepName);
}

void StagingArea::giveUp(const Change &of, const QStringList &fields, const QString &stepName)
{
    const Change *now = find(of.object, of.type);
    if (!now)
        return;
    Change back = *now;
    back.desired = {};
    for (const QString &field : fields) {
        back.desired.insert(field, of.before.value(field));
        back.before.insert(field, of.before.value(field));
    }
    stage({back}, stepName);
}

void StagingArea::clear(const QString &stepName)
{
    push({}, stepName);
}

void StagingArea::take(const QList<Change> &changes, const QString &onTopName)
{
    constexpr qsizetype many = 1'000; // their steps are not worth the time the window would be held
    if (changes.size() > many && isSameList(m_content.changes, changes)) {
        m_steps.clear();
        m_done = 0;
        show({});
        return emit taken();
    }
    QSet<Key> gone;
    QList<Change> onTop;
    for (const Change &change : changes) {
        gone << keyOf(change);
        if (const std::optional<Change> left = leftOf(find(change.object, change.type), change))
            onTop << *left;
    }
    QList<Step> steps;
    qsizetype done = 0;
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        Step step{m_steps[i].name, contentOf(without(m_steps[i].before.changes, gone)),
                  contentOf(without(m_steps[i].after.changes, gone))};
        if (step.before.changes == step.after.changes)
            continue; // nothing is left of it
        steps.append(step);
        done += i < m_done;
    }
    const Content rest = contentOf(without(m_content.changes, gone));
    if (onTop.isEmpty()) {
        m_steps = steps;
        m_done = done;
        show(rest);
    } else {
        // What the steps were is not what is left: one step holds it.
        const Content all = contentOf(rest.changes + onTop);
        m_steps = {{onTopName, rest, all}};
        m_done = 1;
        show(all);
    }
    emit taken();
}

void StagingArea::restore(const QList<Change> &changes)
{
    Content all = m_content;
    for (const Change &change : changes) {
        m_lowestId = std::min(m_lowestId, change.object);
        if (!all.places.contains(keyOf(change)))
            put(all.changes, all.places, change);
    }
    m_steps.clear(); // their snapshots do not know what has come back
    m_done = 0;
    show(contentOf(all.changes));
}

qint64 StagingArea::nextNewId() const
{
    return m_lowestId - 1;
}

bool StagingArea::canUndo() const
{
    return m_done > 0;
}

bool StagingArea::canRedo() const
{
    return m_done < m_steps.size();
}

QString StagingArea::undoName() const
{
    return canUndo() ? m_steps[m_done - 1].name : QString();
}

QString StagingArea::redoName() const
{
    return canRedo() ? m_steps[m_done].name : QString();
}

void StagingArea::undo()
{
    if (canUndo())
        show(m_steps[--m_done].before);
}

void StagingArea::redo()
{
    if (canRedo())
        show(m_steps[m_done++].after);
}

void StagingArea::push(const Content &after, const QString &name)
{
    if (isSameList(after.changes, m_content.changes) || after.changes == m_content.changes)
        return;
    m_steps.resize(m_done);
    m_steps.append({name, m_content, after});
    if (m_steps.size() > stepsKept)
        m_steps.removeFirst();
    m_done = m_steps.size();
    show(after);
}

void StagingArea::show(const Content &content)
{
    m_content = content;
    emit changed();
}
