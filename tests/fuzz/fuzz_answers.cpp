// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Every reader of answers against bytes nobody would send on purpose.
#include "qps/agents.h"
#include "qps/appliances.h"
#include "qps/keys.h"
#include "qps/portalversion.h"
#include "qps/scans.h"
#include "qps/tags.h"
#include "qps/users.h"
#include "qps/waspickers.h"
#include "qps/webapprequests.h"
#include "qps/webapps.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray body(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const int status : {200, 409}) {
        const qps::Raw raw{.body = body, .status = status};
        (void)qps::readActivationKeys(raw);
        (void)qps::readAgents(raw);
        (void)qps::readAgentDetails(raw);
        (void)qps::readTags(raw);
        (void)qps::readUsers(raw);
        (void)qps::readPortalVersion(raw);
        (void)qps::readAcknowledged(raw);
        (void)qps::readWebApps(raw);
        (void)qps::readWholeWebApps(raw);
        (void)qps::readWebAppScreenshot(raw);
        (void)qps::readScans(raw);
        (void)qps::readScanResults(raw);
        (void)qps::readAppliances(raw);
        (void)qps::readOptionProfiles(raw);
        (void)qps::readAuthRecords(raw);
        (void)qps::readDnsOverrides(raw);
    }
    (void)qps::earlyLastId(body);
    (void)qps::redactKeys(body);
    (void)qps::redactWebApps(body);
    return 0;
}
