// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "qps/document.h"

#include <QList>

#include <algorithm>
#include <optional>
#include <type_traits>

namespace qps {

/// The part of a ServiceResponse around its records.
struct Envelope
{
    qint64 count = 0;            ///< records in this answer (search) or affected (write); not a total, not a loop bound
    std::optional<bool> hasMore; ///< absent when nothing was found
    std::optional<qint64> lastId; ///< usually absent on the last page
};

/// A page of a search.
template <typename Record>
struct Page
{
    QList<Record> records;
    Envelope envelope;
    qsizetype skipped = 0;  ///< elements that are no such record: host assets without an agent
    qint64 lastSkipped = 0; ///< the largest id among them; a cursor has to get past them too
};

/// A ServiceResponse that says SUCCESS, checked to its end.
struct Answer
{
    Document document;
    Envelope envelope;
    pugi::xml_node data() const { return document.root().child("data"); }
};

/// SUCCESS only if the status is 2xx, the document is complete, its root is ServiceResponse and its responseCode is
/// exactly SUCCESS. HTTP 200 alone proves nothing: wrong passwords come with it.
Result<Answer> readAnswer(Raw raw, const StructureCaps &caps = {}, Unread unread = {});

/// What a reader reads, also when it may find that an element is no record.
template <typename Read>
struct RecordOf
{
    using Type = Read;
};
template <typename Record>
struct RecordOf<std::optional<Record>>
{
    using Type = Record;
};

/// The records of a page. `element` is their element's name; others under <data> are ignored. A reader that returns
/// nothing has the element skipped and counted.
template <typename Reader>
auto readPage(Raw raw, std::string_view element, Reader readRecord, Unread unread = {}, const StructureCaps &caps = {})
    -> Result<Page<typename RecordOf<std::invoke_result_t<Reader, pugi::xml_node, Issues &>>::Type>>
{
    using Read = std::invoke_result_t<Reader, pugi::xml_node, Issues &>;
    using Record = typename RecordOf<Read>::Type;
    constexpr int mostRecords = 10'000;
    Result<Answer> answer = readAnswer(std::move(raw), caps, unread);
    if (!answer)
        return tl::unexpected(answer.error());
    Page<Record> page{.records = {}, .envelope = answer->envelope};
    page.records.reserve(std::clamp<qint64>(page.envelope.count, 0, mostRecords));
    Issues issues;
    for (const pugi::xml_node child : answer->data()) {
        if (localName(child) != element)
            continue;
        if (page.records.size() + page.skipped == mostRecords)
            return failed(Failure::Kind::Unreadable, QStringLiteral("more records than a page can hold"));
        if constexpr (std::is_same_v<Read, Record>) {
            page.records.append(readRecord(child, issues));
        } else if (Read record = readRecord(child, issues)) {
            page.records.append(std::move(*record));
        } else {
            ++page.skipped;
            if (const pugi::xml_node id = child.child("id"))
                page.lastSkipped = std::max(page.lastSkipped, readNumber(id, issues));
        }
    }
    if (!issues.isEmpty())
        return failed(Failure::Kind::Unreadable, issues.first());
    return page;
}

/// `<lastId>` of an answer that is still arriving and says that there is more, as soon as it can be read. Both stand
/// before the records, so the next page can be asked for while this one is on its way.
std::optional<qint64> earlyLastId(QByteArrayView soFar);

/// What a write answered: an acknowledgement, never the new state.
struct Acknowledged
{
    qint64 count = 0;
    qint64 id = 0;          ///< of the first record named, 0 when none is
    QList<qint64> ids = {}; ///< of all that are named; an answer need not name what it has done
};
Result<Acknowledged> readAcknowledged(Raw raw);
/// The total of a count call.
Result<qint64> readCount(Raw raw);

} // namespace qps
