// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/scanrequests.h"

#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace {

using Xml = QXmlStreamWriter;

tl::unexpected<Failure> rejected(const QString &why)
{
    return failed(Failure::Kind::Rejected, why);
}

void writeFlag(Xml &xml, QLatin1StringView name, const std::optional<bool> &flag)
{
    if (flag)
        xml.writeTextElement(QString(name), *flag ? u"true"_s : u"false"_s);
}

void writeId(Xml &xml, QLatin1StringView name, qint64 id)
{
    if (id <= 0)
        return;
    xml.writeStartElement(QString(name));
    xml.writeTextElement(u"id"_s, QString::number(id));
    xml.writeEndElement();
}

template <typename Body>
QByteArray scanRequest(Body body)
{
    return qps::serviceRequest([&](Xml &xml) {
        xml.writeStartElement(u"data"_s);
        xml.writeStartElement(u"WasScan"_s);
        body(xml);
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

void writeTagSet(Xml &xml, const QString &name, const QList<TagId> &tags)
{
    xml.writeStartElement(name);
    xml.writeStartElement(u"set"_s);
    for (const TagId tag : tags)
        writeId(xml, "Tag"_L1, tag.value);
    xml.writeEndElement();
    xml.writeEndElement();
}

void writeScanner(Xml &xml, const Scanner &scanner)
{
    xml.writeStartElement(u"scannerAppliance"_s);
    xml.writeTextElement(u"type"_s, toWire(scanner.kind).toString());
    if (scanner.kind == ScannerKind::Appliance)
        qps::writeText(xml, "friendlyName"_L1, scanner.appliance);
    xml.writeEndElement();
    if (scanner.kind != ScannerKind::Pool)
        return;
    QList<TagId> tags;
    for (const TagRef &tag : scanner.pool)
        if (!tags.contains(tag.id))
            tags << tag.id;
    writeTagSet(xml, u"scannerTags"_s, tags);
}

void writeTarget(Xml &xml, const ScanLaunch &launch)
{
    xml.writeStartElement(u"target"_s);
    writeId(xml, "webApp"_L1, launch.app.value);
    if (launch.authRecord) {
        writeId(xml, "webAppAuthRecord"_L1, launch.authRecord.value);
    } else if (launch.defaultAuth) {
        xml.writeStartElement(u"webAppAuthRecord"_s);
        writeFlag(xml, "isDefault"_L1, true);
        xml.writeEndElement();
    }
    if (launch.scanner)
        writeScanner(xml, *launch.scanner);
    if (!launch.cancelOption.isEmpty())
        qps::writeText(xml, "cancelOption"_L1, launch.cancelOption);
    xml.writeEndElement();
}

Outcome checkHead(const QString &name, const QString &type)
{
    if (name.trimmed().isEmpty() || type.isEmpty())
        return rejected(u"a scan needs a name and a type"_s);
    return {};
}

Outcome checkScanner(const std::optional<Scanner> &scanner)
{
    if (!scanner)
        return {};
    const QSet<qint64> ids = scanner->poolIds();
    if (scanner->kind == ScannerKind::Pool && (ids.isEmpty() || std::ranges::min(ids) <= 0))
        return rejected(u"a pool without tags"_s);
    if (scanner->kind == ScannerKind::Appliance && scanner->appliance.trimmed().isEmpty())
        return rejected(u"no appliance is named"_s);
    return {};
}

} // namespace

qps::Criterion qps::launchedAfter(const QDateTime &time)
{
    return {u"launchedDate"_s, Operator::Greater, time.toUTC().toString(Qt::ISODate)};
}

qps::Criterion qps::scansOf(const QList<WebAppId> &apps)
{
    QStringList ids;
    for (const WebAppId app : apps)
        ids << app.toString();
    return {u"webApp.id"_s, apps.size() == 1 ? Operator::Equals : Operator::In, ids.join(u',')};
}

qps::Criterion qps::scanStatusIn(const QStringList &words)
{
    return {u"status"_s, Operator::In, words.join(u',')};
}

Result<QByteArray> qps::scanLaunchRequest(const ScanLaunch &launch)
{
    if (!launch.app)
        return rejected(u"no web app is named"_s);
    return checkHead(launch.name, launch.type).and_then([&] { return checkScanner(launch.scanner); }).map([&] {
        return scanRequest([&](Xml &xml) {
            writeText(xml, "name"_L1, launch.name);
            writeText(xml, "type"_L1, launch.type);
            writeTarget(xml, launch);
            writeId(xml, "profile"_L1, launch.profile.value);
            if (launch.cancelAfterHours)
                xml.writeTextElement(u"cancelAfterNHours"_s, QString::number(*launch.cancelAfterHours));
            writeId(xml, "dnsOverride"_L1, launch.dnsOverride.value);
            writeFlag(xml, "sendMail"_L1, launch.sendMail);
        });
    });
}

Result<QByteArray> qps::scanLaunchRequest(const MultiLaunch &launch)
{
    if (launch.tags.isEmpty() || !std::ranges::all_of(launch.tags, [](TagId tag) { return bool(tag); }))
        return rejected(u"no tags are named"_s);
    return checkHead(launch.name, launch.type).map([&] {
        return scanRequest([&](Xml &xml) {
            writeText(xml, "name"_L1, launch.name);
            writeText(xml, "type"_L1, launch.type);
            xml.writeStartElement(u"target"_s);
            xml.writeStartElement(u"tags"_s);
            xml.writeStartElement(u"included"_s);
            xml.writeTextElement(u"option"_s, launch.allTags ? u"ALL"_s : u"ANY"_s);
            writeTagSet(xml, u"tagList"_s, launch.tags);
            xml.writeEndElement();
            xml.writeEndElement();
            for (const QLatin1StringView option :
                 {"scannerOption"_L1, "profileOption"_L1, "authRecordOption"_L1, "cancelOption"_L1})
                xml.writeTextElement(QString(option), u"DEFAULT"_s);
            xml.writeEndElement();
            writeId(xml, "profile"_L1, launch.profile.value);
            writeFlag(xml, "sendOneMail"_L1, launch.sendOneMail);
        });
    });
}

QByteArray qps::scanCancelRequest(bool keepResults)
{
    return keepResults ? scanRequest([](Xml &xml) { writeFlag(xml, "cancelWithResults"_L1, true); }) : emptyRequest();
}

QByteArray qps::scanAgainRequest(const QString &name)
{
    return name.trimmed().isEmpty() ? emptyRequest() : scanRequest([&](Xml &xml) { writeText(xml, "name"_L1, name); });
}

QByteArray qps::scanDeleteRequest(const WasScanIds &ids)
{
    return ids.isOne() ? emptyRequest() : serviceRequest([&](Xml &xml) { writeCriteria(xml, {ids.criterion()}); });
}
