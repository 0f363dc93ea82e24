// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httpclient.h"
#include "qps/waspickers.h"

/// What is chosen from when a web app is edited or a scan launched. Each list is read whole; a refusal is ordinary.
class WasPickers
{
public:
    explicit WasPickers(HttpClient &client)
        : m_client(client)
    {
    }

    template <typename Record>
    using ListHandler = std::function<void(const Result<QList<Record>> &)>;

    Ticket optionProfiles(ListHandler<OptionProfile> done);
    Ticket authRecords(ListHandler<WebAppAuthRecord> done);
    /// The path follows its siblings'; the service reference does not name it.
    Ticket dnsOverrides(ListHandler<DnsOverride> done);

private:
    HttpClient &m_client;
};
