// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/scanlaunch.h"

#include "sandbox/keyrows.h"
#include "sandbox/scaninput.h"
#include "sandbox/subscription.h"
#include "sandbox/wasinput.h"
#include "sandbox/wasread.h"
#include "sandbox/webapprow.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::wasinput;
using sandbox::refusal::invalidRequest;

constexpr qint64 mostAtOnce = 10;

/// A scan before it is a row.
struct NewScan
{
    QString name, type;
    qint64 app = 0;
    QString appName, appUrl;
    std::optional<qint64> authRecord;
    AskedScanner scanner;
    bool isMulti = false;
    QString cancelOption;
    std::optional<qint64> cancelAfter;
    QString cancelAt;
    qint64 profile = 0;
    bool sendMail = false, sendOneMail = false;
};

AskedScanner scannerOf(const WebAppRow &app)
{
    if (!app.scannerTags.isEmpty())
        return {.type = u"scannerTags"_s, .name = {}, .tags = app.scannerTags};
    return {.type = app.scannerType, .name = app.scannerName, .tags = {}};
}

/// Of all that have one of the tags, the online one with the least to do; empty when there is none.
QString applianceIn(SQLite::Database &database, const QStringList &tags)
{
    SQLite::Statement row(database, "SELECT name FROM appliance WHERE online = 1 AND shares_word(tags, ?) "
                                    "ORDER BY (SELECT count(*) FROM scan s WHERE s.scanner_name = appliance.name AND "
                                    "s.status IN ('SUBMITTED', 'RUNNING')), name LIMIT 1");
    sql::bindAll(row, tags.join(u','));
    return row.executeStep() ? sql::text(row, 0) : QString();
}

/// A locked web application takes its own scanner, an appliance of its pool, or a part of the pool.
bool isWithinLock(SQLite::Database &database, const WebAppRow &app, const AskedScanner &asked)
{
    const AskedScanner own = scannerOf(app);
    if (own.type != "scannerTags"_L1)
        return asked.type == own.type && asked.name == own.name;
    if (asked.type == "INTERNAL"_L1)
        return sql::value(database, "SELECT count(*) FROM appliance WHERE name = ? AND shares_word(tags, ?)",
                          asked.name, own.tags.join(u',')) > 0;
    return asked.type == "scannerTags"_L1 &&
           std::ranges::all_of(asked.tags, [&](const QString &tag) { return own.tags.contains(tag); });
}

Problem scannerProblem(const Call &call, const WebAppRow &app, const AskedScanner &asked)
{
    if (asked.type == "INTERNAL"_L1 &&
        sql::value(call.database, "SELECT count(*) FROM appliance WHERE name = ?", asked.name) == 0)
        return invalidValue(u"WasScan.target.scannerAppliance.friendlyName"_s, asked.name,
                            u"Specify the name of a scanner appliance."_s);
    if (asked.type == "scannerTags"_L1 && asked.tags.isEmpty())
        return invalidRequest(u"'WasScan.target.scannerTags' is required."_s, u"Specify the tags of scanners."_s);
    if (const Problem problem = missingIn(call.database, "tag", u"WasScan.target.scannerTags"_s, asked.tags))
        return problem;
    if (app.locked && !isWithinLock(call.database, app, asked)) // in which words is not known
        return invalidRequest(u"The scanner appliance of web application %1 is locked."_s.arg(app.id),
                              u"Omit the scanner appliance or unlock it for the web application."_s);
    return std::nullopt;
}

/// How it will end: as the scanner, the address and the authentication record let it.
std::pair<QString, QString> outcomeOf(const Call &call, const NewScan &scan)
{
    const bool external = scan.scanner.type == "EXTERNAL"_L1;
    const bool available =
        external || sql::value(call.database, "SELECT count(*) FROM appliance WHERE name = ? AND online = 1",
                               scan.scanner.name) > 0;
    if (!available)
        return {u"SCANNER_NOT_AVAILABLE"_s, u"NONE"_s};
    if (external && subscription::isInside(scan.appUrl))
        return {u"NO_HOST_ALIVE"_s, u"NONE"_s};
    SQLite::Statement row(call.database, "SELECT works FROM auth_record WHERE id = ?");
    sql::bindAll(row, scan.authRecord);
    return {u"SUCCESSFUL"_s, row.executeStep() ? sql::text(row, 0) : u"NONE"_s};
}

qint64 insertScan(const Call &call, NewScan scan)
{
    if (scan.scanner.type == "scannerTags"_L1) {
        scan.scanner.name = applianceIn(call.database, scan.scanner.tags);
        if (!scan.scanner.name.isEmpty())
            scan.scanner.type = u"INTERNAL"_s;
    }
    const auto [results, auth] = outcomeOf(call, scan);
    const qint64 now = call.now.toMSecsSinceEpoch();
    const auto orNull = [](const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
    sql::run(call.database,
             "INSERT INTO scan (name, reference, type, mode, multi, webapp, app_name, app_url, auth_record, "
             "scanner_type, scanner_name, cancel_option, cancel_after, cancel_at, profile_id, launched, launched_by, "
             "status, send_mail, send_one_mail, planned_results, planned_auth, next_ms) "
             "VALUES (?, '', ?, 'API', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'SUBMITTED', ?, ?, ?, ?, ?)",
             scan.name, scan.type, scan.isMulti, scan.app, scan.appName, scan.appUrl, scan.authRecord,
             scan.scanner.type, orNull(scan.scanner.name), scan.cancelOption, scan.cancelAfter, orNull(scan.cancelAt),
             scan.profile, wireTime(call.now), call.account.id, scan.sendMail, scan.sendOneMail, results, auth,
             now + call.scanPace);
    const qint64 id = call.database.getLastInsertRowid();
    sql::run(call.database, "UPDATE scan SET reference = ? WHERE id = ?",
             u"was/%1.%2"_s.arg(now).arg(2'000'000 + id % 1'000'000), id);
    return id;
}

/// Those named, or those with the tags of a multi-scan.
Checked<QList<qint64>> appsOf(const Call &call, const ScanInput &input)
{
    if (!input.webApps.isEmpty() || input.includedTags.isEmpty()) {
        if (input.webApps.isEmpty())
            return tl::unexpected(
                invalidRequest(u"'WasScan.target.webApp' is required."_s, u"Specify a web application."_s));
        return input.webApps;
    }
    QList<qint64> ids;
    SQLite::Statement row(call.database, "SELECT id, tags FROM webapp WHERE in_was = 1 AND shares_word(tags, ?) AND "
                                         "NOT shares_word(tags, ?) ORDER BY id");
    sql::bindAll(row, input.includedTags.join(u','), input.excludedTags.join(u','));
    while (row.executeStep()) {
        const QStringList tags = sql::words(row, 1);
        if (!input.includesAll ||
            std::ranges::all_of(input.includedTags, [&](const QString &tag) { return tags.contains(tag); }))
            ids << sql::number(row, 0);
    }
    if (ids.isEmpty())
        return tl::unexpected(invalidRequest(u"No web application has these tags."_s));
    return ids;
}

Checked<NewScan> scanFor(const Call &call, const ScanInput &input, const WebAppRow &app)
{
    const bool asks = input.scanner && !(input.isMulti && input.prefersOwnScanner);
    const AskedScanner scanner = asks ? *input.scanner : scannerOf(app);
    if (asks)
        if (const Problem problem = scannerProblem(call, app, scanner))
            return tl::unexpected(*problem);
    const bool ownProfile = app.profile != 0 && input.isMulti && input.prefersOwnProfile;
    const qint64 profile = input.profile != 0 && !ownProfile ? input.profile : app.profile;
    if (profile == 0)
        return tl::unexpected(invalidRequest(u"'WasScan.profile' is required: the web application has no default."_s,
                                             u"Specify an option profile."_s));
    if (const Problem problem =
            missingIn(call.database, "option_profile", u"WasScan.profile"_s, {QString::number(profile)}))
        return tl::unexpected(*problem);
    std::optional<qint64> record = input.authRecord;
    const bool ownRecord = input.defaultAuthRecord || (input.isMulti && input.prefersOwnRecord);
    if (ownRecord && !app.authRecords.isEmpty())
        record = app.authRecords.first().toLongLong();
    if (record)
        if (const Problem problem = missingIn(call.database, "auth_record", u"WasScan.target.webAppAuthRecord"_s,
                                              {QString::number(*record)}))
            return tl::unexpected(*problem);
    // DEFAULT: the web application's own rule, if it has one.
    const bool ownRule = input.cancelOption == "DEFAULT"_L1 && (app.cancelAfter || !app.cancelAt.isEmpty());
    return NewScan{.name = input.name,
                   .type = input.type,
                   .app = app.id,
                   .appName = app.name,
                   .appUrl = app.url,
                   .authRecord = record,
                   .scanner = scanner,
                   .isMulti = input.isMulti,
                   .cancelOption = input.cancelOption,
                   .cancelAfter = ownRule ? app.cancelAfter : input.cancelAfter,
                   .cancelAt = ownRule ? app.cancelAt : input.cancelAt,
                   .profile = profile,
                   .sendMail = input.sendMail,
                   .sendOneMail = input.sendOneMail};
}

/// Starts them all or none.
Reply start(const Call &call, const QList<NewScan> &scans)
{
    const qint64 running =
        sql::value(call.database, "SELECT count(*) FROM scan WHERE status IN ('SUBMITTED', 'RUNNING', 'CANCELING')");
    if (running + scans.size() > mostAtOnce)
        return invalidRequest(
            u"You have reached the maximum number of concurrent running scans (%1) for your account"_s.arg(mostAtOnce),
            u"Please wait until your previous scans have completed"_s);
    QList<qint64> ids;
    for (const NewScan &scan : scans)
        ids << insertScan(call, scan);
    const bool ignored = call.faults.ignoresEverything(); // a number was given, the scan is not there
    for (const qint64 id : std::as_const(ids))
        if (ignored)
            sql::run(call.database, "DELETE FROM scan WHERE id = ?", id);
    Reply reply = idsAnswer(u"WasScan"_s, ids);
    reply.applied = !ignored;
    reply.object = ids.first();
    reply.affected = ignored ? 0 : ids.size();
    return reply;
}

} // namespace

Reply sandbox::launchScans(const Call &call)
{
    const Checked<ScanInput> input = readScanInput(call.request);
    if (!input)
        return input.error();
    for (const auto &[element, value] : {std::pair(u"name"_s, input->name), std::pair(u"type"_s, input->type)})
        if (value.isEmpty())
            return invalidRequest(u"'WasScan.%1' is required."_s.arg(element), u"Specify a value."_s);
    const Checked<QList<qint64>> ids = appsOf(call, *input);
    if (!ids)
        return ids.error();
    QList<NewScan> scans;
    for (const qint64 id : *ids) {
        const std::optional<WebAppRow> app = loadWebApp(call.database, id);
        if (!app)
            return refusal::unknownId(id);
        const Checked<NewScan> scan = scanFor(call, *input, *app);
        if (!scan)
            return scan.error();
        scans << *scan;
    }
    return start(call, scans);
}

Reply sandbox::scanAgain(const Call &call)
{
    SQLite::Statement row(call.database,
                          "SELECT name, type, webapp, auth_record, scanner_type, scanner_name, cancel_option, "
                          "cancel_after, cancel_at, profile_id, send_mail, send_one_mail FROM scan WHERE id = ?");
    sql::bindAll(row, call.id);
    if (!row.executeStep())
        return refusal::unknownId(call.id);
    ScanInput input{.name = sql::text(row, 0),
                    .type = sql::text(row, 1),
                    .webApps = {sql::number(row, 2)},
                    .includedTags = {},
                    .excludedTags = {},
                    .authRecord = sql::optionalNumber(row, 3),
                    .scanner = AskedScanner{.type = sql::text(row, 4), .name = sql::text(row, 5), .tags = {}},
                    .cancelOption = sql::text(row, 6),
                    .cancelAfter = sql::optionalNumber(row, 7),
                    .cancelAt = sql::text(row, 8),
                    .profile = sql::number(row, 9),
                    .sendMail = sql::number(row, 10) != 0,
                    .sendOneMail = sql::number(row, 11) != 0};
    if (input.scanner->type == "scannerTags"_L1) // its pool had no appliance; by now it may have one
        input.scanner.reset();
    if (call.request.data) {
        const Checked<Element> record = recordOf(call.request, u"WasScan"_s);
        if (!record)
            return record.error();
        if (const Problem problem = strangerIn(*record, {u"name"}))
            return *problem;
        if (const Element *name = record->find(u"name"); name && !name->text.trimmed().isEmpty())
            input.name = name->text.trimmed();
    }
    const std::optional<WebAppRow> app = loadWebApp(call.database, input.webApps.first());
    if (!app)
        return invalidRequest(u"The web application of scan %1 does not exist any more."_s.arg(call.id));
    const Checked<NewScan> scan = scanFor(call, input, *app);
    return scan ? start(call, {*scan}) : scan.error();
}
