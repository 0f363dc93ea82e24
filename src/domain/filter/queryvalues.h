// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/query.h"

/// A number as typed: 1,200 or 1'200, a fraction, Unicode digits, an optional percent sign.
bool readFilterNumber(QStringView text, FilterValue &into);
/// A day (2026-01-31), month (2026-01), year, today, yesterday, tomorrow, never or a distance (12h 7d 2w 3m 1y, -7d).
bool readFilterMoment(QStringView text, FilterValue &into);
/// Checks and reads the values of a clause for the kind of its field.
void readClauseValues(FilterClause &clause, QList<FilterProblem> &problems);
