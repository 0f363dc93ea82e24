// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/bombs.h"

#include <zlib.h>

namespace {

using sandbox::Answer;

constexpr char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr qint64 mebibyte = 1'048'576;

Answer xmlAnswer(QByteArray body)
{
    return {.contentType = "application/xml", .body = std::move(body), .encoded = true};
}

QByteArray repeated(const QByteArray &text, qint64 times)
{
    return text.repeated(times);
}

/// Feeds `bytes` again and again to gzip, so that the unpacked text never stands in memory.
QByteArray gzipped(const QByteArray &bytes, qint64 times, int level)
{
    z_stream stream{};
    constexpr int gzipFrame = 16;
    if (deflateInit2(&stream, level, Z_DEFLATED, MAX_WBITS + gzipFrame, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray out;
    std::array<char, 65'536> buffer;
    for (qint64 i = 0; i < times; ++i) {
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData()));
        stream.avail_in = uInt(bytes.size());
        const int flush = i + 1 == times ? Z_FINISH : Z_NO_FLUSH;
        do {
            stream.next_out = reinterpret_cast<Bytef *>(buffer.data());
            stream.avail_out = uInt(buffer.size());
            deflate(&stream, flush);
            out.append(buffer.data(), qsizetype(buffer.size() - stream.avail_out));
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return out;
}

} // namespace

Answer sandbox::bombs::entities()
{
    QByteArray body = QByteArray(declaration) + "<!DOCTYPE ServiceResponse [\n<!ENTITY a0 \"aaaaaaaaaa\">\n";
    for (int level = 1; level < 9; ++level)
        body += "<!ENTITY a" + QByteArray::number(level) + " \"" +
                repeated("&a" + QByteArray::number(level - 1) + ';', 10) + "\">\n";
    body += "]>\n<ServiceResponse><responseCode>SUCCESS</responseCode><count>1</count><data><AgentActKey><id>1</id>"
            "<title>&a8;</title></AgentActKey></data></ServiceResponse>";
    return xmlAnswer(body);
}

Answer sandbox::bombs::externalEntity(const QByteArray &host)
{
    return xmlAnswer(QByteArray(declaration) +
                     "<!DOCTYPE ServiceResponse [\n<!ENTITY file SYSTEM \"file:///etc/passwd\">\n"
                     "<!ENTITY page SYSTEM \"http://" +
                     host +
                     "/xxe-was-fetched\">\n"
                     "<!ENTITY % more SYSTEM \"http://" +
                     host +
                     "/xxe-was-fetched.dtd\">\n%more;\n]>\n"
                     "<ServiceResponse><responseCode>SUCCESS</responseCode><count>1</count><data><AgentActKey>"
                     "<id>1</id><title>&file;&page;</title></AgentActKey></data></ServiceResponse>");
}

Answer sandbox::bombs::deep(qint64 levels)
{
    return xmlAnswer(QByteArray(declaration) + "<ServiceResponse><responseCode>SUCCESS</responseCode><data>" +
                     repeated("<a>", levels) + repeated("</a>", levels) + "</data></ServiceResponse>");
}

Answer sandbox::bombs::attributes(qint64 count)
{
    QByteArray list;
    for (qint64 i = 0; i < count; ++i)
        list += " a" + QByteArray::number(i) + "=\"1\"";
    return xmlAnswer(QByteArray(declaration) +
                     "<ServiceResponse><responseCode>SUCCESS</responseCode><count>1</count>"
                     "<data><AgentActKey" +
                     list + "><id>1</id></AgentActKey></data></ServiceResponse>");
}

Answer sandbox::bombs::hugePage(qint64 mebibytes)
{
    const QByteArray padding(8'000, 'x');
    QByteArray body = QByteArray(declaration) +
                      "<ServiceResponse><responseCode>SUCCESS</responseCode><count>1000</count>"
                      "<hasMoreRecords>false</hasMoreRecords><data>";
    body.reserve((mebibytes + 1) * mebibyte);
    for (qint64 id = 1; body.size() < mebibytes * mebibyte; ++id)
        body += "<AgentActKey><id>" + QByteArray::number(id) + "</id><type>UNLIMITED</type><title>" + padding +
                "</title></AgentActKey>";
    return xmlAnswer(body + "</data></ServiceResponse>");
}

Answer sandbox::bombs::gzip(qint64 mebibytes)
{
    Answer answer = xmlAnswer(gzipped(QByteArray(mebibyte, ' '), mebibytes, 6));
    answer.headers.emplace_back("Content-Encoding", "gzip");
    return answer;
}

QByteArray sandbox::bombs::compressed(const QByteArray &bytes)
{
    return gzipped(bytes, 1, 1);
}
