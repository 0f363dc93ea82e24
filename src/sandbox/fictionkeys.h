// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"
#include "sandbox/random.h"

namespace sandbox::fiction {

/// Ids of people that keys refer to.
inline constexpr qint64 marta = 410027731, tomas = 410027805, dana = 410027790, kim = 410027861, jonas = 410027874,
                        priya = 410027892;
inline constexpr qint64 nobody = 364812443; ///< owns keys, and no call tells who it is

/// A key and how many agents it has.
struct PlannedKey
{
    ActivationKey key;
    int agents = 0;
};

/// The first keys are written by hand so that everything a key can be is among them; more are made up.
QList<PlannedKey> plannedKeys(int count, const QDateTime &now, Random &random);

} // namespace sandbox::fiction
