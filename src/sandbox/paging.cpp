// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/paging.h"

using namespace Qt::StringLiterals;

namespace {

using sandbox::Call;
using sandbox::FaultKind;
using sandbox::FaultRule;
using sandbox::Node;
using sandbox::Reply;
using sandbox::Searched;
using sandbox::Where;

bool isCursor(const sandbox::AskedCriterion &criterion)
{
    return criterion.field == "id"_L1 && criterion.op == "GREATER"_L1;
}

/// The greatest lower bound that the request's criteria put on the id.
qint64 cursorOf(const Call &call)
{
    qint64 cursor = 0;
    for (const sandbox::AskedCriterion &criterion : call.request.criteria)
        if (isCursor(criterion))
            cursor = std::max(cursor, criterion.value.toLongLong());
    return cursor;
}

QList<qint64> idsOf(const Call &call, const Where &where, const char *table, qint64 offset, int limit)
{
    QList<qint64> ids;
    const std::string query = std::string("SELECT id FROM ") + table + " WHERE " + where.sql + " ORDER BY id LIMIT " +
                              std::to_string(limit) + " OFFSET " + std::to_string(offset);
    SQLite::Statement rows(call.database, query);
    where.bind(rows);
    while (rows.executeStep())
        ids.append(sandbox::sql::number(rows, 0));
    return ids;
}

/// An answer that always promises more: with the last records again and a cursor that grows, or with records that were
/// never there.
Reply withoutEnd(const Call &call, const Searched &searched, Reply reply, const QList<qint64> &ids, bool fresh)
{
    const qint64 cursor = cursorOf(call);
    if (ids.isEmpty()) {
        const qint64 last =
            sandbox::sql::value(call.database, (std::string("SELECT max(id) FROM ") + searched.table).c_str());
        reply.data = searched.load({last});
        const Node pattern = reply.data.value(0);
        reply.lastId = cursor + (fresh ? call.request.limit : 1);
        for (int i = 1; fresh && i <= call.request.limit; ++i) {
            Node record = pattern;
            if (Node *id = record.find(u"id"))
                id->value = QString::number(cursor + i);
            reply.data.append(record);
        }
        if (fresh)
            reply.data.removeFirst();
        reply.count = reply.data.size();
    } else {
        reply.lastId = ids.last();
    }
    reply.hasMore = true;
    return reply;
}

} // namespace

QList<sandbox::AskedCriterion> sandbox::criteriaOf(const Call &call)
{
    QList<AskedCriterion> criteria = call.request.criteria;
    if (call.faults.find(FaultKind::DupPage))
        criteria.removeIf(isCursor);
    return criteria;
}

Reply sandbox::searchPage(const Call &call, Where where, const Searched &searched)
{
    const ServiceRequest &request = call.request;
    const bool sameAgain = call.faults.find(FaultKind::DupPage);
    if (request.fromId && !sameAgain)
        where.add("id >= ?", *request.fromId); // whether it is inclusive is not documented
    const qint64 offset = sameAgain ? 0 : request.fromOffset.value_or(1) - 1;
    QList<qint64> ids = idsOf(call, where, searched.table, offset, request.limit + 1);
    const bool more = ids.size() > request.limit;
    if (more)
        ids.removeLast();

    Reply reply{.count = ids.size()};
    if (!ids.isEmpty()) {
        reply.hasMore = more;
        reply.data = searched.load(ids);
    }
    if (more)
        reply.lastId = ids.last();
    if (const FaultRule *endless = call.faults.find(FaultKind::EndlessMore))
        return withoutEnd(call, searched, reply, ids, endless->argument == "fresh"_L1);
    return reply;
}

Reply sandbox::countOf(const Call &call, const Where &where, const char *table)
{
    SQLite::Statement row(call.database, std::string("SELECT count(*) FROM ") + table + " WHERE " + where.sql);
    where.bind(row);
    row.executeStep();
    return {.count = sql::number(row, 0)};
}
