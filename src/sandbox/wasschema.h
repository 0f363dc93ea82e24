// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sandbox {

/// The tables of web applications, scans and what belongs to them. Lists of ids and words have commas between them,
/// times are UTC as the service writes them.
inline constexpr auto wasSchema = R"sql(
CREATE TABLE webapp (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- a deleted one's number is never given again
    name TEXT NOT NULL, url TEXT NOT NULL,
    in_was INTEGER NOT NULL DEFAULT 1,    -- 0: deleted here, while the asset stays in the subscription
    other_modules TEXT NOT NULL DEFAULT '', -- that use the asset too: "Waf"
    risk INTEGER, os TEXT, owner_id INTEGER, scope TEXT NOT NULL DEFAULT 'ALL', sub_domain TEXT, profile_id INTEGER,
    scanner_type TEXT NOT NULL DEFAULT 'EXTERNAL', scanner_name TEXT,
    scanner_tags TEXT NOT NULL DEFAULT '', -- the pool; while there is one, type and name mean nothing
    locked INTEGER NOT NULL DEFAULT 0,
    progressive INTEGER,                   -- NULL: the feature is off and the element missing
    auth_records TEXT NOT NULL DEFAULT '', dns_overrides TEXT NOT NULL DEFAULT '',
    use_robots TEXT NOT NULL DEFAULT 'IGNORE', use_sitemap INTEGER NOT NULL DEFAULT 0,
    malware_monitoring INTEGER NOT NULL DEFAULT 0, malware_notification INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL DEFAULT '', cancel_after INTEGER, cancel_at TEXT, screenshot TEXT,
    created TEXT NOT NULL, created_by INTEGER, updated TEXT NOT NULL, updated_by INTEGER,
    created_ms INTEGER NOT NULL DEFAULT 0  -- when it was made through the API, for an index that lags
);
CREATE INDEX webapp_name ON webapp (name);
-- Its lists of texts, each under the name of its element: domains, uris, attributes, urlBlacklist, comments …
CREATE TABLE webapp_entry (
    webapp INTEGER NOT NULL, list TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',         -- of an attribute
    regex INTEGER NOT NULL DEFAULT 0, author INTEGER NOT NULL DEFAULT 0, created TEXT NOT NULL DEFAULT ''
);
CREATE INDEX webapp_entry_webapp ON webapp_entry (webapp, list, position);
CREATE TABLE scan (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, reference TEXT NOT NULL, type TEXT NOT NULL,
    mode TEXT NOT NULL, multi INTEGER NOT NULL DEFAULT 0, progressive INTEGER NOT NULL DEFAULT 0,
    webapp INTEGER NOT NULL, app_name TEXT NOT NULL, app_url TEXT NOT NULL, -- as they were
    auth_record INTEGER, scanner_type TEXT NOT NULL, scanner_name TEXT,
    cancel_option TEXT NOT NULL DEFAULT 'DEFAULT', cancel_after INTEGER, cancel_at TEXT, profile_id INTEGER NOT NULL,
    launched TEXT NOT NULL, launched_by INTEGER NOT NULL, status TEXT NOT NULL, ended TEXT, duration INTEGER,
    crawl INTEGER, test INTEGER, links INTEGER, requests INTEGER,
    results TEXT, auth TEXT, os TEXT,      -- without results there is no summary
    cancel_mode TEXT, canceled_by INTEGER, send_mail INTEGER NOT NULL DEFAULT 0,
    send_one_mail INTEGER NOT NULL DEFAULT 0,
    planned_results TEXT NOT NULL DEFAULT 'SUCCESSFUL', planned_auth TEXT NOT NULL DEFAULT 'NONE',
    next_ms INTEGER                        -- when it goes a step further; NULL: never, or it is over
);
CREATE INDEX scan_webapp ON scan (webapp, launched);
CREATE INDEX scan_next ON scan (next_ms);
CREATE TABLE scan_clock (ms INTEGER NOT NULL); -- with a row, time stands still at it for web applications and scans
CREATE TABLE option_profile (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, owner_id INTEGER, is_default INTEGER NOT NULL DEFAULT 0,
    form_submission TEXT NOT NULL DEFAULT 'BOTH', max_crawl INTEGER NOT NULL DEFAULT 300,
    timeout_threshold INTEGER NOT NULL DEFAULT 20, unexpected_threshold INTEGER NOT NULL DEFAULT 50,
    ignore_binary INTEGER NOT NULL DEFAULT 0, performance TEXT NOT NULL DEFAULT 'MEDIUM',
    bruteforce TEXT NOT NULL DEFAULT 'MINIMAL', credit_cards INTEGER NOT NULL DEFAULT 0,
    social_security INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, created_by INTEGER, updated TEXT NOT NULL, updated_by INTEGER
);
CREATE TABLE auth_record (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, owner_id INTEGER,
    kind TEXT NOT NULL,                    -- FORM_STANDARD, SERVER_NTLM …, the words of the filter `contents`
    ssl_only INTEGER NOT NULL DEFAULT 1, domain TEXT, login TEXT NOT NULL DEFAULT '',
    first_field INTEGER NOT NULL DEFAULT 1, -- id of its first field
    works TEXT NOT NULL DEFAULT 'SUCCESSFUL', -- the authentication status that a scan with it ends with
    tags TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL, created_by INTEGER, updated TEXT NOT NULL, updated_by INTEGER
);
CREATE TABLE dns_override (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, owner_id INTEGER, mappings TEXT NOT NULL, -- host=address,…
    tags TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL, created_by INTEGER, updated TEXT NOT NULL, updated_by INTEGER
);
CREATE TABLE scan_schedule (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, owner_id INTEGER, active INTEGER NOT NULL DEFAULT 1,
    type TEXT NOT NULL, webapp INTEGER NOT NULL, auth_record INTEGER, scanner_type TEXT NOT NULL, scanner_name TEXT,
    cancel_option TEXT NOT NULL DEFAULT 'DEFAULT', cancel_after INTEGER, profile_id INTEGER NOT NULL,
    start TEXT NOT NULL, zone TEXT NOT NULL, zone_offset TEXT NOT NULL,
    occurrence TEXT NOT NULL, every INTEGER NOT NULL DEFAULT 1, on_days TEXT NOT NULL DEFAULT '',
    mail_to TEXT NOT NULL DEFAULT '', launched_count INTEGER NOT NULL DEFAULT 0, next_launch TEXT, last_scan INTEGER,
    send_mail INTEGER NOT NULL DEFAULT 1,
    created TEXT NOT NULL, created_by INTEGER, updated TEXT NOT NULL, updated_by INTEGER
);
CREATE INDEX scan_schedule_webapp ON scan_schedule (webapp);
CREATE TABLE finding (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, qid INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
    potential INTEGER NOT NULL DEFAULT 0, severity INTEGER NOT NULL, family TEXT NOT NULL DEFAULT '',
    url TEXT, status TEXT, times INTEGER, ignored INTEGER, param TEXT, -- missing where information was gathered
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, last_tested TEXT NOT NULL, webapp INTEGER NOT NULL,
    payload TEXT, data TEXT                -- what a download tells of it
);
CREATE INDEX finding_webapp ON finding (webapp);
CREATE TABLE appliance (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, name TEXT NOT NULL UNIQUE, software TEXT NOT NULL,
    online INTEGER NOT NULL, model TEXT NOT NULL, type TEXT NOT NULL, serial TEXT NOT NULL DEFAULT '0',
    ml_latest TEXT NOT NULL, ml_version TEXT NOT NULL, sigs_latest TEXT NOT NULL, sigs_version TEXT NOT NULL,
    tags TEXT NOT NULL DEFAULT '', contact TEXT NOT NULL, -- when it was heard of
    login TEXT NOT NULL, heartbeats_missed INTEGER NOT NULL DEFAULT 0, comments TEXT NOT NULL DEFAULT '',
    other_scans INTEGER NOT NULL DEFAULT 0 -- under way for other applications
);
)sql";

} // namespace sandbox
