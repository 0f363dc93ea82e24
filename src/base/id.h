// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

/// A number the platform gave to one kind of record, so that a tag's cannot be sent where a user's belongs.
template <typename Record>
struct Id
{
    qint64 value = 0;

    explicit operator bool() const noexcept { return value > 0; }
    friend auto operator<=>(Id, Id) noexcept = default;
    friend size_t qHash(Id id, size_t seed = 0) noexcept { return ::qHash(id.value, seed); }
    QString toString() const { return QString::number(value); }
};
