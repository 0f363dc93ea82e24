// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/answer.h"

#include "qps/classify.h"

using namespace Qt::StringLiterals;

namespace {

/// Documentation prints COUNT where real answers have count.
pugi::xml_node childNamed(pugi::xml_node parent, const char *name, const char *printed)
{
    const pugi::xml_node child = parent.child(name);
    return child ? child : parent.child(printed);
}

} // namespace

Result<qps::Answer> qps::readAnswer(Raw raw, const StructureCaps &caps, Unread unread)
{
    // The bytes are parsed in place, so the start that the classification of an odd answer needs is kept first.
    const Raw shared{raw.body.left(qsizetype(64) * 1024), raw.status, raw.contentType};
    Result<Document> document = Document::parse(std::move(raw.body), caps, unread);
    if (!document || localName(document->root()) != "ServiceResponse")
        return tl::unexpected(classifyOdd(shared, document));

    const pugi::xml_node root = document->root();
    const QString code = readWord(root.child("responseCode"));
    const bool success = shared.status >= 200 && shared.status < 300;
    if (code != "SUCCESS"_L1 || !success) {
        const pugi::xml_node details = root.child("responseErrorDetails");
        Failure failure{.kind = code == "SUCCESS"_L1 ? kindOfStatus(shared.status) : kindOfCode(code),
                        .detail = readText(details.child("errorMessage")),
                        .resolution = readText(details.child("errorResolution")),
                        .code = code,
                        .httpStatus = shared.status};
        if (code.isEmpty())
            failure.kind = success ? Failure::Kind::Unreadable : kindOfStatus(shared.status);
        return tl::unexpected(std::move(failure));
    }

    Answer answer{.document = std::move(*document), .envelope = {}};
    Issues issues;
    if (const pugi::xml_node count = childNamed(root, "count", "COUNT"))
        answer.envelope.count = readNumber(count, issues);
    if (const pugi::xml_node more = root.child("hasMoreRecords"))
        answer.envelope.hasMore = readFlag(more, issues);
    if (const pugi::xml_node last = root.child("lastId"))
        answer.envelope.lastId = readNumber(last, issues);
    if (!issues.isEmpty())
        return failed(Failure::Kind::Unreadable, issues.first());
    return answer;
}

std::optional<qint64> qps::earlyLastId(QByteArrayView soFar)
{
    constexpr qsizetype headLength = 2'048;
    const QByteArrayView head = soFar.first(std::min(soFar.size(), headLength));
    const qsizetype records = head.indexOf("<data");
    const QByteArrayView before = records < 0 ? head : head.first(records);
    constexpr QByteArrayView open = "<lastId>", close = "</lastId>";
    const qsizetype start = before.indexOf(open), end = before.indexOf(close);
    if (start < 0 || end < start || !before.contains("<hasMoreRecords>true</hasMoreRecords>"))
        return std::nullopt;
    bool ok = false;
    const qint64 id =
        before.sliced(start + open.size(), end - start - open.size()).toByteArray().trimmed().toLongLong(&ok);
    return ok && id > 0 ? std::optional(id) : std::nullopt;
}

Result<qps::Acknowledged> qps::readAcknowledged(Raw raw)
{
    const Result<Answer> answer = readAnswer(std::move(raw));
    if (!answer)
        return tl::unexpected(answer.error());
    Acknowledged result{.count = answer->envelope.count};
    Issues issues;
    forEachElement(answer->data(), [&](std::string_view, pugi::xml_node record) {
        if (const pugi::xml_node id = record.child("id"))
            result.ids.append(readNumber(id, issues));
    });
    if (const pugi::xml_node id = answer->data().first_child().child("id"))
        result.id = readNumber(id, issues);
    if (!issues.isEmpty())
        return failed(Failure::Kind::Unreadable, issues.first());
    return result;
}

Result<qint64> qps::readCount(Raw raw)
{
    return readAnswer(std::move(raw)).and_then([](const Answer &answer) -> Result<qint64> {
        if (!childNamed(answer.document.root(), "count", "COUNT"))
            return failed(Failure::Kind::Unreadable, u"a count without a number"_s); // which is not none
        return answer.envelope.count;
    });
}
