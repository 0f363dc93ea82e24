// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QRegularExpression>
#include <QStringList>

#include <span>
#include <vector>

/// Where a piece of a filter stands in its text, in UTF-16 units as a line edit counts them.
struct TextSpan
{
    qsizetype position = 0;
    qsizetype length = 0;

    qsizetype end() const { return position + length; }
    friend bool operator==(TextSpan, TextSpan) = default;
};

/// A field people can filter by and the kind of value it takes.
struct FilterField
{
    enum class Kind {
        Text,    ///< contains, equals, matches
        Number,  ///< compared, ranges, lists
        Percent, ///< a number, or a percentage of the limit
        Version, ///< a text, or numbers with dots that are compared as such
        Past,    ///< a day, or an age such as 7d
        Future,  ///< a day, or a time left such as 30d
        Word,    ///< one of `words`
        Name     ///< an open list of names, optionally "name.part" as in no:module.FIM
    };

    QLatin1StringView name;
    Kind kind = Kind::Text;
    std::span<const QLatin1StringView> words = {};
    bool known = true; ///< false: accepts words beyond the list
};

/// The fields of one kind of record, so that keys, agents and web apps share one language.
struct FilterSyntax
{
    std::span<const FilterField> fields;

    const FilterField *find(QStringView name) const; ///< exact, case ignored
    /// Every field the text may stand for; one when it is a name or the shortest unique beginning of one.
    QList<const FilterField *> matching(QStringView prefix) const;
};

enum class FilterOp { Has, Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Matches };

/// A moment named in a filter. What it means depends on today, so it is resolved when a filter is compiled.
struct FilterMoment
{
    enum class Kind { Never, Day, Month, Year, Today, Distance };

    Kind kind = Kind::Never;
    int year = 0, month = 0, day = 0;
    int offset = 0;     ///< of Today, in days
    qint64 seconds = 0; ///< of Distance: away from now, in the direction of the field

    friend bool operator==(const FilterMoment &, const FilterMoment &) = default;
};

struct FilterValue
{
    QString text;
    TextSpan span;
    bool quoted = false;
    double number = 0;
    bool percent = false;
    FilterMoment moment;

    friend bool operator==(const FilterValue &, const FilterValue &) = default;
};

/// `field op value`; a range has two values of which either may be empty text, a list has any number.
struct FilterClause
{
    const FilterField *field = nullptr;
    FilterOp op = FilterOp::Has;
    QList<FilterValue> values;
    bool range = false;
    QRegularExpression pattern; ///< of Matches
};

struct FilterNode
{
    enum class Kind { All, Any, Not, Word, Clause };

    Kind kind = Kind::All;
    TextSpan span;
    std::vector<FilterNode> children; ///< of All, Any and Not
    QString word;
    FilterClause clause;
};

/// What is wrong with a filter, as facts; the words for it are found by who shows it.
struct FilterProblem
{
    enum class Kind {
        UnknownField,
        AmbiguousField,
        MissingField,
        MissingValue,
        MissingTerm, ///< OR or - with nothing beside it
        OpenQuote,
        OpenParenthesis,
        StrayParenthesis,
        BadNumber,
        BadDate,
        UnknownWord,
        AmbiguousWord,
        BadPattern,
        OperatorNotAllowed,
        TooDeep,
        TooLong
    };

    Kind kind;
    TextSpan span;
    QString text;           ///< the offending piece
    QStringList candidates; ///< what was perhaps meant, or is allowed
    QString detail;         ///< of BadPattern, in the library's words

    friend bool operator==(const FilterProblem &, const FilterProblem &) = default;
};

/// One clause or word as it stands in the text, for painting and completion. The field part ends with the operator's
/// first sign, "module:" of "module:>3"; words have none.
struct FilterToken
{
    TextSpan span;
    TextSpan field;
};

struct Query
{
    QString text;
    FilterNode root;
    QList<FilterToken> tokens;
    QList<FilterProblem> problems; ///< in text order

    bool isValid() const { return problems.isEmpty(); }
    bool isEmpty() const { return root.kind == FilterNode::Kind::All && root.children.empty(); }
};

/// Reads a filter. Always returns: what is wrong stands in `problems`, the rest is read on. Linear in the text.
Query parseQuery(const QString &text, const FilterSyntax &syntax);

/// Each space that stands inside a token, as in quotes.
QList<TextSpan> spacesInside(const Query &query);

/// The text as a value, quoted when it would not be read back as one word.
QString quotedForFilter(const QString &value);
