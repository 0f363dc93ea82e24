// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/agentcache.h"
#include "support/sampleagents.h"
#include "support/waiting.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;
using agentcachefile::Found;

namespace {

Result<AgentCache::Opened> open(AgentCache &cache)
{
    return answerOf<AgentCache::Opened>([&](auto done) { cache.open(done); });
}

Result<AgentCache::Loaded> load(AgentCache &cache)
{
    return answerOf<AgentCache::Loaded>([&](auto done) { cache.load(done); });
}

Outcome upsert(AgentCache &cache, const QList<Agent> &agents, std::optional<qint64> cursor = {})
{
    return answerOf<void>([&](auto done) { cache.upsert(agents, cursor, done); });
}

Result<QList<AssetId>> finish(AgentCache &cache)
{
    return answerOf<QList<AssetId>>([&](auto done) { cache.finishRefresh(sampleNow(), done); });
}

Outcome begin(AgentCache &cache)
{
    return answerOf<void>([&](auto done) { cache.beginRefresh(sampleNow().addSecs(-60), done); });
}

/// The columns that a window which read the same would have.
bool sameAs(const AgentColumns &loaded, const QList<Agent> &agents)
{
    AgentColumns direct;
    direct.upsert(agents);
    if (loaded.size() != direct.size())
        return false;
    for (quint32 row = 0; row < direct.rowCount(); ++row) {
        const std::optional<quint32> other = loaded.rowOf(direct.idAt(row));
        if (!other || loaded.agentAt(*other) != direct.agentAt(row) || loaded.key(*other).hash != direct.key(row).hash)
            return false;
    }
    return true;
}

void sql(const QString &path, const char *statements)
{
    SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE);
    database.exec(statements);
}

void overwrite(const QString &path, qint64 from, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(from) || file.write(bytes) != bytes.size())
        qFatal("cannot damage the file");
}

/// What the child does that is killed: refreshes without end, and tells each batch that is through.
int writeForEver(const QString &path)
{
    AgentCache cache(path);
    if (!open(cache))
        return 1;
    for (quint32 seed = 1;; ++seed) {
        const QList<Agent> agents = sampleAgents(3'000, seed);
        if (!upsert(cache, agents, seed))
            return 1;
        std::printf("%u\n", seed);
        std::fflush(stdout);
    }
}

} // namespace

class TestAgentCache : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void agentsComeBack_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 1'000, 1'001, 9'000})
            QTest::addRow("%d", count) << count;
    }

    void agentsComeBack()
    {
        QFETCH(int, count);
        QList<Agent> agents = sampleAgents(count);
        if (count > 1)
            agents += oddAgents(1);
        {
            AgentCache cache(path());
            QCOMPARE(open(cache)->found, Found::Nothing);
            QVERIFY(upsert(cache, agents));
        }
        AgentCache cache(path());
        const Result<AgentCache::Opened> opened = open(cache);
        QVERIFY(opened);
        QCOMPARE(opened->found, Found::Sound);
        QCOMPARE(opened->isEmpty, agents.isEmpty());
        const Result<QList<Agent>> first = answerOf<QList<Agent>>([&](auto done) { cache.firstRows(50, done); });
        QVERIFY(first);
        QCOMPARE(first->size(), std::min<qsizetype>(50, agents.size()));
        const Result<AgentCache::Loaded> loaded = load(cache);
        QVERIFY(loaded);
        QCOMPARE(loaded->unreadable, 0);
        QVERIFY(sameAs(*loaded->columns, agents));
        // The columns number words on their own, and so does the cache.
        Agent other{.id = {1}, .name = u"new"_s, .os = u"New system"_s};
        loaded->columns->upsert({&other, 1});
        QVERIFY(upsert(cache, {{.id = {2}, .os = u"Another system"_s}}));
        QCOMPARE(loaded->columns->os(*loaded->columns->rowOf({1})), u"New system"_s);
    }

    void keysAreNotInTheFile()
    {
        const QString key = u"7f3b2c1d-aaaa-4bbb-8ccc-0123456789ab"_s;
        {
            AgentCache cache(path());
            QVERIFY(open(cache));
            QVERIFY(upsert(cache, {{.id = {1}, .key = key, .keyTitle = u"EU"_s}}));
            QCOMPARE(load(cache)->columns->key(0).hash, agentKeyHash(key));
        }
        for (const QString &suffix : {u""_s, u"-wal"_s}) {
            QFile file(path() + suffix);
            if (file.open(QIODevice::ReadOnly))
                QVERIFY(!file.readAll().contains(key.left(23).toLatin1()));
        }
    }

    void hardwareThatListsLeaveOutIsKept()
    {
        AgentCache cache(path());
        QVERIFY(open(cache));
        const Agent agent{.id = {1}, .name = u"a"_s, .serial = u"S-1"_s, .macs = {u"00:50:56:aa:bb:cc"_s, u"x"_s}};
        QVERIFY(upsert(cache, {agent}));
        QVERIFY(upsert(cache, {{.id = {1}, .name = u"b"_s}}));
        const Agent read = load(cache)->columns->agentAt(0);
        QCOMPARE(read.name, u"b"_s);
        QCOMPARE(read.serial, agent.serial);
        QCOMPARE(read.macs, agent.macs);
    }

    void aRefreshIsTakenUpWhereItStopped()
    {
        const QList<Agent> agents = sampleAgents(2'500);
        {
            AgentCache cache(path());
            QVERIFY(open(cache));
            QVERIFY(upsert(cache, agents + oddAgents(1)));
            QVERIFY(begin(cache));
            QVERIFY(upsert(cache, agents.mid(0, 1'500), agents[1'499].id.value));
        }
        AgentCache cache(path());
        const Result<AgentCache::Opened> opened = open(cache);
        QCOMPARE(opened->state.cursor, agents[1'499].id.value);
        QCOMPARE(opened->state.refreshBegun, sampleNow().addSecs(-60));
        QVERIFY(!opened->state.complete.isValid());
        QVERIFY(upsert(cache, agents.mid(1'500), agents.last().id.value));
        const Result<QList<AssetId>> removed = finish(cache);
        QVERIFY(removed);
        QCOMPARE(removed->size(), oddAgents(1).size());
        QVERIFY(sameAs(*load(cache)->columns, agents));
        const AgentStoreState state = open(cache)->state;
        QCOMPARE(state, (AgentStoreState{.complete = sampleNow()}));
        QVERIFY(answerOf<void>([&](auto done) { cache.remove({agents[3].id}, done); }));
        QCOMPARE(load(cache)->columns->size(), 2'499u);
    }

#ifdef Q_OS_UNIX
    void theFileIsTheOwnersAlone()
    {
        const mode_t before = umask(0);
        AgentCache cache(path());
        QVERIFY(open(cache));
        QVERIFY(upsert(cache, sampleAgents(10)));
        umask(before);
        struct stat info = {};
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
            QCOMPARE(stat(qPrintable(path() + suffix), &info), 0);
            QCOMPARE(info.st_mode & 0777u, 0600u);
        }
    }
#endif

    void aFileThatCannotBeUsedIsReplaced_data()
    {
        QTest::addColumn<QByteArray>("statements");
        QTest::addColumn<Found>("found");
        QTest::addRow("older") << QByteArray("PRAGMA user_version=0") << Found::Older;
        QTest::addRow("newer") << QByteArray("PRAGMA user_version=99") << Found::Newer;
        QTest::addRow("another program's") << QByteArray("PRAGMA application_id=5") << Found::Damaged;
        QTest::addRow("no table") << QByteArray("DROP TABLE agent") << Found::Damaged;
        QTest::addRow("a word missing") << QByteArray("DELETE FROM word WHERE list = 0 AND number = 1")
                                        << Found::Damaged;
        QTest::addRow("not a database") << QByteArray() << Found::Damaged;
    }

    void aFileThatCannotBeUsedIsReplaced()
    {
        QFETCH(QByteArray, statements);
        QFETCH(Found, found);
        fill();
        if (statements.isEmpty())
            overwrite(path(), 0, QByteArray(5'000, 'x'));
        else
            sql(path(), statements);
        const QString journal = m_folder->filePath(u"cache/journal.db"_s);
        QFile(journal).open(QIODevice::WriteOnly);
        AgentCache cache(path());
        const Result<AgentCache::Opened> opened = open(cache);
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
        QCOMPARE(opened->found, found);
        QVERIFY(opened->isEmpty);
        QCOMPARE(QFile::exists(opened->setAside), found != Found::Older);
        QVERIFY(upsert(cache, sampleAgents(10)));
        QCOMPARE(load(cache)->columns->size(), 10u);
        QVERIFY(QFile::exists(journal));
    }

    void damageInsideIsReportedAndTheNextOpenBeginsAnew()
    {
        fill();
        const qint64 size = QFileInfo(path()).size();
        for (qint64 page = size / 2 / 4'096 * 4'096; page < size; page += 4'096)
            overwrite(path(), page, QByteArray(4'096, '\x5a'));
        AgentCache cache(path());
        Result<AgentCache::Opened> opened = open(cache);
        if (opened && opened->found == Found::Sound) { // else the words were hit
            const Result<AgentCache::Loaded> loaded = load(cache);
            QVERIFY(!loaded);
            QCOMPARE(loaded.error().code, u"CACHE_DAMAGED"_s);
            opened = open(cache);
        }
        QVERIFY(opened);
        QVERIFY(upsert(cache, sampleAgents(10)));
        QCOMPARE(load(cache)->columns->size(), 10u);
    }

    void rowsThatMakeNoSenseAreLeftOut()
    {
        fill();
        sql(path(), "UPDATE agent SET row = x'0102' WHERE id % 100 = 0;"
                    "UPDATE agent SET row = zeroblob(200) WHERE id % 100 = 1;"
                    "UPDATE agent SET row = substr(row, 1, 40) WHERE id % 100 = 2;"
                    "UPDATE agent SET row = x'ffffffffffffffffffffffffffffffffffffffffffffffff' || substr(row, 25) "
                    "WHERE id % 100 = 3;");
        AgentCache cache(path());
        QVERIFY(open(cache));
        const Result<AgentCache::Loaded> loaded = load(cache);
        QVERIFY(loaded);
        QCOMPARE(loaded->unreadable, 80);
        QCOMPARE(loaded->columns->size(), 1'920u);
    }

    void aSecondProgramReads()
    {
        AgentCache first(path()), second(path());
        QVERIFY(open(first));
        QVERIFY(upsert(first, sampleAgents(1'001)));
        const Result<AgentCache::Opened> opened = open(second);
        QVERIFY(opened);
        QVERIFY(opened->readOnly);
        QCOMPARE(load(second)->columns->size(), 1'001u);
        QVERIFY(upsert(first, oddAgents(1))); // new words, which the second has not seen when it opened
        QCOMPARE(load(second)->columns->size(), 1'001u + quint32(oddAgents(1).size()));
        const Outcome written = upsert(second, sampleAgents(1));
        QVERIFY(!written);
        QCOMPARE(written.error().code, u"CACHE_IN_USE"_s);
    }

    void closedAndUnwritableCachesSaySo()
    {
        AgentCache cache(path());
        QCOMPARE(load(cache).error().code, u"CACHE_CLOSED"_s);
        QCOMPARE(upsert(cache, sampleAgents(1)).error().code, u"CACHE_CLOSED"_s);
        QFile(m_folder->filePath(u"file"_s)).open(QIODevice::WriteOnly);
        AgentCache nowhere(m_folder->filePath(u"file/agents.db"_s));
        QVERIFY(!open(nowhere));
    }

    void aLoadEndsWithTheCache()
    {
        fill();
        bool answered = false;
        {
            AgentCache cache(path());
            cache.open([](const auto &) {});
            cache.load([&](const auto &) { answered = true; });
        }
        QCoreApplication::processEvents();
        QVERIFY(!answered);
    }

#ifdef Q_OS_UNIX
    void aKilledProgramLeavesWhatWasCommitted()
    {
        std::mt19937 random(23);
        for (int round = 0; round < 5; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {u"--write"_s, path()});
            QVERIFY(child.waitForReadyRead());
            QTest::qSleep(int(random() % 120));
            child.kill();
            QVERIFY(child.waitForFinished());
            const QList<QByteArray> told = child.readAllStandardOutput().trimmed().split('\n');
            const quint32 last = told.last().toUInt();
            AgentCache cache(path());
            const Result<AgentCache::Opened> opened = open(cache);
            QVERIFY(opened);
            QCOMPARE(opened->found, Found::Sound);
            QVERIFY(opened->state.cursor == last || opened->state.cursor == last + 1);
            const Result<AgentCache::Loaded> loaded = load(cache);
            QVERIFY(loaded);
            QCOMPARE(loaded->unreadable, 0);
            QCOMPARE(loaded->columns->size(), 3'000u);
            AgentColumns before, after;
            before.upsert(sampleAgents(3'000, last));
            after.upsert(sampleAgents(3'000, last + 1));
            for (quint32 row = 0; row < 3'000; ++row) {
                const Agent agent = loaded->columns->agentAt(row);
                QVERIFY(agent == before.agentAt(row) || agent == after.agentAt(row));
            }
        }
    }
#endif

private:
    QString path() const { return AgentCache::fileFor(m_folder->path(), u"0123456789abcdef"_s); }
    void fill() const
    {
        AgentCache cache(path());
        QVERIFY(open(cache));
        QVERIFY(upsert(cache, sampleAgents(2'000)));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--write") == 0)
        return writeForEver(QString::fromLocal8Bit(argv[2]));
    TestAgentCache test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_agentcache.moc"
