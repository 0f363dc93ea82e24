// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/stagingarea.h"

#include "domain/agentfields.h"
#include "domain/keyfields.h"
#include "domain/webappfields.h"

namespace {

constexpr qsizetype stepsKept = 100;

using Key = std::pair<int, qint64>; ///< ObjectType and id
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
    for (auto it = earlier.desired.begin(); it != earlier.desired.end(); ++it)
        if (!later.desired.contains(it.key()) && earlier.before.contains(it.key()))
            change.before.insert(it.key(), earlier.before.value(it.key()));
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

QList<Change> without(QList<Change> changes, const QSet<Key> &gone)
{
    changes.removeIf([&](const Change &change) { return gone.contains(keyOf(change)); });
    return changes;
}

} // namespace

StagingArea::StagingArea(QObject *parent)
    : QObject(parent)
{
}

const Change *StagingArea::find(qint64 object, ObjectType type) const
{
    const auto place = m_places.constFind(Key(int(type), object));
    return place == m_places.constEnd() ? nullptr : &m_changes[*place];
}

void StagingArea::stage(const QList<Change> &changes, const QString &stepName)
{
    QList<Change> after = m_changes;
    Places places = m_places;
    after.reserve(after.size() + changes.size());
    places.reserve(places.size() + changes.size());
    bool allStay = true;
    for (const Change &change : changes) {
        allStay = put(after, places, change) && allStay;
        m_lowestId = std::min(m_lowestId, change.object);
    }
    if (!allStay) {
        after.removeIf([](const Change &change) { return change.state == ChangeState::Discarded; });
        places = placesOf(after);
    }
    push(after, stepName, std::move(places));
}

void StagingArea::unstage(const QList<qint64> &objects, const QString &stepName, ObjectType type)
{
    QSet<Key> gone;
    for (const qint64 object : objects)
        gone << Key(int(type), object);
    const QList<Change> left = without(m_changes, gone);
    push(left, stepName, placesOf(left));
}

void StagingArea::clear(const QString &stepName)
{
    push({}, stepName, {});
}

void StagingArea::take(const QList<Change> &changes)
{
    QSet<Key> gone;
    for (const Change &change : changes)
        gone << keyOf(change);
    QList<Step> steps;
    qsizetype done = 0;
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        Step step{m_steps[i].name, without(m_steps[i].before, gone), without(m_steps[i].after, gone)};
        if (step.before == step.after)
            continue; // nothing is left of it
        steps.append(step);
        done += i < m_done;
    }
    m_steps = steps;
    m_done = done;
    show(without(m_changes, gone));
    emit taken();
}

void StagingArea::restore(const QList<Change> &changes)
{
    QList<Change> all = m_changes;
    Places places = m_places;
    for (const Change &change : changes) {
        m_lowestId = std::min(m_lowestId, change.object);
        if (!places.contains(keyOf(change)))
            put(all, places, change);
    }
    m_steps.clear(); // their snapshots do not know what has come back
    m_done = 0;
    show(all);
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

/// `places` are those of `after`: for ten thousand changes it takes a while to find them.
void StagingArea::push(const QList<Change> &after, const QString &name, Places places)
{
    if (after == m_changes)
        return;
    m_steps.resize(m_done);
    m_steps.append({name, m_changes, after});
    if (m_steps.size() > stepsKept)
        m_steps.removeFirst();
    m_done = m_steps.size();
    show(after, std::move(places));
}

void StagingArea::show(const QList<Change> &changes)
{
    show(changes, placesOf(changes));
}

void StagingArea::show(const QList<Change> &changes, Places places)
{
    m_changes = changes;
    m_places = std::move(places);
    emit changed();
}
