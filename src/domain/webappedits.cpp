// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/webappfields.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace webappfields;

namespace {

tl::unexpected<Failure> cannot(const QString &what)
{
    return failed(Failure::Kind::Rejected, what);
}

/// What differs, by name: what somebody else put into the list meanwhile stays.
template <typename IdType, typename Items>
ListEdit<IdType> idDifference(const Items &had, const Items &wanted)
{
    const auto contains = [](const Items &list, IdType id) {
        return std::ranges::any_of(list, [&](const auto &item) { return item.id == id; });
    };
    ListEdit<IdType> edit;
    for (const auto &item : wanted)
        if (!contains(had, item.id))
            edit.add << item.id;
    for (const auto &item : had)
        if (!contains(wanted, item.id))
            edit.remove << item.id;
    return edit;
}

/// The whole new list; an empty one cannot be set, so everything in it is removed by name.
template <typename Item>
ListEdit<Item> wholeList(const QList<Item> &had, const QList<Item> &wanted)
{
    ListEdit<Item> edit;
    if (had == wanted)
        return edit;
    (wanted.isEmpty() ? edit.remove : edit.set) = wanted.isEmpty() ? had : wanted;
    return edit;
}

ListEdit<WebAppAttribute> attributeDifference(const QList<WebAppAttribute> &had, const QList<WebAppAttribute> &wanted)
{
    const auto find = [](const QList<WebAppAttribute> &list, const QString &named) {
        const auto found = std::ranges::find(list, named, &WebAppAttribute::name);
        return found == list.end() ? nullptr : &*found;
    };
    ListEdit<WebAppAttribute> edit;
    for (const WebAppAttribute &attribute : wanted) {
        const WebAppAttribute *old = find(had, attribute.name);
        if (!old)
            edit.add << attribute;
        else if (old->value != attribute.value)
            edit.update << attribute;
    }
    for (const WebAppAttribute &attribute : had)
        if (!find(wanted, attribute.name))
            edit.remove << attribute;
    return edit;
}

/// Of a create, which has nothing to take away from.
template <typename Item>
void onlySet(ListEdit<Item> &edit)
{
    edit.set += edit.add;
    edit.add.clear();
}

} // namespace

Result<WebAppEdit> webAppEditOf(const QJsonObject &now, const QJsonObject &desired, CrawlListNames listNames)
{
    const auto has = [&](QLatin1StringView field) { return desired.contains(field); };
    WebApp before;
    before.isWhole = true;
    applyWebAppFields(before, now);
    WebApp after = before;
    applyWebAppFields(after, desired);

    WebAppEdit edit;
    edit.listNames = listNames;
    if (has(name))
        edit.name = after.name;
    if (has(owner)) {
        if (!after.owner.id)
            return cannot(u"a web app cannot be left without an owner"_s);
        edit.owner = after.owner.id;
    }
    if (has(scope))
        edit.scope = after.scope;
    if (has(subDomain) && after.subDomain.isEmpty() && !has(scope))
        return cannot(u"a subdomain goes with its scope alone"_s);
    if (has(subDomain) && !after.subDomain.isEmpty())
        edit.subDomain = after.subDomain;
    if (has(profile)) {
        if (!after.profile)
            return cannot(u"a default profile can be changed and not taken away"_s);
        edit.profile = after.profile.id;
    }
    if (has(cancel)) {
        if (!after.cancel.isSet())
            return cannot(u"a rule that cancels scans can be changed and not taken away"_s);
        edit.cancel = after.cancel;
    }
    if (has(robots))
        edit.robots = after.robots;
    edit.sitemap = has(sitemap) ? after.sitemap : std::nullopt;
    edit.progressive = has(progressive) ? after.progressive : std::nullopt;
    edit.malwareMonitoring = has(malwareMonitoring) ? after.malwareMonitoring : std::nullopt;
    edit.malwareNotification = has(malwareNotification) ? after.malwareNotification : std::nullopt;
    edit.tags = idDifference<TagId>(before.tags, after.tags);
    edit.authRecords = idDifference<AuthRecordId>(before.authRecords, after.authRecords);
    edit.dnsOverrides = idDifference<DnsOverrideId>(before.dnsOverrides, after.dnsOverrides);
    edit.attributes = attributeDifference(before.attributes, after.attributes);
    edit.domains = wholeList<QString>(before.domains, after.domains);
    edit.uris = wholeList<QString>(before.uris, after.uris);
    edit.excludedUrls = wholeList(before.excludedUrls, after.excludedUrls);
    edit.allowedUrls = wholeList(before.allowedUrls, after.allowedUrls);
    edit.excludedPostData = wholeList(before.excludedPostData, after.excludedPostData);
    edit.logoutPatterns = wholeList(before.logoutPatterns, after.logoutPatterns);
    return edit;
}

Result<ScannerEdit> scannerEditOf(const QJsonObject &desired)
{
    ScannerEdit edit;
    if (desired.contains(scanner)) {
        edit.scanner = scannerFromJson(desired.value(scanner));
        if (!edit.scanner)
            return cannot(u"not a scanner"_s);
    }
    if (desired.contains(locked)) {
        if (!desired.value(locked).isBool())
            return cannot(u"a lock is on or off"_s);
        edit.locked = desired.value(locked).toBool();
    }
    return edit;
}

Result<NewWebApp> newWebAppOf(const QJsonObject &desired)
{
    NewWebApp app;
    app.name = desired.value(name).toString();
    app.url = desired.value(url).toString();
    app.reactivateIfExists = desired.value(reactivate).toBool();
    QJsonObject rest = desired;
    for (const QLatin1StringView field : {name, url, scanner, locked, reactivate})
        rest.remove(field);
    // A form says of everything what it is; of a new app only what it has is written.
    for (const QString &field : rest.keys())
        if (sameWebAppValue(rest.value(field), {}))
            rest.remove(field);
    return scannerEditOf(desired).and_then([&](const ScannerEdit &edit) {
        app.scanner = edit;
        return webAppEditOf({}, rest, CrawlListNames::Blacklist).map([&](const WebAppEdit &made) {
            app.rest = made;
            onlySet(app.rest.tags);
            onlySet(app.rest.authRecords);
            onlySet(app.rest.dnsOverrides);
            onlySet(app.rest.attributes);
            return app;
        });
    });
}

Outcome canWriteWebApp(const QJsonObject &now, const QJsonObject &desired)
{
    if (desired.contains(url) && desired.value(url).toString().isEmpty())
        return cannot(u"a web app cannot be left without a URL"_s);
    if (desired.contains(findings))
        return cannot(u"findings that are gone do not come back"_s);
    if (desired.contains(name) && desired.value(name).toString().trimmed().isEmpty())
        return cannot(u"a web app cannot be left without a name"_s);
    QJsonObject rest = desired;
    for (const QLatin1StringView field : {url, scanner, locked})
        rest.remove(field);
    return scannerEditOf(desired)
        .and_then([&](const ScannerEdit &) { return webAppEditOf(now, rest, CrawlListNames::Blacklist); })
        .map([](const WebAppEdit &) {});
}
