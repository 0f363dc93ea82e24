// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/user.h"

#include <QCollator>

using namespace Qt::StringLiterals;

QString displayName(const User &user)
{
    const QString name = (user.firstName + u' ' + user.lastName).trimmed();
    return name.isEmpty() ? user.login : name;
}

void UserDirectory::merge(const QList<User> &users)
{
    for (const User &user : users)
        if (user.id)
            m_users.insert(user.id, user);
}

void UserDirectory::noteSeen(UserId id)
{
    if (id && !m_users.contains(id))
        m_users.insert(id, User{.id = id});
}

const User *UserDirectory::find(UserId id) const
{
    const auto it = m_users.constFind(id);
    return it == m_users.constEnd() ? nullptr : &*it;
}

QString UserDirectory::nameOf(UserId id) const
{
    if (!id)
        return {};
    const User *user = find(id);
    const QString name = user ? displayName(*user) : QString();
    return name.isEmpty() ? u"id "_s + id.toString() : name;
}

QList<User> UserDirectory::all() const
{
    QList<User> users = m_users.values();
    QCollator collator;
    collator.setNumericMode(true);
    std::ranges::sort(users, [&](const User &a, const User &b) {
        const QString nameA = displayName(a), nameB = displayName(b);
        if (nameA.isEmpty() != nameB.isEmpty())
            return nameB.isEmpty();
        const int order = collator.compare(nameA, nameB);
        return order != 0 ? order < 0 : a.id < b.id;
    });
    return users;
}
