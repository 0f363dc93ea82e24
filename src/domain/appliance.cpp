// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/appliance.h"

#include <QMap>
#include <QSet>

QList<AppliancePool> poolsOf(const QList<Appliance> &appliances)
{
    QMap<QString, AppliancePool> pools;
    for (const Appliance &appliance : appliances) {
        const QSet<QString> tags(appliance.tags.begin(), appliance.tags.end());
        for (const QString &tag : tags) {
            AppliancePool &pool = pools[tag];
            pool.tag = tag;
            ++pool.appliances;
            pool.online += appliance.isOnline();
        }
    }
    return pools.values();
}

std::optional<bool> hasOnline(const QList<Appliance> &appliances, const QString &tag)
{
    const QList<AppliancePool> pools = poolsOf(appliances);
    for (const AppliancePool &pool : pools)
        if (pool.tag == tag)
            return pool.online > 0;
    return std::nullopt;
}
