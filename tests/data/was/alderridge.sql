-- SPDX-FileCopyrightText: 2026 The Latchkey authors
-- SPDX-License-Identifier: Apache-2.0
-- The fictional subscription of the samples in this folder, for a sandbox without web applications of its own.
INSERT INTO user (id, login, password, uuid, first_name, last_name, email, job_title, state, manager, api, ca_view,
    ca_create, ca_edit, ca_delete, am, was, was_create, was_edit, was_edit_url, was_scanner, was_delete, was_purge,
    was_launch, was_cancel, was_delete_scan, was_schedule, vm, scope) VALUES
    (41200117, 'aldrg_mk1', '', '41200117-0000-4000-8000-000000000001', 'Mira', 'Kovac', '', '', 'active', 1, 1,
     1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ''),
    (41200142, 'aldrg_jo2', '', '41200117-0000-4000-8000-000000000002', 'Jonas', 'Oyelaran', '', '', 'active', 0, 1,
     0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ''),
    (41200188, 'aldrg_ap3', '', '41200117-0000-4000-8000-000000000003', 'Scan', 'Automation', '', '', 'active', 0, 1,
     0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, '');
INSERT INTO tag (id, name, created, modified, uuid) VALUES
    (7710045, 'WAS - Production', '2025-05-30T09:00:00Z', '2025-05-30T09:00:00Z', NULL),
    (7710046, 'WAS - Staging', '2025-05-30T09:00:00Z', '2025-05-30T09:00:00Z', NULL),
    (7710088, 'BU: Retail Banking', '2025-05-30T09:00:00Z', '2025-05-30T09:00:00Z', NULL),
    (8722267, 'Scanner Pool - DMZ', '2025-05-30T09:00:00Z', '2025-05-30T09:00:00Z',
     '0c6f9a1e-93a1-4ab7-8a0b-2f8d51e0a267'),
    (8722310, 'Scanner Pool - Core', '2025-05-30T09:00:00Z', '2025-05-30T09:00:00Z',
     '0c6f9a1e-93a1-4ab7-8a0b-2f8d51e0a310');
INSERT INTO option_profile (id, name, owner_id, max_crawl, performance, credit_cards, created, created_by, updated,
    updated_by) VALUES
    (1021, 'Initial WAS Options', 41200117, 300, 'MEDIUM', 0, '2025-05-30T09:00:00Z', 41200117,
     '2025-12-11T15:45:00Z', 41200117),
    (1187, 'Quarterly deep scan', 41200142, 2000, 'LOW', 1, '2025-05-30T09:00:00Z', 41200142,
     '2025-12-11T15:45:00Z', 41200142);
INSERT INTO auth_record (id, name, owner_id, kind, domain, login, first_field, works, created, created_by, updated,
    updated_by) VALUES
    (74210, 'Portal service login', 41200142, 'FORM_STANDARD', NULL, 'svc-was-portal', 826452, 'SUCCESSFUL',
     '2025-06-04T10:00:00Z', 41200142, '2026-01-09T12:30:00Z', 41200142),
    (74233, 'Intranet NTLM', 41200142, 'SERVER_NTLM', 'ALDRG', 'svc-was', 826460, 'SUCCESSFUL',
     '2025-06-04T10:00:00Z', 41200142, '2026-01-09T12:30:00Z', 41200142);
INSERT INTO webapp (id, name, url, risk, os, owner_id, scope, profile_id, scanner_type, scanner_name, scanner_tags,
    locked, progressive, auth_records, use_robots, use_sitemap, tags, cancel_after, cancel_at, screenshot, created,
    created_by, updated, updated_by) VALUES
    (5214548, 'Member Portal', 'https://portal.alderridge.example/', 412, 'Linux 5.x', 41200117, 'DOMAINS', 1021,
     'EXTERNAL', NULL, '8722267', 1, 0, '74210', 'IGNORE', 1, '7710045,7710088', 6, NULL,
     '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQ', '2025-06-03T08:12:44Z', 41200117, '2026-03-02T10:41:07Z', 41200142),
    (5214549, 'Loan Origination', 'https://loans.alderridge.example/apply/', NULL, NULL, 41200142, 'ALL', 1021,
     'EXTERNAL', NULL, '', 0, NULL, '74210', 'IGNORE', 0, '7710045', NULL, NULL, NULL, '2025-06-03T08:15:09Z',
     41200142, '2026-02-17T16:20:31Z', 41200142),
    (5214563, 'Branch Locator ', 'http://branches.alderridge.example/', NULL, NULL, 41200117, 'ALL', NULL, 'EXTERNAL',
     NULL, '', 0, NULL, '', 'IGNORE', 0, '', NULL, NULL, NULL, '2025-09-22T13:02:55Z', 41200117,
     '2025-09-22T13:02:55Z', 41200117),
    (5214571, 'Staff Intranet', 'https://intranet.alderridge.example:8443/home', NULL, NULL, 41200142, 'LIMIT', 1187,
     'INTERNAL', 'core-scan-01', '', 0, 1, '74233', 'BLACKLIST', 0, '7710046', NULL, '23:30', NULL,
     '2025-11-10T07:30:18Z', 41200142, '2026-01-14T09:05:42Z', 41200142);
INSERT INTO webapp_entry (webapp, list, position, value, name, regex, author, created) VALUES
    (5214548, 'domains', 0, 'portal.alderridge.example', '', 0, 0, ''),
    (5214548, 'domains', 1, 'static.alderridge.example', '', 0, 0, ''),
    (5214548, 'uris', 0, 'https://portal.alderridge.example/help/index.html', '', 0, 0, ''),
    (5214548, 'attributes', 0, 'Online banking', 'Business Function', 0, 0, ''),
    (5214548, 'attributes', 1, 'RB-204 & RB-205', 'Cost Centre', 0, 0, ''),
    (5214548, 'urlBlacklist', 0, 'https://portal.alderridge.example/session/logout', '', 0, 0, ''),
    (5214548, 'urlBlacklist', 1, 'https://portal\.alderridge\.example/statements/.*\.pdf', '', 1, 0, ''),
    (5214548, 'headers', 0, 'X-Scan-Source: was-automation', '', 0, 0, ''),
    (5214548, 'comments', 0, 'Scans only inside the Sunday window.', '', 0, 41200142, '2025-12-01T09:14:00Z'),
    (5214571, 'urlBlacklist', 0, '.*/payroll/.*', '', 1, 0, '');
INSERT INTO scan (id, name, reference, type, mode, webapp, app_name, app_url, auth_record, scanner_type, scanner_name,
    profile_id, launched, launched_by, status, ended, duration, crawl, test, links, requests, results, auth, os,
    cancel_mode, canceled_by, send_mail) VALUES
    (1902350, 'Staff Intranet adhoc', 'was/1771837200660.2210511', 'VULNERABILITY', 'ONDEMAND', 5214571,
     'Staff Intranet', 'https://intranet.alderridge.example:8443/home', NULL, 'INTERNAL', 'core-scan-01', 1187,
     '2026-02-23T09:00:00Z', 41200142, 'FINISHED', '2026-02-23T09:04:10Z', 250, NULL, NULL, NULL, NULL,
     'NO_HOST_ALIVE', 'NONE', NULL, NULL, NULL, 0),
    (1902360, 'Loan Origination discovery', 'was/1771923600104.2210520', 'DISCOVERY', 'API', 5214549,
     'Loan Origination', 'https://loans.alderridge.example/apply/', NULL, 'EXTERNAL', NULL, 1021,
     '2026-02-24T09:00:00Z', 41200188, 'CANCELED', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'USER',
     41200142, 0),
    (1902377, 'Loan Origination  post-release', 'was/1772179255930.2210541', 'VULNERABILITY', 'ONDEMAND', 5214549,
     'Loan Origination', 'https://loans.alderridge.example/apply/', 74210, 'EXTERNAL', NULL, 1187,
     '2026-02-27T08:00:55Z', 41200117, 'FINISHED', '2026-02-27T08:22:41Z', 1306, 96, 1204, 17, 2260, 'SUCCESSFUL',
     'FAILED', NULL, NULL, NULL, 0),
    (1902391, 'Member Portal weekly 2026-03-01', 'was/1772352004811.2210557', 'VULNERABILITY', 'SCHEDULED', 5214548,
     'Member Portal', 'https://portal.alderridge.example/', 74210, 'INTERNAL', 'dmz-scan-01', 1021,
     '2026-03-01T08:00:04Z', 41200142, 'FINISHED', '2026-03-01T09:44:31Z', 6267, 812, 5410, 418, 23118, 'SUCCESSFUL',
     'SUCCESSFUL', 'Linux 5.x', NULL, NULL, 1),
    (1902402, 'Loan Origination weekly', 'was/1772524801552.2210570', 'VULNERABILITY', 'SCHEDULED', 5214549,
     'Loan Origination', 'https://loans.alderridge.example/apply/', 74210, 'EXTERNAL', NULL, 1021,
     '2026-03-03T08:00:01Z', 41200142, 'RUNNING', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO scan_schedule (id, name, owner_id, active, type, webapp, auth_record, scanner_type, cancel_option,
    cancel_after, profile_id, start, zone, zone_offset, occurrence, on_days, mail_to, launched_count, next_launch,
    last_scan, created, created_by, updated, updated_by) VALUES
    (30118, 'Member Portal weekly', 41200142, 1, 'VULNERABILITY', 5214548, 74210, 'scannerTags', 'SPECIFIC', 6, 1021,
     '2025-06-15T08:00:00Z', 'Europe/London', '+00:00', 'WEEKLY', 'SUNDAY', 'appsec@alderridge.example', 38,
     '2026-03-08T08:00:00Z', 1902391, '2025-06-10T11:00:00Z', 41200142, '2025-12-01T09:15:00Z', 41200142);
INSERT INTO finding (id, uuid, qid, name, type, severity, family, url, status, times, ignored, param, first_seen,
    last_seen, last_tested, webapp, payload, data) VALUES
    (16700411, '5b0e9c1e-6f2a-4b57-9d1b-3a6f1d7e2c90', 150001, 'Reflected Cross-Site Scripting (XSS) Vulnerabilities',
     'VULNERABILITY', 5, 'XSS', 'https://portal.alderridge.example/search?q=1', 'ACTIVE', 2, 0, 'q',
     '2026-02-22T09:31:10Z', '2026-03-01T09:40:02Z', '2026-03-01T09:40:02Z', 5214548, 'q=%22%3E%3Cqss%3E', '<qss>'),
    (6830077, 'c7f1d0a4-0f6a-4d8e-8b34-91e9c3b7a512', 150009, 'Links Crawled', 'INFORMATION_GATHERED', 1, '', NULL,
     NULL, NULL, NULL, NULL, '2026-02-27T08:22:41Z', '2026-02-27T08:22:41Z', '2026-02-27T08:22:41Z', 5214549, NULL,
     'Number of links: 418');
INSERT INTO appliance (id, uuid, name, software, online, model, type, ml_latest, ml_version, sigs_latest, sigs_version,
    tags, contact, login, heartbeats_missed, other_scans) VALUES
    (55120, '6f0c1f0a-2b7e-4e0f-9a55-0d2f6b1c7a01', 'dmz-scan-01', '12.16', 1, 'cvscanner', 'Virtual', '12.16.32-1',
     '12.16.32-1', '2.6.540-2', '2.6.540-2', '8722267', '2026-03-03T14:28:11Z', 'aldrg_mk1', 0, 1),
    (55121, '6f0c1f0a-2b7e-4e0f-9a55-0d2f6b1c7a02', 'dmz-scan-02', '12.16', 1, 'cvscanner', 'Virtual', '12.16.32-1',
     '12.16.32-1', '2.6.540-2', '2.6.540-2', '8722267', '2026-03-03T14:28:11Z', 'aldrg_mk1', 0, 0),
    (55133, '6f0c1f0a-2b7e-4e0f-9a55-0d2f6b1c7a03', 'core-scan-01', '12.15', 0, 'cvscanner', 'Virtual', '12.16.32-1',
     '12.15.90-1', '2.6.540-2', '2.6.488-3', '8722310', '2026-03-03T14:28:11Z', 'aldrg_mk1', 6, 0);
DELETE FROM sqlite_sequence WHERE name IN ('webapp', 'scan');
INSERT INTO sqlite_sequence (name, seq) VALUES ('webapp', 5214701), ('scan', 1902409);
INSERT INTO scan_clock (ms) VALUES (1772547730000); -- 2026-03-03T14:22:10Z
