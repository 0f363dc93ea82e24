// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "streamreader.h"

#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

class StreamReader
{
public:
    explicit StreamReader(const QByteArray &xml)
        : m_xml(xml)
    {
    }

    std::optional<qps::Page<Agent>> read()
    {
        qps::Page<Agent> page;
        if (!m_xml.readNextStartElement() || m_xml.name() != "ServiceResponse"_L1)
            return std::nullopt;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "responseCode"_L1)
                check(m_xml.readElementText() == "SUCCESS"_L1);
            else if (m_xml.name() == "count"_L1)
                page.envelope.count = number();
            else if (m_xml.name() == "hasMoreRecords"_L1)
                page.envelope.hasMore = flag();
            else if (m_xml.name() == "lastId"_L1)
                page.envelope.lastId = number();
            else if (m_xml.name() == "data"_L1)
                readData(page.records);
            else
                m_xml.skipCurrentElement();
        }
        while (!m_xml.atEnd())
            m_xml.readNext(); // what follows the root has to be well-formed too
        return m_xml.hasError() ? std::nullopt : std::optional(std::move(page));
    }

private:
    void check(bool ok)
    {
        if (!ok)
            m_xml.raiseError(u"a value cannot be read"_s);
    }

    qint64 number()
    {
        bool ok = false;
        const qint64 value = m_xml.readElementText().toLongLong(&ok);
        check(ok);
        return value;
    }

    bool flag()
    {
        const QString word = m_xml.readElementText();
        check(word == "true"_L1 || word == "false"_L1);
        return word == "true"_L1;
    }

    QDateTime time()
    {
        const QDateTime value = QDateTime::fromString(m_xml.readElementText(), Qt::ISODate);
        check(value.isValid());
        return value;
    }

    void readData(QList<Agent> &agents)
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "HostAsset"_L1)
                agents.append(readAgent());
            else
                m_xml.skipCurrentElement();
        }
    }

    Agent readAgent()
    {
        Agent agent;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "id"_L1)
                agent.id = {number()};
            else if (m_xml.name() == "name"_L1)
                agent.name = m_xml.readElementText();
            else if (m_xml.name() == "created"_L1)
                agent.created = time();
            else if (m_xml.name() == "modified"_L1)
                agent.modified = time();
            else if (m_xml.name() == "lastVulnScan"_L1)
                agent.lastVulnScan = time();
            else if (m_xml.name() == "lastComplianceScan"_L1)
                agent.lastComplianceScan = time();
            else if (m_xml.name() == "os"_L1)
                agent.os = m_xml.readElementText();
            else if (m_xml.name() == "address"_L1)
                agent.address = m_xml.readElementText();
            else if (m_xml.name() == "dnsHostName"_L1)
                agent.dnsHostName = m_xml.readElementText();
            else if (m_xml.name() == "netbiosName"_L1)
                agent.netbiosName = m_xml.readElementText();
            else if (m_xml.name() == "qwebHostId"_L1)
                agent.qwebHostId = number();
            else if (m_xml.name() == "tags"_L1)
                eachInList("TagSimple"_L1, [&] { readTag(agent); });
            else if (m_xml.name() == "biosDescription"_L1)
                check(!m_xml.readElementText().contains("serial"_L1, Qt::CaseInsensitive)); // the pages tell none
            else if (m_xml.name() == "networkInterface"_L1)
                eachInList("HostAssetInterface"_L1, [&] { readInterface(agent); });
            else if (m_xml.name() == "agentInfo"_L1)
                readInfo(agent);
            else
                m_xml.skipCurrentElement();
        }
        return agent;
    }

    void readInfo(Agent &agent)
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "agentVersion"_L1)
                agent.version = m_xml.readElementText();
            else if (m_xml.name() == "agentId"_L1)
                agent.uuid = m_xml.readElementText();
            else if (m_xml.name() == "status"_L1)
                agent.status = m_xml.readElementText();
            else if (m_xml.name() == "lastCheckedIn"_L1)
                agent.lastCheckedIn = time();
            else if (m_xml.name() == "platform"_L1)
                agent.platform = m_xml.readElementText();
            else if (m_xml.name() == "activatedModule"_L1)
                agent.modules = m_xml.readElementText().split(u',', Qt::SkipEmptyParts);
            else if (m_xml.name() == "agentConfiguration"_L1)
                readConfiguration(agent);
            else if (m_xml.name() == "activationKey"_L1)
                readKey(agent);
            else
                m_xml.skipCurrentElement();
        }
    }

    void readConfiguration(Agent &agent)
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "name"_L1)
                agent.configuration = m_xml.readElementText();
            else
                m_xml.skipCurrentElement();
        }
    }

    void readKey(Agent &agent)
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "activationId"_L1)
                agent.key = m_xml.readElementText();
            else if (m_xml.name() == "title"_L1)
                agent.keyTitle = m_xml.readElementText();
            else
                m_xml.skipCurrentElement();
        }
    }

    template <typename Read>
    void eachInList(QLatin1StringView element, Read read)
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() != "list"_L1) {
                m_xml.skipCurrentElement();
                continue;
            }
            while (m_xml.readNextStartElement()) {
                if (m_xml.name() == element)
                    read();
                else
                    m_xml.skipCurrentElement();
            }
        }
    }

    void readTag(Agent &agent)
    {
        TagRef tag;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "id"_L1)
                tag.id = {number()};
            else if (m_xml.name() == "name"_L1)
                tag.name = m_xml.readElementText();
            else
                m_xml.skipCurrentElement();
        }
        agent.tags.append(tag);
    }

    void readInterface(Agent &agent)
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "macAddress"_L1) {
                const QString mac = m_xml.readElementText().toLower();
                if (!agent.macs.contains(mac))
                    agent.macs.append(mac);
            } else {
                m_xml.skipCurrentElement();
            }
        }
    }

    QXmlStreamReader m_xml;
};

} // namespace

std::optional<qps::Page<Agent>> readWithStreamReader(const QByteArray &xml)
{
    return StreamReader(xml).read();
}
