// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/change.h"

#include <QHash>
#include <QList>
#include <QSet>

/// Tells changes of one review apart by one number: ids of keys and of agents overlap.
qint64 reviewId(const Change &change);

/// Staged changes as the review shows them: what is the same for many objects stands once.
struct ReviewGroup
{
    Operation operation = Operation::Update;
    ObjectType type = ObjectType::ActivationKey;
    QList<Change> changes;
    bool applyOnAgents = false;
    /// What somebody else changed since the change was staged; only groups of one have any.
    QList<FieldDifference> conflicts;
    bool vanished = false;

    // By sumUp().
    QList<qint64> objects; ///< review ids
    /// Of the edited fields: the old value that all share; a field that is not in it differs among them.
    QHash<QString, QJsonValue> was;
    qint64 agents = 0; ///< that use the keys
    int requests = 0;
};

/// Changes with the same operation and the same wanted values go together; conflicting ones stand alone, and those
/// `left` out by a person (review ids) by themselves. Pure, for any thread.
QList<ReviewGroup> groupForReview(const QList<Change> &changes, const QHash<qint64, QList<FieldDifference>> &conflicts,
                                  const QSet<qint64> &vanished, const QSet<qint64> &left = {});
void sumUp(QList<ReviewGroup> &groups);
/// What differs between the values the change started from and the object as it is now: in the edited fields, or, of
/// what is to be deleted, in all.
QList<FieldDifference> conflictsOf(const Change &change, const QJsonObject &now);
