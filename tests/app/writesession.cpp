// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "writesession.h"

#include <QFile>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

WriteSession::WriteSession(SandboxOptions options, RetryPolicy policy, RunPace pace)
    : sandbox(options)
    , proxy(sandbox.port())
    , journal(folder.filePath(u"data/journal.sqlite"_s))
    , failing(journal)
    , m_policy(std::move(policy))
    , m_pace(std::move(pace))
{
    QLoggingCategory::setFilterRules(u"latchkey.net=false"_s); // a line for each request
    const auto opened = answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); });
    if (!opened)
        qFatal("the journal does not open: %s", qPrintable(opened.error().detail));
    open();
}

void WriteSession::open()
{
    subscription.reset();
    Server server{proxy.url(), {}};
    if (sandbox.url().scheme() == "https"_L1) { // which the proxy does not understand
        QFile authority(sandbox.caFile());
        if (!authority.open(QIODevice::ReadOnly))
            qFatal("the sandbox has no certificate");
        server = {sandbox.url(), authority.readAll()};
    }
    auto signedIn = signIn(server, Sandbox::user(), Sandbox::password(), failing, m_policy, m_pace);
    if (!signedIn)
        qFatal("the sign-in failed: %s", qPrintable(signedIn.error().detail));
    subscription = std::move(*signedIn);
    if (!load(*subscription))
        qFatal("the subscription does not load");
    sandbox.clearLog();
}

KeyList::State WriteSession::refresh()
{
    list().refresh();
    if (!waitUntil([this] { return list().state() != KeyList::State::Loading; }))
        qWarning("the list neither loads nor fails");
    return list().state();
}

QList<Change> WriteSession::newOwners(int count, int first) const
{
    QList<Change> changes;
    for (int place = first; place < first + count; ++place)
        changes << newOwner(key(place));
    return changes;
}

QList<Change> WriteSession::creates(int count) const
{
    QList<Change> changes;
    for (int i = 0; i < count; ++i)
        changes << create(u"new %1"_s.arg(i));
    return changes;
}

void WriteSession::apply(const QList<Change> &changes)
{
    const Result<PlanId> plan = stageAndApply(*subscription, changes);
    if (!plan)
        qFatal("the plan was not stored: %s", qPrintable(plan.error().code));
    m_plan = *plan;
}

ApplyRun &WriteSession::run() const
{
    ApplyRun *found = subscription->runs().find(m_plan);
    if (!found)
        qFatal("there is no run");
    return *found;
}

int WriteSession::count(ChangeState state) const
{
    return int(std::ranges::count(run().plan().changes, state, &Change::state));
}

QList<AttemptRecord> WriteSession::attempts(int place)
{
    return answerOf<QList<AttemptRecord>>([&](auto done) { journal.attemptsOf(change(place).id, done); }).value();
}

bool WriteSession::pauses(Pause reason) const
{
    return waitUntil([&] { return run().pauseReason() == reason; });
}

bool WriteSession::finishes() const
{
    return waitUntil([this] { return run().isFinished(); });
}

bool WriteSession::finishesWhenResumed() const
{
    return waitUntil([this] {
        const Pause reason = run().pauseReason();
        if (reason != Pause::None && reason != Pause::RateLimited)
            run().resume();
        return run().isFinished();
    });
}
