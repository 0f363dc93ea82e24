// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// What can be begun from a plan that was carried out: taking it back, trying again.
#include "panes/activitypane.h"

#include "domain/keyfields.h"
#include "models/activitymodel.h"
#include "panes/planreader.h"

#include <utility>

void ActivityPane::undoCurrentPlan()
{
    if (const Plan *plan = currentPlan())
        undoPlan(plan->id);
}

void ActivityPane::undoPlan(PlanId id)
{
    if (std::exchange(m_isActing, true))
        return; // pressed twice
    m_plans->read(id, [this](const Result<Plan> &plan) {
        m_isActing = false;
        if (!plan)
            return complain(plan.error());
        QList<Change> inverse;
        for (const Change &change : plan->changes) {
            if (change.state != ChangeState::Verified)
                continue;
            const UndoOffer offer = undoOf(change);
            if (offer.kind != UndoOffer::Kind::Impossible && offer.change)
                inverse.append(*offer.change);
        }
        if (!inverse.isEmpty())
            emit reviewWanted(inverse, true);
    });
}

/// What was refused, or never had its turn. What a person closed stays closed, and a create whose title is there by now
/// was retried already or made after all.
bool ActivityPane::mayBeRetried(const Change &change) const
{
    const ChangeReason &reason = change.reason;
    const bool closed =
        reason.failure || !reason.fields.isEmpty() || !reason.candidates.isEmpty() || reason.until.isValid();
    if (change.state != ChangeState::Rejected && (change.state != ChangeState::Cancelled || closed))
        return false;
    return change.operation != Operation::Create ||
           !m_subscription.titlesExcept({}, 0).contains(change.desired.value(keyfields::title).toString());
}

void ActivityPane::retryFailed()
{
    const Plan *current = currentPlan();
    if (!current || std::exchange(m_isActing, true))
        return;
    m_plans->read(current->id, [this](const Result<Plan> &plan) {
        m_isActing = false;
        if (!plan)
            return complain(plan.error());
        QList<Change> again;
        qint64 newId = m_subscription.staging.nextNewId();
        for (Change change : plan->changes) {
            if (!mayBeRetried(change))
                continue;
            change.id = {};
            change.state = ChangeState::Staged;
            change.reason = {};
            change.base = {};
            change.after = {};
            if (change.operation == Operation::Create)
                change.object = newId--;
            again.append(change);
        }
        if (!again.isEmpty())
            emit reviewWanted(again, plan->undo);
    });
}
