// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agentfields.h"
#include "runner.h"
#include "support/waiting.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;

/// Two modules for ten thousand agents: some are against the rules, some are refused by the service, answers get lost
/// and the program is killed in the middle.
class TenThousandTest : public QObject
{
    Q_OBJECT

    static constexpr int count = 10'000;

    static SandboxOptions options()
    {
        SandboxOptions options = Runner::sandboxFor(4);
        options.agents = 30'000;
        return options;
    }
    static void license(Sandbox &sandbox)
    {
        sandbox.setLicensed(u"CAPS"_s, true);
        sandbox.setLicensed(u"FIM"_s, true);
    }

private slots:
    void eachEndsInItsTrueStateAndNothingIsAskedTwice()
    {
        SandboxOptions odd = options();
        odd.activationDelay = 1;
        odd.faults = {u"POST:/activate/am/asset=refuse-agents=1%"_s, u"POST:/activate/am/asset:2=truncate=60"_s,
                      u"POST:/activate/am/asset:9=apply-then-status=504"_s};
        Sandbox sandbox(odd);
        license(sandbox);
        const Runner::Work work{.operation = u"switch"_s, .count = count};
        QTemporaryDir folder;
        Runner runner(folder.filePath(u"data"_s), sandbox);
        runner.start(work);
        const auto requests = [&] { return sandbox.logged(u"POST:/activate/am/asset"_s).size(); };
        QVERIFY(waitUntil([&] { return requests() >= 11; }, 120s));
        QVERIFY(runner.isRunning());
        runner.kill();
        QVERIFY(runner.crashed());
        QCOMPARE(runner.run(work), u"finished"_s);

        int verified = 0, byRule = 0, refused = 0, unseen = 0;
        const QList<Change> changes = runner.changes();
        QCOMPARE(changes.size(), count);
        for (const Change &change : changes) {
            const QStringList has = sandbox.agentField(change.object, u"modules"_s).toString().split(u',');
            const bool there = has.contains("CAPS"_L1) && has.contains("FIM"_L1);
            QVERIFY2(there == (change.state == Verified || change.state == Noop),
                     qPrintable(u"%1 is %2"_s.arg(change.object).arg(int(change.state))));
            verified += there;
            byRule += change.state == Rejected && change.reason.kind == ChangeReason::Kind::NotSent;
            refused += change.state == Rejected && change.reason.kind == ChangeReason::Kind::LeftOut;
            // Refused in a request whose answer was lost: nobody can tell it from one that waits for its agent.
            unseen += change.state == NeedsHuman && change.reason.kind == ChangeReason::Kind::NotYetSeen;
        }
        QCOMPARE(verified + byRule + refused + unseen, count);
        QCOMPARE(byRule, count / 50);
        QVERIFY(verified > count * 95 / 100);
        QVERIFY(refused > 50);
        QVERIFY(unseen < 30);

        QHash<std::pair<qint64, QString>, int> times;
        for (const SandboxAgentWrite &write : sandbox.agentWrites())
            times[{write.agent, write.module}] += write.outcome == "done"_L1 || write.outcome == "already"_L1;
        for (auto it = times.cbegin(); it != times.cend(); ++it)
            QVERIFY2(*it <= 1,
                     qPrintable(u"%1 was given %2 %3 times"_s.arg(it.key().first).arg(it.key().second).arg(*it)));
        // 500 to a request, a few small ones first, and some more after lost answers and the restart.
        QVERIFY2(requests() <= count / 500 + 15, qPrintable(QString::number(requests())));
    }

    /// Counted by what arrived: 500 to a request after the canaries of one and ten, a read before and one after each,
    /// and another look at the few that take a moment.
    void tenThousandTakeFewRequests()
    {
        SandboxOptions quick = options();
        quick.activationDelay = 0;
        Sandbox sandbox(quick);
        license(sandbox);
        QTemporaryDir folder;
        Runner runner(folder.filePath(u"data"_s), sandbox);
        QCOMPARE(runner.run({.operation = u"switch"_s, .count = count}), u"finished"_s);
        constexpr int listing = 30 + 1; // pages of the list that it begins with
        const auto writes = sandbox.logged(u"POST:/activate/am/asset"_s).size();
        const auto reads = sandbox.logged(u"POST:/search/am/hostasset"_s).size() - listing;
        QVERIFY2(writes <= count / 500 + 4, qPrintable(QString::number(writes)));
        QVERIFY2(reads <= 2 * writes + 8, qPrintable(u"%1 reads, %2 writes"_s.arg(reads).arg(writes)));
    }
};

QTEST_GUILESS_MAIN(TenThousandTest)
#include "tst_tenthousand.moc"
