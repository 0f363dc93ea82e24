// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/faultrules.h"

#include "sandbox/sql.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using sandbox::FaultKind;
using sandbox::FaultRule;

constexpr auto applyThen = "apply-then-"_L1;

struct ArgumentForm
{
    FaultKind kind;
    const char *pattern; ///< of the whole argument
    const char *hint;
};

/// Kinds that are not listed take no argument.
constexpr auto argumentForms = std::to_array<ArgumentForm>({
    {FaultKind::Delay, R"(\d+)", "milliseconds"},
    {FaultKind::DelayApply, R"(\d+)", "milliseconds"},
    {FaultKind::Status, R"([1-5]\d\d( .*)?)", "an HTTP status, then optionally a blank and a body"},
    {FaultKind::Code, R"([A-Z][A-Z0-9_]*)", "a responseCode"},
    {FaultKind::RetryAfter, R"(\d+( date)?)", "seconds, then optionally \" date\" to send them as a date"},
    {FaultKind::Rate, R"(-?\d+|none)", "seconds to wait, or none to name none"},
    {FaultKind::TooMany, R"(-?\d+|none)", "seconds to wait, or none to name none"},
    {FaultKind::Redirect, R"((30[1278] )?\S+)", "optionally a status and a blank, then an address"},
    {FaultKind::DeepNest, R"(\d+)", "the depth"},
    {FaultKind::AttrBomb, R"(\d+)", "the number of attributes"},
    {FaultKind::HugePage, R"(\d+)", "MiB"},
    {FaultKind::GzipBomb, R"(\d*)", "MiB once unpacked, 200 without"},
    {FaultKind::IgnoreField, R"(\w+|\*)", "a field's name, or * for all"},
    {FaultKind::MutateBetween, R"((\w+(@\d+)?)?)", "a field's name or delete, then optionally @ID of the key"},
    {FaultKind::IndexLag, R"(\d+)", "seconds"},
    {FaultKind::RefuseAgents, R"(\d{1,3}(\.\d{1,2})?%|\d+(\+\d+)*)", "a share such as 1%, or ids with + between them"},
    {FaultKind::VanishAgents, R"(\d{1,3}(\.\d{1,2})?%|\d+(\+\d+)*)", "a share such as 1%, or ids with + between them"},
    {FaultKind::RefuseWebApps, R"(\d{1,3}(\.\d{1,2})?%|\d+(\+\d+)*)", "a share such as 1%, or ids with + between them"},
    {FaultKind::VanishWebApps, R"(\d{1,3}(\.\d{1,2})?%|\d+(\+\d+)*)", "a share such as 1%, or ids with + between them"},
    {FaultKind::EndlessMore, R"((fresh)?)", "nothing, or fresh for new records without end"},
    {FaultKind::DupElement, R"(\w*)", "an element's name, title without"},
    {FaultKind::OtherId, R"(\d*)", "the id to tell, another than the true one without"},
    {FaultKind::Charset, R"([\w-]+)", "windows-1252, ISO-8859-1 or UTF-16"},
    {FaultKind::BigHeader, R"(\d*)", "KiB, 300 without"},
    {FaultKind::ClockSkew, R"(-?\d+)", "seconds"},
    {FaultKind::SlowBody, R"([1-9]\d*/\d+)", "bytes/milliseconds"},
    {FaultKind::Truncate, R"(\d+)", "bytes"},
    {FaultKind::ChunkCut, R"(\d+)", "bytes"},
    {FaultKind::CutWithoutLength, R"(\d+)", "bytes"},
    {FaultKind::JunkAfter, R"(.*)", "the junk"},
});

tl::unexpected<Failure> wrong(const QString &text, const QString &why)
{
    return failed(Failure::Kind::Rejected, u"the fault \"%1\": %2"_s.arg(text, why));
}

/// Takes ":N", ":N-" or ":N-M" off the end of a pattern.
void takeRange(FaultRule &rule)
{
    static const QRegularExpression range(u"^(.*):(\\d+)(-(\\d*))?$"_s);
    const QRegularExpressionMatch match = range.match(rule.pattern);
    if (!match.hasMatch())
        return;
    rule.pattern = match.captured(1);
    rule.first = match.captured(2).toLongLong();
    if (match.capturedLength(3) == 0)
        rule.last = rule.first;
    else if (match.capturedLength(4) > 0)
        rule.last = match.captured(4).toLongLong();
}

bool takeKind(FaultRule &rule, QString word)
{
    if (word.startsWith(applyThen)) {
        rule.appliesFirst = true;
        word = word.sliced(applyThen.size());
    }
    const std::optional<FaultKind> kind = fromWire<FaultKind>(word);
    if (!kind || (rule.appliesFirst && !sandbox::replacesAnswer(*kind)))
        return false;
    rule.kind = *kind;
    return true;
}

bool matches(const FaultRule &rule, const QByteArray &method, const QString &target)
{
    if (rule.method != "*"_L1 && rule.method.compare(QLatin1StringView(method), Qt::CaseInsensitive) != 0)
        return false;
    qsizetype from = 0;
    for (const QString &part : rule.pattern.split(u'*')) {
        const qsizetype found = target.indexOf(part, from);
        if (found < 0)
            return false;
        from = found + part.size();
    }
    return true;
}

} // namespace

QString sandbox::FaultRule::text() const
{
    const QString word = (appliesFirst ? QString(applyThen) : QString()) + toWire(kind);
    return argument.isEmpty() ? word : word + u'=' + argument;
}

Result<FaultRule> sandbox::parseFault(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    const QString where = text.left(equals), what = text.mid(equals + 1);
    const qsizetype colon = where.indexOf(u':');
    if (equals < 0 || colon <= 0 || colon + 1 >= where.size())
        return wrong(text, u"write METHOD:PATH[:N]=KIND[=ARGUMENT]"_s);

    FaultRule rule;
    rule.method = where.left(colon);
    rule.pattern = where.mid(colon + 1);
    takeRange(rule);
    if (rule.first == 0 || (rule.last && *rule.last < *rule.first))
        return wrong(text, u"requests are counted from 1 upwards"_s);
    rule.argument = what.section(u'=', 1);
    const QString word = what.section(u'=', 0, 0);
    if (!takeKind(rule, word))
        return wrong(text, u"there is no kind \"%1\""_s.arg(word));

    const auto form = std::ranges::find(argumentForms, rule.kind, &ArgumentForm::kind);
    const QString pattern = form == argumentForms.end() ? QString() : QString::fromLatin1(form->pattern);
    const QString hint = form == argumentForms.end() ? u"no argument"_s : QString::fromLatin1(form->hint);
    const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern),
                                   QRegularExpression::DotMatchesEverythingOption);
    if (!whole.match(rule.argument).hasMatch())
        return wrong(text, u"\"%1\" takes %2"_s.arg(word, hint));
    return rule;
}

void sandbox::addFault(SQLite::Database &database, const FaultRule &rule)
{
    const QString word = rule.text().section(u'=', 0, 0);
    sql::run(database, "INSERT INTO fault (method, pattern, first, last, kind, argument) VALUES (?, ?, ?, ?, ?, ?)",
             rule.method, rule.pattern, rule.first, rule.last, word, rule.argument);
}

QList<FaultRule> sandbox::takeFaults(SQLite::Database &database, const QByteArray &method, const QString &target)
{
    QList<FaultRule> matching;
    QList<qint64> seenBefore;
    SQLite::Statement rows(database, "SELECT id, method, pattern, first, last, kind, argument, hits FROM fault "
                                     "ORDER BY id");
    while (rows.executeStep()) {
        FaultRule rule{.id = sql::number(rows, 0),
                       .method = sql::text(rows, 1),
                       .pattern = sql::text(rows, 2),
                       .first = sql::optionalNumber(rows, 3),
                       .last = sql::optionalNumber(rows, 4),
                       .argument = sql::text(rows, 6)};
        if (!matches(rule, method, target) || !takeKind(rule, sql::text(rows, 5)))
            continue;
        matching.append(rule);
        seenBefore.append(sql::number(rows, 7));
    }
    QList<FaultRule> due;
    for (qsizetype i = 0; i < matching.size(); ++i) {
        const FaultRule &rule = matching[i];
        sql::run(database, "UPDATE fault SET hits = hits + 1 WHERE id = ?", rule.id);
        const qint64 nth = seenBefore[i] + 1;
        if (nth >= rule.first.value_or(1) && nth <= rule.last.value_or(nth))
            due.append(rule);
    }
    return due;
}
