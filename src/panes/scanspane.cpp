// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/scanspane.h"

#include "domain/scanstatus.h"
#include "domain/webapp.h"
#include "models/scanmodel.h"
#include "models/scanproxy.h"
#include "panes/launchsheet.h"
#include "panes/scanactions.h"
#include "panes/scanboard.h"
#include "panes/scaninspector.h"
#include "panes/words.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/listhead.h"
#include "widgets/tableview.h"

#include <QAbstractButton>
#include <QLocale>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int boardAction = 0; ///< its place among the head's actions

} // namespace

ScansPane::ScansPane(Subscription &subscription, QWidget *parent)
    : ListPane(subscription, ObjectType::Scan, scanSyntax(), parent)
    , m_model(new ScanModel(this))
    , m_proxy(new ScanProxy(m_model, this))
    , m_actions(new ScanActions(subscription, this))
    , m_inspector(new ScanInspector(subscription, *m_actions, this))
    , m_board(new ScanBoard(this))
{
    setObjectName(u"scansPane"_s);
    arrange(m_proxy, m_inspector, m_board);
    m_board->hide();
    m_table->setAccessibleName(tr("Scans"));
    m_proxy->setSortColumns({{m_model->columnOf("launched"_L1), Qt::DescendingOrder}});
    m_filterBar->setAccessibleName(tr("Filter scans"));
    m_filterBar->setPlaceholderText(tr("Filter: any word, or auth:failed, result:no_host_alive, is:active …"));
    buildHead();
    connectData();
    onStagingChanged();
    updateBanner();
    updateHead();
}

ScansPane::~ScansPane() = default;

void ScansPane::showEvent(QShowEvent *event)
{
    Pane::showEvent(event);
    if (m_isBehind)
        takeList();
    m_subscription.scanList.setShown(true, this);
    if (m_subscription.scanList.state() == ScanList::State::NotLoaded)
        m_subscription.scanList.refresh();
}

void ScansPane::hideEvent(QHideEvent *event)
{
    Pane::hideEvent(event);
    m_subscription.scanList.setShown(false, this);
}

void ScansPane::buildHead()
{
    m_head->setActions({
        {tr("Board"), "table"_L1, [this] { setBoardShown(!m_board->isVisibleTo(this)); }},
        {tr("Not signed in"), "lock-unknown"_L1, [this] { showFilter(u"auth:(failed,partial) "_s); }},
        {tr("Columns"), "columns"_L1, [this] { showColumnMenu(); }, false, true},
    });
    m_head->actionButton(boardAction)->setCheckable(true);
    m_head->actionButton(boardAction)->setToolTip(tr("How the last scan of each web app ended"));
    m_head->setBulkActions({
        {tr("Scan again"), "refresh"_L1, [this] { m_actions->again(chosenIds()); }},
        {tr("Cancel…"), "stop"_L1, [this] { askCancel(); }},
        {tr("Watch"), "eye"_L1, [this] { m_actions->setWatched(chosenIds(), true); }},
        {tr("Delete…"), "bin"_L1, [this] { m_actions->remove(chosenIds()); }},
    });
    connect(m_head, &ListHead::stopRequested, &m_subscription.scanList, &ScanList::stop);
}

void ScansPane::connectData()
{
    ScanList &list = m_subscription.scanList;
    connect(&list, &ScanList::pageArrived, this, &ScansPane::onPage);
    connect(&list, &ScanList::replaced, this, &ScansPane::onListMoved);
    connect(&list, &ScanList::stateChanged, this, [this] {
        updateBanner();
        updateHead();
    });
    connect(this, &QObject::destroyed, &list, [this, &list] { list.setShown(false, this); });
    m_watches.setSingleShot(true);
    connect(&list, &ScanList::watchedChanged, &m_watches, qOverload<>(&QTimer::start));
    connect(&m_watches, &QTimer::timeout, m_inspector, &ScanInspector::refresh);
    connect(&list, &ScanList::finished, this, &ScansPane::tellEnd);
    connect(&list, &ScanList::vanished, this, [this](const WasScan &scan) {
        emit noted(tr("The scan “%1” is gone: somebody deleted it, or it left your scope.").arg(scan.name));
    });
    connect(m_table, &TableView::menuRequested, this, &ScansPane::showMenu);
    connect(m_actions, &ScanActions::noted, this, &ScansPane::noted);
    connect(m_actions, &ScanActions::staged, m_table, qOverload<>(&QWidget::setFocus)); // the button has gone grey
    connect(m_inspector, &ScanInspector::launchWanted, this, [this](const WasScan &scan) {
        WebApp app;
        app.id = scan.app.id;
        app.name = scan.app.name;
        app.url = scan.appUrl;
        launch(app);
    });
    connect(m_board, &ScanBoard::filterWanted, this, &ScansPane::showFilter);
}

void ScansPane::onPage(const QList<WasScan> &page)
{
    if (!isVisible()) {
        m_isBehind = true;
        return;
    }
    m_model->merge(page);
    if (asksForSets())
        refilter();
    m_inspector->refresh();
}

void ScansPane::onListMoved()
{
    if (isVisible())
        takeList();
    else
        m_isBehind = true;
}

void ScansPane::takeList()
{
    m_isBehind = false;
    m_model->assign(m_subscription.scanList.all().values());
    if (m_board->isVisibleTo(this))
        m_board->setScans(m_subscription.scanList.all());
    updateVocabulary();
    refilter();
    m_inspector->refresh();
}

/// Who asked to be told is; everybody else sees it in the list.
void ScansPane::tellEnd(const WasScan &scan)
{
    if (!m_subscription.scanList.isWatched(scan.id))
        return;
    const QString verdict = verdictOf(scan.state).title;
    if (verdict.isEmpty())
        return emit noted(tr("The scan “%1” is done.").arg(scan.name));
    //: %1 is a scan, %2 what came of it: "Sign-in failed"
    emit noted(tr("The scan “%1” is done: %2.").arg(scan.name, verdict));
}

ListFacts ScansPane::facts() const
{
    return factsOf(m_subscription.scanList);
}

void ScansPane::refresh()
{
    m_subscription.scanList.refresh();
}

void ScansPane::setBoardShown(bool shown)
{
    if (shown)
        m_board->setScans(m_subscription.scanList.all());
    m_board->setVisible(shown);
    m_head->actionButton(boardAction)->setChecked(shown);
}

void ScansPane::launch(const WebApp &app)
{
    auto *sheet = new LaunchSheet(m_subscription, {app}, window());
    connect(sheet, &LaunchSheet::launchWanted, m_actions, &ScanActions::launch);
    emit sheetWanted(sheet);
}

void ScansPane::refilter()
{
    ScanFilterContext context{.now = QDateTime::currentDateTimeUtc(), .scans = &m_subscription.scanList.all()};
    for (const qint64 id : std::as_const(m_failed))
        context.failed.insert({id});
    for (const qint64 id : std::as_const(m_conflicts))
        context.failed.insert({id});
    for (const Change &change : m_subscription.staging.changes())
        if (change.type == ObjectType::Scan)
            context.staged.insert({change.object});
    for (const qint64 id : m_model->checkedIds())
        context.selected.insert({id});
    m_proxy->setFilter(ScanFilter(m_query, context));
    updateHead();
}

void ScansPane::updateVocabulary()
{
    m_filterBar->setVocabulary(scanVocabulary(m_model->records()));
}

void ScansPane::onSelectionChanged()
{
    m_inspector->showScans(chosenIds());
    updateHead();
}

void ScansPane::onStagingChanged()
{
    QHash<WasScanId, StagedScan> staged;
    for (const Change &change : m_subscription.staging.changes()) {
        if (change.type != ObjectType::Scan)
            continue;
        const WasScanId id{change.object};
        StagedScan entry{.desired = {}, .fields = change.desired.keys(), .kind = StagedScan::Edited};
        if (const WasScan *scan = m_subscription.scanList.find(id))
            entry.desired = *scan;
        if (change.operation == Operation::Create) {
            const WasScan *old = m_subscription.scanList.find({change.desired.value(scanfields::again).toInteger()});
            if (old) { // what it does again shows what it will be
                entry.desired.app = old->app;
                entry.desired.appUrl = old->appUrl;
                entry.desired.scanner = old->scanner;
                entry.desired.profile = old->profile;
            } else {
                const ScanLaunch launch = launchFromFields(change.desired);
                entry.desired.app.id = launch.app;
                for (const WasScan &scan : m_subscription.scanList.all())
                    if (scan.app.id == launch.app)
                        entry.desired.app = scan.app;
                entry.desired.scanner = launch.scanner;
            }
            entry.desired.name = change.label;
            entry.kind = StagedScan::New;
        } else if (change.operation == Operation::Delete) {
            entry.kind = StagedScan::Deleted;
        } else {
            entry.desired.state.status = u"CANCELING"_s; // what it will be
        }
        entry.desired.id = id;
        staged.insert(id, entry);
    }
    m_model->setStaged(staged);
    refilter();
    m_inspector->refresh();
}

void ScansPane::updateHead()
{
    showHead(tr("of %Ln scans of the last 90 days", nullptr, m_model->rowCount()));
    updateEmpty();
}

void ScansPane::updateEmpty()
{
    const ScanList &list = m_subscription.scanList;
    const bool none = m_proxy->rowCount() == 0;
    m_empty->setVisible(none && list.state() != ScanList::State::NotLoaded);
    if (!none)
        return;
    const int all = m_model->rowCount();
    if (all > 0)
        m_empty->setContent("search"_L1, tr("No scan matches this filter"),
                            tr("%Ln scans are hidden by it.", nullptr, all),
                            {{tr("Clear filter"), [this] { m_filterBar->showFilter({}); }, true}});
    else if (list.state() == ScanList::State::Loading)
        m_empty->setContent("spin"_L1, tr("Reading the scans…"), tr("Those of the last 90 days."));
    else if (list.failure())
        m_empty->setContent("error"_L1, tr("The scans could not be read"), sentenceOf(*list.failure()).together(),
                            {{tr("Try again"), [this] { refresh(); }, true}});
    else
        m_empty->setContent("scan"_L1, tr("No scans in the last 90 days"),
                            tr("Scans appear here once a web app is scanned, by hand or by a schedule."));
}

void ScansPane::askCancel()
{
    setInspectorShown(true);
    m_inspector->askCancel();
}

void ScansPane::showMenu(const QPoint &at)
{
    const QList<qint64> ids = chosenIds();
    const QList<WasScan> scans = m_actions->scans(ids);
    if (scans.isEmpty())
        return;
    QMenu menu(this);
    menu.addAction(themedIcon("refresh"_L1), tr("Scan again"), this, [this, ids] { m_actions->again(ids); });
    menu.addAction(themedIcon("stop"_L1), tr("Cancel…"), this, [this] { askCancel(); })
        ->setEnabled(std::ranges::any_of(scans, &ScanActions::canCancel));
    menu.addAction(themedIcon("eye"_L1), tr("Watch"), this, [this, ids] { m_actions->setWatched(ids, true); })
        ->setEnabled(std::ranges::any_of(scans, [](const WasScan &scan) { return keepPolling(scan.state); }));
    menu.addAction(themedIcon("export"_L1), tr("Download results…"), this,
                   [this, ids] { m_actions->chooseDownload({ids.first()}, window()); })
        ->setEnabled(scans.size() == 1 && ScanActions::canDownload(scans.first()) && !m_actions->isDownloading());
    menu.addSeparator();
    QAction *remove = menu.addAction(themedIcon("bin"_L1, Token::BadInk), tr("Delete…"), this,
                                     [this, ids] { m_actions->remove(ids); });
    remove->setEnabled(std::ranges::any_of(scans, &ScanActions::canDelete));
    setDestructive(remove);
    menu.exec(at);
}

void ScansPane::editCurrent()
{
    setInspectorShown(true);
    m_inspector->focusActions();
}

QJsonObject ScansPane::saveState() const
{
    QJsonObject state = ListPane::saveState();
    state.insert("board"_L1, m_board->isVisibleTo(this));
    return state;
}

void ScansPane::restoreState(const QJsonObject &state)
{
    ListPane::restoreState(state);
    setBoardShown(state.value("board"_L1).toBool());
}
