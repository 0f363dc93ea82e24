// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"
#include "support/waiting.h"

/// The plans of a journal, whole, newest first.
inline Result<QList<Plan>> keptPlans(Journal &journal, const QString &subscription = {}, int count = 1'000)
{
    const auto outlines =
        answerOf<QList<PlanSummary>>([&](auto done) { journal.history(subscription, count, std::move(done)); });
    if (!outlines)
        return tl::unexpected(outlines.error());
    QList<Plan> plans;
    for (const PlanSummary &outline : *outlines) {
        const auto plan = answerOf<Plan>([&](auto done) { journal.plan(outline.plan.id, std::move(done)); });
        if (!plan)
            return tl::unexpected(plan.error());
        plans << *plan;
    }
    return plans;
}
