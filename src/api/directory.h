// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/pagedsearch.h"
#include "qps/tags.h"
#include "qps/users.h"

/// Who and what keys refer to: the subscription's users and asset tags.
class Directory
{
public:
    explicit Directory(HttpClient &client)
        : m_client(client)
    {
    }

    using UsersHandler = std::function<void(const Result<QList<User>> &)>;
    /// Only a Manager may ask and other Managers are missing, so a refusal is ordinary.
    Ticket users(UsersHandler done);

    using TagsHandler = std::function<void(const Result<QList<Tag>> &)>;
    /// All tags with what a picker needs.
    Ticket tags(TagsHandler done);

private:
    HttpClient &m_client;
};
