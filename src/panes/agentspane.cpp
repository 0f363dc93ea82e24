// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentspane.h"

#include "domain/agentfields.h"
#include "models/agentproxy.h"
#include "models/agenttable.h"
#include "panes/agentinspector.h"
#include "panes/liststate.h"
#include "panes/words.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/inspectorsplit.h"
#include "widgets/listhead.h"
#include "widgets/tableview.h"

#include <QAbstractButton>
#include <QCursor>
#include <QJsonArray>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

AgentsPane::AgentsPane(Subscription &subscription, QWidget *parent)
    : Pane(parent)
    , m_subscription(subscription)
    , m_filterBar(new FilterBar(agentSyntax(), this))
    , m_model(new AgentTable(this))
    , m_proxy(new AgentProxy(m_model, this))
    , m_banner(new Banner(this))
    , m_head(new ListHead(this))
    , m_table(new TableView(this))
    , m_empty(new EmptyState(this))
{
    setObjectName(u"agentsPane"_s);
    m_model->setNow(QDateTime::currentDateTimeUtc());
    m_model->setNames(&subscription.users(), &subscription.tags());
    m_model->setColumns(&subscription.agentList.columns());
    m_inspector = new AgentInspector(subscription, *m_model, this);
    m_table->setTable(m_proxy);
    m_table->setAccessibleName(tr("Agents"));
    m_table->setOverlay(m_empty);
    m_proxy->setSortColumns({{AgentTable::Name, Qt::AscendingOrder}});
    m_filterBar->setAccessibleName(tr("Filter agents"));
    m_filterBar->setPlaceholderText(tr("Filter: any word, or os:, no:module.FIM, lastseen:>30d, is:stale …"));

    auto *list = new QWidget(this);
    list->setFocusProxy(m_table);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_head);
    column->addWidget(m_table, 1);
    m_split = new InspectorSplit(list, m_inspector, this);
    connect(m_split, &InspectorSplit::shownChanged, this, &Pane::inspectorShownChanged);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);

    buildHead();
    connectData();
    m_clock.setInterval(std::chrono::seconds(20));
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_model->setNow(QDateTime::currentDateTimeUtc());
        updateBanner();
    });
    m_clock.start();
    // A selection of many is summed up once the person has stopped adding to it.
    m_selection.setSingleShot(true);
    m_selection.setInterval(30);
    connect(&m_selection, &QTimer::timeout, m_inspector, &AgentInspector::refresh);
    m_vocabulary.setSingleShot(true);
    m_vocabulary.setInterval(std::chrono::seconds(1));
    connect(&m_vocabulary, &QTimer::timeout, this, &AgentsPane::updateVocabulary);
    onStagingChanged();
    updateBanner();
    updateHead();
}

AgentsPane::~AgentsPane() = default;

QWidget *AgentsPane::table() const
{
    return m_table;
}

QWidget *AgentsPane::inspectorWidget() const
{
    return m_inspector;
}

void AgentsPane::showEvent(QShowEvent *event)
{
    Pane::showEvent(event);
    if (m_subscription.agentList.state() == AgentList::State::NotLoaded)
        m_subscription.agentList.refresh();
}

void AgentsPane::buildHead()
{
    m_head->setActions({
        {tr("Silent"), "clock"_L1, [this] { showFilter(u"is:stale "_s); }},
        {tr("Duplicates"), "copy"_L1, [this] { showFilter(u"is:duplicate "_s); }},
        {tr("Columns"), "columns"_L1, [this] { showColumnMenu(); }, false, true},
    });
    m_head->setBulkActions({
        {tr("Switch modules…"), "agent"_L1, [this] { editCurrent(); }},
        {tr("Uninstall…"), "bin"_L1, [this] { stageUninstall(); }},
    });
    connect(m_head, &ListHead::clearSelectionRequested, m_table, &TableView::untickAll);
    connect(m_head, &ListHead::stopRequested, &m_subscription.agentList, &AgentList::stop);
    connect(m_head, &ListHead::showHiddenRequested, this, [this] { showFilter(u"is:selected "_s); });
}

void AgentsPane::connectData()
{
    AgentList &list = m_subscription.agentList;
    connect(&list, &AgentList::changed, this, [this](const std::vector<quint32> &reused) {
        m_model->columnsChanged(reused);
        m_proxy->columnsChanged();
        if (!m_vocabulary.isActive())
            m_vocabulary.start();
        m_selection.start();
        updateHead();
    });
    connect(&list, &AgentList::stateChanged, this, [this] {
        updateBanner();
        updateHead();
    });
    connect(&m_subscription, &Subscription::directoryChanged, this, [this] {
        m_model->setNames(&m_subscription.users(), &m_subscription.tags());
        updateVocabulary();
        refilter();
    });
    connect(&m_subscription, &Subscription::connectionChanged, this, &AgentsPane::updateBanner);
    connect(&m_subscription.staging, &StagingArea::changed, this, &AgentsPane::onStagingChanged);
    m_runsMoved.setSingleShot(true);
    m_runsMoved.setInterval(100);
    connect(&m_runsMoved, &QTimer::timeout, this, &AgentsPane::onRunsChanged);
    connect(&m_subscription.runs(), &RunCenter::changeMoved, this, [this] {
        if (!m_runsMoved.isActive())
            m_runsMoved.start();
    });
    HttpClient &client = m_subscription.client();
    connect(&client, &HttpClient::offlineChanged, this, &AgentsPane::updateBanner);
    connect(&client, &HttpClient::accessChanged, this, &AgentsPane::updateBanner);
    connect(&client, &HttpClient::limitsChanged, this, &AgentsPane::updateBanner);
    connect(m_model, &RecordTable::checkedChanged, this, [this] {
        m_selection.start();
        updateHead();
    });
    connect(m_proxy, &RecordProxy::shownChanged, this, &AgentsPane::updateHead);
    connect(m_proxy, &AgentProxy::settled, this, &AgentsPane::updateHead);
    connect(m_filterBar, &FilterBar::queryChanged, this, [this](const Query &query) {
        m_query = query;
        refilter();
    });
    connect(m_filterBar, &FilterBar::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &TableView::copyRequested, this, &AgentsPane::copyText);
    connect(m_table, &TableView::editRequested, this, &AgentsPane::editCurrent);
    connect(m_inspector, &AgentInspector::previewWanted, this, &AgentsPane::previewWanted);
    connect(m_inspector, &AgentInspector::noted, this, &AgentsPane::noted);
    connect(m_inspector, &AgentInspector::staged, m_table, qOverload<>(&QWidget::setFocus)); // its button has gone grey
}

void AgentsPane::refresh()
{
    m_subscription.agentList.refresh();
}

void AgentsPane::showFilter(const QString &filter)
{
    m_filterBar->setText(filter);
}

void AgentsPane::refilter()
{
    const auto rowsOf = [this](const QSet<qint64> &ids) {
        auto rows = std::make_shared<RowBits>();
        for (const qint64 id : ids)
            if (const int row = m_model->rowOf(id); row >= 0)
                rows->set(quint32(row));
        return rows;
    };
    m_proxy->setFilter(AgentFilter(m_query, {.now = QDateTime::currentDateTimeUtc(),
                                             .tags = m_subscription.tags(),
                                             .staged = m_model->stagedRows(),
                                             .failed = rowsOf(m_failed),
                                             .conflicts = rowsOf(m_conflicts),
                                             .selected = std::make_shared<RowBits>(m_model->checkedRows())}));
}

void AgentsPane::updateVocabulary()
{
    m_filterBar->setVocabulary(agentVocabulary(m_subscription.agentList.columns(), m_subscription.tags()));
}

/// What a run of this session could not do is found by is:failed and is:conflict.
void AgentsPane::onRunsChanged()
{
    const ApplyRun *run = m_subscription.runs().current();
    if (!run)
        return;
    m_failed.clear();
    m_conflicts.clear();
    for (const Change &change : run->plan().changes) {
        if (change.type != ObjectType::Agent)
            continue;
        if (change.state == ChangeState::Rejected || change.state == ChangeState::Mismatch)
            m_failed.insert(change.object);
        else if (change.state == ChangeState::Conflict)
            m_conflicts.insert(change.object);
    }
}

void AgentsPane::onStagingChanged()
{
    QHash<qint64, StagedAgent> staged;
    for (const Change &change : m_subscription.staging.changes()) {
        if (change.type != ObjectType::Agent)
            continue;
        StagedAgent &agent = staged[change.object];
        agent.deleted = change.operation == Operation::Delete;
        const ModuleWish wish = moduleWish(change.desired);
        for (const QString &word : wish.on)
            if (const int number = moduleNumber(word); number >= 0)
                agent.on |= quint32(1) << number;
        for (const QString &word : wish.off)
            if (const int number = moduleNumber(word); number >= 0)
                agent.off |= quint32(1) << number;
        agent.others = change.desired.contains(agentfields::tags);
    }
    m_model->setStaged(staged);
    m_selection.start();
    updateHead();
}

void AgentsPane::updateHead()
{
    const AgentList &list = m_subscription.agentList;
    const auto checked = int(m_model->checkedCount());
    m_head->setCount(m_proxy->rowCount(), tr("of %n agents", nullptr, int(list.columns().size())));
    m_head->setSelection(checked, m_proxy->hiddenChecked());
    m_head->setBulk(checked >= 2);
    if (list.state() == AgentList::State::Loading) {
        const QLocale locale;
        const QString rows = locale.toString(list.rowsRead());
        const qint64 all = list.expected().value_or(0);
        m_head->setLoading(all > 0 ? tr("%1 of %2 read", "agents").arg(rows, locale.toString(all))
                                   : tr("page %1, %2 rows").arg(list.pages() + 1).arg(rows),
                           all > 0 ? double(list.rowsRead()) / double(all) : -1);
    } else {
        m_head->setLoading({});
    }
    updateEmpty();
}

void AgentsPane::updateBanner()
{
    showListState(*m_banner, m_subscription, factsOf(m_subscription.agentList),
                  {[this] { refresh(); }, [this] { emit signInWanted(); }});
}

void AgentsPane::updateEmpty()
{
    const AgentList &list = m_subscription.agentList;
    const bool none = m_proxy->rowCount() == 0 && !m_proxy->isBusy();
    m_empty->setVisible(none && list.state() != AgentList::State::NotLoaded);
    if (!none)
        return;
    const auto all = int(list.columns().size());
    if (all > 0)
        m_empty->setContent("search"_L1, tr("No agent matches this filter"),
                            tr("%n agents are hidden by it.", nullptr, all),
                            {{tr("Clear filter"), [this] { m_filterBar->clear(); }, true}});
    else if (list.state() == AgentList::State::Loading)
        m_empty->setContent("spin"_L1, tr("Reading the agents…"), tr("The first thousand come first."));
    else if (list.failure())
        m_empty->setContent("error"_L1, tr("The agents could not be read"), sentenceOf(*list.failure()).together(),
                            {{tr("Try again"), [this] { refresh(); }, true}});
    else
        m_empty->setContent(
            "agent"_L1, tr("No agents yet"),
            tr("Agents appear here once they are installed with an activation key and have called in."));
}

void AgentsPane::stageUninstall()
{
    QList<Change> changes;
    const AgentColumns &agents = m_subscription.agentList.columns();
    m_model->checkedRows().forEach([&](quint32 row) {
        const Agent agent = agents.agentAt(row);
        Change change;
        change.type = ObjectType::Agent;
        change.operation = Operation::Delete;
        change.object = agent.id.value;
        change.label = agent.name;
        change.before = agentToFields(agent);
        changes << change;
    });
    m_subscription.staging.stage(changes, tr("uninstalling of %n agents", nullptr, int(changes.size())));
}

void AgentsPane::setInspectorShown(bool shown)
{
    m_split->setInspectorShown(shown);
}

bool AgentsPane::isInspectorShown() const
{
    return m_split->isInspectorShown();
}

void AgentsPane::setNarrow(bool narrow)
{
    m_split->setSlideOver(narrow);
}

void AgentsPane::editCurrent()
{
    setInspectorShown(true);
    m_inspector->refresh();
    m_inspector->focusForm();
}

void AgentsPane::showColumnMenu()
{
    QAbstractButton *button = m_head->actionButton(2);
    m_table->showColumnMenu(button->isVisible() ? button->mapToGlobal(QPoint(0, button->height())) : QCursor::pos());
}

void AgentsPane::setRowHeight(int height)
{
    m_table->setRowHeight(height);
}

QJsonObject AgentsPane::saveState() const
{
    return {{u"columns"_s, QString::fromLatin1(m_table->saveState().toBase64())},
            {u"inspectorWidth"_s, m_split->inspectorWidth()},
            {u"filters"_s, QJsonArray::fromStringList(m_filterBar->history())}};
}

void AgentsPane::restoreState(const QJsonObject &state)
{
    m_table->restoreState(QByteArray::fromBase64(state.value("columns"_L1).toString().toLatin1()));
    if (const int width = state.value("inspectorWidth"_L1).toInt(); width > 0)
        m_split->setInspectorWidth(width);
    QStringList filters;
    const QJsonArray texts = state.value("filters"_L1).toArray();
    for (const auto &text : texts)
        filters << text.toString();
    m_filterBar->setHistory(filters);
}
