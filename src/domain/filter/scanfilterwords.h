// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/recordfilter.h"
#include "domain/scanstatus.h"

#include <array>

/// The service's words in small letters, in the order completion offers them. Scans and web apps are filtered by the
/// same ones; others that the service adds are taken as they are.
namespace scanfilterwords {

using namespace Qt::StringLiterals;

inline constexpr auto results = std::to_array<QLatin1StringView>({
    "successful"_L1,
    "no_host_alive"_L1,
    "no_web_service"_L1,
    "time_limit_reached"_L1,
    "time_limit_exceeded"_L1,
    "canceled"_L1,
    "canceled_with_results"_L1,
    "service_error"_L1,
    "scan_internal_error"_L1,
    "scan_results_invalid"_L1,
    "scan_not_launched"_L1,
    "scanner_not_available"_L1,
    "error"_L1,
    "running"_L1,
    "submitted"_L1,
    "processing"_L1,
    "to_be_processed"_L1,
    "canceling"_L1,
    "finished"_L1,
    "not_used"_L1,
    "deleted"_L1,
    "unknown"_L1,
});
inline constexpr auto auth = std::to_array<QLatin1StringView>({
    "failed"_L1,
    "partial"_L1,
    "successful"_L1,
    "none"_L1,
    "not_used"_L1,
    "unknown"_L1,
});

/// A clause on such a word. `wordOf` tells a record's, as normalizedScanWord() or `plain` spells it; `plain` makes
/// words alike that mean the same. As it was typed the word is looked for too: the status FINISHED, where it stands in
/// for a result, is not SUCCESSFUL.
template <typename Record, typename WordOf>
recordfilter::Predicate<Record> predicate(const FilterClause &clause, WordOf wordOf,
                                          QString (*plain)(const QString &) = normalizedScanWord)
{
    return recordfilter::anyWord<Record>(
        clause, [wordOf, plain](const QString &word) -> recordfilter::Predicate<Record> {
            return [wordOf, asTyped = normalizedScanWord(word), wanted = plain(word)](const Record &record) {
                const QString has = wordOf(record);
                return wanted == "UNKNOWN"_L1 ? has.isEmpty() : has == wanted || has == asTyped;
            };
        });
}

} // namespace scanfilterwords
