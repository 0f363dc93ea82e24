// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/exchange.h"

namespace sandbox {

/// A byte in it that is no UTF-8, as a server makes that mixes up its encodings.
QByteArray withLatin1Byte(QByteArray body);

/// The answer in another charset, declared and true: windows-1252, ISO-8859-1, UTF-16 or another that Qt knows. What
/// the charset lacks becomes a character reference. Nothing happens when Qt does not know it.
void encodeAs(Answer &answer, const QString &charset);

/// Legal XML that nobody expects: comments and a processing instruction around, comments between records, titles as
/// CDATA.
QByteArray withOddMarkup(const QByteArray &body);

} // namespace sandbox
