// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/signin.h"
#include "base/failure.h"
#include "changes/applyrun.h"
#include "domain/keyrules.h"
#include "domain/tag.h"
#include "domain/user.h"

#include <QJsonValue>
#include <QString>

/// A failure for people: what happened, and what to do next.
struct Sentence
{
    QString what;
    QString next;
    QString together() const { return next.isEmpty() ? what : what + u' ' + next; }
};

/// The one place that turns kinds into sentences. The switch inside has no default, so a new kind does not compile until
/// it has words.
Sentence sentenceOf(const Failure &failure);
/// Code, status and the service's own words, for a details area; plain text.
QString detailsOf(const Failure &failure);
/// For the sign-in sheet, where a refusal has several causes that the answer cannot tell apart.
Sentence signInSentence(const Failure &failure, const QString &host, int attempt);

QString problemText(KeyProblem problem);
QString fieldName(QStringView field);
QString operationName(Operation operation);

/// Values of key fields for people. Names come from the directory and the tree.
class FieldWords
{
public:
    FieldWords(const UserDirectory &users, const TagTree &tags) : m_users(users), m_tags(tags) {}
    QString value(QStringView field, const QJsonValue &value) const;
    /// "Modules: FIM missing" style: wanted and got for one difference.
    QString difference(const FieldDifference &difference) const;

private:
    const UserDirectory &m_users;
    const TagTree &m_tags;
};

QString keyTypeName(KeyType type);
QString stateName(ChangeState state);
/// Why a change stands where it stands, in one sentence; empty when there is nothing to say.
QString reasonText(const Change &change, const FieldWords &words);
QString pauseText(ApplyRun::Pause pause, const QDateTime &resumesAt);
QString accessText(const ModuleAccess &access);
QString partName(ModuleAccess::Part part);

/// "2 min ago", "just now", "3 h ago".
QString ageText(const QDateTime &then, const QDateTime &now);
/// "about 40 s", "about 4 min", "about 3 h 20 min".
QString durationText(std::chrono::seconds duration);
