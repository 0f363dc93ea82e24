// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"
#include "sandbox/filters.h"

namespace sandbox {

/// What is computed of a host's row, for its answers and for filters alike.
inline constexpr char networkGuid[] = "6d20f8b1-93c7-4e5a-8b04-27f1ae9d3c60";
inline constexpr qint64 hostIdOffset = 109'700'000; ///< from the id to qwebHostId
inline constexpr qint64 vulnsUpdatedAfter = 155;    ///< seconds after a scan

/// The documented fields of a search for host assets, with those for agents alone.
std::span<const FilterField> hostFilters();
/// The shorter list of calls that change many agents.
std::span<const FilterField> bulkFilters();
/// Those by which a scan may be asked for.
std::span<const FilterField> scanFilters();
/// Those by which agents may be given another key.
std::span<const FilterField> keyChangeFilters();

/// The ids in the table `agent` that a call is about: the one in its address, or all that its criteria select. Those
/// that are named and not there are told apart, for the log.
struct Targets
{
    QList<qint64> found, missing;
};
/// Which criteria a call without an id must have.
enum class Needs { AnyCriterion, CloudAgentTag };
/// Refuses a call that names nothing. A fault may delete some of the hosts before.
Checked<Targets> targetsOf(const Call &call, std::span<const FilterField> fields, Needs needs);

} // namespace sandbox
