// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/wasread.h"

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

Reply searchRecords(const Call &call, const WasRecords &records, const Where &where)
{
    Reply reply = searchPage(call, where, {records.table, records.rows});
    if (call.quirks && reply.isSuccess() && reply.data.isEmpty()) {
        reply.hasMore = false; // as recorded in 2020; later answers have the count alone
        reply.hasBlankData = true;
    }
    return reply;
}

} // namespace

Reply sandbox::answerWasRead(const Call &call, const WasRecords &records)
{
    if (call.operation == "get"_L1) {
        const std::optional<Node> record = records.whole(call.id);
        return record ? Reply{.count = 1, .data = {*record}, .object = call.id} : refusal::unknownId(call.id);
    }
    const bool searches = call.operation == "search"_L1;
    if (!searches && call.operation != "count"_L1)
        return refusal::operationNotSupported();
    const Checked<Where> where = records.where(criteriaOf(call));
    if (!where)
        return where.error();
    return searches ? searchRecords(call, records, *where) : countOf(call, *where, records.table);
}

Checked<QList<qint64>> sandbox::meantIds(const Call &call, const char *table,
                                         const std::function<Checked<Where>(const QList<AskedCriterion> &)> &where)
{
    // What the service does with neither id nor criteria is not documented. It could mean everything.
    if (call.id == 0 && call.request.criteria.isEmpty())
        return tl::unexpected(refusal::invalidRequest(u"Criteria: At least one criteria is required."_s,
                                                      u"Specify an id or criteria."_s));
    Checked<Where> asked = where(call.request.criteria);
    if (!asked)
        return tl::unexpected(asked.error());
    if (call.id != 0)
        asked->add("id = ?", call.id);
    QList<qint64> ids;
    SQLite::Statement rows(call.database,
                           std::string("SELECT id FROM ") + table + " WHERE " + asked->sql + " ORDER BY id");
    asked->bind(rows);
    while (rows.executeStep())
        ids << sql::number(rows, 0);
    if (call.id != 0 && ids.isEmpty())
        return tl::unexpected(refusal::unknownId(call.id));
    return ids;
}

Reply sandbox::idsAnswer(const QString &element, const QList<qint64> &ids)
{
    Reply reply{.count = ids.size()};
    for (const qint64 id : ids)
        reply.data << Node::group(element, {Node::number(u"id"_s, id)});
    return reply;
}
