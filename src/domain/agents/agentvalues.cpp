// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentcompile.h"

#include "domain/filter/folding.h"
#include "domain/filter/valuetests.h"
#include "domain/modules.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 mostOfPart = std::numeric_limits<quint32>::max();

struct VersionSpan
{
    AgentVersion from, to;
};

std::optional<VersionSpan> spanOf(const QString &text)
{
    int given = 0;
    const std::optional<AgentVersion> from = readAgentVersion(text, &given);
    if (!from)
        return {};
    VersionSpan span{*from, *from};
    for (std::size_t part = std::size_t(given); part < span.to.parts.size(); ++part)
        span.to.parts[part] = mostOfPart;
    return span;
}

bool isVersion(const VersionWord &version, const FilterValue &value)
{
    const std::optional<VersionSpan> span = spanOf(value.text);
    if (!span || !version.number)
        return Needle(value.text).equals(version.text);
    return *version.number >= span->from && *version.number <= span->to;
}

bool versionMatches(const VersionWord &version, const FilterClause &clause)
{
    const auto any = [&](const auto &test) { return std::ranges::any_of(clause.values, test); };
    if (clause.op == FilterOp::Matches)
        return clause.pattern.match(version.text).hasMatch();
    if (clause.range) {
        const std::optional<VersionSpan> from = spanOf(clause.values[0].text), to = spanOf(clause.values[1].text);
        const bool within =
            version.number && (!from || *version.number >= from->from) && (!to || *version.number <= to->to);
        return within;
    }
    if (clause.op == FilterOp::Has)
        return any(
            [&](const FilterValue &value) { return searchFolded(version.text).startsWith(searchFolded(value.text)); });
    if (clause.op == FilterOp::Equal || clause.op == FilterOp::NotEqual)
        return any([&](const FilterValue &value) { return isVersion(version, value); });
    const std::optional<VersionSpan> span = spanOf(clause.values.first().text);
    if (!span || !version.number)
        return false;
    switch (clause.op) {
    case FilterOp::Less:
        return *version.number < span->from;
    case FilterOp::LessEqual:
        return *version.number <= span->to;
    case FilterOp::Greater:
        return *version.number > span->to;
    default:
        return *version.number >= span->from;
    }
}

QString codeOf(const QString &agentWord)
{
    const int number = moduleNumber(agentWord);
    return number >= 0 ? knownModules()[std::size_t(number)].code.toString() : agentWord;
}

bool beginsWith(const QString &agentWord, const QString &beginning)
{
    return codeOf(agentWord).startsWith(beginning, Qt::CaseInsensitive) ||
           agentWord.startsWith(beginning, Qt::CaseInsensitive) ||
           (agentWord.startsWith("AGENT_"_L1, Qt::CaseInsensitive) &&
            QStringView(agentWord).mid(6).startsWith(beginning, Qt::CaseInsensitive));
}

} // namespace

WordSet versionsMeant(const AgentWords &words, const FilterClause &clause)
{
    WordSet meant(words.versions.size());
    for (quint32 i = 0; i < meant.size(); ++i)
        meant[i] = versionMatches(words.versions[i], clause);
    return meant;
}

/// A value that names a module means it; any other is a beginning, so that rows do not vanish while "FIM" is typed.
WordSet modulesMeant(const AgentWords &words, const FilterClause &clause)
{
    quint32 named = 0;
    QStringList unknown, beginnings;
    for (const FilterValue &value : clause.values) {
        const Module *alias = moduleOfCode(value.text);
        const int number = moduleNumber(alias ? alias->code.toString() : value.text);
        if (number >= 0)
            named |= quint32(1) << number;
        else
            (clause.op == FilterOp::Has ? beginnings : unknown) << value.text;
    }
    WordSet meant(words.modules.size());
    for (quint32 i = 0; i < meant.size(); ++i) {
        const ModulesWord &modules = words.modules[i];
        const auto anyWord = [&](const auto &test) { return std::ranges::any_of(modules.words, test); };
        if (clause.op == FilterOp::Matches)
            meant[i] = anyWord([&](const QString &word) { return clause.pattern.match(codeOf(word)).hasMatch(); });
        else
            meant[i] = (modules.bits & named) != 0 || anyWord([&](const QString &word) {
                           return unknown.contains(word, Qt::CaseInsensitive) ||
                                  std::ranges::any_of(beginnings, [&](const QString &beginning) {
                                      return beginsWith(word, beginning);
                                  });
                       });
    }
    return meant;
}
