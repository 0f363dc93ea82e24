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

/// The seconds from one until before another.
struct Span
{
    qint64 from = std::numeric_limits<qint64>::min();
    qint64 to = std::numeric_limits<qint64>::max();
    bool never = false;
    bool instant = false; ///< a distance from now

    bool holds(SecondsBetween when) const { return when.first >= from && when.last < to; }
    bool meets(SecondsBetween when) const { return when.last >= from && when.first < to; }
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
    return {.from = at, .to = at + 1, .instant = true};
}

/// What lies before or after a moment, as the operator says. Distances count away from now: in a field of the past
/// ">7d" is longer ago, that is earlier.
Span beside(const Span &span, FilterOp op, bool past)
{
    const bool less = op == FilterOp::Less || op == FilterOp::LessEqual;
    const bool orEqual = op == FilterOp::LessEqual || op == FilterOp::GreaterEqual;
    const bool earlier = span.instant && past ? !less : less;
    if (earlier)
        return {.to = orEqual ? span.to : span.from};
    return {.from = orEqual ? span.from : span.to};
}

/// Nothing lies inside a distance: "expires:30d" is from now until then.
Span within(const Span &span, qint64 now)
{
    return span.instant ? Span{.from = std::min(now, span.from), .to = std::max(now + 1, span.to)} : span;
}

/// What a clause says of moments: that they lie in one of the spans, or, negated, in none.
struct MomentRule
{
    std::vector<Span> spans;
    bool never = false; ///< no moment at all is among them
    bool negated = false;

    bool operator()(const std::optional<SecondsBetween> &when) const
    {
        if (!when)
            return never != negated;
        return negated ? std::ranges::none_of(spans, [&](const Span &span) { return span.meets(*when); })
                       : std::ranges::any_of(spans, [&](const Span &span) { return span.holds(*when); });
    }
};

/// From the earlier to the later of two, in whichever order they were named; an end left out is open.
Span rangeOf(const FilterClause &clause, Span a, Span b)
{
    const bool openEnded = clause.values[0].text.isEmpty() || clause.values[1].text.isEmpty();
    if (!openEnded && a.from > b.from)
        std::swap(a, b);
    return {.from = a.from, .to = b.to};
}

MomentRule momentRule(const FilterClause &clause, const QDateTime &now, const QTimeZone &zone)
{
    const bool past = clause.field->kind == FilterField::Kind::Past;
    MomentRule rule{.spans = {}, .negated = clause.op == FilterOp::NotEqual};
    std::vector<Span> named;
    for (const FilterValue &value : clause.values)
        named.push_back(value.text.isEmpty() ? Span() : spanOf(value.moment, now, zone, past));
    rule.never = std::ranges::any_of(named, &Span::never);
    if (clause.range) {
        rule.spans = {rangeOf(clause, named[0], named[1])};
    } else if (clause.op != FilterOp::Has && clause.op != FilterOp::Equal && !rule.negated) {
        rule.spans = {beside(named.front(), clause.op, past)};
    } else {
        for (const Span &span : named)
            if (!span.never)
                rule.spans.push_back(within(span, now.toSecsSinceEpoch()));
    }
    return rule;
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
    return [rule = momentRule(clause, now, zone)](std::optional<qint64> at) {
        return rule(at ? std::optional(SecondsBetween{*at, *at}) : std::nullopt);
    };
}

BetweenTest betweenTest(const FilterClause &clause, const QDateTime &now, const QTimeZone &zone)
{
    return momentRule(clause, now, zone);
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
