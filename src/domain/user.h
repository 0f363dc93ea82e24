// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"

/// A portal user, the id space of `ownerId` (`am/user`; never the VM USER_ID of user_list.php).
struct User
{
    UserId id;
    QString login;
    QString firstName;
    QString lastName;
    QString email;
    QString jobTitle;
    QStringList roles;

    friend bool operator==(const User &, const User &) = default;
};

/// "Marta Bianchi", else the login, else empty.
QString displayName(const User &user);

/// The people a key can belong to, merged from every source that names one. `am/user` hides other Managers, so owners
/// seen on keys are kept beside it.
class UserDirectory
{
public:
    void merge(const QList<User> &users);
    /// An owner id that some record carried, name unknown.
    void noteSeen(UserId id);

    const User *find(UserId id) const;
    /// A name for tables: display name, or "id 364812443".
    QString nameOf(UserId id) const;
    /// Everybody known, named ones first in name order, then bare ids.
    QList<User> all() const;
    bool isEmpty() const { return m_users.isEmpty(); }

private:
    QHash<UserId, User> m_users;
};
