// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/agents.h"

#include <QRegularExpression>
#include <QVarLengthArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

using Node = pugi::xml_node;
using Name = std::string_view;

/// Whether a name is this word. A name is asked against a dozen words, so it matters that the length decides at once.
template <std::size_t Size>
bool is(Name name, const char (&word)[Size])
{
    return name.size() == Size - 1 && std::equal(word, word + Size - 1, name.begin());
}

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
            if (is(name, "id"))
                tag.id = {qps::readNumber(child, issues)};
            else if (is(name, "name"))
                tag.name = qps::readText(child, words);
        });
    }
    return tags;
}

/// "AGENT_VM, AGENT_SCA"
QStringList modulesIn(const QString &text)
{
    QStringList modules;
    for (const QStringView word : QStringView(text).split(u',', Qt::SkipEmptyParts))
        if (const QStringView trimmed = word.trimmed(); !trimmed.isEmpty())
            modules << trimmed.toString();
    return modules;
}

/// Six pairs of digits with colons between them, as nearly all MACs come; anything else is for the careful way.
bool isUsualMac(std::string_view text)
{
    if (text.size() != 17)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i], small = char(c | 0x20);
        const bool fits = i % 3 == 2 ? c == ':' : (c >= '0' && c <= '9') || (small >= 'a' && small <= 'f');
        if (!fits)
            return false;
    }
    return true;
}

/// "00:50:56:9a:4c:11" whatever is between the digits and however they are written; anything else in small letters.
QString readMac(Node element)
{
    if (const std::string_view usual = element.value(); isUsualMac(usual)) {
        std::array<char, 17> small{};
        std::ranges::transform(usual, small.begin(), [](char c) { return c == ':' ? c : char(c | 0x20); });
        return QString::fromLatin1(small.data(), qsizetype(small.size()));
    }
    QString text = qps::readWord(element).toLower();
    QString digits;
    for (const QChar c : text)
        if ((c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'))
            digits += c;
        else if (c != u':' && c != u'-' && c != u'.' && c != u' ')
            return text;
    if (digits.size() < 12 || digits.size() % 2 != 0)
        return text;
    for (qsizetype at = digits.size() - 2; at > 0; at -= 2)
        digits.insert(at, u':');
    return digits;
}

bool tellsHostsApart(const QString &mac)
{
    return std::ranges::any_of(mac, [](QChar c) { return c != u'0' && c != u':'; });
}

/// Each once; an interface has an entry for each of its addresses.
QStringList readMacs(Node element)
{
    QStringList macs;
    std::string_view last;
    forEachItem(element, "HostAssetInterface", [&](Node item) {
        const Node node = item.child("macAddress");
        if (const std::string_view value = node.value();
            !node || (!value.empty() && value == std::exchange(last, value)))
            return;
        if (const QString mac = readMac(node); tellsHostsApart(mac) && !macs.contains(mac))
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
        if (is(name, "agentVersion"))
            agent.version = qps::readWord(child, words.words);
        else if (is(name, "agentId"))
            agent.uuid = qps::readWord(child);
        else if (is(name, "status"))
            agent.status = qps::readWord(child, words.words);
        else if (is(name, "lastCheckedIn"))
            agent.lastCheckedIn = qps::readTime(child, issues);
        else if (is(name, "platform"))
            agent.platform = qps::readWord(child, words.words);
        else if (is(name, "activatedModule"))
            agent.modules = words.modules.of(qps::readWord(child, words.words), &modulesIn);
        else if (is(name, "agentConfiguration"))
            agent.configuration = qps::readText(child.child("name"), words.words);
        else if (is(name, "activationKey")) {
            agent.key = qps::readWord(child.child("activationId"), words.words);
            agent.keyTitle = qps::readText(child.child("title"), words.words);
        }
    });
}

void readInfoDetails(Node element, AgentDetails &details)
{
    qps::forEachElement(element, [&](Name name, Node child) {
        if (is(name, "connectedFrom"))
            details.connectedFrom = qps::readWord(child);
        else if (is(name, "location"))
            details.location = qps::readText(child);
        else if (is(name, "locationGeoLatitude"))
            details.latitude = qps::readWord(child);
        else if (is(name, "locationGeoLongtitude") || is(name, "locationGeoLongitude")) // answers misspell it
            details.longitude = qps::readWord(child);
        else if (is(name, "chirpStatus"))
            details.lastEvent = qps::readText(child);
        else if (is(name, "manifestVersion"))
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
            if (is(name, "interfaceName"))
                entry.name = qps::readText(child);
            else if (is(name, "macAddress"))
                entry.mac = readMac(child);
            else if (is(name, "address"))
                entry.address = qps::readWord(child);
            else if (is(name, "gatewayAddress"))
                entry.gateway = qps::readWord(child);
            else if (is(name, "hostname"))
                entry.hostname = qps::readText(child);
        });
    });
    return interfaces;
}

QString sourceKind(Name name)
{
    if (is(name, "Ec2AssetSourceSimple"))
        return u"EC2"_s;
    if (is(name, "AzureAssetSourceSimple"))
        return u"Azure"_s;
    if (is(name, "GcpAssetSourceSimple"))
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
    std::optional<Agent> read(std::in_place);
    Agent &agent = *read;
    bool hasInfo = false;
    forEachElement(element, [&](Name name, Node child) {
        if (is(name, "id"))
            agent.id = {readNumber(child, issues)};
        else if (is(name, "name"))
            agent.name = readText(child);
        else if (is(name, "created"))
            agent.created = readTime(child, issues);
        else if (is(name, "modified"))
            agent.modified = readTime(child, issues);
        else if (is(name, "os"))
            agent.os = readText(child, words.words);
        else if (is(name, "address"))
            agent.address = readWord(child);
        else if (is(name, "dnsHostName"))
            agent.dnsHostName = readText(child);
        else if (is(name, "netbiosName"))
            agent.netbiosName = readText(child);
        else if (is(name, "qwebHostId"))
            agent.qwebHostId = readNumberIfAny(child, issues);
        else if (is(name, "tags"))
            agent.tags = readTags(child, issues, words.words);
        else if (is(name, "biosDescription"))
            agent.serial = words.serials.of(readText(child, words.words), &serialIn);
        else if (is(name, "networkInterface"))
            agent.macs = readMacs(child);
        else if (is(name, "agentInfo")) {
            hasInfo = true;
            readInfo(child, agent, issues, words);
        } else if (is(name, "lastVulnScan"))
            agent.lastVulnScan = readTime(child, issues);
        else if (is(name, "lastComplianceScan"))
            agent.lastComplianceScan = readTime(child, issues);
    });
    if (!hasInfo || !agent.id)
        read.reset();
    return read;
}

std::optional<AgentDetails> qps::readAgentDetails(pugi::xml_node element, Issues &issues, AgentWords &words)
{
    std::optional<Agent> agent = readAgent(element, issues, words);
    if (!agent)
        return std::nullopt;
    AgentDetails details{.agent = std::move(*agent)};
    forEachElement(element, [&](Name name, Node child) {
        if (is(name, "fqdn"))
            details.fqdn = readText(child);
        else if (is(name, "trackingMethod"))
            details.trackingMethod = readWord(child);
        else if (is(name, "networkGuid"))
            details.networkGuid = readWord(child);
        else if (is(name, "lastSystemBoot"))
            details.lastSystemBoot = readTime(child, issues);
        else if (is(name, "lastLoggedOnUser"))
            details.lastLoggedOnUser = readText(child);
        else if (is(name, "manufacturer"))
            details.manufacturer = readText(child);
        else if (is(name, "model"))
            details.model = readText(child);
        else if (is(name, "biosDescription"))
            details.bios = readText(child);
        else if (is(name, "timezone"))
            details.timezone = readText(child);
        else if (is(name, "totalMemory"))
            details.totalMemoryMb = readNumberIfAny(child, issues);
        else if (is(name, "cloudProvider"))
            details.cloudProvider = readWord(child);
        else if (is(name, "agentInfo"))
            readInfoDetails(child, details);
        else if (is(name, "networkInterface"))
            details.interfaces = readInterfaces(child);
        else if (is(name, "sourceInfo"))
            details.sources = readSources(child);
        else if (is(name, "software"))
            details.software = countItems(child, "HostAssetSoftware");
        else if (is(name, "openPort"))
            details.openPorts = countItems(child, "HostAssetOpenPort");
        else if (is(name, "vuln"))
            details.findings = countItems(child, "HostAssetVuln");
    });
    return details;
}

Result<qps::Page<Agent>> qps::readAgents(Raw raw)
{
    // Nine tenths of a full record, of which a row shows nothing.
    static constexpr auto unread = std::to_array<std::string_view>(
        {"sourceInfo", "openPort", "software", "vuln", "processor", "volume", "account"});
    AgentWords words;
    return readPage(
        std::move(raw), "HostAsset",
        [&words](Node element, Issues &issues) { return readAgent(element, issues, words); }, unread);
}

Result<qps::Page<AgentDetails>> qps::readAgentDetails(Raw raw)
{
    AgentWords words;
    return readPage(std::move(raw), "HostAsset",
                    [&words](Node element, Issues &issues) { return readAgentDetails(element, issues, words); });
}
