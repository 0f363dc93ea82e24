// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/servicerequest.h"

#include <SQLiteCpp/Statement.h>

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace sandbox {

enum class FieldType {
    Long,
    Text,
    Date,   ///< a column that holds the text of the time
    Moment, ///< the same for clients; the column holds seconds since 1970
    Keyword,
    Boolean,
    Version, ///< "7.2.0.31"; the column holds its rank
};

/// A version as a number, so that 7.10 comes after 7.2; nothing of a text that is none. Up to four parts.
std::optional<qint64> versionRank(const QString &text);

/// A field that a search can filter by.
struct FilterField
{
    const char *name;
    FieldType type;
    const char *column;         ///< an SQL expression
    const char *operators = ""; ///< those it takes, joined by "|"; without, those of its type
    const char *words = "";     ///< of a keyword, joined by "|"; without, any word
    const char *within = "";    ///< SQL around the comparison, which stands for %1; NOT EQUALS negates the whole
};

/// The conditions of a search as SQL, with the values that its question marks stand for.
struct Where
{
    std::string sql = "1";
    std::vector<std::variant<qint64, std::string>> values;

    void add(const std::string &condition, std::variant<qint64, std::string> value);
    /// Binds the values from the first parameter on; tells the index of the next one.
    int bind(SQLite::Statement &statement) const;
};

/// Criteria are joined by "and". A field, operator or value that does not fit is refused with a text that says which.
Checked<Where> whereOf(const QList<AskedCriterion> &criteria, std::span<const FilterField> fields);

} // namespace sandbox
