// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/planreader.h"

#include "base/background.h"

#include <QPointer>

#include <utility>

PlanReader::PlanReader(Subscription &subscription, QObject *parent)
    : QObject(parent)
    , m_subscription(subscription)
{
}

const Plan *PlanReader::find(PlanId id) const
{
    if (const ApplyRun *run = m_subscription.runs().find(id))
        return &run->plan();
    return id && m_last.id == id ? &m_last : nullptr;
}

void PlanReader::read(PlanId id, std::function<void(const Result<Plan> &)> done)
{
    if (const ApplyRun *run = m_subscription.runs().find(id))
        return done(run->plan());
    m_subscription.journal().plan(
        id, [guard = QPointer(this), forgotten = m_forgotten, done = std::move(done)](const Result<Plan> &plan) {
            if (!guard)
                return;
            if (plan && forgotten == guard->m_forgotten)
                releaseInBackground(std::exchange(guard->m_last, *plan));
            done(plan);
        });
}

void PlanReader::forget()
{
    ++m_forgotten;
    releaseInBackground(std::exchange(m_last, {}));
}
