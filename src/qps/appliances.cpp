// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/appliances.h"

#include "qps/classify.h"
#include "qps/wasparts.h"

using namespace Qt::StringLiterals;

namespace {

using Node = pugi::xml_node;

/// `updated="yes"`: whether what the appliance runs is the latest.
std::optional<bool> isCurrent(Node element)
{
    const QString word = QString::fromUtf8(element.attribute("updated").value()).toLower();
    return word == "yes"_L1 ? std::optional(true) : word == "no"_L1 ? std::optional(false) : std::nullopt;
}

/// ACTIVATION_CODE is a secret and passed over.
Appliance readAppliance(Node element, qps::Issues &issues)
{
    using namespace qps;
    Appliance appliance;
    forEachElement(element, [&](std::string_view name, Node child) {
        if (name == "ID")
            appliance.id = {readNumber(child, issues)};
        else if (name == "UUID")
            appliance.uuid = readWord(child);
        else if (name == "NAME")
            appliance.name = readWord(child);
        else if (name == "SOFTWARE_VERSION")
            appliance.softwareVersion = readWord(child);
        else if (name == "RUNNING_SLICES_COUNT")
            appliance.runningSlices = int(readNumberIfAny(child, issues).value_or(0));
        else if (name == "RUNNING_SCAN_COUNT")
            appliance.runningScans = int(readNumberIfAny(child, issues).value_or(0));
        else if (name == "STATUS")
            appliance.status = readWord(child);
        else if (name == "MODEL_NUMBER")
            appliance.model = readWord(child);
        else if (name == "TYPE")
            appliance.type = readWord(child);
        else if (name == "ML_VERSION")
            appliance.scannerCurrent = isCurrent(child);
        else if (name == "VULNSIGS_VERSION")
            appliance.signaturesCurrent = isCurrent(child);
        else if (name == "ASSET_TAGS_LIST")
            for (const Node tag : child.children("ASSET_TAG"))
                appliance.tags << readText(tag.child("NAME"));
        else if (name == "LAST_UPDATED_DATE")
            appliance.updated = readTime(child, issues);
        else if (name == "HEARTBEATS_MISSED")
            appliance.heartbeatsMissed = int(readNumberIfAny(child, issues).value_or(0));
        else if (name == "COMMENTS")
            appliance.comments = readText(child);
    });
    return appliance;
}

} // namespace

Result<QList<Appliance>> qps::readAppliances(Raw raw)
{
    const Raw head{raw.body.left(qsizetype(64) * 1024), raw.status, raw.contentType};
    const Result<Document> document = Document::parse(std::move(raw.body), {.classicDoctype = true});
    const Node response = document ? document->root().child("RESPONSE") : Node();
    if (!response || localName(document->root()) != "APPLIANCE_LIST_OUTPUT")
        return tl::unexpected(classifyOdd(head, document));
    if (head.status < 200 || head.status >= 300)
        return failed(kindOfStatus(head.status));
    QList<Appliance> appliances;
    Issues issues;
    for (const Node child : response.child("APPLIANCE_LIST").children("APPLIANCE"))
        appliances << readAppliance(child, issues);
    if (!issues.isEmpty())
        return failed(Failure::Kind::Unreadable, issues.first());
    return appliances;
}
