// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "qps/document.h"

namespace qps {

/// The class of a QPS responseCode. The set of codes is open: an unknown one is UnknownCode, never success.
Failure::Kind kindOfCode(QStringView code);
/// The class of a code of the classic (FO, msp) interface; without a known code, of the HTTP status.
Failure::Kind kindOfClassicCode(int code, int httpStatus);
/// By status alone, for answers whose body says nothing.
Failure::Kind kindOfStatus(int httpStatus);

/// The failure behind a body that is not the answer asked for: HTML, another root, empty, cut, classic errors, gateway
/// errors. Rules in the order of the service reference ("Response classes"): body first, then status, then header.
Failure classifyOdd(const Raw &raw, const Result<Document> &document);

} // namespace qps
