// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/webapp.h"

#include <QJsonObject>

inline constexpr qsizetype longestWebAppName = 256;
inline constexpr qsizetype longestApplianceName = 15;
inline constexpr int mostCancelHours = 24;

/// Why something must not be sent for a web app or a scan. The service has the last word; these are the refusals that
/// are certain.
struct WebAppProblem
{
    enum class Kind {
        NameMissing,
        NameTooLong,
        UrlMissing,
        UrlNotAbsolute, ///< no scheme or no host
        UrlNotHttp,
        UrlHasBlanks,
        UrlMalformed,
        UrlHasPassword,   ///< user:password@ would stand in every list and report
        PoolEmpty,        ///< a pool of no tags
        ApplianceMissing, ///< one appliance, and none is named
        ApplianceNameBad, ///< too long, or with blanks: no appliance is called so
        LockNeedsScanner, ///< a lock holds scans to the default scanner, and none is known
        SubDomainMissing, ///< scope SUBDOMAIN
        DomainsMissing,   ///< scope DOMAINS
        CancelOutOfRange, ///< hours from 1 to 24, or a time such as 23:30
        ProfileMissing,   ///< of a launch: neither it nor the app names an option profile
        ScannerLocked,    ///< of a launch: the app is locked to another scanner
        AppMissing,
        TypeMissing,
        TagsMissing,     ///< of a launch for many: without a tag it would mean every app
        CannotBeCleared, ///< a value that can be changed and not taken away
    };
    Kind kind;
    QString field; ///< as in domain/webappfields.h or domain/scanfields.h

    friend bool operator==(const WebAppProblem &, const WebAppProblem &) = default;
};

/// A whole sentence that says what is wrong and what helps, for QT_TRANSLATE_NOOP context "WebAppRules".
const char *explanationOf(WebAppProblem::Kind kind);

/// A starting URL: http or https, a host, no blanks. Nothing when it will do.
std::optional<WebAppProblem::Kind> checkStartingUrl(const QString &url);
/// Hosts that the app's domains, further URLs and exclude lists name and that a new URL leaves behind: an edit of the
/// URL changes none of them. Patterns are not read.
QStringList hostsLeftBehind(const WebApp &app, const QString &newUrl);

/// `edited`: what is about to change, as in domain/webappfields.h; only that is judged, for what an app has already was
/// taken by the service. `before` is the app as known.
QList<WebAppProblem> checkWebAppEdit(const WebApp &before, const QJsonObject &edited);
/// Name and URL must be there, and what else is given is judged.
QList<WebAppProblem> checkNewWebApp(const QJsonObject &desired);

/// `app` is what is known of the web app. An unknown lock stops nothing, since the service decides.
QList<WebAppProblem> checkLaunch(const ScanLaunch &launch, const WebApp &app);
QList<WebAppProblem> checkLaunch(const MultiLaunch &launch);
/// The launch as it is to be sent: on a locked app the scanner is left out, so that the service takes the default one.
ScanLaunch withinLock(ScanLaunch launch, const WebApp &app);
