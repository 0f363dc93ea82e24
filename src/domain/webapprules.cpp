// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/webapprules.h"

#include "domain/scanfields.h"
#include "domain/webappfields.h"

#include <QTime>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;
using Kind = WebAppProblem::Kind;

namespace {

QString hostOf(const QString &url)
{
    return QUrl(url, QUrl::StrictMode).host().toLower();
}

std::optional<Kind> checkName(const QString &name)
{
    if (name.trimmed().isEmpty())
        return Kind::NameMissing;
    return name.size() > longestWebAppName ? std::optional(Kind::NameTooLong) : std::nullopt;
}

std::optional<Kind> checkScanner(const Scanner &scanner)
{
    if (scanner.kind == ScannerKind::Pool)
        return scanner.poolIds().isEmpty() || scanner.poolIds().contains(0) ? std::optional(Kind::PoolEmpty)
                                                                            : std::nullopt;
    if (scanner.kind != ScannerKind::Appliance)
        return std::nullopt;
    if (scanner.appliance.trimmed().isEmpty())
        return Kind::ApplianceMissing;
    const bool blank = std::ranges::any_of(scanner.appliance, [](QChar c) { return c.isSpace(); });
    return blank || scanner.appliance.size() > longestApplianceName ? std::optional(Kind::ApplianceNameBad)
                                                                    : std::nullopt;
}

bool isInRange(const CancelRule &rule)
{
    if (rule.afterHours)
        return *rule.afterHours >= 1 && *rule.afterHours <= mostCancelHours;
    return QTime::fromString(rule.at, u"HH:mm"_s).isValid();
}

} // namespace

const char *explanationOf(Kind kind)
{
    switch (kind) {
    case Kind::NameMissing:
        return QT_TRANSLATE_NOOP("WebAppRules", "It needs a name.");
    case Kind::NameTooLong:
        return QT_TRANSLATE_NOOP("WebAppRules", "The name has more than 256 characters.");
    case Kind::UrlMissing:
        return QT_TRANSLATE_NOOP("WebAppRules", "It needs a URL to start from.");
    case Kind::UrlNotAbsolute:
        return QT_TRANSLATE_NOOP("WebAppRules",
                                 "The URL has to be complete, with http:// or https:// and the name of a host.");
    case Kind::UrlNotHttp:
        return QT_TRANSLATE_NOOP("WebAppRules", "Only http and https can be scanned.");
    case Kind::UrlHasBlanks:
        return QT_TRANSLATE_NOOP("WebAppRules", "There is a blank in the URL.");
    case Kind::UrlMalformed:
        return QT_TRANSLATE_NOOP("WebAppRules", "This is not a URL.");
    case Kind::UrlHasPassword:
        return QT_TRANSLATE_NOOP("WebAppRules",
                                 "The URL carries a user name or a password, which everybody who sees the "
                                 "web application could read. Use an authentication record.");
    case Kind::PoolEmpty:
        return QT_TRANSLATE_NOOP("WebAppRules", "A pool needs at least one tag. To leave the pool, choose the external "
                                                "scanners or one appliance.");
    case Kind::ApplianceMissing:
        return QT_TRANSLATE_NOOP("WebAppRules", "Choose the appliance.");
    case Kind::ApplianceNameBad:
        return QT_TRANSLATE_NOOP("WebAppRules", "The name of an appliance has no blanks and at most 15 characters.");
    case Kind::LockNeedsScanner:
        return QT_TRANSLATE_NOOP("WebAppRules",
                                 "A lock holds every scan to the default scanner, and the default scanner "
                                 "is not known. Choose it together with the lock.");
    case Kind::SubDomainMissing:
        return QT_TRANSLATE_NOOP("WebAppRules", "This scope needs a subdomain.");
    case Kind::DomainsMissing:
        return QT_TRANSLATE_NOOP("WebAppRules", "This scope needs at least one domain.");
    case Kind::CancelOutOfRange:
        return QT_TRANSLATE_NOOP("WebAppRules", "Scans are canceled after 1 to 24 hours, or at a time such as 23:30.");
    case Kind::ProfileMissing:
        return QT_TRANSLATE_NOOP("WebAppRules",
                                 "The web application has no default option profile, so the scan has to name one.");
    case Kind::ScannerLocked:
        return QT_TRANSLATE_NOOP("WebAppRules",
                                 "The web application is locked to its default scanner. Unlock it first, "
                                 "or scan with the default.");
    case Kind::AppMissing:
        return QT_TRANSLATE_NOOP("WebAppRules", "Choose the web application.");
    case Kind::TypeMissing:
        return QT_TRANSLATE_NOOP("WebAppRules", "Choose what kind of scan it is.");
    case Kind::TagsMissing:
        return QT_TRANSLATE_NOOP("WebAppRules", "Choose at least one tag.");
    case Kind::CannotBeCleared:
        break;
    }
    return QT_TRANSLATE_NOOP("WebAppRules", "This value can be changed and not taken away.");
}

std::optional<Kind> checkStartingUrl(const QString &url)
{
    if (url.trimmed().isEmpty())
        return Kind::UrlMissing;
    if (std::ranges::any_of(url, [](QChar c) { return c.isSpace(); }))
        return Kind::UrlHasBlanks;
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid())
        return Kind::UrlMalformed;
    const QString scheme = parsed.scheme().toLower();
    if (scheme.isEmpty())
        return Kind::UrlNotAbsolute;
    if (scheme != "http"_L1 && scheme != "https"_L1)
        return Kind::UrlNotHttp;
    if (parsed.host().isEmpty())
        return Kind::UrlNotAbsolute;
    return parsed.userInfo().isEmpty() ? std::nullopt : std::optional(Kind::UrlHasPassword);
}

QStringList hostsLeftBehind(const WebApp &app, const QString &newUrl)
{
    const QString host = hostOf(newUrl);
    QStringList left;
    const auto note = [&](const QString &other) {
        if (!other.isEmpty() && other != host && !left.contains(other))
            left << other;
    };
    if (host == hostOf(app.url))
        return left;
    for (const QString &domain : app.domains)
        note(domain.trimmed().toLower());
    for (const QString &uri : app.uris)
        note(hostOf(uri));
    for (const QList<UrlEntry> &list : {app.excludedUrls, app.allowedUrls})
        for (const UrlEntry &entry : list)
            if (!entry.regex)
                note(hostOf(entry.text));
    return left;
}

QList<WebAppProblem> checkWebAppEdit(const WebApp &before, const QJsonObject &edited)
{
    using namespace webappfields;
    QList<WebAppProblem> problems;
    const auto note = [&](std::optional<Kind> kind, QLatin1StringView field) {
        if (kind)
            problems << WebAppProblem{*kind, field};
    };
    const auto has = [&](QLatin1StringView field) { return edited.contains(field); };
    WebApp after = before;
    applyWebAppFields(after, edited);
    if (has(name))
        note(checkName(after.name), name);
    if (has(url))
        note(checkStartingUrl(after.url), url);
    if (has(scanner)) {
        const std::optional<Scanner> wanted = scannerFromJson(edited.value(scanner));
        note(wanted ? checkScanner(*wanted) : std::optional(Kind::CannotBeCleared), scanner);
    }
    if (edited.value(locked).toBool() && !after.scanner.scanner)
        note(Kind::LockNeedsScanner, locked);
    if (has(locked) && !edited.value(locked).isBool())
        note(Kind::CannotBeCleared, locked);
    if (has(scope) && after.scope == "SUBDOMAIN"_L1 && after.subDomain.isEmpty())
        note(Kind::SubDomainMissing, subDomain);
    if ((has(scope) || has(domains)) && after.scope == "DOMAINS"_L1 && after.domains.isEmpty())
        note(Kind::DomainsMissing, domains);
    if (has(cancel) && after.cancel.isSet() && !isInRange(after.cancel))
        note(Kind::CancelOutOfRange, cancel);
    if (has(cancel) && !after.cancel.isSet() && before.cancel.isSet())
        note(Kind::CannotBeCleared, cancel);
    if (has(profile) && !after.profile && before.profile)
        note(Kind::CannotBeCleared, profile);
    if (has(owner) && !after.owner.id && before.owner.id)
        note(Kind::CannotBeCleared, owner);
    return problems;
}

QList<WebAppProblem> checkNewWebApp(const QJsonObject &desired)
{
    using namespace webappfields;
    QJsonObject all = desired;
    for (const QLatin1StringView field : {name, url})
        if (!all.contains(field))
            all.insert(field, QString());
    if (!all.value(locked).isBool())
        all.remove(locked);
    if (all.value(scanner).isNull())
        all.remove(scanner);
    WebApp none;
    none.scanner.scanner = Scanner{}; // a new app scans with the external scanners
    return checkWebAppEdit(none, all);
}

QList<WebAppProblem> checkLaunch(const ScanLaunch &launch, const WebApp &app)
{
    QList<WebAppProblem> problems;
    const auto note = [&](std::optional<Kind> kind, QLatin1StringView field) {
        if (kind)
            problems << WebAppProblem{*kind, field};
    };
    note(checkName(launch.name), scanfields::name);
    if (launch.type.isEmpty())
        note(Kind::TypeMissing, scanfields::type);
    if (!launch.app)
        note(Kind::AppMissing, scanfields::app);
    if (launch.scanner)
        note(checkScanner(*launch.scanner), scanfields::scanner);
    // Whether an appliance of the pool would do is not known, so only the default itself is within a lock.
    if (launch.scanner && app.scanner.locked.value_or(false) && launch.scanner != app.scanner.scanner)
        note(Kind::ScannerLocked, scanfields::scanner);
    if (!launch.profile && app.isWhole && !app.profile)
        note(Kind::ProfileMissing, scanfields::profile);
    if (launch.cancelAfterHours && !isInRange({.afterHours = launch.cancelAfterHours, .at = {}}))
        note(Kind::CancelOutOfRange, scanfields::cancelAfterHours);
    return problems;
}

QList<WebAppProblem> checkLaunch(const MultiLaunch &launch)
{
    QList<WebAppProblem> problems;
    if (const std::optional<Kind> kind = checkName(launch.name))
        problems << WebAppProblem{*kind, scanfields::name};
    if (launch.type.isEmpty())
        problems << WebAppProblem{Kind::TypeMissing, scanfields::type};
    if (launch.tags.isEmpty() || !std::ranges::all_of(launch.tags, [](TagId tag) { return bool(tag); }))
        problems << WebAppProblem{Kind::TagsMissing, scanfields::tags};
    return problems;
}

ScanLaunch withinLock(ScanLaunch launch, const WebApp &app)
{
    if (app.scanner.locked.value_or(false) && launch.scanner == app.scanner.scanner)
        launch.scanner.reset();
    return launch;
}
