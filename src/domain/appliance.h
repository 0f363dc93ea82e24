// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/wasrefs.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

/// A scanner appliance, from the classic interface. Its activation code is a secret and never read.
struct Appliance
{
    ApplianceId id;
    QString uuid;
    QString name; ///< what web apps call friendlyName: at most 15 characters, no blanks
    QString softwareVersion;
    int runningSlices = 0, runningScans = 0;
    QString status; ///< Online, Offline; open list

    // In the full list only.
    QString model, type; ///< type: Virtual, Physical, …; open list
    QStringList tags;    ///< names; this interface knows tags by UUID, never by the numeric id
    std::optional<bool> scannerCurrent, signaturesCurrent;
    QDateTime updated; ///< UTC
    int heartbeatsMissed = 0;
    QString comments;

    bool isOnline() const { return status.compare(QLatin1String("Online"), Qt::CaseInsensitive) == 0; }
    friend bool operator==(const Appliance &, const Appliance &) = default;
};

/// A pool: an asset tag that sits on appliances, by name.
struct AppliancePool
{
    QString tag;
    int appliances = 0, online = 0;

    friend bool operator==(const AppliancePool &, const AppliancePool &) = default;
};

/// Every tag on these appliances, in name order.
QList<AppliancePool> poolsOf(const QList<Appliance> &appliances);
/// Whether a scan can be sent from a pool now; nothing when no appliance is known to carry the tag, since lists can be
/// narrowed by the user's rights.
std::optional<bool> hasOnline(const QList<Appliance> &appliances, const QString &tag);
