// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"

/// What the service asks of a key before it takes it (documented for create; update sends the whole key). Used by the
/// form, the plan and the sandbox alike. Facts only: panes find the words.
struct KeyProblem
{
    enum class Kind {
        TitleMissing,
        TitleTaken,
        TitleHasControlCharacters, ///< XML 1.0 cannot carry them
        LimitTooSmall,             ///< a count-limited key needs a limit of 1 or more
        LimitBelowUsed,            ///< allowed, worth a warning: the key is full at once
        ExpiryMissing,
        ExpiryPast,
        PcWithSca,
        SwcaWithoutVm,
        NetworkNegative,
    };
    Kind kind;

    friend bool operator==(KeyProblem, KeyProblem) = default;
};

/// Warnings do not stop a change.
constexpr bool isWarning(KeyProblem problem)
{
    return problem.kind == KeyProblem::Kind::LimitBelowUsed;
}

/// `titlesTaken` holds the titles of the other keys, as they are on the service.
QList<KeyProblem> checkKey(const ActivationKey &key, const QDateTime &now, const QStringList &titlesTaken = {});
/// Of what checkKey() says of `wanted` only what the edit brings: an old key's own gaps are no reason to refuse an
/// unrelated edit of it.
QList<KeyProblem> problemsOfEdit(const ActivationKey &before, const ActivationKey &wanted, const QDateTime &now,
                                 const QStringList &titlesTaken = {});
bool canBeSent(const QList<KeyProblem> &problems);
