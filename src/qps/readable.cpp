// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/readable.h"

#include <pugixml.hpp>

namespace {

struct Lines final : pugi::xml_writer
{
    QByteArray bytes;
    void write(const void *data, size_t size) override
    {
        bytes.append(static_cast<const char *>(data), qsizetype(size));
    }
};

} // namespace

QString qps::readable(const QByteArray &request)
{
    pugi::xml_document document;
    const auto parsed =
        document.load_buffer(request.constData(), size_t(request.size()),
                             pugi::parse_default | pugi::parse_declaration | pugi::parse_ws_pcdata_single);
    if (!parsed || !document.document_element())
        return QString::fromUtf8(request);
    Lines lines;
    document.save(lines, "  ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
    return QString::fromUtf8(lines.bytes.trimmed());
}
