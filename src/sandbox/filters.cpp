// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/filters.h"

#include "qps/requests.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using qps::Operator;
using sandbox::AskedCriterion;
using sandbox::Checked;
using sandbox::FieldType;
using sandbox::FilterField;
using sandbox::Where;
using sandbox::refusal::invalidRequest;

using Value = std::variant<qint64, std::string>;

const char *operatorsOf(const FilterField &field)
{
    if (*field.operators)
        return field.operators;
    switch (field.type) {
    case FieldType::Long:
        return "EQUALS|NOT EQUALS|GREATER|LESSER|IN";
    case FieldType::Text:
        return "CONTAINS|EQUALS|NOT EQUALS";
    case FieldType::Date:
    case FieldType::Moment:
    case FieldType::Version:
        return "EQUALS|NOT EQUALS|GREATER|LESSER";
    case FieldType::Keyword:
        return "EQUALS|NOT EQUALS|IN";
    case FieldType::Boolean:
        return "EQUALS|NOT EQUALS";
    }
    return "";
}

bool isAmong(const char *list, const QString &word)
{
    return QString::fromLatin1(list).split(u'|').contains(word);
}

/// "2026-05-20" or "2026-05-20T08:31:44Z", as the rows hold it.
std::optional<std::string> dateOf(const QString &text)
{
    static const QRegularExpression form(u"^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\dZ)?$"_s);
    const QString whole = text.size() == 10 ? text + "T00:00:00Z"_L1 : text;
    if (!form.match(text).hasMatch() || !QDateTime::fromString(whole, Qt::ISODate).isValid())
        return std::nullopt;
    return whole.toStdString();
}

std::optional<Value> valueOf(const FilterField &field, const QString &text)
{
    switch (field.type) {
    case FieldType::Long: {
        bool ok = false;
        const qint64 number = text.trimmed().toLongLong(&ok);
        return ok ? std::optional<Value>(number) : std::nullopt;
    }
    case FieldType::Boolean:
        if (text.trimmed() == "true"_L1 || text.trimmed() == "false"_L1)
            return Value(qint64(text.trimmed() == "true"_L1));
        return std::nullopt;
    case FieldType::Keyword:
        return !*field.words || isAmong(field.words, text.trimmed())
                   ? std::optional<Value>(text.trimmed().toStdString())
                   : std::nullopt;
    case FieldType::Date: {
        const std::optional<std::string> date = dateOf(text.trimmed());
        return date ? std::optional<Value>(*date) : std::nullopt;
    }
    case FieldType::Moment: {
        const std::optional<std::string> date = dateOf(text.trimmed());
        return date ? std::optional<Value>(
                          QDateTime::fromString(QString::fromStdString(*date), Qt::ISODate).toSecsSinceEpoch())
                    : std::nullopt;
    }
    case FieldType::Version: {
        const std::optional<qint64> rank = sandbox::versionRank(text.trimmed());
        return rank ? std::optional<Value>(*rank) : std::nullopt;
    }
    case FieldType::Text:
        return Value(text.toStdString());
    }
    return std::nullopt;
}

QString formOf(const FilterField &field)
{
    switch (field.type) {
    case FieldType::Long:
        return u"Long"_s;
    case FieldType::Boolean: // says it in other words, as recorded
        break;
    case FieldType::Date:
    case FieldType::Moment:
        return u"Date (YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ)"_s;
    case FieldType::Text:
        return u"String"_s;
    case FieldType::Version:
        return u"version (1.2.3.4)"_s;
    case FieldType::Keyword:
        return u"one of "_s + QString::fromLatin1(field.words).replace(u"|"_s, u", "_s);
    }
    return {};
}

/// For LIKE with "\" as the escape.
std::string likePattern(const std::string &text)
{
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

void addComparison(Where &where, const FilterField &field, Operator op, const std::vector<Value> &values)
{
    const std::string column = field.column;
    std::string comparison;
    switch (op) {
    case Operator::Equals:
        comparison = column + " = ?";
        break;
    case Operator::NotEquals:
        comparison = column + (*field.within ? " = ?" : " IS NOT ?");
        break; // what has no value differs from any
    case Operator::Greater:
        comparison = column + " > ?";
        break;
    case Operator::Lesser:
        comparison = column + " < ?";
        break;
    case Operator::Contains:
        comparison = column + " LIKE ? ESCAPE '\\'";
        break;
    case Operator::None:
        comparison = "coalesce(" + column + ", '') = ''";
        break;
    case Operator::In:
        for (std::size_t i = 0; i < values.size(); ++i)
            comparison += i == 0 ? "?" : ",?";
        comparison = column + " IN (" + comparison + ")";
        break;
    }
    if (*field.within)
        comparison = QString::fromLatin1(field.within).arg(QString::fromStdString(comparison)).toStdString();
    if (*field.within && op == Operator::NotEquals)
        comparison = "NOT (" + comparison + ")";
    where.sql += " AND (" + comparison + ")";
    for (const Value &value : values)
        where.values.push_back(op == Operator::Contains ? Value(likePattern(std::get<std::string>(value))) : value);
}

std::optional<sandbox::Reply> addCriterion(Where &where, const AskedCriterion &asked,
                                           std::span<const FilterField> fields)
{
    const auto field =
        std::ranges::find_if(fields, [&](const FilterField &f) { return asked.field == QLatin1StringView(f.name); });
    if (field == fields.end()) {
        QStringList names;
        for (const FilterField &known : fields)
            names << QString::fromLatin1(known.name);
        return invalidRequest(u"Criteria: Unknown criteria field '%1'."_s.arg(asked.field),
                              u"Specify one of the fields "_s + names.join(u", "_s) + u'.');
    }
    const std::optional<Operator> op = fromWire<Operator>(asked.op);
    if (!op || !isAmong(operatorsOf(*field), asked.op))
        return invalidRequest(u"Criteria: Invalid operator '%1' for criteria '%2'."_s.arg(asked.op, asked.field),
                              u"Specify one of the operators "_s +
                                  QString::fromLatin1(operatorsOf(*field)).replace(u"|"_s, u", "_s) + u'.');
    std::vector<Value> values;
    if (*op != Operator::None) {
        constexpr qsizetype mostValues = 10'000; // what the service takes is not known; SQLite ends at 32,766
        const QStringList words = *op == Operator::In ? asked.value.split(u',') : QStringList{asked.value};
        if (words.size() > mostValues)
            return invalidRequest(u"Criteria: Too many values for criteria '%1'."_s.arg(asked.field));
        for (const QString &word : words) {
            const std::optional<Value> value = valueOf(*field, word);
            if (!value)
                return invalidRequest(
                    u"Criteria: Invalid value format for criteria '%1' (%2)."_s.arg(asked.field, asked.value),
                    field->type == FieldType::Boolean ? u"Values expected: true, false."_s
                                                      : u"Specify criteria value(s) as %1."_s.arg(formOf(*field)));
            values.push_back(*value);
        }
    }
    addComparison(where, *field, *op, values);
    return std::nullopt;
}

} // namespace

std::optional<qint64> sandbox::versionRank(const QString &text)
{
    const QStringList parts = text.split(u'.');
    if (parts.size() > 4)
        return std::nullopt;
    qint64 rank = 0;
    for (qsizetype i = 0; i < 4; ++i) {
        bool ok = i >= parts.size();
        const uint part = ok ? 0 : parts[i].toUInt(&ok);
        if (!ok || part > 0x7fff)
            return std::nullopt;
        rank = rank << 15 | part;
    }
    return rank;
}

void sandbox::Where::add(const std::string &condition, std::variant<qint64, std::string> value)
{
    sql += " AND (" + condition + ")";
    values.push_back(std::move(value));
}

int sandbox::Where::bind(SQLite::Statement &statement) const
{
    int index = 0;
    for (const auto &value : values)
        if (const qint64 *number = std::get_if<qint64>(&value))
            statement.bind(++index, int64_t(*number));
        else
            statement.bind(++index, std::get<std::string>(value));
    return index + 1;
}

Checked<Where> sandbox::whereOf(const QList<AskedCriterion> &criteria, std::span<const FilterField> fields)
{
    Where where;
    for (const AskedCriterion &criterion : criteria)
        if (const std::optional<Reply> problem = addCriterion(where, criterion, fields))
            return tl::unexpected(*problem);
    return where;
}
