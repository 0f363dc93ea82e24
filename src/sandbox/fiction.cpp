// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fiction.h"

#include "sandbox/accounts.h"
#include "sandbox/fictionagents.h"
#include "sandbox/fictionwebapps.h"
#include "sandbox/keyrows.h"

#include <QDateTime>

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::fiction;

struct Person
{
    qint64 id;
    const char *login;
    const char16_t *firstName, *lastName;
    const char *email;
    const char16_t *jobTitle;
    const char *state;
    bool manager, api;
    /// Of view, create, edit, delete keys, am (assets and tags), was, asset-edit, asset-delete, activate, deactivate,
    /// uninstall agents, and those of rightColumns.
    const char *rights;
    const char *roles, *scope;
};

constexpr int demoHosts = 40; ///< without an agent

/// Everybody's password is "larkspur".
constexpr auto people = std::to_array<Person>({
    {marta, "lrksp_mb1", u"Marta", u"Bianchi", "marta.bianchi@larkspur.example", u"Security lead", "active", true, true,
     "", "21:MANAGER", ""},
    {tomas, "lrksp_to2", u"Tomas", u"Okafor", "tomas.okafor@larkspur.example", u"Workplace IT", "active", false, true,
     "view,create,edit,am,asset-edit,activate,deactivate,vm", "25:SCANNER", "70012012"},
    {dana, "lrksp_dr7", u"Dana", u"Ruiz", "dana.ruiz@larkspur.example", u"Regional IT", "left", false, true,
     "view,create,edit,delete,am,asset-edit,asset-delete,activate,deactivate,uninstall", "25:SCANNER", "70012051"},
    {410'027'840, "lrksp_ap3", u"Scan", u"Automation", "", u"", "active", false, true, "view,am",
     "24:READER,31:CA API ONLY", ""},
    {kim, "lrksp_ko4", u"Kim", u"Oh", "kim.oh@larkspur.example", u"Platform engineer", "active", false, true,
     "view,create,edit,delete,am,asset-edit,asset-delete,activate,deactivate,uninstall,vm", "25:SCANNER",
     "70012084,70012073"},
    {jonas, "lrksp_jw5", u"Jonas", u"Weber", "jonas.weber@larkspur.example", u"Data centre lead", "active", false, true,
     "view,create,edit,am,was,asset-edit,activate,deactivate,was_create,was_edit,was_launch,was_cancel,vm",
     "23:UNIT MANAGER", "70012011"},
    {priya, "lrksp_pn6", u"Priya", u"Nair", "priya.nair@larkspur.example", u"Fleet systems", "active", false, true,
     "view,create,edit,am,activate,was,was_create,was_edit,was_edit_url,was_scanner,was_launch,was_cancel,was_schedule",
     "25:SCANNER", "70012060"},
    {410'027'903, "lrksp_hl8", u"Helena", u"Lindqvist", "helena.lindqvist@larkspur.example", u"CISO", "active", true,
     true, "", "21:MANAGER", ""},
    {410'027'911, "lrksp_wa9", u"Web", u"Audit", "web.audit@larkspur.example", u"Auditor", "active", false, true, "was",
     "26:AUDITOR", ""},
    {410'027'915, "lrksp_na10", u"Nils", u"Aas", "nils.aas@larkspur.example", u"Service desk", "active", false, false,
     "view", "24:READER", ""},
    {410'027'922, "lrksp_ev11", u"Eva", u"Varga", "eva.varga@larkspur.example", u"Trial account", "expired", false,
     true, "view,create,edit,delete,am,was", "25:SCANNER", ""},
});

/// Columns of the table `user` that are rights of web applications, and the one for appliances.
constexpr auto rightColumns =
    std::to_array<const char *>({"was_create", "was_edit", "was_edit_url", "was_scanner", "was_delete", "was_purge",
                                 "was_launch", "was_cancel", "was_delete_scan", "was_schedule", "vm"});

void insertPerson(SQLite::Database &database, const Person &person, Random &random)
{
    const QStringList rights = QString::fromLatin1(person.rights).split(u',');
    const auto may = [&rights](const char *right) { return rights.contains(QLatin1StringView(right)); };
    const QString login = QString::fromLatin1(person.login);
    sql::run(
        database,
        "INSERT INTO user (id, login, password, uuid, first_name, last_name, email, job_title, state, manager, api, "
        "ca_view, ca_create, ca_edit, ca_delete, am, was, am_edit, am_delete, ca_activate, ca_deactivate, "
        "ca_uninstall, scope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        person.id, login, passwordMark(login, u"larkspur"_s), random.uuid(), QString::fromUtf16(person.firstName),
        QString::fromUtf16(person.lastName), QString::fromLatin1(person.email), QString::fromUtf16(person.jobTitle),
        QString::fromLatin1(person.state), person.manager, person.api, may("view"), may("create"), may("edit"),
        may("delete"), may("am"), may("was"), may("asset-edit"), may("asset-delete"), may("activate"),
        may("deactivate"), may("uninstall"), QString::fromLatin1(person.scope));
    for (const char *column : rightColumns)
        if (may(column))
            sql::run(database, (std::string("UPDATE user SET ") + column + " = 1 WHERE id = ?").c_str(), person.id);
    for (const QString &role : QString::fromLatin1(person.roles).split(u','))
        sql::run(database, "INSERT INTO user_role (user_id, id, name) VALUES (?, ?, ?)", person.id,
                 role.section(u':', 0, 0).toLongLong(), role.section(u':', 1));
}

struct SketchedTag
{
    qint64 id;
    const char16_t *name;
    qint64 parent;
    const char *color, *ruleType, *ruleText, *provider; ///< empty: not there
    int criticality;                                    ///< 0: not there
    const char16_t *description;
};

constexpr char blue[] = "#1F77B4", green[] = "#2CA02C", purple[] = "#9467BD", orange[] = "#FF7F0E", brown[] = "#8C564B",
               teal[] = "#17BECF", red[] = "#D62728", grey[] = "#7F7F7F", olive[] = "#BCBD22", pink[] = "#E377C2";
constexpr qint64 larkspur = 70'012'010, servers = 70'012'011, workstations = 70'012'012, places = 70'012'050,
                 europe = 70'012'051, elsewhere = 70'012'052, fleet = 70'012'060, sitesRoot = 70'012'075,
                 research = 70'012'084, cloud = 70'012'091;

/// The first seven are those of the interface's samples. The platform made those without a colour.
constexpr auto tags = std::to_array<SketchedTag>({
    {70'011'001, u"Cloud Agent", 0, "", "", "", "", 0, u""},
    {larkspur, u"Larkspur", 0, blue, "", "", "", 0, u""},
    {servers, u"Servers", larkspur, green, "", "", "", 4, u""},
    {workstations, u"Workstations", larkspur, purple, "", "", "", 0, u""},
    {70'012'021, u"Prod Linux", servers, green, "OS_REGEX", "(?i)linux", "", 0, u""},
    {70'012'022, u"Prod Windows", servers, green, "OS_REGEX", "(?i)windows server", "", 0, u""},
    {70'012'030, u"DMZ", larkspur, orange, "STATIC", "", "", 0, u"Internet-facing segment, Frankfurt"},
    {70'012'040, u"Kiosk devices", workstations, brown, "NAME_CONTAINS", "KIOSK", "", 0, u""},
    {places, u"Places", larkspur, teal, "", "", "", 0, u""},
    {europe, u"EU", places, teal, "", "", "", 0, u""},
    {elsewhere, u"Overseas", places, teal, "", "", "", 0, u""},
    {70'012'053, u"Frankfurt", europe, teal, "", "", "", 0, u""},
    {70'012'054, u"Antwerp", europe, teal, "", "", "", 0, u""},
    {70'012'055, u"Rotterdam", europe, teal, "", "", "", 0, u""},
    {70'012'056, u"Gdańsk", europe, teal, "", "", "", 0, u""},
    {70'012'057, u"Zürich", europe, teal, "", "", "", 0, u""},
    {70'012'058, u"دبي", elsewhere, teal, "", "", "", 0, u"Dubai"},
    {70'012'059, u"Valencia", europe, teal, "", "", "", 0, u""},
    {fleet, u"Fleet", larkspur, olive, "", "", "", 0, u""},
    {70'012'061, u"Driver tablets", fleet, olive, "", "", "", 0, u""},
    {70'012'062, u"Telematics", fleet, olive, "", "", "", 0, u""},
    {70'012'063, u"Piraeus", europe, teal, "", "", "", 0, u""},
    {70'012'064, u"Солун", elsewhere, teal, "", "", "", 0, u"Thessaloniki"},
    {70'012'070, u"Terminals", sitesRoot, orange, "", "", "", 3, u""},
    {70'012'071, u"Cold chain", sitesRoot, blue, "", "", "", 5, u"Temperature-controlled stores"},
    {70'012'072, u"Warehouses", sitesRoot, brown, "", "", "", 0, u""},
    {70'012'073, u"VDI", workstations, purple, "", "", "", 0, u""},
    {sitesRoot, u"Site types", larkspur, grey, "", "", "", 0, u""},
    {70'012'080, u"Customs & partners", larkspur, red, "", "", "", 5, u"Connected to authorities"},
    {70'012'081, u"Finance", larkspur, red, "", "", "", 5, u""},
    {70'012'082, u"SAP", 70'012'081, red, "", "", "", 5, u""},
    {70'012'083, u"Board", workstations, pink, "", "", "", 4, u""},
    {research, u"R&D", larkspur, pink, "", "", "", 0, u""},
    {70'012'085, u"Lab", research, pink, "", "", "", 1, u""},
    {70'012'086, u"Build farm", research, pink, "", "", "", 0, u""},
    {70'012'087, u"Interns", workstations, grey, "", "", "", 1, u""},
    {70'012'088, u"Servers", 70'012'053, green, "", "", "", 0, u""}, // the name is there twice, in two branches
    {70'012'090, u"Mobile", workstations, grey, "", "", "", 0, u""},
    {cloud, u"Cloud", larkspur, blue, "", "", "", 0, u""},
    {70'012'092, u"EC2 production", cloud, blue, "CLOUD_ASSET", "instance.state:RUNNING", "EC2", 0, u""},
    {70'012'093, u"Azure test", cloud, blue, "CLOUD_ASSET", "vm.state:RUNNING", "AZURE", 0, u""},
    {70'011'002, u"Business Units", 0, "", "", "", "", 0, u""},
    {70'011'003, u"Asset Groups", 0, "", "", "", "", 0, u""},
    {70'011'004, u"Malware Domain Assets", 0, "", "", "", "", 0, u""},
    {70'011'005, u"Asset Search Tags", 0, "", "", "", "", 0, u""},
});
constexpr qint64 firstMadeUpTag = 70'020'001;

void insertTag(SQLite::Database &database, const SketchedTag &tag, const QString &name, const QDateTime &now)
{
    const auto text = [](const char *value) {
        return *value ? std::optional(QString::fromLatin1(value)) : std::nullopt;
    };
    const QString description = QString::fromUtf16(tag.description);
    const QDateTime created = now.addDays(-400 + tag.id % 89);
    sql::run(
        database,
        "INSERT INTO tag (id, name, parent, created, modified, color, rule_type, rule_text, provider, criticality, "
        "description) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        tag.id, name, tag.parent > 0 ? std::optional(tag.parent) : std::nullopt, wireTime(created),
        wireTime(created.addDays(tag.id % 17)), text(tag.color), text(tag.ruleType), text(tag.ruleText),
        text(tag.provider), tag.criticality > 0 ? std::optional(tag.criticality) : std::nullopt,
        description.isEmpty() ? std::nullopt : std::optional(description));
}

void insertTags(SQLite::Database &database, int count, const QDateTime &now)
{
    for (int i = 0; i < count; ++i) {
        if (std::size_t(i) < tags.size()) {
            insertTag(database, tags[std::size_t(i)], QString::fromUtf16(tags[std::size_t(i)].name), now);
            continue;
        }
        const int number = i - int(tags.size());
        insertTag(database, {firstMadeUpTag + number, u"", places, teal, "", "", "", 0, u""},
                  u"Depot %1"_s.arg(number + 1, 4, 10, QChar(u'0')), now);
    }
}

/// The tags of the sketches that were really made: --tags may ask for fewer.
void dropMissingTags(SQLite::Database &database, QList<PlannedKey> &keys)
{
    for (PlannedKey &planned : keys)
        planned.key.tags.removeIf([&](const TagRef &tag) {
            return sql::value(database, "SELECT count(*) FROM tag WHERE id = ?", tag.id.value) == 0;
        });
}

/// CAPS and MTG are not licensed, although some keys still have them from a trial.
void insertLicences(SQLite::Database &database)
{
    for (const char *word : {"VM_LICENSE", "PC_LICENSE", "SCA", "PM", "SA", "EDR", "FIM", "SWCA", "GAV"})
        sql::run(database, "INSERT INTO licence (word) VALUES (?)", QString::fromLatin1(word));
}

void addLogin(SQLite::Database &database, const Login &login)
{
    const QString mark = passwordMark(login.name, login.password);
    if (sql::run(database, "UPDATE user SET password = ?, manager = 1, api = 1, state = 'active' WHERE login = ?", mark,
                 login.name) > 0)
        return;
    const qint64 id = sql::value(database, "SELECT max(id) + 1 FROM user");
    sql::run(
        database,
        "INSERT INTO user (id, login, password, uuid, first_name, last_name, email, job_title, state, manager, api, "
        "ca_view, ca_create, ca_edit, ca_delete, am, was, scope) "
        "VALUES (?, ?, ?, ?, ?, '', '', '', 'active', 1, 1, 1, 1, 1, 1, 1, 1, '')",
        id, login.name, mark, QUuid::createUuid().toString(QUuid::WithoutBraces), login.name);
    sql::run(database, "INSERT INTO user_role (user_id, id, name) VALUES (?, 21, 'MANAGER')", id);
}

void addFaultOnce(SQLite::Database &database, const FaultRule &rule)
{
    const bool known = sql::value(database,
                                  "SELECT count(*) FROM fault WHERE method = ? AND pattern = ? AND first IS ? AND "
                                  "last IS ? AND kind = ? AND argument = ?",
                                  rule.method, rule.pattern, rule.first, rule.last, rule.text().section(u'=', 0, 0),
                                  rule.argument) > 0;
    if (!known)
        addFault(database, rule);
}

} // namespace

void sandbox::populate(SQLite::Database &database, const Options &options)
{
    if (sql::value(database, "SELECT count(*) FROM user") == 0) {
        Random random(options.seed);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (const Person &person : people)
            insertPerson(database, person, random);
        insertLicences(database);
        insertTags(database, options.tags.value_or(int(tags.size())), now);
        insertWebApps(database, options.webApps, now, options.seed);
        QList<PlannedKey> keys = plannedKeys(options.keys, now, random);
        dropMissingTags(database, keys);
        if (options.agents && !keys.isEmpty())
            spreadAgents(keys, *options.agents);
        for (const PlannedKey &planned : std::as_const(keys))
            insertKey(database, planned.key, 0);
        insertAgents(database, keys,
                     {.loose = keys.isEmpty() ? options.agents.value_or(0) : 0,
                      .hosts = options.hosts.value_or(options.agents ? 0 : demoHosts)},
                     now, options.seed);
    }
    for (const Login &login : options.logins)
        addLogin(database, login);
    for (const FaultRule &rule : options.faults)
        addFaultOnce(database, rule);
}
