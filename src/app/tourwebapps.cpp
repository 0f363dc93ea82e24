// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/tourkit.h"

#include "app/mainwindow.h"
#include "models/scanproxy.h"
#include "models/scantexts.h"
#include "models/webappmodel.h"
#include "panes/launchsheet.h"
#include "panes/scanboard.h"
#include "panes/scaninspector.h"
#include "panes/scanspane.h"
#include "panes/webappinspector.h"
#include "panes/webappspane.h"
#include "widgets/chiprow.h"
#include "widgets/filterbar.h"
#include "widgets/listhead.h"
#include "widgets/segmented.h"
#include "widgets/tableview.h"
#include "widgets/toast.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const QString pool = u"Scanner pool - DMZ"_s;
const QString succeeded = u"SUCCESSFUL"_s, running = u"RUNNING"_s;
constexpr int many = 30;
constexpr std::chrono::milliseconds hardlyAPause{5}; ///< this server is ours alone
constexpr double fastPolls = 0.01;

/// The field that the inspector's form calls so.
template <typename Field>
Field *field(QWidget &form, const QString &name)
{
    for (Field *one : form.findChildren<Field *>())
        if (one->accessibleName() == name && one->isVisible())
            return one;
    return nullptr;
}

bool says(QWidget &form, const QString &text)
{
    return std::ranges::any_of(form.findChildren<QLabel *>(),
                               [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
}

/// Scanned from outside, signed in the last time, and open to whoever launches a scan: what a pool and a lock change.
bool wantsPool(const WebApp &app)
{
    const auto &scanner = app.scanner.scanner;
    return app.isWhole && app.scanner.locked == false && scanner && scanner->kind == ScannerKind::External &&
           app.profile && !app.authRecords.isEmpty() && app.lastScan && app.lastScan->state.result &&
           app.lastScan->state.result->auth == succeeded;
}

void chooseOnly(TableView &table, qint64 id)
{
    table.rows()->table()->checkOnly({id});
    table.setCurrentId(id);
}

} // namespace

void TourKit::manageWebApps()
{
    m_tour.step(
        u"read the web apps, their scans, and scanner and lock of each"_s,
        [this] {
            m_window->toastWidget().hide(); // it speaks of agents
            subscription().webAppList.setBackgroundPause(hardlyAPause);
            subscription().scanList.setPace(fastPolls);
            m_window->showPane(u"webapps"_s);
        },
        [this] {
            return subscription().webAppList.state() == WebAppList::State::Loaded &&
                   subscription().scanList.state() == ScanList::State::Loaded &&
                   subscription().webAppList.unknown() == 0;
        });
    editWebApp();
    lockWebApps();
    scanWebApp();
}

/// From the server, not from the list: that has taken over what the plan read back.
void TourKit::readBack(const QString &what, const std::function<QList<WebAppId>()> &apps,
                       const std::function<bool(const WebApp &)> &isSo)
{
    m_tour.step(
        what,
        [this, apps] {
            m_readApps.reset();
            m_reading = subscription().webApps.find(apps(), HttpRequest::Priority::Interactive,
                                                    [this](const Result<QList<WebApp>> &found, const Exchange &) {
                                                        m_readApps = found ? std::optional(*found) : std::nullopt;
                                                    });
        },
        [this, apps, isSo] {
            return m_readApps && m_readApps->size() == apps().size() && std::ranges::all_of(*m_readApps, isSo);
        });
}

void TourKit::editWebApp()
{
    const auto form = [this]() -> QWidget & { return m_window->webAppsPane()->inspector(); };
    m_tour.step(
        u"choose an app that any scanner may scan"_s,
        [this] {
            TableView &table = m_window->webAppsPane()->tableView();
            for (const qint64 id : table.rows()->shownIds())
                if (!m_webApp && wantsPool(*subscription().webAppList.find({id})))
                    m_webApp = {id};
            chooseOnly(table, m_webApp.value);
        },
        [this] { return m_webApp && m_window->webAppsPane()->chosenIds().size() == 1; });
    m_tour.step({}, [this, form] {
        auto *url = field<QLineEdit>(form(), WebAppInspector::tr("URL"));
        m_newUrl = url->text().replace(u"://"_s, u"://www."_s);
        url->selectAll();
        url->insert(m_newUrl); // as if pasted
        url->home(false);
        clickSegment(*field<Segmented>(form(), WebAppInspector::tr("Scanner")), 2);
        clickSegment(*field<Segmented>(form(), WebAppInspector::tr("Lock")), 0);
        field<ChipRow>(form(), WebAppInspector::tr("Pool"))->addButton()->click();
    });
    m_tour.step(
        u"move it to another URL, give it a pool of scanners and lock it"_s, [this] { chooseTag(pool); },
        [this, form] { return button(form(), WebAppInspector::tr("Stage change")); });
    picture(u"webapps"_s);
    m_tour.step(
        u"stage it"_s, [this, form] { button(form(), WebAppInspector::tr("Stage change"))->click(); },
        [this] { return subscription().staging.changes().size() == 1; });
    picture(u"webapps-staged"_s);
    reviewAndApply(u"webapps-review"_s);
    readBack(
        u"read URL, pool and lock back from the server"_s, [this] { return QList{m_webApp}; },
        [this](const WebApp &app) {
            const auto &scanner = app.scanner.scanner;
            return app.url == m_newUrl && app.scanner.locked == true && scanner && scanner->pool.size() == 1 &&
                   subscription().tags().refs({scanner->pool.first().id}).first().name == pool;
        });
}

void TourKit::lockWebApps()
{
    const auto locked = [this] {
        QList<WebAppId> apps;
        for (const qint64 id : std::as_const(m_lockedApps))
            apps << WebAppId{id};
        return apps;
    };
    m_tour.step(
        u"find the apps that are not locked"_s,
        [this] {
            m_window->toastWidget().hide();
            m_window->webAppsPane()->filterBar()->setText(u"locked:no "_s);
        },
        [this] {
            const RecordProxy &rows = *m_window->webAppsPane()->tableView().rows();
            return rows.rowCount() > 0 && rows.rowOf(m_webApp.value) < 0; // this one has just been locked
        });
    m_tour.step(
        u"tick many of them"_s,
        [this] {
            WebAppsPane &pane = *m_window->webAppsPane();
            const QList<qint64> shown = pane.tableView().rows()->shownIds();
            m_lockedApps = shown.first(std::min<qsizetype>(many, shown.size()));
            pane.tableView().setCurrentId(m_lockedApps.first());
            pane.model().checkOnly(m_lockedApps);
        },
        [this] {
            const auto *head = in<ListHead>(m_window->webAppsPane());
            return m_lockedApps.size() > 1 && head->isBulk() && head->bulkButton(0)->isVisible();
        });
    picture(u"webapps-bulk"_s);
    m_tour.step(
        u"lock them"_s, [this] { in<ListHead>(m_window->webAppsPane())->bulkButton(0)->click(); },
        [this] { return subscription().staging.changes().size() == m_lockedApps.size(); });
    reviewAndApply(u"webapps-lock-review"_s);
    readBack(u"read the lock of each back from the server"_s, locked,
             [](const WebApp &app) { return app.scanner.locked == true; });
    undoLastPlan(u"webapps-undo-review"_s);
    readBack(u"read back that they are unlocked again"_s, locked,
             [](const WebApp &app) { return app.scanner.locked == false; });
}

void TourKit::scanWebApp()
{
    const auto sheet = [this] { return qobject_cast<LaunchSheet *>(m_window->currentSheet()); };
    const auto inspector = [this]() -> QWidget & { return m_window->scansPane()->inspector(); };
    m_tour.step(
        u"ask for a scan of the app"_s,
        [this] {
            WebAppsPane &pane = *m_window->webAppsPane();
            pane.filterBar()->clear();
            chooseOnly(pane.tableView(), m_webApp.value);
            button(pane.inspector(), WebAppInspector::tr("Scan it…"))->click();
        },
        [this, sheet] {
            if (!sheet() || !button(*sheet(), LaunchSheet::tr("Stage launch")))
                return false;
            const auto lists = sheet()->findChildren<QComboBox *>();
            return std::ranges::any_of(lists, [](const QComboBox *list) { return list->count() > 3; });
        });
    picture(u"scan-launch"_s);
    m_tour.step(
        u"stage the launch"_s, [this, sheet] { button(*sheet(), LaunchSheet::tr("Stage launch"))->click(); },
        [this] { return subscription().staging.changes().size() == 1; });
    reviewAndApply(u"scan-review"_s);
    m_tour.step(
        u"watch the scan"_s,
        [this] {
            m_window->showPane(u"scans"_s);
            m_scan = {lastRun()->plan().changes.first().object};
        },
        [this, inspector] {
            const WasScan *scan = subscription().scanList.find(m_scan);
            if (!scan)
                return false; // on its way
            chooseOnly(m_window->scansPane()->tableView(), m_scan.value);
            if (QPushButton *watch = button(inspector(), ScanInspector::tr("Watch")))
                watch->click();
            return subscription().scanList.isWatched(m_scan) && scan->state.status == running;
        });
    picture(u"scan-watched"_s);
    m_tour.step(u"see it end, signed in"_s, {}, [this, inspector] {
        const ScanProxy &rows = m_window->scansPane()->rows();
        const int row = rows.rowOf(m_scan.value);
        const auto text = [&](QLatin1StringView column) {
            return rows.index(row, rows.table()->columnOf(column)).data(Qt::DisplayRole).toString();
        };
        return row >= 0 && text("result"_L1) == ScanTexts::titleOf(succeeded, ScanTexts::Part::Result) &&
               text("auth"_L1) == ScanTexts::titleOf(succeeded, ScanTexts::Part::Auth) &&
               says(inspector(), ScanInspector::tr("Ended")); // comes with the whole record, a moment later
    });
    picture(u"scan-done"_s);
    m_tour.step(
        u"show how the last scan of each app ended"_s,
        [this] { in<ListHead>(m_window->scansPane())->actionButton(0)->click(); },
        [this] {
            const ScanBoard &board = m_window->scansPane()->board();
            return board.isVisible() && board.countAt(succeeded, succeeded) > 0;
        });
    picture(u"scan-board"_s);
}
