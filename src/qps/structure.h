// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

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

/// One linear pass over UTF-8 bytes, no allocation: refuses what could hurt a parser. It does not check that end tags
/// match; the parser does.
std::optional<StructureProblem> checkStructure(QByteArrayView xml, const StructureCaps &caps = {});
QString describe(const StructureProblem &problem);

} // namespace qps
