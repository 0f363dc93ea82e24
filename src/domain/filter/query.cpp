// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/query.h"
#include "domain/filter/queryvalues.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using enum FilterProblem::Kind;

namespace {

constexpr int deepest = 32;
constexpr qsizetype mostTerms = 200;

bool isSpace(QChar c)
{
    // Invisible direction marks arrive with pasted text; between terms they mean nothing.
    return c.isSpace() || (c >= QChar(0x200e) && c <= QChar(0x200f)) || (c >= QChar(0x202a) && c <= QChar(0x202e)) ||
           (c >= QChar(0x2066) && c <= QChar(0x2069)) || c == QChar(0xfeff);
}

bool isQuote(QChar c)
{
    return c == u'"' || c == u'“' || c == u'”' || c == u'„';
}

class Parser
{
public:
    Parser(const QString &text, const FilterSyntax &syntax)
        : m_text(text)
        , m_syntax(syntax)
    {
    }

    Query run()
    {
        Query query;
        query.root = readAny(0);
        query.text = m_text;
        std::ranges::stable_sort(m_problems, {}, [](const FilterProblem &p) { return p.span.position; });
        query.tokens = std::move(m_tokens);
        query.problems = std::move(m_problems);
        return query;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar(u' '); }
    void skipSpace()
    {
        while (!atEnd() && isSpace(m_text[m_at]))
            ++m_at;
    }
    TextSpan since(qsizetype start) const { return {start, m_at - start}; }
    void note(FilterProblem::Kind kind, TextSpan span, const QStringList &candidates = {})
    {
        m_problems << FilterProblem{kind, span, m_text.mid(span.position, span.length), candidates, {}};
    }
    /// A whole word in capitals, as OR is written; anything else is looked for.
    bool atWord(QStringView word) const
    {
        return QStringView(m_text).mid(m_at).startsWith(word) &&
               (m_at + word.size() >= m_text.size() || isSpace(m_text[m_at + word.size()]) ||
                m_text[m_at + word.size()] == u'(' || m_text[m_at + word.size()] == u')');
    }

    FilterNode readAny(int depth);
    FilterNode readAll(int depth);
    void readTerm(FilterNode &into, int depth);
    void readGroup(FilterNode &into, int depth);
    FilterNode readClauseOrWord();
    void readOperator(FilterClause &clause);
    void readValues(FilterClause &clause);
    void readRange(FilterClause &clause, qsizetype start);
    FilterValue readPiece(bool inList);
    const FilterField *fieldNamed(TextSpan span);

    const QString &m_text;
    const FilterSyntax &m_syntax;
    qsizetype m_at = 0;
    QList<FilterToken> m_tokens;
    QList<FilterProblem> m_problems;
    bool m_full = false;
};

FilterNode Parser::readAny(int depth)
{
    const qsizetype start = m_at;
    FilterNode any{.kind = FilterNode::Kind::Any};
    any.children.push_back(readAll(depth));
    while (!m_full && atWord(u"OR")) {
        const TextSpan word{m_at, 2};
        m_at += 2;
        FilterNode right = readAll(depth);
        if (any.children.back().children.empty() || right.children.empty())
            note(MissingTerm, word);
        any.children.push_back(std::move(right));
    }
    if (any.children.size() == 1) {
        FilterNode only = std::move(any.children.front());
        return only;
    }
    std::erase_if(any.children, [](const FilterNode &node) { return node.children.empty(); });
    any.span = since(start);
    return any;
}

FilterNode Parser::readAll(int depth)
{
    FilterNode all{.kind = FilterNode::Kind::All};
    skipSpace();
    const qsizetype start = m_at;
    for (skipSpace(); !atEnd() && !m_full && !atWord(u"OR"); skipSpace()) {
        if (peek() == u')') {
            if (depth > 0)
                break;
            note(StrayParenthesis, {m_at++, 1});
        } else if (atWord(u"AND")) {
            m_at += 3; // what stands side by side is joined by it anyway
        } else {
            readTerm(all, depth);
        }
    }
    all.span = since(start);
    return all;
}

void Parser::readTerm(FilterNode &into, int depth)
{
    if (m_tokens.size() >= mostTerms) {
        note(TooLong, {m_at, m_text.size() - m_at});
        m_at = m_text.size();
        m_full = true;
        return;
    }
    const qsizetype start = m_at;
    bool negated = false;
    while (peek() == u'-' || (peek() == u'!' && peek(1) != u'=')) {
        negated = !negated;
        ++m_at;
    }
    const qsizetype before = m_at;
    FilterNode inner{.kind = FilterNode::Kind::All};
    if (peek() == u'(')
        readGroup(inner, depth);
    else if (!atEnd() && !isSpace(peek()) && peek() != u')')
        inner.children.push_back(readClauseOrWord());
    if (m_at == before) {
        note(MissingTerm, since(start));
        return;
    }
    if (!m_tokens.isEmpty() && m_tokens.last().span.position == before && before > start) {
        FilterToken &token = m_tokens.last(); // the minus belongs to the token people see
        token.span = since(start);
        if (token.field.length > 0)
            token.field = {start, token.field.end() - start};
    }
    if (inner.children.empty())
        return;
    if (negated) {
        FilterNode none{.kind = FilterNode::Kind::Not, .span = since(start)};
        none.children.push_back(inner.children.size() == 1 ? std::move(inner.children.front()) : std::move(inner));
        into.children.push_back(std::move(none));
    } else if (inner.children.size() == 1) {
        into.children.push_back(std::move(inner.children.front()));
    } else {
        into.children.push_back(std::move(inner));
    }
}

void Parser::readGroup(FilterNode &into, int depth)
{
    const qsizetype open = m_at++;
    if (depth >= deepest) {
        note(TooDeep, {open, 1});
        m_at = m_text.size();
        m_full = true;
        return;
    }
    FilterNode inside = readAny(depth + 1);
    if (peek() == u')' && !atEnd())
        ++m_at;
    else if (!m_full)
        note(OpenParenthesis, {open, 1});
    if (inside.kind != FilterNode::Kind::All || !inside.children.empty())
        into.children.push_back(std::move(inside));
}

/// The sign after a field's name, and one more after a colon as in "left:<10".
void Parser::readOperator(FilterClause &clause)
{
    const auto take = [&] {
        const QChar c = peek();
        const bool orEqual = peek(1) == u'=';
        clause.op = c == u'!'   ? FilterOp::NotEqual
                    : c == u'<' ? (orEqual ? FilterOp::LessEqual : FilterOp::Less)
                    : c == u'>' ? (orEqual ? FilterOp::GreaterEqual : FilterOp::Greater)
                    : c == u'~' ? FilterOp::Matches
                    : c == u'=' ? FilterOp::Equal
                                : FilterOp::Has;
        m_at += orEqual && (c == u'!' || c == u'<' || c == u'>') ? 2 : 1;
    };
    take();
    const QChar c = peek();
    if (clause.op == FilterOp::Has &&
        (c == u'<' || c == u'>' || c == u'=' || c == u'~' || (c == u'!' && peek(1) == u'=')))
        take();
}

const FilterField *Parser::fieldNamed(TextSpan span)
{
    const QStringView name = QStringView(m_text).mid(span.position, span.length);
    const QList<const FilterField *> fields = m_syntax.matching(name);
    if (fields.size() == 1)
        return fields.first();
    QStringList candidates;
    for (const FilterField *field : fields)
        candidates << field->name;
    if (fields.isEmpty()) // perhaps a slip: what begins alike
        for (const FilterField &field : m_syntax.fields)
            if (QStringView(field.name.toString()).startsWith(name.left(1), Qt::CaseInsensitive))
                candidates << field.name;
    note(fields.isEmpty() ? UnknownField : AmbiguousField, span, candidates);
    return nullptr;
}

FilterNode Parser::readClauseOrWord()
{
    const qsizetype start = m_at;
    FilterNode node{.kind = FilterNode::Kind::Word};
    if (isQuote(peek())) {
        node.word = readPiece(false).text;
        node.span = since(start);
        m_tokens << FilterToken{node.span, {start, 0}};
        return node;
    }
    qsizetype end = m_at;
    while (end < m_text.size() &&
           (m_text[end].isLetter() || (end > start && (m_text[end] == u'-' || m_text[end] == u'_'))))
        ++end;
    const QChar sign = end < m_text.size() ? m_text[end] : QChar(u' ');
    const QChar after = end + 1 < m_text.size() ? m_text[end + 1] : QChar(u' ');
    const bool isOperator =
        sign == u':' || sign == u'=' || sign == u'<' || sign == u'>' || sign == u'~' || (sign == u'!' && after == u'=');
    if (!isOperator || (end == start && sign == u':')) {
        node.word = readPiece(false).text;
        if (m_at == start) // a comma or the like that no word can begin with
            node.word = m_text.mid(m_at++, 1);
        node.span = since(start);
        m_tokens << FilterToken{node.span, {start, 0}};
        return node;
    }
    m_at = end;
    node.kind = FilterNode::Kind::Clause;
    readOperator(node.clause);
    const TextSpan shown = sign == u':' ? TextSpan{start, end + 1 - start} : TextSpan{start, end - start};
    const TextSpan name{start, end - start};
    if (end == start)
        note(MissingField, since(start));
    else
        node.clause.field = fieldNamed(name);
    readValues(node.clause);
    node.span = since(start);
    m_tokens << FilterToken{node.span, shown};
    if (!node.clause.field) {
        node = {.kind = FilterNode::Kind::Word, .span = node.span, .word = m_text.mid(start, m_at - start)};
    } else if (node.clause.values.isEmpty()) {
        note(MissingValue, node.span, {QString(node.clause.field->name)});
    } else {
        readClauseValues(node.clause, m_problems);
    }
    return node;
}

/// A word or a quoted text. Inside quotes a backslash takes the next sign as it is.
FilterValue Parser::readPiece(bool inList)
{
    FilterValue value;
    const qsizetype start = m_at;
    if (isQuote(peek()) && !atEnd()) {
        value.quoted = true;
        ++m_at;
        while (!atEnd() && !isQuote(m_text[m_at])) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size() &&
                (isQuote(m_text[m_at + 1]) || m_text[m_at + 1] == u'\\'))
                ++m_at;
            value.text.append(m_text[m_at++]);
        }
        if (atEnd())
            note(OpenQuote, since(start));
        else
            ++m_at;
    } else {
        while (!atEnd() && !isSpace(m_text[m_at]) && m_text[m_at] != u'(' && m_text[m_at] != u')' &&
               !(inList && m_text[m_at] == u','))
            ++m_at;
        value.text = m_text.mid(start, m_at - start);
    }
    value.span = since(start);
    return value;
}

void Parser::readValues(FilterClause &clause)
{
    const qsizetype start = m_at;
    if (clause.op == FilterOp::Matches && !isQuote(peek())) { // a pattern may hold parentheses
        while (!atEnd() && !isSpace(m_text[m_at]))
            ++m_at;
        if (m_at > start)
            clause.values << FilterValue{.text = m_text.mid(start, m_at - start), .span = since(start)};
        return;
    }
    if (peek() == u'(' && !atEnd()) {
        ++m_at;
        for (skipSpace(); !atEnd() && peek() != u')'; skipSpace()) {
            const qsizetype before = m_at;
            if (FilterValue value = readPiece(true); value.span.length > 0)
                clause.values << value;
            skipSpace();
            if (peek() == u',' || m_at == before)
                ++m_at;
        }
        if (atEnd())
            note(OpenParenthesis, {start, 1});
        else
            ++m_at;
        return;
    }
    readRange(clause, start);
}

void Parser::readRange(FilterClause &clause, qsizetype start)
{
    FilterValue first = readPiece(false);
    const auto kind = clause.field ? clause.field->kind : FilterField::Kind::Text;
    const bool ranged = kind == FilterField::Kind::Number || kind == FilterField::Kind::Percent ||
                        kind == FilterField::Kind::Version || kind == FilterField::Kind::Past ||
                        kind == FilterField::Kind::Future;
    FilterValue second;
    if (ranged && first.quoted && peek() == u'.' && peek(1) == u'.') {
        m_at += 2;
        second = readPiece(false);
    } else if (const qsizetype dots = ranged && !first.quoted ? first.text.indexOf(".."_L1) : -1; dots >= 0) {
        m_at = first.span.position + dots;
        first.text.truncate(dots);
        first.span.length = dots;
        m_at += 2;
        second = readPiece(false);
    } else {
        if (first.span.length > 0)
            clause.values << first;
        return;
    }
    if (first.text.isEmpty() && second.text.isEmpty())
        note(MissingValue, since(start));
    clause.range = true;
    clause.values << first << second;
}

} // namespace

Query parseQuery(const QString &text, const FilterSyntax &syntax)
{
    return Parser(text, syntax).run();
}

QList<TextSpan> spacesInside(const Query &query)
{
    QList<TextSpan> spaces;
    for (const FilterToken &token : query.tokens)
        for (qsizetype at = token.span.position; at < std::min(token.span.end(), query.text.size()); ++at)
            if (query.text[at] == u' ')
                spaces << TextSpan{at, 1};
    return spaces;
}

QString quotedForFilter(const QString &value)
{
    const bool plain =
        !value.isEmpty() &&
        std::ranges::none_of(
            value,
            [](QChar c) { return isSpace(c) || isQuote(c) || c == u'(' || c == u')' || c == u',' || c == u'\\'; }) &&
        !value.contains(".."_L1) && !QStringView(u"<>=~!").contains(value.front());
    if (plain)
        return value;
    QString quoted = u"\""_s;
    for (const QChar c : value) {
        if (isQuote(c) || c == u'\\')
            quoted.append(u'\\');
        quoted.append(c);
    }
    return quoted + u'"';
}
