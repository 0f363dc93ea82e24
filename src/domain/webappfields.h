// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "domain/webappedit.h"

#include <QJsonObject>

/// A web app as named values, the form in which changes are planned, journaled and compared field by field. Names are
/// the wire's own, of the crawl lists the newer ones. Lists are sorted, so equal sets are equal values. Headers are
/// never among them: they hold secrets.
namespace webappfields {

using namespace Qt::StringLiterals;

inline constexpr auto name = "name"_L1;
inline constexpr auto url = "url"_L1;
inline constexpr auto owner = "owner"_L1;     ///< id
inline constexpr auto scanner = "scanner"_L1; ///< see toJson(Scanner)
inline constexpr auto locked = "scannerLocked"_L1;
inline constexpr auto scope = "scope"_L1;
inline constexpr auto subDomain = "subDomain"_L1;
inline constexpr auto domains = "domains"_L1;
inline constexpr auto uris = "uris"_L1;
inline constexpr auto attributes = "attributes"_L1;     ///< object: name to value
inline constexpr auto profile = "defaultProfile"_L1;    ///< id, 0 for none
inline constexpr auto authRecords = "authRecords"_L1;   ///< ids
inline constexpr auto dnsOverrides = "dnsOverrides"_L1; ///< ids
inline constexpr auto excludedUrls = "urlExcludelist"_L1;
inline constexpr auto allowedUrls = "urlAllowlist"_L1;
inline constexpr auto excludedPostData = "postDataExcludelist"_L1;
inline constexpr auto logoutPatterns = "logoutRegexList"_L1;
inline constexpr auto robots = "useRobots"_L1;
inline constexpr auto sitemap = "useSitemap"_L1;
inline constexpr auto progressive = "progressiveScanning"_L1;
inline constexpr auto malwareMonitoring = "malwareMonitoring"_L1;
inline constexpr auto malwareNotification = "malwareNotification"_L1;
inline constexpr auto tags = "tags"_L1;     ///< ids
inline constexpr auto cancel = "config"_L1; ///< {"afterHours": 6} or {"at": "23:30"}; null without a rule
/// How many findings there are. A purge is the wish for none, and nothing else can be wished; it is known only where it
/// was counted, and not counted is not none.
inline constexpr auto findings = "findings"_L1;
/// Of a create: takes over an existing asset and deletes its history. Never read back.
inline constexpr auto reactivate = "reactivateIfExists"_L1;
/// Of a delete: takes the asset out of the subscription too. Never read back.
inline constexpr auto removeFromSubscription = "removeFromSubscription"_L1;

/// The fields a person can edit, in the order they are shown.
QStringList editable();

} // namespace webappfields

/// What one update may change: each part needs a permission of its own, so each travels alone and one refusal does not
/// lose the rest.
enum class WebAppPart { Rest, Scanner, Url, Purge };
WebAppPart webAppPartOf(QAnyStringView field);
/// Whether all of it belongs to one part; nothing when it does not, or when it is empty.
std::optional<WebAppPart> webAppPartOf(const QJsonObject &desired);
/// The part as people call it and the permission that it needs beyond Edit Web Asset, or instead of it for a purge, in
/// the service's own words; empty for Rest. The first is for QT_TRANSLATE_NOOP context "WebAppPart".
const char *webAppPartName(WebAppPart part);
QLatin1StringView webAppPartPermission(WebAppPart part);

/// {"kind":"pool","tags":[1,2]}, {"kind":"appliance","appliance":"dmz-01"}, {"kind":"external"}.
QJsonValue toJson(const Scanner &scanner);
std::optional<Scanner> scannerFromJson(const QJsonValue &value); ///< tags without names

/// What is known of the app: of one from a search no more than name, URL, owner and, where they are listed, tags.
QJsonObject webAppToFields(const WebApp &app);
/// Puts the named values onto the app; names it does not know are left alone. Names of tags, profiles and records are
/// taken from `app` where it has them.
void applyWebAppFields(WebApp &app, const QJsonObject &fields);
/// The fields of `after` that differ from `before`; what `after` does not know is no difference.
QJsonObject changedWebAppFields(const WebApp &before, const WebApp &after);
/// Missing, null and an empty list are equal; lists compare as sets. Of findings, only numbers are.
bool sameWebAppValue(const QJsonValue &a, const QJsonValue &b);
bool sameWebAppValue(QAnyStringView field, const QJsonValue &a, const QJsonValue &b);

/// What the write does, given what stands there now: only what differs. Rejected where a value cannot be written, such
/// as taking away a default profile or a rule that cancels scans.
Result<WebAppEdit> webAppEditOf(const QJsonObject &now, const QJsonObject &desired, CrawlListNames listNames);
/// Whether all of it can be written, whatever parts it is made of.
Outcome canWriteWebApp(const QJsonObject &now, const QJsonObject &desired);
Result<ScannerEdit> scannerEditOf(const QJsonObject &desired);
Result<NewWebApp> newWebAppOf(const QJsonObject &desired);
