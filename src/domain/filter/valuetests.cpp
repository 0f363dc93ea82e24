// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/valuetests.h"

#include "domain/filter/folding.h"

#include <algorithm>
#include <limits>

namespace {

bool compares(double a, FilterOp op, double b)
{
    switch (op) {
    case FilterOp::Less:
        return a < b;
    case FilterOp::LessEqual:
        return a <= b;
    case FilterOp::Greater:
        return a > b;
    case FilterOp::GreaterEqual:
        return a >= b;
    case FilterOp::NotEqual:
        return a != b;
    case FilterOp::Has:
    case FilterOp::Equal:
    case FilterOp::Matches:
        break;
    }
    return a == b;
}

struct Span
{
    qint64 from = std::numeric_limits<qint64>::min(); ///< first second
    qint64 to = std::numeric_limits<qint64>::max();   ///< first second after
    bool never = false;
    bool instant = false; ///< a distance from now: nothing lies inside it
};

/// The seconds since 1970 that a moment covers.
Span spanOf(const FilterMoment &moment, const QDateTime &now, const QTimeZone &zone, bool past)
{
    const auto start = [&](QDate day) { return day.startOfDay(zone).toSecsSinceEpoch(); };
    const QDate day = moment.month > 0 ? QDate(moment.year, moment.month, moment.day) : QDate();
    const QDate today = now.toTimeZone(zone).date().addDays(moment.offset);
    switch (moment.kind) {
    case FilterMoment::Kind::Never:
        return {.never = true};
    case FilterMoment::Kind::Day:
        return {start(day), start(day.addDays(1))};
    case FilterMoment::Kind::Month:
        return {start(day), start(day.addMonths(1))};
    case FilterMoment::Kind::Year:
        return {start(day), start(day.addYears(1))};
    case FilterMoment::Kind::Today:
        return {start(today), start(today.addDays(1))};
    case FilterMoment::Kind::Distance:
        break;
    }
    const qint64 at = now.toSecsSinceEpoch() + (past ? -moment.seconds : moment.seconds);
    return {.from = at, .to = at, .instant = true};
}

/// Distances count away from now: in a field of the past ">7d" is longer ago, that is earlier.
bool momentCompares(qint64 at, FilterOp op, const Span &span, bool past)
{
    const bool earlier = op == FilterOp::Less || op == FilterOp::LessEqual;
    const bool orEqual = op == FilterOp::LessEqual || op == FilterOp::GreaterEqual;
    if (span.instant) {
        const bool before = earlier != past;
        return orEqual && at == span.from ? true : before ? at < span.from : at > span.from;
    }
    if (earlier)
        return at < (orEqual ? span.to : span.from);
    return at >= (orEqual ? span.from : span.to);
}

bool momentWithin(qint64 at, const Span &span, qint64 now)
{
    if (span.instant) // "expires:30d" is from now until then
        return at >= std::min(now, span.from) && at <= std::max(now, span.from);
    return at >= span.from && at < span.to;
}

template <typename Value, typename Test>
bool anyOf(const Value &value, const std::vector<Test> &tests, bool negated)
{
    for (const Test &test : tests)
        if (test(value))
            return !negated;
    return negated;
}

} // namespace

NumberTest numberTest(const FilterClause &clause)
{
    const QList<FilterValue> &values = clause.values;
    if (clause.range) {
        double from = values[0].text.isEmpty() ? -std::numeric_limits<double>::infinity() : values[0].number;
        double to = values[1].text.isEmpty() ? std::numeric_limits<double>::infinity() : values[1].number;
        if (from > to)
            std::swap(from, to);
        const bool negated = clause.op == FilterOp::NotEqual;
        return [=](double a) { return (a >= from && a <= to) != negated; };
    }
    if (values.size() == 1)
        return [op = clause.op, b = values.first().number](double a) { return compares(a, op, b); };
    std::vector<double> numbers;
    for (const FilterValue &value : values)
        numbers.push_back(value.number);
    return [numbers, negated = clause.op == FilterOp::NotEqual](double a) {
        return (std::ranges::find(numbers, a) != numbers.end()) != negated;
    };
}

SecondsTest secondsTest(const FilterClause &clause, const QDateTime &now, const QTimeZone &zone)
{
    const bool past = clause.field->kind == FilterField::Kind::Past;
    const bool negated = clause.op == FilterOp::NotEqual;
    const qint64 nowSeconds = now.toSecsSinceEpoch();
    const auto spanAt = [&](qsizetype i) {
        return clause.values[i].text.isEmpty() ? Span() : spanOf(clause.values[i].moment, now, zone, past);
    };
    if (clause.range) {
        const Span a = spanAt(0), b = spanAt(1);
        const bool openEnded = clause.values[0].text.isEmpty() || clause.values[1].text.isEmpty();
        qint64 from = a.from, to = b.instant ? b.to + 1 : b.to;
        if (!openEnded && a.from > b.from) {
            from = b.from;
            to = a.instant ? a.to + 1 : a.to;
        }
        return [=](std::optional<qint64> at) { return (at && *at >= from && *at < to) != negated; };
    }
    if (clause.op != FilterOp::Has && clause.op != FilterOp::Equal && !negated)
        return [op = clause.op, span = spanAt(0), past](std::optional<qint64> at) {
            return at && momentCompares(*at, op, span, past);
        };
    std::vector<SecondsTest> tests;
    tests.reserve(std::size_t(clause.values.size()));
    for (qsizetype i = 0; i < clause.values.size(); ++i)
        tests.push_back([span = spanAt(i), nowSeconds](std::optional<qint64> at) {
            return at ? !span.never && momentWithin(*at, span, nowSeconds) : span.never;
        });
    return [tests, negated](std::optional<qint64> at) { return anyOf(at, tests, negated); };
}

MomentTest momentTest(const FilterClause &clause, const QDateTime &now, const QTimeZone &zone)
{
    return [test = secondsTest(clause, now, zone)](const std::optional<QDateTime> &at) {
        return test(at ? std::optional(at->toSecsSinceEpoch()) : std::nullopt);
    };
}

TextTest textTest(const FilterClause &clause)
{
    if (clause.op == FilterOp::Matches)
        return [pattern = clause.pattern](QStringView text) { return pattern.match(text).hasMatch(); };
    const bool whole = clause.op == FilterOp::Equal || clause.op == FilterOp::NotEqual;
    std::vector<TextTest> tests;
    for (const FilterValue &value : clause.values)
        tests.push_back([needle = Needle(value.text), whole](QStringView text) {
            return whole ? needle.equals(text) : needle.within(text);
        });
    return [tests, negated = clause.op == FilterOp::NotEqual](QStringView text) { return anyOf(text, tests, negated); };
}
