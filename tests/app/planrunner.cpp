// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// The program without its window: opens the data folder, signs in, and carries a plan out to its end, or takes up what
// an earlier call of it left there. Made to be killed anywhere. The password is a line of the standard input. With
// "insist" somebody tries again when the journal fails.
//
// Ends with 0 when nothing is left to do or it was asked to end, 3 without a journal, 4 without a sign-in, 5 when the
// journal fails on the way, 6 when the run stops too often.
#include "app/signals.h"
#include "domain/agentfields.h"
#include "domain/agentrules.h"
#include "domain/keyfields.h"
#include "edits.h"
#include "store/sqlitejournal.h"
#include "support/waiting.h"

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr UserId newOwner{410'027'903};
constexpr int patience = 500; ///< so often somebody presses Resume

QList<Change> changesFor(const Subscription &subscription, const QString &operation, qint64 first, int count)
{
    QList<Change> changes;
    for (qint64 id = first; id < first + count; ++id) {
        if (operation == "create"_L1)
            changes << creationOf(subscription, u"made %1"_s.arg(id), newOwner);
        else if (operation == "delete"_L1)
            changes << deletionOf(subscription, id);
        else
            changes << editOf(subscription, id, {.owner = newOwner});
    }
    return changes;
}

/// Two modules for so many agents: CAPS and FIM, which Windows takes. Every fiftieth is another system, as it is where
/// a list is older than the host.
QList<Change> switchesFor(Subscription &subscription, int count)
{
    AgentList &list = subscription.agentList;
    list.refresh();
    QList<Change> changes;
    if (!waitUntil([&] { return list.state() == AgentList::State::Loaded; }, 60s))
        return changes;
    const int others = count / 50;
    int taken[2] = {};
    for (quint32 row = 0; row < list.columns().rowCount(); ++row) {
        const Agent agent = list.columns().agentAt(row);
        const HostFamily family = familyOf(agent);
        const bool fits = family == HostFamily::Windows;
        if (family == HostFamily::Unknown || taken[fits] >= (fits ? count - others : others))
            continue;
        ++taken[fits];
        Change change;
        change.type = ObjectType::Agent;
        change.object = agent.id.value;
        change.label = agent.name;
        change.before = agentToFields(agent);
        change.desired = {{u"AGENT_CAPS"_s, true}, {u"AGENT_FIM"_s, true}};
        changes << change;
    }
    return changes;
}

/// The plan that is left, or a new one if there never was one.
Result<PlanId> planToCarryOut(Subscription &subscription, const QStringList &arguments, bool insists)
{
    RunCenter &runs = subscription.runs();
    if (!runs.unfinished().isEmpty()) {
        const PlanId left = runs.unfinished().first().id;
        runs.resumeUnfinished(left);
        return left;
    }
    const auto history = answerOf<QList<PlanSummary>>(
        [&](auto done) { subscription.journal().history(subscription.identity.fingerprint, 1, std::move(done)); });
    if (!history || !history->isEmpty())
        return PlanId();
    const int count = arguments.at(6).toInt();
    const QList<Change> changes = arguments.at(4) == "switch"_L1
                                      ? switchesFor(subscription, count)
                                      : changesFor(subscription, arguments.at(4), arguments.at(5).toLongLong(), count);
    const Result<PlanId> plan = stageAndApply(subscription, changes);
    return plan || !insists ? plan : stageAndApply(subscription, {}); // the edits are still staged
}

bool mayGoOn(const ApplyRun &run)
{
    return run.pauseReason() == ApplyRun::Pause::None || run.pauseReason() == ApplyRun::Pause::RateLimited;
}

int end(const char *word, int code)
{
    std::puts(word);
    std::fflush(stdout);
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 7)
        return end("planrunner FOLDER SERVER USER create|update|delete|switch FIRST COUNT [insist]", 2);
    const bool insists = arguments.size() > 7;
    char line[256] = "";
    if (!std::fgets(line, sizeof line, stdin))
        return end("no password", 2);
    const QString password = QString::fromUtf8(line).trimmed();

    SqliteJournal journal(arguments.at(1) + u"/journal.sqlite"_s);
    const auto opened = answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); });
    if (!opened)
        return end(qPrintable(u"journal: "_s + opened.error().code), 3);
    RunPace pace = quickPace();
    pace.lookAgain = {1ms, 20ms, 100ms, 300ms}; // what was sent right before the end may still be on its way
    const auto subscription =
        signIn({QUrl(arguments.at(2)), {}}, arguments.at(3), password, journal, quickPolicy(), pace);
    if (!subscription || !load(**subscription))
        return end("no sign-in", 4);

    RunCenter &runs = (*subscription)->runs();
    QString journalCode;
    bool ending = false, quiet = false;
    QObject::connect(&runs, &RunCenter::journalFailed, [&](const Failure &failure) { journalCode = failure.code; });
    QObject::connect(&runs, &RunCenter::quiet, [&] { quiet = true; });
    const EndSignals endSignals([&] {
        ending = true;
        runs.shutDown(2s);
    });
    const Result<PlanId> plan = planToCarryOut(**subscription, arguments, insists);
    if (!plan)
        return end(qPrintable(u"journal: "_s + plan.error().code), 5);
    ApplyRun *run = runs.find(*plan);
    if (!run)
        return end("nothing is left", 0);
    int resumed = 0;
    const auto somethingHappened = [&] {
        if (insists)
            journalCode.clear();
        if (!ending && !mayGoOn(*run) && journalCode.isEmpty()) {
            ++resumed;
            run->resume();
        }
        return (run->isFinished() && run->progress().requested == 0) || quiet || !journalCode.isEmpty() ||
               resumed > patience;
    };
    const bool settled = waitUntil(somethingHappened, 100s);
    if (!journalCode.isEmpty())
        return end(qPrintable(u"journal: "_s + journalCode), 5);
    if (quiet)
        return end("quiet", 0);
    return settled && run->isFinished() ? end("finished", 0) : end("the run does not end", 6);
}
