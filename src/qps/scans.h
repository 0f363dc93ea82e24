// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/wasscan.h"
#include "qps/answer.h"

/// Scans of web applications on the wire: `/qps/rest/3.0/<verb>/was/wasscan`.
namespace qps {

/// A search page, a get, or the answer of `status`, which has id and state alone.
Result<Page<WasScan>> readScans(Raw raw);

/// A download: a bare <WasScan> without the envelope. A ServiceResponse in its place is an error, whatever it says.
Result<ScanResults> readScanResults(Raw raw);
/// The same, checked to its end, as bytes to be kept.
Result<QByteArray> readScanDownload(Raw raw);

} // namespace qps
