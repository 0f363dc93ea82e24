// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/runcenter.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace {

bool onlyWaitsForAgents(const Plan &plan)
{
    return std::ranges::all_of(plan.changes, [](const Change &change) {
        return isTerminal(change.state) || needsPerson(change.state) || change.state == ChangeState::Requested;
    });
}

} // namespace

RunCenter::RunCenter(QString subscription, ObjectPort &port, Journal &journal, RunPace pace, QObject *parent)
    : QObject(parent)
    , m_subscription(std::move(subscription))
    , m_port(port)
    , m_journal(journal)
    , m_pace(std::move(pace))
{
    m_tellMoved.setSingleShot(true);
    m_tellMoved.setInterval(std::chrono::milliseconds(100));
    connect(&m_tellMoved, &QTimer::timeout, this, [this] { emit plansMoved(std::exchange(m_moved, {})); });
}

RunCenter::~RunCenter() = default;

void RunCenter::apply(const Plan &plan, std::function<void(const Result<PlanId> &)> done)
{
    m_journal.storePlan(plan, [guard = QPointer(this), done = std::move(done)](const Result<Plan> &stored) {
        if (guard && stored)
            guard->adopt(*stored);
        done(stored.map([](const Plan &p) { return p.id; }));
    });
}

void RunCenter::findUnfinished()
{
    m_journal.unfinished(m_subscription, [guard = QPointer(this)](const Result<QList<Plan>> &plans) {
        if (!guard)
            return;
        if (!plans) {
            emit guard->journalFailed(plans.error());
            return;
        }
        for (const Plan &plan : *plans)
            if (guard->find(plan.id))
                continue;
            else if (onlyWaitsForAgents(plan))
                guard->adopt(plan); // nothing is left to be sent: it is only looked for
            else
                guard->m_unfinished.append(plan);
        emit guard->changed();
    });
}

void RunCenter::resumeUnfinished(PlanId plan)
{
    const auto it = std::ranges::find(m_unfinished, plan, &Plan::id);
    if (it == m_unfinished.end())
        return;
    const Plan found = m_unfinished.takeAt(std::distance(m_unfinished.begin(), it));
    adopt(found);
}

void RunCenter::abandonUnfinished(PlanId plan)
{
    resumeUnfinished(plan);
    if (ApplyRun *run = find(plan))
        run->cancel();
}

void RunCenter::reopen(const Plan &plan)
{
    if (find(plan.id))
        return;
    // Deciding on one change of a plan that was left unfinished does not send the rest.
    const bool wasLeft = m_unfinished.removeIf([&](const Plan &left) { return left.id == plan.id; }) > 0;
    adopt(plan, wasLeft);
}

void RunCenter::adopt(const Plan &plan, bool paused)
{
    auto run = std::make_unique<ApplyRun>(plan, m_port, m_journal, m_pace);
    ApplyRun *raw = run.get();
    const PlanId id = plan.id;
    connect(raw, &ApplyRun::changeMoved, this, [this, raw, id](ChangeId change) {
        noteMoved(id);
        if (const Change *moved = raw->find(change); moved && moved->undoOf && moved->state == ChangeState::Verified)
            noteUndone(moved->undoOf);
        emit changeMoved(id, change);
    });
    const auto onMoved = [this, id] {
        noteMoved(id);
        emit changed();
    };
    connect(raw, &ApplyRun::progressed, this, onMoved);
    connect(raw, &ApplyRun::paused, this, onMoved);
    connect(raw, &ApplyRun::resumed, this, onMoved);
    connect(raw, &ApplyRun::journalFailed, this, &RunCenter::journalFailed);
    connect(raw, &ApplyRun::finished, this, [this, id] {
        emit finished(id);
        startNext();
        emit changed();
    });
    raw->setTurn([this, raw] {
        const ApplyRun *now = current();
        return !now || now == raw;
    });
    m_runs.push_back(std::move(run));
    if (paused)
        raw->pause();
    noteMoved(id);
    startNext();
    emit changed();
}

void RunCenter::noteMoved(PlanId plan)
{
    m_moved.insert(plan);
    if (!m_tellMoved.isActive())
        m_tellMoved.start();
}

/// The run of the plan that was taken back is over and reads nothing any more.
void RunCenter::noteUndone(ChangeId change)
{
    for (const auto &run : m_runs)
        if (run->noteUndone(change))
            noteMoved(run->plan().id);
    for (Plan &plan : m_unfinished)
        ::noteUndone(plan, change);
}

ApplyRun *RunCenter::current() const
{
    for (const auto &run : m_runs)
        if (!run->isFinished())
            return run.get();
    return nullptr;
}

ApplyRun *RunCenter::find(PlanId plan) const
{
    for (const auto &run : m_runs)
        if (run->plan().id == plan)
            return run.get();
    return nullptr;
}

int RunCenter::waiting() const
{
    const auto open = std::ranges::count_if(m_runs, [](const auto &run) { return !run->isFinished(); });
    return std::max(0, int(open) - 1);
}

void RunCenter::startNext()
{
    ApplyRun *run = current();
    if (run && run->pauseReason() == ApplyRun::Pause::None)
        run->start(); // does nothing when it runs already
    for (std::size_t i = 0; !run && i < m_runs.size(); ++i) {
        m_runs[i]->goOn(); // with what a person decided on a finished plan meanwhile
        run = current();
    }
}

void RunCenter::shutDown(std::chrono::milliseconds limit)
{
    ApplyRun *run = current();
    if (!run) {
        QMetaObject::invokeMethod(this, &RunCenter::quiet, Qt::QueuedConnection);
        return;
    }
    // Whoever hears of it may delete all runs, so not from inside one.
    connect(run, &ApplyRun::quiet, this, &RunCenter::quiet,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    run->shutDown(limit);
}
