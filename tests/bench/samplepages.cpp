// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "samplepages.h"

#include <array>
#include <random>
#include <string_view>

namespace {

using Random = std::mt19937; // its numbers are the same everywhere, unlike those of the distributions

constexpr auto modules = std::to_array<const char *>(
    {"VM_LICENSE", "PC_LICENSE", "SCA", "PM", "SA", "EDR", "FIM", "SWCA", "CAPS", "MTG", "GAV", "ISL", "PAF"});
constexpr auto sites =
    std::to_array<const char *>({"Rotterdam", "Hamburg", "Antwerp", "Felixstowe", "Trieste", "Koper"});
constexpr auto uses = std::to_array<const char *>({"office laptops", "dock scanners", "gate kiosks", "test bench"});
constexpr auto types =
    std::to_array<const char *>({"UNLIMITED", "COUNT_LIMITED", "TIME_LIMITED", "COUNT_TIME_LIMITED"});

/// Indented by two blanks a level, as answers are.
class Writer
{
public:
    void open(const char *name)
    {
        indent();
        m_xml.append('<').append(name).append(">\n");
        ++m_level;
    }
    void close(const char *name)
    {
        --m_level;
        indent();
        m_xml.append("</").append(name).append(">\n");
    }
    void text(const char *name, const QByteArray &value)
    {
        indent();
        m_xml.append('<').append(name).append('>').append(value).append("</").append(name).append(">\n");
    }
    void number(const char *name, qint64 value) { text(name, QByteArray::number(value)); }
    QByteArray take() { return std::move(m_xml); }

private:
    void indent() { m_xml.append(2 * m_level, ' '); }

    QByteArray m_xml;
    int m_level = 1;
};

QByteArray uuid(Random &random)
{
    QByteArray hex;
    for (int i = 0; i < 4; ++i)
        hex += QByteArray::number(random(), 16).rightJustified(8, '0');
    for (const int dash : {20, 16, 12, 8})
        hex.insert(dash, '-');
    return hex;
}

QByteArray twoDigits(unsigned number)
{
    return QByteArray::number(number).rightJustified(2, '0');
}

QByteArray time(Random &random, unsigned firstYear)
{
    return QByteArray::number(firstYear + random() % 3) + '-' + twoDigits(1 + random() % 12) + '-' +
           twoDigits(1 + random() % 28) + 'T' + twoDigits(random() % 24) + ':' + twoDigits(random() % 60) + ':' +
           twoDigits(random() % 60) + 'Z';
}

template <typename List>
QByteArray pick(Random &random, const List &list)
{
    return list[random() % list.size()];
}

QByteArray title(Random &random, int number)
{
    const QByteArray start = pick(random, sites) + ' ' + pick(random, uses);
    if (number % 50 == 7)
        return "Gda\xC5\x84sk " + start + ' ' + QByteArray::number(number);
    return start + (number % 10 == 3 ? " &amp; spares " : " ") + QByteArray::number(number);
}

void writeLists(Writer &xml, Random &random, PageShape shape)
{
    const bool full = shape == PageShape::Full;
    xml.open("modules");
    xml.open("list");
    const std::size_t first = random() % modules.size();
    for (std::size_t i = 0; i < (full ? 10 : 5); ++i) {
        xml.open("ActivationKeyModule");
        xml.text("license", modules[(first + i) % modules.size()]);
        xml.close("ActivationKeyModule");
    }
    xml.close("list");
    xml.close("modules");
    xml.open("tags");
    xml.open("list");
    for (int i = 0; i < (full ? 6 : 3); ++i) {
        const std::size_t tag = random() % 400; // a subscription has some hundred of them
        xml.open("Tag");
        xml.number("id", 70'012'000 + qint64(tag));
        xml.text("name", QByteArray(sites[tag % sites.size()]) + " segment " + QByteArray::number(tag));
        xml.close("Tag");
    }
    xml.close("list");
    xml.close("tags");
    if (!full)
        return;
    xml.open("agents");
    xml.open("list");
    for (int i = 0; i < 2; ++i) {
        const auto host = qint64(random() % 100'000);
        xml.open("AgentAsset");
        xml.number("id", 880'400'000 + host);
        xml.text("uuid", uuid(random));
        xml.text("name", "lark-web-" + QByteArray::number(host));
        xml.close("AgentAsset");
    }
    xml.close("list");
    xml.close("agents");
}

void writeKey(Writer &xml, Random &random, qint64 id, PageShape shape)
{
    const auto number = int(id % 1'000);
    const bool disabled = number % 12 == 0;
    const QByteArray type = pick(random, types);
    xml.open("AgentActKey");
    xml.number("id", id);
    xml.text("activationKey", uuid(random));
    xml.text("status", disabled ? "INACTIVE" : "ACTIVE");
    xml.number("countPurchased", type.startsWith("COUNT") ? qint64(random() % 2'000) : 0);
    xml.number("countUsed", qint64(random() % 900));
    xml.text("datePurchased", time(random, 2022));
    xml.text("type", type);
    if (type.contains("TIME"))
        xml.text("expireDate", time(random, 2026));
    xml.text("title", title(random, number));
    xml.number("networkId", number % 9 == 0 ? 21'440 : 0);
    xml.text("isDisabled", disabled ? "true" : "false");
    xml.text("applyOnAgents", "false");
    writeLists(xml, random, shape);
    xml.text("suspendSelfPatch", "false");
    xml.number("ownerId", 410'027'000 + qint64(random() % 300));
    xml.close("AgentActKey");
}

constexpr auto moduleSets =
    std::to_array<const char *>({"AGENT_VM", "AGENT_VM,AGENT_SCA", "AGENT_VM,AGENT_PC,AGENT_FIM",
                                 "AGENT_VM,AGENT_SCA,AGENT_PM", "AGENT_VM,AGENT_SCA,AGENT_FIM,AGENT_PM", ""});
constexpr auto versions = std::to_array<const char *>({"7.2.0.31", "6.4.0.397", "6.2.0.18", "5.8.1.4"});
constexpr auto events = std::to_array<const char *>({"Manifest Downloaded", "Inventory Manifest Downloaded"});

struct System
{
    const char *platform, *os, *prefix;
};
constexpr auto systems = std::to_array<System>({
    {"Windows", "Windows Server 2022 Standard 64 bit Edition Version 21H2", "LARK-SQL-"},
    {"Windows", "Microsoft Windows 11 Enterprise 10.0.22631 64-bit", "LARK-LT-"},
    {"Linux", "Ubuntu Linux 22.04.4", "lark-web-"},
    {"Linux", "Red Hat Enterprise Linux 9.4", "lark-db-"},
    {"Mac OS X", "macOS 14.5", "MB-MACBOOK-"},
});

QByteArray address(Random &random)
{
    return "10." + QByteArray::number(unsigned(random() % 200)) + '.' + QByteArray::number(unsigned(random() % 256)) +
           '.' + QByteArray::number(unsigned(1 + random() % 250));
}

void writeHostTags(Writer &xml, Random &random)
{
    xml.open("tags");
    xml.open("list");
    const auto one = [&xml](qint64 id, const QByteArray &name) {
        xml.open("TagSimple");
        xml.number("id", id);
        xml.text("name", name);
        xml.close("TagSimple");
    };
    one(70'011'001, "Cloud Agent");
    for (auto left = int(1 + random() % 7); left > 0; --left) {
        const std::size_t tag = random() % 400;
        one(70'012'000 + qint64(tag), QByteArray(sites[tag % sites.size()]) +
                                          (tag % 7 == 0 ? " &amp; K\xC3\xB6ln " : " segment ") +
                                          QByteArray::number(qulonglong(tag)));
    }
    xml.close("list");
    xml.close("tags");
}

void writeInfo(Writer &xml, Random &random, const System &system, PageShape shape)
{
    xml.open("agentInfo");
    xml.text("agentVersion", pick(random, versions));
    xml.text("agentId", uuid(random));
    xml.text("status", random() % 5 == 0 ? "STATUS_INACTIVE" : "STATUS_ACTIVE");
    xml.text("lastCheckedIn", time(random, 2024));
    if (shape == PageShape::Full) {
        xml.text("connectedFrom", "198.51.100." + QByteArray::number(unsigned(random() % 250)));
        xml.text("location", "Frankfurt am Main, Hesse Germany");
        xml.text("locationGeoLatitude", "50.1109");
        xml.text("locationGeoLongtitude", "8.6821");
        xml.text("chirpStatus", pick(random, events));
    }
    xml.text("platform", system.platform);
    xml.text("activatedModule", pick(random, moduleSets));
    if (shape == PageShape::Full) {
        xml.open("manifestVersion");
        xml.text("vm", "VULNSIGS-VM-2.6.310.2-1");
        xml.text("sca", "VULNSIGS-SCA-2.6.309.3-1");
        xml.close("manifestVersion");
    }
    xml.open("agentConfiguration");
    const auto profile = qint64(random() % 12);
    xml.number("id", 1'810'000 + profile);
    xml.text("name", "Servers low CPU " + QByteArray::number(profile));
    xml.close("agentConfiguration");
    xml.open("activationKey");
    Random ofKey(unsigned(random() % 40)); // a few keys have all the agents
    const QByteArray site = pick(ofKey, sites);
    xml.text("activationId", uuid(ofKey));
    xml.text("title", site + " servers");
    xml.close("activationKey");
    xml.close("agentInfo");
}

void writeHardware(Writer &xml, Random &random, const QByteArray &host, const QByteArray &ip)
{
    xml.text("networkGuid", uuid(random));
    xml.text("trackingMethod", "QAGENT");
    xml.text("manufacturer", "VMware, Inc.");
    xml.text("model", "VMware7,1");
    xml.number("totalMemory", 1'024 * qint64(1 + random() % 64));
    xml.text("timezone", "+01:00");
    xml.text("biosDescription", "VMware, Inc. VMW71.00V.21100432 12/12/2023");
    xml.text("lastVulnScan", time(random, 2024));
    xml.text("vulnsUpdated", time(random, 2024));
    xml.text("informationGatheredUpdated", time(random, 2024));
    xml.open("openPort");
    xml.open("list");
    for (const int port : {22, 443}) {
        xml.open("HostAssetOpenPort");
        xml.number("port", port);
        xml.text("protocol", "TCP");
        xml.text("serviceName", port == 22 ? "openbsd secure shell server" : "nginx");
        xml.close("HostAssetOpenPort");
    }
    xml.close("list");
    xml.close("openPort");
    for (const char *empty : {"software", "vuln", "processor", "account"}) {
        xml.open(empty);
        xml.text("list", {});
        xml.close(empty);
    }
    xml.open("volume");
    xml.open("list");
    for (const char *name : {"/", "/boot"}) {
        xml.open("HostAssetVolume");
        xml.text("name", name);
        xml.number("size", 42'140'499'968);
        xml.number("free", 20'911'857'664);
        xml.close("HostAssetVolume");
    }
    xml.close("list");
    xml.close("volume");
    QByteArray mac = "00:50:56";
    for (int i = 0; i < 3; ++i)
        mac += ':' + QByteArray::number(unsigned(random() % 256), 16).rightJustified(2, '0');
    xml.open("networkInterface");
    xml.open("list");
    for (const QByteArray &own : {ip, QByteArray("fe80:0:0:0:250:56ff:fe9a:4c11")}) {
        xml.open("HostAssetInterface");
        xml.text("interfaceName", "ens192");
        xml.text("macAddress", mac);
        xml.text("address", own);
        xml.text("gatewayAddress", "10.20.4.1");
        xml.text("hostname", host);
        xml.close("HostAssetInterface");
    }
    xml.close("list");
    xml.close("networkInterface");
    xml.text("isDockerHost", "false");
}

void writeAgent(Writer &xml, Random &random, qint64 id, PageShape shape)
{
    const bool full = shape == PageShape::Full;
    const System &system = systems[random() % systems.size()];
    const QByteArray name = system.prefix + QByteArray::number(id % 1'000'000);
    const QByteArray host = name.toLower() + ".larkspur.example", ip = address(random);
    xml.open("HostAsset");
    xml.number("id", id);
    xml.text("name", id % 50 == 7 ? "Gda\xC5\x84sk-" + name : name);
    xml.text("created", time(random, 2022));
    xml.text("modified", time(random, 2024));
    if (full)
        xml.text("type", "HOST");
    writeHostTags(xml, random);
    if (full) {
        xml.open("sourceInfo");
        xml.open("list");
        xml.text("AssetSource", {});
        xml.close("list");
        xml.close("sourceInfo");
        xml.number("criticalityScore", 1 + id % 5);
    }
    xml.number("qwebHostId", 990'000'000 + id % 1'000'000);
    if (full) {
        xml.text("lastComplianceScan", time(random, 2024));
        xml.text("lastSystemBoot", time(random, 2024));
        xml.text("lastLoggedOnUser", "deploy");
        xml.text("fqdn", host);
    }
    xml.text("os", system.os);
    xml.text("dnsHostName", host);
    writeInfo(xml, random, system, shape);
    xml.text("netbiosName", name.toUpper());
    xml.text("address", ip);
    if (full)
        writeHardware(xml, random, host, ip);
    xml.close("HostAsset");
}

template <typename Write>
QByteArray page(int records, PageShape shape, qint64 first, bool more, const QByteArray &schema, Write write)
{
    Random random(1);
    Writer xml;
    xml.text("responseCode", "SUCCESS");
    xml.number("count", records);
    xml.text("hasMoreRecords", more ? "true" : "false");
    if (more)
        xml.number("lastId", first + records - 1);
    xml.open("data");
    for (int i = 0; i < records; ++i)
        write(xml, random, first + i, shape);
    xml.close("data");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<ServiceResponse xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation="
           "\"https://qualysapi.qg2.apps.qualys.com/qps/xsd/" +
           schema + "\">\n" + xml.take() + "</ServiceResponse>\n";
}

} // namespace

QByteArray agentPage(int agents, PageShape shape, qint64 first, bool more)
{
    return page(agents, shape, first, more, "2.0/am/hostasset.xsd", &writeAgent);
}

QByteArray keyPage(int keys, PageShape shape, qint64 first, bool more)
{
    return page(keys, shape, first, more, "1.0/ca/agentactkey.xsd", &writeKey);
}
