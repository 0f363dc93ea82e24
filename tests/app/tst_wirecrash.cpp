// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "runner.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using enum ChangeState;

/// Fault 71 over the real wire: kill -9 at every named place of a plan, then a second start. The server's log tells
/// what was really sent.
class WireCrashTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_sandbox{Runner::sandboxFor(200)};
    qint64 m_next = 5'200'110; ///< the first key that no row has touched

private slots:
    void init() { m_sandbox.clearLog(); }

    void aKilledProgramTakesUpItsPlan_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("place");
        for (const char *operation : {"create", "update", "delete"})
            for (const char *place : {"K1", "K3", "K5", "K7", "K9"})
                for (const int passing : {1, 2})
                    QTest::addRow("71: %s at %s:%d", operation, place, passing)
                        << QString::fromLatin1(operation) << u"%1:%2"_s.arg(QLatin1StringView(place)).arg(passing);
    }
    void aKilledProgramTakesUpItsPlan()
    {
        QFETCH(QString, operation);
        QFETCH(QString, place);
        const Runner::Work work{operation, m_next, 4};
        m_next += work.count;
        QTemporaryDir folder;
        Runner runner(folder.filePath(u"data"_s), m_sandbox);
        runner.run(work, place);
        QVERIFY(runner.crashed());
        const qsizetype before = m_sandbox.writes().size();
        QVERIFY(before < 4 || place.startsWith("K7"_L1) || place.startsWith("K9"_L1));

        QCOMPARE(runner.run(work), u"finished"_s);
        QCOMPARE(runner.process.exitCode(), 0);
        QCOMPARE(runner.broken(), QString());

        const QList<Change> changes = runner.changes();
        QCOMPARE(changes.size(), 4);
        const auto asked = std::ranges::count(changes, NeedsHuman, &Change::state);
        QCOMPARE(std::ranges::count(changes, Verified, &Change::state), 4 - asked);
        // Only a create that may never have left asks, and then nothing of it is there.
        QVERIFY(asked == 0 || (asked == 1 && operation == "create"_L1 && (place[1] == u'1' || place[1] == u'3')));
        QCOMPARE(m_sandbox.writes().size(), 4 - asked);
        for (const Change &change : changes)
            if (operation == "create"_L1)
                QCOMPARE(m_sandbox.keysWithTitle(change.label).size(), change.state == Verified ? 1 : 0);

        QCOMPARE(runner.run(work), u"nothing is left"_s);
        QCOMPARE(m_sandbox.writes().size(), 4 - asked);
    }

    /// Killed before the plan had sent anything, and again while it is taken up.
    void aProgramThatIsKilledTwiceTakesUpItsPlan()
    {
        const Runner::Work work{u"update"_s, m_next, 12};
        m_next += work.count;
        QTemporaryDir folder;
        Runner runner(folder.filePath(u"data"_s), m_sandbox);
        for (const char *place : {"K0:1", "K3:2", "K6:3", "K8:1", "K9:1"}) {
            runner.run(work, QString::fromLatin1(place));
            QVERIFY2(runner.crashed(), place);
        }
        QCOMPARE(runner.run(work), u"finished"_s);
        QCOMPARE(runner.broken(), QString());
        const QList<Change> changes = runner.changes();
        QCOMPARE(std::ranges::count(changes, Verified, &Change::state), 12);
        QCOMPARE(m_sandbox.writes().size(), 12);
    }
};

QTEST_GUILESS_MAIN(WireCrashTest)
#include "tst_wirecrash.moc"
