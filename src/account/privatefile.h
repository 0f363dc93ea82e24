// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QString>

/// Writes a file for its owner's eyes, 0600, replaced as a whole or not at all: an older one stays as it was when there
/// is no room. A symbolic link is replaced, not followed. The failure is NotStored, its code "NOT_WRITTEN".
Outcome writePrivateFile(const QString &path, const QByteArray &content);
