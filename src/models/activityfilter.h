// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/plan.h"
#include "domain/filter/query.h"

#include <functional>

/// The fields plans and their changes are filtered by: is:, plan:, title:, by:.
const FilterSyntax &activitySyntax();

/// Whether a change of a plan is shown.
using ActivityTest = std::function<bool(const Plan &, const Change &)>;

/// `words` are what the table says about a change, in which free words are looked for. Clauses with a problem count as
/// absent, so make it of valid queries only. Empty when everything is accepted.
ActivityTest activityTest(const Query &query, const QDateTime &now,
                          const std::function<QString(const Plan &, const Change &)> &words);
