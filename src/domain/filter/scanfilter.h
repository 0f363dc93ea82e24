// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/vocabulary.h"
#include "domain/wasscan.h"

#include <QMap>

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
