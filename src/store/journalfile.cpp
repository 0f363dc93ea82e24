// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/journalfile.h"

#include "store/sqlitefile.h"

#include <QFile>
#include <QFileInfo>

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <array>

using namespace Qt::StringLiterals;
using namespace sqlitefile;

namespace {

constexpr int busyMilliseconds = 5000;

constexpr const char *firstSchema = R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE plan (
    id INTEGER PRIMARY KEY AUTOINCREMENT, subscription_fp TEXT NOT NULL, subscription_name TEXT NOT NULL,
    actor TEXT NOT NULL, app_version TEXT NOT NULL, created_utc TEXT NOT NULL, digest BLOB NOT NULL,
    policy_json TEXT NOT NULL, undo INTEGER NOT NULL, state TEXT NOT NULL, finished_utc TEXT);
CREATE INDEX plan_subscription ON plan (subscription_fp, id);
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT, plan_id INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL, op TEXT NOT NULL, object_type TEXT NOT NULL, object_id INTEGER NOT NULL,
    label TEXT NOT NULL, desired_json TEXT NOT NULL, pre_json TEXT NOT NULL, base_json TEXT NOT NULL DEFAULT '{}',
    post_json TEXT NOT NULL DEFAULT '{}', apply_on_agents INTEGER NOT NULL, agents INTEGER NOT NULL,
    state TEXT NOT NULL, reason_json TEXT NOT NULL DEFAULT '{}', undo_of INTEGER, idem_class TEXT NOT NULL);
CREATE INDEX change_plan ON change (plan_id, seq);
CREATE TABLE attempt (
    seq INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, endpoint TEXT NOT NULL, method TEXT NOT NULL, body_sha256 BLOB NOT NULL,
    body_redacted BLOB NOT NULL, phase TEXT NOT NULL, started_utc TEXT NOT NULL, finished_utc TEXT,
    http_status INTEGER, response_code TEXT, qt_error TEXT, request_sent_count INTEGER, tries INTEGER,
    bytes_in INTEGER, server_date_utc TEXT, rate_headers_json TEXT, tls TEXT, failure_json TEXT);
CREATE TABLE attempt_change (
    change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
    attempt_uuid TEXT NOT NULL REFERENCES attempt (uuid) ON DELETE CASCADE,
    PRIMARY KEY (change_id, attempt_uuid)) WITHOUT ROWID;
CREATE INDEX attempt_change_attempt ON attempt_change (attempt_uuid);
CREATE TABLE observation (
    id INTEGER PRIMARY KEY, change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
    read_utc TEXT NOT NULL, source TEXT NOT NULL, fields_json TEXT NOT NULL, matches INTEGER NOT NULL,
    diff_json TEXT NOT NULL);
CREATE INDEX observation_change ON observation (change_id);
CREATE TABLE event (
    seq INTEGER PRIMARY KEY, utc TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, text TEXT NOT NULL,
    prev_hash BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TABLE lease (
    one INTEGER PRIMARY KEY CHECK (one = 1), instance TEXT NOT NULL, pid INTEGER NOT NULL, host TEXT NOT NULL,
    since TEXT NOT NULL, heartbeat_utc TEXT NOT NULL, plan_id INTEGER);
CREATE TABLE staged (
    subscription_fp TEXT NOT NULL, seq INTEGER NOT NULL, change_json TEXT NOT NULL,
    PRIMARY KEY (subscription_fp, seq)) WITHOUT ROWID;
INSERT INTO meta VALUES ('salt', randomblob(16));
)sql";

std::unique_ptr<SQLite::Database> openSound(const QString &path, int maxPages, bool &damaged, int &version)
{
    auto database = std::make_unique<SQLite::Database>(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                                       busyMilliseconds);
    version = pragma(*database, "user_version");
    const bool empty = database->execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
    if (empty && version == 0) {
        database->exec("PRAGMA auto_vacuum=INCREMENTAL");
    } else if (pragma(*database, "application_id") != journalfile::applicationId) {
        damaged = true; // not ours, or its first page is gone
        return nullptr;
    }
    if (version > int(journalfile::steps().size()))
        return nullptr;
    if (!empty && database->execAndGet("PRAGMA quick_check(1)").getString() != "ok") {
        damaged = true;
        return nullptr;
    }
    database->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA foreign_keys=ON;");
    if (maxPages > 0)
        database->exec("PRAGMA max_page_count=" + std::to_string(maxPages));
    database->exec("PRAGMA application_id=" + std::to_string(journalfile::applicationId));
    journalfile::migrate(*database, journalfile::steps());
    return database;
}

} // namespace

std::span<const journalfile::Step> journalfile::steps()
{
    static const std::array<Step, 1> all{
        [](SQLite::Database &database) { database.exec(firstSchema); },
    };
    return all;
}

void journalfile::migrate(SQLite::Database &database, std::span<const Step> all)
{
    for (int version = pragma(database, "user_version"); version < int(all.size()); ++version) {
        SQLite::Transaction transaction(database);
        all[std::size_t(version)](database);
        database.exec("PRAGMA user_version=" + std::to_string(version + 1));
        transaction.commit();
    }
}

Result<journalfile::Opened> journalfile::open(const QString &path, int maxPages)
{
    Opened opened;
    for (int attempt = 0; attempt < 2; ++attempt) {
        opened.created = !QFile::exists(path) || QFileInfo(path).size() == 0;
        if (const Outcome isPrivate = makePrivate(path); !isPrivate)
            return tl::unexpected(isPrivate.error());
        bool damaged = false;
        int version = 0;
        try {
            opened.database = openSound(path, maxPages, damaged, version);
            if (opened.database) {
                if (const Outcome isPrivate = makePrivate(path); !isPrivate)
                    return tl::unexpected(isPrivate.error());
                return opened;
            }
            if (!damaged)
                return tl::unexpected(notStored(
                    u"JOURNAL_NEWER"_s, u"schema %1, known up to %2"_s.arg(version).arg(qsizetype(steps().size()))));
        } catch (const SQLite::Exception &exception) {
            if (!isDamage(exception.getErrorCode()))
                return tl::unexpected(failureOf(exception));
        }
        opened.setAside = moveAside(path);
        if (opened.setAside.isEmpty())
            return tl::unexpected(notStored(u"JOURNAL_DAMAGED"_s, u"the damaged journal cannot be moved aside"_s));
    }
    return tl::unexpected(notStored(u"JOURNAL_DAMAGED"_s, u"a new journal cannot be made"_s));
}
