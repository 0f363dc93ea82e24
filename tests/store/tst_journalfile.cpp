// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/datalock.h"
#include "store/journalfile.h"
#include "store/sqlitejournal.h"
#include "support/waiting.h"

#include <SQLiteCpp/Exception.h>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

Result<SqliteJournal::Opened> open(SqliteJournal &journal)
{
    return answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); });
}

void fill(const QString &path)
{
    SqliteJournal journal(path);
    if (!open(journal))
        qFatal("the journal does not open");
    for (int i = 0; i < 500; ++i)
        journal.note(u"n"_s, QString::number(i), QString(100, u'x'));
}

void overwrite(const QString &path, qint64 from, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(from) || file.write(bytes) != bytes.size())
        qFatal("cannot damage the file");
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class JournalFileTest : public QObject
{
    Q_OBJECT
private slots:
#ifdef Q_OS_UNIX
    void filesAreTheOwnersAlone()
    {
        const mode_t before = umask(0);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"data/journal.db"_s);
        SqliteJournal journal(path);
        QVERIFY(open(journal));
        journal.note(u"n"_s, {}, {});
        QVERIFY(answerOf<Journal::ChainReport>([&](auto done) { journal.verifyChain(done); }));
        umask(before);
        struct stat info = {};
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
            QCOMPARE(stat(qPrintable(path + suffix), &info), 0);
            QCOMPARE(info.st_mode & 0777u, 0600u);
        }
        QCOMPARE(stat(qPrintable(folder.filePath(u"data"_s)), &info), 0);
        QCOMPARE(info.st_mode & 0777u, 0700u);
    }

    void filesThatWereOpenToOthersAreClosed()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"data/journal.db"_s);
        fill(path);
        chmod(qPrintable(path), 0644);
        chmod(qPrintable(folder.filePath(u"data"_s)), 0755);
        SqliteJournal journal(path);
        QVERIFY(open(journal));
        struct stat info = {};
        QCOMPARE(stat(qPrintable(path), &info), 0);
        QCOMPARE(info.st_mode & 0777u, 0600u);
        QCOMPARE(stat(qPrintable(folder.filePath(u"data"_s)), &info), 0);
        QCOMPARE(info.st_mode & 0777u, 0700u);
    }

    void aRealFullDiskIsReported()
    {
        if (geteuid() != 0)
            QSKIP("needs the right to mount");
        QTemporaryDir folder;
        if (QProcess::execute(u"mount"_s, {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=512k"_s, u"tmpfs"_s, folder.path()}) !=
            0)
            QSKIP("mounting is not possible here");
        Outcome outcome;
        {
            SqliteJournal journal(folder.filePath(u"journal.db"_s));
            QVERIFY(open(journal));
            for (int i = 0; i < 1000 && outcome; ++i) {
                Plan plan;
                plan.changes.resize(10);
                outcome = answerOf<Plan>([&](auto done) { journal.storePlan(plan, done); }).map([](const Plan &) {});
            }
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().kind, Failure::Kind::NotStored);
            const auto chain = answerOf<Journal::ChainReport>([&](auto done) { journal.verifyChain(done); });
            QVERIFY(chain && chain->intact && chain->events > 0);
        }
        QProcess::execute(u"umount"_s, {folder.path()});
    }
#endif

    void aDamagedJournalIsMovedAsideAndANewOneSaysSo_data()
    {
        QTest::addColumn<int>("damage");
        QTest::addRow("first page") << 0;
        QTest::addRow("some page") << 1;
        QTest::addRow("not a database") << 2;
        QTest::addRow("cut") << 3;
        QTest::addRow("another program's database") << 4;
    }
    void aDamagedJournalIsMovedAsideAndANewOneSaysSo()
    {
        QFETCH(int, damage);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"data/journal.db"_s);
        fill(path);
        switch (damage) {
        case 0:
            overwrite(path, 0, QByteArray(200, '\x5a'));
            break;
        case 1:
            overwrite(path, 4096 * 9, QByteArray(4096 * 3, '\x5a'));
            break;
        case 2:
            overwrite(path, 0, "these are the times that try men's souls");
            break;
        case 3:
            QVERIFY(QFile::resize(path, QFileInfo(path).size() / 2));
            break;
        default:
            overwrite(path, 68, QByteArray(4, '\1'));
            break;
        }
        const QByteArray damaged = contentOf(path);
        SqliteJournal journal(path);
        const auto opened = open(journal);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().code + opened.error().detail));
        QVERIFY(opened->created);
        QVERIFY(QFile::exists(opened->setAside));
        QCOMPARE(contentOf(opened->setAside), damaged);
        const auto events = answerOf<QList<JournalEvent>>([&](auto done) { journal.events(100, done); });
        QCOMPARE(events->size(), 1);
        QCOMPARE(events->first().kind, u"journal-damaged"_s);
        QCOMPARE(events->first().ref, opened->setAside);
    }

    void aNewerJournalIsLeftAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"data/journal.db"_s);
        fill(path);
        SQLite::Database(path.toStdString(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
        SqliteJournal journal(path);
        const auto opened = open(journal);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, Failure::Kind::NotStored);
        QCOMPARE(opened.error().code, u"JOURNAL_NEWER"_s);
        QVERIFY(opened.error().detail.contains(u"99"_s));
        QCOMPARE(QDir(folder.filePath(u"data"_s)).entryList({u"*damaged*"_s}).size(), 0);
        const auto refused = answerOf<void>([&](auto done) { journal.update({{}}, done); });
        QCOMPARE(refused.error().code, u"JOURNAL_NEWER"_s);
        SQLite::Database kept(path.toStdString(), SQLite::OPEN_READONLY);
        QCOMPARE(kept.execAndGet("SELECT count(*) FROM event").getInt(), 500);
    }

    void anOlderJournalIsTakenAlongStepByStep()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"data/journal.db"_s);
        fill(path);
        SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE);
        std::vector<journalfile::Step> steps(journalfile::steps().begin(), journalfile::steps().end());
        steps.emplace_back([](SQLite::Database &db) { db.exec("ALTER TABLE event ADD COLUMN host TEXT"); });
        journalfile::migrate(database, steps);
        QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), int(steps.size()));
        QCOMPARE(database.execAndGet("SELECT count(*) FROM event WHERE host IS NULL").getInt(), 500);

        steps.emplace_back([](SQLite::Database &db) {
            db.exec("ALTER TABLE event ADD COLUMN half TEXT");
            db.exec("this fails");
        });
        QVERIFY_THROWS_EXCEPTION(SQLite::Exception, journalfile::migrate(database, steps));
        QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), int(steps.size()) - 1);
        QVERIFY_THROWS_EXCEPTION(SQLite::Exception, database.exec("SELECT half FROM event")); // rolled back
    }

    void aFolderThatCannotBeMadeIsReported()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"file"_s);
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        SqliteJournal journal(file + u"/journal.db"_s);
        const auto opened = open(journal);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, Failure::Kind::NotStored);
    }

    void whatIsAskedBeforeOpeningFails()
    {
        QTemporaryDir folder;
        SqliteJournal journal(folder.filePath(u"j.db"_s));
        const auto chain = answerOf<Journal::ChainReport>([&](auto done) { journal.verifyChain(done); });
        QVERIFY(!chain);
        QCOMPARE(chain.error().code, u"JOURNAL_CLOSED"_s);
    }

    void onlyOneProgramHasTheJournal()
    {
        QTemporaryDir folder;
        auto first = std::make_unique<SqliteJournal>(folder.filePath(u"j.db"_s));
        QVERIFY(open(*first));
        SqliteJournal second(folder.filePath(u"j.db"_s));
        const auto refused = open(second);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"JOURNAL_IN_USE"_s);
        QVERIFY(refused.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
        first.reset();
        QVERIFY(open(second));
    }

    void aLockIsHeldByOneAndTakenFromTheDead()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"data/lock"_s);
        DataLock first(file), second(file);
        QVERIFY(first.tryLock());
        QVERIFY(first.tryLock());
        QVERIFY(!second.tryLock());
        QCOMPARE(second.owner().pid, QCoreApplication::applicationPid());
        first.unlock();
        QVERIFY(second.tryLock());
        second.unlock();

        QProcess dead;
        dead.start(u"true"_s, QStringList());
        QVERIFY(dead.waitForStarted());
        const qint64 pid = dead.processId();
        QVERIFY(dead.waitForFinished());
        QFile left(file);
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.write(QByteArray::number(pid) + "\nlatchkey\n" + QSysInfo::machineHostName().toUtf8() + "\n");
        left.close();
        // Killed while it took over another dead one's: the file that guards this is there and empty.
        QFile guard(file + u".rmlock"_s);
        QVERIFY(guard.open(QIODevice::WriteOnly));
        QVERIFY(!first.tryLock()); // somebody may just be at it
        QVERIFY(guard.setFileTime(QDateTime::currentDateTime().addSecs(-2), QFileDevice::FileModificationTime));
        guard.close();
        QVERIFY(first.tryLock());
    }

    void aLockThatWasNeverFilledIsTakenOver()
    {
        QTemporaryDir folder;
        const QString name = folder.filePath(u"lock"_s);
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        DataLock lock(name);
        const QDateTime soon = QDateTime::currentDateTime().addSecs(5); // however slow this machine is
        QVERIFY(file.setFileTime(soon, QFileDevice::FileModificationTime));
        QVERIFY(!lock.tryLock()); // somebody may just be at it
        const QDateTime longAgo = QDateTime::currentDateTime().addSecs(-2);
        QVERIFY(file.setFileTime(longAgo, QFileDevice::FileModificationTime));
#ifdef Q_OS_UNIX
        QCOMPARE(flock(file.handle(), LOCK_EX | LOCK_NB), 0);
        QVERIFY(!lock.tryLock()); // slow, and yet alive
#endif
        file.close();
        QVERIFY(lock.tryLock());
        QCOMPARE(lock.owner().pid, QCoreApplication::applicationPid());
    }
};

QTEST_GUILESS_MAIN(JournalFileTest)
#include "tst_journalfile.moc"
