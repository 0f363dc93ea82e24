// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/waspickers.h"
#include "qps/answer.h"

/// What is chosen from when a web app is edited or a scan launched: `/qps/rest/3.0/search/was/<object>` and get.
namespace qps {

Result<Page<OptionProfile>> readOptionProfiles(Raw raw);
/// Id, name and owner alone: a get shows what is typed into the fields of a sign-in.
Result<Page<WebAppAuthRecord>> readAuthRecords(Raw raw);
Result<Page<DnsOverride>> readDnsOverrides(Raw raw);

} // namespace qps
