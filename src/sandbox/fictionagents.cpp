// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fictionagents.h"

#include "sandbox/keyrows.h"

#include <array>
#include <numeric>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox::fiction;
using sandbox::Random;
namespace sql = sandbox::sql;

constexpr qint64 firstMadeUp = 880'500'001;
constexpr char cloudAgentTag[] = "70011001"; // the platform puts it on every host with an agent

/// The hosts of the interface's samples.
struct KnownAgent
{
    qint64 key, id;
    const char16_t *uuid, *name;
    bool active;
};
constexpr auto knownAgents = std::to_array<KnownAgent>({
    {5'200'101, 880'400'101, u"3f0a7c11-52de-4c86-9d0e-7a61b8e2f401", u"lark-web-01", true},
    {5'200'101, 880'400'102, u"a94d1b60-0c3b-4b7e-8f55-1c2e96d0b7a2", u"LARK-SQL-02", true},
    {5'200'102, 880'400'103, u"c0e85f27-9a14-4e21-b6f3-50d7a9413c88", u"MB-MACBOOK-14", false},
});

constexpr auto sites =
    std::to_array<const char16_t *>({u"ANR", u"RTM", u"GDN", u"ZRH", u"VLC", u"PIR", u"FRA", u"TYO", u"DXB", u"LYS"});

/// "DRI-TAB" of "Driver tablets"; titles in other scripts give nothing to shorten.
QString shortOf(const QString &title)
{
    QStringList parts;
    for (const QString &word : title.split(u' ', Qt::SkipEmptyParts)) {
        QString letters;
        for (const QChar c : word)
            if (c.unicode() < 0x80 && c.isLetter() && letters.size() < 3)
                letters += c.toUpper();
        if (letters.size() == 3 && parts.size() < 2)
            parts << letters;
    }
    return parts.isEmpty() ? u"HOST"_s : parts.join(u'-');
}

class AgentWriter
{
public:
    AgentWriter(SQLite::Database &database, const QDateTime &now, Random &random)
        : m_row(database, "INSERT INTO agent (id, uuid, name, created, key_id, active, modules, tags) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        , m_now(now)
        , m_random(random)
    {
    }

    void write(qint64 id, const QString &uuid, const QString &name, const ActivationKey &key, bool active)
    {
        QStringList tags{QString::fromLatin1(cloudAgentTag)};
        for (const TagRef &tag : key.tags)
            tags << tag.id.toString();
        const QDateTime created = m_now.addSecs(-m_random.below(25'920'000));
        m_row.reset();
        sql::bindAll(m_row, id, uuid, name, sandbox::wireTime(created),
                     key.id ? std::optional(key.id.value) : std::nullopt, active, key.modules.join(u','),
                     tags.join(u','));
        m_row.exec();
    }

    void makeUp(int number, const QString &shortTitle, const ActivationKey &key)
    {
        const QString site = QString::fromUtf16(m_random.pick(sites));
        const QString name = u"%1-%2-%3"_s.arg(site, shortTitle, QString::number(number).rightJustified(4, u'0'));
        write(m_next++, m_random.uuid(), name, key, true);
    }

private:
    SQLite::Statement m_row;
    const QDateTime m_now;
    Random &m_random;
    qint64 m_next = firstMadeUp;
};

} // namespace

void sandbox::fiction::spreadAgents(QList<PlannedKey> &keys, int total)
{
    const qint64 planned = std::accumulate(keys.begin(), keys.end(), qint64(0),
                                           [](qint64 sum, const PlannedKey &key) { return sum + key.agents; });
    if (total >= 0 && total < planned) {
        qint64 left = total;
        for (PlannedKey &key : keys) {
            key.agents = int(qint64(key.agents) * total / planned);
            left -= key.agents;
        }
        for (qsizetype i = 0; left > 0; i = (i + 1) % keys.size())
            if (!limitsCount(keys[i].key.type) || keys[i].agents < keys[i].key.countPurchased) {
                ++keys[i].agents;
                --left;
            }
        return;
    }
    QList<PlannedKey *> open;
    for (PlannedKey &key : keys)
        if (!limitsCount(key.key.type) && !key.key.disabled)
            open << &key;
    for (qint64 more = total - planned, i = 0; more > 0 && !open.isEmpty(); --more)
        ++open[i++ % open.size()]->agents;
}

void sandbox::fiction::insertAgents(SQLite::Database &database, const QList<PlannedKey> &keys, int loose,
                                    const QDateTime &now, Random &random)
{
    AgentWriter writer(database, now, random);
    for (const PlannedKey &planned : keys) {
        int number = 0;
        for (const KnownAgent &known : knownAgents)
            if (known.key == planned.key.id.value && number < planned.agents) {
                writer.write(known.id, QString::fromUtf16(known.uuid), QString::fromUtf16(known.name), planned.key,
                             known.active);
                ++number;
            }
        const QString shortTitle = shortOf(planned.key.title);
        while (number < planned.agents)
            writer.makeUp(++number, shortTitle, planned.key);
    }
    for (int number = 1; number <= loose; ++number)
        writer.makeUp(number, u"HOST"_s, {});
}
