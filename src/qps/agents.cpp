// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/agents.h"

#include <QRegularExpression>
#include <QVarLengthArray>

using namespace Qt::StringLiterals;

namespace {

using Node = pugi::xml_node;
using Name = std::string_view;

/// Calls `use(item)` for the `name`d elements of the <list> in an element.
template <typename Use>
void forEachItem(Node element, Name name, Use use)
{
    qps::forEachElement(element.child("list"), [&](Name itemName, Node item) {
        if (itemName == name)
            use(item);
    });
}

int countItems(Node element, Name name)
{
    int count = 0;
    forEachItem(element, name, [&](Node) { ++count; });
    return count;
}

/// 0 for an element without content, which host assets have wherever nothing is known.
qint64 readNumberIfAny(Node element, qps::Issues &issues)
{
    return *element.value() == '\0' && !element.first_child() ? 0 : qps::readNumber(element, issues);
}

bool hasElements(Node element)
{
    for (const Node child : element)
        if (child.type() == pugi::node_element)
            return true;
    return false;
}

QList<TagRef> readTags(Node element, qps::Issues &issues, qps::RepeatedWords &words)
{
    QVarLengthArray<Node, 32> found; // gathered first: growing the result step by step costs more
    forEachItem(element, "TagSimple", [&](Node item) { found.append(item); });
    QList<TagRef> tags;
    tags.reserve(found.size());
    for (const Node item : found) {
        TagRef &tag = tags.emplace_back();
        qps::forEachElement(item, [&](Name name, Node child) {
            if (name == "id")
                tag.id = {qps::readNumber(child, issues)};
            else if (name == "name")
                tag.name = qps::readText(child, words);
        });
    }
    return tags;
}

/// "AGENT_VM, AGENT_SCA": most agents of a page have one of a few sets, so a list is made once and shared.
QStringList readModules(Node element, qps::AgentWords &words)
{
    constexpr std::size_t most = 16; // looked through one by one
    const QString text = qps::readWord(element, words.words);
    for (const auto &[known, list] : words.modules)
        if (known == text)
            return list;
    QStringList modules;
    for (const QStringView word : QStringView(text).split(u',', Qt::SkipEmptyParts))
        if (const QStringView trimmed = word.trimmed(); !trimmed.isEmpty())
            modules << trimmed.toString();
    if (words.modules.size() < most)
        words.modules.emplace_back(text, modules);
    return modules;
}

/// "00:50:56:9a:4c:11" whatever is between the digits and however they are written; anything else in small letters.
QString readMac(Node element)
{
    const QString text = qps::readWord(element);
    QVarLengthArray<QChar, 32> digits;
    for (const QChar c : text) {
        const char16_t lower = c.toLower().unicode();
        if ((lower >= u'0' && lower <= u'9') || (lower >= u'a' && lower <= u'f'))
            digits.append(QChar(lower));
        else if (c != u':' && c != u'-' && c != u'.' && c != u' ')
            return text.toLower();
    }
    if (digits.size() < 12 || digits.size() % 2 != 0)
        return text.toLower();
    QString mac;
    mac.reserve(digits.size() * 3 / 2);
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (i > 0 && i % 2 == 0)
            mac += u':';
        mac += digits[i];
    }
    return mac;
}

bool tellsHostsApart(const QString &mac)
{
    return std::ranges::any_of(mac, [](QChar c) { return c != u'0' && c != u':'; });
}

/// Each once; an interface has an entry for each of its addresses.
QStringList readMacs(Node element)
{
    QStringList macs;
    forEachItem(element, "HostAssetInterface", [&](Node item) {
        const Node node = item.child("macAddress");
        const QString mac = node ? readMac(node) : QString();
        if (tellsHostsApart(mac) && !macs.contains(mac))
            macs << mac;
    });
    return macs;
}

/// The serial number that a description of the BIOS may tell by name. Fillers such as "None" have no digit in them.
QString serialIn(const QString &bios)
{
    static const QRegularExpression named(
        u"\\bserial(?:\\s*(?:number|no\\.?|#))?\\s*[:=#]?\\s*(?=[\\w-]*\\d)([A-Za-z0-9][\\w-]{3,63})"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (!bios.contains("serial"_L1, Qt::CaseInsensitive))
        return {};
    return named.match(bios).captured(1);
}

void readInfo(Node element, Agent &agent, qps::Issues &issues, qps::AgentWords &words)
{
    qps::forEachElement(element, [&](Name name, Node child) {
        if (name == "agentVersion")
            agent.version = qps::readWord(child, words.words);
        else if (name == "agentId")
            agent.uuid = qps::readWord(child);
        else if (name == "status")
            agent.status = qps::readWord(child, words.words);
        else if (name == "lastCheckedIn")
            agent.lastCheckedIn = qps::readTime(child, issues);
        else if (name == "platform")
            agent.platform = qps::readWord(child, words.words);
        else if (name == "activatedModule")
            agent.modules = readModules(child, words);
        else if (name == "agentConfiguration")
            agent.configuration = qps::readText(child.child("name"), words.words);
        else if (name == "activationKey") {
            agent.key = qps::readWord(child.child("activationId"), words.words);
            agent.keyTitle = qps::readText(child.child("title"), words.words);
        }
    });
}

void readInfoDetails(Node element, AgentDetails &details)
{
    qps::forEachElement(element, [&](Name name, Node child) {
        if (name == "connectedFrom")
            details.connectedFrom = qps::readWord(child);
        else if (name == "location")
            details.location = qps::readText(child);
        else if (name == "locationGeoLatitude")
            details.latitude = qps::readWord(child);
        else if (name == "locationGeoLongtitude" || name == "locationGeoLongitude") // answers misspell it
            details.longitude = qps::readWord(child);
        else if (name == "chirpStatus")
            details.lastEvent = qps::readText(child);
        else if (name == "manifestVersion")
            qps::forEachElement(child, [&](Name kind, Node manifest) {
                if (const QString version = qps::readWord(manifest); !version.isEmpty())
                    details.manifests.append({QString::fromUtf8(kind.data(), qsizetype(kind.size())), version});
            });
    });
}

QList<AgentInterface> readInterfaces(Node element)
{
    QList<AgentInterface> interfaces;
    forEachItem(element, "HostAssetInterface", [&](Node item) {
        AgentInterface &entry = interfaces.emplace_back();
        qps::forEachElement(item, [&](Name name, Node child) {
            if (name == "interfaceName")
                entry.name = qps::readText(child);
            else if (name == "macAddress")
                entry.mac = readMac(child);
            else if (name == "address")
                entry.address = qps::readWord(child);
            else if (name == "gatewayAddress")
                entry.gateway = qps::readWord(child);
            else if (name == "hostname")
                entry.hostname = qps::readText(child);
        });
    });
    return interfaces;
}

QString sourceKind(Name name)
{
    if (name == "Ec2AssetSourceSimple")
        return u"EC2"_s;
    if (name == "AzureAssetSourceSimple")
        return u"Azure"_s;
    if (name == "GcpAssetSourceSimple")
        return u"GCP"_s;
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

/// A source is often an empty element, which says nothing.
QList<AgentSource> readSources(Node element)
{
    QList<AgentSource> sources;
    qps::forEachElement(element.child("list"), [&](Name kind, Node item) {
        AgentSource source{.kind = sourceKind(kind), .facts = {}};
        qps::forEachElement(item, [&](Name name, Node child) {
            if (hasElements(child))
                return; // such as the instance's own tags
            if (const QString value = qps::readText(child); !value.isEmpty())
                source.facts.append({QString::fromUtf8(name.data(), qsizetype(name.size())), value});
        });
        if (!source.facts.isEmpty())
            sources.append(source);
    });
    return sources;
}

} // namespace

std::optional<Agent> qps::readAgent(pugi::xml_node element, Issues &issues, AgentWords &words)
{
    Agent agent;
    bool hasInfo = false;
    forEachElement(element, [&](Name fullName, Node child) {
        const Name name = localName(fullName);
        if (name == "id")
            agent.id = {readNumber(child, issues)};
        else if (name == "name")
            agent.name = readText(child);
        else if (name == "created")
            agent.created = readTime(child, issues);
        else if (name == "modified")
            agent.modified = readTime(child, issues);
        else if (name == "os")
            agent.os = readText(child, words.words);
        else if (name == "address")
            agent.address = readWord(child);
        else if (name == "dnsHostName")
            agent.dnsHostName = readText(child);
        else if (name == "netbiosName")
            agent.netbiosName = readText(child);
        else if (name == "qwebHostId")
            agent.qwebHostId = readNumberIfAny(child, issues);
        else if (name == "tags")
            agent.tags = readTags(child, issues, words.words);
        else if (name == "biosDescription")
            agent.serial = serialIn(readText(child, words.words));
        else if (name == "networkInterface")
            agent.macs = readMacs(child);
        else if (name == "agentInfo") {
            hasInfo = true;
            readInfo(child, agent, issues, words);
        }
    });
    return hasInfo && agent.id ? std::optional(std::move(agent)) : std::nullopt;
}

std::optional<AgentDetails> qps::readAgentDetails(pugi::xml_node element, Issues &issues, AgentWords &words)
{
    std::optional<Agent> agent = readAgent(element, issues, words);
    if (!agent)
        return std::nullopt;
    AgentDetails details{.agent = std::move(*agent)};
    forEachElement(element, [&](Name fullName, Node child) {
        const Name name = localName(fullName);
        if (name == "fqdn")
            details.fqdn = readText(child);
        else if (name == "trackingMethod")
            details.trackingMethod = readWord(child);
        else if (name == "networkGuid")
            details.networkGuid = readWord(child);
        else if (name == "lastVulnScan")
            details.lastVulnScan = readTime(child, issues);
        else if (name == "lastComplianceScan")
            details.lastComplianceScan = readTime(child, issues);
        else if (name == "lastSystemBoot")
            details.lastSystemBoot = readTime(child, issues);
        else if (name == "lastLoggedOnUser")
            details.lastLoggedOnUser = readText(child);
        else if (name == "manufacturer")
            details.manufacturer = readText(child);
        else if (name == "model")
            details.model = readText(child);
        else if (name == "biosDescription")
            details.bios = readText(child);
        else if (name == "timezone")
            details.timezone = readText(child);
        else if (name == "totalMemory")
            details.totalMemoryMb = readNumberIfAny(child, issues);
        else if (name == "cloudProvider")
            details.cloudProvider = readWord(child);
        else if (name == "agentInfo")
            readInfoDetails(child, details);
        else if (name == "networkInterface")
            details.interfaces = readInterfaces(child);
        else if (name == "sourceInfo")
            details.sources = readSources(child);
        else if (name == "software")
            details.software = countItems(child, "HostAssetSoftware");
        else if (name == "openPort")
            details.openPorts = countItems(child, "HostAssetOpenPort");
        else if (name == "vuln")
            details.findings = countItems(child, "HostAssetVuln");
    });
    return details;
}

Result<qps::Page<Agent>> qps::readAgents(Raw raw)
{
    AgentWords words;
    return readPage(std::move(raw), "HostAsset",
                    [&words](Node element, Issues &issues) { return readAgent(element, issues, words); });
}

Result<qps::Page<AgentDetails>> qps::readAgentDetails(Raw raw)
{
    AgentWords words;
    return readPage(std::move(raw), "HostAsset",
                    [&words](Node element, Issues &issues) { return readAgentDetails(element, issues, words); });
}
