// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/webappinput.h"

#include "sandbox/wasinput.h"
#include "sandbox/webapplists.h"

#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using namespace sandbox::wasinput;

constexpr qsizetype longestName = 256;

Problem takeName(const Call &call, const Element &element, WebAppRow &app)
{
    // Outer blanks stay, such names exist; line breaks around are how documents print them.
    const QString name = element.text.contains(u'\n') ? element.text.trimmed() : element.text;
    if (name.trimmed().isEmpty() || name.size() > longestName)
        return invalidValue(u"WebApp.name"_s, name, u"Specify a name of at most 256 characters."_s);
    // What a creation may share is looked at there.
    if (app.id != 0 &&
        sql::value(call.database, "SELECT count(*) FROM webapp WHERE name = ? AND id <> ? AND in_was = 1", name,
                   app.id) > 0)
        return refusal::invalidRequest(u"Webapp with same name exists"_s);
    app.name = name;
    return std::nullopt;
}

Problem takeUrl(const Call &, const Element &element, WebAppRow &app)
{
    const QString url = element.text.trimmed();
    if (!isWebAppUrl(url))
        return invalidValue(u"WebApp.url"_s, url, u"Specify a valid URL."_s);
    app.url = url;
    return std::nullopt;
}

Problem takeOwner(const Call &call, const Element &element, WebAppRow &app)
{
    if (const Problem problem = strangerIn(element, {u"id", u"username", u"firstName", u"lastName"}))
        return problem;
    qint64 id = 0;
    if (const Problem problem = takeId(element, id))
        return problem;
    if (const Problem problem = missingIn(call.database, "user", u"WebApp.owner"_s, {QString::number(id)}))
        return problem;
    app.owner = id;
    return std::nullopt;
}

Problem takeScope(const Call &, const Element &element, WebAppRow &app)
{
    return takeWord(element, {u"ALL"_s, u"LIMIT"_s, u"SUBDOMAIN"_s, u"DOMAINS"_s}, app.scope);
}

Problem takeSubDomain(const Call &, const Element &element, WebAppRow &app)
{
    app.subDomain = element.text.trimmed();
    return std::nullopt;
}

Problem takeProfile(const Call &call, const Element &element, WebAppRow &app)
{
    if (const Problem problem = strangerIn(element, {u"id", u"name"}))
        return problem;
    if (const Problem problem = takeId(element, app.profile))
        return problem;
    return missingIn(call.database, "option_profile", u"WebApp.defaultProfile"_s, {QString::number(app.profile)});
}

/// Leaves a pool, as a client expects that works with the service.
Problem takeScanner(const Call &call, const Element &element, WebAppRow &app)
{
    if (const Problem problem = strangerIn(element, {u"type", u"friendlyName"}))
        return problem;
    const Element *type = element.find(u"type"), *name = element.find(u"friendlyName");
    if (!type)
        return refusal::invalidXml(u"The content of element 'defaultScanner' is not complete. 'type' is expected."_s);
    if (const Problem problem = takeWord(*type, {u"EXTERNAL"_s, u"INTERNAL"_s}, app.scannerType))
        return problem;
    app.scannerTags.clear();
    app.scannerName = app.scannerType == "INTERNAL"_L1 && name ? name->text.trimmed() : QString();
    if (app.scannerType == "INTERNAL"_L1 &&
        sql::value(call.database, "SELECT count(*) FROM appliance WHERE name = ?", app.scannerName) == 0)
        return invalidValue(u"WebApp.defaultScanner.friendlyName"_s, app.scannerName,
                            u"Specify the name of a scanner appliance."_s);
    return std::nullopt;
}

Problem takeScannerTags(const Call &call, const Element &element, WebAppRow &app)
{
    ListEdit edit;
    if (const Problem problem = takeIds(element, u"Tag"_s, Verbs::WithUpdate, edit))
        return problem;
    const QString field = u"WebApp.defaultScannerTags"_s;
    if (const Problem problem = missingIn(call.database, "tag", field, edit.replacement.value_or(QStringList())))
        return problem;
    if (const Problem problem = missingIn(call.database, "tag", field, edit.added))
        return problem;
    const QStringList before = app.scannerTags;
    app.scannerTags = edit.appliedTo(app.scannerTags, Qt::CaseSensitive);
    if (app.scannerTags == before)
        return std::nullopt;
    app.scannerType = u"EXTERNAL"_s; // also what is left when the last tag goes
    app.scannerName.clear();
    return std::nullopt;
}

template <auto member>
Problem takeFlagMember(const Call &, const Element &element, WebAppRow &app)
{
    bool value = false;
    const Problem problem = takeFlag(element, value);
    if (!problem)
        app.*member = value;
    return problem;
}

template <auto member>
Problem takeReferences(const Call &call, const Element &element, WebAppRow &app, const QString &item, const char *table,
                       Verbs verbs)
{
    ListEdit edit;
    if (const Problem problem = takeIds(element, item, verbs, edit))
        return problem;
    const QString field = u"WebApp."_s + element.name;
    if (const Problem problem = missingIn(call.database, table, field, edit.replacement.value_or(QStringList())))
        return problem;
    if (const Problem problem = missingIn(call.database, table, field, edit.added))
        return problem;
    app.*member = edit.appliedTo(app.*member, Qt::CaseSensitive);
    return std::nullopt;
}

Problem takeTags(const Call &call, const Element &element, WebAppRow &app)
{
    return takeReferences<&WebAppRow::tags>(call, element, app, u"Tag"_s, "tag", Verbs::WithUpdate);
}

Problem takeAuthRecords(const Call &call, const Element &element, WebAppRow &app)
{
    return takeReferences<&WebAppRow::authRecords>(call, element, app, u"WebAppAuthRecord"_s, "auth_record",
                                                   Verbs::WithoutUpdate);
}

Problem takeDnsOverrides(const Call &call, const Element &element, WebAppRow &app)
{
    return takeReferences<&WebAppRow::dnsOverrides>(call, element, app, u"DnsOverride"_s, "dns_override",
                                                    Verbs::WithoutUpdate);
}

Problem takeRobots(const Call &, const Element &element, WebAppRow &app)
{
    return takeWord(element, {u"IGNORE"_s, u"ADD_PATHS"_s, u"BLACKLIST"_s}, app.useRobots);
}

/// One that has no rule for canceling in it takes the rule away, as is reported.
Problem takeConfig(const Call &, const Element &element, WebAppRow &app)
{
    if (const Problem problem = strangerIn(element, {u"cancelScansAfterNHours", u"cancelScansAt"}))
        return problem;
    if (element.children.size() > 1) // the schema has a choice
        return unexpected(element.children[1]);
    app.cancelAfter.reset();
    app.cancelAt.clear();
    if (const Element *hours = element.find(u"cancelScansAfterNHours")) {
        qint64 number = 0;
        if (const Problem problem = takeNumber(*hours, number))
            return problem;
        app.cancelAfter = number;
    }
    if (const Element *time = element.find(u"cancelScansAt"))
        app.cancelAt = time->text.trimmed();
    return std::nullopt;
}

Problem takeNothing(const Call &call, const Element &element, WebAppRow &)
{
    bool ignored = false;
    if (element.name == "reactivateIfExists"_L1 && call.operation == "create"_L1)
        return takeFlag(element, ignored);
    return element.name == "id"_L1 ? Problem() : unexpected(element);
}

struct Taker
{
    const char *name;
    Problem (*take)(const Call &, const Element &, WebAppRow &);
    bool Account::*permission = nullptr; ///< beyond that for the operation
};

/// In the order in which they are carried out: a pool that comes with a single scanner wins.
constexpr auto takers = std::to_array<Taker>({
    {"name", &takeName},
    {"url", &takeUrl, &Account::editsUrls},
    {"owner", &takeOwner},
    {"scope", &takeScope},
    {"subDomain", &takeSubDomain},
    {"defaultProfile", &takeProfile},
    {"defaultScanner", &takeScanner, &Account::setsScanners},
    {"defaultScannerTags", &takeScannerTags, &Account::setsScanners},
    {"scannerLocked", &takeFlagMember<&WebAppRow::locked>, &Account::setsScanners},
    {"progressiveScanning", &takeFlagMember<&WebAppRow::progressive>},
    {"authRecords", &takeAuthRecords},
    {"dnsOverrides", &takeDnsOverrides},
    {"useRobots", &takeRobots},
    {"useSitemap", &takeFlagMember<&WebAppRow::useSitemap>},
    {"malwareMonitoring", &takeFlagMember<&WebAppRow::malwareMonitoring>},
    {"malwareNotification", &takeFlagMember<&WebAppRow::malwareNotification>},
    {"tags", &takeTags},
    {"config", &takeConfig},
    {"id", &takeNothing},
    {"reactivateIfExists", &takeNothing},
});

/// Elements of the schema that nothing here keeps. To pass over them would pretend a success.
const QStringList &unkept()
{
    static const QStringList names{u"redundancyLinks"_s,  u"maxRedundancyLinks"_s, u"proxy"_s,
                                   u"crawlingScripts"_s,  u"swaggerFile"_s,        u"postmanCollection"_s,
                                   u"malwareScheduling"_s};
    return names;
}

Problem applyOne(const Call &call, const Element &element, WebAppRow &app)
{
    const auto taker =
        std::ranges::find_if(takers, [&](const Taker &known) { return element.name == QLatin1StringView(known.name); });
    // To create one takes a URL and may take a scanner; the permissions are for later changes.
    if (taker != takers.end() && taker->permission && call.operation == "update"_L1 &&
        !(call.account.*taker->permission))
        return refusal::notPermitted();
    WebAppRow changed = app;
    const Problem problem =
        taker != takers.end() ? taker->take(call, element, changed) : applyEntryList(call, element, changed);
    if (!problem && !call.faults.ignores(element.name))
        app = changed;
    return problem;
}

} // namespace

std::optional<Reply> sandbox::applyWebAppInput(const Call &call, const Element &input, WebAppRow &app)
{
    QStringList seen;
    for (const Element &element : input.children) {
        const bool kept = std::ranges::any_of(
            takers, [&](const Taker &known) { return element.name == QLatin1StringView(known.name); });
        if (seen.contains(element.name) || (!kept && !unkept().contains(element.name) && !isEntryList(call, element)))
            return unexpected(element);
        if (unkept().contains(element.name))
            return refusal::invalidRequest(u"The sandbox does not keep '%1'."_s.arg(element.name));
        seen << element.name;
    }
    for (const Taker &taker : takers)
        if (const Element *element = input.find(QString::fromLatin1(taker.name)))
            if (const Problem problem = applyOne(call, *element, app))
                return problem;
    for (const Element &element : input.children)
        if (isEntryList(call, element))
            if (const Problem problem = applyOne(call, element, app))
                return problem;
    return std::nullopt;
}

bool sandbox::isWebAppUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) && !url.host().isEmpty() &&
           !text.contains(u' ');
}
