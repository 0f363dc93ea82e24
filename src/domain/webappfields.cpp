// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/webappfields.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace webappfields;

namespace {

constexpr auto kindName = "kind"_L1;
constexpr auto applianceName = "appliance"_L1;
constexpr auto tagsName = "tags"_L1;
constexpr auto externalWord = "external"_L1;
constexpr auto applianceWord = "appliance"_L1;
constexpr auto poolWord = "pool"_L1;
constexpr auto textName = "text"_L1;
constexpr auto regexName = "regex"_L1;

QJsonArray sortedIds(QList<qint64> ids)
{
    std::ranges::sort(ids);
    QJsonArray array;
    for (const qint64 id : std::as_const(ids))
        if (array.isEmpty() || array.last().toInteger() != id)
            array << id;
    return array;
}

template <typename Items>
QJsonArray idsOf(const Items &items)
{
    QList<qint64> ids;
    for (const auto &item : items)
        ids << item.id.value;
    return sortedIds(std::move(ids));
}

QJsonArray sortedTexts(QStringList texts)
{
    texts.sort();
    texts.removeDuplicates();
    return QJsonArray::fromStringList(texts);
}

QJsonArray sortedEntries(QList<UrlEntry> entries)
{
    std::sort(entries.begin(), entries.end());
    QJsonArray array;
    for (const UrlEntry &entry : std::as_const(entries))
        array << QJsonObject{{textName, entry.text}, {regexName, entry.regex}};
    return array;
}

QJsonValue cancelToJson(const CancelRule &rule)
{
    if (rule.afterHours)
        return QJsonObject{{"afterHours"_L1, *rule.afterHours}};
    return rule.at.isEmpty() ? QJsonValue() : QJsonObject{{"at"_L1, rule.at}};
}

void insertIfKnown(QJsonObject &fields, QLatin1StringView field, const std::optional<bool> &flag)
{
    if (flag)
        fields.insert(field, *flag);
}

bool isNothing(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() || (value.isArray() && value.toArray().isEmpty()) ||
           (value.isObject() && value.toObject().isEmpty()) || (value.isString() && value.toString().isEmpty()) ||
           (value.isDouble() && value.toInteger() == 0);
}

template <typename Record>
QList<Named<Record>> namedFrom(const QJsonValue &ids, const QList<Named<Record>> &known)
{
    QList<Named<Record>> list;
    const QJsonArray array = ids.toArray();
    for (const auto &value : array) {
        const Id<Record> id{value.toInteger()};
        const auto found = std::ranges::find(known, id, &Named<Record>::id);
        list << (found == known.end() ? Named<Record>{id, {}} : *found);
    }
    return list;
}

QList<TagRef> tagsFrom(const QJsonValue &ids, const QList<TagRef> &known)
{
    QList<TagRef> list;
    const QJsonArray array = ids.toArray();
    for (const auto &value : array) {
        const TagId id{value.toInteger()};
        const auto found = std::ranges::find(known, id, &TagRef::id);
        list << (found == known.end() ? TagRef{id, {}} : *found);
    }
    return list;
}

QStringList textsFrom(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const auto &text : array)
        texts << text.toString();
    return texts;
}

QList<UrlEntry> entriesFrom(const QJsonValue &value)
{
    QList<UrlEntry> entries;
    const QJsonArray array = value.toArray();
    for (const auto &entry : array)
        entries << UrlEntry{entry.toObject().value(textName).toString(), entry.toObject().value(regexName).toBool()};
    return entries;
}

} // namespace

QStringList webappfields::editable()
{
    return {name,
            url,
            owner,
            scanner,
            locked,
            profile,
            authRecords,
            tags,
            scope,
            subDomain,
            domains,
            uris,
            excludedUrls,
            allowedUrls,
            robots,
            logoutPatterns,
            excludedPostData,
            sitemap,
            progressive,
            dnsOverrides,
            cancel,
            attributes,
            malwareMonitoring,
            malwareNotification};
}

WebAppPart webAppPartOf(QAnyStringView field)
{
    if (field == url)
        return WebAppPart::Url;
    if (field == findings)
        return WebAppPart::Purge;
    return field == scanner || field == locked ? WebAppPart::Scanner : WebAppPart::Rest;
}

std::optional<WebAppPart> webAppPartOf(const QJsonObject &desired)
{
    std::optional<WebAppPart> part;
    for (auto it = desired.begin(); it != desired.end(); ++it) {
        const WebAppPart of = webAppPartOf(it.key());
        if (part && *part != of)
            return std::nullopt;
        part = of;
    }
    return part;
}

const char *webAppPartName(WebAppPart part)
{
    switch (part) {
    case WebAppPart::Url:
        return QT_TRANSLATE_NOOP("WebAppPart", "Starting URL");
    case WebAppPart::Scanner:
        return QT_TRANSLATE_NOOP("WebAppPart", "Scanner and lock");
    case WebAppPart::Purge:
        return QT_TRANSLATE_NOOP("WebAppPart", "Purge findings");
    case WebAppPart::Rest:
        break;
    }
    return QT_TRANSLATE_NOOP("WebAppPart", "Settings");
}

QLatin1StringView webAppPartPermission(WebAppPart part)
{
    switch (part) {
    case WebAppPart::Url:
        return "Edit Web Application URL"_L1;
    case WebAppPart::Scanner:
        return "Select and Lock/Unlock Scanner Appliance"_L1;
    case WebAppPart::Purge:
        return "Purge Web Asset"_L1;
    case WebAppPart::Rest:
        break;
    }
    return {};
}

QJsonValue toJson(const Scanner &from)
{
    switch (from.kind) {
    case ScannerKind::Appliance:
        return QJsonObject{{kindName, applianceWord}, {applianceName, from.appliance}};
    case ScannerKind::Pool:
        return QJsonObject{{kindName, poolWord}, {tagsName, idsOf(from.pool)}};
    case ScannerKind::External:
        break;
    }
    return QJsonObject{{kindName, externalWord}};
}

std::optional<Scanner> scannerFromJson(const QJsonValue &value)
{
    const QJsonObject json = value.toObject();
    const QString kind = json.value(kindName).toString();
    if (kind == externalWord)
        return Scanner{};
    if (kind == applianceWord)
        return Scanner{.kind = ScannerKind::Appliance, .appliance = json.value(applianceName).toString(), .pool = {}};
    if (kind == poolWord)
        return Scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = tagsFrom(json.value(tagsName), {})};
    return std::nullopt;
}

QJsonObject webAppToFields(const WebApp &app)
{
    QJsonObject fields{{name, app.name}, {url, app.url}, {owner, app.owner.id.value}};
    if (knowsTags(app))
        fields.insert(tags, idsOf(app.tags));
    if (app.scanner.scanner)
        fields.insert(scanner, toJson(*app.scanner.scanner));
    insertIfKnown(fields, locked, app.scanner.locked);
    if (!app.isWhole)
        return fields;
    QJsonObject named;
    for (const WebAppAttribute &attribute : app.attributes)
        named.insert(attribute.name, attribute.value);
    fields.insert(attributes, named);
    fields.insert(scope, app.scope);
    fields.insert(subDomain, app.subDomain);
    fields.insert(domains, sortedTexts(app.domains));
    fields.insert(uris, sortedTexts(app.uris));
    fields.insert(profile, app.profile.id.value);
    fields.insert(authRecords, idsOf(app.authRecords));
    fields.insert(dnsOverrides, idsOf(app.dnsOverrides));
    fields.insert(excludedUrls, sortedEntries(app.excludedUrls));
    fields.insert(allowedUrls, sortedEntries(app.allowedUrls));
    fields.insert(excludedPostData, sortedEntries(app.excludedPostData));
    fields.insert(logoutPatterns, sortedEntries(app.logoutPatterns));
    fields.insert(robots, app.robots);
    fields.insert(cancel, cancelToJson(app.cancel));
    insertIfKnown(fields, sitemap, app.sitemap);
    insertIfKnown(fields, progressive, app.progressive);
    insertIfKnown(fields, malwareMonitoring, app.malwareMonitoring);
    insertIfKnown(fields, malwareNotification, app.malwareNotification);
    return fields;
}

void applyWebAppFields(WebApp &app, const QJsonObject &fields)
{
    const auto has = [&](QLatin1StringView field) { return fields.contains(field); };
    const auto textTo = [&](QLatin1StringView field, QString &into) {
        if (has(field))
            into = fields.value(field).toString();
    };
    const auto flagTo = [&](QLatin1StringView field, std::optional<bool> &into) {
        if (has(field) && fields.value(field).isBool())
            into = fields.value(field).toBool();
    };
    const auto entriesTo = [&](QLatin1StringView field, QList<UrlEntry> &into) {
        if (has(field))
            into = entriesFrom(fields.value(field));
    };
    textTo(name, app.name);
    textTo(url, app.url);
    textTo(scope, app.scope);
    textTo(subDomain, app.subDomain);
    textTo(robots, app.robots);
    flagTo(locked, app.scanner.locked);
    flagTo(sitemap, app.sitemap);
    flagTo(progressive, app.progressive);
    flagTo(malwareMonitoring, app.malwareMonitoring);
    flagTo(malwareNotification, app.malwareNotification);
    entriesTo(excludedUrls, app.excludedUrls);
    entriesTo(allowedUrls, app.allowedUrls);
    entriesTo(excludedPostData, app.excludedPostData);
    entriesTo(logoutPatterns, app.logoutPatterns);
    if (has(owner) && fields.value(owner).toInteger() != app.owner.id.value)
        app.owner = User{.id = {fields.value(owner).toInteger()}};
    if (has(profile) && fields.value(profile).toInteger() != app.profile.id.value)
        app.profile = {{fields.value(profile).toInteger()}, {}};
    if (has(authRecords))
        app.authRecords = namedFrom(fields.value(authRecords), app.authRecords);
    if (has(dnsOverrides))
        app.dnsOverrides = namedFrom(fields.value(dnsOverrides), app.dnsOverrides);
    if (has(domains))
        app.domains = textsFrom(fields.value(domains));
    if (has(uris))
        app.uris = textsFrom(fields.value(uris));
    if (has(tags)) {
        app.tags = tagsFrom(fields.value(tags), app.tags);
        app.tagCount = int(app.tags.size());
    }
    if (std::optional<Scanner> wanted = has(scanner) ? scannerFromJson(fields.value(scanner)) : std::nullopt) {
        if (app.scanner.scanner && wanted->kind == ScannerKind::Pool)
            wanted->pool = tagsFrom(fields.value(scanner).toObject().value(tagsName), app.scanner.scanner->pool);
        app.scanner.scanner = std::move(wanted);
    }
    if (has(attributes)) {
        app.attributes.clear();
        const QJsonObject named = fields.value(attributes).toObject();
        for (auto it = named.begin(); it != named.end(); ++it)
            app.attributes << WebAppAttribute{it.key(), it.value().toString()};
    }
    if (has(cancel)) {
        const QJsonObject rule = fields.value(cancel).toObject();
        app.cancel = {};
        if (rule.contains("afterHours"_L1))
            app.cancel.afterHours = rule.value("afterHours"_L1).toInt();
        app.cancel.at = rule.value("at"_L1).toString();
    }
}

QJsonObject changedWebAppFields(const WebApp &before, const WebApp &after)
{
    const QJsonObject old = webAppToFields(before), wanted = webAppToFields(after);
    QJsonObject changed;
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (!sameWebAppValue(old.value(it.key()), it.value()))
            changed.insert(it.key(), it.value());
    return changed;
}

bool sameWebAppValue(const QJsonValue &a, const QJsonValue &b)
{
    if (isNothing(a) || isNothing(b))
        return isNothing(a) && isNothing(b);
    if (!a.isArray() || !b.isArray())
        return a == b;
    const QJsonArray left = a.toArray(), right = b.toArray();
    const auto within = [](const QJsonArray &some, const QJsonArray &all) {
        return std::ranges::all_of(some, [&](const QJsonValue &item) { return all.contains(item); });
    };
    return within(left, right) && within(right, left);
}

bool sameWebAppValue(QAnyStringView field, const QJsonValue &a, const QJsonValue &b)
{
    return field == findings ? a.isDouble() && a == b : sameWebAppValue(a, b);
}
