// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QStringView>

#include <algorithm>
#include <array>
#include <optional>

/// One value of an enum and the word the service uses for it. An enum that travels declares its table beside itself:
/// `constexpr auto wireTable(KeyType)`.
template <typename Enum>
struct Wire
{
    Enum value;
    QLatin1StringView word;
};

template <typename Enum>
constexpr QLatin1StringView toWire(Enum value)
{
    for (const Wire<Enum> &row : wireTable(value))
        if (row.value == value)
            return row.word;
    return {};
}

/// Empty when the word is not in the table.
template <typename Enum>
std::optional<Enum> fromWire(QStringView word)
{
    for (const Wire<Enum> &row : wireTable(Enum{}))
        if (row.word == word)
            return row.value;
    return std::nullopt;
}
