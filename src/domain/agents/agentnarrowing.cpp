// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentnarrowing.h"

#include "domain/filter/folding.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using Kind = FilterNode::Kind;

namespace {

bool sameClause(const FilterClause &a, const FilterClause &b)
{
    return a.field == b.field && a.op == b.op && a.range == b.range && a.values.size() == b.values.size() &&
           std::ranges::equal(a.values, b.values,
                              [](const FilterValue &x, const FilterValue &y) { return x.text == y.text; });
}

/// A text that contains the longer word contains the shorter one. Fields with their own idea of a colon are left out.
bool narrowsClause(const FilterClause &after, const FilterClause &before)
{
    if (sameClause(after, before))
        return true;
    const QLatin1StringView name = after.field->name;
    const bool contains =
        name == "name"_L1 || name == "os"_L1 || name == "ip"_L1 || name == "tag"_L1 || name == "platform"_L1;
    if (!contains || after.field != before.field || before.op != FilterOp::Has ||
        (after.op != FilterOp::Has && after.op != FilterOp::Equal))
        return false;
    return std::ranges::all_of(after.values, [&](const FilterValue &longer) {
        return std::ranges::any_of(before.values, [&](const FilterValue &shorter) {
            return searchFolded(longer.text).contains(searchFolded(shorter.text));
        });
    });
}

} // namespace

bool agentnarrowing::implies(const FilterNode &after, const FilterNode &before)
{
    // The order matters: what stands on the right is taken apart first where all of it has to hold, on the left where
    // any of it may.
    if (before.kind == Kind::All)
        return std::ranges::all_of(before.children, [&](const FilterNode &part) { return implies(after, part); });
    if (after.kind == Kind::Any)
        return std::ranges::all_of(after.children, [&](const FilterNode &part) { return implies(part, before); });
    if (after.kind == Kind::All &&
        std::ranges::any_of(after.children, [&](const FilterNode &part) { return implies(part, before); }))
        return true;
    if (before.kind == Kind::Any)
        return std::ranges::any_of(before.children, [&](const FilterNode &part) { return implies(after, part); });
    if (after.kind != before.kind)
        return false;
    switch (after.kind) {
    case Kind::Word:
        return searchFolded(after.word).contains(searchFolded(before.word));
    case Kind::Clause:
        return narrowsClause(after.clause, before.clause);
    case Kind::Not:
        return implies(before.children.front(), after.children.front());
    case Kind::All:
    case Kind::Any:
        break;
    }
    return false;
}

bool agentnarrowing::dependsOnContext(const FilterNode &node)
{
    if (node.kind == Kind::Clause) {
        const QLatin1StringView name = node.clause.field->name;
        return name == "is"_L1 || name == "lastseen"_L1 || name == "created"_L1;
    }
    return std::ranges::any_of(node.children, dependsOnContext);
}
