// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"
#include "sandbox/filters.h"

#include <functional>

namespace sandbox {

/// What a search needs to know about the records it finds.
struct Searched
{
    const char *table; ///< of which the page takes the rows in the order of `id`
    /// The records with these ids, in this order, with what `fields=` wants of them.
    std::function<QList<Node>(const QList<qint64> &ids)> load;
};

/// The criteria to search by: those asked for, but for the cursor when the same page shall come again and again.
QList<AskedCriterion> criteriaOf(const Call &call);

/// A page of a search: the ids first, so that only what is shown is looked up. Adds count, hasMoreRecords and lastId as
/// recordings have them: no hasMoreRecords and no data when nothing is found, no lastId on the last page.
Reply searchPage(const Call &call, Where where, const Searched &searched);

/// A count call.
Reply countOf(const Call &call, const Where &where, const char *table);

} // namespace sandbox
