// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/database.h"

#include "sandbox/wasschema.h"

#include <sqlite3.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string_view textOf(sqlite3_value *value)
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return text ? std::string_view(text, std::size_t(sqlite3_value_bytes(value))) : std::string_view();
}

/// The word up to the next comma, which is taken off the list.
std::string_view nextWord(std::string_view &list)
{
    const std::size_t comma = list.find(',');
    const std::string_view word = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    return word;
}

bool hasWord(std::string_view list, std::string_view wanted)
{
    while (!list.empty())
        if (nextWord(list) == wanted)
            return true;
    return false;
}

/// `shares_word('1,2,3', '3,4')`: whether two lists have a word in common. Ten times quicker than a search in a text
/// made of commas, which is what a filter by tag over a million rows comes down to.
void sharesWord(sqlite3_context *context, int, sqlite3_value **values)
{
    const std::string_view list = textOf(values[0]);
    std::string_view wanted = textOf(values[1]);
    bool shares = false;
    while (!shares && !wanted.empty())
        shares = hasWord(list, nextWord(wanted));
    sqlite3_result_int(context, shares);
}

constexpr int schemaVersion = 3;
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
    am_edit INTEGER NOT NULL DEFAULT 0, am_delete INTEGER NOT NULL DEFAULT 0,
    ca_activate INTEGER NOT NULL DEFAULT 0, ca_deactivate INTEGER NOT NULL DEFAULT 0,
    ca_uninstall INTEGER NOT NULL DEFAULT 0, -- of agents
    was_create INTEGER NOT NULL DEFAULT 0, was_edit INTEGER NOT NULL DEFAULT 0,
    was_edit_url INTEGER NOT NULL DEFAULT 0, -- "Edit Web Application URL"
    was_scanner INTEGER NOT NULL DEFAULT 0,  -- "Select and Lock/Unlock Scanner Appliance"
    was_delete INTEGER NOT NULL DEFAULT 0, was_purge INTEGER NOT NULL DEFAULT 0,
    was_launch INTEGER NOT NULL DEFAULT 0, was_cancel INTEGER NOT NULL DEFAULT 0,
    was_delete_scan INTEGER NOT NULL DEFAULT 0, was_schedule INTEGER NOT NULL DEFAULT 0,
    vm INTEGER NOT NULL DEFAULT 0,           -- may list appliances, which belong to another application
    scope TEXT NOT NULL                -- tag ids; shown, not enforced
);
CREATE TABLE user_role (user_id INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL);
CREATE INDEX user_role_user ON user_role (user_id);
CREATE TABLE tag (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, parent INTEGER, created TEXT NOT NULL, modified TEXT NOT NULL,
    color TEXT, rule_type TEXT, rule_text TEXT, provider TEXT, criticality INTEGER, description TEXT,
    uuid TEXT                          -- by which appliances tell it; NULL: one made of its id
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
CREATE TABLE host_model (id INTEGER PRIMARY KEY, os TEXT NOT NULL, platform TEXT NOT NULL);
CREATE TABLE model_port (model INTEGER NOT NULL, port INTEGER NOT NULL);
CREATE TABLE model_software (model INTEGER NOT NULL, name TEXT NOT NULL);
CREATE TABLE agent_version (
    id INTEGER PRIMARY KEY, text TEXT NOT NULL,
    rank INTEGER NOT NULL              -- four numbers in one, so that versions compare as numbers
);
CREATE TABLE agent_config (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- A host asset: what searches and rows of lists need. Everything else of it is derived from its machine.
CREATE TABLE agent (
    id INTEGER PRIMARY KEY,
    uuid TEXT,                         -- NULL: a host without an agent
    name TEXT NOT NULL,
    machine INTEGER NOT NULL,          -- two records of one machine share it
    model INTEGER NOT NULL, version INTEGER NOT NULL, config INTEGER NOT NULL, address TEXT NOT NULL,
    created INTEGER NOT NULL, modified INTEGER NOT NULL, -- times in seconds since 1970, UTC
    checked_in INTEGER, vuln_scan INTEGER, compliance_scan INTEGER,
    key_id INTEGER, active INTEGER NOT NULL DEFAULT 1,
    modules TEXT NOT NULL DEFAULT '',  -- in the words of keys
    tags TEXT NOT NULL DEFAULT '',
    applied INTEGER NOT NULL DEFAULT 0 -- how often a key's changes were applied to it
);
CREATE INDEX agent_key ON agent (key_id);
-- Modules that were switched on or off and whose time has not come.
CREATE TABLE pending_module (
    agent INTEGER NOT NULL, module TEXT NOT NULL, switch_on INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,           -- milliseconds since 1970, UTC
    PRIMARY KEY (agent, module)
) WITHOUT ROWID;
CREATE INDEX pending_module_due ON pending_module (due_ms);
CREATE TABLE fault (
    id INTEGER PRIMARY KEY, method TEXT NOT NULL, pattern TEXT NOT NULL, first INTEGER, last INTEGER,
    kind TEXT NOT NULL, argument TEXT NOT NULL DEFAULT '', hits INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE request (
    seq INTEGER PRIMARY KEY, utc TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, attempt TEXT NOT NULL,
    user TEXT NOT NULL, object INTEGER NOT NULL,
    outcome TEXT NOT NULL,                 -- ok, refused, failed-login, fault; waiting while a delay-apply runs
    http_status INTEGER NOT NULL, response_code TEXT NOT NULL, effect TEXT NOT NULL, applied INTEGER NOT NULL,
    fault TEXT NOT NULL, body BLOB NOT NULL, bytes INTEGER NOT NULL,
    affected INTEGER NOT NULL DEFAULT 0,   -- how many hosts a write of agents changed
    modules TEXT NOT NULL DEFAULT ''       -- those that ?module= named
);
-- What a request that was carried out did with each agent and module it meant.
CREATE TABLE agent_write (
    seq INTEGER NOT NULL, attempt TEXT NOT NULL, agent INTEGER NOT NULL,
    module TEXT NOT NULL,                  -- AGENT_VM; empty where the action has none
    action TEXT NOT NULL,                  -- activate, deactivate, update, delete, uninstall, ods, change-key
    outcome TEXT NOT NULL                  -- done, already, rule, refused, missing, ignored
);
CREATE INDEX agent_write_agent ON agent_write (agent, module, action);
CREATE INDEX agent_write_seq ON agent_write (seq);
)sql";

/// Drops what an older version of the sandbox left: it is fiction and is made anew in a moment, while a demo that
/// refuses to start is of no use to anybody. Throws when the file was never one of ours.
void clearOlderVersion(SQLite::Database &database, qint64 version)
{
    const bool ours = version > 0 && version < schemaVersion && database.tableExists("activation_key") &&
                      database.tableExists("fault") && database.tableExists("request");
    if (!ours)
        throw std::runtime_error("the file is not a database of this version of the sandbox");
    std::vector<std::string> tables;
    SQLite::Statement rows(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
    while (rows.executeStep())
        tables.push_back(rows.getColumn(0).getString());
    rows.reset();
    for (const std::string &table : tables)
        database.exec("DROP TABLE \"" + table + '"');
}

} // namespace

sandbox::Database::Database(const QString &file)
    : m_database(std::make_unique<SQLite::Database>(file.isEmpty() ? std::string(":memory:") : file.toStdString(),
                                                    SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busyMilliseconds))
{
    SQLite::Database &database = *m_database;
    database.exec("PRAGMA journal_mode = WAL");
    // A killed server loses nothing that it wrote; only a power cut could take the last requests back.
    database.exec("PRAGMA synchronous = NORMAL");
    database.createFunction("shares_word", 2, true, nullptr, &sharesWord);
    const qint64 version = sql::value(database, "PRAGMA user_version");
    const qint64 tables = sql::value(database, "SELECT count(*) FROM sqlite_master");
    if (version == schemaVersion)
        return;
    SQLite::Transaction transaction(database);
    if (version != 0 || tables != 0)
        clearOlderVersion(database, version);
    database.exec(schema);
    database.exec(wasSchema);
    database.exec("PRAGMA user_version = " + std::to_string(schemaVersion));
    transaction.commit();
}

void sandbox::Database::close()
{
    m_mutex.lock(); // and never unlocked
    m_database.reset();
}
