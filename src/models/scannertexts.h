// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/scannersetting.h"

#include <QLatin1StringView>

class TagTree;

/// "External", "lark-scan-03" or "DMZ, Data centre". Tags are named as the tree has them now, else as they came.
QString scannerText(const Scanner &scanner, const TagTree *tags = nullptr);
QLatin1StringView scannerIcon(ScannerKind kind);
