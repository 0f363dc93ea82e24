// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/scans.h"

#include "qps/classify.h"
#include "qps/wasparts.h"

using namespace Qt::StringLiterals;

namespace {

using Node = pugi::xml_node;
using Name = std::string_view;

void readTarget(Node element, WasScan &scan, qps::Issues &issues)
{
    using namespace qps;
    scan.app = readNamed<WebApp>(element.child("webApp"), issues);
    scan.appUrl = readWord(element.child("webApp").child("url"));
    scan.authRecord = readNamed<WebAppAuthRecord>(element.child("webAppAuthRecord"), issues);
    scan.cancelOption = readWord(element.child("cancelOption"));
    scan.proxy = readNamed<WasProxy>(element.child("proxy"), issues);
    scan.scanner = readScanner(element.child("scannerAppliance"));
    if (const QList<TagRef> pool = readTagRefs(element.child("scannerTags"), issues); !pool.isEmpty())
        scan.scanner = Scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = pool};
}

void readSummary(Node element, WasScan &scan, qps::Issues &issues)
{
    using namespace qps;
    scan.state.result = ScanResult{readWord(element.child("resultsStatus")), readWord(element.child("authStatus"))};
    scan.crawlDuration = readNumberIfAny(element.child("crawlDuration"), issues);
    scan.testDuration = readNumberIfAny(element.child("testDuration"), issues);
    scan.linksCrawled = readNumberIfAny(element.child("linksCrawled"), issues);
    scan.requests = readNumberIfAny(element.child("nbRequests"), issues);
    scan.os = readText(element.child("os"));
}

/// What only a get tells.
void readDetail(Name name, Node child, WasScan &scan, qps::Issues &issues)
{
    using namespace qps;
    if (name == "progressiveScanning")
        scan.progressive = readWord(child);
    else if (name == "cancelAfterNHours") {
        if (const auto hours = readNumberIfAny(child, issues))
            scan.cancelAfterHours = int(*hours);
    } else if (name == "cancelTime")
        scan.cancelTime = readWord(child);
    else if (name == "endScanDate")
        scan.ended = readTime(child, issues);
    else if (name == "scanDuration")
        scan.duration = readNumberIfAny(child, issues);
    else if (name == "cancelMode")
        scan.cancelMode = readWord(child);
    else if (name == "canceledBy")
        scan.canceledBy = readWasUser(child, issues);
    else if (name == "options")
        forEachItem(child, "WasScanOption", [&](Node item) {
            scan.options << ScanOption{readText(item.child("name")), readText(item.child("value"))};
        });
    else if (name == "sendMail")
        scan.sendMail = readFlagIfAny(child, issues);
    else if (name == "sendOneMail")
        scan.sendOneMail = readFlagIfAny(child, issues);
    else if (name == "enableWAFAuth")
        scan.wafAuth = readFlagIfAny(child, issues);
}

WasScan readScan(Node element, qps::Issues &issues)
{
    using namespace qps;
    WasScan scan;
    forEachField(element, [&](Name raw, Node child) {
        const Name name = localName(raw);
        if (name == "id")
            scan.id = {readNumber(child, issues)};
        else if (name == "name")
            scan.name = readText(child);
        else if (name == "reference")
            scan.reference = readWord(child);
        else if (name == "type")
            scan.type = readWord(child);
        else if (name == "mode")
            scan.mode = readWord(child);
        else if (name == "multi")
            scan.multi = readFlagIfAny(child, issues).value_or(false);
        else if (name == "target")
            readTarget(child, scan, issues);
        else if (name == "profile")
            scan.profile = readNamed<OptionProfile>(child, issues);
        else if (name == "launchedDate")
            scan.launched = readTime(child, issues);
        else if (name == "launchedBy")
            scan.launchedBy = readWasUser(child, issues);
        else if (name == "status")
            scan.state.status = readWord(child);
        else if (name == "consolidatedStatus")
            scan.state.consolidated = readWord(child);
        else if (name == "summary")
            readSummary(child, scan, issues);
        else
            readDetail(name, child, scan, issues);
    });
    if (!scan.id)
        issues.note(element, u"a scan without an id");
    return scan;
}

/// `nbVulnsTotal`, `nbVulnsLevel5`, …
FindingCounts readCounts(Node global, const std::string &prefix, qps::Issues &issues)
{
    const auto number = [&](const std::string &name) {
        return int(qps::readNumberIfAny(global.child(name.c_str()), issues).value_or(0));
    };
    FindingCounts counts;
    counts.total = number(prefix + "Total");
    for (int level = 1; level <= 5; ++level)
        counts.level[level - 1] = number(prefix + "Level" + std::to_string(level));
    return counts;
}

/// Whatever its items are called: those of sensitive contents have never been seen.
QList<ScanFinding> readFindings(Node element, qps::Issues &issues)
{
    using namespace qps;
    QList<ScanFinding> findings;
    forEachElement(element.child("list"), [&](Name, Node node) {
        int instances = 0;
        forEachElement(node.child("instances").child("list"), [&](Name, Node) { ++instances; });
        findings << ScanFinding{.qid = readNumberIfAny(node.child("qid"), issues).value_or(0),
                                .title = readText(node.child("title")),
                                .uri = readWord(node.child("uri")),
                                .param = readText(node.child("param")),
                                .instances = instances};
    });
    return findings;
}

/// A download as a document, or the failure that stands in its place.
Result<qps::Document> parseDownload(qps::Raw raw)
{
    using namespace qps;
    const Raw head{raw.body.left(qsizetype(64) * 1024), raw.status, raw.contentType};
    Result<Document> document = Document::parse(std::move(raw.body), wasCaps);
    if (document && localName(document->root()) == "WasScan") {
        if (head.status >= 200 && head.status < 300)
            return document;
        return failed(kindOfStatus(head.status));
    }
    if (document && localName(document->root()) == "ServiceResponse") {
        const Result<Answer> answer = readAnswer(head);
        return answer ? failed(Failure::Kind::Unreadable, u"an acknowledgement in place of results"_s)
                      : tl::unexpected(answer.error());
    }
    return tl::unexpected(classifyOdd(head, document));
}

} // namespace

Result<qps::Page<WasScan>> qps::readScans(Raw raw)
{
    return readPage(std::move(raw), "WasScan", &readScan, {}, wasCaps);
}

Result<ScanResults> qps::readScanResults(Raw raw)
{
    return parseDownload(std::move(raw)).and_then([](const Document &document) -> Result<ScanResults> {
        const Node root = document.root(), global = root.child("stats").child("global");
        Issues issues;
        ScanResults results;
        results.scan = readScan(root, issues);
        results.vulnerabilities = readCounts(global, "nbVulns", issues);
        results.sensitive = readCounts(global, "nbScs", issues);
        results.information = readCounts(global, "nbIgs", issues);
        results.vulns = readFindings(root.child("vulns"), issues);
        results.sensitives = readFindings(root.child("sensitiveContents"), issues);
        results.gathered = readFindings(root.child("igs"), issues);
        if (!issues.isEmpty())
            return failed(Failure::Kind::Unreadable, issues.first());
        return results;
    });
}

Result<QByteArray> qps::readScanDownload(Raw raw)
{
    QByteArray bytes = raw.body; // parsing takes a copy of its own
    if (const Result<Document> document = parseDownload(std::move(raw)); !document)
        return tl::unexpected(document.error());
    return bytes;
}
