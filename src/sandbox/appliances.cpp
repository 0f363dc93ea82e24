// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/appliances.h"

#include "sandbox/keyrows.h"
#include "sandbox/random.h"

#include <QRegularExpression>
#include <QXmlStreamWriter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

struct Appliance
{
    qint64 id = 0;
    QString uuid, name, software;
    bool online = false;
    QString model, type, serial, mlLatest, mlVersion, sigsLatest, sigsVersion;
    QStringList tags;
    QString contact, login;
    qint64 missed = 0, scans = 0;
    QString comments;
};

QList<Appliance> allAppliances(SQLite::Database &database)
{
    QList<Appliance> list;
    SQLite::Statement row(database,
                          "SELECT id, uuid, name, software, online, model, type, serial, ml_latest, ml_version, "
                          "sigs_latest, sigs_version, tags, contact, login, heartbeats_missed, comments, "
                          "other_scans + (SELECT count(*) FROM scan s WHERE s.scanner_name = appliance.name AND "
                          "s.status IN ('RUNNING', 'CANCELING')) FROM appliance ORDER BY id");
    while (row.executeStep())
        list.append({.id = sql::number(row, 0),
                     .uuid = sql::text(row, 1),
                     .name = sql::text(row, 2),
                     .software = sql::text(row, 3),
                     .online = sql::number(row, 4) != 0,
                     .model = sql::text(row, 5),
                     .type = sql::text(row, 6),
                     .serial = sql::text(row, 7),
                     .mlLatest = sql::text(row, 8),
                     .mlVersion = sql::text(row, 9),
                     .sigsLatest = sql::text(row, 10),
                     .sigsVersion = sql::text(row, 11),
                     .tags = sql::words(row, 12),
                     .contact = sql::text(row, 13),
                     .login = sql::text(row, 14),
                     .missed = sql::number(row, 15),
                     .scans = sql::number(row, 17),
                     .comments = sql::text(row, 16)});
    return list;
}

bool isWanted(const Appliance &appliance, const ApplianceQuery &query)
{
    const auto inRange = [&](const std::pair<qint64, qint64> &range) {
        return appliance.id >= range.first && appliance.id <= range.second;
    };
    if (!query.ids.isEmpty() && std::ranges::none_of(query.ids, inRange))
        return false;
    if (!appliance.name.contains(query.name, Qt::CaseInsensitive) ||
        query.busy.value_or(appliance.scans > 0) != (appliance.scans > 0))
        return false;
    if (query.type.isEmpty())
        return true;
    return query.type == "offline"_L1 ? appliance.type == "Offline"_L1
                                      : appliance.type.compare(query.type, Qt::CaseInsensitive) == 0;
}

void writeCdata(QXmlStreamWriter &xml, const QString &element, const QString &text)
{
    xml.writeStartElement(element);
    xml.writeCDATA(text);
    xml.writeEndElement();
}

void writeVersion(QXmlStreamWriter &xml, const QString &element, const QString &version, const QString &latest)
{
    xml.writeStartElement(element);
    xml.writeAttribute(u"updated"_s, version == latest ? u"yes"_s : u"no"_s);
    xml.writeCharacters(version);
    xml.writeEndElement();
}

void writeTags(QXmlStreamWriter &xml, SQLite::Database &database, const QStringList &tags)
{
    if (tags.isEmpty())
        return;
    xml.writeStartElement(u"ASSET_TAGS_LIST"_s);
    for (const QString &tag : tags) {
        SQLite::Statement row(database, "SELECT name FROM tag WHERE id = ?");
        sql::bindAll(row, tag.toLongLong());
        if (!row.executeStep())
            continue;
        xml.writeStartElement(u"ASSET_TAG"_s);
        xml.writeTextElement(u"UUID"_s, tagUuid(database, tag.toLongLong()));
        writeCdata(xml, u"NAME"_s, sql::text(row, 0));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

void writeRest(QXmlStreamWriter &xml, SQLite::Database &database, const Appliance &appliance, bool tags)
{
    xml.writeTextElement(u"MODEL_NUMBER"_s, appliance.model);
    xml.writeTextElement(u"TYPE"_s, appliance.type);
    xml.writeTextElement(u"SERIAL_NUMBER"_s, appliance.serial);
    xml.writeTextElement(u"ML_LATEST"_s, appliance.mlLatest);
    writeVersion(xml, u"ML_VERSION"_s, appliance.mlVersion, appliance.mlLatest);
    xml.writeTextElement(u"VULNSIGS_LATEST"_s, appliance.sigsLatest);
    writeVersion(xml, u"VULNSIGS_VERSION"_s, appliance.sigsVersion, appliance.sigsLatest);
    xml.writeTextElement(u"ASSET_GROUP_COUNT"_s, u"0"_s);
    if (tags)
        writeTags(xml, database, appliance.tags);
    xml.writeTextElement(u"LAST_UPDATED_DATE"_s, appliance.contact);
    xml.writeTextElement(u"POLLING_INTERVAL"_s, u"180 seconds"_s);
    xml.writeTextElement(u"USER_LOGIN"_s, appliance.login);
    xml.writeTextElement(u"HEARTBEATS_MISSED"_s, QString::number(appliance.missed));
    xml.writeTextElement(u"SS_CONNECTION"_s, appliance.online ? u"Online"_s : u"Offline"_s);
    const bool updated = appliance.mlVersion == appliance.mlLatest && appliance.sigsVersion == appliance.sigsLatest;
    xml.writeTextElement(u"UPDATED"_s, updated ? u"Yes"_s : u"No"_s);
    writeCdata(xml, u"COMMENTS"_s, appliance.comments);
}

bool takeIds(const QString &text, QList<std::pair<qint64, qint64>> &into)
{
    static const QRegularExpression form(u"^(\\d{1,18})(-(\\d{1,18}))?$"_s);
    for (const QString &word : text.split(u',')) {
        const QRegularExpressionMatch match = form.match(word.trimmed());
        if (!match.hasMatch())
            return false;
        const qint64 first = match.captured(1).toLongLong();
        into.append({first, match.capturedLength(3) > 0 ? match.captured(3).toLongLong() : first});
    }
    return true;
}

/// False when the value is none of those that the parameter takes.
bool takeParameter(const QString &name, const QString &value, ApplianceQuery &into)
{
    const bool flag = value == "0"_L1 || value == "1"_L1;
    if (name == "action"_L1)
        return value == "list"_L1;
    if (name == "output_mode"_L1) {
        into.full = value == "full"_L1;
        return into.full || value == "brief"_L1;
    }
    if (name == "show_tags"_L1) {
        into.showTags = value == "1"_L1;
        return flag;
    }
    if (name == "busy"_L1) {
        into.busy = value == "1"_L1;
        return flag;
    }
    if (name == "name"_L1)
        into.name = value;
    else if (name == "ids"_L1)
        return takeIds(value, into.ids);
    else if (name == "type"_L1) {
        into.type = value;
        return QStringList{u"physical"_s, u"virtual"_s, u"containerized"_s, u"offline"_s}.contains(value);
    } else
        return flag; // scan_detail, include_cloud_info, include_license_info, echo_request: nothing to tell here
    return true;
}

} // namespace

std::optional<ApplianceProblem> sandbox::readApplianceQuery(const QUrlQuery &parameters, ApplianceQuery &into)
{
    static const QStringList known{u"action"_s,
                                   u"output_mode"_s,
                                   u"show_tags"_s,
                                   u"busy"_s,
                                   u"name"_s,
                                   u"ids"_s,
                                   u"type"_s,
                                   u"scan_detail"_s,
                                   u"include_cloud_info"_s,
                                   u"echo_request"_s,
                                   u"include_license_info"_s};
    if (!parameters.hasQueryItem(u"action"_s))
        return ApplianceProblem{.code = 1903, .parameter = u"action"_s, .value = {}};
    for (const auto &[name, value] : parameters.queryItems(QUrl::FullyDecoded)) {
        if (!known.contains(name))
            return ApplianceProblem{.code = 1901, .parameter = name, .value = {}};
        if (!takeParameter(name, value, into))
            return ApplianceProblem{.code = 1905, .parameter = name, .value = value};
    }
    return std::nullopt;
}

QByteArray sandbox::applianceList(SQLite::Database &database, const ApplianceQuery &query, const QDateTime &now)
{
    QList<Appliance> wanted;
    for (const Appliance &appliance : allAppliances(database))
        if (isWanted(appliance, query))
            wanted << appliance;
    QByteArray content;
    QXmlStreamWriter xml(&content);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartElement(u"APPLIANCE_LIST_OUTPUT"_s);
    xml.writeStartElement(u"RESPONSE"_s);
    xml.writeTextElement(u"DATETIME"_s, wireTime(now));
    if (!wanted.isEmpty())
        xml.writeStartElement(u"APPLIANCE_LIST"_s);
    for (const Appliance &appliance : std::as_const(wanted)) {
        xml.writeStartElement(u"APPLIANCE"_s);
        xml.writeTextElement(u"ID"_s, QString::number(appliance.id));
        xml.writeTextElement(u"UUID"_s, appliance.uuid);
        xml.writeTextElement(u"NAME"_s, appliance.name);
        xml.writeTextElement(u"SOFTWARE_VERSION"_s, appliance.software);
        xml.writeTextElement(u"RUNNING_SLICES_COUNT"_s, u"0"_s);
        xml.writeTextElement(u"RUNNING_SCAN_COUNT"_s, QString::number(appliance.scans));
        xml.writeTextElement(u"STATUS"_s, appliance.online ? u"Online"_s : u"Offline"_s);
        if (query.full)
            writeRest(xml, database, appliance, query.showTags);
        else if (query.showTags)
            writeTags(xml, database, appliance.tags);
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE APPLIANCE_LIST_OUTPUT SYSTEM "
           "\"https://qualysapi.qg2.apps.qualys.com/api/2.0/fo/appliance/appliance_list_output.dtd\">\n"
           "<!-- keep-alive -->\n" +
           content.trimmed() + "\n<!-- CONFIDENTIAL AND PROPRIETARY INFORMATION. -->\n";
}

QString sandbox::tagUuid(SQLite::Database &database, qint64 tag)
{
    SQLite::Statement row(database, "SELECT uuid FROM tag WHERE id = ?");
    sql::bindAll(row, tag);
    if (row.executeStep() && !row.isColumnNull(0))
        return sql::text(row, 0);
    return Random(mixed(quint64(tag), 7)).uuid();
}
