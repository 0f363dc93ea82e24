// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"

#include <QSet>

#include <optional>

enum class ScannerKind { External, Appliance, Pool };

/// As a scan's target spells them. A web app has no word for a pool: it is told by `defaultScannerTags` there.
constexpr auto wireTable(ScannerKind)
{
    using namespace Qt::StringLiterals;
    using enum ScannerKind;
    return std::to_array<Wire<ScannerKind>>({
        {External, "EXTERNAL"_L1},
        {Appliance, "INTERNAL"_L1},
        {Pool, "scannerTags"_L1},
    });
}

/// What scans from: the service's own scanners, one appliance, or any appliance that carries one of some tags.
struct Scanner
{
    ScannerKind kind = ScannerKind::External;
    QString appliance;  ///< of Appliance: its name, `friendlyName` on the wire
    QList<TagRef> pool; ///< of Pool

    /// Only what belongs to the kind counts, and of a tag its id.
    friend bool operator==(const Scanner &a, const Scanner &b)
    {
        if (a.kind != b.kind)
            return false;
        return a.kind == ScannerKind::Appliance ? a.appliance == b.appliance
                                                : a.kind != ScannerKind::Pool || a.poolIds() == b.poolIds();
    }
    QSet<qint64> poolIds() const
    {
        QSet<qint64> ids;
        for (const TagRef &tag : pool)
            ids << tag.id.value;
        return ids;
    }
};

/// A web app's default scanner and whether its scans are held to it. Search rows tell neither, and what was not told is
/// unknown: never "external", never "unlocked".
struct ScannerSetting
{
    std::optional<Scanner> scanner;
    std::optional<bool> locked;

    friend bool operator==(const ScannerSetting &, const ScannerSetting &) = default;
};
