// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/query.h"

#include <QDateTime>
#include <QTimeZone>

#include <functional>
#include <limits>
#include <optional>

/// A test of one number made from a clause; of a percentage when the clause names one.
using NumberTest = std::function<bool(double)>;
NumberTest numberTest(const FilterClause &clause);
/// A test of an optional moment. Without a moment only "never" and != hold.
using MomentTest = std::function<bool(const std::optional<QDateTime> &)>;
MomentTest momentTest(const FilterClause &clause, const QDateTime &now, const QTimeZone &zone);
/// The same for seconds since 1970, where a QDateTime for each of many rows would take too long.
using SecondsTest = std::function<bool(std::optional<qint64>)>;
SecondsTest secondsTest(const FilterClause &clause, const QDateTime &now, const QTimeZone &zone);
/// Seconds since 1970 between which something happened, both included; the same where the moment is known.
struct SecondsBetween
{
    qint64 first = std::numeric_limits<qint64>::min();
    qint64 last = std::numeric_limits<qint64>::max();
};
/// A test of what is only known to lie between two seconds: it holds where it would wherever the moment lies.
using BetweenTest = std::function<bool(const std::optional<SecondsBetween> &)>;
BetweenTest betweenTest(const FilterClause &clause, const QDateTime &now, const QTimeZone &zone);
/// A test of a text: contains for ":", the whole for "=", a pattern for "~".
using TextTest = std::function<bool(QStringView)>;
TextTest textTest(const FilterClause &clause);
