// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

/// How often the bytes occur in the writable memory of this process, the caller's own copy included; -1 where a process
/// cannot look at itself.
int copiesInMemory(QByteArrayView bytes);
