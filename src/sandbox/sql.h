// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <type_traits>

/// Qt values in and out of SQLite rows.
namespace sandbox::sql {

template <typename Value>
void bind(SQLite::Statement &row, int index, const Value &value)
{
    if constexpr (std::is_same_v<Value, QString>)
        row.bind(index, value.toStdString());
    else if constexpr (std::is_same_v<Value, QByteArray>)
        row.bind(index, value.constData(), int(value.size()));
    else if constexpr (std::is_integral_v<Value>)
        row.bind(index, int64_t(value));
    else if (value)
        bind(row, index, *value);
    else
        row.bind(index);
}

/// Binds from the first parameter on; an empty optional is NULL.
template <typename... Values>
void bindAll(SQLite::Statement &row, const Values &...values)
{
    int index = 0;
    (bind(row, ++index, values), ...);
}

inline QString text(SQLite::Statement &row, int column)
{
    return QString::fromStdString(row.getColumn(column).getString());
}

inline qint64 number(SQLite::Statement &row, int column)
{
    return row.getColumn(column).getInt64();
}

inline std::optional<qint64> optionalNumber(SQLite::Statement &row, int column)
{
    return row.isColumnNull(column) ? std::nullopt : std::optional<qint64>(number(row, column));
}

/// Lists of words and ids stand in one column, separated by commas: a test or a person with sqlite3 can change them.
inline QStringList words(SQLite::Statement &row, int column)
{
    return text(row, column).split(u',', Qt::SkipEmptyParts);
}

/// The only number a query has, 0 without a row.
template <typename... Values>
qint64 value(SQLite::Database &database, const char *query, const Values &...values)
{
    SQLite::Statement row(database, query);
    bindAll(row, values...);
    return row.executeStep() ? number(row, 0) : 0;
}

template <typename... Values>
int run(SQLite::Database &database, const char *command, const Values &...values)
{
    SQLite::Statement row(database, command);
    bindAll(row, values...);
    return row.exec();
}

} // namespace sandbox::sql
