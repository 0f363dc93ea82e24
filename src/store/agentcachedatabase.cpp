// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/agentcachedatabase.h"

#include "domain/agents/agentdetails.h"
#include "store/agentcacherows.h"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <sqlite3.h>

using namespace agentcacherows;

namespace {

std::string_view blob(SQLite::Statement &row, int column)
{
    const SQLite::Column value = row.getColumn(column);
    const void *bytes = value.getBlob();
    return bytes ? std::string_view(static_cast<const char *>(bytes), std::size_t(value.getBytes()))
                 : std::string_view();
}

void bindBytes(SQLite::Statement &statement, int index, std::string_view bytes)
{
    statement.bindNoCopy(index, static_cast<const void *>(bytes.data()), int(bytes.size()));
}

QDateTime moment(qint64 seconds)
{
    return seconds > 0 ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC) : QDateTime();
}

} // namespace

struct AgentCacheDatabase::Statements
{
    explicit Statements(SQLite::Database &database)
        : upsert(database, "INSERT INTO agent VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET seen = excluded.seen, "
                           "row = excluded.row, hardware = coalesce(excluded.hardware, hardware)")
        , remove(database, "DELETE FROM agent WHERE id = ?")
        , word(database, "INSERT INTO word VALUES (?, ?, ?)")
        , cursor(database, "UPDATE state SET cursor = ?")
    {
    }
    SQLite::Statement upsert, remove, word, cursor;
};

AgentCacheDatabase::AgentCacheDatabase(std::unique_ptr<SQLite::Database> database)
    : m_database(std::move(database))
    , m_packer(readWords())
    , m_refresh(m_database->execAndGet("SELECT refresh FROM state").getInt64())
    , m_statements(std::make_unique<Statements>(*m_database))
{
    for (int list = 0; list < lists; ++list)
        m_written[std::size_t(list)] = sizeOf(m_packer.words(), List(list));
}

AgentCacheDatabase::~AgentCacheDatabase() = default;

template <typename F>
void AgentCacheDatabase::commit(F work)
{
    SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
    work();
    transaction.commit();
}

AgentWords AgentCacheDatabase::readWords()
{
    AgentWords words;
    SQLite::Statement rows(*m_database, "SELECT list, number, value FROM word ORDER BY list, number");
    while (rows.executeStep()) {
        const int list = rows.getColumn(0).getInt();
        const quint32 number = rows.getColumn(1).getUInt();
        if (list < 0 || list >= lists || number != sizeOf(words, List(list)) ||
            !appendWord(words, List(list), blob(rows, 2)))
            throw SQLite::Exception("words of the cache are missing", SQLITE_CORRUPT);
    }
    return words;
}

/// Words first used by the rows of this commit. What a commit that failed did not write is written by the next one.
void AgentCacheDatabase::writeWords()
{
    SQLite::Statement &word = m_statements->word;
    for (int list = 0; list < lists; ++list)
        for (quint32 number = m_written[std::size_t(list)]; number < sizeOf(m_packer.words(), List(list)); ++number) {
            const std::string bytes = wordBytes(m_packer.words(), List(list), number);
            word.reset();
            word.bind(1, list);
            word.bind(2, std::int64_t(number));
            bindBytes(word, 3, bytes);
            word.exec();
        }
}

AgentStoreState AgentCacheDatabase::state()
{
    SQLite::Statement row(*m_database, "SELECT full_refresh, refresh_begun, cursor FROM state");
    if (!row.executeStep())
        throw SQLite::Exception("the state of the cache is missing", SQLITE_CORRUPT);
    return {moment(row.getColumn(0).getInt64()), moment(row.getColumn(1).getInt64()), row.getColumn(2).getInt64()};
}

/// A count would read the whole file, before the first row is shown.
bool AgentCacheDatabase::isEmpty()
{
    return m_database->execAndGet("SELECT NOT EXISTS (SELECT 1 FROM agent)").getInt() != 0;
}

QList<Agent> AgentCacheDatabase::first(int count)
{
    SQLite::Transaction together(*m_database); // words and rows of one moment
    const AgentWords words = readWords();
    SQLite::Statement rows(*m_database, "SELECT id, row, hardware FROM agent ORDER BY id LIMIT ?");
    rows.bind(1, count);
    Batch batch;
    while (rows.executeStep())
        batch.add(rows.getColumn(0).getInt64(), blob(rows, 1), blob(rows, 2));
    QList<Agent> agents;
    for (const PackedAgent &packed : batch.read(words))
        agents << agentdetails::unpacked(packed, words);
    return agents;
}

namespace {

/// Reads a third faster, and counts as memory of ours while it is there: only as long as everything is read.
struct Mapped
{
    explicit Mapped(SQLite::Database &of)
        : database(of)
    {
        database.exec("PRAGMA mmap_size=268435456");
    }
    ~Mapped() { sqlite3_exec(database.getHandle(), "PRAGMA mmap_size=0", nullptr, nullptr, nullptr); }
    Mapped(const Mapped &) = delete;
    Mapped &operator=(const Mapped &) = delete;

    SQLite::Database &database;
};

} // namespace

AgentCacheDatabase::Loaded AgentCacheDatabase::load(const std::stop_token &stop)
{
    const Mapped mapped(*m_database);
    SQLite::Transaction together(*m_database);
    Loaded loaded{AgentColumns(AgentPacker(readWords()))};
    SQLite::Statement rows(*m_database, "SELECT id, row, hardware FROM agent ORDER BY id");
    Batch batch;
    const auto take = [&] {
        const std::span<const PackedAgent> agents = batch.read(loaded.columns.words());
        loaded.unreadable += qint64(batch.size() - agents.size());
        loaded.columns.upsertPacked(agents);
        batch.clear();
    };
    while (rows.executeStep()) {
        batch.add(rows.getColumn(0).getInt64(), blob(rows, 1), blob(rows, 2));
        if (batch.size() == AgentRows::chunkRows) {
            take();
            if (stop.stop_requested())
                return loaded;
        }
    }
    if (!batch.isEmpty())
        take();
    return loaded;
}

void AgentCacheDatabase::upsert(std::span<const Agent> agents, std::optional<qint64> cursor)
{
    commit([&] {
        SQLite::Statement &row = m_statements->upsert;
        for (const Agent &agent : agents) {
            if (agent.id.value < 1)
                continue;
            const PackedAgent packed = m_packer.pack(agent);
            const auto [details, hardware] = agentdetails::split(packed.details);
            m_row.clear();
            append(m_row, packed, details);
            row.reset();
            row.bind(1, std::int64_t(packed.id));
            row.bind(2, std::int64_t(m_refresh));
            bindBytes(row, 3, m_row);
            if (hardware.empty())
                row.bind(4);
            else
                bindBytes(row, 4, hardware);
            row.exec();
        }
        row.reset();
        writeWords();
        if (cursor) {
            m_statements->cursor.reset();
            m_statements->cursor.bind(1, std::int64_t(*cursor));
            m_statements->cursor.exec();
        }
    });
    for (int list = 0; list < lists; ++list)
        m_written[std::size_t(list)] = sizeOf(m_packer.words(), List(list));
}

void AgentCacheDatabase::remove(std::span<const AssetId> ids)
{
    commit([&] {
        for (const AssetId id : ids) {
            m_statements->remove.reset();
            m_statements->remove.bind(1, std::int64_t(id.value));
            m_statements->remove.exec();
        }
    });
}

void AgentCacheDatabase::beginRefresh(const QDateTime &now)
{
    commit([&] {
        SQLite::Statement row(*m_database, "UPDATE state SET refresh = ?, refresh_begun = ?, cursor = 0");
        row.bind(1, std::int64_t(m_refresh + 1));
        row.bind(2, std::int64_t(now.toSecsSinceEpoch()));
        row.exec();
    });
    ++m_refresh;
}

QList<AssetId> AgentCacheDatabase::unseen()
{
    QList<AssetId> ids;
    SQLite::Statement rows(*m_database, "SELECT id FROM agent WHERE seen <> ?");
    rows.bind(1, std::int64_t(m_refresh));
    while (rows.executeStep())
        ids << AssetId{rows.getColumn(0).getInt64()};
    return ids;
}

void AgentCacheDatabase::noteComplete(const QDateTime &complete)
{
    commit([&] {
        SQLite::Statement row(*m_database, "UPDATE state SET full_refresh = ?, refresh_begun = 0, cursor = 0");
        row.bind(1, std::int64_t(complete.toSecsSinceEpoch()));
        row.exec();
    });
}
