// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/webappspane.h"

#include "domain/webappfields.h"
#include "models/webappmodel.h"
#include "panes/launchsheet.h"
#include "panes/newwebappsheet.h"
#include "panes/webappactions.h"
#include "panes/webappinspector.h"
#include "panes/webappmenu.h"
#include "panes/words.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/listhead.h"
#include "widgets/tableview.h"

#include <QAbstractButton>
#include <QLocale>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

WebAppsPane::WebAppsPane(Subscription &subscription, QWidget *parent)
    : ListPane(subscription, ObjectType::WebApp, webAppSyntax(), parent)
    , m_model(new WebAppModel(this))
    , m_proxy(new WebAppProxy(m_model, this))
    , m_actions(new WebAppActions(subscription, this))
    , m_inspector(new WebAppInspector(subscription, *m_actions, this))
{
    setObjectName(u"webAppsPane"_s);
    arrange(m_proxy, m_inspector);
    m_table->setAccessibleName(tr("Web apps"));
    m_proxy->setSortColumns({{m_model->columnOf("name"_L1), Qt::AscendingOrder}});
    m_filterBar->setAccessibleName(tr("Filter web apps"));
    m_filterBar->setPlaceholderText(tr("Filter web apps: any word, or locked:no, auth:failed, lastscan:>30d …"));
    m_look.setSingleShot(true);
    m_look.setInterval(150);
    connect(&m_look, &QTimer::timeout, this, &WebAppsPane::wantShown);
    m_words.setSingleShot(true);
    m_words.setInterval(1'000);
    connect(&m_words, &QTimer::timeout, this, &WebAppsPane::updateVocabulary);
    buildHead();
    connectData();
    m_model->assign(m_subscription.webAppList.all().values());
    onStagingChanged();
    updateBanner();
    updateHead();
}

WebAppsPane::~WebAppsPane()
{
    m_subscription.webAppList.setShown(false);
}

void WebAppsPane::showEvent(QShowEvent *event)
{
    Pane::showEvent(event);
    m_subscription.webAppList.setShown(true);
    if (m_subscription.webAppList.state() == WebAppList::State::NotLoaded)
        m_subscription.webAppList.refresh();
    m_actions->readAppliances();
}

void WebAppsPane::hideEvent(QHideEvent *event)
{
    Pane::hideEvent(event);
    m_subscription.webAppList.setShown(false);
}

void WebAppsPane::buildHead()
{
    m_head->setActions({
        {tr("Unlocked"), "unlock"_L1, [this] { showFilter(u"locked:no "_s); }},
        {tr("Scan…"), "play"_L1, [this] { launch(); }},
        {tr("Columns"), "columns"_L1, [this] { showColumnMenu(); }, false, true},
        {tr("New web app"), "plus"_L1, [this] { createApp(); }, true},
    });
    const auto lock = [this](bool locked) {
        WebAppWish wish;
        wish.locked = locked;
        m_actions->stage(chosenIds(), wish);
    };
    m_head->setBulkActions({
        {tr("Lock"), "lock"_L1, [lock] { lock(true); }},
        {tr("Unlock"), "unlock"_L1, [lock] { lock(false); }},
        {tr("Scanner pool…"), "scanner"_L1, [this] { m_actions->choosePool(chosenIds(), m_head->bulkButton(2)); }},
        {tr("Tags…"), "tag"_L1, [this] { m_actions->chooseTags(chosenIds(), m_head->bulkButton(3)); }},
        {tr("Scan…"), "play"_L1, [this] { launch(); }},
        {tr("Delete…"), "bin"_L1,
         [this] {
             WebAppWish wish;
             wish.remove = true;
             m_actions->stage(chosenIds(), wish);
         }},
    });
    connect(m_head, &ListHead::stopRequested, this, [this] {
        WebAppList &list = m_subscription.webAppList;
        list.makingWhole() ? list.stopMakingWhole() : list.stop();
    });
}

void WebAppsPane::connectData()
{
    WebAppList &list = m_subscription.webAppList;
    connect(&list, &WebAppList::pageArrived, this, &WebAppsPane::onArrived);
    connect(&list, &WebAppList::makingWholeMoved, this, &WebAppsPane::updateHead);
    connect(&list, &WebAppList::replaced, this, [this] {
        m_model->assign(m_subscription.webAppList.all().values());
        onStagingChanged();
        updateVocabulary();
        m_look.start();
    });
    connect(&list, &WebAppList::stateChanged, this, [this] {
        updateBanner();
        updateHead();
    });
    connect(m_table, &TableView::menuRequested, this, &WebAppsPane::showMenu);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, &m_look, qOverload<>(&QTimer::start));
    connect(m_proxy, &RecordProxy::shownChanged, &m_look, qOverload<>(&QTimer::start));
    connect(m_actions, &WebAppActions::noted, this, &WebAppsPane::noted);
    connect(m_actions, &WebAppActions::staged, m_table, qOverload<>(&QWidget::setFocus)); // the button has gone grey
    connect(m_inspector, &WebAppInspector::previewWanted, this, &WebAppsPane::previewWanted);
    connect(m_inspector, &WebAppInspector::launchWanted, this, &WebAppsPane::launch);
}

/// While nothing but single apps become known, only what shows them moves.
void WebAppsPane::onArrived(const QList<WebApp> &apps)
{
    m_model->merge(apps);
    const bool staged = std::ranges::any_of(apps, [this](const WebApp &app) {
        return m_subscription.staging.find(app.id.value, ObjectType::WebApp) != nullptr;
    });
    if (staged)
        onStagingChanged();
    else if (std::ranges::any_of(apps, [this](const WebApp &app) { return m_model->isChecked(app.id.value); }))
        m_inspector->refresh();
    m_words.start();
    m_look.start();
    updateHead();
}

void WebAppsPane::showMenu(const QPoint &at)
{
    if (const QList<qint64> ids = chosenIds(); !ids.isEmpty())
        (new WebAppMenu(*this, ids))->popup(at);
}

/// Scanner and lock of what is chosen and on the screen come first.
void WebAppsPane::wantShown()
{
    QList<WebAppId> ids;
    for (const qint64 id : chosenIds())
        if (ids.size() < 50)
            ids << WebAppId{id};
    const int first = std::max(0, m_table->rowAt(0));
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    for (int row = first; row <= (last < 0 ? m_proxy->rowCount() - 1 : last); ++row)
        ids << WebAppId{m_proxy->index(row, 0).data(RecordTable::IdRole).toLongLong()};
    m_subscription.webAppList.want(ids);
}

ListFacts WebAppsPane::facts() const
{
    return factsOf(m_subscription.webAppList);
}

void WebAppsPane::refresh()
{
    m_subscription.webAppList.refresh();
}

void WebAppsPane::refilter()
{
    WebAppFilterContext context{
        .now = QDateTime::currentDateTimeUtc(), .users = &m_subscription.users(), .tags = &m_subscription.tags()};
    for (const qint64 id : std::as_const(m_failed))
        context.failed.insert({id});
    for (const qint64 id : std::as_const(m_conflicts))
        context.conflicts.insert({id});
    for (const Change &change : m_subscription.staging.changes())
        if (change.type == ObjectType::WebApp)
            context.staged.insert({change.object});
    for (const qint64 id : m_model->checkedIds())
        context.selected.insert({id});
    m_proxy->setFilter(WebAppFilter(m_query, context));
    updateHead();
}

void WebAppsPane::updateVocabulary()
{
    m_filterBar->setVocabulary(webAppVocabulary(
        m_model->records(),
        {.now = QDateTime::currentDateTimeUtc(), .users = &m_subscription.users(), .tags = &m_subscription.tags()}));
}

void WebAppsPane::onSelectionChanged()
{
    m_inspector->showApps(chosenIds());
    m_look.start();
    updateHead();
}

void WebAppsPane::onStagingChanged()
{
    QHash<WebAppId, StagedWebApp> staged;
    for (const Change &change : m_subscription.staging.changes()) {
        if (change.type != ObjectType::WebApp)
            continue;
        const auto app = m_actions->stagedApp({change.object});
        if (!app)
            continue;
        staged.insert({change.object}, {.desired = *app,
                                        .fields = change.desired.keys(),
                                        .kind = change.operation == Operation::Delete   ? StagedWebApp::Deleted
                                                : change.operation == Operation::Create ? StagedWebApp::New
                                                                                        : StagedWebApp::Edited});
    }
    m_model->setStaged(staged);
    refilter();
    m_inspector->refresh();
}

void WebAppsPane::updateHead()
{
    const WebAppList &list = m_subscription.webAppList;
    QString all = tr("of %Ln web apps", nullptr, m_model->rowCount());
    // A filter on what is not known yet would seem to have found everything.
    if (const qsizetype unknown = list.unknown(); unknown > 0 && list.state() != WebAppList::State::Loading)
        all = tr("%1 · %Ln with scanner and lock still unknown", "of 300 web apps", int(unknown)).arg(all);
    if (const auto whole = list.makingWhole(); whole && list.state() != WebAppList::State::Loading)
        showHead(all, tr("Reading scanner and lock: %1 of %2").arg(whole->read).arg(whole->all),
                 double(whole->read) / double(std::max<qsizetype>(1, whole->all)));
    else
        showHead(all);
    if (QAbstractButton *scan = m_head->actionButton(1))
        scan->setEnabled(m_model->checkedCount() == 1 && chosenIds().value(0) > 0);
    updateEmpty();
}

void WebAppsPane::updateEmpty()
{
    const WebAppList &list = m_subscription.webAppList;
    const bool none = m_proxy->rowCount() == 0;
    m_empty->setVisible(none && list.state() != WebAppList::State::NotLoaded);
    if (!none)
        return;
    const int all = m_model->rowCount();
    const qsizetype unknown = list.unknown();
    if (all > 0)
        m_empty->setContent("search"_L1, tr("No web app matches this filter"),
                            unknown > 0 ? tr("Scanner and lock of %Ln web apps are not known yet; they are asked for "
                                             "one after the other.",
                                             nullptr, int(unknown))
                                        : tr("%Ln web apps are hidden by it.", nullptr, all),
                            {{tr("Clear filter"), [this] { m_filterBar->showFilter({}); }, true}});
    else if (list.state() == WebAppList::State::Loading)
        m_empty->setContent("spin"_L1, tr("Reading the web apps…"), tr("Rows appear as they arrive."));
    else if (list.failure())
        m_empty->setContent("error"_L1, tr("The web apps could not be read"), sentenceOf(*list.failure()).together(),
                            {{tr("Try again"), [this] { refresh(); }, true}});
    else
        m_empty->setContent("webapp"_L1, tr("No web apps yet"),
                            tr("Web apps appear here once somebody has added them to web application scanning."));
}

bool WebAppsPane::createNew()
{
    createApp();
    return true;
}

void WebAppsPane::createApp()
{
    auto *sheet = new NewWebAppSheet(m_subscription, *m_actions, window());
    connect(sheet, &NewWebAppSheet::createWanted, this, [this](const Change &change) {
        m_subscription.staging.stage({change}, tr("creation of “%1”").arg(change.label));
    });
    emit sheetWanted(sheet);
}

void WebAppsPane::launch()
{
    const auto open = [this](const QList<WebApp> &apps) {
        m_launching = false;
        if (apps.isEmpty())
            return;
        // Reading many takes a while, and whoever asked may have turned to something else.
        if (!isVisible() || std::ranges::any_of(window()->findChildren<Sheet *>(), &QWidget::isVisible))
            return emit noted(tr("The web apps are read now. Choose “Scan…” again."));
        auto *sheet = new LaunchSheet(m_subscription, apps, window());
        connect(sheet, &LaunchSheet::launchWanted, this, [this](const QList<Change> &changes, const QString &step) {
            m_subscription.staging.stage(changes, step);
        });
        emit sheetWanted(sheet);
    };
    const QList<qint64> ids = chosenIds();
    if (ids.size() != 1) {
        if (!std::exchange(m_launching, true))
            m_actions->withApps(ids, open, [this] { m_launching = false; });
        return;
    }
    if (const auto app = m_actions->stagedApp({ids.first()}); app && app->id.value > 0)
        open({*app}); // which is read with the sheet open
}

void WebAppsPane::editCurrent()
{
    setInspectorShown(true);
    m_inspector->focusForm();
}
