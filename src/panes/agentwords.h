// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agentrules.h"

#include <QString>

/// "FIM" for AGENT_FIM; the word itself when it is not known.
QString moduleCodeOfAgentWord(QStringView word);
/// "vulnerability scan", as in "Start a vulnerability scan".
QString scanName(ScanKind kind);
/// Why an agent cannot make a scan, in one sentence.
QString noScanText(ScanKind kind);
/// Why an agent must not get a module, in one sentence.
QString refusalText(const ModuleRefusal &refusal);
