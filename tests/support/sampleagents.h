// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agent.h"

#include <random>

/// When the sample's day is.
QDateTime sampleNow();

/// Made-up agents as a subscription has them: names by site and role, five of two hundred tags, a dozen operating
/// systems. The same for the same number and seed, on every computer.
Agent sampleAgent(qint64 id, std::mt19937 &random);
QList<Agent> sampleAgents(int count, quint32 seed = 1);

/// Agents with everything that can be odd about one: empty, long, right to left, markup, zones, no numbers.
QList<Agent> oddAgents(qint64 firstId);
