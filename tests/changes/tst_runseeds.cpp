// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "runtest.h"
#include "support/keptplans.h"

#include <random>

namespace {

constexpr Fault faults[] = {
    Fault::Refuse,      Fault::Duplicate,     Fault::Forbid,        Fault::Throttle,      Fault::Concurrency,
    Fault::SignIn,      Fault::Busy503,       Fault::Offline,       Fault::Latched,       Fault::LoseBefore,
    Fault::LoseBefore,  Fault::ApplyThenLose, Fault::ApplyThenLose, Fault::ApplyLate,     Fault::HtmlBefore,
    Fault::HtmlAfter,   Fault::ErrorBefore,   Fault::ErrorAfter,    Fault::TimeOutAfter,  Fault::Redirect,
    Fault::UnknownCode, Fault::OtherId,       Fault::EmptyAfter,    Fault::IgnoreModules, Fault::IgnoreAll,
    Fault::Vanish,      Fault::Hang,          Fault::HangAfter,
};

constexpr Failure::Kind readFaults[] = {Failure::Kind::Offline, Failure::Kind::ServerError, Failure::Kind::Throttled,
                                        Failure::Kind::NotQualys};

} // namespace

/// Random plans against a world with random faults, ended by random crashes: whatever happens, the promises hold.
class RunSeedsTest : public QObject
{
    Q_OBJECT
private slots:
    void whateverHappensThePromisesHold_data()
    {
        QTest::addColumn<int>("first");
        for (int first = 0; first < 200; first += 20)
            QTest::addRow("seeds %d to %d", first, first + 19) << first;
    }
    void whateverHappensThePromisesHold()
    {
        QFETCH(int, first);
        for (int seed = first; seed < first + 20; ++seed)
            if (const QString broken = carryOut(unsigned(seed)); !broken.isEmpty())
                QFAIL(qPrintable(u"seed %1: %2"_s.arg(seed).arg(broken)));
    }

private:
    static QString carryOut(unsigned seed)
    {
        std::mt19937 random(seed);
        const auto below = [&random](int n) { return int(random() % unsigned(n)); };
        RunTest t;
        t.world.retryAfter = 0s;
        t.world.refusesTitles = below(2) == 0;
        t.world.lag = below(4) == 0 ? below(3) : 0;
        const int percent = below(60);
        bool hung = false;
        t.world.faultOf = [&](const KeyWorld::Write &) {
            if (below(100) >= percent)
                return Fault::None;
            const Fault fault = faults[below(int(std::size(faults)))];
            hung = hung || fault == Fault::Hang || fault == Fault::HangAfter;
            return fault;
        };
        t.world.readFaultOf = [&](int) {
            return below(100) < 5 ? std::optional(Failure{.kind = readFaults[below(4)], .httpStatus = 0})
                                  : std::nullopt;
        };

        QList<Change> changes;
        const int count = 1 + below(25);
        for (int i = 0; i < count; ++i) {
            const QString title = u"key %1"_s.arg(below(2) ? i : below(count));
            switch (below(4)) {
            case 0:
                changes.append(RunTest::create(u"new %1"_s.arg(t.world.refusesTitles ? i : below(count))));
                break;
            case 1:
                changes.append(t.remove(t.world.add(title)));
                break;
            default: {
                Change change = t.newOwner(t.world.add(title));
                if (below(3) == 0)
                    change.desired.insert(keyfields::modules, QJsonArray{u"FIM_LICENSE"_s});
                change.applyOnAgents = below(5) == 0;
                changes.append(change);
            }
            }
        }
        t.begin(changes, {.stopAfterFailures = below(2) == 0});
        const PlanId plan = t.run->plan().id;

        int crashes = below(4);
        for (int turn = 0; turn < 400 && t.run && !t.run->isFinished(); ++turn) {
            if (crashes > 0 || hung) {
                const int writes = int(t.world.writes.size()) + below(4), reads = t.world.reads + below(4);
                const bool moved = waitUntil(
                    [&] {
                        return t.run->isFinished() || t.world.writes.size() > writes || t.world.reads > reads || hung ||
                               t.run->pauseReason() != Pause::None;
                    },
                    3s);
                if (!moved)
                    return u"the run stands still in turn %1"_s.arg(turn);
                if (t.run->isFinished())
                    break;
                if (hung || below(2)) {
                    --crashes;
                    hung = false;
                    t.crash();
                    if (t.run)
                        t.run->start();
                    continue;
                }
            }
            if (!waitUntil([&] { return hung || t.run->isFinished() || t.run->pauseReason() != Pause::None; }, 3s))
                return u"the run stands still in turn %1"_s.arg(turn);
            if (!hung && t.run->pauseReason() != Pause::RateLimited)
                t.run->resume();
            else
                QTest::qWait(1);
        }
        if (t.run && !t.run->isFinished())
            return u"the run never ends"_s;
        if (t.run)
            return t.broken();
        // A crash after the last change was settled: what the journal says counts.
        const auto history = keptPlans(t.journal, {}, 1);
        if (!history || history->isEmpty() || (plan && history->first().id != plan))
            return u"the plan is lost"_s;
        return brokenPromise(t.world, history->first(), t.journal);
    }
};

QTEST_GUILESS_MAIN(RunSeedsTest)
#include "tst_runseeds.moc"
