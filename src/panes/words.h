// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/signin.h"
#include "base/failure.h"
#include "domain/keyrules.h"
#include "domain/tag.h"

#include <QDateTime>
#include <QJsonValue>
#include <QString>

/// A failure for people: what happened, and what to do next.
struct Sentence
{
    QString what;
    QString next;

    QString together() const { return next.isEmpty() ? what : what + u' ' + next; }
};

/// Of tags by their ids, sorted; "#12" for one that is not known, empty for none.
QString tagNames(const QJsonValue &ids, const TagTree &tags);
/// Day and time, short and local; empty for none.
QString dateTimeText(const QDateTime &utc);
/// "14:03" of today, "25 Nov 14:03" of another day, in local time.
QString momentText(const QDateTime &utc);

/// The one place that turns kinds into sentences. The switch inside has no default, so a new kind does not compile
/// until it has words.
Sentence sentenceOf(const Failure &failure);
/// Code, status and the service's own words, for a details area; plain text.
QString detailsOf(const Failure &failure);
/// For the sign-in sheet, where a refusal has several causes that the answer cannot tell apart.
Sentence signInSentence(const Failure &failure, const QString &host, int attempt);

QString problemText(KeyProblem problem);
QString accessText(const ModuleAccess &access);
QString partName(ModuleAccess::Part part);
/// A role as people know it: the service writes "UNIT MANAGER". Roles a subscription made itself stay as they are.
QString roleText(const QString &role);

/// "2 min ago", "just now", "3 h ago".
QString ageText(const QDateTime &then, const QDateTime &now);
/// "about 40 s", "about 4 min", "about 3 h 20 min".
QString durationText(std::chrono::seconds duration);
