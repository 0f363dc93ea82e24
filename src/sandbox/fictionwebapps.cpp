// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fictionwebapps.h"

#include "sandbox/fictionkeys.h"
#include "sandbox/keyrows.h"

#include <array>
#include <tuple>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::fiction;

constexpr qint64 firstApp = 5'214'501;
constexpr qint64 production = 70'030'011, staging = 70'030'012, partnerFacing = 70'030'013, internal = 70'030'014;

struct Product
{
    const char16_t *name;
    const char *slug;
};
constexpr auto products = std::to_array<Product>({
    {u"Track and trace", "track"},
    {u"Customer portal", "portal"},
    {u"Carrier onboarding", "carriers"},
    {u"Tariff desk", "tariffs"},
    {u"Warehouse booking", "booking"},
    {u"Driver portal", "drivers"},
    {u"Yard gate", "gate"},
    {u"Cold chain monitor", "coldchain"},
    {u"Customs filing", "customs"},
    {u"Invoice archive", "invoices"},
    {u"Slot auction", "slots"},
    {u"Fleet service book", "fleet"},
    {u"Claims desk", "claims"},
    {u"Partner API", "partners"},
    {u"Supplier survey", "survey"},
    {u"Freight calculator", "freight"},
    {u"Staff intranet", "intranet"},
    {u"Terminal planner", "terminal"},
    {u"Lost & found", "lostfound"},
    {u"Job board", "jobs"},
});
struct Place
{
    const char16_t *name;
    const char *slug;
};
constexpr auto places = std::to_array<Place>({
    {u"Frankfurt", "fra"},
    {u"Antwerp", "ant"},
    {u"Rotterdam", "rtm"},
    {u"Gdańsk", "gdn"},
    {u"Zürich", "zrh"},
    {u"دبي", "dxb"},
    {u"Valencia", "vlc"},
    {u"Piraeus", "pir"},
    {u"Солун", "skg"},
    {u"Hamburg", "ham"},
    {u"Lyon", "lys"},
    {u"Bilbao", "bio"},
    {u"Trieste", "trs"},
    {u"Göteborg", "got"},
    {u"Dublin", "dub"},
});
constexpr auto owners = std::to_array<qint64>({jonas, priya, marta, kim, priya, jonas, tomas, priya, dana});
constexpr auto appliances =
    std::to_array<const char *>({"fra-dmz-scan-01", "fra-dc-scan-01", "ant-dc-scan-01", "fra-dc-scan-03",
                                 "fra-dmz-scan-02", "rtm-term-scan-1", "fra-dc-scan-02", "aws-scan-01"});
constexpr auto pools = std::to_array<qint64>(
    {poolDmz, poolFrankfurt, poolDmz, poolAntwerp, poolFrankfurt, poolTerminals, poolCloud, poolColdChain});
constexpr auto authRecords = std::to_array<qint64>(
    {portalLogin, 0, carrierLogin, warehouseNtlm, 0, tariffSelenium, 0, partnerClient, portalLogin, 0});

/// One in thirteen is in a test stage; a name that came up before gets a number.
QString nameOf(int index)
{
    const int round = index / int(products.size() * places.size());
    QString name = QString::fromUtf16(products[std::size_t(index) % products.size()].name) + u" "_s +
                   QString::fromUtf16(places[std::size_t(index) / products.size() % places.size()].name);
    if (index % 13 == 8)
        name += " (staging)"_L1;
    if (round > 0)
        name += u" %1"_s.arg(round + 1);
    // Such names are reported from real subscriptions, or hard on a table.
    if (index == 23)
        name += u' ';
    if (index == 31)
        name.replace(u" "_s, u"  "_s);
    if (index == 44)
        name = u"<b>Returns</b> & \"refunds\""_s;
    if (index == 57)
        name = u"Haulage tender platform of the northern ports, "_s.repeated(5).left(250) + "…"_L1;
    return name;
}

bool isInside(int index)
{
    return index % 10 >= 4 && index % 4 != 1;
}

QString urlOf(int index, quint64 seed)
{
    const QString slug = QString::fromLatin1(products[std::size_t(index) % products.size()].slug);
    const QString place = QString::fromLatin1(places[std::size_t(index) / products.size() % places.size()].slug);
    const int round = index / int(products.size() * places.size());
    const QString host = round > 0 ? u"%1%2-%3"_s.arg(slug, QString::number(round + 1), place) : slug + u'-' + place;
    const bool plain = mixed(quint64(index), seed + 3) % 17 == 0;
    // Two that only scanners inside could reach are left to the external ones: their scans find no host.
    if (isInside(index) || index % 60 == 3)
        return u"https://%1.int.larkspur.example%2/"_s.arg(host, index % 3 == 0 ? u":8443"_s : QString());
    return u"%1://%2.larkspur.example/%3"_s.arg(plain ? u"http"_s : u"https"_s, host,
                                                index % 5 == 2 ? u"app/"_s : QString());
}

QStringList tagsOf(int index)
{
    QStringList tags;
    if (index % 11 == 5)
        return tags;
    tags << QString::number(index % 13 == 8 ? staging : production);
    if (isInside(index))
        tags << QString::number(internal);
    if (index % 20 == 2 || index % 20 == 13)
        tags << QString::number(partnerFacing);
    return tags;
}

SketchedApp sketchOf(int index, quint64 seed)
{
    SketchedApp app{.id = firstApp + index,
                    .index = index,
                    .name = nameOf(index),
                    .url = urlOf(index, seed),
                    .scannerType = u"EXTERNAL"_s,
                    .scannerName = {},
                    .authRecord = authRecords[std::size_t(index / 3) % authRecords.size()],
                    .owner = owners[std::size_t(index) % owners.size()]};
    const std::size_t turn = std::size_t(index / 10);
    if (index % 10 >= 7) {
        app.pool = pools[turn % pools.size()];
    } else if (index % 10 >= 4) {
        app.scannerType = u"INTERNAL"_s;
        app.scannerName = QString::fromLatin1(appliances[turn % appliances.size()]);
    }
    return app;
}

/// Two in five are unlocked.
bool isLocked(int index)
{
    return index % 5 >= 2;
}

class AppWriter
{
public:
    AppWriter(SQLite::Database &database, const QDateTime &now)
        : m_app(database, "INSERT INTO webapp (id, name, url, risk, owner_id, scope, profile_id, scanner_type, "
                          "scanner_name, scanner_tags, locked, progressive, auth_records, dns_overrides, tags, "
                          "cancel_after, cancel_at, created, created_by, updated, updated_by) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        , m_entry(database, "INSERT INTO webapp_entry (webapp, list, position, value, name, regex, author, created) "
                            "VALUES (?, ?, 0, ?, ?, ?, ?, ?)")
        , m_now(now)
    {
    }

    void write(const SketchedApp &app, quint64 seed)
    {
        const int i = app.index;
        const auto orNull = [](bool has, auto value) { return has ? std::optional(value) : std::nullopt; };
        const QDateTime created = m_now.addDays(-700 + i % 600).addSecs(i * 37 % 86'400);
        const QDateTime updated = created.addSecs(created.secsTo(m_now) * qint64(mixed(quint64(i), seed) % 97) / 100);
        m_app.reset();
        sql::bindAll(m_app, app.id, app.name, app.url, orNull(i % 9 != 4, qint64(mixed(quint64(i), seed) % 900)),
                     app.owner, i % 8 == 6 ? u"LIMIT"_s : u"ALL"_s,
                     orNull(i % 12 != 7, i % 6 == 1   ? deepScan
                                         : i % 6 == 4 ? gentle
                                                      : initialOptions),
                     app.scannerType, orNull(!app.scannerName.isEmpty(), app.scannerName),
                     app.pool == 0 ? QString() : QString::number(app.pool), isLocked(i),
                     app.authRecord == 0 ? QString() : QString::number(app.authRecord),
                     i % 13 == 8 ? u"5101"_s : QString(), tagsOf(i).join(u','), orNull(i % 7 == 2, qint64(4 + i % 20)),
                     orNull(i % 7 == 5, u"23:30"_s), wireTime(created), marta, wireTime(updated), app.owner);
        m_app.exec();
        if (i % 4 == 0)
            entry(app.id, "attributes", u"LK-%1"_s.arg(1000 + i), u"Cost Centre"_s);
        if (i % 9 == 1)
            entry(app.id, "urlBlacklist", u".*/logout.*"_s, {}, true);
        if (i % 50 == 6)
            entry(app.id, "comments", u"Scans only inside the Sunday window."_s, {}, false, app.owner,
                  wireTime(updated));
    }

private:
    void entry(qint64 app, const char *list, const QString &value, const QString &name, bool regex = false,
               qint64 author = 0, const QString &created = {})
    {
        m_entry.reset();
        sql::bindAll(m_entry, app, QString::fromLatin1(list), value, name, regex, author, created);
        m_entry.exec();
    }

    SQLite::Statement m_app, m_entry;
    QDateTime m_now;
};

/// What is left of two that were deleted: names that a creation meets.
void insertLeftAssets(SQLite::Database &database, qint64 next, const QDateTime &now)
{
    for (const auto &[name, url, modules] :
         {std::tuple(u"Fuel cards"_s, u"https://fuel.larkspur.example/"_s, u"Waf"_s),
          std::tuple(u"Pallet exchange"_s, u"https://pallets.larkspur.example/"_s, QString())})
        sql::run(database,
                 "INSERT INTO webapp (id, name, url, in_was, other_modules, owner_id, created, created_by, updated, "
                 "updated_by) VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?5, ?6, ?5)",
                 next++, name, url, modules, marta, wireTime(now.addDays(-500)));
}

} // namespace

void sandbox::fiction::insertWebApps(SQLite::Database &database, int count, const QDateTime &now, quint64 seed)
{
    if (count == 0)
        return;
    insertScanSurroundings(database, now, seed);
    QList<SketchedApp> apps;
    apps.reserve(count);
    AppWriter writer(database, now);
    for (int i = 0; i < count; ++i) {
        apps << sketchOf(i, seed);
        writer.write(apps.last(), seed);
    }
    insertLeftAssets(database, firstApp + count, now);
    insertScans(database, apps, now, seed);
}
