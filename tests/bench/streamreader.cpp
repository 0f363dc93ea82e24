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

    std::optional<qps::Page<ActivationKey>> read()
    {
        qps::Page<ActivationKey> page;
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

    void readData(QList<ActivationKey> &keys)
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "AgentActKey"_L1)
                keys.append(readKey());
            else
                m_xml.skipCurrentElement();
        }
    }

    ActivationKey readKey()
    {
        ActivationKey key;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "id"_L1)
                key.id = {number()};
            else if (m_xml.name() == "activationKey"_L1)
                key.key = m_xml.readElementText();
            else if (m_xml.name() == "title"_L1)
                key.title = m_xml.readElementText();
            else if (m_xml.name() == "type"_L1)
                readType(key);
            else if (m_xml.name() == "countPurchased"_L1)
                key.countPurchased = number();
            else if (m_xml.name() == "countUsed"_L1)
                key.countUsed = number();
            else if (m_xml.name() == "datePurchased"_L1)
                key.purchased = time();
            else if (m_xml.name() == "expireDate"_L1)
                key.expires = time();
            else if (m_xml.name() == "networkId"_L1)
                key.networkId = number();
            else if (m_xml.name() == "isDisabled"_L1)
                key.disabled = flag();
            else if (m_xml.name() == "suspendSelfPatch"_L1)
                key.suspendSelfPatch = flag();
            else if (m_xml.name() == "ownerId"_L1)
                key.owner = {number()};
            else if (m_xml.name() == "modules"_L1)
                eachInList("ActivationKeyModule"_L1, [&] { readModule(key); });
            else if (m_xml.name() == "tags"_L1)
                eachInList("Tag"_L1, [&] { readTag(key); });
            else if (m_xml.name() == "agents"_L1) {
                key.agents.emplace();
                eachInList("AgentAsset"_L1, [&] { readAgent(*key.agents); });
            } else
                m_xml.skipCurrentElement();
        }
        return key;
    }

    void readType(ActivationKey &key)
    {
        const std::optional<KeyType> type = fromWire<KeyType>(m_xml.readElementText());
        check(type.has_value());
        key.type = type.value_or(KeyType::Unlimited);
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

    void readModule(ActivationKey &key)
    {
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "license"_L1)
                key.modules.append(m_xml.readElementText());
            else
                m_xml.skipCurrentElement();
        }
    }

    void readTag(ActivationKey &key)
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
        key.tags.append(tag);
    }

    void readAgent(QList<KeyAgent> &agents)
    {
        KeyAgent agent;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == "id"_L1)
                agent.id = {number()};
            else if (m_xml.name() == "uuid"_L1)
                agent.uuid = m_xml.readElementText();
            else if (m_xml.name() == "name"_L1)
                agent.name = m_xml.readElementText();
            else
                m_xml.skipCurrentElement();
        }
        agents.append(agent);
    }

    QXmlStreamReader m_xml;
};

} // namespace

std::optional<qps::Page<ActivationKey>> readWithStreamReader(const QByteArray &xml)
{
    return StreamReader(xml).read();
}
