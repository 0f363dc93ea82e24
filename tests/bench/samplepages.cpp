// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "samplepages.h"

#include <array>
#include <random>
#include <string_view>

namespace {

using Random = std::mt19937; // its numbers are the same everywhere, unlike those of the distributions

constexpr auto modules = std::to_array<const char *>(
    {"VM_LICENSE", "PC_LICENSE", "SCA", "PM", "SA", "EDR", "FIM", "SWCA", "CAPS", "MTG", "GAV", "ISL", "PAF"});
constexpr auto sites =
    std::to_array<const char *>({"Rotterdam", "Hamburg", "Antwerp", "Felixstowe", "Trieste", "Koper"});
constexpr auto uses = std::to_array<const char *>({"office laptops", "dock scanners", "gate kiosks", "test bench"});
constexpr auto types =
    std::to_array<const char *>({"UNLIMITED", "COUNT_LIMITED", "TIME_LIMITED", "COUNT_TIME_LIMITED"});

/// Indented by two blanks a level, as answers are.
class Writer
{
public:
    void open(const char *name)
    {
        indent();
        m_xml.append('<').append(name).append(">\n");
        ++m_level;
    }
    void close(const char *name)
    {
        --m_level;
        indent();
        m_xml.append("</").append(name).append(">\n");
    }
    void text(const char *name, const QByteArray &value)
    {
        indent();
        m_xml.append('<').append(name).append('>').append(value).append("</").append(name).append(">\n");
    }
    void number(const char *name, qint64 value) { text(name, QByteArray::number(value)); }
    QByteArray take() { return std::move(m_xml); }

private:
    void indent() { m_xml.append(2 * m_level, ' '); }

    QByteArray m_xml;
    int m_level = 1;
};

QByteArray uuid(Random &random)
{
    QByteArray hex;
    for (int i = 0; i < 4; ++i)
        hex += QByteArray::number(random(), 16).rightJustified(8, '0');
    for (const int dash : {20, 16, 12, 8})
        hex.insert(dash, '-');
    return hex;
}

QByteArray twoDigits(unsigned number)
{
    return QByteArray::number(number).rightJustified(2, '0');
}

QByteArray time(Random &random, unsigned firstYear)
{
    return QByteArray::number(firstYear + random() % 3) + '-' + twoDigits(1 + random() % 12) + '-' +
           twoDigits(1 + random() % 28) + 'T' + twoDigits(random() % 24) + ':' + twoDigits(random() % 60) + ':' +
           twoDigits(random() % 60) + 'Z';
}

template <typename List>
QByteArray pick(Random &random, const List &list)
{
    return list[random() % list.size()];
}

QByteArray title(Random &random, int number)
{
    const QByteArray start = pick(random, sites) + ' ' + pick(random, uses);
    if (number % 50 == 7)
        return "Gda\xC5\x84sk " + start + ' ' + QByteArray::number(number);
    return start + (number % 10 == 3 ? " &amp; spares " : " ") + QByteArray::number(number);
}

void writeLists(Writer &xml, Random &random, PageShape shape)
{
    const bool full = shape == PageShape::Full;
    xml.open("modules");
    xml.open("list");
    const std::size_t first = random() % modules.size();
    for (std::size_t i = 0; i < (full ? 10 : 5); ++i) {
        xml.open("ActivationKeyModule");
        xml.text("license", modules[(first + i) % modules.size()]);
        xml.close("ActivationKeyModule");
    }
    xml.close("list");
    xml.close("modules");
    xml.open("tags");
    xml.open("list");
    for (int i = 0; i < (full ? 6 : 3); ++i) {
        const std::size_t tag = random() % 400; // a subscription has some hundred of them
        xml.open("Tag");
        xml.number("id", 70'012'000 + qint64(tag));
        xml.text("name", QByteArray(sites[tag % sites.size()]) + " segment " + QByteArray::number(tag));
        xml.close("Tag");
    }
    xml.close("list");
    xml.close("tags");
    if (!full)
        return;
    xml.open("agents");
    xml.open("list");
    for (int i = 0; i < 2; ++i) {
        const auto host = qint64(random() % 100'000);
        xml.open("AgentAsset");
        xml.number("id", 880'400'000 + host);
        xml.text("uuid", uuid(random));
        xml.text("name", "lark-web-" + QByteArray::number(host));
        xml.close("AgentAsset");
    }
    xml.close("list");
    xml.close("agents");
}

void writeKey(Writer &xml, Random &random, qint64 id, PageShape shape)
{
    const auto number = int(id % 1'000);
    const bool disabled = number % 12 == 0;
    const QByteArray type = pick(random, types);
    xml.open("AgentActKey");
    xml.number("id", id);
    xml.text("activationKey", uuid(random));
    xml.text("status", disabled ? "INACTIVE" : "ACTIVE");
    xml.number("countPurchased", type.startsWith("COUNT") ? qint64(random() % 2'000) : 0);
    xml.number("countUsed", qint64(random() % 900));
    xml.text("datePurchased", time(random, 2022));
    xml.text("type", type);
    if (type.contains("TIME"))
        xml.text("expireDate", time(random, 2026));
    xml.text("title", title(random, number));
    xml.number("networkId", number % 9 == 0 ? 21'440 : 0);
    xml.text("isDisabled", disabled ? "true" : "false");
    xml.text("applyOnAgents", "false");
    writeLists(xml, random, shape);
    xml.text("suspendSelfPatch", "false");
    xml.number("ownerId", 410'027'000 + qint64(random() % 300));
    xml.close("AgentActKey");
}

} // namespace

QByteArray keyPage(int keys, PageShape shape, qint64 first, bool more)
{
    Random random(1);
    Writer xml;
    xml.text("responseCode", "SUCCESS");
    xml.number("count", keys);
    xml.text("hasMoreRecords", more ? "true" : "false");
    if (more)
        xml.number("lastId", first + keys - 1);
    xml.open("data");
    for (int i = 0; i < keys; ++i)
        writeKey(xml, random, first + i, shape);
    xml.close("data");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<ServiceResponse xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation="
           "\"https://qualysapi.qg2.apps.qualys.com/qps/xsd/1.0/ca/agentactkey.xsd\">\n" +
           xml.take() + "</ServiceResponse>\n";
}
