// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/folding.h"
#include "domain/filter/query.h"
#include "domain/filter/valuetests.h"

#include <functional>
#include <vector>

/// How a query becomes a test of one kind of record, beyond what its clauses ask.
namespace recordfilter {

template <typename Record>
using Predicate = std::function<bool(const Record &)>;

template <typename Record>
Predicate<Record> negatedIf(bool negated, Predicate<Record> predicate)
{
    if (!negated)
        return predicate;
    return [predicate = std::move(predicate)](const Record &record) { return !predicate(record); };
}

/// A text of the record. != holds where none of the values is it.
template <typename Record, typename TextOf>
Predicate<Record> text(const FilterClause &clause, TextOf textOf)
{
    return [test = textTest(clause), textOf](const Record &record) { return test(textOf(record)); };
}

/// One of several texts: != holds where no text is it.
template <typename Record, typename TextsOf>
Predicate<Record> anyText(const FilterClause &clause, TextsOf textsOf)
{
    FilterClause positive = clause;
    if (clause.op == FilterOp::NotEqual)
        positive.op = FilterOp::Equal;
    return negatedIf<Record>(clause.op == FilterOp::NotEqual,
                             [test = textTest(positive), textsOf](const Record &record) {
                                 const QStringList texts = textsOf(record);
                                 return std::ranges::any_of(texts, [&](const QString &text) { return test(text); });
                             });
}

/// The clause holds when it does for one of its words, and != when for none.
template <typename Record, typename Make>
Predicate<Record> anyWord(const FilterClause &clause, const Make &make)
{
    std::vector<Predicate<Record>> options;
    for (const FilterValue &value : clause.values)
        options.push_back(make(value.text));
    return negatedIf<Record>(clause.op == FilterOp::NotEqual, [options](const Record &record) {
        return std::ranges::any_of(options, [&](const Predicate<Record> &option) { return option(record); });
    });
}

/// A moment of the record; an invalid one is none.
template <typename Record, typename TimeOf>
Predicate<Record> moment(const FilterClause &clause, const QDateTime &now, const QTimeZone &zone, TimeOf timeOf)
{
    return [test = momentTest(clause, now, zone), timeOf](const Record &record) {
        const QDateTime time = timeOf(record);
        return test(time.isValid() ? std::optional(time) : std::nullopt);
    };
}

/// Where a value may be unknown, != asks for one that is known and another. `-field:value` is plain logic and holds for
/// unknown too.
template <typename Record, typename IsKnown>
Predicate<Record> ifKnown(const FilterClause &clause, IsKnown isKnown, Predicate<Record> test)
{
    if (clause.op != FilterOp::NotEqual)
        return test;
    return [isKnown, test = std::move(test)](const Record &record) { return isKnown(record) && test(record); };
}

/// "yes", "no" and "unknown" of a flag that nobody may have told: unknown is neither yes nor no, also where a word is
/// denied.
template <typename Record, typename FlagOf>
Predicate<Record> flag(const FilterClause &clause, FlagOf flagOf)
{
    const auto isKnown = [flagOf](const Record &record) { return flagOf(record).has_value(); };
    const auto test = anyWord<Record>(clause, [flagOf](const QString &word) -> Predicate<Record> {
        if (word == QLatin1StringView("unknown"))
            return [flagOf](const Record &record) { return !flagOf(record).has_value(); };
        const bool wanted = word == QLatin1StringView("yes") || word == QLatin1StringView("true");
        return [flagOf, wanted](const Record &record) { return flagOf(record) == wanted; };
    });
    return ifKnown<Record>(clause, isKnown, test);
}

/// What the nodes of a query come to. `clause` makes a predicate of a clause, `word` of a bare word.
template <typename Record, typename Clause, typename Word>
Predicate<Record> node(const FilterNode &of, const Clause &clause, const Word &word)
{
    if (of.kind == FilterNode::Kind::Word)
        return word(of.word);
    if (of.kind == FilterNode::Kind::Clause)
        return clause(of.clause);
    std::vector<Predicate<Record>> parts;
    parts.reserve(of.children.size());
    for (const FilterNode &child : of.children)
        parts.push_back(node<Record>(child, clause, word));
    if (parts.size() == 1)
        return negatedIf<Record>(of.kind == FilterNode::Kind::Not, parts.front());
    if (of.kind == FilterNode::Kind::Any)
        return [parts](const Record &record) {
            return std::ranges::any_of(parts, [&](const Predicate<Record> &part) { return part(record); });
        };
    return [parts](const Record &record) {
        return std::ranges::all_of(parts, [&](const Predicate<Record> &part) { return part(record); });
    };
}

} // namespace recordfilter
