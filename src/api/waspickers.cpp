// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/waspickers.h"

#include "api/collect.h"

using namespace Qt::StringLiterals;

Ticket WasPickers::optionProfiles(ListHandler<OptionProfile> done)
{
    return collect<OptionProfile>(m_client, u"/qps/rest/3.0/search/was/optionprofile"_s, &qps::readOptionProfiles,
                                  std::move(done), HttpRequest::Priority::Interactive);
}

Ticket WasPickers::authRecords(ListHandler<WebAppAuthRecord> done)
{
    return collect<WebAppAuthRecord>(m_client, u"/qps/rest/3.0/search/was/webappauthrecord"_s, &qps::readAuthRecords,
                                     std::move(done), HttpRequest::Priority::Interactive);
}

Ticket WasPickers::dnsOverrides(ListHandler<DnsOverride> done)
{
    return collect<DnsOverride>(m_client, u"/qps/rest/3.0/search/was/dnsoverride"_s, &qps::readDnsOverrides,
                                std::move(done), HttpRequest::Priority::Interactive);
}
