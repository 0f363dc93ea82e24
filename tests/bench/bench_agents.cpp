// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Agents by the million, each figure beside what one would take instead. Prints one JSON object.
//   bench_agents filter|sort|memory|cache [FOLDER]
#include "domain/agents/agentfilter.h"
#include "domain/agents/agentsort.h"
#include "resident.h"
#include "store/agentcachedatabase.h"
#include "store/agentcachefile.h"
#include "support/sampleagents.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSortFilterProxyModel>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>

using namespace Qt::StringLiterals;

namespace {

constexpr int million = 1'000'000;
constexpr int proxied = 100'000;

double milliseconds(const auto &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Of this thread: what others make the disk and the processors do is not in it.
double cpuMilliseconds()
{
    timespec now = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Spent
{
    double wall = 0, cpu = 0;

    template <typename Work>
    double add(const Work &work)
    {
        const double before = cpuMilliseconds(), took = milliseconds(work);
        cpu += cpuMilliseconds() - before;
        wall += took;
        return took;
    }
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void fill(AgentColumns &columns, int count)
{
    std::mt19937 random(1);
    QList<Agent> batch;
    for (int i = 0; i < count; ++i) {
        batch << sampleAgent(880'500'001 + i, random);
        if (batch.size() == AgentRows::chunkRows || i + 1 == count) {
            columns.upsert(batch);
            batch.clear();
        }
    }
}

/// The texts of the searched columns, the way a plain model gives them to a proxy.
class PlainModel : public QAbstractTableModel
{
public:
    explicit PlainModel(const AgentRows &agents)
    {
        for (quint32 row = 0; row < agents.rowCount(); ++row) {
            const Agent agent = agents.agentAt(row);
            QStringList tags;
            for (const TagRef &tag : agent.tags)
                tags << tag.name;
            m_rows.push_back({agent.name, agent.id.toString(), agent.address, agent.os, agent.dnsHostName,
                              tags.join(u", "_s), agent.keyTitle});
            m_seen.push_back(agent.lastCheckedIn);
        }
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 8; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const std::size_t row = std::size_t(index.row());
        return index.column() == 7 ? QVariant(m_seen[row]) : QVariant(m_rows[row][std::size_t(index.column())]);
    }

private:
    std::vector<std::array<QString, 7>> m_rows;
    std::vector<QDateTime> m_seen;
};

QStringList keystrokes()
{
    QStringList texts;
    const QString typed = u"fra-web-01"_s;
    for (qsizetype length = 1; length <= typed.size(); ++length)
        texts << typed.left(length);
    return texts << u"e"_s << u"10.2.1"_s << u"larkspur"_s << u"windows"_s << u"tag 19"_s << u"zzzz"_s;
}

AgentFilter filterOf(const QString &text)
{
    return {parseQuery(text, agentSyntax()), {.now = sampleNow()}};
}

void filter()
{
    AgentColumns agents;
    fill(agents, million);
    std::vector<double> all, typing;
    for (int round = 0; round < 5; ++round)
        for (const QString &text : keystrokes())
            all.push_back(milliseconds([&] { static_cast<void>(filterOf(text).rows(agents)->count()); }));
    for (int round = 0; round < 5; ++round) {
        AgentFilter before;
        RowBits rows(agents.rowCount(), true);
        for (const QString &text : keystrokes())
            typing.push_back(milliseconds([&] {
                const AgentFilter next = filterOf(text);
                rows = *next.rows(agents, next.narrows(before) ? &rows : nullptr);
                before = next;
            }));
    }
    AgentColumns fewer;
    fill(fewer, proxied);
    PlainModel model(fewer);
    QSortFilterProxyModel proxy;
    proxy.setFilterKeyColumn(-1);
    proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    proxy.setSourceModel(&model);
    static_cast<void>(proxy.rowCount());
    std::vector<double> ours, theirs;
    for (const QString &text : keystrokes().mid(0, 6)) {
        ours.push_back(milliseconds([&] { static_cast<void>(filterOf(text).rows(fewer)->count()); }));
        theirs.push_back(milliseconds([&] {
            proxy.setFilterFixedString(text);
            static_cast<void>(proxy.rowCount());
        }));
    }
    std::printf("{\"median_ms\": %.3f, \"worst_ms\": %.3f, \"typing_median_ms\": %.3f, \"ours_100k_ms\": %.4f, "
                "\"proxy_100k_ms\": %.2f}\n",
                median(all), *std::ranges::max_element(all), median(typing), median(ours), median(theirs));
}

void sort()
{
    AgentColumns agents;
    fill(agents, million);
    const auto ours = [&](AgentColumn column) {
        std::vector<double> times;
        for (int round = 0; round < 5; ++round) {
            const AgentSortKey key{column};
            times.push_back(milliseconds([&] { static_cast<void>(sortedRows(agents, {&key, 1})); }));
        }
        return median(times);
    };
    const double name = ours(AgentColumn::Name), date = ours(AgentColumn::CheckedIn);
    const double address = ours(AgentColumn::Address), system = ours(AgentColumn::System);
    std::vector<quint32> order = sortedRows(agents, {});
    std::vector<double> turns, taken;
    const RowBits accepted = *filterOf(u"fra"_s).rows(agents);
    for (int round = 0; round < 9; ++round) {
        turns.push_back(milliseconds([&] { std::ranges::reverse(order); }));
        taken.push_back(milliseconds([&] { static_cast<void>(rowsInOrder(order, accepted)); }));
    }
    AgentColumns fewer;
    fill(fewer, proxied);
    PlainModel model(fewer);
    const auto theirs = [&](int column) {
        std::vector<double> times;
        for (int round = 0; round < 3; ++round) {
            QSortFilterProxyModel proxy;
            proxy.setSourceModel(&model);
            proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
            static_cast<void>(proxy.rowCount());
            times.push_back(milliseconds([&] { proxy.sort(column); }));
        }
        return median(times);
    };
    const double proxyName = theirs(0), proxyDate = theirs(7);
    std::printf("{\"name_ms\": %.2f, \"date_ms\": %.2f, \"address_ms\": %.2f, \"system_ms\": %.2f, \"turn_ms\": %.3f, "
                "\"take_ms\": %.3f, \"proxy_name_100k_ms\": %.1f, \"proxy_date_100k_ms\": %.1f}\n",
                name, date, address, system, median(turns), median(taken), proxyName, proxyDate);
}

void memory()
{
    const double before = residentMib();
    AgentColumns agents;
    fill(agents, million);
    const double columns = residentMib();
    QList<Agent> records;
    std::mt19937 random(1);
    for (int i = 0; i < proxied; ++i)
        records << sampleAgent(880'500'001 + i, random);
    const double structs = (residentMib() - columns) * (1 << 20) / proxied;
    std::printf("{\"bytes_a_row\": %.2f, \"resident_mib\": %.1f, \"grown_mib\": %.1f, \"struct_bytes\": %.0f}\n",
                double(agents.bytesUsed()) / million, columns, columns - before, structs);
}

/// The same agents through Qt SQL with the statements one would write.
Spent throughQtSql(const QString &path)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s);
    database.setDatabaseName(path);
    if (!database.open())
        return {};
    QSqlQuery(u"PRAGMA journal_mode=WAL"_s, database);
    QSqlQuery(u"PRAGMA synchronous=NORMAL"_s, database);
    QSqlQuery(
        u"CREATE TABLE agent (id INTEGER PRIMARY KEY, name, os, address, dns, netbios, host, uuid, version, status, "
        "seen, created, modified, platform, modules, key, title, configuration, tags)"_s,
        database);
    QSqlQuery query(database);
    query.prepare(u"INSERT OR REPLACE INTO agent VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s);
    std::mt19937 random(1);
    Spent spent;
    for (int from = 0; from < million; from += 1'000) {
        QList<Agent> batch;
        for (int i = 0; i < 1'000; ++i)
            batch << sampleAgent(880'500'001 + from + i, random);
        spent.add([&] {
            database.transaction();
            for (const Agent &agent : batch) {
                QStringList tags;
                for (const TagRef &tag : agent.tags)
                    tags << tag.id.toString();
                int at = 0;
                for (const QVariant &value : std::initializer_list<QVariant>{
                         agent.id.value, agent.name, agent.os, agent.address, agent.dnsHostName, agent.netbiosName,
                         agent.qwebHostId, agent.uuid, agent.version, agent.status,
                         agent.lastCheckedIn.toSecsSinceEpoch(), agent.created.toSecsSinceEpoch(),
                         agent.modified.toSecsSinceEpoch(), agent.platform, agent.modules.join(u','), agent.key,
                         agent.keyTitle, agent.configuration, tags.join(u',')})
                    query.bindValue(at++, value);
                if (!query.exec())
                    qFatal("%s", qPrintable(query.lastError().text()));
            }
            database.commit();
        });
    }
    return spent;
}

void cache(const QString &folder)
{
    QTemporaryDir place(folder + u"/bench-XXXXXX"_s);
    const QString path = place.filePath(u"cache/agents.db"_s);
    Spent ours;
    std::vector<double> batches;
    {
        AgentCacheDatabase database(std::move(agentcachefile::open(path)->database));
        std::mt19937 random(1);
        for (int from = 0; from < million; from += 1'000) {
            QList<Agent> batch;
            for (int i = 0; i < 1'000; ++i)
                batch << sampleAgent(880'500'001 + from + i, random);
            batches.push_back(ours.add([&] { database.upsert(batch, from); }));
        }
    }
    std::vector<double> loads, firsts;
    for (int round = 0; round < 3; ++round) {
        std::unique_ptr<AgentCacheDatabase> database;
        firsts.push_back(milliseconds([&] {
            database = std::make_unique<AgentCacheDatabase>(std::move(agentcachefile::open(path)->database));
            static_cast<void>(database->first(50));
        }));
        loads.push_back(milliseconds([&] {
            if (database->load({}).columns.size() != million)
                qFatal("not all came back");
        }));
    }
    std::ranges::sort(batches);
    const Spent qt = throughQtSql(place.filePath(u"qt.db"_s));
    std::printf("{\"upsert_ms\": %.0f, \"upsert_cpu_ms\": %.0f, \"worst_batch_ms\": %.1f, \"p99_batch_ms\": %.1f, "
                "\"qt_sql_ms\": %.0f, \"qt_sql_cpu_ms\": %.0f, \"first_rows_ms\": %.2f, \"load_ms\": %.0f, "
                "\"bytes_a_row\": %.1f}\n",
                ours.wall, ours.cpu, batches.back(), batches[batches.size() * 99 / 100], qt.wall, qt.cpu,
                median(firsts), median(loads), double(QFile(path).size()) / million);
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray what = argc > 1 ? argv[1] : "";
    if (what == "filter")
        filter();
    else if (what == "sort")
        sort();
    else if (what == "memory")
        memory();
    else if (what == "cache" && argc > 2)
        cache(QString::fromLocal8Bit(argv[2]));
    else
        return 2;
}
