// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/webapp.h"
#include "qps/answer.h"

/// Web applications on the wire: `/qps/rest/3.0/<verb>/was/webapp`. Elements come in any order and any may be missing;
/// one that is unknown is passed over.
namespace qps {

/// A search page: rows know neither scanner nor lock nor last scan.
Result<Page<WebApp>> readWebApps(Raw raw);
/// A get, or the answer of a create: whole records. An answer may be a success without any.
Result<Page<WebApp>> readWholeWebApps(Raw raw);
/// The picture in a get, a JPEG; empty when there is none or what there is cannot be decoded.
Result<QByteArray> readWebAppScreenshot(Raw raw);

} // namespace qps
