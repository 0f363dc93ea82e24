// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/webappwrites.h"

#include "sandbox/keyrows.h"
#include "sandbox/wasinput.h"
#include "sandbox/wasread.h"
#include "sandbox/webappfilters.h"
#include "sandbox/webappinput.h"
#include "sandbox/webappnode.h"

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::wasinput;

QString webApp()
{
    return u"WebApp"_s;
}

/// An asset of this name, whether it is in this service or not.
struct Namesake
{
    qint64 id = 0;
    QString url;
    QStringList modules;
};

std::optional<Namesake> namesakeOf(SQLite::Database &database, const WebAppRow &app)
{
    SQLite::Statement row(database, "SELECT id, url, in_was, other_modules FROM webapp WHERE name = ? "
                                    "ORDER BY url = ? DESC, in_was DESC, id LIMIT 1");
    sql::bindAll(row, app.name, app.url);
    if (!row.executeStep())
        return std::nullopt;
    Namesake found{.id = sql::number(row, 0), .url = sql::text(row, 1), .modules = sql::words(row, 3)};
    if (sql::number(row, 2) != 0)
        found.modules.prepend(u"Was"_s);
    return found;
}

Reply assetExists(const Namesake &namesake)
{
    return refusal::invalidRequest(
        u"We found in your subscription an existing asset that already uses the same name and URL. The asset is "
        "currently being used by the modules: %1. Please set flag reactivateIfExists to true to use that existing "
        "asset. If not, you will need to change the name of the one you are trying to create."_s.arg(
            namesake.modules.isEmpty() ? u"none"_s : namesake.modules.join(u", "_s)));
}

void removeScans(SQLite::Database &database, qint64 app)
{
    sql::run(database, "DELETE FROM scan WHERE webapp = ?", app);
    sql::run(database, "DELETE FROM finding WHERE webapp = ?", app);
}

/// The ids that a call means, without those that somebody else was quicker with.
Checked<QList<qint64>> meantApps(const Call &call)
{
    const auto where = [&](const QList<AskedCriterion> &criteria) { return whereOfWebApps(call, criteria); };
    Checked<QList<qint64>> ids = meantIds(call, "webapp", where);
    if (!ids)
        return ids;
    bool vanished = false;
    for (const qint64 id : *ids)
        if (call.faults.strikes(FaultKind::VanishWebApps, id))
            vanished = sql::run(call.database, "DELETE FROM webapp WHERE id = ?", id) > 0;
    return vanished ? meantIds(call, "webapp", where) : ids;
}

/// Does something with each web application that the call means, and answers with the ids of those.
Reply eachApp(const Call &call, const std::function<void(qint64)> &work)
{
    const Checked<QList<qint64>> ids = meantApps(call);
    if (!ids)
        return ids.error();
    QList<qint64> done;
    for (const qint64 id : *ids) {
        if (call.faults.strikes(FaultKind::RefuseWebApps, id))
            continue;
        if (!call.faults.ignoresEverything())
            work(id);
        done << id;
    }
    if (call.id != 0 && done.isEmpty())
        return refusal::invalidRequest(u"The web application cannot be changed at the moment."_s);
    Reply reply = idsAnswer(webApp(), done);
    reply.applied = !done.isEmpty() && !call.faults.ignoresEverything();
    reply.object = done.size() == 1 ? done.first() : call.id;
    reply.affected = reply.applied ? done.size() : 0;
    return reply;
}

/// `removeFromSubscription`, which one source puts under `data` and another into the address.
Checked<bool> removesAsset(const Call &call)
{
    bool removes = call.query.queryItemValue(u"removeFromSubscription"_s) == "true"_L1;
    if (!call.request.data)
        return removes;
    const Checked<Element> record = recordOf(call.request, webApp());
    if (!record)
        return tl::unexpected(record.error());
    if (const Problem problem = strangerIn(*record, {u"removeFromSubscription"}))
        return tl::unexpected(*problem);
    if (const Element *flag = record->find(u"removeFromSubscription"))
        if (const Problem problem = takeFlag(*flag, removes))
            return tl::unexpected(*problem);
    return removes;
}

} // namespace

Reply sandbox::createWebApp(const Call &call)
{
    const Checked<Element> input = recordOf(call.request, webApp());
    if (!input)
        return input.error();
    for (const QString &needed : {u"name"_s, u"url"_s})
        if (!input->find(needed))
            return refusal::invalidRequest(u"'WebApp.%1' is required."_s.arg(needed), u"Specify a value."_s);
    WebAppRow app{.owner = call.account.id,
                  .created = wireTime(call.now),
                  .updated = wireTime(call.now),
                  .createdBy = call.account.id,
                  .updatedBy = call.account.id};
    if (const Problem problem = applyWebAppInput(call, *input, app))
        return *problem;
    const Element *flag = input->find(u"reactivateIfExists");
    const bool reactivates = flag && flag->text.trimmed() == "true"_L1;
    if (const std::optional<Namesake> namesake = namesakeOf(call.database, app)) {
        if (namesake->url != app.url)
            return refusal::invalidRequest(u"Webapp with same name exists"_s);
        if (!reactivates)
            return assetExists(*namesake);
        if (!call.faults.ignoresEverything()) {
            removeScans(call.database, namesake->id);
            sql::run(call.database, "DELETE FROM webapp WHERE id = ?", namesake->id);
        }
        app.id = namesake->id; // the asset keeps its number
    }
    if (call.faults.ignoresEverything()) { // a number is given, the web application is not there
        if (app.id == 0)
            app.id = sql::value(call.database, "SELECT coalesce(max(id), 0) + 1 FROM webapp");
        return {.count = 1, .data = {webAppNode(call.database, app, call.quirks)}, .object = app.id};
    }
    app.id = insertWebApp(call.database, app, call.now.toMSecsSinceEpoch());
    return {.count = 1,
            .data = {webAppNode(call.database, app, call.quirks)},
            .applied = true,
            .object = app.id,
            .affected = 1};
}

Reply sandbox::updateWebAppBy(const Call &call)
{
    const Checked<Element> input = recordOf(call.request, webApp());
    if (!input)
        return input.error();
    const Checked<QList<qint64>> ids = meantApps(call);
    if (!ids)
        return ids.error();
    const WebAppRow before = loadWebApp(call.database, call.id).value();
    WebAppRow app = before;
    if (const Problem problem = applyWebAppInput(call, *input, app))
        return *problem;
    if (call.faults.strikes(FaultKind::RefuseWebApps, call.id))
        return refusal::invalidRequest(u"The web application cannot be changed at the moment."_s);
    Reply reply = idsAnswer(webApp(), {call.id});
    reply.object = call.id;
    reply.applied = app != before;
    reply.affected = reply.applied ? 1 : 0;
    if (!reply.applied)
        return reply;
    app.updated = wireTime(call.now);
    app.updatedBy = call.account.id;
    updateWebApp(call.database, app);
    return reply;
}

Reply sandbox::deleteWebApps(const Call &call)
{
    const Checked<bool> wholly = removesAsset(call);
    if (!wholly)
        return wholly.error();
    return eachApp(call, [&](qint64 id) {
        // Another module that uses the asset keeps it, whatever the flag says.
        const bool shared =
            sql::value(call.database, "SELECT count(*) FROM webapp WHERE id = ? AND other_modules <> ''", id) > 0;
        sql::run(call.database, "UPDATE webapp SET in_was = 0 WHERE id = ?", id);
        if (*wholly && !shared) {
            removeScans(call.database, id);
            sql::run(call.database, "DELETE FROM webapp WHERE id = ?", id);
            sql::run(call.database, "DELETE FROM webapp_entry WHERE webapp = ?", id);
        }
    });
}

Reply sandbox::purgeWebApps(const Call &call)
{
    return eachApp(call, [&](qint64 id) { sql::run(call.database, "DELETE FROM finding WHERE webapp = ?", id); });
}
