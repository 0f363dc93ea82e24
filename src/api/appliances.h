// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httpclient.h"
#include "qps/appliances.h"

/// Scanner appliances of the classic interface, which counts its calls: 300 an hour on a standard subscription, so ask
/// once and keep the answer. Users of Web Application Scanning alone may be refused; then names are typed.
class Appliances
{
public:
    explicit Appliances(HttpClient &client)
        : m_client(client)
    {
    }

    using ListHandler = std::function<void(const Result<QList<Appliance>> &)>;
    /// Every appliance in the user's scope, with its tags.
    Ticket list(ListHandler done, HttpRequest::Priority priority = HttpRequest::Priority::Interactive);

private:
    HttpClient &m_client;
};
