// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sql.h"

#include <memory>
#include <mutex>

namespace sandbox {

/// The subscription, the request log and the faults in one SQLite file, write-ahead logged, so that a test may read and
/// change it while the server runs.
///
/// One connection behind one mutex, although the server has many threads: a request then sees and changes the
/// subscription as a whole, and the log's order is the order in which things happened. SQLite lets only one write at a
/// time anyway, and a request holds the mutex for a millisecond or two; waiting and sending happen outside.
class Database
{
public:
    /// Creates the file and its tables. Throws SQLite::Exception or std::runtime_error when that does not work or the
    /// file belongs to something else.
    explicit Database(const QString &file);

    /// Work throws, and nothing of it stays.
    template <typename Work>
    auto inTransaction(Work work)
    {
        const std::scoped_lock lock(m_mutex);
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        if constexpr (std::is_void_v<decltype(work(*m_database))>) {
            work(*m_database);
            transaction.commit();
        } else {
            auto result = work(*m_database);
            transaction.commit();
            return result;
        }
    }

    /// Closes the file for good. A thread that still wants it waits until the process ends.
    void close();

private:
    std::unique_ptr<SQLite::Database> m_database;
    std::mutex m_mutex;
};

} // namespace sandbox
