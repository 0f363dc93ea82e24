// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace qps {

/// What an answer may weigh before a parser sees it. No answer of the service comes near.
struct StructureCaps
{
    qsizetype bytes = qsizetype(64) * 1024 * 1024;
    int depth = 64;
    int attributes = 64;
    qsizetype text = qsizetype(1024) * 1024;
    qsizetype name = 256;
    bool classicDoctype =
        false; ///< the classic interface names a remote DTD; one with declarations inside is refused still
};

struct StructureProblem
{
    enum class Kind {
        Empty,
        TooLarge,
        NotXml,
        HasDoctype,
        TooDeep,
        TooManyAttributes,
        TextTooLong,
        NameTooLong,
        Cut,
        HasNul
    };
    Kind kind;
    qsizetype offset;
};

/// Names of elements directly in a record that a reader passes over.
using Unread = std::span<const std::string_view>;
/// Where such an element is, from the beginning of its start tag to the end of its end tag.
struct Stretch
{
    qsizetype begin, end;
};

/// One linear pass over UTF-8 bytes, no allocation: refuses what could hurt a parser. It does not check that end tags
/// match; the parser does. What is `unread` is noted in `found` and need not be parsed,
/// where it is plain; that its tags match inside is then checked by nobody.
std::optional<StructureProblem> checkStructure(QByteArrayView xml, const StructureCaps &caps = {}, Unread unread = {},
                                               std::vector<Stretch> *found = nullptr);
QString describe(const StructureProblem &problem);

} // namespace qps
