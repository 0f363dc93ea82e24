// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/scannersetting.h"
#include "domain/user.h"
#include "domain/wasrefs.h"

/// What came out of a scan: its `summary`.
struct ScanResult
{
    QString results; ///< resultsStatus; open list
    QString auth;    ///< authStatus; open list, of which NONE says that no sign-in was configured

    friend bool operator==(const ScanResult &, const ScanResult &) = default;
};

/// Where a scan stands, in three open vocabularies (see scanstatus.h), as they came.
struct ScanState
{
    QString status;
    QString consolidated;             ///< newer platforms; worth showing only where it differs from status
    std::optional<ScanResult> result; ///< absent while submitted, running or canceled, which is not NONE

    friend bool operator==(const ScanState &, const ScanState &) = default;
};

/// A setting as it was used (`WasScanOption`).
struct ScanOption
{
    QString name, value;

    friend bool operator==(const ScanOption &, const ScanOption &) = default;
};

/// A scan of a web app. What search rows leave out is marked; every element may be missing.
struct WasScan
{
    WasScanId id;
    QString name;
    QString reference; ///< was/1412697001370.1789435
    QString type;      ///< VULNERABILITY, DISCOVERY; open list
    QString mode;      ///< ONDEMAND, SCHEDULED, API; open list
    bool multi = false;
    Named<WebApp> app;
    QString appUrl;
    Named<WebAppAuthRecord> authRecord; ///< none when it ran without one
    std::optional<Scanner> scanner;     ///< what it ran from; unknown when not told
    QString cancelOption;               ///< DEFAULT, SPECIFIC; open list
    Named<OptionProfile> profile;
    Named<WasProxy> proxy;
    QDateTime launched; ///< UTC
    User launchedBy;
    ScanState state;
    std::optional<qint64> linksCrawled, requests;
    std::optional<qint64> crawlDuration, testDuration; ///< seconds, as far as is known
    QString os;

    // Not in search rows.
    QString progressive;                 ///< "true", "false" or a word
    std::optional<int> cancelAfterHours; ///< hours
    QString cancelTime;                  ///< "23:30"
    QDateTime ended;                     ///< UTC
    std::optional<qint64> duration;      ///< seconds, as far as is known
    QString cancelMode;                  ///< open list
    User canceledBy;
    QList<ScanOption> options;
    std::optional<bool> sendMail, sendOneMail, wafAuth;

    friend bool operator==(const WasScan &, const WasScan &) = default;
};

/// Counts of findings by severity (`stats/global` of a download).
struct FindingCounts
{
    int total = 0;
    int level[5] = {}; ///< of severity 1 to 5

    friend bool operator==(const FindingCounts &, const FindingCounts &) = default;
};

/// A finding in the results of a scan.
struct ScanFinding
{
    qint64 qid = 0;
    QString title;
    QString uri, param; ///< none for gathered information
    int instances = 0;

    friend bool operator==(const ScanFinding &, const ScanFinding &) = default;
};

/// What a download holds beyond the scan itself.
struct ScanResults
{
    WasScan scan;
    FindingCounts vulnerabilities, sensitive, information;
    QList<ScanFinding> vulns, sensitives, gathered;

    friend bool operator==(const ScanResults &, const ScanResults &) = default;
};

/// What a scan is to be launched with. What is left out is the web app's default.
struct ScanLaunch
{
    QString name;
    QString type; ///< VULNERABILITY or DISCOVERY
    WebAppId app;
    std::optional<Scanner> scanner;
    bool defaultAuth = false; ///< sign in with the app's default record
    AuthRecordId authRecord;  ///< or with this one; neither: as an anonymous visitor
    OptionProfileId profile;
    std::optional<int> cancelAfterHours; ///< counts only with cancelOption SPECIFIC or where the app has no rule
    QString cancelOption;                ///< DEFAULT, SPECIFIC or nothing
    DnsOverrideId dnsOverride;
    std::optional<bool> sendMail;

    friend bool operator==(const ScanLaunch &, const ScanLaunch &) = default;
};

/// One scan of every web app that carries tags.
struct MultiLaunch
{
    QString name;
    QString type;
    QList<TagId> tags;    ///< at least one
    bool allTags = false; ///< apps that carry all of them, else any
    OptionProfileId profile;
    std::optional<bool> sendOneMail;

    friend bool operator==(const MultiLaunch &, const MultiLaunch &) = default;
};
