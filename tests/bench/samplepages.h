// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

/// Full: all the service has of a record. Of a host asset also the lists that a record has when nothing was found yet:
/// tags, ports, volumes, interfaces; of a key many modules and tags (10 and 6) and, as in its samples, two agents.
/// Trimmed: what the program's list asks for; of a key that is an ordinary one (5 modules, 3 tags).
enum class PageShape { Full, Trimmed };

/// A page of host assets with agents, laid out as the service's samples in tests/data/ca are, the same bytes at each
/// call, about 5 and 1.7 KB each, which the bars were set for. One name in 50 is not ASCII, tags need escaping.
QByteArray agentPage(int agents, PageShape shape, qint64 first = 880'400'001, bool more = true);

/// A page of activation keys, laid out as the service's samples in tests/data/ca are, the same bytes at each call; one
/// title in 50 is not ASCII, one in 10 needs escaping. Ids count up from `first`.
QByteArray keyPage(int keys, PageShape shape, qint64 first = 5'200'001, bool more = true);
