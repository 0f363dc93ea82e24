// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/keyspane.h"

#include "domain/keyfields.h"
#include "models/activationkeymodel.h"
#include "panes/keyinspector.h"

/// What a run of this session could not do is marked in the table until it is staged again or done.
void KeysPane::onRunsChanged()
{
    m_failed.clear();
    m_conflicts.clear();
    if (const ApplyRun *run = m_subscription.runs().current())
        for (const Change &change : run->plan().changes) {
            if (change.type != ObjectType::ActivationKey)
                continue;
            if (change.state == ChangeState::Rejected || change.state == ChangeState::Mismatch)
                m_failed.insert({change.object});
            else if (change.state == ChangeState::Conflict)
                m_conflicts.insert({change.object});
        }
}

void KeysPane::onStagingChanged()
{
    QHash<ActivationKeyId, StagedKey> staged;
    QHash<TagId, QString> names;
    for (const Tag &tag : m_subscription.tags().tags())
        names.insert(tag.id, tag.name);
    for (const Change &change : m_subscription.staging.changes()) {
        if (change.type != ObjectType::ActivationKey)
            continue;
        ActivationKey desired{.id = {change.object}};
        if (const ActivationKey *server = m_subscription.keyList.find({change.object}))
            desired = *server;
        applyFields(desired, change.desired, names);
        const auto kind = change.operation == Operation::Create   ? StagedKey::New
                          : change.operation == Operation::Delete ? StagedKey::Deleted
                                                                  : StagedKey::Edited;
        staged.insert({change.object}, {.desired = desired, .fields = change.desired.keys(), .kind = kind});
    }
    m_model->setStaged(staged);
    refilter();
    m_inspector->refresh();
}
