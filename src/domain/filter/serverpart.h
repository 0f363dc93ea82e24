// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/query.h"

/// A criterion of a key search as the service takes it: all are joined by "and".
struct ServerCriterion
{
    QString field;     ///< "countPurchased"
    QString criterion; ///< "EQUALS", "NOT EQUALS", "GREATER", "LESSER", "IN"
    QString value;

    friend bool operator==(const ServerCriterion &, const ServerCriterion &) = default;
};

/// What of a filter the service can evaluate. Its answer holds every key the whole filter would accept, and may hold
/// more, so it is always filtered here again.
struct ServerPart
{
    QList<ServerCriterion> criteria;
    QList<TextSpan> spans; ///< of the clauses they come from
    bool complete = false; ///< nothing of the filter was left out
};

ServerPart serverPart(const Query &query);
