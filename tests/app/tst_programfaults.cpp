// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "runner.h"
#include "support/waiting.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/Database.h>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using enum ChangeState;

/// What befalls a whole program while it writes: its disk, its journal, another one like it, the end of the session.
class ProgramFaultsTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_sandbox{Runner::sandboxFor(400)};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Runner> m_runner;
    Runner::Work m_work{.first = 5'200'101};

    QString journalFile() const { return m_folder->filePath(u"data/journal.sqlite"_s); }

    /// Without the fault the program goes on where it was, and nothing was sent twice.
    void comesToItsEnd()
    {
        const QString said = m_runner->run(m_work);
        QVERIFY2(said == "finished"_L1, qPrintable(said));
        QCOMPARE(m_runner->broken(), QString());
        const QList<Change> changes = m_runner->changes();
        QCOMPARE(std::ranges::count(changes, Verified, &Change::state), m_work.count);
        QCOMPARE(m_sandbox.writes().size(), m_work.count);
    }

private slots:
    void init()
    {
        m_sandbox.clearLog();
        m_sandbox.clearFaults();
        m_work = {.first = m_work.first + m_work.count, .count = 12}; // keys that no test has touched
        m_folder = std::make_unique<QTemporaryDir>();
        m_runner = std::make_unique<Runner>(m_folder->filePath(u"data"_s), m_sandbox);
    }
    void cleanup() { m_runner.reset(); }

    /// Fault 60: the file system's own limit, so that the journal's real errors come.
    void aFileThatMayNotGrowStopsThePlan()
    {
        m_work.count = 60;
        m_runner->process.setChildProcessModifier([] {
            const rlimit most{300'000, 300'000};
            setrlimit(RLIMIT_FSIZE, &most);
            std::signal(SIGXFSZ, SIG_IGN);
        });
        QVERIFY(m_runner->run(m_work).startsWith("journal: SQLITE_"_L1));
        QCOMPARE(m_runner->process.exitCode(), 5);
        const qsizetype sent = m_sandbox.writes().size();
        QVERIFY2(sent > 0 && sent < m_work.count, qPrintable(QString::number(sent)));
        m_runner->process.setChildProcessModifier({});
        comesToItsEnd();
    }

    void aDiskThatDoesNotTakeWhatIsFlushedStopsThePlan_data()
    {
        QTest::addColumn<int>("from");
        for (const int from : {1, 2, 3, 5, 8, 13, 21, 34})
            QTest::addRow("63: from flush %d on", from) << from;
    }
    void aDiskThatDoesNotTakeWhatIsFlushedStopsThePlan()
    {
        QFETCH(int, from);
        m_runner->environment.insert(u"LD_PRELOAD"_s, QStringLiteral(FAILSYNC));
        m_runner->environment.insert(u"FAILSYNC_FROM"_s, QString::number(from));
        m_runner->environment.insert(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0"_s);
        QVERIFY(m_runner->run(m_work).startsWith("journal: SQLITE_IOERR"_L1));
        QVERIFY(m_runner->process.exitCode() == 3 || m_runner->process.exitCode() == 5);
        QVERIFY(m_sandbox.writes().size() < m_work.count);
        m_runner->environment.remove(u"LD_PRELOAD"_s);
        comesToItsEnd();
    }

    void aFlushThatFailsOnceDoublesNoPlan_data()
    {
        QTest::addColumn<int>("at");
        for (int at = 12; at < 24; ++at)
            QTest::addRow("63: flush %d alone", at) << at;
    }
    /// What was reported as not written is not there later all the same: somebody tries again, and there is one plan
    /// and one of each key.
    void aFlushThatFailsOnceDoublesNoPlan()
    {
        QFETCH(int, at);
        m_runner->environment.insert(u"LD_PRELOAD"_s, QStringLiteral(FAILSYNC));
        m_runner->environment.insert(u"FAILSYNC_FROM"_s, QString::number(at));
        m_runner->environment.insert(u"FAILSYNC_TIMES"_s, u"1"_s);
        m_runner->environment.insert(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0"_s);
        m_work.operation = u"create"_s;
        m_work.insists = true;
        const QString said = m_runner->run(m_work);
        QVERIFY2(said == "finished"_L1 || m_runner->process.exitCode() == 3, qPrintable(said));
        m_runner->environment.remove(u"LD_PRELOAD"_s);
        QCOMPARE(m_runner->run(m_work), said == "finished"_L1 ? u"nothing is left"_s : u"finished"_s);
        QCOMPARE(m_runner->broken(), QString());
        QCOMPARE(m_sandbox.writes().size(), m_work.count);
        for (const Change &change : m_runner->changes())
            QCOMPARE(m_sandbox.keysWithTitle(change.label).size(), 1);
    }

    /// Fault 64.
    void aJournalOfANewerProgramMeansThatNothingIsSent()
    {
        comesToItsEnd();
        SQLite::Database(journalFile().toStdString(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
        m_sandbox.clearLog();
        m_work.first += m_work.count;
        QCOMPARE(m_runner->run(m_work), u"journal: JOURNAL_NEWER"_s);
        QCOMPARE(m_runner->process.exitCode(), 3);
        QCOMPARE(m_sandbox.log().size(), 0);
    }

    /// Fault 65: the damaged journal is kept, and what it told can be read from the service again.
    void aDamagedJournalIsKeptAndANewOneBegun()
    {
        comesToItsEnd();
        QFile file(journalFile());
        QVERIFY(file.open(QIODevice::ReadWrite) && file.write(QByteArray(4096, '\x5a')) == 4096);
        file.close();
        m_sandbox.clearLog();
        QCOMPARE(m_runner->run(m_work), u"finished"_s);
        QCOMPARE(m_sandbox.writes().size(), 0);
        const QList<Change> changes = m_runner->changes();
        QCOMPARE(std::ranges::count(changes, Noop, &Change::state), 0); // they were as wanted before they were staged
        QCOMPARE(QDir(m_folder->filePath(u"data"_s)).entryList({u"*damaged*"_s}, QDir::Files).isEmpty(), false);
    }

    /// Fault 70.
    void aSecondProgramInTheSameFolderSendsNothing()
    {
        m_sandbox.addFault(u"POST:update/ca=delay=100"_s);
        m_runner->start(m_work);
        QVERIFY(waitUntil([&] { return m_sandbox.writes().size() >= 2; }));
        Runner second(m_folder->filePath(u"data"_s), m_sandbox);
        QCOMPARE(second.run({.first = 5'200'490, .count = 3}), u"journal: JOURNAL_IN_USE"_s);
        QCOMPARE(second.process.exitCode(), 3);
        QVERIFY(m_runner->isRunning());
        QCOMPARE(m_runner->end(), u"finished"_s);
        QCOMPARE(m_runner->broken(), QString());
        QCOMPARE(m_sandbox.writes().size(), m_work.count);
    }

    void aProgramThatIsAskedToEndLeavesItsPlanInOrder_data()
    {
        QTest::addColumn<int>("delay");
        QTest::addColumn<ChangeState>("state");
        QTest::addRow("72: what is on its way ends in time") << 300 << Acked;
        QTest::addRow("72: what is on its way takes too long") << 6'000 << Sending;
    }
    void aProgramThatIsAskedToEndLeavesItsPlanInOrder()
    {
        QFETCH(int, delay);
        QFETCH(ChangeState, state);
        m_sandbox.addFault(u"POST:update/ca:3=delay=%1"_s.arg(delay));
        m_runner->start(m_work);
        QVERIFY(waitUntil([&] { return m_sandbox.writes().size() == 3; }));
        QElapsedTimer timer;
        timer.start();
        m_runner->terminate();
        QCOMPARE(m_runner->end(), u"quiet"_s);
        QVERIFY(timer.elapsed() < 5'000);
        QCOMPARE(m_runner->process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_runner->process.exitCode(), 0);
        const QList<Change> changes = m_runner->changes();
        QCOMPARE(changes[2].state, state);
        QCOMPARE(std::ranges::count(changes, Queued, &Change::state), m_work.count - 3);
        QCOMPARE(m_sandbox.writes().size(), 3);
        comesToItsEnd();
    }
};

QTEST_GUILESS_MAIN(ProgramFaultsTest)
#include "tst_programfaults.moc"
