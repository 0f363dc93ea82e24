// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/paging.h"

namespace sandbox {

/// What search, count and get need to know about one kind of record of `was`.
struct WasRecords
{
    const char *table;
    std::function<Checked<Where>(const QList<AskedCriterion> &)> where;
    std::function<QList<Node>(const QList<qint64> &)> rows; ///< of a page
    std::function<std::optional<Node>(qint64)> whole;       ///< of a get
};

/// Search, count or get; anything else is not supported.
Reply answerWasRead(const Call &call, const WasRecords &records);

/// The ids that a call means which changes what it finds: the one in its address, or all that its criteria select. One
/// that names neither is refused, and so is an address of nothing.
Checked<QList<qint64>> meantIds(const Call &call, const char *table,
                                const std::function<Checked<Where>(const QList<AskedCriterion> &)> &where);

/// An answer that has the ids alone, which is all that a write tells.
Reply idsAnswer(const QString &element, const QList<qint64> &ids);

} // namespace sandbox
