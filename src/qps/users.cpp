// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/users.h"

User qps::readUser(pugi::xml_node element, Issues &issues)
{
    User user;
    for (const pugi::xml_node child : element) {
        const std::string_view name = localName(child);
        if (name == "id")
            user.id = {readNumber(child, issues)};
        else if (name == "username")
            user.login = readWord(child);
        else if (name == "firstName")
            user.firstName = readText(child);
        else if (name == "lastName")
            user.lastName = readText(child);
        else if (name == "emailAddress")
            user.email = readWord(child);
        else if (name == "title")
            user.jobTitle = readText(child);
        else if (name == "roleList") {
            // A single role may come without the list around it.
            const pugi::xml_node list = child.child("list") ? child.child("list") : child;
            for (const pugi::xml_node role : list.children("RoleData"))
                user.roles << readText(role.child("name"));
        }
    }
    return user;
}

Result<qps::Page<User>> qps::readUsers(Raw raw)
{
    return readPage(std::move(raw), "User", &readUser);
}
