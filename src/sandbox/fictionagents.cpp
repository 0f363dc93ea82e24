// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fictionagents.h"

#include "sandbox/hostmodel.h"

#include <algorithm>
#include <array>
#include <numeric>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox::fiction;
using sandbox::HostModel;
using sandbox::mixed;
namespace sql = sandbox::sql;

constexpr qint64 firstMadeUp = 880'500'001;
constexpr qint64 minute = 60, hour = 3'600, day = 86'400; // seconds

/// The hosts of the interface's samples.
struct KnownAgent
{
    qint64 key, id;
    const char *uuid, *name, *address;
    int model;
    const char *version;
    qint64 silent; ///< seconds since it checked in
    bool active;
};
constexpr auto knownAgents = std::to_array<KnownAgent>({
    {5'200'101, 880'400'101, "3f0a7c11-52de-4c86-9d0e-7a61b8e2f401", "lark-web-01", "10.20.4.11", 1, "7.2.0.31",
     2 * minute, true},
    {5'200'101, 880'400'102, "a94d1b60-0c3b-4b7e-8f55-1c2e96d0b7a2", "LARK-SQL-02", "10.40.7.32", 2, "6.4.0.397",
     5 * minute, true},
    {5'200'102, 880'400'103, "c0e85f27-9a14-4e21-b6f3-50d7a9413c88", "MB-MACBOOK-14", "192.168.1.40", 3, "6.2.0.18",
     9 * day, false},
});

constexpr auto sites =
    std::to_array<const char *>({"ANR", "RTM", "GDN", "ZRH", "VLC", "PIR", "FRA", "TYO", "DXB", "LYS"});

/// Which models the agents of a key are, some more often than others.
constexpr auto workstationModels = std::to_array<int>({4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 15, 16, 16});
constexpr auto tabletModels = std::to_array<int>({18, 18, 18, 18, 18, 18, 18, 4});
constexpr auto serverModels = std::to_array<int>({1, 1, 1, 2, 7, 7, 7, 8, 9, 10, 10, 10, 11, 12, 13, 17});
constexpr auto linuxModels = std::to_array<int>({1, 1, 10, 10, 11, 12, 13, 14});
constexpr auto windowsServerModels = std::to_array<int>({2, 7, 7, 8});
constexpr auto cloudModels = std::to_array<int>({2, 13, 14, 14});
constexpr auto oldModels = std::to_array<int>({9});

std::span<const int> modelsFor(const ActivationKey &key)
{
    const auto has = [&](std::initializer_list<qint64> tags) {
        return std::ranges::any_of(
            key.tags, [&](const TagRef &tag) { return std::ranges::find(tags, tag.id.value) != tags.end(); });
    };
    if (key.title.contains(u"2012"_s))
        return oldModels;
    if (has({70'012'091}))
        return cloudModels;
    if (has({70'012'021, 70'012'086, 70'012'082}))
        return linuxModels;
    if (has({70'012'022}))
        return windowsServerModels;
    if (has({70'012'060, 70'012'061, 70'012'062, 70'012'040}))
        return tabletModels;
    if (has({70'012'011, 70'012'030, 70'012'080, 70'012'081, 70'012'071}))
        return serverModels;
    return workstationModels;
}

/// "DRI-TAB" of "Driver tablets"; titles in other scripts give nothing to shorten.
QString shortOf(const QString &title)
{
    QStringList parts;
    for (const QString &word : title.split(u' ', Qt::SkipEmptyParts)) {
        QString letters;
        for (const QChar c : word)
            if (c.unicode() < 0x80 && c.isLetter() && letters.size() < 3)
                letters += c.toUpper();
        if (letters.size() == 3 && parts.size() < 2)
            parts << letters;
    }
    return parts.isEmpty() ? u"HOST"_s : parts.join(u'-');
}

/// The modules that an agent on this platform can have of its key's.
QString modulesOn(const ActivationKey &key, QLatin1StringView platform)
{
    QStringList modules = key.modules;
    if (platform != "Windows"_L1)
        modules.removeAll(u"CAPS"_s);
    if (platform != "Windows"_L1 && platform != "Linux"_L1)
        modules.removeAll(u"SWCA"_s);
    return modules.join(u',');
}

/// What all agents of a key have in common, worked out once.
struct KeyFacts
{
    explicit KeyFacts(const ActivationKey &key)
        : id(key.id ? std::optional(key.id.value) : std::nullopt)
        , shortTitle(key.id ? shortOf(key.title).toStdString() : "HOST")
        , tags(sandbox::cloudAgentTag)
        , models(modelsFor(key))
    {
        for (const TagRef &tag : key.tags)
            tags += ',' + std::to_string(tag.id.value);
        for (const HostModel &model : sandbox::hostModels()) {
            const QString all = modulesOn(key, QLatin1StringView(model.platform));
            modules.push_back(all.toStdString());
            fewerModules.push_back(all.section(u',', 0, -2).toStdString());
        }
    }

    std::optional<qint64> id;
    std::string shortTitle, tags;
    std::span<const int> models;
    std::vector<std::string> modules;      ///< by model
    std::vector<std::string> fewerModules; ///< without the last one, which has not reached everybody
};

/// A row before it is written.
struct MadeHost
{
    qint64 id = 0, machine = 0;
    std::string uuid, name, address, modules, tags;
    int model = 1, version = 1;
    qint64 created = 0;
    std::optional<qint64> checkedIn, key;
    bool active = true;
};

/// Everything about an agent that is not written down by hand comes from its number and the seed, so that the next one
/// can be made without it.
class AgentWriter
{
public:
    AgentWriter(SQLite::Database &database, const QDateTime &now, quint64 seed)
        : m_row(database, "INSERT INTO agent (id, uuid, name, machine, model, version, config, address, created, "
                          "modified, checked_in, vuln_scan, compliance_scan, key_id, active, modules, tags) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        , m_now(now.toSecsSinceEpoch())
        , m_seed(seed)
    {
        const auto releases = sandbox::agentReleases();
        for (const HostModel &model : sandbox::hostModels()) {
            std::vector<int> versions;
            for (std::size_t i = 0; i < releases.size(); ++i)
                if (QLatin1StringView(releases[i].platform) == QLatin1StringView(model.platform))
                    versions.push_back(int(i) + 1);
            m_versions.push_back(versions);
        }
    }

    void writeKnown(const KnownAgent &known, const KeyFacts &key)
    {
        const auto releases = sandbox::agentReleases();
        const auto version = std::ranges::find_if(releases, [&](const auto &release) {
            return QLatin1StringView(release.text) == QLatin1StringView(known.version);
        });
        write({.id = known.id,
               .machine = known.id,
               .uuid = known.uuid,
               .name = known.name,
               .address = known.address,
               .modules = key.modules[std::size_t(known.model - 1)],
               .tags = key.tags,
               .model = known.model,
               .version = int(version - releases.begin()) + 1,
               .created = m_now - 260 * day,
               .checkedIn = m_now - known.silent,
               .key = key.id,
               .active = known.active});
    }

    /// One in seventy is an older record of the machine before it.
    void makeUp(int number, const KeyFacts &key)
    {
        MadeHost host = agent(m_next++, number, key);
        const bool again = number > 1 && m_last.key == key.id && m_last.checkedIn && below(host.id, 1, 70) == 0;
        if (again) {
            host.name = m_last.name;
            host.machine = m_last.machine;
            host.model = m_last.model;
            if (below(host.id, 2, 3) > 0)
                host.address = m_last.address;
            host.version = versionOf(host, true);
            host.modules = m_last.modules;
            host.checkedIn = *m_last.checkedIn - (12 + below(host.id, 3, 150)) * day;
            host.created = *host.checkedIn - below(host.id, 4, 100) * day;
            host.active = *host.checkedIn > m_now - 30 * day;
        } else {
            m_last = host;
        }
        write(host);
    }

    /// What a scanner found: no agent, no key, and not the tag of agents.
    void makeUpHost(int number)
    {
        MadeHost host = agent(m_next++, number, KeyFacts({}));
        host.uuid.clear();
        host.tags.clear();
        host.modules = number % 2 == 0 ? "VM_LICENSE" : "";
        host.name = (number % 3 == 0 ? "nas-" : number % 3 == 1 ? "hypervisor-" : "10.9.0.") + std::to_string(number);
        host.model = number % 2 == 0 ? 1 : 10;
        host.checkedIn = m_now - below(host.id, 5, 20) * day;
        write(host);
    }

private:
    /// A number below the bound that belongs to this id.
    qint64 below(qint64 id, quint64 salt, qint64 bound) const
    {
        return qint64(mixed(mixed(m_seed, quint64(id)), salt) % quint64(bound));
    }

    MadeHost agent(qint64 id, int number, const KeyFacts &key) const
    {
        MadeHost host{.id = id, .machine = id, .uuid = uuidOf(id), .key = key.id};
        host.model = key.models[std::size_t(below(id, 10, qint64(key.models.size())))];
        const std::size_t model = std::size_t(host.model - 1);
        host.name = nameOf(host, number, key);
        host.address = "10." + std::to_string(16 + below(id, 11, 200)) + '.' + std::to_string(below(id, 12, 256)) +
                       '.' + std::to_string(2 + below(id, 13, 250));
        host.created = m_now - 2 * day - below(id, 14, 298 * day);
        host.checkedIn = checkInOf(id, host.created);
        host.version = versionOf(host, host.checkedIn.value_or(m_now) < m_now - 7 * day);
        host.active = host.checkedIn && *host.checkedIn > m_now - 30 * day;
        const qint64 share = below(id, 15, 100);
        host.modules = share < 3 ? std::string() : share < 9 ? key.fewerModules[model] : key.modules[model];
        host.tags = key.tags;
        return host;
    }

    /// Most within hours; one in a hundred never, six not for more than a month.
    std::optional<qint64> checkInOf(qint64 id, qint64 created) const
    {
        const qint64 share = below(id, 20, 100);
        if (share == 0)
            return std::nullopt;
        const qint64 silent = share < 7    ? (31 + below(id, 21, 200)) * day
                              : share < 15 ? day + below(id, 22, 20 * day)
                                           : minute + below(id, 23, 4 * hour);
        return std::max(created + hour, m_now - silent);
    }

    int versionOf(const MadeHost &host, bool old) const
    {
        const std::vector<int> &versions = m_versions[std::size_t(host.model - 1)];
        const qint64 share = below(host.id, 30, 100);
        if (!old && share < 62)
            return versions.front();
        const auto older = std::size_t(share) % versions.size();
        return versions[std::max<std::size_t>(older, old ? 1 : 0)];
    }

    std::string nameOf(const MadeHost &host, int number, const KeyFacts &key) const
    {
        const std::string digits = std::to_string(number);
        std::string name = sites[std::size_t(below(host.id, 31, qint64(sites.size())))];
        name += '-' + key.shortTitle + '-' + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
        const QLatin1StringView platform(sandbox::hostModel(host.model).platform);
        if (platform == "Linux"_L1 || platform == "AIX"_L1)
            std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        return name;
    }

    std::string uuidOf(qint64 id) const
    {
        quint64 a = mixed(mixed(m_seed, quint64(id)), 40), b = mixed(mixed(m_seed, quint64(id)), 41);
        a = (a & ~0xf000ULL) | 0x4000;
        b = (b & ~(3ULL << 62)) | 2ULL << 62;
        static constexpr char digits[] = "0123456789abcdef";
        std::string text(36, '-');
        std::size_t at = 0;
        for (int i = 0; i < 32; ++i) {
            if (at == 8 || at == 13 || at == 18 || at == 23)
                ++at;
            text[at++] = digits[(i < 16 ? a >> (60 - 4 * i) : b >> (60 - 4 * (i - 16))) & 15];
        }
        return text;
    }

    void write(const MadeHost &host)
    {
        const bool scans = host.checkedIn && host.modules.find("VM_LICENSE") != std::string::npos;
        const bool complies = host.checkedIn && (host.modules.find("PC_LICENSE") != std::string::npos ||
                                                 host.modules.find("SCA") != std::string::npos);
        const bool laptop = sandbox::hostModel(host.model).role == HostModel::Role::Laptop;
        int at = 0;
        const auto number = [&](std::optional<qint64> value) {
            if (value)
                m_row.bind(++at, int64_t(*value));
            else
                m_row.bind(++at);
        };
        const auto text = [&](const std::string &value) { m_row.bindNoCopy(++at, value); };
        m_row.reset();
        number(host.id);
        if (host.uuid.empty())
            m_row.bind(++at);
        else
            text(host.uuid);
        text(host.name);
        number(host.machine);
        number(host.model);
        number(host.version);
        number(laptop ? sandbox::initialProfile : sandbox::serverProfile);
        text(host.address);
        number(host.created);
        number(host.checkedIn ? *host.checkedIn + 5 : host.created);
        number(host.checkedIn);
        number(scans ? std::optional(*host.checkedIn - 16 * minute) : std::nullopt);
        number(complies ? std::optional(*host.checkedIn - 2 * hour) : std::nullopt);
        number(host.key);
        number(host.active);
        text(host.modules);
        text(host.tags);
        m_row.exec();
    }

    SQLite::Statement m_row;
    const qint64 m_now;
    const quint64 m_seed;
    std::vector<std::vector<int>> m_versions; ///< by model, the newest first
    qint64 m_next = firstMadeUp;
    MadeHost m_last;
};

} // namespace

void sandbox::fiction::spreadAgents(QList<PlannedKey> &keys, int total)
{
    const qint64 planned = std::accumulate(keys.begin(), keys.end(), qint64(0),
                                           [](qint64 sum, const PlannedKey &key) { return sum + key.agents; });
    if (total >= 0 && total < planned) {
        qint64 left = total;
        for (PlannedKey &key : keys) {
            key.agents = int(qint64(key.agents) * total / planned);
            left -= key.agents;
        }
        for (qsizetype i = 0; left > 0; i = (i + 1) % keys.size())
            if (!limitsCount(keys[i].key.type) || keys[i].agents < keys[i].key.countPurchased) {
                ++keys[i].agents;
                --left;
            }
        return;
    }
    QList<PlannedKey *> open;
    for (PlannedKey &key : keys)
        if (!limitsCount(key.key.type) && !key.key.disabled)
            open << &key;
    for (qint64 more = total - planned, i = 0; more > 0 && !open.isEmpty(); --more)
        ++open[i++ % open.size()]->agents;
}

void sandbox::fiction::insertAgents(SQLite::Database &database, const QList<PlannedKey> &keys, Others others,
                                    const QDateTime &now, quint64 seed)
{
    insertHostCatalogue(database);
    AgentWriter writer(database, now, seed);
    for (const PlannedKey &planned : keys) {
        const KeyFacts facts(planned.key);
        int number = 0;
        for (const KnownAgent &known : knownAgents)
            if (known.key == planned.key.id.value && number < planned.agents) {
                writer.writeKnown(known, facts);
                ++number;
            }
        while (number < planned.agents)
            writer.makeUp(++number, facts);
    }
    const KeyFacts none({});
    for (int number = 1; number <= others.loose; ++number)
        writer.makeUp(number, none);
    for (int number = 1; number <= others.hosts; ++number)
        writer.makeUpHost(number);
}
