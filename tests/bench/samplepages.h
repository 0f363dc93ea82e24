// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

/// Full: all the service has of a key, with many modules and tags (10 and 6) and, as in its samples, two agents.
/// Trimmed: what the program's list asks for of an ordinary key (5 modules, 3 tags), which is about as large as the
/// trimmed host asset that the bars were set for.
enum class PageShape { Full, Trimmed };

/// A page of activation keys, laid out as the service's samples in tests/data/ca are, the same bytes at each call; one
/// title in 50 is not ASCII, one in 10 needs escaping. Ids count up from `first`.
QByteArray keyPage(int keys, PageShape shape, qint64 first = 5'200'001, bool more = true);
