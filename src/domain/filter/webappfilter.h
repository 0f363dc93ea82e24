// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/vocabulary.h"
#include "domain/webapp.h"

/// The fields web apps are filtered by: name, url, owner, tag, scanner, pool, locked, auth, result, scanned, lastscan,
/// created, updated, scope, is, id. What a list does not know of an app yet matches no value of it but `unknown`.
/// Of a last scan without a date `lastscan` takes what holds wherever the date may lie (LastScan::notAfter).
const FilterSyntax &webAppSyntax();

/// What a filter needs to know besides the web app itself. The pointers may be null and must outlive the filter.
struct WebAppFilterContext
{
    QDateTime now;
    const UserDirectory *users = nullptr;
    const TagTree *tags = nullptr;
    QTimeZone zone = QTimeZone::systemTimeZone(); ///< in which a day begins
    QSet<WebAppId> staged = {};
    QSet<WebAppId> failed = {};
    QSet<WebAppId> conflicts = {};
    QSet<WebAppId> selected = {};
};

/// A query made ready to ask of many web apps. Invalid queries hide nothing.
class WebAppFilter
{
public:
    using Predicate = std::function<bool(const WebApp &)>;

    WebAppFilter() = default; ///< accepts every web app
    WebAppFilter(const Query &query, const WebAppFilterContext &context);

    bool operator()(const WebApp &app) const { return !m_accepts || m_accepts(app); }
    bool acceptsAll() const { return !m_accepts; }

private:
    Predicate m_accepts;
};

FilterVocabulary webAppVocabulary(const QList<WebApp> &apps, const WebAppFilterContext &context);
