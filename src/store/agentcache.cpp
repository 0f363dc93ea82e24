// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/agentcache.h"

#include "store/datalock.h"
#include "store/sqlitefile.h"

#include <QDir>

#include <sqlite3.h>

using namespace Qt::StringLiterals;
using sqlitefile::notStored;

/// What lives on the cache's thread.
class AgentCache::Worker : public QObject
{
public:
    explicit Worker(QString file)
        : m_path(std::move(file))
        , m_lock(m_path + u".lock"_s)
    {
    }

    Result<Opened> open()
    {
        m_database.reset();
        m_writable = m_lock.tryLock();
        if (!m_writable && !m_lock.isHeldByOther())
            return tl::unexpected(notStored(u"PERMISSIONS"_s, u"the cache's folder cannot be written"_s));
        Opened opened{.readOnly = !m_writable};
        for (int attempt = 0;; ++attempt) {
            Result<agentcachefile::Opened> file =
                m_writable ? agentcachefile::open(m_path) : agentcachefile::openToRead(m_path);
            if (!file)
                return tl::unexpected(file.error());
            if (attempt == 0)
                opened.found = file->found;
            if (!file->setAside.isEmpty())
                opened.setAside = file->setAside;
            try {
                m_database = std::make_unique<AgentCacheDatabase>(std::move(file->database));
                opened.state = m_database->state();
                opened.isEmpty = m_database->isEmpty();
                return opened;
            } catch (const SQLite::Exception &exception) {
                m_database.reset();
                // The file says that it has our tables: where one is missing (SQLITE_ERROR) it is damaged.
                const int code = exception.getErrorCode();
                if (!m_writable || attempt > 0 || !(sqlitefile::isDamage(code) || (code & 0xff) == SQLITE_ERROR))
                    return tl::unexpected(sqlitefile::failureOf(exception));
            }
            const Result<QString> aside = agentcachefile::replace(m_path);
            if (!aside)
                return tl::unexpected(aside.error());
            opened.found = agentcachefile::Found::Damaged;
            opened.setAside = *aside;
        }
    }

    template <typename T, typename F>
    Result<T> run(F work)
    {
        if (!m_database)
            return tl::unexpected(notStored(u"CACHE_CLOSED"_s, u"the cache is not open"_s));
        try {
            if constexpr (std::is_void_v<T>) {
                work(*m_database);
                return {};
            } else {
                return work(*m_database);
            }
        } catch (const SQLite::Exception &exception) {
            return tl::unexpected(sqlitefile::isDamage(exception.getErrorCode()) ? damaged(exception)
                                                                                 : sqlitefile::failureOf(exception));
        }
    }

    template <typename T, typename F>
    Result<T> write(F work)
    {
        if (m_database && !m_writable) {
            const DataLock::Owner owner = m_lock.owner();
            return tl::unexpected(
                notStored(u"CACHE_IN_USE"_s, u"%1 on %2, process %3"_s.arg(owner.program, owner.host).arg(owner.pid)));
        }
        return run<T>(std::move(work));
    }

private:
    /// Damage that only reading deeper shows. The next open() begins anew.
    Failure damaged(const SQLite::Exception &exception)
    {
        m_database.reset();
        const QString detail = sqlitefile::failureOf(exception).detail;
        if (m_writable)
            agentcachefile::replace(m_path);
        return notStored(u"CACHE_DAMAGED"_s, detail);
    }

    const QString m_path;
    DataLock m_lock;
    bool m_writable = false;
    std::unique_ptr<AgentCacheDatabase> m_database;
};

QString AgentCache::fileFor(const QString &dataFolder, const QString &fingerprint)
{
    return QDir(dataFolder).filePath(u"cache/agents-%1.db"_s.arg(fingerprint.left(32)));
}

AgentCache::AgentCache(QString file, QObject *parent)
    : QObject(parent)
    , m_worker(u"cache"_s, std::make_shared<Worker>(std::move(file)))
{
}

AgentCache::~AgentCache()
{
    m_stop.request_stop();
}

template <typename T, typename F>
void AgentCache::ask(F work, std::function<void(const Result<T> &)> done)
{
    m_worker.ask<T>(this, std::move(work), std::move(done));
}

void AgentCache::open(Got<Opened> done)
{
    ask<Opened>([](Worker &worker) { return worker.open(); }, std::move(done));
}

void AgentCache::firstRows(int count, Got<QList<Agent>> done)
{
    ask<QList<Agent>>(
        [count](Worker &worker) {
            return worker.run<QList<Agent>>([count](AgentCacheDatabase &database) { return database.first(count); });
        },
        std::move(done));
}

void AgentCache::load(Got<Loaded> done)
{
    ask<Loaded>(
        [stop = m_stop.get_token()](Worker &worker) {
            return worker.run<Loaded>([&](AgentCacheDatabase &database) {
                AgentCacheDatabase::Loaded loaded = database.load(stop);
                return Loaded{std::make_shared<AgentColumns>(std::move(loaded.columns)), loaded.unreadable};
            });
        },
        std::move(done));
}

void AgentCache::upsert(const QList<Agent> &agents, std::optional<qint64> cursor, Done done)
{
    ask<void>(
        [agents, cursor](Worker &worker) {
            return worker.write<void>([&](AgentCacheDatabase &database) {
                const std::span<const Agent> all(agents);
                constexpr auto most = std::size_t(AgentCacheDatabase::batchSize);
                std::size_t from = 0;
                do {
                    const std::span<const Agent> batch = all.subspan(from, std::min(most, all.size() - from));
                    from += batch.size();
                    database.upsert(batch, from == all.size() ? cursor : std::nullopt);
                } while (from < all.size());
            });
        },
        std::move(done));
}

namespace {

void removeInBatches(AgentCacheDatabase &database, std::span<const AssetId> ids)
{
    constexpr auto most = std::size_t(AgentCacheDatabase::batchSize);
    for (std::size_t from = 0; from < ids.size(); from += most)
        database.remove(ids.subspan(from, std::min(most, ids.size() - from)));
}

} // namespace

void AgentCache::remove(const QList<AssetId> &ids, Done done)
{
    ask<void>(
        [ids](Worker &worker) {
            return worker.write<void>([&](AgentCacheDatabase &database) { removeInBatches(database, ids); });
        },
        std::move(done));
}

void AgentCache::beginRefresh(const QDateTime &now, Done done)
{
    ask<void>(
        [now](Worker &worker) {
            return worker.write<void>([&](AgentCacheDatabase &database) { database.beginRefresh(now); });
        },
        std::move(done));
}

void AgentCache::finishRefresh(const QDateTime &complete, Got<QList<AssetId>> removed)
{
    ask<QList<AssetId>>(
        [complete](Worker &worker) {
            return worker.write<QList<AssetId>>([&](AgentCacheDatabase &database) {
                const QList<AssetId> ids = database.unseen();
                removeInBatches(database, ids);
                database.noteComplete(complete);
                return ids;
            });
        },
        std::move(removed));
}

void AgentCache::noteComplete(const QDateTime &complete, Done done)
{
    ask<void>(
        [complete](Worker &worker) {
            return worker.write<void>([&](AgentCacheDatabase &database) { database.noteComplete(complete); });
        },
        std::move(done));
}
