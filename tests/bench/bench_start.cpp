// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// From the beginning of main() until rows are painted, over agents that an earlier session kept.
//   bench_start keep FILE AGENTS    makes the file
//   bench_start ours FILE AGENTS    our pane; prints one JSON object
//   bench_start bare                a bare window with a table of 200 rows
#include "app/subscriptionports.h"
#include "base/heap.h"
#include "models/agentproxy.h"
#include "panes/agentspane.h"
#include "resident.h"
#include "store/agentcache.h"
#include "store/sqlitejournal.h"
#include "support/sampleagents.h"
#include "support/waiting.h"
#include "watchedapplication.h"
#include "widgets/filterbar.h"
#include "widgets/latchkeystyle.h"
#include "widgets/tableview.h"

#include <QApplication>
#include <QMainWindow>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QVBoxLayout>

#include <cstdio>
#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 60s;

int keep(const QString &file, int count)
{
    AgentCache cache(file);
    if (!answerOf<AgentStore::Opened>([&](auto done) { cache.open(done); }))
        qFatal("the cache does not open");
    cache.beginRefresh(sampleNow(), [](const Outcome &) {});
    std::mt19937 random(1);
    QList<Agent> batch;
    int waiting = 0;
    for (int id = 1; id <= count; ++id) {
        batch << sampleAgent(id, random);
        if (batch.size() < 1'000 && id < count)
            continue;
        ++waiting;
        cache.upsert(batch, id, [&waiting](const Outcome &) { --waiting; });
        batch.clear();
        if (!waitUntil([&] { return waiting < 50; }, patience))
            qFatal("the disk is too slow");
    }
    const auto ended = answerOf<QList<AssetId>>(
        [&](auto done) { cache.finishRefresh(QDateTime::currentDateTimeUtc(), done); }, patience);
    return ended ? 0 : 1;
}

/// Milliseconds until something was painted while there were rows.
double untilPainted(WatchedApplication<QApplication> &app, const QElapsedTimer &timer, std::function<bool()> hasRows)
{
    app.counts = std::move(hasRows);
    while (timer.elapsed() < 60'000) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        if (app.paintings > 0)
            return double(timer.nsecsElapsed()) / 1e6;
    }
    qFatal("nothing was painted");
}

int ours(WatchedApplication<QApplication> &app, const QElapsedTimer &timer, const QString &file, int kept)
{
    app.setStyle(new LatchkeyStyle);
    QTemporaryDir folder;
    SqliteJournal journal(folder.filePath(u"journal.sqlite"_s));
    journal.open([](const auto &) {});
    // Nobody answers: what an earlier session kept stays as it is.
    Subscription subscription(
        {.name = u"bench"_s, .fingerprint = u"bench"_s},
        std::make_unique<HttpClient>(Server{.url = QUrl(u"http://127.0.0.1:9"_s), .caCertificates = {}}),
        [](HttpClient &of) { return std::make_unique<SubscriptionPorts>(of); }, journal, {},
        std::make_unique<AgentCache>(file));
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *pane = new AgentsPane(subscription, &window);
    layout->addWidget(pane->filterBar());
    layout->addWidget(pane);
    window.resize(1440, 900);
    app.watched = pane->tableView().viewport();
    window.show();
    const double painted = untilPainted(app, timer, [&] { return pane->rows().rowCount() > 0; });
    const quint32 atFirst = subscription.agentList.columns().size();
    const auto all = quint32(kept);
    (void)waitUntil([&] { return subscription.agentList.columns().size() >= all && !pane->rows().isBusy(); }, patience);
    const double loaded = double(timer.nsecsElapsed()) / 1e6;
    std::printf("{\"painted_ms\": %.1f, \"rows_then\": %u, \"loaded_ms\": %.1f, \"rows\": %d, "
                "\"resident_mib\": %.0f}\n",
                painted, atFirst, loaded, pane->rows().rowCount(), residentMib());
    return 0;
}

int bare(WatchedApplication<QApplication> &app, const QElapsedTimer &timer)
{
    QMainWindow window;
    QStandardItemModel model(200, 8);
    for (int row = 0; row < 200; ++row)
        for (int column = 0; column < 8; ++column)
            model.setItem(row, column, new QStandardItem(u"row %1, %2"_s.arg(row).arg(column)));
    QTableView table;
    table.setModel(&model);
    window.setCentralWidget(&table);
    window.resize(1440, 900);
    app.watched = table.viewport();
    window.show();
    std::printf("{\"painted_ms\": %.1f}\n", untilPainted(app, timer, [] { return true; }));
    table.setParent(nullptr);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer timer;
    timer.start();
    keepHeapSmall();
    WatchedApplication<QApplication> app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "keep"_L1)
        return keep(arguments[2], arguments[3].toInt());
    if (arguments.size() == 4 && arguments[1] == "ours"_L1)
        return ours(app, timer, arguments[2], arguments[3].toInt());
    if (arguments.size() == 2 && arguments[1] == "bare"_L1)
        return bare(app, timer);
    qFatal("bench_start keep FILE AGENTS | ours FILE AGENTS | bare");
}
