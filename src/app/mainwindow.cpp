// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/mainwindow.h"

#include "account/settings.h"
#include "app/actions.h"
#include "app/filtershelf.h"
#include "app/startpage.h"
#include "app/statusfeed.h"
#include "app/theme.h"
#include "app/topbar.h"
#include "panes/activitypane.h"
#include "panes/agentspane.h"
#include "panes/changewords.h"
#include "panes/clipboardguard.h"
#include "panes/keyactions.h"
#include "panes/keyspane.h"
#include "panes/scanspane.h"
#include "panes/webappspane.h"
#include "widgets/filterbar.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"
#include "widgets/rail.h"
#include "widgets/sheet.h"
#include "widgets/statusbar.h"
#include "widgets/switcher.h"
#include "widgets/tableview.h"
#include "widgets/toast.h"

#include <QAction>
#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLocale>
#include <QMenuBar>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

MainWindow::MainWindow(Theme &theme, Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_actions(new Actions(*this, *menuBar()))
    , m_topBar(new TopBar(this))
    , m_rail(new Rail(this))
    , m_stack(new QStackedWidget(this))
    , m_start(new StartPage(this))
    , m_status(new StatusBar(this))
    , m_feed(new StatusFeed(*m_status, this))
    , m_toast(nullptr)
    , m_clipboard(new ClipboardGuard(this))
    , m_filters(new FilterShelf(settings, *m_actions->savedFilters, *m_actions->saveFilter, *this))
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(applicationIcon());
    setMinimumSize(940, 500);
    buildFrame();
    connectActions();
    connectLooks();
    m_age.setInterval(std::chrono::seconds(10));
    connect(&m_age, &QTimer::timeout, this, &MainWindow::updateTopBar);
    m_age.start();
    resize(1366, 768);
    restoreGeometry(m_settings.geometry(u"window"_s));
    setSubscription(nullptr);
}

MainWindow::~MainWindow()
{
    saveState();
    m_feed->setSubscription(nullptr);
}

void MainWindow::buildFrame()
{
    m_stack->addWidget(m_start);
    auto *frame = new QWidget(this);
    // The toast lies over the pages, beside them for screen readers: of a stack they see nothing but its pages.
    auto *pages = new QWidget(frame);
    auto *cover = new QVBoxLayout(pages);
    cover->setContentsMargins(0, 0, 0, 0);
    cover->addWidget(m_stack);
    m_toast = new Toast(pages);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addWidget(pages, 1);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_topBar);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    setCentralWidget(frame);
    connect(m_start, &StartPage::demoWanted, this, &MainWindow::demoWanted);
    connect(m_start, &StartPage::signInWanted, this, &MainWindow::signInWanted);
    connect(m_rail, &Rail::chosen, this, &MainWindow::showPane);
    connect(m_topBar, &TopBar::refreshClicked, this, [this] {
        if (Pane *pane = currentPane())
            pane->refresh();
    });
    connect(m_topBar, &TopBar::padlockClicked, this, &MainWindow::toggleReadOnly);
    connect(m_topBar, &TopBar::reviewClicked, this, &MainWindow::review);
    connect(m_status, &StatusBar::failedClicked, this, [this] { showPane(u"activity"_s); });
    connect(m_status, &StatusBar::pauseClicked, this, [this] {
        ApplyRun *run = m_subscription ? m_subscription->runs().current() : nullptr;
        if (run && run->pauseReason() == ApplyRun::Pause::None)
            run->pause();
        else if (run)
            run->resume();
    });
    connect(m_status, &StatusBar::cancelClicked, this, [this] {
        ApplyRun *run = m_subscription ? m_subscription->runs().current() : nullptr;
        if (!run)
            return;
        const int sent = run->progress().inFlight;
        run->cancel();
        if (sent > 0)
            toast(tr("%Ln requests were already sent; their results are waited for.", nullptr, sent), true);
    });
    connect(m_status, &StatusBar::connectionClicked, this, &MainWindow::showConnection);
    connect(m_status, &StatusBar::clipboardClicked, this, [this] { m_clipboard->clear(); });
    connect(m_filters, &FilterShelf::sheetWanted, this, &MainWindow::openSheet);
    connect(m_filters, &FilterShelf::noted, this, &MainWindow::toast);
    connect(m_filters, &FilterShelf::undoable, this, [this](const QString &text, const std::function<void()> &undo) {
        m_toast->showMessage(text, {{tr("Undo"), undo}});
    });
    connect(m_clipboard, &ClipboardGuard::ticked, this, [this] {
        const int left = m_clipboard->secondsLeft();
        m_status->setClipboard(left > 0 ? tr("%1 copied, clears in %2 s").arg(m_clipboard->what()).arg(left)
                                        : QString());
    });
    connect(m_clipboard, &ClipboardGuard::couldNotClear, this,
            [this] { toast(tr("The desktop did not let Latchkey clear the clipboard. Copy something else."), true); });
}

void MainWindow::addPane(const QString &id, const QString &label, QLatin1StringView icon, Pane *pane)
{
    m_panes.insert(id, pane);
    m_stack->addWidget(pane);
    m_topBar->addFilter(pane->filterBar());
    m_filters->addPane(id, label, pane->filterBar());
    m_rail->addPane(id, label, icon);
    pane->setRowHeight(s(m_settings.density() == Density::Compact ? 24 : 32));
    pane->restoreState(QJsonDocument::fromJson(m_settings.geometry(u"pane-"_s + id)).object());
    pane->setNarrow(widthClass(width()) != WidthClass::Wide);
    connect(m_actions->addPane(label), &QAction::triggered, this, [this, id] { showPane(id); });
    connect(pane, &Pane::inspectorShownChanged, m_actions->inspector, &QAction::setChecked);
}

void MainWindow::setSubscription(Subscription *subscription)
{
    if (m_sheet)
        m_sheet->dismiss();
    m_start->setProblem({});
    m_toast->hide(); // what it offers belongs to the subscription that goes
    saveState();
    m_feed->setSubscription(nullptr);
    m_filters->removePanes();
    m_topBar->removeFilters();
    m_actions->removePanes();
    m_rail->clear();
    qDeleteAll(m_panes);
    m_panes.clear();
    m_keysPane = nullptr;
    m_agentsPane = nullptr;
    m_webAppsPane = nullptr;
    m_scansPane = nullptr;
    m_activityPane = nullptr;
    m_visited.clear();
    m_visitedAt = -1;
    m_subscription = subscription;
    if (subscription) {
        m_keysPane = new KeysPane(*subscription, this);
        m_agentsPane = new AgentsPane(*subscription, this);
        m_webAppsPane = new WebAppsPane(*subscription, this);
        m_scansPane = new ScansPane(*subscription, this);
        m_activityPane = new ActivityPane(*subscription, this);
        addPane(u"keys"_s, tr("Activation Keys"), "key"_L1, m_keysPane);
        addPane(u"agents"_s, tr("Agents"), "agent"_L1, m_agentsPane);
        addPane(u"webapps"_s, tr("Web Apps"), "webapp"_L1, m_webAppsPane);
        addPane(u"scans"_s, tr("Scans"), "scan"_L1, m_scansPane);
        addPane(u"activity"_s, tr("Activity"), "activity"_L1, m_activityPane);
        connectSubscription();
        showPane(u"keys"_s);
    } else {
        m_stack->setCurrentWidget(m_start);
        m_start->setFocus();
        m_topBar->showFilter(nullptr);
    }
    m_feed->setSubscription(subscription);
    updateTopBar();
    updateUndo();
    updateRail();
    updateTitle();
    follow();
}

void MainWindow::connectSubscription()
{
    Subscription *subscription = m_subscription;
    connect(&subscription->staging, &StagingArea::changed, this, [this] {
        updateTopBar();
        updateUndo();
        follow();
    });
    connect(&subscription->keyList, &KeyList::stateChanged, this, &MainWindow::updateTopBar);
    connect(&subscription->agentList, &AgentList::stateChanged, this, &MainWindow::updateTopBar);
    connect(&subscription->scanList, &ScanList::stateChanged, this, &MainWindow::updateTopBar);
    connect(&subscription->webAppList, &WebAppList::stateChanged, this, &MainWindow::updateTopBar);
    connect(&subscription->client(), &HttpClient::readOnlyChanged, this, &MainWindow::updateTopBar);
    connect(&subscription->runs(), &RunCenter::finished, this, &MainWindow::onPlanFinished);
    connect(&subscription->runs(), &RunCenter::changed, this, &MainWindow::onUnfinished);
    connect(subscription, &Subscription::journalFailed, this, &MainWindow::onJournalFailed);
    connect(m_keysPane, &KeysPane::attentionChanged, this, &MainWindow::updateRail);
    connect(m_keysPane, &KeysPane::copySecret, m_clipboard, &ClipboardGuard::copySecret);
    connect(m_keysPane, &KeysPane::copyText, this, [this](const QString &text) {
        QGuiApplication::clipboard()->setText(text);
        toast(tr("Copied, keys masked."));
    });
    connect(m_keysPane, &KeysPane::installWanted, this, &MainWindow::showInstall);
    connect(m_keysPane, &KeysPane::agentsWanted, this, &MainWindow::showAgents);
    connect(m_keysPane, &KeysPane::previewWanted, this, &MainWindow::showRequests);
    connect(m_keysPane, &KeysPane::signInWanted, this, &MainWindow::signInWanted);
    connect(m_keysPane, &KeysPane::noted, this, [this](const QString &text) { toast(text); });
    for (ListPane *pane : std::initializer_list<ListPane *>{m_keysPane, m_webAppsPane})
        connect(pane, &ListPane::filterCleared, this, [this, pane](const QString &was) {
            m_toast->showMessage(tr("The filter hid it and was cleared."),
                                 {{tr("Undo"), [pane, was] { pane->showFilter(was); }}});
        });
    for (ListPane *pane : std::initializer_list<ListPane *>{m_agentsPane, m_webAppsPane, m_scansPane}) {
        connect(pane, &ListPane::copyText, this,
                [](const QString &text) { QGuiApplication::clipboard()->setText(text); });
        connect(pane, &ListPane::previewWanted, this, &MainWindow::showRequests);
        connect(pane, &ListPane::signInWanted, this, &MainWindow::signInWanted);
        connect(pane, &ListPane::sheetWanted, this, &MainWindow::openSheet);
        connect(pane, &ListPane::noted, this, [this](const QString &text) { toast(text); });
    }
    connect(m_agentsPane, &AgentsPane::keyWanted, this, &MainWindow::showKeyEndingWith);
    connect(m_activityPane, &ActivityPane::needingPersonChanged, this, &MainWindow::updateRail);
    connect(m_activityPane, &ActivityPane::reviewWanted, this, &MainWindow::reviewPlanned);
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto act) { connect(action, &QAction::triggered, this, act); };
    on(m_actions->signIn, &MainWindow::signInWanted);
    on(m_actions->signOut, &MainWindow::signOutWanted);
    on(m_actions->demo, &MainWindow::demoWanted);
    on(m_actions->lock, &MainWindow::lockWanted);
    on(m_actions->quit, &QWidget::close);
    on(m_actions->undo, [this] { m_subscription->staging.undo(); });
    on(m_actions->redo, [this] { m_subscription->staging.redo(); });
    on(m_actions->discardAll, [this] {
        m_subscription->staging.clear(tr("discard of all staged changes"));
        toast(tr("All staged changes were discarded. Undo brings them back."));
    });
    on(m_actions->copyKey, [this] { m_keysPane->copyKey(); });
    on(m_actions->selectAll, [this] {
        if (auto *pane = qobject_cast<ListPane *>(currentPane()))
            pane->tableView().selectAll();
    });
    on(m_actions->filter, [this] {
        if (Pane *pane = currentPane()) {
            pane->filterBar()->setFocus(Qt::ShortcutFocusReason);
            pane->filterBar()->selectAll();
        }
    });
    on(m_actions->refresh, [this] { currentPane()->refresh(); });
    on(m_actions->refreshAll, [this] { currentPane()->refreshAll(); });
    on(m_actions->inspector, [this](bool shown) { currentPane()->setInspectorShown(shown); });
    on(m_actions->columns, [this] { currentPane()->showColumnMenu(); });
    on(m_actions->palette, &MainWindow::openPalette);
    on(m_actions->back, [this] { goBack(-1); });
    on(m_actions->forward, [this] { goBack(1); });
    on(m_actions->nextRegion, [this] { moveRegion(1); });
    on(m_actions->previousRegion, [this] { moveRegion(-1); });
    on(m_actions->contextMenu, &MainWindow::openContextMenu);
    on(m_actions->newKey, [this] {
        if (currentPane()->createNew())
            return;
        showPane(u"keys"_s);
        m_keysPane->newKey();
    });
    on(m_actions->duplicate, [this] { m_keysPane->duplicateKey(m_keysPane->chosenIds().value(0)); });
    on(m_actions->review, &MainWindow::review);
    on(m_actions->readOnly, &MainWindow::toggleReadOnly);
    on(m_actions->install, [this] {
        if (const ActivationKey *key = m_subscription->keyList.find({m_keysPane->chosenIds().value(0)}))
            showInstall(*key);
    });
    on(m_actions->verifyJournal, [this] {
        showPane(u"activity"_s);
        m_activityPane->verifyChain();
    });
    on(m_actions->help, &MainWindow::showHelp);
    on(m_actions->shortcuts, &MainWindow::showShortcuts);
    on(m_actions->about, &MainWindow::showAbout);
}

void MainWindow::connectLooks()
{
    const auto rows = [this](Density density) {
        m_settings.setDensity(density);
        for (Pane *pane : std::as_const(m_panes))
            pane->setRowHeight(s(density == Density::Compact ? 24 : 32));
    };
    connect(m_actions->compact, &QAction::triggered, this, [rows] { rows(Density::Compact); });
    connect(m_actions->comfortable, &QAction::triggered, this, [rows] { rows(Density::Comfortable); });
    (m_settings.density() == Density::Compact ? m_actions->compact : m_actions->comfortable)->setChecked(true);
    const auto look = [this](ThemeChoice choice, Theme::Setting setting) {
        return [this, choice, setting] {
            m_settings.setTheme(choice);
            m_theme.setSetting(setting);
        };
    };
    connect(m_actions->themeSystem, &QAction::triggered, this, look(ThemeChoice::System, Theme::Setting::System));
    connect(m_actions->themeLight, &QAction::triggered, this, look(ThemeChoice::Light, Theme::Setting::Light));
    connect(m_actions->themeDark, &QAction::triggered, this, look(ThemeChoice::Dark, Theme::Setting::Dark));
    const auto chosen = [this] {
        switch (m_theme.setting()) {
        case Theme::Setting::System:
            return m_actions->themeSystem;
        case Theme::Setting::Light:
            return m_actions->themeLight;
        case Theme::Setting::Dark:
            return m_actions->themeDark;
        }
        return m_actions->themeSystem;
    };
    chosen()->setChecked(true);
    connect(m_actions->rail, &QAction::triggered, this, [this](bool names) { m_rail->setCollapsed(!names); });
    connect(m_rail, &Rail::collapsedChanged, m_actions->rail,
            [this](bool collapsed) { m_actions->rail->setChecked(!collapsed); });
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const WidthClass room = widthClass(width());
    m_rail->setNarrow(room == WidthClass::Narrow);
    m_topBar->setNarrow(room == WidthClass::Narrow);
    for (Pane *pane : std::as_const(m_panes))
        pane->setNarrow(room != WidthClass::Wide);
    if (Pane *pane = currentPane())
        m_actions->inspector->setChecked(pane->isInspectorShown());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    if (m_mayClose)
        return QMainWindow::closeEvent(event);
    event->ignore(); // what is in flight is waited for, at most a few seconds
    emit closeWanted();
}

void MainWindow::closeNow()
{
    m_mayClose = true;
    close();
}

void MainWindow::saveState()
{
    m_settings.setGeometry(u"window"_s, saveGeometry());
    for (auto it = m_panes.cbegin(); it != m_panes.cend(); ++it)
        m_settings.setGeometry(u"pane-"_s + it.key(),
                               QJsonDocument(it.value()->saveState()).toJson(QJsonDocument::Compact));
    m_settings.save();
}
