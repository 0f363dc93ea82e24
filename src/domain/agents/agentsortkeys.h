// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentcolumns.h"
#include "domain/agents/stablesorts.h"

/// What rows are compared by. Keys are bytes without a zero among them; ranks are by number of the word, and equal
/// words have equal ones.
namespace agentsortkeys {

/// In natural order: a run of digits is its length and then the digits, without zeros in front.
void appendNatural(std::string_view folded, stablesorts::KeyWindow &key);
void appendName(const AgentRows &agents, quint32 row, stablesorts::KeyWindow &key);
/// IPv4 by number, then IPv6, then anything else as text.
void appendAddress(const AgentRows &agents, quint32 row, stablesorts::KeyWindow &key);
void appendDns(const AgentRows &agents, quint32 row, stablesorts::KeyWindow &key);
/// The first tag's name counts most, as the cell shows them.
void appendTags(const AgentRows &agents, quint32 row, const std::vector<quint32> &ranks, stablesorts::KeyWindow &key);

std::vector<quint32> tagRanks(const AgentWords &words);
std::vector<quint32> systemRanks(const AgentWords &words);
std::vector<quint32> versionRanks(const AgentWords &words); ///< by the numbers; what has none by its text, before
std::vector<quint32> moduleRanks(const AgentWords &words);  ///< by how many, then which
std::vector<quint32> keyRanks(const AgentWords &words);     ///< by title, then by the end of the key
std::vector<quint32> kindRanks(const AgentWords &words, QString KindWord::*part);

} // namespace agentsortkeys
