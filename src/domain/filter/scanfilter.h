// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/vocabulary.h"
#include "domain/wasscan.h"

#include <QMap>

#include <array>

/// The service's words in small letters, in the order completion offers them. Scans and web apps are filtered by the
/// same ones; others that the service adds are taken as they are.
namespace scanfilterwords {

inline constexpr auto results = std::to_array<QLatin1StringView>({
    QLatin1StringView("successful"),
    QLatin1StringView("no_host_alive"),
    QLatin1StringView("no_web_service"),
    QLatin1StringView("time_limit_reached"),
    QLatin1StringView("time_limit_exceeded"),
    QLatin1StringView("canceled"),
    QLatin1StringView("canceled_with_results"),
    QLatin1StringView("service_error"),
    QLatin1StringView("scan_internal_error"),
    QLatin1StringView("scan_results_invalid"),
    QLatin1StringView("scan_not_launched"),
    QLatin1StringView("scanner_not_available"),
    QLatin1StringView("error"),
    QLatin1StringView("running"),
    QLatin1StringView("submitted"),
    QLatin1StringView("processing"),
    QLatin1StringView("to_be_processed"),
    QLatin1StringView("canceling"),
    QLatin1StringView("finished"),
    QLatin1StringView("not_used"),
    QLatin1StringView("deleted"),
    QLatin1StringView("unknown"),
});
inline constexpr auto auth = std::to_array<QLatin1StringView>({
    QLatin1StringView("failed"),
    QLatin1StringView("partial"),
    QLatin1StringView("successful"),
    QLatin1StringView("none"),
    QLatin1StringView("not_used"),
    QLatin1StringView("unknown"),
});

} // namespace scanfilterwords

/// The fields scans are filtered by: name, status, result, auth, app, url, mode, type, scanner, profile, by, launched,
/// reference, is, id.
const FilterSyntax &scanSyntax();

/// The newest scan of each web app; scans of which no app is known are nobody's.
QSet<WasScanId> lastScans(const QMap<WasScanId, WasScan> &scans);

/// What a filter needs to know besides the scan itself. The pointer may be null and is not kept.
struct ScanFilterContext
{
    QDateTime now;
    const QMap<WasScanId, WasScan> *scans = nullptr; ///< among which one is the last of its web app
    QTimeZone zone = QTimeZone::systemTimeZone();    ///< in which a day begins
    QSet<WasScanId> staged = {};
    QSet<WasScanId> failed = {};
    QSet<WasScanId> selected = {};
};

/// A query made ready to ask of many scans. Invalid queries hide nothing.
class ScanFilter
{
public:
    using Predicate = std::function<bool(const WasScan &)>;

    ScanFilter() = default; ///< accepts every scan
    ScanFilter(const Query &query, const ScanFilterContext &context);

    bool operator()(const WasScan &scan) const { return !m_accepts || m_accepts(scan); }
    bool acceptsAll() const { return !m_accepts; }

private:
    Predicate m_accepts;
};

FilterVocabulary scanVocabulary(const QList<WasScan> &scans);
