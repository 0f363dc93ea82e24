// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "qps/document.h"

#include <QList>

#include <algorithm>
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
Result<Answer> readAnswer(Raw raw, const StructureCaps &caps = {});

/// The records of a page. `element` is their element's name; others under <data> are ignored.
template <typename Reader>
auto readPage(Raw raw, std::string_view element, Reader readRecord)
    -> Result<Page<std::invoke_result_t<Reader, pugi::xml_node, Issues &>>>
{
    using Record = std::invoke_result_t<Reader, pugi::xml_node, Issues &>;
    constexpr int mostRecords = 10'000;
    Result<Answer> answer = readAnswer(std::move(raw));
    if (!answer)
        return tl::unexpected(answer.error());
    Page<Record> page{.records = {}, .envelope = answer->envelope};
    page.records.reserve(std::clamp<qint64>(page.envelope.count, 0, mostRecords));
    Issues issues;
    for (const pugi::xml_node child : answer->data()) {
        if (localName(child) != element)
            continue;
        if (page.records.size() == mostRecords)
            return failed(Failure::Kind::Unreadable, QStringLiteral("more records than a page can hold"));
        page.records.append(readRecord(child, issues));
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
    qint64 id = 0; ///< of the first record named, 0 when none is
};
Result<Acknowledged> readAcknowledged(Raw raw);
/// The total of a count call.
Result<qint64> readCount(Raw raw);

} // namespace qps
