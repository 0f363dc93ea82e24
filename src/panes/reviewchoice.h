// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/plan.h"

#include <QMap>
#include <QSet>

/// What of the staged changes is chosen in a review, and what that comes to. Pure: thousands are counted on another
/// thread.
struct ReviewChoice
{
    QList<Change> included; ///< as staged; shares the list when nothing is left out
    Plan plan;              ///< the changes as they travel
    PlanSize size;
    QMap<std::pair<ObjectType, Operation>, int> objects; ///< how many; a web app's change may travel in several
    int leftOut = 0;

    int count(ObjectType type, Operation operation) const { return objects.value({type, operation}); }
};

/// `out` are review ids; `rules` is a plan without changes; `fleet` as for sizeOf().
ReviewChoice chosenOf(const QList<Change> &staged, const QSet<qint64> &out, const Plan &rules, qint64 fleet);

/// The chosen plan as it is written down: reviewed now, with its digest.
Plan confirmed(const ReviewChoice &choice, const QDateTime &now);
