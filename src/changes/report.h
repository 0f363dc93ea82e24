// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"

/// What a run did and what is left, as JSON text: for a file elsewhere, or to be copied, when the journal cannot be
/// written any more. Made from memory alone.
QByteArray rescueReport(const Plan &plan, const QDateTime &now, const QList<AttemptRecord> &attempts = {});
