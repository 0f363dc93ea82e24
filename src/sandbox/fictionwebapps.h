// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sql.h"

#include <QDateTime>

namespace sandbox::fiction {

/// Tags of scanner pools: with all, some, none of their appliances online, and one on no appliance at all.
inline constexpr qint64 poolDmz = 70'030'001, poolFrankfurt = 70'030'002, poolAntwerp = 70'030'003,
                        poolTerminals = 70'030'004, poolColdChain = 70'030'005, poolCloud = 70'030'006;
inline constexpr qint64 initialOptions = 1021, deepScan = 1187, discoveryOnly = 1190, gentle = 1204;
/// Authentication records by what comes of them.
inline constexpr qint64 portalLogin = 74'201, carrierLogin = 74'202, warehouseNtlm = 74'203, tariffSelenium = 74'204,
                        partnerClient = 74'205, oldIntranet = 74'206;

/// A web application as the fiction's scans need to know it.
struct SketchedApp
{
    qint64 id = 0;
    int index = 0; ///< from 0
    QString name, url, scannerType, scannerName;
    qint64 pool = 0, authRecord = 0, owner = 0;
};

/// Web applications with their pools, appliances, option profiles, authentication records, scans, schedules and
/// findings; nothing of all that when there shall be none. Twenty thousand take a second or two.
void insertWebApps(SQLite::Database &database, int count, const QDateTime &now, quint64 seed);

/// Option profiles, authentication records, DNS overrides, appliances and the tags for them.
void insertScanSurroundings(SQLite::Database &database, const QDateTime &now, quint64 seed);

/// What scans were and are, for each web application; two in five went wrong in one way or another.
void insertScans(SQLite::Database &database, const QList<SketchedApp> &apps, const QDateTime &now, quint64 seed);

} // namespace sandbox::fiction
