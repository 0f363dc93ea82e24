// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/activefaults.h"
#include "sandbox/exchange.h"
#include "sandbox/reply.h"

#include <QDateTime>

/// What the faults make of answers.
namespace sandbox {

/// "Wed, 25 Nov 2026 19:01:36 GMT"
QByteArray httpDate(const QDateTime &time);

/// The answer that a fault gives instead of the service's, and its code for the log.
struct Replacement
{
    Answer answer;
    QString code;
};
Replacement replacementOf(const FaultRule &fault, const Envelope &envelope, const QDateTime &now,
                          const QByteArray &host);

/// Changes what an answer says.
void distort(Reply &reply, const ActiveFaults &faults);
/// Changes the bytes of a written answer, its headers and the way it leaves.
void spoil(Answer &answer, const ActiveFaults &faults);

} // namespace sandbox
