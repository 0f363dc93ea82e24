// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/query.h"

/// What is wrong with a filter, and what to type instead, in one or two sentences.
QString filterProblemText(const FilterProblem &problem);
