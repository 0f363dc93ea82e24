// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/webappedit.h"
#include "qps/namedids.h"

/// Bodies of the calls for web apps, `/qps/rest/3.0/<verb>/was/webapp`. Requests are checked against a schema: they
/// hold the elements that are to change and nothing else, no list verb without an item, and tags by id alone.
namespace qps {

using WebAppIds = NamedIds<WebAppId>;

/// A page after a cursor; `limit` 1 to 1000. Verbose: rows list their tags.
QByteArray webAppSearchRequest(qint64 afterId, int limit, QList<Criterion> criteria = {});

/// The starting URL alone (permission Edit Web Application URL). Rejected when it is none.
Result<QByteArray> webAppUrlRequest(const QString &url);
/// Scanner and lock alone (permission Select and Lock/Unlock Scanner Appliance). Rejected when it changes nothing,
/// names a pool without tags or no appliance, or sets a scanner and edits a pool at once. Leaving a pool needs no more
/// than the new scanner: working clients send it alone, and the read-back shows whether the tags went.
Result<QByteArray> webAppScannerRequest(const ScannerEdit &edit);
/// Everything else. Rejected when it changes nothing.
Result<QByteArray> webAppEditRequest(const WebAppEdit &edit);
/// Rejected without a name or a URL, or with a list that is not just set.
Result<QByteArray> webAppCreateRequest(const NewWebApp &app);

/// Body of a delete; one app is named by the path, many by the body. With `fromSubscription` the asset goes too, unless
/// another module uses it; where that flag belongs is not documented beyond doubt.
QByteArray webAppDeleteRequest(const WebAppIds &ids, bool fromSubscription = false);
/// Body of a purge, which removes the findings of scans for good.
QByteArray webAppPurgeRequest(const WebAppIds &ids);

/// For the journal: the values of headers, which may be secrets, are replaced.
QByteArray redactWebApps(const QByteArray &xml);

} // namespace qps
