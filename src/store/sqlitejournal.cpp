// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlitejournal.h"

#include "store/datalock.h"
#include "store/journaldatabase.h"
#include "store/journalfile.h"
#include "store/journalreader.h"
#include "store/sqlitefile.h"

#include <SQLiteCpp/Exception.h>

#include <QCoreApplication>
#include <QSysInfo>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

/// What lives on the store thread.
class SqliteJournal::Worker : public QObject
{
public:
    Worker(QString file, Options options)
        : m_path(std::move(file))
        , m_options(std::move(options))
        , m_lock(m_path + u".lock"_s)
    {
    }

    QDateTime now() const { return m_options.now ? m_options.now() : QDateTime::currentDateTimeUtc(); }

    Result<Opened> open()
    {
        m_database.reset();
        m_failure.reset();
        const Result<Opened> opened = openLocked();
        if (!opened)
            m_failure = opened.error();
        return opened;
    }

    /// Runs the work on the open journal. After an I/O error the connection is not trusted any more: the next call
    /// opens the file anew, and what SQLite finds in it is what counts.
    template <typename T, typename F>
    Result<T> run(F work)
    {
        if (!m_database && m_reopen)
            open();
        if (!m_database)
            return tl::unexpected(m_failure.value_or(Failure{.kind = Failure::Kind::NotStored,
                                                             .detail = u"the journal is not open"_s,
                                                             .code = u"JOURNAL_CLOSED"_s}));
        try {
            if constexpr (std::is_void_v<T>) {
                work(*m_database);
                return {};
            } else {
                return work(*m_database);
            }
        } catch (const SQLite::Exception &exception) {
            const int code = exception.getErrorCode() & 0xff;
            if (code == SQLITE_IOERR || code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
                m_database.reset();
                m_failure = sqlitefile::failureOf(exception);
                m_reopen = true;
            }
            return tl::unexpected(sqlitefile::failureOf(exception));
        }
    }

private:
    Result<Opened> openLocked()
    {
        if (!m_lock.tryLock()) {
            const DataLock::Owner owner = m_lock.owner();
            return tl::unexpected(
                Failure{.kind = Failure::Kind::NotStored,
                        .detail = u"%1 on %2, process %3"_s.arg(owner.program, owner.host).arg(owner.pid),
                        .code = u"JOURNAL_IN_USE"_s});
        }
        Result<journalfile::Opened> file = journalfile::open(m_path, m_options.maxPages);
        if (!file)
            return tl::unexpected(file.error());
        Opened opened{file->created, file->setAside, 0};
        try {
            m_database = std::make_unique<JournalDatabase>(std::move(file->database));
            if (!opened.setAside.isEmpty())
                m_database->note(u"journal-damaged"_s, opened.setAside, u"a new journal was begun"_s, now());
            m_database->takeLease(m_instance.toString(QUuid::WithoutBraces), QSysInfo::machineHostName(),
                                  QCoreApplication::applicationPid(), now());
            opened.pruned = m_database->prune(now(), m_options.keepDays, m_options.keepBytes);
        } catch (const SQLite::Exception &exception) {
            m_database.reset();
            return tl::unexpected(sqlitefile::failureOf(exception));
        }
        m_reopen = false;
        return opened;
    }

    const QString m_path;
    const Options m_options;
    const QUuid m_instance = QUuid::createUuid();
    DataLock m_lock;
    std::unique_ptr<JournalDatabase> m_database;
    std::optional<Failure> m_failure;
    bool m_reopen = false;
};

SqliteJournal::SqliteJournal(QString file, Options options, QObject *parent)
    : QObject(parent)
    , m_worker(u"store"_s, std::make_shared<Worker>(std::move(file), std::move(options)))
{
}

SqliteJournal::~SqliteJournal() = default;

template <typename T, typename F>
void SqliteJournal::ask(F work, std::function<void(const Result<T> &)> done)
{
    const auto inDatabase = [work = std::move(work)](Worker &worker) {
        return worker.run<T>([&](JournalDatabase &database) { return work(database, worker.now()); });
    };
    m_worker.ask<T>(this, inDatabase, std::move(done));
}

void SqliteJournal::open(Got<Opened> done)
{
    m_worker.ask<Opened>(this, [](Worker &worker) { return worker.open(); }, std::move(done));
}

void SqliteJournal::storePlan(const Plan &plan, Got<Plan> done)
{
    ask<Plan>([plan](JournalDatabase &db, const QDateTime &now) { return db.storePlan(plan, now); }, std::move(done));
}

void SqliteJournal::setPlanState(PlanId plan, Plan::State state, Done done)
{
    ask<void>([=](JournalDatabase &db, const QDateTime &now) { db.setPlanState(plan, state, now); }, std::move(done));
}

void SqliteJournal::beginAttempt(const Attempt &attempt, Done done)
{
    ask<void>([attempt](JournalDatabase &db, const QDateTime &) { db.beginAttempt(attempt); }, std::move(done));
}

void SqliteJournal::endAttempt(const AttemptOutcome &outcome, const QList<ChangeUpdate> &updates, Done done)
{
    ask<void>([=](JournalDatabase &db, const QDateTime &now) { db.endAttempt(outcome, updates, now); },
              std::move(done));
}

void SqliteJournal::observe(const QList<Observation> &observations, const QList<ChangeUpdate> &updates, Done done)
{
    ask<void>([=](JournalDatabase &db, const QDateTime &now) { db.observe(observations, updates, now); },
              std::move(done));
}

void SqliteJournal::update(const QList<ChangeUpdate> &updates, Done done)
{
    ask<void>([=](JournalDatabase &db, const QDateTime &now) { db.update(updates, now); }, std::move(done));
}

void SqliteJournal::note(const QString &kind, const QString &ref, const QString &text)
{
    ask<void>([=](JournalDatabase &db, const QDateTime &now) { db.note(kind, ref, text, now); },
              [this](const Outcome &outcome) {
                  if (!outcome)
                      emit noteFailed(outcome.error());
              });
}

void SqliteJournal::history(const QString &subscription, int plans, Got<QList<PlanSummary>> done)
{
    ask<QList<PlanSummary>>(
        [=](JournalDatabase &db, const QDateTime &) {
            return journalreader::history(db.database(), subscription, plans);
        },
        std::move(done));
}

void SqliteJournal::plan(PlanId id, Got<Plan> done)
{
    ask<Plan>(
        [=](JournalDatabase &db, const QDateTime &) -> Result<Plan> {
            if (std::optional<Plan> found = journalreader::plan(db.database(), id))
                return *std::move(found);
            return tl::unexpected(
                Failure{.kind = Failure::Kind::NotFound, .detail = u"plan %1 is not in the journal"_s.arg(id.value)});
        },
        std::move(done));
}

void SqliteJournal::unfinished(const QString &subscription, Got<QList<Plan>> done)
{
    ask<QList<Plan>>(
        [=](JournalDatabase &db, const QDateTime &) { return journalreader::unfinished(db.database(), subscription); },
        std::move(done));
}

void SqliteJournal::attemptsOf(ChangeId change, Got<QList<AttemptRecord>> done)
{
    ask<QList<AttemptRecord>>(
        [=](JournalDatabase &db, const QDateTime &) { return journalreader::attemptsOf(db.database(), change); },
        std::move(done));
}

void SqliteJournal::events(int count, Got<QList<JournalEvent>> done)
{
    ask<QList<JournalEvent>>(
        [=](JournalDatabase &db, const QDateTime &) { return EventChain(db.database()).newest(count); },
        std::move(done));
}

void SqliteJournal::verifyChain(Got<ChainReport> done)
{
    ask<ChainReport>([](JournalDatabase &db, const QDateTime &) { return EventChain(db.database()).verify(); },
                     std::move(done));
}

void SqliteJournal::saveStaged(const QString &subscription, const QList<Change> &staged, Done done)
{
    ask<void>([=](JournalDatabase &db, const QDateTime &) { db.saveStaged(subscription, staged); }, std::move(done));
}

void SqliteJournal::loadStaged(const QString &subscription, Got<QList<Change>> done)
{
    ask<QList<Change>>(
        [=](JournalDatabase &db, const QDateTime &) { return journalreader::staged(db.database(), subscription); },
        std::move(done));
}

void SqliteJournal::commits(Got<qint64> done)
{
    ask<qint64>([](JournalDatabase &db, const QDateTime &) { return db.commits(); }, std::move(done));
}
