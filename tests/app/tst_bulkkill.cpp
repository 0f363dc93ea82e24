// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "runner.h"
#include "support/waiting.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using enum ChangeState;

/// Five hundred keys handed to somebody else by a program that is killed on the way.
class BulkKillTest : public QObject
{
    Q_OBJECT

    static constexpr int count = 500;

    static void judge(const Sandbox &sandbox, const Runner &runner)
    {
        QCOMPARE(runner.broken(), QString());
        const QList<Change> changes = runner.changes();
        QCOMPARE(std::ranges::count(changes, Verified, &Change::state), count);
        QHash<qint64, int> sent;
        for (const SandboxRequest &write : sandbox.writes())
            ++sent[write.object];
        QCOMPARE(sent.size(), count);
        for (auto it = sent.cbegin(); it != sent.cend(); ++it)
            QVERIFY2(it.value() == 1, qPrintable(u"%1 was sent %2 times"_s.arg(it.key()).arg(it.value())));
    }

private slots:
    void killedAtAnyMomentItSendsNothingTwice()
    {
        const Sandbox sandbox(Runner::sandboxFor(count));
        const Runner::Work work{.first = 5'200'101, .count = count};
        QTemporaryDir folder;
        Runner runner(folder.filePath(u"data"_s), sandbox);
        QRandomGenerator random(20260301);
        int sent = 0;
        for (int life = 0; life < 3; ++life) {
            sent += 40 + int(random.bounded(100));
            runner.start(work);
            // Looked for in the server's database, so that the moment has nothing to do with what the program does.
            QVERIFY(waitUntil([&] { return sandbox.writes().size() >= sent; }, std::chrono::seconds(60)));
            QVERIFY(runner.isRunning());
            runner.kill();
            QVERIFY(runner.crashed());
        }
        QCOMPARE(runner.run(work), u"finished"_s);
        judge(sandbox, runner);
    }

    void killedBetweenSendingAndKnowingItSendsNothingTwice()
    {
        const Sandbox sandbox(Runner::sandboxFor(count));
        const Runner::Work work{.first = 5'200'101, .count = count};
        QTemporaryDir folder;
        Runner runner(folder.filePath(u"data"_s), sandbox);
        runner.run(work, u"K3:200"_s);
        QVERIFY(runner.crashed());
        runner.run(work, u"K5:100"_s);
        QVERIFY(runner.crashed());
        QCOMPARE(runner.run(work), u"finished"_s);
        judge(sandbox, runner);
    }
};

QTEST_GUILESS_MAIN(BulkKillTest)
#include "tst_bulkkill.moc"
