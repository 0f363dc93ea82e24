// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace qps {

/// A request as people read it: each element on a line of its own, inside what it belongs to. What is not XML comes
/// back as it is. Not for sending: blanks inside elements may be others.
QString readable(const QByteArray &request);

} // namespace qps
