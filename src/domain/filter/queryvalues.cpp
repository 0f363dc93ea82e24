// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/queryvalues.h"

#include "domain/agents/agentversion.h"

#include <QDate>

#include <algorithm>

using namespace Qt::StringLiterals;
using enum FilterProblem::Kind;
using FieldKind = FilterField::Kind;

namespace {

constexpr qint64 secondsOfDay = 86'400;
constexpr qsizetype longestPattern = 500;

/// Unicode digits become ASCII ones; everything else stays.
QString withPlainDigits(QStringView text)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar c : text)
        plain.append(c.digitValue() >= 0 ? QChar(u'0' + c.digitValue()) : c);
    return plain;
}

bool allDigits(QStringView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// "1,200" and "1'200" without their group signs; empty when the groups are not of three digits.
QString ungrouped(const QString &whole)
{
    const auto isSign = [](QChar c) { return c == u',' || c == u'\'' || c == u'’' || c == u'_'; };
    QString digits;
    qsizetype sinceSign = 0;
    bool grouped = false;
    for (const QChar c : whole) {
        if (isSign(c)) {
            if (grouped ? sinceSign != 3 : sinceSign == 0 || sinceSign > 3)
                return {};
            grouped = true;
            sinceSign = 0;
        } else {
            digits.append(c);
            ++sinceSign;
        }
    }
    return grouped && sinceSign != 3 ? QString() : digits;
}

bool readDistance(QString text, FilterMoment &moment)
{
    const bool back = text.startsWith(u'-');
    if (back || text.startsWith(u'+'))
        text.remove(0, 1);
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    if (digits == 0 || digits > 6)
        return false;
    const QString unit = text.mid(digits).toLower();
    const qint64 count = text.left(digits).toLongLong();
    const qint64 length = unit == "h"_L1                      ? 3'600
                          : unit == "d"_L1                    ? secondsOfDay
                          : unit == "w"_L1                    ? 7 * secondsOfDay
                          : unit == "m"_L1 || unit == "mo"_L1 ? 30 * secondsOfDay
                          : unit == "y"_L1                    ? 365 * secondsOfDay
                                                              : 0;
    if (length == 0)
        return false;
    moment = {.kind = FilterMoment::Kind::Distance, .seconds = (back ? -count : count) * length};
    return true;
}

bool readCalendar(const QString &text, FilterMoment &moment)
{
    const QStringList parts = text.split(u'-');
    if (parts.size() > 3 || parts[0].size() != 4 ||
        !std::ranges::all_of(parts, [](const QString &p) { return allDigits(p) && p.size() <= 4; }))
        return false;
    moment = {.kind = FilterMoment::Kind::Year, .year = parts[0].toInt(), .month = 1, .day = 1};
    if (parts.size() > 1) {
        moment.kind = FilterMoment::Kind::Month;
        moment.month = parts[1].toInt();
    }
    if (parts.size() > 2) {
        moment.kind = FilterMoment::Kind::Day;
        moment.day = parts[2].toInt();
    }
    return moment.year >= 1 && QDate::isValid(moment.year, moment.month, moment.day);
}

bool ordered(FilterOp op)
{
    return op == FilterOp::Less || op == FilterOp::LessEqual || op == FilterOp::Greater || op == FilterOp::GreaterEqual;
}

/// A whole word is meant as it stands, also where a longer one begins with it, and so is what somebody put in quotes;
/// of others the beginning is enough.
void readWord(const FilterField &field, FilterValue &value, QList<FilterProblem> &problems)
{
    QStringList candidates;
    for (const QLatin1StringView word : field.words) {
        if (value.text.compare(word, Qt::CaseInsensitive) == 0) {
            value.text = word;
            return;
        }
        if (QStringView(word.toString()).startsWith(value.text, Qt::CaseInsensitive))
            candidates << word;
    }
    if (candidates.size() == 1 && !value.quoted) {
        value.text = candidates.first();
    } else if (field.known) {
        const bool none = candidates.isEmpty();
        for (const QLatin1StringView word : field.words)
            if (none)
                candidates << word;
        const auto kind = none || value.quoted ? UnknownWord : AmbiguousWord;
        problems << FilterProblem{kind, value.span, value.text, candidates, {}};
    }
}

/// "module.FIM": the part before the dot is a word of the field, the rest is free.
void readName(const FilterField &field, FilterValue &value, QList<FilterProblem> &problems)
{
    const qsizetype dot = value.text.indexOf(u'.');
    const QString rest = dot < 0 ? QString() : value.text.mid(dot);
    value.text.truncate(dot < 0 ? value.text.size() : dot);
    readWord(field, value, problems);
    value.text += rest;
}

void readPattern(FilterClause &clause, QList<FilterProblem> &problems)
{
    const FilterValue &value = clause.values.first();
    if (value.text.size() > longestPattern) {
        problems << FilterProblem{TooLong, value.span, {}, {}, {}};
        return;
    }
    // A pattern must not be able to stall the window: the library counts its steps and gives up.
    static const QString limits = u"(*LIMIT_MATCH=20000)"_s;
    clause.pattern = QRegularExpression(limits + value.text, QRegularExpression::CaseInsensitiveOption |
                                                                 QRegularExpression::UseUnicodePropertiesOption);
    if (clause.pattern.isValid())
        return;
    const qsizetype offset = clause.pattern.patternErrorOffset() - limits.size();
    const qsizetype at = std::clamp<qsizetype>(offset, 0, value.text.size());
    TextSpan span{value.span.position + (value.quoted ? 1 : 0) + at, 1};
    if (span.end() > value.span.end())
        span = value.span;
    problems << FilterProblem{BadPattern, span, value.text, {}, clause.pattern.errorString()};
}

bool allows(FieldKind kind, FilterOp op)
{
    const bool comparable = kind == FieldKind::Number || kind == FieldKind::Percent || kind == FieldKind::Version ||
                            kind == FieldKind::Past || kind == FieldKind::Future;
    if (ordered(op))
        return comparable;
    return op != FilterOp::Matches || kind == FieldKind::Text || kind == FieldKind::Version;
}

void readValue(const FilterClause &clause, FilterValue &value, QList<FilterProblem> &problems)
{
    if (clause.range && value.text.isEmpty())
        return;
    switch (clause.field->kind) {
    case FieldKind::Text:
        return;
    case FieldKind::Number:
    case FieldKind::Percent:
        if (!readFilterNumber(value.text, value) || (value.percent && clause.field->kind == FieldKind::Number))
            problems << FilterProblem{BadNumber, value.span, value.text, {}, {}};
        return;
    case FieldKind::Version:
        if ((clause.range || ordered(clause.op)) && !readAgentVersion(value.text))
            problems << FilterProblem{BadNumber, value.span, value.text, {}, {}};
        return;
    case FieldKind::Past:
    case FieldKind::Future:
        if (!readFilterMoment(value.text, value))
            problems << FilterProblem{BadDate, value.span, value.text, {}, {}};
        else if (value.moment.kind == FilterMoment::Kind::Never && (clause.range || ordered(clause.op)))
            problems << FilterProblem{OperatorNotAllowed, value.span, value.text, {}, {}};
        return;
    case FieldKind::Word:
        return readWord(*clause.field, value, problems);
    case FieldKind::Name:
        return readName(*clause.field, value, problems);
    }
}

} // namespace

bool readFilterNumber(QStringView text, FilterValue &into)
{
    QString plain = withPlainDigits(text);
    into.percent = plain.endsWith(u'%') || plain.endsWith(QChar(0x66a));
    if (into.percent)
        plain.chop(1);
    const bool negative = plain.startsWith(u'-');
    if (negative)
        plain.remove(0, 1);
    const qsizetype dot = plain.indexOf(u'.');
    const QString whole = ungrouped(dot < 0 ? plain : plain.left(dot));
    const QString fraction = dot < 0 ? u"0"_s : plain.mid(dot + 1);
    if (!allDigits(whole) || !allDigits(fraction) || whole.size() > 18 || fraction.size() > 9)
        return false;
    into.number = (negative ? -1 : 1) * (whole + u'.' + fraction).toDouble();
    return true;
}

bool readFilterMoment(QStringView text, FilterValue &into)
{
    const QString plain = withPlainDigits(text);
    const auto is = [&](QLatin1StringView word) { return plain.compare(word, Qt::CaseInsensitive) == 0; };
    if (is("never"_L1))
        into.moment = {.kind = FilterMoment::Kind::Never};
    else if (is("today"_L1) || is("yesterday"_L1) || is("tomorrow"_L1))
        into.moment = {.kind = FilterMoment::Kind::Today, .offset = is("today"_L1) ? 0 : is("tomorrow"_L1) ? 1 : -1};
    else
        return readDistance(plain, into.moment) || readCalendar(plain, into.moment);
    return true;
}

void readClauseValues(FilterClause &clause, QList<FilterProblem> &problems)
{
    const TextSpan whole{clause.values.first().span.position,
                         clause.values.last().span.end() - clause.values.first().span.position};
    if (!allows(clause.field->kind, clause.op) || (ordered(clause.op) && (clause.range || clause.values.size() > 1)) ||
        (clause.op == FilterOp::Matches && clause.values.size() > 1)) {
        problems << FilterProblem{OperatorNotAllowed, whole, clause.field->name, {}, {}};
        return;
    }
    if (clause.op == FilterOp::Matches)
        return readPattern(clause, problems);
    for (FilterValue &value : clause.values)
        readValue(clause, value, problems);
}
