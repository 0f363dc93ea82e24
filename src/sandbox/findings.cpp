// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/findings.h"

#include "sandbox/wasread.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

constexpr auto filters = std::to_array<FilterField>({
    {"id", FieldType::Long, "id"},
    {"uniqueId", FieldType::Text, "uuid", "EQUALS"},
    {"qid", FieldType::Long, "qid"},
    {"name", FieldType::Text, "name"},
    {"type", FieldType::Keyword, "type", "", "VULNERABILITY|SENSITIVE_CONTENT|INFORMATION_GATHERED"},
    {"url", FieldType::Text, "url"},
    {"webApp.id", FieldType::Long, "webapp"},
    {"webApp.name", FieldType::Text, "w.name", "", "",
     "EXISTS (SELECT 1 FROM webapp w WHERE w.id = finding.webapp AND %1)"},
    {"webApp.tags.id", FieldType::Long, "t.id", "", "",
     "EXISTS (SELECT 1 FROM webapp w WHERE w.id = finding.webapp AND shares_word(w.tags, "
     "(SELECT group_concat(t.id) FROM tag t WHERE %1)))"},
    {"webApp.tags.name", FieldType::Text, "t.name", "", "",
     "EXISTS (SELECT 1 FROM webapp w WHERE w.id = finding.webapp AND shares_word(w.tags, "
     "(SELECT group_concat(t.id) FROM tag t WHERE %1)))"},
    {"status", FieldType::Keyword, "status", "", "NEW|ACTIVE|REOPENED|PROTECTED|FIXED"},
    {"severity", FieldType::Long, "severity"},
    {"firstDetectedDate", FieldType::Date, "first_seen"},
    {"lastDetectedDate", FieldType::Date, "last_seen"},
    {"lastTestedDate", FieldType::Date, "last_tested"},
    {"timesDetected", FieldType::Long, "times"},
});

QList<Node> loadFindings(const Call &call, const QList<qint64> &ids)
{
    QList<Node> records;
    records.reserve(ids.size());
    SQLite::Statement row(call.database,
                          "SELECT f.uuid, f.qid, f.name, f.type, f.potential, f.severity, f.url, f.status, "
                          "f.first_seen, f.last_seen, f.last_tested, f.times, f.webapp, w.name, w.url, f.ignored, "
                          "f.param FROM finding f LEFT JOIN webapp w ON w.id = f.webapp WHERE f.id = ?");
    for (const qint64 id : ids) {
        row.reset();
        sql::bindAll(row, id);
        if (!row.executeStep())
            continue;
        QList<Node> members{Node::number(u"id"_s, id),
                            Node::text(u"uniqueId"_s, sql::text(row, 0)),
                            Node::number(u"qid"_s, sql::number(row, 1)),
                            Node::cdata(u"name"_s, sql::text(row, 2)),
                            Node::text(u"type"_s, sql::text(row, 3)),
                            Node::flag(u"potential"_s, sql::number(row, 4) != 0),
                            Node::text(u"findingType"_s, u"QUALYS"_s),
                            Node::number(u"severity"_s, sql::number(row, 5))};
        if (!row.isColumnNull(6))
            members << Node::cdata(u"url"_s, sql::text(row, 6));
        if (!row.isColumnNull(7))
            members << Node::text(u"status"_s, sql::text(row, 7));
        members << Node::text(u"firstDetectedDate"_s, sql::text(row, 8))
                << Node::text(u"lastDetectedDate"_s, sql::text(row, 9))
                << Node::text(u"lastTestedDate"_s, sql::text(row, 10));
        if (!row.isColumnNull(11))
            members << Node::number(u"timesDetected"_s, sql::number(row, 11));
        members << Node::group(u"webApp"_s,
                               {Node::number(u"id"_s, sql::number(row, 12)), Node::cdata(u"name"_s, sql::text(row, 13)),
                                Node::cdata(u"url"_s, sql::text(row, 14))});
        if (!row.isColumnNull(15))
            members << Node::flag(u"isIgnored"_s, sql::number(row, 15) != 0);
        if (!row.isColumnNull(16))
            members << Node::cdata(u"param"_s, sql::text(row, 16));
        records << Node::group(u"Finding"_s, members);
    }
    return records;
}

/// How many of each severity, and in all.
struct Levels
{
    std::array<qint64, 6> counts{}; ///< by severity; 0 has the sum

    void add(qint64 severity)
    {
        ++counts[0];
        if (severity >= 1 && severity <= 5)
            ++counts[std::size_t(severity)];
    }
    void write(QList<Node> &members, const QString &prefix) const
    {
        members << Node::number(prefix + "Total"_L1, counts[0]);
        for (std::size_t level = 5; level >= 1; --level)
            members << Node::number(u"%1Level%2"_s.arg(prefix).arg(level), counts[level]);
    }
};

QString unpaddedBase64(const QString &text)
{
    return QString::fromLatin1(text.toUtf8().toBase64(QByteArray::OmitTrailingEquals));
}

Node encoded(const QString &element, const QString &text)
{
    Node node = Node::cdata(element, unpaddedBase64(text));
    node.attributes = {{u"base64"_s, u"true"_s}};
    return node;
}

Node vulnerability(SQLite::Statement &row, bool authenticated)
{
    const QString param = sql::text(row, 5), payload = sql::text(row, 6);
    const Node attack = Node::group(u"WasScanVulnPayload"_s,
                                    {Node::cdata(u"payload"_s, payload), encoded(u"result"_s, sql::text(row, 7))});
    const Node instance = Node::group(u"WasScanVulnInstance"_s, {Node::flag(u"authenticated"_s, authenticated),
                                                                 Node::counted(u"payloads"_s, {attack})});
    QList<Node> members{Node::number(u"qid"_s, sql::number(row, 0)), Node::cdata(u"title"_s, sql::text(row, 1)),
                        Node::cdata(u"uri"_s, sql::text(row, 4))};
    if (!param.isEmpty())
        members << Node::cdata(u"param"_s, param);
    return Node::group(u"WasScanVuln"_s, members << Node::counted(u"instances"_s, {instance}));
}

} // namespace

Reply sandbox::answerFindings(const Call &call)
{
    if (!call.account.seesWebApps)
        return refusal::unauthorized();
    return answerWasRead(call,
                         {.table = "finding",
                          .where = [](const QList<AskedCriterion> &criteria) { return whereOf(criteria, filters); },
                          .rows = [&](const QList<qint64> &ids) { return loadFindings(call, ids); },
                          .whole = [&](qint64 id) -> std::optional<Node> {
                              const QList<Node> found = loadFindings(call, {id});
                              return found.isEmpty() ? std::nullopt : std::optional(found.first());
                          }});
}

QList<Node> sandbox::downloadedFindings(SQLite::Database &database, qint64 app, bool authenticated)
{
    SQLite::Statement row(database, "SELECT qid, name, type, severity, coalesce(url, ''), coalesce(param, ''), "
                                    "coalesce(payload, ''), coalesce(data, ''), family FROM finding "
                                    "WHERE webapp = ? AND coalesce(status, '') <> 'FIXED' ORDER BY id");
    sql::bindAll(row, app);
    Levels vulns, contents, gathered;
    QMap<QString, Levels> groups;
    QList<Node> vulnNodes, contentNodes, gatheredNodes;
    while (row.executeStep()) {
        const QString type = sql::text(row, 2), family = sql::text(row, 8);
        const qint64 severity = sql::number(row, 3);
        if (type == "VULNERABILITY"_L1) {
            vulns.add(severity);
            if (!family.isEmpty())
                groups[family].add(severity);
            vulnNodes << vulnerability(row, authenticated);
        } else if (type == "SENSITIVE_CONTENT"_L1) {
            contents.add(severity);
            contentNodes << Node::group(u"WasScanSensitiveContent"_s, {Node::number(u"qid"_s, sql::number(row, 0)),
                                                                       Node::cdata(u"title"_s, sql::text(row, 1)),
                                                                       Node::cdata(u"uri"_s, sql::text(row, 4))});
        } else {
            gathered.add(severity);
            gatheredNodes << Node::group(u"WasScanIg"_s, {Node::number(u"qid"_s, sql::number(row, 0)),
                                                          Node::cdata(u"title"_s, sql::text(row, 1)),
                                                          encoded(u"data"_s, sql::text(row, 7))});
        }
    }
    QList<Node> global, byGroup;
    vulns.write(global, u"nbVulns"_s);
    contents.write(global, u"nbScs"_s);
    gathered.write(global, u"nbIgs"_s);
    for (auto group = groups.begin(); group != groups.end(); ++group) {
        QList<Node> members{Node::text(u"group"_s, group.key())};
        group->write(members, u"nb"_s);
        byGroup << Node::group(u"GroupStat"_s, members);
    }
    return {Node::group(u"stats"_s, {Node::group(u"global"_s, global), Node::counted(u"byGroup"_s, byGroup),
                                     Node::counted(u"byOwasp"_s, {}), Node::counted(u"byWasc"_s, {})}),
            Node::counted(u"vulns"_s, vulnNodes), Node::counted(u"sensitiveContents"_s, contentNodes),
            Node::counted(u"igs"_s, gatheredNodes)};
}
