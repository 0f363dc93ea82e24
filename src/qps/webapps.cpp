// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/webapps.h"

#include "qps/wasparts.h"

using namespace Qt::StringLiterals;

namespace {

using Node = pugi::xml_node;
using Name = std::string_view;

QList<UrlEntry> readEntries(Node element)
{
    QList<UrlEntry> entries;
    qps::forEachItem(element, "UrlEntry", [&](Node item) {
        const QString regex = QString::fromUtf8(item.attribute("regex").value()).trimmed();
        entries << UrlEntry{qps::readText(item), regex.compare("true"_L1, Qt::CaseInsensitive) == 0 || regex == "1"_L1};
    });
    return entries;
}

QList<WebAppAttribute> readAttributes(Node element)
{
    QList<WebAppAttribute> attributes;
    qps::forEachItem(element, "Attribute", [&](Node item) {
        const Node name = item.child("name");
        attributes << WebAppAttribute{qps::readText(name ? name : item.child("category")),
                                      qps::readText(item.child("value"))};
    });
    return attributes;
}

QList<WebAppComment> readComments(Node element, qps::Issues &issues)
{
    QList<WebAppComment> comments;
    qps::forEachItem(element, "Comment", [&](Node item) {
        comments << WebAppComment{qps::readText(item.child("contents")), qps::readWasUser(item.child("author"), issues),
                                  qps::readTime(item.child("createdDate"), issues)};
    });
    return comments;
}

LastScan readLastScan(Node element, qps::Issues &issues)
{
    LastScan scan;
    const Named<WasScan> named = qps::readNamed<WasScan>(element, issues);
    scan.id = named.id;
    scan.name = named.name;
    if (const Node summary = element.child("summary"))
        scan.state.result =
            ScanResult{qps::readWord(summary.child("resultsStatus")), qps::readWord(summary.child("authStatus"))};
    return scan;
}

void readConfig(Node element, WebApp &app, qps::Issues &issues)
{
    if (const auto hours = qps::readNumberIfAny(element.child("cancelScansAfterNHours"), issues))
        app.cancel.afterHours = int(*hours);
    app.cancel.at = qps::readWord(element.child("cancelScansAt"));
    app.defaultAuthRecord = qps::readNamed<WebAppAuthRecord>(element.child("defaultAuthRecord"), issues).id;
    app.defaultDnsOverride = qps::readNamed<DnsOverride>(element.child("defaultDnsOverride"), issues).id;
}

/// The lists that tell where to crawl; both spellings are read.
bool readCrawlList(Name name, Node child, WebApp &app)
{
    const bool newer = name == "urlExcludelist" || name == "urlAllowlist" || name == "postDataExcludelist";
    if (newer)
        app.listNames = CrawlListNames::Excludelist;
    if (name == "urlBlacklist" || name == "urlExcludelist")
        app.excludedUrls = readEntries(child);
    else if (name == "urlWhitelist" || name == "urlAllowlist")
        app.allowedUrls = readEntries(child);
    else if (name == "postDataBlacklist" || name == "postDataExcludelist")
        app.excludedPostData = readEntries(child);
    else if (name == "logoutRegexList")
        app.logoutPatterns = readEntries(child);
    else
        return false;
    return true;
}

/// What only a get tells.
void readDetail(Name name, Node child, WebApp &app, qps::Issues &issues)
{
    using namespace qps;
    if (readCrawlList(name, child, app))
        return;
    if (name == "scope")
        app.scope = readWord(child);
    else if (name == "subDomain")
        app.subDomain = readText(child);
    else if (name == "domains")
        app.domains = readTexts(child, "Domain");
    else if (name == "uris")
        app.uris = readTexts(child, "Url");
    else if (name == "attributes")
        app.attributes = readAttributes(child);
    else if (name == "defaultProfile")
        app.profile = readNamed<OptionProfile>(child, issues);
    else if (name == "scannerLocked")
        app.scanner.locked = readFlagIfAny(child, issues);
    else if (name == "authRecords")
        app.authRecords = readNamedList<WebAppAuthRecord>(child, "WebAppAuthRecord", issues);
    else if (name == "dnsOverrides")
        app.dnsOverrides = readNamedList<DnsOverride>(child, "DnsOverride", issues);
    else if (name == "useRobots")
        app.robots = readWord(child);
    else if (name == "useSitemap")
        app.sitemap = readFlagIfAny(child, issues);
    else if (name == "progressiveScanning") { // seen as a word too, which is then not known
        const QString word = readWord(child).toLower();
        app.progressive = word == "true"_L1    ? std::optional(true)
                          : word == "false"_L1 ? std::optional(false)
                                               : std::nullopt;
    } else if (name == "headers")
        app.headers = readTexts(child, "WebAppHeader");
    else if (name == "malwareMonitoring")
        app.malwareMonitoring = readFlagIfAny(child, issues);
    else if (name == "malwareNotification")
        app.malwareNotification = readFlagIfAny(child, issues);
    else if (name == "comments")
        app.comments = readComments(child, issues);
    else if (name == "isScheduled")
        app.scheduled = readFlagIfAny(child, issues);
    else if (name == "lastScan")
        app.lastScan = readLastScan(child, issues);
    else if (name == "config")
        readConfig(child, app, issues);
    else if (name == "os")
        app.os = readText(child);
    else if (name == "createdBy")
        app.createdBy = readWasUser(child, issues);
    else if (name == "updatedBy")
        app.updatedBy = readWasUser(child, issues);
    else if (name == "proxy") {
        app.proxy = readNamed<WasProxy>(child, issues);
        app.proxyUrl = readText(child.child("url"));
    } else if (name == "crawlingScripts")
        forEachItem(child, "SeleniumScript", [&](Node item) { app.crawlingScripts << readText(item.child("name")); });
}

WebApp readWebApp(Node element, bool whole, qps::Issues &issues)
{
    using namespace qps;
    WebApp app;
    app.isWhole = whole;
    Node scanner, pool;
    forEachField(element, [&](Name raw, Node child) {
        const Name name = localName(raw);
        if (name == "id")
            app.id = {readNumber(child, issues)};
        else if (name == "name")
            app.name = readText(child);
        else if (name == "url")
            app.url = readWord(child);
        else if (name == "owner")
            app.owner = readWasUser(child, issues);
        else if (name == "riskScore") {
            if (const auto score = readNumberIfAny(child, issues))
                app.riskScore = int(*score);
        } else if (name == "tags") {
            app.tags = readTagRefs(child, issues);
            app.tagCount = int(readNumberIfAny(child.child("count"), issues).value_or(app.tags.size()));
        } else if (name == "createdDate")
            app.created = readTime(child, issues);
        else if (name == "updatedDate")
            app.updated = readTime(child, issues);
        else if (name == "defaultScanner")
            scanner = child;
        else if (name == "defaultScannerTags")
            pool = child;
        else
            readDetail(name, child, app, issues);
    });
    // Whether an app in a pool has a default scanner beside it is not documented; the tags win, as in working clients.
    if (const QList<TagRef> tags = readTagRefs(pool, issues); !tags.isEmpty())
        app.scanner.scanner = Scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = tags};
    else if (scanner)
        app.scanner.scanner = readScanner(scanner);
    else if (whole)
        app.scanner.scanner = Scanner{};
    if (!app.id)
        issues.note(element, u"a web app without an id");
    return app;
}

} // namespace

Result<qps::Page<WebApp>> qps::readWebApps(Raw raw)
{
    return readPage(
        std::move(raw), "WebApp", [](Node element, Issues &issues) { return readWebApp(element, false, issues); }, {},
        wasCaps);
}

Result<qps::Page<WebApp>> qps::readWholeWebApps(Raw raw)
{
    return readPage(
        std::move(raw), "WebApp", [](Node element, Issues &issues) { return readWebApp(element, true, issues); }, {},
        wasCaps);
}

Result<QByteArray> qps::readWebAppScreenshot(Raw raw)
{
    return readAnswer(std::move(raw), wasCaps).map([](const Answer &answer) {
        QByteArray text = readWord(answer.data().child("WebApp").child("screenshot")).toLatin1();
        text.removeIf([](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
        const auto decoded = QByteArray::fromBase64Encoding(std::move(text), QByteArray::AbortOnBase64DecodingErrors);
        return decoded ? *decoded : QByteArray();
    });
}
