// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/scanservice.h"

#include "sandbox/scanlaunch.h"
#include "sandbox/scannode.h"
#include "sandbox/wasinput.h"
#include "sandbox/wasread.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::wasinput;

QString wasScan()
{
    return u"WasScan"_s;
}

constexpr char withAppTag[] = "EXISTS (SELECT 1 FROM webapp w WHERE w.id = scan.webapp AND shares_word(w.tags, "
                              "(SELECT group_concat(t.id) FROM tag t WHERE %1)))";
constexpr auto filters = std::to_array<FilterField>({
    {"id", FieldType::Long, "id"},
    {"name", FieldType::Text, "name"},
    {"webApp.name", FieldType::Text, "app_name"},
    {"webApp.id", FieldType::Long, "webapp"},
    {"webApp.tags", FieldType::Text, "(SELECT w.tags FROM webapp w WHERE w.id = scan.webapp)", "NONE"},
    {"webApp.tags.id", FieldType::Long, "t.id", "", "", withAppTag},
    {"reference", FieldType::Text, "reference"},
    {"launchedDate", FieldType::Date, "launched"},
    {"type", FieldType::Keyword, "type", "", "VULNERABILITY|DISCOVERY"},
    {"mode", FieldType::Keyword, "mode", "", "ONDEMAND|SCHEDULED|API"},
    {"status", FieldType::Keyword, "status", "", "SUBMITTED|RUNNING|FINISHED|ERROR|CANCELED|PROCESSING"},
    {"authStatus", FieldType::Keyword, "auth", "", "NONE|NOT_USED|SUCCESSFUL|FAILED|PARTIAL"},
    {"resultsStatus", FieldType::Keyword, "results", "",
     "NOT_USED|TO_BE_PROCESSED|NO_HOST_ALIVE|NO_WEB_SERVICE|SERVICE_ERROR|TIME_LIMIT_REACHED|SCAN_INTERNAL_ERROR|"
     "SCAN_RESULTS_INVALID|SUCCESSFUL|PROCESSING|TIME_LIMIT_EXCEEDED|SCAN_NOT_LAUNCHED|SCANNER_NOT_AVAILABLE|SUBMITTED|"
     "RUNNING|CANCELED|CANCELING|ERROR|DELETED|CANCELED_WITH_RESULTS|FINISHED"},
});

Checked<Where> whereOfScans(const QList<AskedCriterion> &criteria)
{
    return whereOf(criteria, filters);
}

Reply read(const Call &call)
{
    return answerWasRead(call, {.table = "scan",
                                .where = &whereOfScans,
                                .rows =
                                    [&](const QList<qint64> &ids) {
                                        QList<Node> records;
                                        records.reserve(ids.size());
                                        ScanNodes nodes(call.database, ScanShape::SearchRow);
                                        for (const qint64 id : ids)
                                            if (const std::optional<Node> scan = nodes.scan(id, true))
                                                records << *scan;
                                        return records;
                                    },
                                .whole =
                                    [&](qint64 id) {
                                        ScanNodes nodes(call.database, ScanShape::Whole);
                                        return nodes.scan(id, true);
                                    }});
}

Reply oneScan(const Call &call, ScanShape shape, bool consolidated)
{
    ScanNodes nodes(call.database, shape);
    const std::optional<Node> scan = nodes.scan(call.id, consolidated);
    return scan ? Reply{.count = 1, .data = {*scan}, .object = call.id} : refusal::unknownId(call.id);
}

Reply status(const Call &call)
{
    return oneScan(call, ScanShape::Status, !call.quirks); // older platforms do not tell the consolidated one
}

Reply download(const Call &call)
{
    const bool over = sql::value(call.database,
                                 "SELECT count(*) FROM scan WHERE id = ? AND results IS NOT NULL AND "
                                 "results NOT IN ('TO_BE_PROCESSED', 'PROCESSING')",
                                 call.id) > 0;
    const bool known = sql::value(call.database, "SELECT count(*) FROM scan WHERE id = ?", call.id) > 0;
    if (known && !over) // what the service says then is not known
        return refusal::invalidRequest(u"The results of the scan are not available."_s,
                                       u"Verify that the scan is finished and its results are processed."_s);
    Reply reply = oneScan(call, ScanShape::Download, false);
    reply.isBare = true;
    return reply;
}

QString statusOf(SQLite::Database &database, qint64 id)
{
    SQLite::Statement row(database, "SELECT status FROM scan WHERE id = ?");
    sql::bindAll(row, id);
    return row.executeStep() ? sql::text(row, 0) : QString();
}

Checked<bool> keepsResults(const Call &call)
{
    bool keeps = false;
    if (!call.request.data)
        return keeps;
    const Checked<Element> record = recordOf(call.request, wasScan());
    if (!record)
        return tl::unexpected(record.error());
    if (const Problem problem = strangerIn(*record, {u"cancelWithResults"}))
        return tl::unexpected(*problem);
    if (const Element *flag = record->find(u"cancelWithResults"))
        if (const Problem problem = takeFlag(*flag, keeps))
            return tl::unexpected(*problem);
    return keeps;
}

/// One that was not started is canceled at once, one that runs takes a step for it. There are results to keep only of
/// the latter.
Reply cancel(const Call &call)
{
    const Checked<bool> keeps = keepsResults(call);
    if (!keeps)
        return keeps.error();
    const QString before = statusOf(call.database, call.id);
    if (before.isEmpty())
        return refusal::unknownId(call.id);
    const bool running = before == "RUNNING"_L1;
    if (!running && before != "SUBMITTED"_L1)
        return refusal::invalidRequest(
            u"Scan is not in a running state. Scan status: "_s + before,
            u"Verify the WasScan ID passed to the request and that this scan is still running."_s);
    Reply reply = idsAnswer(wasScan(), {call.id});
    reply.object = call.id;
    if (call.faults.ignoresEverything())
        return reply;
    sql::run(call.database,
             "UPDATE scan SET status = ?, cancel_mode = 'USER', canceled_by = ?, planned_results = ?, next_ms = ? "
             "WHERE id = ?",
             running ? u"CANCELING"_s : u"CANCELED"_s, call.account.id,
             *keeps ? u"CANCELED_WITH_RESULTS"_s : u"CANCELED"_s,
             running ? std::optional(call.now.toMSecsSinceEpoch() + call.scanPace) : std::nullopt, call.id);
    reply.applied = true;
    reply.affected = 1;
    return reply;
}

bool isUnderWay(const QString &status)
{
    return status == "SUBMITTED"_L1 || status == "RUNNING"_L1 || status == "CANCELING"_L1;
}

Reply remove(const Call &call)
{
    for (const AskedCriterion &criterion : call.request.criteria)
        if (criterion.field.startsWith("webApp.tags"_L1))
            return refusal::invalidRequest(u"Criteria: Unknown criteria field '%1'."_s.arg(criterion.field));
    const Checked<QList<qint64>> ids = meantIds(call, "scan", &whereOfScans);
    if (!ids)
        return ids.error();
    QList<qint64> removed;
    for (const qint64 id : *ids) {
        if (isUnderWay(statusOf(call.database, id)))
            continue;
        if (!call.faults.ignoresEverything())
            sql::run(call.database, "DELETE FROM scan WHERE id = ?", id);
        removed << id;
    }
    if (call.id != 0 && removed.isEmpty())
        return refusal::invalidRequest(u"A scan that is running cannot be deleted."_s, u"Cancel the scan first."_s);
    Reply reply = idsAnswer(wasScan(), removed);
    reply.applied = !removed.isEmpty() && !call.faults.ignoresEverything();
    reply.object = removed.size() == 1 ? removed.first() : call.id;
    reply.affected = reply.applied ? removed.size() : 0;
    return reply;
}

struct Operation
{
    QLatin1StringView name;
    bool Account::*permission;
    Reply (*answer)(const Call &);
    bool needsId = false;
};

constexpr auto operations = std::to_array<Operation>({
    {"search"_L1, &Account::seesWebApps, &read},
    {"count"_L1, &Account::seesWebApps, &read},
    {"get"_L1, &Account::seesWebApps, &read, true},
    {"status"_L1, &Account::seesWebApps, &status, true},
    {"download"_L1, &Account::seesWebApps, &download, true},
    {"launch"_L1, &Account::launchesScans, &launchScans},
    {"cancel"_L1, &Account::cancelsScans, &cancel, true},
    {"delete"_L1, &Account::deletesScans, &remove},
    {"scanagain"_L1, &Account::launchesScans, &scanAgain, true},
});

} // namespace

Reply sandbox::answerScans(const Call &call)
{
    if (!call.account.seesWebApps)
        return refusal::unauthorized();
    const auto operation = std::ranges::find(operations, call.operation, &Operation::name);
    if (operation == operations.end())
        return refusal::operationNotSupported();
    if (!(call.account.*operation->permission))
        return refusal::notPermitted();
    if (operation->needsId && call.id == 0)
        return refusal::invalidRequest(u"'id' is required."_s, u"Specify the id in the URL."_s);
    return operation->answer(call);
}

Reply sandbox::answerScansAgain(const Call &call)
{
    return call.operation == "scanagain"_L1 ? answerScans(call) : refusal::unknownObject();
}
