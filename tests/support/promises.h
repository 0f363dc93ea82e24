// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"
#include "support/keyworld.h"

/// The state of `plan` against the world: empty, or which of the promises is broken. Every test ends with it.
///  I1 at most one object for each create, or a person is asked. I2 verified means the service holds it. I3 every write
///  that arrived has an attempt. I4 every change ended or waits for a person. I5 the journal's chain is whole. Besides:
///  a delete and an update that reaches agents were carried out at most once.
QString brokenPromise(const KeyWorld &world, const Plan &plan, Journal &journal);
