// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/wasscan.h"

/// A URL or pattern of the crawl lists (`UrlEntry`).
struct UrlEntry
{
    QString text;
    bool regex = false;

    friend bool operator<(const UrlEntry &a, const UrlEntry &b)
    {
        return a.text != b.text ? a.text < b.text : a.regex < b.regex;
    }
    friend bool operator==(const UrlEntry &, const UrlEntry &) = default;
};

/// A custom attribute. Answers of 2016 called its name "category".
struct WebAppAttribute
{
    QString name, value;

    friend bool operator==(const WebAppAttribute &, const WebAppAttribute &) = default;
};

struct WebAppComment
{
    QString text;
    User author;
    QDateTime created; ///< UTC

    friend bool operator==(const WebAppComment &, const WebAppComment &) = default;
};

/// When scans of an app are canceled by themselves; one of the two or none.
struct CancelRule
{
    std::optional<int> afterHours; ///< hours
    QString at;                    ///< "23:30"

    bool isSet() const { return afterHours || !at.isEmpty(); }
    friend bool operator==(const CancelRule &, const CancelRule &) = default;
};

/// Platforms renamed urlBlacklist to urlExcludelist and its relatives. Which one a platform takes is not documented, so
/// what its own answer used is written back.
enum class CrawlListNames { Blacklist, Excludelist };

/// The newest scan of an app. A get names the scan and its results; status and time come from a walk of the scans.
struct LastScan
{
    WasScanId id;
    QString name;
    ScanState state;
    QDateTime launched; ///< UTC; invalid while only a get has told of it
    QDateTime notAfter; ///< UTC; while `launched` is not known: a time by which it was launched, if there is proof

    friend bool operator==(const LastScan &, const LastScan &) = default;
};

/// A web application, as lists show it and as a get tells it. Search rows have no more than id, name, URL, owner's id,
/// tags, dates and perhaps the risk score: all else is then unknown, not off.
struct WebApp
{
    WebAppId id;
    QString name; ///< exactly as it came: real ones end in a blank or have two in a row
    QString url;
    User owner; ///< id only in rows
    std::optional<int> riskScore;
    QList<TagRef> tags;
    int tagCount = 0;  ///< rows that are not verbose count tags and do not list them
    QDateTime created; ///< UTC
    QDateTime updated; ///< UTC

    bool isWhole = false; ///< from a get; what follows is unknown otherwise
    ScannerSetting scanner;
    QDateTime scannerRead;            ///< UTC; these may be known from an earlier get, then without the rest
    std::optional<LastScan> lastScan; ///< none in a whole one: never scanned
    QString scope;                    ///< ALL, LIMIT, SUBDOMAIN, DOMAINS; open list
    QString subDomain;                ///< with SUBDOMAIN
    QStringList domains;              ///< with DOMAINS
    QStringList uris;                 ///< more to crawl
    QList<WebAppAttribute> attributes;
    Named<OptionProfile> profile; ///< without one every launch has to name a profile
    QList<Named<WebAppAuthRecord>> authRecords;
    QList<Named<DnsOverride>> dnsOverrides;
    QList<UrlEntry> excludedUrls, allowedUrls, excludedPostData, logoutPatterns;
    CrawlListNames listNames = CrawlListNames::Blacklist;
    QStringList headers; ///< "Name: value"; may hold secrets, so masked and in no journal
    QString robots;      ///< IGNORE, ADD_PATHS, BLACKLIST; open list
    std::optional<bool> sitemap, progressive, malwareMonitoring, malwareNotification, scheduled;
    CancelRule cancel;
    AuthRecordId defaultAuthRecord;
    DnsOverrideId defaultDnsOverride;
    Named<WasProxy> proxy;
    QString proxyUrl;
    QString os;
    QStringList crawlingScripts; ///< names
    QList<WebAppComment> comments;
    User createdBy, updatedBy;

    friend bool operator==(const WebApp &, const WebApp &) = default;
};

/// Whether an app was ever scanned; nothing while nobody has told.
inline std::optional<bool> isScanned(const WebApp &app)
{
    return app.lastScan ? std::optional(true) : app.isWhole ? std::optional(false) : std::nullopt;
}

/// Whether all tags are listed.
inline bool knowsTags(const WebApp &app)
{
    return app.tags.size() >= app.tagCount;
}

/// What a walk of the scans tells of its web app's last scan: the newest counts, and one that is told again is newer
/// than before. True when that is news. What a get has named by id alone gets its status and time so.
inline bool noteScan(WebApp &app, const WasScan &scan)
{
    if (scan.app.id != app.id)
        return false;
    const bool same = app.lastScan && app.lastScan->id == scan.id;
    const bool older =
        app.lastScan && !same &&
        (app.lastScan->launched.isValid() ? scan.launched < app.lastScan->launched : scan.id < app.lastScan->id);
    if (older)
        return false;
    const LastScan last{scan.id, scan.name, scan.state, scan.launched};
    if (app.lastScan == last)
        return false;
    app.lastScan = last;
    return true;
}

/// A walk of the scans that came to its end: it met every scan that was launched after `since` and has an id up to
/// `newest`. Ids rise, so a greater one may have been given when the walk was over.
struct ScanWalk
{
    QDateTime since; ///< UTC; invalid while no walk has ended
    WasScanId newest;
};

/// What a walk tells of a last scan that it did not meet and of which only a get has told: it is older. True when that
/// is news. What the first walk has told stays, for a later one tells less.
inline bool noteAbsence(WebApp &app, const ScanWalk &walk)
{
    if (!app.lastScan || app.lastScan->launched.isValid() || app.lastScan->notAfter.isValid())
        return false;
    if (!walk.since.isValid() || !app.lastScan->id || app.lastScan->id > walk.newest)
        return false;
    app.lastScan->notAfter = walk.since;
    return true;
}

/// A whole record in the place of a row or an older record: what only a walk of the scans has told stays.
inline void takeWhole(WebApp &app, WebApp whole)
{
    if (app.lastScan && (!whole.lastScan || whole.lastScan->id <= app.lastScan->id))
        whole.lastScan = app.lastScan;
    app = std::move(whole);
}
