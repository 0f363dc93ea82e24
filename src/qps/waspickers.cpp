// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/waspickers.h"

#include "qps/wasparts.h"

namespace {

using Node = pugi::xml_node;

template <typename Record>
Record readNameAndId(Node element, qps::Issues &issues)
{
    Record record;
    if (const Node id = element.child("id"))
        record.id = {qps::readNumber(id, issues)};
    else
        issues.note(element, u"a record without an id");
    record.name = qps::readText(element.child("name"));
    return record;
}

} // namespace

Result<qps::Page<OptionProfile>> qps::readOptionProfiles(Raw raw)
{
    return readPage(std::move(raw), "OptionProfile", [](Node element, Issues &issues) {
        auto profile = readNameAndId<OptionProfile>(element, issues);
        profile.owner = readWasUser(element.child("owner"), issues).id;
        profile.isDefault = readFlagIfAny(element.child("isDefault"), issues);
        return profile;
    });
}

Result<qps::Page<WebAppAuthRecord>> qps::readAuthRecords(Raw raw)
{
    return readPage(std::move(raw), "WebAppAuthRecord", [](Node element, Issues &issues) {
        auto record = readNameAndId<WebAppAuthRecord>(element, issues);
        record.owner = readWasUser(element.child("owner"), issues).id;
        return record;
    });
}

Result<qps::Page<DnsOverride>> qps::readDnsOverrides(Raw raw)
{
    return readPage(std::move(raw), "DnsOverride", &readNameAndId<DnsOverride>);
}
