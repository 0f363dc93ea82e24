// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/webapp.h"

/// What happens to a list: it becomes exactly `set`, or items come, go and change. Nothing in it: it is left alone. An
/// empty list cannot be set, since the schema wants an item; `remove` says by name what goes.
template <typename Item>
struct ListEdit
{
    QList<Item> set, add, remove, update;

    bool isEmpty() const { return set.isEmpty() && add.isEmpty() && remove.isEmpty() && update.isEmpty(); }
    friend bool operator==(const ListEdit &, const ListEdit &) = default;
};

/// The scanner settings of a web app, which need a permission of their own (Select and Lock/Unlock Scanner Appliance).
struct ScannerEdit
{
    std::optional<Scanner> scanner;
    ListEdit<TagId> pool; ///< add and remove: some tags of the pool it has; not together with `scanner`
    std::optional<bool> locked;

    bool isEmpty() const { return !scanner && pool.isEmpty() && !locked; }
    friend bool operator==(const ScannerEdit &, const ScannerEdit &) = default;
};

/// Everything else but the URL (Edit Web Application URL) and the scanner settings. What is left out stays as it is.
struct WebAppEdit
{
    std::optional<QString> name;
    std::optional<UserId> owner; ///< in the schema; whether an update honours it is seen on reading back
    std::optional<QString> scope, subDomain;
    ListEdit<QString> domains, uris;
    ListEdit<WebAppAttribute> attributes; ///< remove counts the name only
    std::optional<OptionProfileId> profile;
    std::optional<bool> progressive;
    CrawlListNames listNames = CrawlListNames::Blacklist; ///< as the app's last get spelt them
    ListEdit<UrlEntry> excludedUrls, allowedUrls, excludedPostData, logoutPatterns;
    ListEdit<AuthRecordId> authRecords;
    ListEdit<DnsOverrideId> dnsOverrides;
    std::optional<QString> robots;
    std::optional<bool> sitemap;
    ListEdit<QString> headers;
    std::optional<bool> malwareMonitoring, malwareNotification;
    ListEdit<TagId> tags;
    QStringList comments;             ///< to be added
    std::optional<CancelRule> cancel; ///< one of its two; a config without any is reported to delete the rule

    friend bool operator==(const WebAppEdit &, const WebAppEdit &) = default;
};

/// A web app to be made: the URL and the scanner may travel in the one request of a create.
struct NewWebApp
{
    QString name, url;
    ScannerEdit scanner;
    WebAppEdit rest; ///< without a name of its own; its lists may only be set
    /// Takes over an asset of the same name and URL, whose findings, detections and scans the service then deletes.
    bool reactivateIfExists = false;

    friend bool operator==(const NewWebApp &, const NewWebApp &) = default;
};
