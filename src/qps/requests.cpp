// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/requests.h"

#include <QStringList>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

qps::Criterion qps::idGreater(qint64 id)
{
    return {u"id"_s, Operator::Greater, QString::number(id)};
}

qps::Criterion qps::idIn(const QList<qint64> &ids)
{
    QStringList words;
    words.reserve(ids.size());
    for (const qint64 id : ids)
        words << QString::number(id);
    return {u"id"_s, Operator::In, words.join(u',')};
}

QString qps::xmlText(const QString &text)
{
    QString legal;
    legal.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair)
            legal.append(c).append(text[++i]);
        else if (!c.isSurrogate() && c < QChar(0xfffe) && (c >= u' ' || c == u'\t' || c == u'\n' || c == u'\r'))
            legal += c;
    }
    return legal;
}

void qps::writeText(QXmlStreamWriter &xml, QLatin1StringView name, const QString &text)
{
    xml.writeTextElement(QString(name), xmlText(text));
}

void qps::writeCriteria(QXmlStreamWriter &xml, const QList<Criterion> &criteria)
{
    if (criteria.isEmpty())
        return;
    xml.writeStartElement(u"filters"_s);
    for (const Criterion &criterion : criteria) {
        xml.writeStartElement(u"Criteria"_s);
        xml.writeAttribute(u"field"_s, criterion.field);
        if (!criterion.name.isEmpty())
            xml.writeAttribute(u"name"_s, xmlText(criterion.name));
        xml.writeAttribute(u"operator"_s, toWire(criterion.op).toString());
        xml.writeCharacters(xmlText(criterion.value));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

QByteArray qps::serviceRequest(const std::function<void(QXmlStreamWriter &)> &body)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeStartElement(u"ServiceRequest"_s);
    body(xml);
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

QByteArray qps::emptyRequest()
{
    // Written out with an end tag, as every printed example has it.
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ServiceRequest></ServiceRequest>";
}

QByteArray qps::searchRequest(const QList<Criterion> &criteria, int limit)
{
    return serviceRequest([&](QXmlStreamWriter &xml) {
        xml.writeStartElement(u"preferences"_s);
        xml.writeTextElement(u"limitResults"_s, QString::number(std::clamp(limit, 1, 1000)));
        xml.writeEndElement();
        writeCriteria(xml, criteria);
    });
}

QByteArray qps::searchRequest(qint64 afterId, int limit, QList<Criterion> criteria)
{
    if (afterId > 0)
        criteria.append(idGreater(afterId));
    return searchRequest(criteria, limit);
}

QByteArray qps::countRequest(const QList<Criterion> &criteria)
{
    return criteria.isEmpty() ? emptyRequest()
                              : serviceRequest([&](QXmlStreamWriter &xml) { writeCriteria(xml, criteria); });
}
