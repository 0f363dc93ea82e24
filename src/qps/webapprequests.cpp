// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/webapprequests.h"

#include <QRegularExpression>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace {

using Xml = QXmlStreamWriter;

tl::unexpected<Failure> rejected(const QString &why)
{
    return failed(Failure::Kind::Rejected, why);
}

void writeFlag(Xml &xml, QLatin1StringView name, const std::optional<bool> &flag)
{
    if (flag)
        xml.writeTextElement(QString(name), *flag ? u"true"_s : u"false"_s);
}

void writeTextIf(Xml &xml, QLatin1StringView name, const std::optional<QString> &text)
{
    if (text)
        qps::writeText(xml, name, *text);
}

void writeId(Xml &xml, QLatin1StringView name, qint64 id)
{
    xml.writeStartElement(QString(name));
    xml.writeTextElement(u"id"_s, QString::number(id));
    xml.writeEndElement();
}

/// A list with the verbs that have something to say.
template <typename Item, typename Write>
void writeList(Xml &xml, QLatin1StringView name, const ListEdit<Item> &edit, Write write)
{
    if (edit.isEmpty())
        return;
    xml.writeStartElement(QString(name));
    const auto writeVerb = [&](const QString &verb, const QList<Item> &items) {
        if (items.isEmpty())
            return;
        xml.writeStartElement(verb);
        for (const Item &item : items)
            write(item);
        xml.writeEndElement();
    };
    writeVerb(u"set"_s, edit.set);
    writeVerb(u"add"_s, edit.add);
    writeVerb(u"remove"_s, edit.remove);
    writeVerb(u"update"_s, edit.update);
    xml.writeEndElement();
}

template <typename RecordId>
void writeIds(Xml &xml, QLatin1StringView name, QLatin1StringView item, const ListEdit<RecordId> &edit)
{
    writeList(xml, name, edit, [&](RecordId id) { writeId(xml, item, id.value); });
}

void writeTexts(Xml &xml, QLatin1StringView name, QLatin1StringView item, const ListEdit<QString> &edit)
{
    writeList(xml, name, edit, [&](const QString &text) { qps::writeText(xml, item, text); });
}

void writeEntries(Xml &xml, QLatin1StringView name, const ListEdit<UrlEntry> &edit)
{
    writeList(xml, name, edit, [&](const UrlEntry &entry) {
        xml.writeStartElement(u"UrlEntry"_s);
        xml.writeAttribute(u"regex"_s, entry.regex ? u"true"_s : u"false"_s);
        xml.writeCharacters(qps::xmlText(entry.text));
        xml.writeEndElement();
    });
}

void writeAttributes(Xml &xml, const ListEdit<WebAppAttribute> &edit)
{
    writeList(xml, "attributes"_L1, edit, [&](const WebAppAttribute &attribute) {
        xml.writeStartElement(u"Attribute"_s);
        qps::writeText(xml, "name"_L1, attribute.name);
        qps::writeText(xml, "value"_L1, attribute.value);
        xml.writeEndElement();
    });
}

void writeScanner(Xml &xml, const ScannerEdit &edit)
{
    if (edit.scanner && edit.scanner->kind == ScannerKind::Pool) {
        ListEdit<TagId> tags;
        for (const TagRef &tag : edit.scanner->pool)
            if (!tags.set.contains(tag.id))
                tags.set << tag.id;
        writeIds(xml, "defaultScannerTags"_L1, "Tag"_L1, tags);
    } else if (edit.scanner) {
        xml.writeStartElement(u"defaultScanner"_s);
        xml.writeTextElement(u"type"_s, toWire(edit.scanner->kind).toString());
        if (edit.scanner->kind == ScannerKind::Appliance)
            qps::writeText(xml, "friendlyName"_L1, edit.scanner->appliance);
        xml.writeEndElement();
    }
    writeIds(xml, "defaultScannerTags"_L1, "Tag"_L1, edit.pool);
    writeFlag(xml, "scannerLocked"_L1, edit.locked);
}

void writeEdit(Xml &xml, const WebAppEdit &edit, bool replacesComments)
{
    const bool newer = edit.listNames == CrawlListNames::Excludelist;
    writeTextIf(xml, "name"_L1, edit.name);
    if (edit.owner)
        writeId(xml, "owner"_L1, edit.owner->value);
    writeTextIf(xml, "scope"_L1, edit.scope);
    writeTextIf(xml, "subDomain"_L1, edit.subDomain);
    writeTexts(xml, "domains"_L1, "Domain"_L1, edit.domains);
    writeTexts(xml, "uris"_L1, "Url"_L1, edit.uris);
    writeAttributes(xml, edit.attributes);
    if (edit.profile)
        writeId(xml, "defaultProfile"_L1, edit.profile->value);
    writeFlag(xml, "progressiveScanning"_L1, edit.progressive);
    writeEntries(xml, newer ? "urlExcludelist"_L1 : "urlBlacklist"_L1, edit.excludedUrls);
    writeEntries(xml, newer ? "urlAllowlist"_L1 : "urlWhitelist"_L1, edit.allowedUrls);
    writeEntries(xml, newer ? "postDataExcludelist"_L1 : "postDataBlacklist"_L1, edit.excludedPostData);
    writeEntries(xml, "logoutRegexList"_L1, edit.logoutPatterns);
    writeIds(xml, "authRecords"_L1, "WebAppAuthRecord"_L1, edit.authRecords);
    writeIds(xml, "dnsOverrides"_L1, "DnsOverride"_L1, edit.dnsOverrides);
    writeTextIf(xml, "useRobots"_L1, edit.robots);
    writeFlag(xml, "useSitemap"_L1, edit.sitemap);
    writeTexts(xml, "headers"_L1, "WebAppHeader"_L1, edit.headers);
    writeFlag(xml, "malwareMonitoring"_L1, edit.malwareMonitoring);
    writeFlag(xml, "malwareNotification"_L1, edit.malwareNotification);
    writeIds(xml, "tags"_L1, "Tag"_L1, edit.tags);
    ListEdit<QString> comments;
    (replacesComments ? comments.set : comments.add) = edit.comments;
    writeList(xml, "comments"_L1, comments, [&](const QString &text) {
        xml.writeStartElement(u"Comment"_s);
        qps::writeText(xml, "contents"_L1, text);
        xml.writeEndElement();
    });
    if (edit.cancel && edit.cancel->isSet()) {
        xml.writeStartElement(u"config"_s);
        if (edit.cancel->afterHours)
            xml.writeTextElement(u"cancelScansAfterNHours"_s, QString::number(*edit.cancel->afterHours));
        else
            qps::writeText(xml, "cancelScansAt"_L1, edit.cancel->at);
        xml.writeEndElement();
    }
}

template <typename Body>
QByteArray webAppRequest(Body body)
{
    return qps::serviceRequest([&](Xml &xml) {
        xml.writeStartElement(u"data"_s);
        xml.writeStartElement(u"WebApp"_s);
        body(xml);
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

template <typename Item>
bool isIdentified(const ListEdit<Item> &edit)
{
    return std::ranges::all_of(edit.set + edit.add + edit.remove + edit.update, [](Item id) { return bool(id); });
}

Outcome checkScanner(const ScannerEdit &edit)
{
    if (edit.scanner && !edit.pool.isEmpty())
        return rejected(u"a scanner is set and a pool edited at once"_s);
    if (!edit.pool.set.isEmpty() || !edit.pool.update.isEmpty() || !isIdentified(edit.pool))
        return rejected(u"tags of a pool are added and removed by id"_s);
    if (!edit.scanner)
        return {};
    const QSet<qint64> ids = edit.scanner->poolIds();
    if (edit.scanner->kind == ScannerKind::Pool && (ids.isEmpty() || std::ranges::min(ids) <= 0))
        return rejected(u"a pool without tags"_s);
    if (edit.scanner->kind == ScannerKind::Appliance && edit.scanner->appliance.trimmed().isEmpty())
        return rejected(u"no appliance is named"_s);
    return {};
}

Outcome checkEdit(const WebAppEdit &edit)
{
    if (edit.name && edit.name->trimmed().isEmpty())
        return rejected(u"a name without a letter"_s);
    if (edit.cancel && !edit.cancel->isSet())
        return rejected(u"a rule that cancels scans can be changed and not taken away"_s);
    const bool named = isIdentified(edit.tags) && isIdentified(edit.authRecords) && isIdentified(edit.dnsOverrides) &&
                       (!edit.owner || *edit.owner) && (!edit.profile || *edit.profile);
    return named ? Outcome() : rejected(u"a record without an id"_s);
}

bool changesNothing(const WebAppEdit &edit)
{
    WebAppEdit nothing;
    nothing.listNames = edit.listNames;
    return edit == nothing;
}

/// What a create may say of a list.
bool onlySets(const WebAppEdit &edit)
{
    const auto sets = [](const auto &list) {
        return list.add.isEmpty() && list.remove.isEmpty() && list.update.isEmpty();
    };
    return sets(edit.domains) && sets(edit.uris) && sets(edit.attributes) && sets(edit.excludedUrls) &&
           sets(edit.allowedUrls) && sets(edit.excludedPostData) && sets(edit.logoutPatterns) &&
           sets(edit.authRecords) && sets(edit.dnsOverrides) && sets(edit.headers) && sets(edit.tags);
}

} // namespace

QByteArray qps::webAppSearchRequest(qint64 afterId, int limit, QList<Criterion> criteria)
{
    if (afterId > 0)
        criteria.append(idGreater(afterId));
    return serviceRequest([&](Xml &xml) {
        xml.writeStartElement(u"preferences"_s);
        xml.writeTextElement(u"verbose"_s, u"true"_s);
        xml.writeTextElement(u"limitResults"_s, QString::number(std::clamp(limit, 1, 1000)));
        xml.writeEndElement();
        writeCriteria(xml, criteria);
    });
}

Result<QByteArray> qps::webAppUrlRequest(const QString &url)
{
    if (url.trimmed().isEmpty())
        return rejected(u"no URL"_s);
    return webAppRequest([&](Xml &xml) { writeText(xml, "url"_L1, url); });
}

Result<QByteArray> qps::webAppScannerRequest(const ScannerEdit &edit)
{
    if (edit.isEmpty())
        return rejected(u"nothing is to change"_s);
    return checkScanner(edit).map([&] { return webAppRequest([&](Xml &xml) { writeScanner(xml, edit); }); });
}

Result<QByteArray> qps::webAppEditRequest(const WebAppEdit &edit)
{
    if (changesNothing(edit))
        return rejected(u"nothing is to change"_s);
    return checkEdit(edit).map([&] { return webAppRequest([&](Xml &xml) { writeEdit(xml, edit, false); }); });
}

Result<QByteArray> qps::webAppCreateRequest(const NewWebApp &app)
{
    if (app.name.trimmed().isEmpty() || app.url.trimmed().isEmpty())
        return rejected(u"a web app needs a name and a URL"_s);
    if (app.rest.name || !onlySets(app.rest) || !app.scanner.pool.isEmpty())
        return rejected(u"a new web app has nothing to take away or to change"_s);
    return checkScanner(app.scanner).and_then([&] { return checkEdit(app.rest); }).map([&] {
        return webAppRequest([&](Xml &xml) {
            writeText(xml, "name"_L1, app.name);
            writeText(xml, "url"_L1, app.url);
            writeScanner(xml, app.scanner);
            writeEdit(xml, app.rest, true);
            if (app.reactivateIfExists)
                writeFlag(xml, "reactivateIfExists"_L1, true);
        });
    });
}

QByteArray qps::webAppDeleteRequest(const WebAppIds &ids, bool fromSubscription)
{
    if (ids.isOne() && !fromSubscription)
        return emptyRequest();
    return serviceRequest([&](Xml &xml) {
        if (!ids.isOne())
            writeCriteria(xml, {ids.criterion()});
        if (!fromSubscription)
            return;
        xml.writeStartElement(u"data"_s);
        xml.writeStartElement(u"WebApp"_s);
        writeFlag(xml, "removeFromSubscription"_L1, true);
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

QByteArray qps::webAppPurgeRequest(const WebAppIds &ids)
{
    return ids.isOne() ? emptyRequest() : serviceRequest([&](Xml &xml) { writeCriteria(xml, {ids.criterion()}); });
}

QByteArray qps::redactWebApps(const QByteArray &xml)
{
    static const QRegularExpression header(u"<WebAppHeader>[^<]*</WebAppHeader>"_s);
    return QString::fromUtf8(xml).replace(header, u"<WebAppHeader>••••</WebAppHeader>"_s).toUtf8();
}
