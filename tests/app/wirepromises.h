// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"
#include "support/sandbox.h"

/// All plans of the journal against what really arrived at the sandbox and what it holds: empty, or which promise is
/// broken.
///  I1 at most one object for each create, or a person is asked. I2 verified means that the service holds it. I3 every
///  write that arrived has an attempt of its own, and none arrived twice. I4 every change ended or waits for a person.
///  I5 the journal's chain is whole.
QString brokenPromise(const Sandbox &sandbox, Journal &journal);

/// Whether the key on the service has this value in the field of keyfields.
bool holds(const Sandbox &sandbox, qint64 key, const QString &field, const QJsonValue &value);
