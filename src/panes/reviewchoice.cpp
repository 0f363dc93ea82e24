// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/reviewchoice.h"

#include "panes/reviewgroups.h"

ReviewChoice chosenOf(const QList<Change> &staged, const QSet<qint64> &out, const Plan &rules, qint64 fleet)
{
    ReviewChoice choice;
    choice.included = staged;
    if (!out.isEmpty())
        choice.included.removeIf([&](const Change &change) { return out.contains(reviewId(change)); });
    choice.leftOut = int(staged.size() - choice.included.size());
    choice.plan = rules;
    choice.plan.changes = splitByRequest(choice.included);
    choice.size = sizeOf(choice.plan, fleet);
    QMap<std::pair<ObjectType, Operation>, QSet<qint64>> objects;
    for (const Change &change : std::as_const(choice.plan.changes))
        objects[{change.type, change.operation}].insert(change.object);
    for (auto it = objects.cbegin(); it != objects.cend(); ++it)
        choice.objects.insert(it.key(), int(it->size()));
    return choice;
}

Plan confirmed(const ReviewChoice &choice, const QDateTime &now)
{
    Plan plan = choice.plan;
    plan.createdUtc = now;
    if (!plan.undo)
        plan.taken = choice.included;
    for (Change &change : plan.changes) {
        if (change.operation == Operation::Create)
            change.object = 0; // the negative number was ours, for the table
        change.state = ChangeState::Planned;
    }
    plan.digest = planDigest(plan);
    return plan;
}
