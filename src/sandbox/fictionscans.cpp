// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fictionkeys.h"
#include "sandbox/fictionwebapps.h"
#include "sandbox/keyrows.h"
#include "sandbox/subscription.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::fiction;

constexpr qint64 firstScan = 1'902'001, firstFinding = 16'700'001, firstSchedule = 30'101;

struct Ending
{
    const char *status, *results, *auth; ///< without results there is no summary
};
/// Of the last scans, in turn. The authentication "?" is what the record comes to.
constexpr auto endings = std::to_array<Ending>({
    {"FINISHED", "SUCCESSFUL", "?"},        {"FINISHED", "SUCCESSFUL", "?"},
    {"FINISHED", "SUCCESSFUL", "?"},        {"FINISHED", "TIME_LIMIT_REACHED", "?"},
    {"FINISHED", "SUCCESSFUL", "?"},        {"CANCELED", "", ""},
    {"FINISHED", "SUCCESSFUL", "?"},        {"FINISHED", "NO_WEB_SERVICE", "NONE"},
    {"FINISHED", "SUCCESSFUL", "PARTIAL"},  {"ERROR", "SCAN_INTERNAL_ERROR", "NONE"},
    {"FINISHED", "SUCCESSFUL", "?"},        {"FINISHED", "SERVICE_ERROR", "?"},
    {"FINISHED", "SUCCESSFUL", "FAILED"},   {"TIME_LIMIT_EXCEEDED", "TIME_LIMIT_EXCEEDED", "NONE"},
    {"FINISHED", "SUCCESSFUL", "?"},        {"CANCELED", "CANCELED_WITH_RESULTS", "?"},
    {"FINISHED", "FINISHED", "?"},          {"FINISHED", "SCAN_RESULTS_INVALID", "NONE"},
    {"FINISHED", "SUCCESSFUL", "NOT_USED"}, {"SCAN_NOT_LAUNCHED", "SCAN_NOT_LAUNCHED", "NONE"},
    {"FINISHED", "SUCCESSFUL", "?"},        {"FINISHED", "NO_HOST_ALIVE", "NONE"},
    {"FINISHED", "SUCCESSFUL", "?"},
});
/// Five are under way when the sandbox starts, whatever the number of web applications: more than ten at once would be
/// refused. Minutes until the next step, after which they go on as launched ones do.
struct UnderWay
{
    int index;
    const char *status, *results;
    int minutes;
};
constexpr auto underWay = std::to_array<UnderWay>({
    {0, "RUNNING", "", 35},
    {10, "FINISHED", "PROCESSING", 25},
    {17, "RUNNING", "", 140},
    {26, "SUBMITTED", "", 5},
    {38, "FINISHED", "TO_BE_PROCESSED", 50},
});

struct PlannedScan
{
    const SketchedApp *app = nullptr;
    QDateTime launched;
    QString status, results, auth;
    std::optional<qint64> next;
    qint64 number = 0; ///< of the scans of its web application, from the newest
};

QString authOf(qint64 record)
{
    switch (record) {
    case 0:
        return u"NONE"_s;
    case carrierLogin:
        return u"FAILED"_s;
    case tariffSelenium:
        return u"PARTIAL"_s;
    case partnerClient:
        return u"NOT_USED"_s;
    default:
        return u"SUCCESSFUL"_s;
    }
}

/// As the scanner lets it: one that cannot reach the host finds none, a pool without an appliance starts nothing.
Ending endingOf(const SketchedApp &app, std::size_t turn)
{
    if (app.pool == poolTerminals || app.pool == poolColdChain || app.scannerName == "rtm-term-scan-1"_L1)
        return {"SCANNER_NOT_AVAILABLE", "SCANNER_NOT_AVAILABLE", "NONE"};
    if (app.scannerType == "EXTERNAL"_L1 && app.pool == 0 && subscription::isInside(app.url))
        return {"FINISHED", "NO_HOST_ALIVE", "NONE"};
    return endings[turn % endings.size()];
}

PlannedScan planned(const SketchedApp &app, qint64 number, const QDateTime &now, quint64 seed)
{
    const quint64 chance = mixed(quint64(app.index) * 8 + quint64(number), seed + 5);
    const qint64 days = number * 30 + qint64(chance % 29) + (app.index % 37 == 9 ? 400 : 0);
    PlannedScan scan{.app = &app,
                     .launched = now.addDays(-days - 1).addSecs(-qint64(chance >> 8) % 80'000),
                     .status = {},
                     .results = {},
                     .auth = {},
                     .next = {},
                     .number = number};
    const auto active = std::ranges::find(underWay, app.index, &UnderWay::index);
    if (number == 0 && active != underWay.end()) {
        scan.launched = now.addSecs(-60LL * (20 + app.index));
        scan.status = QString::fromLatin1(active->status);
        scan.results = QString::fromLatin1(active->results);
        scan.auth = scan.results.isEmpty() ? QString() : authOf(app.authRecord);
        scan.next = now.toMSecsSinceEpoch() + 60'000LL * active->minutes;
        return scan;
    }
    const Ending ending = endingOf(app, std::size_t(app.index) * 3 + std::size_t(number) * 7);
    scan.status = QString::fromLatin1(ending.status);
    scan.results = QString::fromLatin1(ending.results);
    scan.auth = QString::fromLatin1(ending.auth);
    if (scan.auth == "?"_L1 || (scan.auth != "NONE"_L1 && app.authRecord == 0))
        scan.auth = authOf(app.authRecord);
    return scan;
}

QString applianceOf(const SketchedApp &app)
{
    if (app.pool == poolDmz)
        return app.index % 2 == 0 ? u"fra-dmz-scan-01"_s : u"fra-dmz-scan-02"_s;
    if (app.pool == poolFrankfurt)
        return app.index % 2 == 0 ? u"fra-dc-scan-01"_s : u"fra-dc-scan-02"_s;
    if (app.pool == poolAntwerp)
        return u"ant-dc-scan-01"_s;
    return app.pool == poolCloud ? u"aws-scan-01"_s : app.scannerName;
}

class ScanWriter
{
public:
    explicit ScanWriter(SQLite::Database &database)
        : m_scan(
              database,
              "INSERT INTO scan (id, name, reference, type, mode, webapp, app_name, app_url, auth_record, "
              "scanner_type, scanner_name, profile_id, launched, launched_by, status, ended, duration, crawl, test, "
              "links, requests, results, auth, os, cancel_mode, canceled_by, send_mail, planned_results, "
              "planned_auth, next_ms) VALUES "
              "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'SUCCESSFUL', ?, ?)")
    {
    }

    void write(qint64 id, const PlannedScan &scan, quint64 seed)
    {
        const SketchedApp &app = *scan.app;
        const quint64 chance = mixed(quint64(id), seed);
        const bool hasData = scan.results == "SUCCESSFUL"_L1 || scan.results == "FINISHED"_L1 ||
                             scan.results == "TIME_LIMIT_REACHED"_L1 || scan.results == "CANCELED_WITH_RESULTS"_L1;
        const bool canceled = scan.status == "CANCELED"_L1;
        const bool over = !scan.next && !(canceled && scan.results.isEmpty());
        const qint64 seconds = 600 + qint64(chance % 9'000), links = 5 + qint64(chance % 700);
        const auto orNull = [](bool has, auto value) { return has ? std::optional(value) : std::nullopt; };
        const QString appliance = applianceOf(app);
        const QString type = !appliance.isEmpty() ? u"INTERNAL"_s : app.pool != 0 ? u"scannerTags"_s : u"EXTERNAL"_s;
        m_scan.reset();
        sql::bindAll(
            m_scan, id, u"%1 %2"_s.arg(app.name.left(200), scan.launched.toString(u"yyyy-MM-dd")),
            u"was/%1.%2"_s.arg(scan.launched.toMSecsSinceEpoch()).arg(2'210'000 + id % 90'000),
            chance % 11 == 0 ? u"DISCOVERY"_s : u"VULNERABILITY"_s,
            chance % 3 == 0   ? u"ONDEMAND"_s
            : chance % 3 == 1 ? u"SCHEDULED"_s
                              : u"API"_s,
            app.id, app.name, app.url, orNull(app.authRecord != 0, app.authRecord), type,
            orNull(!appliance.isEmpty(), appliance), app.index % 6 == 1 ? deepScan : initialOptions,
            wireTime(scan.launched), app.owner, scan.status, orNull(over, wireTime(scan.launched.addSecs(seconds))),
            orNull(over, seconds), orNull(hasData, seconds / 7), orNull(hasData, seconds - seconds / 7),
            orNull(hasData, links), orNull(hasData, links * 55), orNull(!scan.results.isEmpty(), scan.results),
            orNull(!scan.results.isEmpty(), scan.auth), orNull(hasData && chance % 4 != 0, u"Linux 5.x"_s),
            orNull(canceled, u"USER"_s), orNull(canceled, marta), chance % 2 == 0, authOf(app.authRecord), scan.next);
        m_scan.exec();
    }

private:
    SQLite::Statement m_scan;
};

struct SketchedFinding
{
    qint64 qid;
    const char16_t *name;
    const char *type;
    int severity;
    const char *family, *param, *payload, *data;
};
constexpr auto findings = std::to_array<SketchedFinding>({
    {150'009, u"Links Crawled", "INFORMATION_GATHERED", 1, "", "", "", "Number of links: 418"},
    {150'001, u"Reflected Cross-Site Scripting (XSS) Vulnerabilities", "VULNERABILITY", 5, "XSS", "q",
     "q=%22%3E%3Cqss%3E", "<qss>"},
    {150'122, u"Cookie Does Not Contain The \"secure\" Attribute", "VULNERABILITY", 2, "INFO", "", "N/A",
     "Set-Cookie: session"},
    {150'245, u"Missing header: X-Frame-Options", "VULNERABILITY", 3, "INFO", "", "N/A", "HTTP/1.1 200 OK"},
    {150'012, u"Blind SQL Injection", "VULNERABILITY", 5, "SQL", "id", "id=1%20and%201=1", "2 rows"},
    {150'021, u"Scan Diagnostics", "INFORMATION_GATHERED", 1, "", "", "", "Loaded 0 exclude list entries"},
    {150'004, u"Path-Based Vulnerability", "VULNERABILITY", 2, "PATH", "", "/backup/", "HTTP/1.1 200 OK"},
    {150'023, u"Credit Card Number", "SENSITIVE_CONTENT", 3, "", "", "", ""},
});

void insertFindings(SQLite::Database &database, const QList<SketchedApp> &apps, const QDateTime &now, quint64 seed)
{
    static constexpr auto statuses = std::to_array<const char16_t *>({u"ACTIVE", u"NEW", u"FIXED", u"REOPENED"});
    SQLite::Statement row(database, "INSERT INTO finding (id, uuid, qid, name, type, severity, family, url, status, "
                                    "times, ignored, param, first_seen, last_seen, last_tested, webapp, payload, data) "
                                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Random random(mixed(seed, 13));
    qint64 id = firstFinding;
    for (const SketchedApp &app : apps) {
        if (app.index % 9 == 4)
            continue;
        const quint64 chance = mixed(quint64(app.index), seed + 9);
        for (std::size_t i = 0; i < chance % (findings.size() + 1); ++i) {
            const SketchedFinding &finding = findings[i];
            const bool gathered = QLatin1StringView(finding.type) == "INFORMATION_GATHERED"_L1;
            const auto orNull = [&](auto value) { return gathered ? std::nullopt : std::optional(value); };
            const QDateTime seen = now.addDays(-1 - qint64(chance % 60));
            row.reset();
            sql::bindAll(row, id++, random.uuid(), finding.qid, QString::fromUtf16(finding.name),
                         QString::fromLatin1(finding.type), finding.severity, QString::fromLatin1(finding.family),
                         orNull(app.url + "search?"_L1 + QString::fromLatin1(finding.param)),
                         orNull(QString::fromUtf16(statuses[(chance + i) % statuses.size()])),
                         orNull(qint64(1 + (chance + i) % 9)), orNull((chance + i) % 19 == 0),
                         *finding.param ? std::optional(QString::fromLatin1(finding.param)) : std::nullopt,
                         wireTime(seen.addDays(-90)), wireTime(seen), wireTime(seen), app.id,
                         QString::fromLatin1(finding.payload), QString::fromLatin1(finding.data));
            row.exec();
        }
    }
}

/// Every tenth has a weekly one; one more is left of a web application that was deleted.
void insertSchedules(SQLite::Database &database, const QList<SketchedApp> &apps, const QDateTime &now)
{
    SQLite::Statement row(database,
                          "INSERT INTO scan_schedule (id, name, owner_id, active, type, webapp, auth_record, "
                          "scanner_type, scanner_name, profile_id, start, zone, zone_offset, occurrence, on_days, "
                          "mail_to, launched_count, next_launch, last_scan, created, created_by, updated, updated_by) "
                          "VALUES (?1, ?2, ?3, ?4, 'VULNERABILITY', ?5, ?6, ?7, ?8, ?9, ?10, 'Europe/Berlin', "
                          "'+01:00', 'WEEKLY', 'SUNDAY', 'appsec@larkspur.example', ?11, ?12, "
                          "(SELECT max(id) FROM scan WHERE webapp = ?5), ?10, ?3, ?10, ?3)");
    qint64 id = firstSchedule;
    const auto write = [&](const SketchedApp &app, bool active) {
        const auto orNull = [](bool has, auto value) { return has ? std::optional(value) : std::nullopt; };
        row.reset();
        sql::bindAll(row, id++, app.name.left(200) + " weekly"_L1, app.owner, active, app.id,
                     orNull(app.authRecord != 0, app.authRecord), app.pool != 0 ? u"scannerTags"_s : app.scannerType,
                     orNull(!app.scannerName.isEmpty(), app.scannerName), initialOptions, wireTime(now.addDays(-200)),
                     app.index % 40, orNull(active, wireTime(now.addDays(1 + app.index % 7))));
        row.exec();
    };
    for (const SketchedApp &app : apps)
        if (app.index % 10 == 2)
            write(app, app.index % 50 != 12);
    write({.id = apps.last().id + 1,
           .name = u"Fuel cards"_s,
           .url = {},
           .scannerType = u"EXTERNAL"_s,
           .scannerName = {},
           .owner = marta},
          true);
}

} // namespace

void sandbox::fiction::insertScans(SQLite::Database &database, const QList<SketchedApp> &apps, const QDateTime &now,
                                   quint64 seed)
{
    QList<PlannedScan> scans;
    for (const SketchedApp &app : apps) {
        if (app.index % 9 == 4)
            continue; // never scanned
        for (qint64 number = 0; number <= app.index % 3; ++number)
            scans << planned(app, number, now, seed);
    }
    std::ranges::sort(scans, {}, [](const PlannedScan &scan) { return std::pair(scan.launched, scan.app->id); });
    ScanWriter writer(database);
    qint64 id = firstScan;
    for (const PlannedScan &scan : std::as_const(scans))
        writer.write(id++, scan, seed);
    insertFindings(database, apps, now, seed);
    insertSchedules(database, apps, now);
}
