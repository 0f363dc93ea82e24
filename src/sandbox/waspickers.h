// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"

/// What web applications and scans refer to: read only.
namespace sandbox {

/// `/qps/rest/3.0/<operation>/was/optionprofile`: search, count and get.
Reply answerOptionProfiles(const Call &call);
/// `/qps/rest/3.0/<operation>/was/webappauthrecord`: search, count and get. Passwords are nowhere here.
Reply answerAuthRecords(const Call &call);
/// `/qps/rest/3.0/<operation>/was/dnsoverride`: search, count and get. No source shows these calls; their form is
/// assumed from that of their neighbours.
Reply answerDnsOverrides(const Call &call);

} // namespace sandbox
