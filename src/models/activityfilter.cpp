// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activityfilter.h"

#include "domain/filter/folding.h"
#include "domain/filter/valuetests.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Words = std::function<QString(const Plan &, const Change &)>;

bool isOpen(ChangeState state)
{
    return !isTerminal(state) && !needsPerson(state);
}

ActivityTest stateTest(const QString &word)
{
    using enum ChangeState;
    if (word == "failed"_L1)
        return [](const Plan &, const Change &c) { return c.state == Rejected || needsPerson(c.state); };
    if (word == "refused"_L1)
        return [](const Plan &, const Change &c) { return c.state == Rejected; };
    if (word == "waiting"_L1)
        return [](const Plan &, const Change &c) { return needsPerson(c.state); };
    if (word == "unknown"_L1)
        return [](const Plan &, const Change &c) { return c.state == Unknown || c.state == Reconciling; };
    if (word == "verified"_L1)
        return [](const Plan &, const Change &c) { return c.state == Verified || c.state == Noop; };
    if (word == "cancelled"_L1)
        return [](const Plan &, const Change &c) { return c.state == Cancelled || c.state == Discarded; };
    if (word == "undo"_L1)
        return [](const Plan &p, const Change &) { return p.undo; };
    return [](const Plan &, const Change &c) { return isOpen(c.state); }; // running
}

ActivityTest clauseTest(const FilterClause &clause, const QDateTime &now)
{
    const QLatin1StringView name = clause.field->name;
    if (name == "plan"_L1)
        return [test = momentTest(clause, now, QTimeZone::systemTimeZone())](const Plan &p, const Change &) {
            return test(p.createdUtc);
        };
    if (name == "title"_L1)
        return [test = textTest(clause)](const Plan &, const Change &c) { return test(c.label); };
    if (name == "by"_L1)
        return [test = textTest(clause)](const Plan &p, const Change &) { return test(p.actor); };
    std::vector<ActivityTest> options;
    options.reserve(size_t(clause.values.size()));
    for (const FilterValue &value : clause.values)
        options.push_back(stateTest(value.text));
    const bool negated = clause.op == FilterOp::NotEqual;
    return [options, negated](const Plan &p, const Change &c) {
        return std::ranges::any_of(options, [&](const ActivityTest &option) { return option(p, c); }) != negated;
    };
}

ActivityTest nodeTest(const FilterNode &node, const QDateTime &now, const Words &words)
{
    if (node.kind == FilterNode::Kind::Word)
        return
            [needle = Needle(node.word), words](const Plan &p, const Change &c) { return needle.within(words(p, c)); };
    if (node.kind == FilterNode::Kind::Clause)
        return clauseTest(node.clause, now);
    std::vector<ActivityTest> parts;
    parts.reserve(node.children.size());
    for (const FilterNode &child : node.children)
        parts.push_back(nodeTest(child, now, words));
    const auto kind = node.kind;
    return [parts, kind](const Plan &p, const Change &c) {
        const auto holds = [&](const ActivityTest &part) { return part(p, c); };
        if (kind == FilterNode::Kind::Any)
            return std::ranges::any_of(parts, holds);
        return std::ranges::all_of(parts, holds) != (kind == FilterNode::Kind::Not);
    };
}

} // namespace

const FilterSyntax &activitySyntax()
{
    using enum FilterField::Kind;
    static constexpr auto is = std::to_array<QLatin1StringView>({
        "failed"_L1,
        "waiting"_L1,
        "unknown"_L1,
        "verified"_L1,
        "refused"_L1,
        "running"_L1,
        "cancelled"_L1,
        "undo"_L1,
    });
    static constexpr auto fields = std::to_array<FilterField>({
        {"is"_L1, Word, is},
        {"plan"_L1, Past},
        {"title"_L1, Text},
        {"by"_L1, Text},
    });
    static constexpr FilterSyntax syntax{fields};
    return syntax;
}

ActivityTest activityTest(const Query &query, const QDateTime &now, const Words &words)
{
    return query.isEmpty() ? ActivityTest() : nodeTest(query.root, now, words);
}
