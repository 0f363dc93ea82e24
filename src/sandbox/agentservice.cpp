// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/agentservice.h"

#include "sandbox/agentchanges.h"
#include "sandbox/agentfilters.h"
#include "sandbox/agentmodules.h"
#include "sandbox/agentnode.h"
#include "sandbox/paging.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

QList<Node> loadHosts(const Call &call, const QList<qint64> &ids)
{
    const AgentShape shape(call.fields, AgentShape::Kind::HostAsset);
    AgentBook book(call.database);
    QList<Node> records;
    records.reserve(ids.size());
    for (const qint64 id : ids)
        if (const std::optional<AgentRow> row = book.find(id))
            records << shape.node(*row, book);
    return records;
}

Reply search(const Call &call)
{
    const Checked<Where> where = whereOf(criteriaOf(call), hostFilters());
    if (!where)
        return where.error();
    return searchPage(call, *where, {"agent", [&](const QList<qint64> &ids) { return loadHosts(call, ids); }});
}

Reply count(const Call &call)
{
    const Checked<Where> where = whereOf(criteriaOf(call), hostFilters());
    return where ? countOf(call, *where, "agent") : where.error();
}

Reply get(const Call &call)
{
    if (call.id == 0)
        return refusal::invalidRequest(u"'id' is required."_s, u"Specify the id in the URL."_s);
    const QList<Node> records = loadHosts(call, {call.id});
    return records.isEmpty() ? refusal::notFound() : Reply{.count = 1, .data = records, .object = call.id};
}

Reply activate(const Call &call)
{
    return switchModules(call, true);
}

Reply deactivate(const Call &call)
{
    return switchModules(call, false);
}

struct Operation
{
    QLatin1StringView name;
    bool Account::*permission;
    Reply (*answer)(const Call &);
};

constexpr auto hostOperations = std::to_array<Operation>({
    {"search"_L1, &Account::seesAssets, &search},
    {"count"_L1, &Account::seesAssets, &count},
    {"get"_L1, &Account::seesAssets, &get},
    {"update"_L1, &Account::editsAssets, &updateHosts},
    {"delete"_L1, &Account::deletesAssets, &deleteHosts},
    {"uninstall"_L1, &Account::uninstallsAgents, &uninstallAgents},
});
constexpr auto assetOperations = std::to_array<Operation>({
    {"activate"_L1, &Account::activatesAgents, &activate},
    {"deactivate"_L1, &Account::deactivatesAgents, &deactivate},
    {"uninstall"_L1, &Account::uninstallsAgents, &uninstallAgents},
});
/// Which permission these two take is not documented.
constexpr auto scanOperations = std::to_array<Operation>({{"ods"_L1, &Account::activatesAgents, &scanAgents}});
constexpr auto keyChangeOperations = std::to_array<Operation>({{"cak"_L1, &Account::editsKeys, &changeKeys}});

Reply answerWith(std::span<const Operation> operations, const Call &call)
{
    const auto operation = std::ranges::find(operations, call.operation, &Operation::name);
    if (operation == operations.end())
        return refusal::operationNotSupported();
    if (!(call.account.*operation->permission))
        return refusal::unauthorized();
    return operation->answer(call);
}

} // namespace

Reply sandbox::answerHostAssets(const Call &call)
{
    return answerWith(hostOperations, call);
}

Reply sandbox::answerAssets(const Call &call)
{
    return answerWith(assetOperations, call);
}

Reply sandbox::answerAgentScans(const Call &call)
{
    return answerWith(scanOperations, call);
}

Reply sandbox::answerKeyChanges(const Call &call)
{
    return answerWith(keyChangeOperations, call);
}
