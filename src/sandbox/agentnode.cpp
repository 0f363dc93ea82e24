// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/agentnode.h"

#include "sandbox/agentfilters.h"
#include "sandbox/hostdetails.h"
#include "sandbox/random.h"

using namespace Qt::StringLiterals;

/// Nothing where the row has no such value: the service then leaves the element out.
struct sandbox::AgentShape::Member
{
    QString name;
    std::optional<Node> (*make)(const QString &name, const AgentRow &row, AgentBook &book);
};

namespace {

using namespace sandbox;
using Members = std::vector<AgentShape::Member>;
using Maybe = std::optional<Node>;
using Name = const QString &;
using Row = const AgentRow &;

Maybe moment(Name name, std::optional<qint64> seconds)
{
    return seconds ? Maybe(Node::text(name, momentText(*seconds))) : std::nullopt;
}

Maybe latin(Name name, const char *text)
{
    return Node::text(name, QString::fromLatin1(text));
}

Maybe scanned(Name name, Row row, qint64 later)
{
    return row.vulnScan ? moment(name, *row.vulnScan + later) : std::nullopt;
}

bool isLinux(Row row)
{
    return QLatin1StringView(row.kind().platform) == "Linux"_L1;
}

bool isWindows(Row row)
{
    return QLatin1StringView(row.kind().platform) == "Windows"_L1;
}

bool isCloud(Row row)
{
    return QLatin1StringView(row.kind().maker) == "Amazon EC2"_L1;
}

/// Signatures of the modules that have some.
Maybe manifests(Name name, Row row, AgentBook &book)
{
    static const QList<std::pair<QString, QString>> kinds{
        {u"AGENT_VM"_s, u"vm"_s}, {u"AGENT_PC"_s, u"pc"_s}, {u"AGENT_SCA"_s, u"sca"_s}};
    QList<Node> versions;
    const QStringList modules = book.agentModules(row.modules).split(u',');
    for (const auto &[module, kind] : kinds)
        if (modules.contains(module) && row.checkedIn)
            versions << Node::text(kind, u"VULNSIGS-%1-2.6.3%2.2-1"_s.arg(kind.toUpper()).arg(row.machine % 11));
    return versions.isEmpty() ? std::nullopt : Maybe(Node::group(name, versions));
}

constexpr std::size_t assetMembers = 7;

/// In the order of the service's answers; the first seven are an Asset's as well.
const Members &hostMembers()
{
    static const Members members{
        {u"id"_s, [](Name name, Row row, AgentBook &) -> Maybe { return Node::number(name, row.id); }},
        {u"name"_s, [](Name name, Row row, AgentBook &) -> Maybe { return Node::text(name, row.name); }},
        {u"created"_s, [](Name name, Row row, AgentBook &) { return moment(name, row.created); }},
        {u"modified"_s, [](Name name, Row row, AgentBook &) { return moment(name, row.modified); }},
        {u"type"_s, [](Name name, Row, AgentBook &) { return latin(name, "HOST"); }},
        {u"tags"_s, [](Name name, Row row, AgentBook &book) -> Maybe { return Node::list(name, book.tags(row.tags)); }},
        {u"sourceInfo"_s, [](Name, Row row, AgentBook &) -> Maybe { return details::sources(row); }},
        {u"criticalityScore"_s,
         [](Name name, Row row, AgentBook &) -> Maybe {
             const bool known = row.checkedIn && row.kind().role != HostModel::Role::Laptop;
             return known ? Maybe(Node::number(name, isWindows(row) ? 5 : 4)) : std::nullopt;
         }},
        {u"qwebHostId"_s,
         [](Name name, Row row, AgentBook &) {
             return row.vulnScan ? Maybe(Node::number(name, row.id + hostIdOffset)) : std::nullopt;
         }},
        {u"lastComplianceScan"_s, [](Name name, Row row, AgentBook &) { return moment(name, row.complianceScan); }},
        {u"lastSystemBoot"_s,
         [](Name name, Row row, AgentBook &) {
             return row.checkedIn && row.model != 3
                        ? moment(name, *row.checkedIn - qint64(mixed(quint64(row.machine), 77) % 2'600'000))
                        : std::nullopt;
         }},
        {u"lastLoggedOnUser"_s,
         [](Name name, Row row, AgentBook &) {
             return row.checkedIn && row.model != 3 ? Maybe(Node::text(name, details::lastUser(row))) : std::nullopt;
         }},
        {u"domain"_s,
         [](Name name, Row row, AgentBook &) { return isWindows(row) ? latin(name, "LARKSPUR") : std::nullopt; }},
        {u"fqdn"_s,
         [](Name name, Row row, AgentBook &) -> Maybe {
             return Node::text(name, row.name.toLower() + QLatin1StringView(hostDomain));
         }},
        {u"os"_s, [](Name name, Row row, AgentBook &book) -> Maybe { return Node::text(name, book.os(row.model)); }},
        {u"dnsHostName"_s,
         [](Name name, Row row, AgentBook &) -> Maybe {
             return Node::text(name, row.name.toLower() + QLatin1StringView(hostDomain));
         }},
        {u"agentInfo"_s, nullptr}, // has members of its own
        {u"netbiosName"_s,
         [](Name name, Row row, AgentBook &) {
             return isLinux(row) ? std::nullopt : Maybe(Node::text(name, row.name.left(15).toUpper()));
         }},
        {u"networkGuid"_s, [](Name name, Row, AgentBook &) { return latin(name, networkGuid); }},
        {u"address"_s, [](Name name, Row row, AgentBook &) -> Maybe { return Node::text(name, row.address); }},
        {u"trackingMethod"_s,
         [](Name name, Row row, AgentBook &) { return latin(name, row.isAgent() ? "QAGENT" : "IP"); }},
        {u"manufacturer"_s, [](Name name, Row row, AgentBook &) { return latin(name, row.kind().maker); }},
        {u"model"_s, [](Name name, Row row, AgentBook &) { return latin(name, row.kind().product); }},
        {u"totalMemory"_s,
         [](Name name, Row row, AgentBook &) -> Maybe { return Node::number(name, details::memoryMb(row)); }},
        {u"timezone"_s, [](Name name, Row row, AgentBook &) { return latin(name, isLinux(row) ? "UTC" : "+01:00"); }},
        {u"biosDescription"_s, [](Name name, Row row, AgentBook &) { return latin(name, row.kind().bios); }},
        {u"lastVulnScan"_s, [](Name name, Row row, AgentBook &) { return scanned(name, row, 0); }},
        {u"vulnsUpdated"_s, [](Name name, Row row, AgentBook &) { return scanned(name, row, vulnsUpdatedAfter); }},
        {u"informationGatheredUpdated"_s,
         [](Name name, Row row, AgentBook &) { return scanned(name, row, vulnsUpdatedAfter); }},
        {u"openPort"_s, [](Name, Row row, AgentBook &) -> Maybe { return details::openPorts(row); }},
        {u"software"_s, [](Name, Row row, AgentBook &) -> Maybe { return details::software(row); }},
        {u"vuln"_s, [](Name, Row row, AgentBook &) -> Maybe { return details::findings(row); }},
        {u"processor"_s, [](Name, Row row, AgentBook &) -> Maybe { return details::processors(row); }},
        {u"volume"_s, [](Name, Row row, AgentBook &) -> Maybe { return details::volumes(row); }},
        {u"account"_s, [](Name, Row row, AgentBook &) -> Maybe { return details::accounts(row); }},
        {u"networkInterface"_s, [](Name, Row row, AgentBook &) -> Maybe { return details::interfaces(row); }},
        {u"isDockerHost"_s, [](Name name, Row, AgentBook &) -> Maybe { return Node::flag(name, false); }},
        {u"cloudProvider"_s,
         [](Name name, Row row, AgentBook &) { return isCloud(row) ? latin(name, "AWS") : std::nullopt; }},
    };
    return members;
}

const Members &agentMembers()
{
    static const Members members{
        {u"agentVersion"_s,
         [](Name name, Row row, AgentBook &book) -> Maybe { return Node::text(name, book.version(row.version)); }},
        {u"agentId"_s, [](Name name, Row row, AgentBook &) -> Maybe { return Node::text(name, row.uuid); }},
        {u"status"_s,
         [](Name name, Row row, AgentBook &) { return latin(name, row.active ? "STATUS_ACTIVE" : "STATUS_INACTIVE"); }},
        {u"lastCheckedIn"_s, [](Name name, Row row, AgentBook &) { return moment(name, row.checkedIn); }},
        {u"connectedFrom"_s,
         [](Name name, Row row, AgentBook &) {
             return row.checkedIn ? Maybe(Node::text(name, details::connectedFrom(row))) : std::nullopt;
         }},
        {u"location"_s,
         [](Name name, Row row, AgentBook &) {
             const auto place = details::place(row);
             return place ? Maybe(Node::text(name, QString::fromUtf16(place->name))) : std::nullopt;
         }},
        {u"locationGeoLatitude"_s,
         [](Name name, Row row, AgentBook &) {
             const auto place = details::place(row);
             return place ? Maybe(Node::text(name, QString::fromUtf16(place->latitude))) : std::nullopt;
         }},
        {u"locationGeoLongtitude"_s, // so misspelt in real answers
         [](Name name, Row row, AgentBook &) {
             const auto place = details::place(row);
             return place ? Maybe(Node::text(name, QString::fromUtf16(place->longitude))) : std::nullopt;
         }},
        {u"chirpStatus"_s,
         [](Name name, Row row, AgentBook &) {
             return latin(name, !row.checkedIn                                       ? "Provisioned"
                                : row.machine % 3 == 0 || row.machine == 880'400'101 ? "Inventory Manifest Downloaded"
                                                                                     : "Manifest Downloaded");
         }},
        {u"platform"_s,
         [](Name name, Row row, AgentBook &book) -> Maybe { return Node::text(name, book.platform(row.model)); }},
        {u"activatedModule"_s,
         [](Name name, Row row, AgentBook &book) {
             const QString &modules = book.agentModules(row.modules);
             return modules.isEmpty() ? std::nullopt : Maybe(Node::text(name, modules));
         }},
        {u"manifestVersion"_s, &manifests},
        {u"agentConfiguration"_s,
         [](Name name, Row row, AgentBook &book) -> Maybe {
             return Node::group(name,
                                {Node::number(u"id"_s, row.config), Node::text(u"name"_s, book.config(row.config))});
         }},
        {u"activationKey"_s,
         [](Name name, Row row, AgentBook &book) -> Maybe {
             if (!row.key)
                 return std::nullopt;
             const AgentBook::Key &key = book.key(*row.key);
             QList<Node> facts{Node::text(u"activationId"_s, key.text)};
             if (!key.title.isEmpty())
                 facts << Node::text(u"title"_s, key.title);
             return Node::group(name, facts);
         }},
    };
    return members;
}

/// With nothing of it but what is named inside.
Node thinner(const Node &member, const Selection &fields, const QString &above)
{
    QStringList names;
    for (const QString &name : fields.names)
        names << (above.isEmpty() ? name : name.startsWith(above + u'.') ? name.sliced(above.size() + 1) : QString());
    const Node kept = Selection{names}.of(Node::group({}, {member}));
    return kept.children.value(0);
}

} // namespace

QList<sandbox::AgentShape::Wanted> sandbox::AgentShape::wantedOf(const Selection &fields, const QString &above,
                                                                 std::span<const Member> from)
{
    QList<Wanted> wanted;
    const bool all = fields.isEmpty() || (!above.isEmpty() && fields.names.contains(above));
    for (const Member &member : from) {
        const QString path = above.isEmpty() ? member.name : above + u'.' + member.name;
        if (all || fields.wants(path))
            wanted.append({&member, all || fields.names.contains(path)});
    }
    return wanted;
}

sandbox::AgentShape::AgentShape(const Selection &fields, Kind kind)
    : m_fields(fields)
    , m_record(kind == Kind::HostAsset ? u"HostAsset"_s : u"Asset"_s)
    , m_members(wantedOf(fields, {},
                         std::span(hostMembers()).first(kind == Kind::HostAsset ? hostMembers().size() : assetMembers)))
    , m_agentInfo(wantedOf(fields, u"agentInfo"_s, agentMembers()))
{
}

QList<sandbox::Node> sandbox::AgentShape::made(const QList<Wanted> &wanted, const QString &above, const AgentRow &row,
                                               AgentBook &book) const
{
    QList<Node> nodes;
    nodes.reserve(wanted.size());
    for (const Wanted &want : wanted) {
        if (!want.member->make) {
            if (row.isAgent())
                nodes << Node::group(want.member->name, made(m_agentInfo, want.member->name, row, book));
            continue;
        }
        if (const Maybe node = want.member->make(want.member->name, row, book))
            nodes << (want.whole ? *node : thinner(*node, m_fields, above));
    }
    return nodes;
}

sandbox::Node sandbox::AgentShape::node(const AgentRow &row, AgentBook &book) const
{
    return Node::group(m_record, made(m_members, {}, row, book));
}
