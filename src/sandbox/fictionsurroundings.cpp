// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fictionkeys.h"
#include "sandbox/fictionwebapps.h"
#include "sandbox/keyrows.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::fiction;

constexpr qint64 larkspur = 70'012'010, pools = 70'030'000, scannedBy = 70'030'010;

struct PoolTag
{
    qint64 id;
    const char16_t *name;
    qint64 parent;
};
constexpr auto poolTags = std::to_array<PoolTag>({
    {pools, u"Scanner pools", larkspur},
    {poolDmz, u"Scanner pool - DMZ", pools},
    {poolFrankfurt, u"Scanner pool - Data centre Frankfurt", pools},
    {poolAntwerp, u"Scanner pool - Data centre Antwerp", pools},
    {poolTerminals, u"Scanner pool - Terminals", pools},
    {poolColdChain, u"Scanner pool - Cold chain", pools},
    {poolCloud, u"Scanner pool - Cloud", pools},
    {scannedBy, u"Web applications", larkspur},
    {70'030'011, u"WAS - Production", scannedBy},
    {70'030'012, u"WAS - Staging", scannedBy},
    {70'030'013, u"WAS - Partner-facing", scannedBy},
    {70'030'014, u"WAS - Internal", scannedBy},
});

struct SketchedAppliance
{
    const char *name;
    bool online;
    const char *type;
    qint64 pool; ///< 0: none
    int missed;  ///< heartbeats
    bool current;
    const char16_t *comments;
};
constexpr auto appliances = std::to_array<SketchedAppliance>({
    {"fra-dmz-scan-01", true, "Virtual", poolDmz, 0, true, u""},
    {"fra-dmz-scan-02", true, "Virtual", poolDmz, 0, true, u""},
    {"fra-dc-scan-01", true, "Physical", poolFrankfurt, 0, true, u"Rack 14, Frankfurt"},
    {"fra-dc-scan-02", true, "Physical", poolFrankfurt, 1, true, u"Rack 15, Frankfurt"},
    {"fra-dc-scan-03", false, "Physical", poolFrankfurt, 212, false, u"Power supply ordered"},
    {"ant-dc-scan-01", true, "Virtual", poolAntwerp, 0, true, u""},
    {"ant-dc-scan-02", false, "Virtual", poolAntwerp, 6, false, u""},
    {"rtm-term-scan-1", false, "Virtual", poolTerminals, 48, false, u"Terminal network is being rebuilt"},
    {"gdn-term-scan-1", false, "Virtual", poolTerminals, 3, true, u"Gdańsk"},
    {"aws-scan-01", true, "Virtual", poolCloud, 0, true, u""},
    {"lab-scan-01", true, "Containerized", 0, 0, true, u"For trials; in no pool"},
    {"dxb-scan-01", false, "Offline", 0, 9'114, false, u"دبي"},
});

struct SketchedRecord
{
    qint64 id;
    const char16_t *name;
    qint64 owner;
    const char *kind, *domain, *login, *works;
};
constexpr auto records = std::to_array<SketchedRecord>({
    {portalLogin, u"Customer portal login", priya, "FORM_STANDARD", "", "svc-was-portal", "SUCCESSFUL"},
    {carrierLogin, u"Carrier desk login (expired)", priya, "FORM_STANDARD", "", "svc-was-carrier", "FAILED"},
    {warehouseNtlm, u"Warehouse NTLM", jonas, "SERVER_NTLM", "LARKSPUR", "svc-was", "SUCCESSFUL"},
    {tariffSelenium, u"Tariff desk & customs", jonas, "FORM_SELENIUM", "", "svc-was-tariff", "PARTIAL"},
    {partnerClient, u"Partner API client", kim, "OAUTH2_CLIENT_CREDS", "", "", "NOT_USED"},
    {oldIntranet, u"Old intranet login", dana, "SERVER_BASIC", "", "scanner", "FAILED"},
});

void insertTags(SQLite::Database &database, const QDateTime &now)
{
    for (const PoolTag &tag : poolTags) {
        const bool hasParent = sql::value(database, "SELECT count(*) FROM tag WHERE id = ?", tag.parent) > 0;
        sql::run(database,
                 "INSERT INTO tag (id, name, parent, created, modified, color, rule_type) "
                 "VALUES (?, ?, ?, ?, ?, '#1F77B4', 'STATIC')",
                 tag.id, QString::fromUtf16(tag.name), hasParent ? std::optional(tag.parent) : std::nullopt,
                 wireTime(now.addDays(-310)), wireTime(now.addDays(-40)));
    }
}

void insertAppliances(SQLite::Database &database, const QDateTime &now, Random &random)
{
    constexpr qint64 firstAppliance = 55'201;
    qint64 id = firstAppliance;
    for (const SketchedAppliance &appliance : appliances) {
        const QDateTime contact = now.addSecs(-60 - 180LL * appliance.missed);
        sql::run(database,
                 "INSERT INTO appliance (id, uuid, name, software, online, model, type, ml_latest, ml_version, "
                 "sigs_latest, sigs_version, tags, contact, login, heartbeats_missed, comments) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, '12.16.32-1', ?, '2.6.540-2', ?, ?, ?, 'lrksp_mb1', ?, ?)",
                 id++, random.uuid(), QString::fromLatin1(appliance.name), appliance.current ? u"12.16"_s : u"12.15"_s,
                 appliance.online,
                 QString::fromLatin1(appliance.type) == "Physical"_L1 ? u"QGSA-5120"_s : u"cvscanner"_s,
                 QString::fromLatin1(appliance.type), appliance.current ? u"12.16.32-1"_s : u"12.15.90-1"_s,
                 appliance.current ? u"2.6.540-2"_s : u"2.6.488-3"_s,
                 appliance.pool == 0 ? QString() : QString::number(appliance.pool), wireTime(contact), appliance.missed,
                 QString::fromUtf16(appliance.comments));
    }
}

void insertProfiles(SQLite::Database &database, const QDateTime &now)
{
    struct Profile
    {
        qint64 id;
        const char16_t *name;
        qint64 owner;
        int maxCrawl;
        const char *performance;
    };
    static constexpr auto profiles = std::to_array<Profile>({
        {initialOptions, u"Initial WAS Options", marta, 300, "MEDIUM"},
        {deepScan, u"Quarterly deep scan", jonas, 2'000, "LOW"},
        {discoveryOnly, u"Discovery only", jonas, 500, "HIGH"},
        {gentle, u"Production, gentle", priya, 300, "LOW"},
    });
    for (const Profile &profile : profiles)
        sql::run(database,
                 "INSERT INTO option_profile (id, name, owner_id, is_default, max_crawl, performance, created, "
                 "created_by, updated, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?3, ?8, ?3)",
                 profile.id, QString::fromUtf16(profile.name), profile.owner, profile.id == initialOptions,
                 profile.maxCrawl, QString::fromLatin1(profile.performance), wireTime(now.addDays(-400)),
                 wireTime(now.addDays(-60)));
}

void insertRecords(SQLite::Database &database, const QDateTime &now)
{
    qint64 field = 826'401;
    for (const SketchedRecord &record : records) {
        sql::run(database,
                 "INSERT INTO auth_record (id, name, owner_id, kind, domain, login, first_field, works, created, "
                 "created_by, updated, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?3, ?10, ?3)",
                 record.id, QString::fromUtf16(record.name), record.owner, QString::fromLatin1(record.kind),
                 QString::fromLatin1(record.domain), QString::fromLatin1(record.login), field,
                 QString::fromLatin1(record.works), wireTime(now.addDays(-390)), wireTime(now.addDays(-30)));
        field += 2;
    }
    sql::run(database,
             "INSERT INTO dns_override (id, name, owner_id, mappings, created, created_by, updated, updated_by) "
             "VALUES (5101, 'Staging in Frankfurt', ?1, "
             "'portal.larkspur.example=10.20.4.11,booking.larkspur.example=10.20.4.12', ?2, ?1, ?2, ?1)",
             jonas, wireTime(now.addDays(-120)));
}

} // namespace

void sandbox::fiction::insertScanSurroundings(SQLite::Database &database, const QDateTime &now, quint64 seed)
{
    Random random(mixed(seed, 11));
    insertTags(database, now);
    insertAppliances(database, now, random);
    insertProfiles(database, now);
    insertRecords(database, now);
}
