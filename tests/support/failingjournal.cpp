// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/failingjournal.h"

#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

template <typename Answer>
void refuse(const Answer &done)
{
    QTimer::singleShot(
        0, qApp, [done] { done(tl::unexpected(Failure{.kind = Failure::Kind::NotStored, .code = u"SQLITE_FULL"_s})); });
}

} // namespace

bool FailingJournal::refuses(const QString &call, bool failing, const Done &done)
{
    calls << call;
    if (failing)
        refuse(done);
    return failing;
}

void FailingJournal::called() const
{
    if (onCall)
        onCall();
}

void FailingJournal::storePlan(const Plan &plan, Got<Plan> done)
{
    calls << u"store"_s;
    m_behind.storePlan(plan, std::move(done));
    called();
}

void FailingJournal::setPlanState(PlanId plan, Plan::State state, Done done)
{
    calls << u"plan "_s + toWire(state);
    m_behind.setPlanState(plan, state, std::move(done));
    called();
}

void FailingJournal::beginAttempt(const Attempt &attempt, Done done)
{
    if (!refuses(u"begin"_s, failBegin, done))
        m_behind.beginAttempt(attempt, std::move(done));
    called();
}

void FailingJournal::endAttempt(const AttemptOutcome &outcome, const QList<ChangeUpdate> &updates, Done done)
{
    if (!refuses(u"end"_s, failEnd, done))
        m_behind.endAttempt(outcome, updates, std::move(done));
    called();
}

void FailingJournal::observe(const QList<Observation> &observations, const QList<ChangeUpdate> &updates, Done done)
{
    if (!refuses(u"observe"_s, failObserve, done))
        m_behind.observe(observations, updates, std::move(done));
    called();
}

void FailingJournal::update(const QList<ChangeUpdate> &updates, Done done)
{
    if (!refuses(u"update"_s, failUpdate, done))
        m_behind.update(updates, std::move(done));
    called();
}

void FailingJournal::note(const QString &kind, const QString &ref, const QString &text)
{
    m_behind.note(kind, ref, text);
}

void FailingJournal::history(const QString &subscription, int plans, Got<QList<PlanSummary>> done)
{
    m_behind.history(subscription, plans, std::move(done));
}

void FailingJournal::plan(PlanId id, Got<Plan> done)
{
    calls << u"read plan"_s;
    if (failPlan)
        return refuse(done);
    m_behind.plan(id, std::move(done));
}

void FailingJournal::unfinished(const QString &subscription, Got<QList<Plan>> done)
{
    m_behind.unfinished(subscription, std::move(done));
}

void FailingJournal::attemptsOf(ChangeId change, Got<QList<AttemptRecord>> done)
{
    m_behind.attemptsOf(change, std::move(done));
}

void FailingJournal::events(int count, Got<QList<JournalEvent>> done)
{
    m_behind.events(count, std::move(done));
}

void FailingJournal::verifyChain(Got<ChainReport> done)
{
    m_behind.verifyChain(std::move(done));
}

void FailingJournal::saveStaged(const QString &subscription, const QList<Change> &staged, Done done)
{
    m_behind.saveStaged(subscription, staged, std::move(done));
}

void FailingJournal::loadStaged(const QString &subscription, Got<QList<Change>> done)
{
    m_behind.loadStaged(subscription, std::move(done));
}
