// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/webappnode.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using Kind = EntryList::Kind;

constexpr auto lists = std::to_array<EntryList>({
    {"domains", "", "Domain", Kind::Text, false},
    {"uris", "", "Url", Kind::Text, false},
    {"attributes", "", "Attribute", Kind::Attribute, true},
    {"urlBlacklist", "urlExcludelist", "UrlEntry", Kind::Url, true},
    {"urlWhitelist", "urlAllowlist", "UrlEntry", Kind::Url, true},
    {"postDataBlacklist", "postDataExcludelist", "UrlEntry", Kind::Url, true},
    {"logoutRegexList", "", "UrlEntry", Kind::Url, true},
    {"headers", "", "WebAppHeader", Kind::Text, false},
    {"comments", "", "Comment", Kind::Comment, true},
});

Node entryNode(const EntryList &list, const WebAppEntry &entry, WasNodes &nodes)
{
    const QString item = QString::fromLatin1(list.item);
    switch (list.kind) {
    case Kind::Text:
        break;
    case Kind::Url: {
        Node node = Node::cdata(item, entry.value);
        node.attributes = {{u"regex"_s, entry.regex ? u"true"_s : u"false"_s}};
        return node;
    }
    case Kind::Attribute:
        return Node::group(item, {Node::cdata(u"name"_s, entry.name), Node::cdata(u"value"_s, entry.value)});
    case Kind::Comment:
        return Node::group(item, {Node::cdata(u"contents"_s, entry.value), nodes.login(u"author"_s, entry.author),
                                  Node::text(u"createdDate"_s, entry.created)});
    }
    return Node::cdata(item, entry.value);
}

/// Adds the lists from one to another, in the order of answers.
void addLists(QList<Node> &members, const WebAppRow &app, const char *from, const char *to, WasNodes &nodes,
              bool newNames)
{
    bool between = false;
    for (const EntryList &list : lists) {
        between = between || qstrcmp(list.name, from) == 0;
        const QList<WebAppEntry> entries = app.entries.value(QString::fromLatin1(list.name));
        if (between && (list.isAlwaysTold || !entries.isEmpty())) {
            QList<Node> items;
            for (const WebAppEntry &entry : entries)
                items << entryNode(list, entry, nodes);
            members << Node::counted(list.element(newNames), items);
        }
        if (qstrcmp(list.name, to) == 0)
            return;
    }
}

Node scannerNode(const WebAppRow &app, WasNodes &nodes)
{
    if (!app.scannerTags.isEmpty())
        return Node::counted(u"defaultScannerTags"_s, nodes.references(u"Tag"_s, "tag", app.scannerTags));
    Node scanner = Node::group(u"defaultScanner"_s, {Node::text(u"type"_s, app.scannerType)});
    if (!app.scannerName.isEmpty())
        scanner.children << Node::cdata(u"friendlyName"_s, app.scannerName);
    return scanner;
}

std::optional<Node> lastScanNode(SQLite::Database &database, qint64 app)
{
    SQLite::Statement row(database, "SELECT id, name, results, auth FROM scan WHERE webapp = ? "
                                    "ORDER BY launched DESC, id DESC LIMIT 1");
    sql::bindAll(row, app);
    if (!row.executeStep())
        return std::nullopt;
    Node node = Node::group(u"lastScan"_s,
                            {Node::number(u"id"_s, sql::number(row, 0)), Node::cdata(u"name"_s, sql::text(row, 1))});
    if (!row.isColumnNull(2))
        node.children << Node::group(u"summary"_s, {Node::text(u"resultsStatus"_s, sql::text(row, 2)),
                                                    Node::text(u"authStatus"_s, sql::text(row, 3))});
    return node;
}

Node configNode(const WebAppRow &app)
{
    Node node = Node::group(u"config"_s, {});
    if (app.cancelAfter)
        node.children << Node::number(u"cancelScansAfterNHours"_s, *app.cancelAfter);
    else if (!app.cancelAt.isEmpty())
        node.children << Node::text(u"cancelScansAt"_s, app.cancelAt);
    return node;
}

} // namespace

std::span<const EntryList> sandbox::entryLists()
{
    return lists;
}

QList<Node> sandbox::webAppRows(SQLite::Database &database, const QList<qint64> &ids, bool verbose, bool newer)
{
    QList<Node> records;
    records.reserve(ids.size());
    WasNodes nodes(database);
    SQLite::Statement row(database,
                          "SELECT name, url, risk, owner_id, tags, created, updated FROM webapp WHERE id = ?");
    for (const qint64 id : ids) {
        row.reset();
        sql::bindAll(row, id);
        if (!row.executeStep())
            continue;
        QList<Node> members{Node::number(u"id"_s, id), Node::cdata(u"name"_s, sql::text(row, 0)),
                            Node::cdata(u"url"_s, sql::text(row, 1))};
        if (newer && !row.isColumnNull(2))
            members << Node::number(u"riskScore"_s, sql::number(row, 2));
        if (const std::optional<qint64> owner = sql::optionalNumber(row, 3))
            members << Node::group(u"owner"_s, {Node::number(u"id"_s, *owner)});
        const QStringList tags = sql::words(row, 4);
        members << (verbose ? Node::counted(u"tags"_s, nodes.references(u"Tag"_s, "tag", tags))
                            : Node::group(u"tags"_s, {Node::number(u"count"_s, tags.size())}))
                << Node::text(u"createdDate"_s, sql::text(row, 5)) << Node::text(u"updatedDate"_s, sql::text(row, 6));
        records << Node::group(u"WebApp"_s, members);
    }
    return records;
}

Node sandbox::webAppNode(SQLite::Database &database, const WebAppRow &app, bool newNames)
{
    WasNodes nodes(database);
    QList<Node> members{Node::number(u"id"_s, app.id), Node::cdata(u"name"_s, app.name),
                        Node::cdata(u"url"_s, app.url)};
    if (app.risk)
        members << Node::number(u"riskScore"_s, *app.risk);
    if (!app.os.isEmpty())
        members << Node::text(u"os"_s, app.os);
    if (app.owner != 0)
        members << nodes.user(u"owner"_s, app.owner);
    members << Node::text(u"scope"_s, app.scope);
    if (!app.subDomain.isEmpty())
        members << Node::cdata(u"subDomain"_s, app.subDomain);
    addLists(members, app, "domains", "attributes", nodes, newNames);
    if (const std::optional<Node> profile = nodes.reference(u"defaultProfile"_s, "option_profile", app.profile))
        members << *profile;
    members << scannerNode(app, nodes) << Node::flag(u"scannerLocked"_s, app.locked);
    if (app.progressive)
        members << Node::flag(u"progressiveScanning"_s, *app.progressive);
    addLists(members, app, "urlBlacklist", "logoutRegexList", nodes, newNames);
    members << Node::counted(u"authRecords"_s, nodes.references(u"WebAppAuthRecord"_s, "auth_record", app.authRecords))
            << Node::counted(u"dnsOverrides"_s, nodes.references(u"DnsOverride"_s, "dns_override", app.dnsOverrides))
            << Node::text(u"useRobots"_s, app.useRobots) << Node::flag(u"useSitemap"_s, app.useSitemap);
    addLists(members, app, "headers", "headers", nodes, newNames);
    members << Node::flag(u"malwareMonitoring"_s, app.malwareMonitoring)
            << Node::flag(u"malwareNotification"_s, app.malwareNotification)
            << Node::counted(u"tags"_s, nodes.references(u"Tag"_s, "tag", app.tags));
    addLists(members, app, "comments", "comments", nodes, newNames);
    const bool scheduled =
        sql::value(database, "SELECT count(*) FROM scan_schedule WHERE webapp = ? AND active = 1", app.id) > 0;
    members << Node::flag(u"isScheduled"_s, scheduled);
    if (const std::optional<Node> lastScan = lastScanNode(database, app.id))
        members << *lastScan;
    members << nodes.user(u"createdBy"_s, app.createdBy) << Node::text(u"createdDate"_s, app.created)
            << nodes.user(u"updatedBy"_s, app.updatedBy) << Node::text(u"updatedDate"_s, app.updated);
    if (!app.screenshot.isEmpty())
        members << Node::cdata(u"screenshot"_s, app.screenshot);
    members << configNode(app) << Node::counted(u"crawlingScripts"_s, {});
    return Node::group(u"WebApp"_s, members);
}
