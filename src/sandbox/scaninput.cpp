// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/scaninput.h"

#include "sandbox/wasinput.h"

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::wasinput;

Problem takeIdList(const Element &element, const QString &item, QStringList &into)
{
    ListEdit edit;
    if (const Problem problem = takeIds(element, item, Verbs::WithoutUpdate, edit))
        return problem;
    if (!edit.replacement) // a target has nothing to add to
        return refusal::invalidXml(
            u"The content of element '%1' is not complete. 'set' is expected."_s.arg(element.name));
    into = *edit.replacement;
    return std::nullopt;
}

Problem takeScanner(const Element &element, ScanInput &scan)
{
    if (const Problem problem = strangerIn(element, {u"type", u"friendlyName"}))
        return problem;
    AskedScanner scanner = scan.scanner.value_or(AskedScanner());
    const Element *type = element.find(u"type"), *name = element.find(u"friendlyName");
    if (!type)
        return refusal::invalidXml(u"The content of element 'scannerAppliance' is not complete. 'type' is expected."_s);
    if (const Problem problem = takeWord(*type, {u"EXTERNAL"_s, u"INTERNAL"_s, u"scannerTags"_s}, scanner.type))
        return problem;
    scanner.name = name ? name->text.trimmed() : QString();
    scan.scanner = scanner;
    return std::nullopt;
}

Problem takeTagChoice(const Element &element, QStringList &into, bool &all)
{
    if (const Problem problem = strangerIn(element, {u"option", u"tagList"}))
        return problem;
    const Element *option = element.find(u"option"), *list = element.find(u"tagList");
    QString word = u"ANY"_s;
    if (option)
        if (const Problem problem = takeWord(*option, {u"ALL"_s, u"ANY"_s}, word))
            return problem;
    all = word == "ALL"_L1;
    return list ? takeIdList(*list, u"Tag"_s, into) : Problem();
}

Problem takeTargetTags(const Element &element, ScanInput &scan)
{
    if (const Problem problem = strangerIn(element, {u"included", u"excluded"}))
        return problem;
    bool ofExcluded = false;
    if (const Element *included = element.find(u"included"))
        if (const Problem problem = takeTagChoice(*included, scan.includedTags, scan.includesAll))
            return problem;
    if (const Element *excluded = element.find(u"excluded"))
        if (const Problem problem = takeTagChoice(*excluded, scan.excludedTags, ofExcluded))
            return problem;
    scan.isMulti = true;
    return std::nullopt;
}

Problem takeAuthRecord(const Element &element, ScanInput &scan)
{
    if (const Problem problem = strangerIn(element, {u"id", u"isDefault"}))
        return problem;
    if (const Element *isDefault = element.find(u"isDefault"))
        return takeFlag(*isDefault, scan.defaultAuthRecord);
    return takeId(element, scan.authRecord.emplace());
}

void takeOption(const QString &name, const QString &word, ScanInput &scan)
{
    const bool own = word == "DEFAULT"_L1;
    if (name == "cancelOption"_L1)
        scan.cancelOption = word;
    else if (name == "scannerOption"_L1)
        scan.prefersOwnScanner = own;
    else if (name == "profileOption"_L1)
        scan.prefersOwnProfile = own;
    else
        scan.prefersOwnRecord = own;
}

Problem takeTarget(const Element &target, ScanInput &scan)
{
    if (const Problem problem = strangerIn(
            target, {u"webApp", u"webApps", u"tags", u"webAppAuthRecord", u"scannerAppliance", u"scannerTags",
                     u"cancelOption", u"authRecordOption", u"profileOption", u"scannerOption", u"randomizeScan"}))
        return problem;
    for (const Element &element : target.children) {
        Problem problem;
        if (element.name == "webApp"_L1) {
            problem = takeId(element, scan.webApps.emplaceBack());
        } else if (element.name == "webApps"_L1) {
            QStringList ids;
            problem = takeIdList(element, u"WebApp"_s, ids);
            for (const QString &id : ids)
                scan.webApps << id.toLongLong();
            scan.isMulti = true;
        } else if (element.name == "tags"_L1) {
            problem = takeTargetTags(element, scan);
        } else if (element.name == "webAppAuthRecord"_L1) {
            problem = takeAuthRecord(element, scan);
        } else if (element.name == "scannerAppliance"_L1) {
            problem = takeScanner(element, scan);
        } else if (element.name == "scannerTags"_L1) {
            if (!scan.scanner)
                scan.scanner.emplace();
            problem = takeIdList(element, u"Tag"_s, scan.scanner->tags);
        } else if (element.name.endsWith("Option"_L1)) {
            QString word;
            problem = takeWord(element, {u"DEFAULT"_s, u"SPECIFIC"_s}, word);
            takeOption(element.name, word, scan);
        } else { // the order in which a multi-scan takes its web applications has no effect here
            bool randomize = false;
            problem = takeFlag(element, randomize);
        }
        if (problem)
            return problem;
    }
    return std::nullopt;
}

Problem takeMember(const Element &element, ScanInput &scan)
{
    if (element.name == "name"_L1)
        scan.name = element.text.trimmed();
    else if (element.name == "type"_L1)
        return takeWord(element, {u"VULNERABILITY"_s, u"DISCOVERY"_s}, scan.type);
    else if (element.name == "target"_L1)
        return takeTarget(element, scan);
    else if (element.name == "profile"_L1)
        return takeId(element, scan.profile);
    else if (element.name == "cancelAfterNHours"_L1)
        return takeNumber(element, scan.cancelAfter.emplace());
    else if (element.name == "cancelTime"_L1)
        scan.cancelAt = element.text.trimmed();
    else
        return takeFlag(element, element.name == "sendMail"_L1 ? scan.sendMail : scan.sendOneMail);
    return std::nullopt;
}

} // namespace

Checked<ScanInput> sandbox::readScanInput(const ServiceRequest &request)
{
    const Checked<Element> record = recordOf(request, u"WasScan"_s);
    if (!record)
        return tl::unexpected(record.error());
    if (const Problem problem =
            strangerIn(*record, {u"name", u"type", u"target", u"profile", u"cancelAfterNHours", u"cancelTime", u"proxy",
                                 u"dnsOverride", u"sendMail", u"sendOneMail"}))
        return tl::unexpected(*problem);
    ScanInput scan;
    for (const Element &element : record->children) {
        if (element.name == "proxy"_L1 || element.name == "dnsOverride"_L1) // to pass over it would pretend
            return tl::unexpected(refusal::invalidRequest(u"The sandbox does not keep '%1'."_s.arg(element.name)));
        if (const Problem problem = takeMember(element, scan))
            return tl::unexpected(*problem);
    }
    return scan;
}
