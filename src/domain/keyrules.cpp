// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/keyrules.h"

using namespace Qt::StringLiterals;

QList<KeyProblem> checkKey(const ActivationKey &key, const QDateTime &now, const QStringList &titlesTaken)
{
    using enum KeyProblem::Kind;
    QList<KeyProblem> problems;
    const auto note = [&](KeyProblem::Kind kind) { problems.append({kind}); };
    const auto has = [&](QLatin1StringView word) { return key.modules.contains(word, Qt::CaseInsensitive); };
    const auto isControl = [](QChar c) { return c < u' ' && c != u'\t' && c != u'\n' && c != u'\r'; };

    if (key.title.trimmed().isEmpty())
        note(TitleMissing);
    else if (titlesTaken.contains(key.title))
        note(TitleTaken);
    if (std::ranges::any_of(key.title, isControl))
        note(TitleHasControlCharacters);
    if (limitsCount(key.type) && key.countPurchased < 1)
        note(LimitTooSmall);
    else if (limitsCount(key.type) && key.countPurchased < key.countUsed)
        note(LimitBelowUsed);
    if (limitsTime(key.type) && !key.expires)
        note(ExpiryMissing);
    else if (limitsTime(key.type) && *key.expires <= now)
        note(ExpiryPast);
    if (has("PC_LICENSE"_L1) && has("SCA"_L1))
        note(PcWithSca);
    if (has("SWCA"_L1) && !has("VM_LICENSE"_L1))
        note(SwcaWithoutVm);
    if (key.networkId < 0)
        note(NetworkNegative);
    return problems;
}

QList<KeyProblem> problemsOfEdit(const ActivationKey &before, const ActivationKey &wanted, const QDateTime &now,
                                 const QStringList &titlesTaken)
{
    const QList<KeyProblem> old = checkKey(before, now, before.title == wanted.title ? titlesTaken : QStringList());
    QList<KeyProblem> problems = checkKey(wanted, now, titlesTaken);
    problems.removeIf([&](KeyProblem problem) {
        const bool another = problem.kind == KeyProblem::Kind::ExpiryPast && wanted.expires != before.expires;
        return old.contains(problem) && !another;
    });
    return problems;
}

bool canBeSent(const QList<KeyProblem> &problems)
{
    return std::ranges::all_of(problems, isWarning);
}
