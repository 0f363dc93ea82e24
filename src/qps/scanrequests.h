// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/wasscan.h"
#include "qps/namedids.h"

/// Bodies of the calls for scans, `/qps/rest/3.0/<verb>/was/wasscan`. `verbose` is for web apps alone: here it makes a
/// request invalid.
namespace qps {

using WasScanIds = NamedIds<WasScanId>;

Criterion launchedAfter(const QDateTime &time); ///< strictly
Criterion scansOf(const QList<WebAppId> &apps);
Criterion scanStatusIn(const QStringList &words); ///< such as SUBMITTED, RUNNING

/// One web app. Rejected without a name, a type or an app, with an empty pool, or with an appliance that has no name.
/// What the launch leaves out is not written, so that the app's defaults count.
Result<QByteArray> scanLaunchRequest(const ScanLaunch &launch);
/// All apps that carry tags, each with its own defaults. Rejected without a tag.
Result<QByteArray> scanLaunchRequest(const MultiLaunch &launch);
/// Body of a cancel; keeping results is advised after some twenty minutes of scanning only, and not possible for the
/// parent of a multi-scan.
QByteArray scanCancelRequest(bool keepResults);
/// Body of a "scan again"; an empty name leaves the old one.
QByteArray scanAgainRequest(const QString &name);
/// Body of a delete; one scan is named by the path, many by the body.
QByteArray scanDeleteRequest(const WasScanIds &ids);

} // namespace qps
