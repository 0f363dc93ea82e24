// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// The real pane over a million agents, as hands use it: how long until the answer is painted, and how long the window's
// thread is held at a stretch. Prints one JSON object.
//   bench_pane [AGENTS]
#include "app/subscriptionports.h"
#include "models/agentproxy.h"
#include "panes/agentactions.h"
#include "panes/agentspane.h"
#include "panes/reviewsheet.h"
#include "store/sqlitejournal.h"
#include "support/sampleagents.h"
#include "watchedapplication.h"
#include "widgets/filterbar.h"
#include "widgets/latchkeystyle.h"
#include "widgets/tableview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

#include <cstdio>
#include <random>

using namespace Qt::StringLiterals;

namespace {

/// Holds made-up agents as an earlier session would have kept them.
class KeptAgents : public AgentStore
{
public:
    explicit KeptAgents(std::shared_ptr<AgentColumns> columns)
        : m_columns(std::move(columns))
    {
    }
    void open(Got<Opened> done) override
    {
        later([this, done] {
            done(Opened{.readOnly = true,
                        .state = {.complete = sampleNow(), .refreshBegun = {}, .cursor = 0},
                        .isEmpty = m_columns->size() == 0});
        });
    }
    void firstRows(int, Got<QList<Agent>> done) override
    {
        later([done] { done(QList<Agent>()); });
    }
    void load(Got<Loaded> done) override
    {
        later([this, done] { done(Loaded{.columns = m_columns}); });
    }
    void upsert(const QList<Agent> &, std::optional<qint64>, Done) override {}
    void remove(const QList<AssetId> &, Done) override {}
    void beginRefresh(const QDateTime &, Done) override {}
    void finishRefresh(const QDateTime &, Got<QList<AssetId>>) override {}
    void noteComplete(const QDateTime &, Done) override {}

private:
    static void later(std::function<void()> act)
    {
        QMetaObject::invokeMethod(qApp, std::move(act), Qt::QueuedConnection);
    }
    std::shared_ptr<AgentColumns> m_columns;
};

std::shared_ptr<AgentColumns> madeUp(int count)
{
    auto columns = std::make_shared<AgentColumns>();
    std::mt19937 random(1);
    std::vector<Agent> batch;
    for (int id = 1; id <= count; ++id) {
        batch.push_back(sampleAgent(id, random));
        if (batch.size() == 1'000 || id == count) {
            columns->upsert(batch);
            batch.clear();
        }
    }
    return columns;
}

struct Taken
{
    std::vector<double> painted; ///< milliseconds from the hand to the painted answer
    double longest = 0;          ///< of the thread's stretches meanwhile

    QJsonObject toJson() const
    {
        std::vector<double> sorted = painted;
        if (sorted.empty())
            qFatal("nothing was painted");
        std::ranges::sort(sorted);
        return {{u"median_ms"_s, sorted[sorted.size() / 2]}, {u"worst_ms"_s, sorted.back()}, {u"stall_ms"_s, longest}};
    }
};

struct Bench
{
    WatchedApplication<QApplication> &app;
    AgentsPane &pane;

    /// Acts, and waits until what is shown answers it and has been painted.
    void measure(Taken &taken, const std::function<void()> &act) const
    {
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
        app.longest = 0;
        const int before = app.paintings;
        QElapsedTimer timer;
        timer.start();
        act();
        const auto isThere = [&] { return !pane.rows().isBusy() && app.paintings > before; };
        while (!isThere() && timer.elapsed() < 2'000) // what changes nothing is not painted
            QCoreApplication::processEvents(QEventLoop::AllEvents);
        if (isThere())
            taken.painted.push_back(double(timer.nsecsElapsed()) / 1e6);
        // What the action leaves for later, such as summing up a selection, holds the thread too.
        QElapsedTimer after;
        after.start();
        while (after.elapsed() < 120)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        taken.longest = std::max(taken.longest, app.longest);
    }

    QJsonObject keystrokes() const
    {
        Taken taken;
        for (const QString &text : {u"web-0"_s, u"os:windows "_s, u"10.2"_s, u"zzz"_s}) {
            pane.filterBar()->clear();
            QTest::qWait(50);
            for (const QChar c : text)
                measure(taken, [&] { QTest::keyClick(pane.filterBar(), c.toLatin1()); });
        }
        pane.filterBar()->clear();
        QTest::qWait(100);
        return taken.toJson();
    }
    QJsonObject pages() const
    {
        Taken taken;
        pane.tableView().setFocus();
        for (int i = 0; i < 100; ++i)
            measure(taken, [&] { QTest::keyClick(&pane.tableView(), Qt::Key_PageDown); });
        return taken.toJson();
    }
    QJsonObject everythingSelected() const
    {
        Taken taken;
        for (int i = 0; i < 5; ++i) {
            measure(taken, [&] { pane.tableView().selectAll(); });
            measure(taken, [&] { pane.tableView().untickAll(); });
        }
        return taken.toJson();
    }
    QJsonObject marks() const
    {
        Taken taken;
        pane.tableView().setFocus();
        for (int i = 0; i < 20; ++i)
            measure(taken, [&] { QTest::keyClick(&pane.tableView(), Qt::Key_Space); });
        pane.tableView().untickAll();
        return taken.toJson();
    }
    QJsonObject sorts() const
    {
        Taken taken;
        for (const int column : {AgentTable::CheckedIn, AgentTable::System, AgentTable::Name})
            measure(taken, [&] { pane.rows().setSortColumns({{column, Qt::AscendingOrder}}); });
        return taken.toJson();
    }
    /// Staged, kept on disk, shown for review and dropped: what each of them holds the thread for.
    QJsonObject changes(Subscription &subscription, int count) const
    {
        QHash<QString, std::vector<double>> all;
        for (int round = 0; round < 3; ++round) {
            const QJsonObject once = changesOnce(subscription, count);
            for (auto it = once.begin(); it != once.end(); ++it)
                all[it.key()].push_back(it.value().toDouble());
        }
        QJsonObject medians;
        for (auto [name, values] : all.asKeyValueRange()) {
            std::ranges::sort(values);
            medians.insert(name, values[values.size() / 2]);
        }
        return medians;
    }
    QJsonObject changesOnce(Subscription &subscription, int count) const
    {
        auto &table = static_cast<AgentTable &>(*pane.rows().table());
        AgentActions actions(subscription, table);
        QList<qint64> ids;
        for (int row = 0; row < count; ++row)
            ids << table.idAt(row);
        pane.rows().table()->setChecked(ids, true);
        QTest::qWait(300);
        const auto held = [&](const std::function<void()> &act, const std::function<bool()> &isDone) {
            app.longest = 0;
            QMetaObject::invokeMethod(&pane, act, Qt::QueuedConnection);
            QElapsedTimer timer;
            timer.start();
            while ((!isDone() || timer.elapsed() < 1'000) && timer.elapsed() < 30'000)
                QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            if (!isDone())
                qFatal("it was not done within half a minute");
            return app.longest;
        };
        StagingArea &staging = subscription.staging;
        AgentWish wish;
        wish.tagsAdded = {TagId{4'711}};
        const double staged = held([&] { actions.stage(wish); }, [&] { return staging.changes().size() == count; });
        std::unique_ptr<ReviewSheet> sheet;
        const double reviewed = held(
            [&] {
                sheet = std::make_unique<ReviewSheet>(subscription, staging.changes(), false, pane.window());
                sheet->open();
            },
            [&] { return sheet != nullptr && sheet->plan().changes.size() == count; });
        const Plan plan = sheet->plan();
        const double closed = held([&] { sheet.reset(); }, [&] { return !sheet; });
        const double dropped = held([&] { staging.undo(); }, [&] { return staging.isEmpty(); });
        staging.redo();
        Plan confirmedPlan = confirmed({.included = staging.changes(), .plan = plan, .size = {}, .objects = {}},
                                       QDateTime::currentDateTimeUtc());
        bool isApplied = false;
        const double applied = held(
            [&] {
                subscription.apply(confirmedPlan, [&](const auto &id) {
                    isApplied = true;
                    if (!id)
                        qFatal("not stored");
                });
            },
            [&] { return isApplied; });
        pane.tableView().untickAll();
        return {{u"stage"_s, staged},
                {u"review"_s, reviewed},
                {u"close"_s, closed},
                {u"undo"_s, dropped},
                {u"apply"_s, applied}};
    }
};

} // namespace

int main(int argc, char **argv)
{
    WatchedApplication<QApplication> app(argc, argv);
    app.setStyle(new LatchkeyStyle);
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 1'000'000;
    QTemporaryDir folder;
    SqliteJournal journal(folder.filePath(u"journal.sqlite"_s));
    journal.open([](const auto &) {});
    // Nobody answers: what an earlier session kept stays as it is.
    auto client = std::make_unique<HttpClient>(Server{.url = QUrl(u"http://127.0.0.1:9"_s), .caCertificates = {}});
    Subscription subscription(
        {.name = u"bench"_s, .fingerprint = u"bench"_s}, std::move(client),
        [](HttpClient &of) { return std::make_unique<SubscriptionPorts>(of); }, journal, {},
        std::make_unique<KeptAgents>(madeUp(count)));
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *pane = new AgentsPane(subscription, &window);
    layout->addWidget(pane->filterBar());
    layout->addWidget(pane);
    window.resize(1440, 900);
    window.show();
    app.watched = pane->tableView().viewport();
    QElapsedTimer timer;
    timer.start();
    while (pane->rows().rowCount() < count || pane->rows().isBusy()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        if (timer.elapsed() > 60'000)
            qFatal("the rows did not come");
    }
    QTest::qWait(3'000); // let the connection be given up
    const Bench bench{app, *pane};
    QJsonObject figures{{u"keystroke"_s, bench.keystrokes()},
                        {u"page"_s, bench.pages()},
                        {u"select_all"_s, bench.everythingSelected()},
                        {u"mark"_s, bench.marks()},
                        {u"sort"_s, bench.sorts()},
                        {u"changes"_s, bench.changes(subscription, argc > 2 ? QByteArray(argv[2]).toInt() : 10'000)}};
    std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
