// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/serverpart.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype wholeKeyLength = 36;

QString whole(double number)
{
    return QString::number(qint64(number));
}

/// countPurchased and id are whole numbers, so >= 10 is GREATER 9.
bool addNumber(const FilterClause &clause, bool negated, const QString &field, QList<ServerCriterion> &criteria)
{
    const QList<FilterValue> &values = clause.values;
    for (const FilterValue &value : values)
        if (value.number != std::floor(value.number) || std::abs(value.number) > 1e15)
            return false;
    if (clause.range) {
        if (negated || clause.op == FilterOp::NotEqual ||
            (!values[0].text.isEmpty() && !values[1].text.isEmpty() && values[0].number > values[1].number))
            return false;
        if (!values[0].text.isEmpty())
            criteria << ServerCriterion{field, u"GREATER"_s, whole(values[0].number - 1)};
        if (!values[1].text.isEmpty())
            criteria << ServerCriterion{field, u"LESSER"_s, whole(values[1].number + 1)};
        return true;
    }
    if (values.size() > 1) {
        QStringList list;
        for (const FilterValue &value : values)
            list << whole(value.number);
        criteria << ServerCriterion{field, u"IN"_s, list.join(u',')};
        return !negated && clause.op != FilterOp::NotEqual;
    }
    const double number = values.first().number;
    switch (clause.op) {
    case FilterOp::Less:
        criteria << (negated ? ServerCriterion{field, u"GREATER"_s, whole(number - 1)}
                             : ServerCriterion{field, u"LESSER"_s, whole(number)});
        break;
    case FilterOp::LessEqual:
        criteria << (negated ? ServerCriterion{field, u"GREATER"_s, whole(number)}
                             : ServerCriterion{field, u"LESSER"_s, whole(number + 1)});
        break;
    case FilterOp::Greater:
        criteria << (negated ? ServerCriterion{field, u"LESSER"_s, whole(number + 1)}
                             : ServerCriterion{field, u"GREATER"_s, whole(number)});
        break;
    case FilterOp::GreaterEqual:
        criteria << (negated ? ServerCriterion{field, u"LESSER"_s, whole(number)}
                             : ServerCriterion{field, u"GREATER"_s, whole(number - 1)});
        break;
    default:
        criteria << ServerCriterion{field, (clause.op == FilterOp::NotEqual) != negated ? u"NOT EQUALS"_s : u"EQUALS"_s,
                                    whole(number)};
    }
    return true;
}

bool addState(const FilterClause &clause, bool negated, QList<ServerCriterion> &criteria)
{
    if (clause.values.size() != 1)
        return false;
    negated = negated != (clause.op == FilterOp::NotEqual);
    const QString &word = clause.values.first().text;
    // Disabled comes before every other state, so an active key is never disabled; the reverse is not known.
    if (word == "disabled"_L1)
        criteria << ServerCriterion{u"isDisabled"_s, u"EQUALS"_s, negated ? u"false"_s : u"true"_s};
    else if (word == "active"_L1 && !negated)
        criteria << ServerCriterion{u"isDisabled"_s, u"EQUALS"_s, u"false"_s};
    return word == "disabled"_L1;
}

/// Whether the criteria added say all that the clause says.
bool addClause(const FilterClause &clause, bool negated, QList<ServerCriterion> &criteria)
{
    const QLatin1StringView name = clause.field->name;
    QList<ServerCriterion> added;
    bool complete = false;
    if (name == "id"_L1) {
        complete = addNumber(clause, negated, u"id"_s, added);
        criteria += complete ? added : QList<ServerCriterion>();
    } else if (name == "limit"_L1) {
        // The service compares whatever number an unlimited key carries, hence "not complete" for exclusions.
        const bool excludes = negated || clause.op == FilterOp::NotEqual;
        complete = !excludes && addNumber(clause, false, u"countPurchased"_s, added);
        criteria += complete ? added : QList<ServerCriterion>();
        complete = false;
    } else if (name == "status"_L1 || name == "is"_L1) {
        complete = addState(clause, negated, criteria);
    } else if (name == "key"_L1 && clause.values.size() == 1 && !negated &&
               (clause.op == FilterOp::Has || clause.op == FilterOp::Equal) &&
               clause.values.first().text.size() == wholeKeyLength) {
        criteria << ServerCriterion{u"activationKey"_s, u"EQUALS"_s, clause.values.first().text.toLower()};
        complete = true;
    }
    return complete;
}

} // namespace

ServerPart serverPart(const Query &query)
{
    ServerPart part;
    if (!query.isValid() || query.isEmpty())
        return part;
    // Only what every match must fulfil can be asked for: the top level when it is an "and", not below an OR.
    std::vector<const FilterNode *> nodes{&query.root};
    if (query.root.kind == FilterNode::Kind::All) {
        nodes.clear();
        for (const FilterNode &child : query.root.children)
            nodes.push_back(&child);
    }
    part.complete = true;
    for (const FilterNode *node : nodes) {
        const bool negated = node->kind == FilterNode::Kind::Not && node->children.size() == 1;
        const FilterNode &inner = negated ? node->children.front() : *node;
        const qsizetype before = part.criteria.size();
        const bool whole = inner.kind == FilterNode::Kind::Clause && addClause(inner.clause, negated, part.criteria);
        part.complete = part.complete && whole;
        if (part.criteria.size() > before)
            part.spans << node->span;
    }
    return part;
}
