// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/jsonfile.h"
#include "account/keychainplace.h"
#include "account/platforms.h"

#include <QDateTime>
#include <QList>

/// One sign-in as the person set it up. Never a password or another secret.
struct Profile
{
    QString id;       ///< given by Profiles, stable
    QString name;     ///< chosen by the person; two may be equal
    QString platform; ///< Platform::id; empty for a private cloud
    QUrl server;      ///< API server of a private cloud; not read when `platform` is set
    QUrl gateway;     ///< overrides the derived one
    QUrl agentServer; ///< overrides the derived one
    QString user;     ///< login
    bool remember = false;
    bool readOnly = true;
    QString customerId;   ///< confirmed by the person, opaque
    QString caFile;       ///< PEM of a private authority, in addition to the system's
    bool latched = false; ///< the last sign-in was refused and nobody has signed in since
    QDateTime created, lastUsed;

    /// With the overrides; `api` is empty when the platform is none that we know.
    PlatformServers servers() const;
    KeychainPlace keychainPlace() const { return {servers().api, user}; }

    friend bool operator==(const Profile &, const Profile &) = default;
};

/// The profiles of this data folder. A change that cannot be saved is kept in memory and reported; a later change or
/// save() tries again.
class Profiles
{
public:
    explicit Profiles(const QString &dataFolder);

    struct Loaded
    {
        int dropped = 0;  ///< entries that could not be understood
        QString setAside; ///< a copy of the file that was damaged; empty when it was sound
    };
    /// A failure means that nothing will be saved either: the file is a newer program's or cannot be read.
    Result<Loaded> load();
    Outcome save() const;
    /// From now on changes are kept for this session only: another program owns the file.
    void keepInMemory() { m_inMemory = true; }

    const QList<Profile> &all() const { return m_profiles; }
    const Profile *find(QStringView id) const;
    /// Used last; of those never used, the newest. nullptr when there is none.
    const Profile *mostRecent() const;
    /// The name; with login and host, or a number, where names are equal.
    QString label(QStringView id) const;

    /// Gives the profile its id and the time of its making.
    struct Added
    {
        QString id;
        Outcome saved;
    };
    Added add(Profile profile);
    /// By id; a profile that is not there counts as saved and changes nothing.
    Outcome update(const Profile &profile);
    Outcome remove(QStringView id);
    /// On disk before the caller goes on, so that a restart does not try a refused password again.
    Outcome setLatched(QStringView id, bool latched);
    Outcome markUsed(QStringView id, const QDateTime &when = QDateTime::currentDateTimeUtc());

private:
    Profile *at(QStringView id);

    JsonFile m_file;
    QList<Profile> m_profiles;
    bool m_inMemory = false;
};
