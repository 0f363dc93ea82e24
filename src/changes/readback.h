// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/objectport.h"

#include <QSet>

/// What a read issued after a write shows of the one object.
struct ReadBack
{
    enum class Finding {
        AsWanted,
        AsBefore, ///< as if nothing had been done: not done, or not visible yet
        Other,    ///< `differences` say where it is not as wanted
        Vanished,
    };
    Finding finding = Finding::Other;
    QList<FieldDifference> differences;
};
ReadBack readBack(const Change &change, const std::optional<Observed> &now, const ObjectPort &port);

/// New objects that may be what a create made whose answer was lost.
struct Candidates
{
    QList<qint64> exact;    ///< all of Identity as wanted
    QList<qint64> suspects; ///< its names, but something else is not as wanted or it looks too old
};
/// `claimed` are objects that other changes made; `earliest` is when the create left, by the service's clock (invalid
/// when its clock is not known).
Candidates candidatesFor(const Change &change, const QHash<qint64, Observed> &all, const QSet<qint64> &claimed,
                         const QDateTime &earliest, const ObjectPort &port);
/// Two creates whose results could not be told apart.
bool areAlike(const Change &a, const Change &b, const ObjectPort &port);
