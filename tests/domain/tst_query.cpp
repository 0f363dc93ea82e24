// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/keyfilter.h"
#include "domain/filter/query.h"
#include "support/cputime.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Problem = FilterProblem::Kind;

namespace {

QString operatorText(FilterOp op)
{
    switch (op) {
    case FilterOp::Has:
        return u":"_s;
    case FilterOp::Equal:
        return u"="_s;
    case FilterOp::NotEqual:
        return u"!="_s;
    case FilterOp::Less:
        return u"<"_s;
    case FilterOp::LessEqual:
        return u"<="_s;
    case FilterOp::Greater:
        return u">"_s;
    case FilterOp::GreaterEqual:
        return u">="_s;
    case FilterOp::Matches:
        return u"~"_s;
    }
    return {};
}

/// The tree in a form that reads in a failure: and(title:EU not(is:expired)).
QString shape(const FilterNode &node)
{
    if (node.kind == FilterNode::Kind::Word)
        return u'\'' + node.word + u'\'';
    if (node.kind == FilterNode::Kind::Clause) {
        QStringList values;
        for (const FilterValue &value : node.clause.values)
            values << value.text;
        return QString(node.clause.field->name) + operatorText(node.clause.op) +
               values.join(node.clause.range ? ".."_L1 : ","_L1);
    }
    QStringList parts;
    for (const FilterNode &child : node.children)
        parts << shape(child);
    const QLatin1StringView name = node.kind == FilterNode::Kind::All   ? "and"_L1
                                   : node.kind == FilterNode::Kind::Any ? "or"_L1
                                                                        : "not"_L1;
    return name + u'(' + parts.join(u' ') + u')';
}

} // namespace

class TestQuery : public QObject
{
    Q_OBJECT

private slots:
    void aFilterIsReadAsItsGrammarSays_data();
    void aFilterIsReadAsItsGrammarSays();
    void whatIsWrongIsNamedWithItsPlace_data();
    void whatIsWrongIsNamedWithItsPlace();
    void numbersAreReadAsPeopleWriteThem_data();
    void numbersAreReadAsPeopleWriteThem();
    void momentsAreReadAsPeopleWriteThem_data();
    void momentsAreReadAsPeopleWriteThem();
    void tokensKnowWhereTheirFieldEnds();
    void hostileTextIsReadInLinearTime_data();
    void hostileTextIsReadInLinearTime();
    void aQuotedValueIsReadBackAsItWas_data();
    void aQuotedValueIsReadBackAsItWas();
};

void TestQuery::aFilterIsReadAsItsGrammarSays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");

    QTest::addRow("nothing") << u"  "_s << u"and()"_s;
    QTest::addRow("a word") << u"EU"_s << u"and('EU')"_s;
    QTest::addRow("words side by side") << u"EU laptops"_s << u"and('EU' 'laptops')"_s;
    QTest::addRow("quoted") << u"\"EU laptops\""_s << u"and('EU laptops')"_s;
    QTest::addRow("clauses") << u"module:VM used:>0 -is:expired"_s << u"and(module:VM used>0 not(is:expired))"_s;
    QTest::addRow("shortest field names") << u"ti:x ow:y u>3"_s << u"and(title:x owner:y used>3)"_s;
    QTest::addRow("a whole name wins over longer ones") << u"is:full id:3 no:tag"_s << u"and(is:full id:3 no:tag)"_s;
    QTest::addRow("or") << u"a OR b c"_s << u"or(and('a') and('b' 'c'))"_s;
    QTest::addRow("or in small letters is a word") << u"a or b"_s << u"and('a' 'or' 'b')"_s;
    QTest::addRow("and may be written") << u"a AND b"_s << u"and('a' 'b')"_s;
    QTest::addRow("parentheses") << u"(a OR b) -(c d)"_s << u"and(or(and('a') and('b')) not(and('c' 'd')))"_s;
    QTest::addRow("exclamation mark") << u"!is:full"_s << u"and(not(is:full))"_s;
    QTest::addRow("two negations") << u"--is:full"_s << u"and(is:full)"_s;
    QTest::addRow("all operators") << u"left=1 left!=2 left<3 left<=4 left>5 left>=6 title~x left:>=7"_s
                                   << u"and(left=1 left!=2 left<3 left<=4 left>5 left>=6 title~x left>=7)"_s;
    QTest::addRow("quoted value") << u"owner:\"Dana Ruiz\""_s << u"and(owner:Dana Ruiz)"_s;
    QTest::addRow("typographic quotes") << u"owner:“Dana Ruiz”"_s << u"and(owner:Dana Ruiz)"_s;
    QTest::addRow("range") << u"left:5..10"_s << u"and(left:5..10)"_s;
    QTest::addRow("open ranges") << u"left:5.. used:..7"_s << u"and(left:5.. used:..7)"_s;
    QTest::addRow("quoted range") << u"expires:\"2026-01-01\"..\"2026-02-01\""_s
                                  << u"and(expires:2026-01-01..2026-02-01)"_s;
    QTest::addRow("list") << u"module:(VM, FIM ,\"PC\")"_s << u"and(module:VM,FIM,PC)"_s;
    QTest::addRow("dots in a text are no range") << u"title:a..b"_s << u"and(title:a..b)"_s;
    QTest::addRow("pattern with parentheses") << u"title~^(EU|US)"_s << u"and(title~^(EU|US))"_s;
    QTest::addRow("words may be shortened") << u"is:expiri status:dis"_s << u"and(is:expiring status:disabled)"_s;
    QTest::addRow("module part") << u"no:module.FIM"_s << u"and(no:module.FIM)"_s;
    QTest::addRow("a time of day is a word") << u"12:30"_s << u"and('12:30')"_s;
    QTest::addRow("a minus inside") << u"eu-west-1"_s << u"and('eu-west-1')"_s;
    QTest::addRow("empty group") << u"a () b"_s << u"and('a' 'b')"_s;
    QTest::addRow("direction marks between terms") << u"\u200fmodule:VM\u200e"_s << u"and(module:VM)"_s;
    QTest::addRow("right to left") << u"כותרת title:שלום"_s << u"and('כותרת' title:שלום)"_s;
    QTest::addRow("comma") << u", a"_s << u"and(',' 'a')"_s;
}

void TestQuery::aFilterIsReadAsItsGrammarSays()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Query query = parseQuery(text, keySyntax());
    QVERIFY2(query.isValid(), qPrintable(query.problems.isEmpty() ? QString() : query.problems.first().text));
    QCOMPARE(shape(query.root), expected);
}

void TestQuery::whatIsWrongIsNamedWithItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QStringList>("candidates");

    const auto row = [](const char *name, const QString &text, Problem kind, int position, int length,
                        const QStringList &candidates = {}) {
        QTest::addRow("%s", name) << text << int(kind) << position << length << candidates;
    };
    row("unknown field", u"a foo:x"_s, Problem::UnknownField, 2, 3);
    row("slip in a field", u"tog:x"_s, Problem::UnknownField, 0, 3, {u"title"_s, u"tag"_s, u"type"_s});
    row("ambiguous field", u"l:3"_s, Problem::AmbiguousField, 0, 1, {u"limit"_s, u"left"_s});
    row("no field", u"a >3"_s, Problem::MissingField, 2, 1);
    row("no value", u"a owner:"_s, Problem::MissingValue, 2, 6, {u"owner"_s});
    row("nothing after or", u"a OR"_s, Problem::MissingTerm, 2, 2);
    row("nothing before or", u"OR a"_s, Problem::MissingTerm, 0, 2);
    row("lonely minus", u"a - b"_s, Problem::MissingTerm, 2, 1);
    row("open quote", u"owner:\"Dana"_s, Problem::OpenQuote, 6, 5);
    row("open parenthesis", u"a (b"_s, Problem::OpenParenthesis, 2, 1);
    row("open list", u"module:(VM"_s, Problem::OpenParenthesis, 7, 1);
    row("stray parenthesis", u"a)"_s, Problem::StrayParenthesis, 1, 1);
    row("not a number", u"left:<ten"_s, Problem::BadNumber, 6, 3);
    row("a percentage of nothing", u"limit:>90%"_s, Problem::BadNumber, 7, 3);
    row("not a day", u"expires:<2026-02-30"_s, Problem::BadDate, 9, 10);
    row("unknown state", u"is:broken"_s, Problem::UnknownWord, 3, 6);
    row("ambiguous state", u"is:exp"_s, Problem::AmbiguousWord, 3, 3, {u"expired"_s, u"expiring"_s});
    row("less than a title", u"title:<x"_s, Problem::OperatorNotAllowed, 7, 1);
    row("less than never", u"expires:<never"_s, Problem::OperatorNotAllowed, 9, 5);
    row("broken pattern", u"title~a(b"_s, Problem::BadPattern, 6, 3);
}

void TestQuery::whatIsWrongIsNamedWithItsPlace()
{
    QFETCH(QString, text);
    QFETCH(int, kind);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(QStringList, candidates);
    const Query query = parseQuery(text, keySyntax());
    QVERIFY(!query.isValid());
    const FilterProblem &problem = query.problems.first();
    QCOMPARE(int(problem.kind), kind);
    QCOMPARE(problem.span, (TextSpan{position, length}));
    if (!candidates.isEmpty())
        QCOMPARE(problem.candidates, candidates);
}

void TestQuery::numbersAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("number");
    QTest::addColumn<bool>("percent");
    QTest::addRow("plain") << u"used:12"_s << 12.0 << false;
    QTest::addRow("grouped") << u"used:1,200"_s << 1200.0 << false;
    QTest::addRow("swiss") << u"used:1’200"_s << 1200.0 << false;
    QTest::addRow("percent") << u"used:>=92.5%"_s << 92.5 << true;
    QTest::addRow("negative") << u"left:-1"_s << -1.0 << false;
    QTest::addRow("arabic digits") << u"used:٤٢"_s << 42.0 << false;
}

void TestQuery::numbersAreReadAsPeopleWriteThem()
{
    QFETCH(QString, text);
    QFETCH(double, number);
    QFETCH(bool, percent);
    const Query query = parseQuery(text, keySyntax());
    QVERIFY(query.isValid());
    const FilterValue &value = query.root.children.front().clause.values.first();
    QCOMPARE(value.number, number);
    QCOMPARE(value.percent, percent);
    QVERIFY(!parseQuery(u"used:12,34"_s, keySyntax()).isValid());
}

void TestQuery::momentsAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("seconds");
    using Kind = FilterMoment::Kind;
    QTest::addRow("day") << u"expires:2026-12-31"_s << int(Kind::Day) << qint64(0);
    QTest::addRow("month") << u"expires:2026-12"_s << int(Kind::Month) << qint64(0);
    QTest::addRow("year") << u"expires:2026"_s << int(Kind::Year) << qint64(0);
    QTest::addRow("today") << u"expires:Today"_s << int(Kind::Today) << qint64(0);
    QTest::addRow("never") << u"expires:never"_s << int(Kind::Never) << qint64(0);
    QTest::addRow("days") << u"expires:<30d"_s << int(Kind::Distance) << qint64(30 * 86'400);
    QTest::addRow("weeks ago") << u"expires:>-2w"_s << int(Kind::Distance) << qint64(-14 * 86'400);
    QTest::addRow("hours") << u"created:12h"_s << int(Kind::Distance) << qint64(12 * 3'600);
}

void TestQuery::momentsAreReadAsPeopleWriteThem()
{
    QFETCH(QString, text);
    QFETCH(int, kind);
    QFETCH(qint64, seconds);
    const Query query = parseQuery(text, keySyntax());
    QVERIFY(query.isValid());
    const FilterMoment &moment = query.root.children.front().clause.values.first().moment;
    QCOMPARE(int(moment.kind), kind);
    QCOMPARE(moment.seconds, seconds);
}

void TestQuery::tokensKnowWhereTheirFieldEnds()
{
    const QString text = u"module:VM used:>0 -is:expired word os~x"_s;
    const Query query = parseQuery(text, keySyntax());
    QStringList tokens, fields;
    for (const FilterToken &token : query.tokens) {
        tokens << text.mid(token.span.position, token.span.length);
        fields << text.mid(token.field.position, token.field.length);
    }
    QCOMPARE(tokens, (QStringList{u"module:VM"_s, u"used:>0"_s, u"-is:expired"_s, u"word"_s, u"os~x"_s}));
    QCOMPARE(fields, (QStringList{u"module:"_s, u"used:"_s, u"-is:"_s, QString(), u"os"_s}));
}

void TestQuery::hostileTextIsReadInLinearTime_data()
{
    QTest::addColumn<QString>("piece");
    for (const char *piece : {"(",      ")",        "-",       "\"",      "a",
                              "a ",     "a:",       "OR ",     "title:(", "\\",
                              "..",     "left:1..", "~",       "\u202e",  "\xf0\x9f\x94\x91",
                              "(a OR ", "-(",       "title~(", "9",       "%",
                              ",",      "İ",        "ı "})
        QTest::addRow("%s", piece) << QString::fromUtf8(piece);
    QTest::addRow("nul") << QString(QChar(u'\0'));
    QTest::addRow("half a pair") << QString(QChar(0xd83d));
}

void TestQuery::hostileTextIsReadInLinearTime()
{
    QFETCH(QString, piece);
    const auto nanoseconds = [&](qsizetype length) {
        const QString text = piece.repeated(length / piece.size());
        qint64 best = std::numeric_limits<qint64>::max();
        for (int round = 0; round < 5; ++round) {
            CpuTimer timer;
            timer.start();
            const Query query = parseQuery(text, keySyntax());
            best = std::min(best, timer.nsecsElapsed());
            for (const FilterToken &token : query.tokens)
                if (token.span.position < 0 || token.span.end() > text.size())
                    return qint64(-1);
            for (const FilterProblem &problem : query.problems)
                if (problem.span.position < 0 || problem.span.end() > text.size())
                    return qint64(-1);
        }
        return best;
    };
    // Eight times the text; a quadratic reader takes sixty-four times as long. A busy machine gets more than one try.
    qint64 small = 0, large = 0;
    for (int attempt = 0; attempt < 4; ++attempt) {
        small = nanoseconds(10'000);
        large = nanoseconds(80'000);
        QVERIFY(small >= 0 && large >= 0);
        if (large < 32 * std::max<qint64>(small, 20'000))
            break;
    }
    QVERIFY2(large < 32 * std::max<qint64>(small, 20'000), qPrintable(u"%1 against %2"_s.arg(large).arg(small)));
}

void TestQuery::aQuotedValueIsReadBackAsItWas_data()
{
    QTest::addColumn<QString>("value");
    for (const char *value : {"plain", "two words", "a\"b", "back\\slash", "(x)", "1,2", "<5", "", "a..b", "„x“"})
        QTest::addRow("%s", value) << QString::fromUtf8(value);
}

void TestQuery::aQuotedValueIsReadBackAsItWas()
{
    QFETCH(QString, value);
    const Query query = parseQuery(u"title:"_s + quotedForFilter(value), keySyntax());
    QVERIFY(query.isValid());
    QCOMPARE(query.root.children.front().clause.values.first().text, value);
}

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
