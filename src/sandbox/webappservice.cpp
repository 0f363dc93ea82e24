// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/webappservice.h"

#include "sandbox/wasread.h"
#include "sandbox/webappfilters.h"
#include "sandbox/webappnode.h"
#include "sandbox/webappwrites.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

Reply read(const Call &call)
{
    const bool verbose = call.request.verbose.value_or(false);
    return answerWasRead(
        call, {.table = "webapp",
               .where = [&](const QList<AskedCriterion> &criteria) { return whereOfWebApps(call, criteria); },
               .rows = [&](const QList<qint64> &ids) { return webAppRows(call.database, ids, verbose, call.quirks); },
               .whole = [&](qint64 id) -> std::optional<Node> {
                   const std::optional<WebAppRow> app = loadWebApp(call.database, id);
                   return app ? std::optional(webAppNode(call.database, *app, call.quirks)) : std::nullopt;
               }});
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
    {"create"_L1, &Account::createsWebApps, &createWebApp},
    {"update"_L1, &Account::editsWebApps, &updateWebAppBy, true},
    {"delete"_L1, &Account::deletesWebApps, &deleteWebApps},
    {"purge"_L1, &Account::purgesWebApps, &purgeWebApps},
});

} // namespace

Reply sandbox::answerWebApps(const Call &call)
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
