// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/hostdetails.h"

#include "sandbox/random.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using Role = HostModel::Role;

/// Which of a machine's numbers.
enum Salt : quint64 {
    SoftwareCount = 0,
    FindingCount = 1,
    Memory = 10,
    Cpu = 11,
    Disk = 12,
    Mac = 13,
    User = 14,
    Public = 15,
    Site = 16,
    PackageAt = 1'000,
    FindingAt = 100'000,
};

quint64 numberOf(const AgentRow &row, quint64 salt)
{
    return mixed(quint64(row.machine), salt);
}

/// Around the middle, by a fifth to both sides. Hosts that never checked in have nothing to tell, as have the lists of
/// the macOS sample.
int countOf(const AgentRow &row, Salt salt, int laptop, int server, int heavy)
{
    if (!row.checkedIn || row.model == 3)
        return 0;
    const Role role = row.kind().role;
    const int middle = role == Role::Laptop ? laptop : role == Role::Server ? server : heavy;
    return middle * 4 / 5 + int(numberOf(row, salt) % quint64(middle * 2 / 5 + 1));
}

QString latin(const char *text)
{
    return QString::fromLatin1(text);
}

QStringList partsOf(const char *list)
{
    return latin(list).split(u'|', Qt::SkipEmptyParts);
}

bool isCloud(const AgentRow &row)
{
    return QLatin1StringView(row.kind().maker) == "Amazon EC2"_L1;
}

constexpr auto stems = std::to_array<const char *>(
    {"lib",   "python3-", "perl-",   "gir1.2-",  "fonts-", "linux-", "gnome-", "ruby-", "golang-",    "node-",
     "java-", "x11-",     "kernel-", "systemd-", "cups-",  "samba-", "dbus-",  "nss-",  "gstreamer-", "pam-"});
constexpr auto topics = std::to_array<const char *>(
    {"ssl",    "crypto", "zip",     "image",   "audio",  "xml",    "json",   "http",  "socket",
     "thread", "font",   "render",  "cache",   "index",  "search", "mail",   "ldap",  "kerberos",
     "proxy",  "queue",  "metrics", "trace",   "config", "locale", "time",   "math",  "graph",
     "usb",    "wifi",   "printer", "scanner", "codec",  "backup", "update", "policy"});

Node group(const QString &name, QList<Node> members)
{
    return Node::group(name, std::move(members));
}

QString hex(quint64 number, int digits)
{
    return QString::number(number, 16).rightJustified(digits, u'0').right(digits);
}

} // namespace

Node sandbox::details::openPorts(const AgentRow &row)
{
    QList<Node> items;
    for (const QString &port : partsOf(row.checkedIn ? row.kind().ports : ""))
        items << group(u"HostAssetOpenPort"_s,
                       {Node::number(u"port"_s, port.section(u' ', 0, 0).toLongLong()),
                        Node::text(u"protocol"_s, u"TCP"_s), Node::text(u"serviceName"_s, port.section(u' ', 1))});
    return Node::list(u"openPort"_s, items);
}

Node sandbox::details::software(const AgentRow &row)
{
    const int count = countOf(row, SoftwareCount, 250, 700, 2'500);
    QList<Node> items;
    const auto add = [&items](const QString &name, const QString &version) {
        items << group(u"HostAssetSoftware"_s, {Node::text(u"name"_s, name), Node::text(u"version"_s, version)});
    };
    if (row.checkedIn)
        for (const QString &known : partsOf(row.kind().software))
            add(known.section(u'=', 0, 0), known.section(u'=', 1));
    for (int i = int(items.size()); i < count; ++i) {
        // The same package on all hosts of a model, in one of a few versions.
        const quint64 package = mixed(quint64(row.model), PackageAt + quint64(i)),
                      version = numberOf(row, PackageAt + quint64(i));
        add(latin(stems[package % stems.size()]) + latin(topics[package / 32 % topics.size()]) +
                QString::number(package / 4096 % 90 + 10),
            u"%1.%2.%3-%4"_s.arg(package / 7 % 9 + 1).arg(package / 11 % 20).arg(version % 4).arg(package / 13 % 30));
    }
    return Node::list(u"software"_s, items);
}

Node sandbox::details::findings(const AgentRow &row)
{
    const int count = row.vulnScan ? countOf(row, FindingCount, 60, 150, 400) : 0;
    QList<Node> items;
    for (int i = 0; i < count; ++i) {
        const quint64 number = numberOf(row, FindingAt + quint64(i));
        items << group(u"HostAssetVuln"_s,
                       {Node::number(u"qid"_s, number % 3 == 0 ? 38'000 + qint64(number / 8 % 900)
                                                               : 370'000 + qint64(number / 8 % 9'000)),
                        Node::number(u"hostInstanceVulnId"_s, 71'500'000'000 + (row.machine - 880'000'000) * 1'000 + i),
                        Node::text(u"firstFound"_s, momentText(*row.vulnScan - qint64(number / 64 % 15'552'000))),
                        Node::text(u"lastFound"_s, momentText(*row.vulnScan))});
    }
    return Node::list(u"vuln"_s, items);
}

Node sandbox::details::processors(const AgentRow &row)
{
    static constexpr auto names =
        std::to_array<std::pair<const char *, int>>({{"Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz", 2'000},
                                                     {"Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz", 2'899},
                                                     {"AMD EPYC 7543 32-Core Processor", 2'794},
                                                     {"13th Gen Intel(R) Core(TM) i5-1345U", 1'600},
                                                     {"12th Gen Intel(R) Core(TM) i7-1265U", 1'800},
                                                     {"AMD Ryzen 7 PRO 7840U w/ Radeon 780M Graphics", 3'301}});
    if (row.model == 3)
        return Node::list(u"processor"_s, {});
    const std::size_t first = row.kind().role == Role::Laptop ? 3 : 0;
    const auto &[name, speed] = names[row.machine == 880'400'101 ? 0 : first + numberOf(row, Cpu) % 3];
    return Node::list(u"processor"_s, {group(u"HostAssetProcessor"_s,
                                             {Node::text(u"name"_s, latin(name)), Node::number(u"speed"_s, speed)})});
}

Node sandbox::details::volumes(const AgentRow &row)
{
    QList<Node> items;
    const auto add = [&](const QString &name, qint64 gibibytes, quint64 salt) {
        const qint64 size = gibibytes * 1'073'741'824 - qint64(salt) * 4'096;
        items << group(u"HostAssetVolume"_s,
                       {Node::text(u"name"_s, name), Node::number(u"size"_s, size),
                        Node::number(u"free"_s, size / 1'000 * qint64(50 + numberOf(row, Disk + salt) % 900))});
    };
    const bool windows = QLatin1StringView(row.kind().platform) == "Windows"_L1;
    if (row.model == 3)
        return Node::list(u"volume"_s, {});
    add(windows ? u"C:"_s : u"/"_s, 64 << (numberOf(row, Disk) % 4), 1);
    if (!windows)
        add(u"/boot"_s, 2, 2);
    if (row.kind().role == Role::Heavy)
        add(windows ? u"D:"_s : u"/data"_s, 2'048, 3);
    return Node::list(u"volume"_s, items);
}

Node sandbox::details::accounts(const AgentRow &row)
{
    QList<Node> items;
    if (row.model != 3)
        for (const QString &name :
             {QLatin1StringView(row.kind().platform) == "Windows"_L1 ? u"Administrator"_s : u"root"_s,
              lastUser(row).section(u'\\', -1)})
            items << group(u"HostAssetAccount"_s, {Node::text(u"username"_s, name)});
    return Node::list(u"account"_s, items);
}

Node sandbox::details::interfaces(const AgentRow &row)
{
    const bool windows = QLatin1StringView(row.kind().platform) == "Windows"_L1;
    if (row.model == 3 && row.machine == 880'400'103)
        return Node::list(u"networkInterface"_s, {}); // as the sample has it
    const QString number = hex(numberOf(row, Mac), 6);
    const QString mac = u"00:50:56:%1:%2:%3"_s.arg(number.first(2), number.mid(2, 2), number.last(2));
    const QString name = windows ? u"Intel(R) Ethernet Connection"_s : row.model == 16 ? u"en0"_s : u"ens192"_s;
    const QString gateway = row.address.section(u'.', 0, 2) + u".1"_s;
    const QString host = row.name.toLower() + latin(hostDomain);
    QList<Node> items;
    for (const QString &address : {row.address, u"fe80:0:0:0:250:56ff:fe%1:%2"_s.arg(number.first(2), number.last(4))})
        items << group(u"HostAssetInterface"_s,
                       {Node::text(u"interfaceName"_s, name), Node::text(u"macAddress"_s, mac),
                        Node::text(u"address"_s, address), Node::text(u"gatewayAddress"_s, gateway),
                        Node::text(u"hostname"_s, host)});
    return Node::list(u"networkInterface"_s, items);
}

Node sandbox::details::sources(const AgentRow &row)
{
    QList<Node> items;
    if (isCloud(row)) {
        const auto text = [](const QString &name, const QString &value) { return Node::text(name, value); };
        const quint64 number = numberOf(row, Site);
        items << group(
            u"Ec2AssetSourceSimple"_s,
            {Node::number(u"assetId"_s, row.id), text(u"type"_s, u"EC_2"_s),
             text(u"firstDiscovered"_s, momentText(row.created + 3)), text(u"availabilityZone"_s, u"eu-central-1b"_s),
             text(u"instanceId"_s, u"i-0"_s + hex(number, 16)), text(u"instanceType"_s, latin(row.kind().product)),
             text(u"instanceState"_s, u"RUNNING"_s), text(u"accountId"_s, u"123456789012"_s),
             text(u"region"_s, u"eu-central-1"_s), text(u"privateIpAddress"_s, row.address)});
    } else if (numberOf(row, Site) % 16 == 0 && row.kind().role == Role::Server) {
        items << group(u"AzureAssetSourceSimple"_s,
                       {Node::number(u"assetId"_s, row.id), Node::text(u"type"_s, u"AZURE"_s),
                        Node::text(u"location"_s, u"westeurope"_s), Node::text(u"state"_s, u"RUNNING"_s)});
    }
    items << group(u"AssetSource"_s, {});
    return Node::list(u"sourceInfo"_s, items);
}

QString sandbox::details::lastUser(const AgentRow &row)
{
    static constexpr auto people = std::to_array<const char *>(
        {"mbianchi", "tokafor", "kim.oh", "jweber", "pnair", "hlindqvist", "evarga", "naas", "druiz", "svc-sql"});
    static constexpr auto services = std::to_array<const char *>({"deploy", "ansible", "backup", "ops"});
    const quint64 number = numberOf(row, User);
    if (QLatin1StringView(row.kind().platform) == "Windows"_L1)
        return u"LARKSPUR\\"_s + latin(people[number % people.size()]);
    return row.kind().role == Role::Laptop ? latin(people[number % (people.size() - 1)])
                                           : latin(services[row.machine == 880'400'101 ? 0 : number % services.size()]);
}

qint64 sandbox::details::memoryMb(const AgentRow &row)
{
    const qint64 least = row.kind().role == Role::Heavy ? 65'536 : 8'192;
    return (least << (numberOf(row, Memory) % 3)) - 229;
}

QString sandbox::details::connectedFrom(const AgentRow &row)
{
    const quint64 number = numberOf(row, Public);
    return (number % 2 == 0 ? u"198.51.100.%1"_s : u"203.0.113.%1"_s).arg(number / 2 % 250 + 2);
}

std::optional<sandbox::details::Place> sandbox::details::place(const AgentRow &row)
{
    static constexpr auto places = std::to_array<Place>({
        {u"Frankfurt am Main, Hesse Germany", u"50.1109", u"8.6821"},
        {u"Antwerp, Flanders Belgium", u"51.2194", u"4.4025"},
        {u"Rotterdam, South Holland Netherlands", u"51.9244", u"4.4777"},
        {u"Gdańsk, Pomerania Poland", u"54.352", u"18.6466"},
    });
    const quint64 number = row.machine == 880'400'101 ? 0 : numberOf(row, Public);
    return number % 5 == 4 ? std::nullopt : std::optional(places[number % 5]);
}
