// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/subscription.h"

/// Plans with everything about their changes, for a list that knows only outlines: a run's own, or as the journal has
/// them. The one read last is kept to be shown; whoever acts on a plan reads it anew.
class PlanReader : public QObject
{
    Q_OBJECT
public:
    explicit PlanReader(Subscription &subscription, QObject *parent = nullptr);

    /// Null for a plan that has to be read first. To be copied: the next call of anything may change it.
    const Plan *find(PlanId id) const;
    /// `done` is called before this returns for a plan that has a run.
    void read(PlanId id, std::function<void(const Result<Plan> &)> done);
    /// What is shown may be out of date, or is shown no longer.
    void forget();

private:
    Subscription &m_subscription;
    Plan m_last;
    int m_forgotten = 0; ///< times; what was asked for before is not kept
};
