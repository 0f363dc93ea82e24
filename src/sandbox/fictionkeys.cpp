// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fictionkeys.h"

#include <QTimeZone>

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox::fiction;

constexpr int never = 100'000;
constexpr qint64 firstId = 5'200'101;
constexpr qint64 frankfurt = 21'440; // the other network

struct Sketch
{
    const char16_t *title;
    qint64 owner;
    int limit; ///< 0 has none
    int agents;
    int expires; ///< days from now, or never
    const char *modules, *tags;
    int bought; ///< days ago
    bool disabled = false;
    qint64 network = 0;
};

constexpr auto sketches = std::to_array<Sketch>({
    {u"Production servers", marta, 0, 2, never, "VM_LICENSE,SCA,FIM,PM", "70012011", 268},
    {u"Contractor laptops 2026", tomas, 50, 1, 39, "VM_LICENSE,PC_LICENSE", "70012012", 252},
    {u"Lab & staging (retired)", 0, 10, 0, never, "", "", 532, true, frankfurt},
    {u"Frankfurt DMZ hosts", marta, 200, 181, 126, "VM_LICENSE,EDR,FIM", "70012011,70012030", 189, false, frankfurt},
    {u"EU laptops", dana, 100, 98, 95, "VM_LICENSE,FIM,SWCA", "70012012,70012051", 341},
    {u"Rotterdam cold store", tomas, 60, 60, 156, "VM_LICENSE,PC_LICENSE,FIM", "70012055,70012071,70012070", 410},
    {u"Customs gateway", jonas, 20, 17, never, "VM_LICENSE,PC_LICENSE,EDR,FIM", "70012030,70012080", 365},
    {u"Driver tablets", priya, 1600, 1286, never, "VM_LICENSE,CAPS", "70012060,70012061,70012090", 618},
    {u"Antwerp terminal", tomas, 300, 231, never, "VM_LICENSE,PC_LICENSE,PM", "70012054,70012070", 590},
    {u"SAP application tier", jonas, 120, 88, 9, "VM_LICENSE,SCA,EDR,FIM,MTG", "70012011,70012082", 720},
    {u"Payroll servers", dana, 14, 9, never, "VM_LICENSE,PC_LICENSE,EDR,FIM", "70012011,70012081", 803},
    {u"Warehouse scanners", priya, 1000, 604, never, "VM_LICENSE", "70012072,70012060", 655},
    {u"Kiosk devices", priya, 400, 233, never, "VM_LICENSE,SWCA", "70012040", 498},
    {u"Call centre VDI", kim, 750, 412, 217, "VM_LICENSE,EDR,PM", "70012073", 277},
    {u"Executive laptops", marta, 60, 31, never, "VM_LICENSE,PC_LICENSE,EDR,FIM,SWCA", "70012012,70012083", 450},
    {u"Developer workstations", kim, 700, 340, never, "VM_LICENSE,PM,SWCA", "70012012,70012084", 388},
    {u"Backup appliances", dana, 25, 11, never, "VM_LICENSE", "70012011", 911},
    {u"Fleet telematics", priya, 2000, 702, 279, "VM_LICENSE,CAPS,MTG", "70012060,70012062", 333},
    {u"Print servers", 0, 20, 6, never, "VM_LICENSE,PC_LICENSE", "70012011", 1240},
    {u"Domain controllers", tomas, 50, 14, never, "VM_LICENSE,PC_LICENSE,EDR,FIM,MTG", "70012011,70012022", 1010},
    {u"Gdańsk depot", tomas, 120, 21, 27, "VM_LICENSE", "70012056,70012072", 203},
    {u"Linux golden image", jonas, 0, 57, never, "VM_LICENSE,SCA", "70012021", 640},
    {u"Build farm", kim, 0, 12, never, "VM_LICENSE,FIM", "70012084,70012086", 122},
    {u"Old pilot", dana, 0, 4, never, "VM_LICENSE,PC_LICENSE", "70012085", 1502},
    {u"", 0, 0, 4, never, "", "", 1711}, // the oldest keys of real subscriptions have no title
    {u"", dana, 5, 0, never, "VM_LICENSE", "", 1690},
    {u"Isolation trial", kim, 0, 8, 6, "VM_LICENSE,EDR,ISL", "70012085", 24},
    {u"<b>Guest</b> Wi-Fi & \"scanner\" <img src=x>", nobody, 40, 12, never, "VM_LICENSE", "70012012", 96},
    {u"خوادم الإنتاج – دبي", dana, 90, 33, never, "VM_LICENSE,EDR", "70012058,70012011", 310},
    {u"Temporary onboarding key for the acquired Meridian Freight sites in Lyon, Grenoble, Chambéry and "
     u"Saint-Étienne, to be merged into the regional keys after the migration",
     dana, 260, 118, 61, "VM_LICENSE,PC_LICENSE,PM", "70012051,70012072", 148},
    {u"Summer interns", dana, 0, 7, -56, "VM_LICENSE", "70012012,70012087", 190},
    {u"Trade fair laptops", kim, 15, 11, -9, "VM_LICENSE,EDR", "70012012", 74},
    {u"Zürich air cargo", kim, 80, 74, never, "VM_LICENSE,PC_LICENSE,FIM", "70012057,70012070", 402},
    {u"Valencia cross-dock", dana, 150, 149, never, "VM_LICENSE,PM", "70012059,70012072", 517},
    {u"Piraeus pier 3", dana, 90, 41, never, "VM_LICENSE,FIM", "70012063,70012070", 470},
    {u"Склад Солун", kim, 30, 12, never, "VM_LICENSE,PC_LICENSE", "70012064,70012012", 260},
    {u"Forklift terminals", dana, 220, 163, never, "VM_LICENSE", "70012072,70012060", 705},
    {u"Legacy Windows 2012", dana, 40, 3, never, "VM_LICENSE,PC_LICENSE,PM", "70012022", 1820, true},
    {u"Security lab", marta, 0, 5, never, "VM_LICENSE,SCA,PM,SA,EDR,FIM,SWCA", "70012085", 88},
    {u"Web front ends", dana, 0, 26, never, "VM_LICENSE,FIM", "70012030,70012021", 560},
    {u"Data centre migration", jonas, 0, 64, 3, "VM_LICENSE,PM", "70012011", 92},
    {u"Partner EDI gateways", dana, 12, 12, 60, "VM_LICENSE,EDR,FIM", "70012030,70012080", 429},
    {u"Quarantine network", nobody, 5, 2, never, "VM_LICENSE,EDR,ISL,PAF", "70012030", 47},
    {u"Cloud runners", kim, 500, 377, never, "VM_LICENSE,SWCA,GAV", "70012091,70012084", 214},
});

/// The first three keys are those of the interface's samples, with their values.
constexpr auto knownKeys =
    std::to_array<const char16_t *>({u"8f1d2c3b-5a64-4e0f-9b7a-2c61d0e4a901", u"1c7e90a5-44b2-4d39-8e6f-f3a0b5d82c17",
                                     u"d2b64f08-71c9-4a5d-a3e0-906b1f7c5e34"});

QStringList wordsOf(const char *list)
{
    return QString::fromLatin1(list).split(u',', Qt::SkipEmptyParts);
}

QDateTime lastSecondOf(const QDateTime &day)
{
    return QDateTime(day.date(), QTime(23, 59, 59), QTimeZone::utc());
}

PlannedKey written(const Sketch &sketch, const QDateTime &now)
{
    ActivationKey key{.title = QString::fromUtf16(sketch.title),
                      .type = keyTypeOf(sketch.limit > 0, sketch.expires != never),
                      .countPurchased = sketch.limit,
                      .purchased = now.addDays(-sketch.bought).addSecs(qint64(-37) * sketch.bought),
                      .owner = {sketch.owner},
                      .modules = wordsOf(sketch.modules),
                      .networkId = sketch.network,
                      .disabled = sketch.disabled};
    if (sketch.expires != never)
        key.expires = lastSecondOf(now.addDays(sketch.expires));
    for (const QString &tag : wordsOf(sketch.tags))
        key.tags.append(TagRef{.id = {tag.toLongLong()}, .name = {}});
    return {key, sketch.agents};
}

constexpr auto places = std::to_array<const char16_t *>(
    {u"Aarhus",   u"Algeciras", u"Barcelona", u"Basel",    u"Bilbao",  u"Bremerhaven", u"Brno",      u"Bruges",
     u"Budapest", u"Cádiz",     u"Cork",      u"Dortmund", u"Dublin",  u"Felixstowe",  u"Genoa",     u"Ghent",
     u"Göteborg", u"Graz",      u"Hamburg",   u"Helsinki", u"Izmir",   u"Katowice",    u"Koper",     u"La Spezia",
     u"Le Havre", u"Leipzig",   u"Liège",     u"Łódź",     u"Lyon",    u"Malmö",       u"Marseille", u"Nantes",
     u"Oslo",     u"Porto",     u"Riga",      u"Sines",    u"Tallinn", u"Trieste",     u"Vigo",      u"Wrocław"});
constexpr auto purposes = std::to_array<const char16_t *>(
    {u"office laptops", u"yard cameras",   u"sorting line",    u"dispatch desks", u"cold chain probes",
     u"gate kiosks",    u"label printers", u"dock scanners",   u"data room",      u"night shift tablets",
     u"customs desk",   u"packing robots", u"visitor network", u"test bench",     u"training room",
     u"fuel station",   u"weighbridge",    u"archive servers", u"phone system",   u"meeting rooms",
     u"badge readers",  u"backup site",    u"crane controls",  u"route planning", u"returns hall",
     u"parcel lockers", u"seal office",    u"paint shop",      u"tyre workshop",  u"canteen"});
constexpr auto owners = std::to_array<qint64>({marta, tomas, kim, jonas, priya, 0});
constexpr auto moduleSets = std::to_array<const char *>(
    {"VM_LICENSE", "VM_LICENSE,PC_LICENSE", "VM_LICENSE,SCA", "VM_LICENSE,PM", "VM_LICENSE,EDR,FIM",
     "VM_LICENSE,PC_LICENSE,EDR,FIM", "VM_LICENSE,SWCA", "VM_LICENSE,FIM", "VM_LICENSE,PM,EDR", ""});
constexpr auto tagSets = std::to_array<const char *>({"70012011", "70012012", "70012072", "70012060,70012061",
                                                      "70012070", "70012051", "70012012,70012051", "70012030", ""});

/// No two of these are called the same: every pair of place and purpose comes before a number is added.
QString madeUpTitle(int index)
{
    constexpr int pairs = int(places.size() * purposes.size());
    const int pair = int(qint64(index) * 7'919 % pairs); // a prime, so that neighbours differ in both
    const QString title = QString::fromUtf16(places[std::size_t(pair) % places.size()]) + u' ' +
                          QString::fromUtf16(purposes[std::size_t(pair) / places.size()]);
    return index < pairs ? title : u"%1 %2"_s.arg(title, QString::number(index / pairs + 1));
}

PlannedKey madeUp(int index, const QDateTime &now, sandbox::Random &random)
{
    const bool counted = random.below(4) != 0, timed = random.below(4) == 0;
    const int agents = int(random.below(40));
    const int limit = counted ? agents + int(random.below(60)) + 1 : 0;
    const int expires = timed ? int(random.below(400)) - 40 : never;
    const Sketch sketch{u"",
                        random.pick(owners),
                        limit,
                        agents,
                        expires,
                        random.pick(moduleSets),
                        random.pick(tagSets),
                        int(random.below(1'500)) + 60,
                        random.below(12) == 0,
                        random.below(9) == 0 ? frankfurt : 0};
    PlannedKey planned = written(sketch, now);
    planned.key.title = madeUpTitle(index);
    return planned;
}

} // namespace

QList<sandbox::fiction::PlannedKey> sandbox::fiction::plannedKeys(int count, const QDateTime &now, Random &random)
{
    QList<PlannedKey> planned;
    planned.reserve(count);
    for (int i = 0; i < count; ++i) {
        const bool byHand = std::size_t(i) < sketches.size();
        planned.append(byHand ? written(sketches[std::size_t(i)], now) : madeUp(i - int(sketches.size()), now, random));
        ActivationKey &key = planned.last().key;
        key.id = {firstId + i};
        const QString uuid = random.uuid();
        key.key = std::size_t(i) < knownKeys.size() ? QString::fromUtf16(knownKeys[std::size_t(i)]) : uuid;
    }
    return planned;
}
