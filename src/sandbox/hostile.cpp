// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/hostile.h"

#include "sandbox/bombs.h"
#include "sandbox/classic.h"
#include "sandbox/reencode.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

/// "500", or "500 <body>"; without a body a page as web servers have them.
Answer statusAnswer(const QString &argument)
{
    const int status = QStringView(argument).left(3).toInt();
    const QByteArray body = argument.mid(4).toUtf8();
    if (body.isEmpty())
        return classic::htmlPage(status, QByteArray::number(status), "The request could not be served.");
    const QByteArray type = body.startsWith('{')                                ? "application/json"
                            : body.startsWith("<?xml") || body.startsWith("<S") ? "application/xml"
                                                                                : "text/html";
    return {.status = status, .contentType = type, .body = body};
}

Answer maintenance(const QString &argument, const QDateTime &now)
{
    Answer answer = classic::htmlPage(503, "Service Unavailable", "Scheduled maintenance is under way.");
    const qint64 seconds = argument.section(u' ', 0, 0).toLongLong();
    answer.headers.emplace_back("Retry-After", argument.endsWith("date"_L1) ? httpDate(now.addSecs(seconds))
                                                                            : QByteArray::number(seconds));
    return answer;
}

Answer redirect(const QString &argument)
{
    const bool withStatus = argument.size() > 4 && argument[3] == u' ';
    Answer answer = classic::htmlPage(withStatus ? QStringView(argument).left(3).toInt() : 302, "302 Found", "Moved.");
    answer.headers.emplace_back("Location", (withStatus ? argument.mid(4) : argument).toUtf8());
    return answer;
}

Answer codeAnswer(const QString &code, const Envelope &envelope)
{
    const Reply reply{
        .code = code, .message = u"The service answers with %1."_s.arg(code), .schema = u"1.0/ca/agentactkey.xsd"_s};
    return {.contentType = envelope.contentType(), .body = envelope.write(reply)};
}

/// A stale copy behind the true element, as one printed answer had two titles.
void repeatElement(Node &record, const QString &name)
{
    for (qsizetype i = 0; i < record.children.size(); ++i) {
        if (record.children[i].name != name)
            continue;
        Node stale = record.children[i];
        stale.children.clear();
        if (stale.kind == Node::Kind::Text)
            stale.value += " (old)"_L1;
        else if (stale.kind == Node::Kind::Number)
            stale.value = u"0"_s;
        else if (stale.kind == Node::Kind::Flag)
            stale.value = stale.value == "true"_L1 ? u"false"_s : u"true"_s;
        record.children.insert(i + 1, stale);
        return;
    }
}

void tellOtherId(Node &record, const QString &argument)
{
    if (Node *id = record.find(u"id"))
        id->value = argument.isEmpty() ? QString::number(id->value.toLongLong() + 1'000'000) : argument;
}

} // namespace

QByteArray sandbox::httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

Replacement sandbox::replacementOf(const FaultRule &fault, const Envelope &envelope, const QDateTime &now,
                                   const QByteArray &host)
{
    const QByteArray argument = fault.argument.toUtf8();
    const QByteArray wait = argument == "none" ? QByteArray() : argument;
    switch (fault.kind) {
    case FaultKind::Status:
        return {statusAnswer(fault.argument), {}};
    case FaultKind::Code:
        return {codeAnswer(fault.argument, envelope), fault.argument};
    case FaultKind::RetryAfter:
        return {maintenance(fault.argument, now), {}};
    case FaultKind::Rate:
        return {classic::rateRefused(now, wait), u"1965"_s};
    case FaultKind::Concurrency:
        return {classic::concurrencyRefused(now, 1), u"1960"_s};
    case FaultKind::TooMany:
        return {classic::tooMany(wait), {}};
    case FaultKind::Redirect:
        return {redirect(fault.argument), {}};
    case FaultKind::Html200:
        return {classic::htmlPage(200, "Guest network sign-in", "Accept the terms to go on."), {}};
    case FaultKind::EntityBomb:
        return {bombs::entities(), {}};
    case FaultKind::Xxe:
        return {bombs::externalEntity(host), {}};
    case FaultKind::DeepNest:
        return {bombs::deep(argument.toLongLong()), {}};
    case FaultKind::AttrBomb:
        return {bombs::attributes(argument.toLongLong()), {}};
    case FaultKind::HugePage:
        return {bombs::hugePage(argument.toLongLong()), {}};
    case FaultKind::GzipBomb:
        return {bombs::gzip(argument.isEmpty() ? 200 : argument.toLongLong()), {}};
    default:
        break;
    }
    return {{.contentType = envelope.contentType()}, {}}; // FaultKind::Empty
}

void sandbox::distort(Reply &reply, const ActiveFaults &faults)
{
    if (faults.find(FaultKind::NoLastId))
        reply.lastId.reset();
    const Node *first = reply.data.isEmpty() ? nullptr : reply.data.constFirst().find(u"id");
    if (faults.find(FaultKind::Backwards) && reply.lastId && first)
        reply.lastId = first->value.toLongLong() - 1;
    if (faults.find(FaultKind::WrongRoot))
        reply.root = u"ServiceReply"_s;
    for (Node &record : reply.data) {
        if (const FaultRule *other = faults.find(FaultKind::OtherId))
            tellOtherId(record, other->argument);
        if (const FaultRule *twice = faults.find(FaultKind::DupElement))
            repeatElement(record, twice->argument.isEmpty() ? u"title"_s : twice->argument);
        if (faults.find(FaultKind::OddMarkup))
            record.children.prepend(
                Node::group(u"futureElement"_s, {Node::text(u"id"_s, u"not a number"_s), Node::flag(u"deep"_s, true)}));
    }
}

void sandbox::spoil(Answer &answer, const ActiveFaults &faults)
{
    if (faults.find(FaultKind::OddMarkup))
        answer.body = withOddMarkup(answer.body);
    if (faults.find(FaultKind::WrongCharset))
        answer.body = withLatin1Byte(answer.body);
    if (const FaultRule *charset = faults.find(FaultKind::Charset))
        encodeAs(answer, charset->argument);
    if (const FaultRule *header = faults.find(FaultKind::BigHeader)) {
        const qsizetype kibibytes = header->argument.isEmpty() ? 300 : header->argument.toLongLong();
        answer.headers.emplace_back("X-Padding", QByteArray(kibibytes * 1024, 'x'));
    }
    const auto deliver = [&](FaultKind kind, Delivery::How how) {
        if (const FaultRule *fault = faults.find(kind))
            answer.delivery = {.how = how,
                               .bytes = fault->argument.section(u'/', 0, 0).toLongLong(),
                               .milliseconds = fault->argument.section(u'/', 1).toInt(),
                               .junk = fault->argument.toUtf8()};
    };
    deliver(FaultKind::SlowBody, Delivery::How::Slow);
    deliver(FaultKind::Truncate, Delivery::How::Truncated);
    deliver(FaultKind::ChunkCut, Delivery::How::ChunkCut);
    deliver(FaultKind::CutWithoutLength, Delivery::How::CutWithoutLength);
    deliver(FaultKind::JunkAfter, Delivery::How::JunkAfter);
    // Cut where the argument says, not somewhere in what gzip made of it.
    answer.encoded = answer.encoded || answer.delivery.how != Delivery::How::Whole;
    if (answer.delivery.how == Delivery::How::JunkAfter && answer.delivery.junk.isEmpty())
        answer.delivery.junk = "<!-- junk -->HTTP/1.1 junk\r\n";
}
