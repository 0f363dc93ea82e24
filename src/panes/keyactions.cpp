// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/keyactions.h"

#include "domain/keyfields.h"
#include "domain/modules.h"
#include "widgets/tagpicker.h"

KeyActions::KeyActions(Subscription &subscription, QObject *parent)
    : QObject(parent)
    , m_subscription(subscription)
{
}

std::optional<ActivationKey> KeyActions::keyOf(qint64 id) const
{
    const ActivationKey *server = m_subscription.keyList.find({id});
    const Change *change = m_subscription.staging.find(id);
    if (!server && !(id < 0 && change))
        return std::nullopt;
    ActivationKey key = server ? *server : ActivationKey{.id = {id}};
    if (change)
        applyFields(key, change->desired);
    return key;
}

QList<ActivationKey> KeyActions::keys(const QList<qint64> &ids) const
{
    QList<ActivationKey> keys;
    for (const qint64 id : ids)
        if (const auto key = keyOf(id))
            keys << *key;
    return keys;
}

void KeyActions::stage(const QList<qint64> &ids, const KeyBulkEdit &edit, const QString &step)
{
    QList<Change> changes;
    int refusedCount = 0, deletedCount = 0;
    KeyProblem firstProblem{};
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const ActivationKey &key : keys(ids)) {
        const Change *staged = m_subscription.staging.find(key.id.value);
        if (staged && staged->operation == Operation::Delete) { // an edit would take the deletion back unasked
            ++deletedCount;
            continue;
        }
        const ActivationKey wanted = edit.applied(key);
        const QList<KeyProblem> problems = problemsOfEdit(key, wanted, now);
        if (!canBeSent(problems)) {
            if (refusedCount++ == 0)
                firstProblem = problems.first();
            continue;
        }
        Change change{.object = key.id.value, .label = key.title};
        if (key.id.value < 0) {
            change.operation = Operation::Create;
            change.desired = keyToFields(wanted);
        } else {
            const ActivationKey &server = *m_subscription.keyList.find(key.id);
            change.label = server.title;
            change.desired = changedFields(key, wanted); // a staged value set back takes its edit back
            change.before = keyToFields(server);
            change.agents = server.countUsed;
            change.applyOnAgents = staged && staged->applyOnAgents;
        }
        changes << change;
    }
    if (!changes.isEmpty())
        m_subscription.staging.stage(changes, step);
    if (refusedCount > 0)
        emit refused(refusedCount, firstProblem);
    else if (deletedCount > 0)
        emit leftDeleted(deletedCount);
}

void KeyActions::setDisabled(const QList<qint64> &ids, bool disabled)
{
    const int count = int(ids.size());
    stage(ids, {.disabled = disabled},
          disabled ? tr("disabling of %Ln keys", nullptr, count) : tr("enabling of %Ln keys", nullptr, count));
}

void KeyActions::setOwner(const QList<qint64> &ids, UserId owner)
{
    stage(ids, {.owner = owner}, tr("change of owner of %Ln keys", nullptr, int(ids.size())));
}

void KeyActions::setModule(const QList<qint64> &ids, const QString &word, bool on)
{
    KeyBulkEdit edit;
    (on ? edit.modulesOn : edit.modulesOff) << word;
    const int count = int(ids.size());
    const QString code = moduleCode(word);
    stage(ids, edit,
          on ? tr("%1 on for %Ln keys", nullptr, count).arg(code)
             : tr("%1 off for %Ln keys", nullptr, count).arg(code));
}

void KeyActions::remove(const QList<qint64> &ids)
{
    QList<Change> changes;
    for (const qint64 id : ids) {
        if (id < 0) {
            m_subscription.staging.unstage({id}, tr("discard of a new key"));
        } else if (const ActivationKey *key = m_subscription.keyList.find({id})) {
            changes.append({.operation = Operation::Delete,
                            .object = id,
                            .label = key->title,
                            .before = keyToFields(*key),
                            .agents = key->countUsed});
        }
    }
    if (!changes.isEmpty())
        m_subscription.staging.stage(changes, tr("deletion of %Ln keys", nullptr, int(changes.size())));
}

void KeyActions::chooseTags(const QList<qint64> &ids, QWidget *under)
{
    const KeyCommon common = commonOf(keys(ids));
    const auto chosen = [this, ids](const QList<TagId> &added, const QList<TagId> &removed) {
        KeyBulkEdit edit;
        edit.tagsAdded = m_subscription.tags().refs(added);
        edit.tagsRemoved = removed;
        stage(ids, edit, tr("change of tags of %Ln keys", nullptr, int(ids.size())));
    };
    TagPicker::ask(m_subscription.tags(), under, common.tags, common.count, this, chosen);
}
