// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/filterwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(FilterWords)
};

/// "active, disabled or full"
QString choice(const QStringList &candidates)
{
    constexpr qsizetype most = 8;
    if (candidates.size() > most)
        return Words::tr("%1 or others", "the end of a list").arg(candidates.mid(0, most).join(u", "_s));
    if (candidates.size() < 2)
        return candidates.join(QString());
    return Words::tr("%1 or %2", "the end of a list")
        .arg(candidates.mid(0, candidates.size() - 1).join(u", "_s), candidates.last());
}

} // namespace

QString filterProblemText(const FilterProblem &problem)
{
    const QString piece = problem.text.size() > 40 ? problem.text.first(39) + u'…' : problem.text;
    const QString others = choice(problem.candidates);
    using enum FilterProblem::Kind;
    switch (problem.kind) {
    case UnknownField:
        return others.isEmpty()
                   ? Words::tr("There is no field “%1”. Put the text in quotes to search for it.").arg(piece)
                   : Words::tr("There is no field “%1”. Did you mean %2?").arg(piece, others);
    case AmbiguousField:
        return Words::tr("“%1” could be %2. Type one more letter.").arg(piece, others);
    case MissingField:
        return Words::tr("Before “%1” a field is missing, such as owner: or used:.").arg(piece);
    case MissingValue:
        return others.isEmpty() ? Words::tr("After “%1” a value is missing.").arg(piece)
                                : Words::tr("After “%1” a value is missing: %2.").arg(piece, others);
    case MissingTerm:
        return Words::tr("Beside “%1” something to look for is missing.").arg(piece);
    case OpenQuote:
        return Words::tr("The quotation mark is not closed. Add a second one.");
    case OpenParenthesis:
        return Words::tr("The parenthesis is not closed. Add “)”.");
    case StrayParenthesis:
        return Words::tr("Nothing opens this parenthesis. Take “)” away.");
    case BadNumber:
        return Words::tr("“%1” is not a number. Examples: 10, >100, 5..20, >=90%.").arg(piece);
    case BadDate:
        return Words::tr("“%1” is not a date. Examples: 2026-12-31, 2026-12, 30d, today, never.").arg(piece);
    case UnknownWord:
        return Words::tr("“%1” is not possible here. Possible: %2.").arg(piece, others);
    case AmbiguousWord:
        return Words::tr("“%1” could be %2. Type one more letter.").arg(piece, others);
    case BadPattern:
        return Words::tr("“%1” is not a pattern: %2.").arg(piece, problem.detail);
    case OperatorNotAllowed:
        return others.isEmpty() ? Words::tr("“%1” does not fit this field.").arg(piece)
                                : Words::tr("“%1” does not fit this field. Use %2.").arg(piece, others);
    case TooDeep:
        return Words::tr("Too many parentheses inside each other.");
    case TooLong:
        return Words::tr("The filter is too long.");
    }
    return {};
}
