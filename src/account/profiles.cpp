// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/profiles.h"

#include "account/serveraddress.h"

#include <QJsonArray>
#include <QSet>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;

/// Reads members of one entry; remembers whether any was of another type than it should be.
class EntryReader
{
public:
    explicit EntryReader(const QJsonValue &entry)
        : m_object(entry.toObject())
        , m_isSound(entry.isObject())
    {
    }

    bool isSound() const { return m_isSound; }
    QString text(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        m_isSound &= value.isString() || value.isUndefined();
        return value.toString();
    }
    bool flag(QLatin1StringView name, bool otherwise)
    {
        const QJsonValue value = m_object.value(name);
        m_isSound &= value.isBool() || value.isUndefined();
        return value.toBool(otherwise);
    }
    QUrl address(QLatin1StringView name)
    {
        const QString written = text(name);
        if (written.isEmpty())
            return {};
        const QUrl url(written, QUrl::StrictMode);
        // Somebody may have edited the file: the rules for a pasted address hold for a stored one too.
        m_isSound &= url.isValid() && understandOverride(written).has_value();
        return url;
    }
    QDateTime time(QLatin1StringView name)
    {
        const QString written = text(name);
        const QDateTime when = QDateTime::fromString(written, Qt::ISODateWithMs);
        m_isSound &= written.isEmpty() || when.isValid();
        return when.toUTC();
    }

private:
    QJsonObject m_object;
    bool m_isSound;
};

std::optional<Profile> readProfile(const QJsonValue &entry)
{
    EntryReader reader(entry);
    Profile profile{.id = reader.text("id"_L1),
                    .name = reader.text("name"_L1),
                    .platform = reader.text("platform"_L1),
                    .server = reader.address("server"_L1),
                    .gateway = reader.address("gateway"_L1),
                    .agentServer = reader.address("agentServer"_L1),
                    .user = reader.text("user"_L1),
                    .remember = reader.flag("remember"_L1, false),
                    .readOnly = reader.flag("readOnly"_L1, true),
                    .customerId = reader.text("customerId"_L1),
                    .caFile = reader.text("caFile"_L1),
                    .latched = reader.flag("latched"_L1, false),
                    .created = reader.time("created"_L1),
                    .lastUsed = reader.time("lastUsed"_L1)};
    if (!reader.isSound() || profile.id.isEmpty())
        return std::nullopt;
    return profile;
}

QString timeText(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QJsonObject writeProfile(const Profile &profile)
{
    QJsonObject entry{{u"id"_s, profile.id},
                      {u"name"_s, profile.name},
                      {u"platform"_s, profile.platform},
                      {u"server"_s, profile.server.toString(QUrl::FullyEncoded)},
                      {u"gateway"_s, profile.gateway.toString(QUrl::FullyEncoded)},
                      {u"agentServer"_s, profile.agentServer.toString(QUrl::FullyEncoded)},
                      {u"user"_s, profile.user},
                      {u"customerId"_s, profile.customerId},
                      {u"caFile"_s, profile.caFile},
                      {u"created"_s, timeText(profile.created)},
                      {u"lastUsed"_s, timeText(profile.lastUsed)}};
    for (const QString &name : entry.keys())
        if (entry.value(name).toString().isEmpty())
            entry.remove(name);
    entry.insert("remember"_L1, profile.remember);
    entry.insert("readOnly"_L1, profile.readOnly);
    entry.insert("latched"_L1, profile.latched);
    return entry;
}

} // namespace

PlatformServers Profile::servers() const
{
    PlatformServers servers;
    if (platform.isEmpty())
        servers = serversOf(server);
    else if (const Platform *known = platformById(platform))
        servers = serversOf(known->apiServer());
    if (!gateway.isEmpty())
        servers.gateway = gateway;
    if (!agentServer.isEmpty())
        servers.agents = agentServer;
    return servers;
}

Profiles::Profiles(const QString &dataFolder)
    : m_file(dataFolder + u"/profiles.json"_s, format)
{
}

Result<Profiles::Loaded> Profiles::load()
{
    m_profiles.clear();
    const auto file = m_file.load();
    if (!file)
        return tl::unexpected(file.error());
    Loaded loaded{.setAside = file->setAside};
    const QJsonValue list = file->root.value("profiles"_L1);
    const QJsonArray entries = list.toArray();
    bool isSound = list.isArray() || file->format == 0;
    for (const auto &entry : entries) {
        const std::optional<Profile> profile = readProfile(entry);
        if (profile && !find(profile->id)) {
            m_profiles << *profile;
        } else {
            ++loaded.dropped;
            isSound = false;
        }
    }
    if (!isSound) {
        const auto copy = m_file.keepCopy();
        if (!copy)
            return tl::unexpected(copy.error());
        loaded.setAside = *copy;
    }
    return loaded;
}

Outcome Profiles::save() const
{
    if (m_inMemory)
        return {};
    QJsonArray entries;
    for (const Profile &profile : m_profiles)
        entries << writeProfile(profile);
    return m_file.save({{u"profiles"_s, entries}});
}

const Profile *Profiles::find(QStringView id) const
{
    const auto found = std::ranges::find(m_profiles, id, &Profile::id);
    return found == m_profiles.end() ? nullptr : &*found;
}

const Profile *Profiles::mostRecent() const
{
    const auto age = [](const Profile &profile) {
        const auto since = [](const QDateTime &when) { return when.isValid() ? when.toMSecsSinceEpoch() : 0; };
        return std::pair(since(profile.lastUsed), since(profile.created));
    };
    const auto newest = std::ranges::max_element(m_profiles, {}, age);
    return newest == m_profiles.end() ? nullptr : &*newest;
}

QString Profiles::label(QStringView id) const
{
    const Profile *profile = find(id);
    if (!profile)
        return {};
    const auto withUser = [](const Profile &p) { return u"%1 (%2)"_s.arg(p.name, p.user); };
    const auto withHost = [](const Profile &p) { return u"%1 (%2, %3)"_s.arg(p.name, p.user, p.servers().api.host()); };
    const auto isAlone = [this, profile](auto text) {
        return std::ranges::count(m_profiles, text(*profile), text) == 1;
    };
    if (isAlone([](const Profile &p) { return p.name; }))
        return profile->name;
    if (isAlone(withUser))
        return withUser(*profile);
    if (isAlone(withHost))
        return withHost(*profile);
    int number = 0;
    for (const Profile &other : m_profiles) {
        number += withHost(other) == withHost(*profile) ? 1 : 0;
        if (other.id == profile->id)
            break;
    }
    return u"%1 %2"_s.arg(withHost(*profile)).arg(number);
}

Profiles::Added Profiles::add(Profile profile)
{
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.created = QDateTime::currentDateTimeUtc();
    m_profiles << profile;
    return {profile.id, save()};
}

Outcome Profiles::update(const Profile &profile)
{
    Profile *known = at(profile.id);
    if (!known)
        return {};
    *known = profile;
    return save();
}

Outcome Profiles::remove(QStringView id)
{
    if (m_profiles.removeIf([id](const Profile &profile) { return profile.id == id; }) == 0)
        return {};
    return save();
}

Outcome Profiles::setLatched(QStringView id, bool latched)
{
    Profile *profile = at(id);
    if (!profile)
        return {};
    profile->latched = latched;
    return save();
}

Outcome Profiles::markUsed(QStringView id, const QDateTime &when)
{
    Profile *profile = at(id);
    if (!profile)
        return {};
    profile->lastUsed = when.toUTC();
    return save();
}

Profile *Profiles::at(QStringView id)
{
    const auto found = std::ranges::find(m_profiles, id, &Profile::id);
    return found == m_profiles.end() ? nullptr : &*found;
}
