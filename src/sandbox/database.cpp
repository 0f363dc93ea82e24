// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/database.h"

#include <stdexcept>

namespace {

constexpr int schemaVersion = 1;
constexpr int busyMilliseconds = 10'000;

/// Lists (modules, tags, scope) are words with commas between them. Times are UTC as the service writes them.
constexpr auto schema = R"sql(
CREATE TABLE user (
    id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE, password TEXT NOT NULL, uuid TEXT NOT NULL,
    first_name TEXT NOT NULL, last_name TEXT NOT NULL, email TEXT NOT NULL, job_title TEXT NOT NULL,
    state TEXT NOT NULL,               -- active, left or expired
    manager INTEGER NOT NULL,
    api INTEGER NOT NULL,              -- the access permission "API Access"
    ca_view INTEGER NOT NULL, ca_create INTEGER NOT NULL, ca_edit INTEGER NOT NULL, ca_delete INTEGER NOT NULL,
    am INTEGER NOT NULL, was INTEGER NOT NULL,
    scope TEXT NOT NULL                -- tag ids; shown, not enforced
);
CREATE TABLE user_role (user_id INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL);
CREATE INDEX user_role_user ON user_role (user_id);
CREATE TABLE tag (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, parent INTEGER, created TEXT NOT NULL, modified TEXT NOT NULL,
    color TEXT, rule_type TEXT, rule_text TEXT, provider TEXT, criticality INTEGER, description TEXT
);
CREATE INDEX tag_parent ON tag (parent);
CREATE TABLE licence (word TEXT PRIMARY KEY); -- what the subscription has
CREATE TABLE activation_key (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- a deleted key's number is never given again
    key_text TEXT NOT NULL, title TEXT, type TEXT NOT NULL, count_purchased INTEGER NOT NULL DEFAULT 0,
    purchased TEXT NOT NULL, expires TEXT, network_id INTEGER NOT NULL DEFAULT 0,
    disabled INTEGER NOT NULL DEFAULT 0, suspend_self_patch INTEGER NOT NULL DEFAULT 0, owner_id INTEGER,
    modules TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '',
    created_ms INTEGER NOT NULL DEFAULT 0, -- when it was made through the API, for an index that lags
    applied INTEGER NOT NULL DEFAULT 0     -- how often applyOnAgents was carried out
);
CREATE INDEX activation_key_title ON activation_key (title);
CREATE TABLE agent (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, name TEXT NOT NULL, created TEXT NOT NULL, key_id INTEGER,
    active INTEGER NOT NULL DEFAULT 1, modules TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '',
    applied INTEGER NOT NULL DEFAULT 0     -- how often a key's changes were applied to it
);
CREATE INDEX agent_key ON agent (key_id);
CREATE TABLE webapp (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE fault (
    id INTEGER PRIMARY KEY, method TEXT NOT NULL, pattern TEXT NOT NULL, first INTEGER, last INTEGER,
    kind TEXT NOT NULL, argument TEXT NOT NULL DEFAULT '', hits INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE request (
    seq INTEGER PRIMARY KEY, utc TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, attempt TEXT NOT NULL,
    user TEXT NOT NULL, object INTEGER NOT NULL,
    outcome TEXT NOT NULL,                 -- ok, refused, failed-login, fault; waiting while a delay-apply runs
    http_status INTEGER NOT NULL, response_code TEXT NOT NULL, effect TEXT NOT NULL, applied INTEGER NOT NULL,
    fault TEXT NOT NULL, body BLOB NOT NULL, bytes INTEGER NOT NULL
);
)sql";

} // namespace

sandbox::Database::Database(const QString &file)
    : m_database(std::make_unique<SQLite::Database>(file.isEmpty() ? std::string(":memory:") : file.toStdString(),
                                                    SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busyMilliseconds))
{
    SQLite::Database &database = *m_database;
    database.exec("PRAGMA journal_mode = WAL");
    // A killed server loses nothing that it wrote; only a power cut could take the last requests back.
    database.exec("PRAGMA synchronous = NORMAL");
    const qint64 version = sql::value(database, "PRAGMA user_version");
    const qint64 tables = sql::value(database, "SELECT count(*) FROM sqlite_master");
    if (version == schemaVersion)
        return;
    if (version != 0 || tables != 0)
        throw std::runtime_error("the file is not a database of this version of the sandbox");
    SQLite::Transaction transaction(database);
    database.exec(schema);
    database.exec("PRAGMA user_version = " + std::to_string(schemaVersion));
    transaction.commit();
}

void sandbox::Database::close()
{
    m_mutex.lock(); // and never unlocked
    m_database.reset();
}
