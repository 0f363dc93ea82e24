// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentspane.h"

#include "models/agentproxy.h"
#include "models/agenttable.h"
#include "panes/agentactions.h"
#include "panes/agentinspector.h"
#include "panes/words.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/listhead.h"
#include "widgets/tableview.h"

#include <QAbstractButton>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

QString loadingText(const AgentList &list)
{
    const QLocale locale;
    const QString rows = locale.toString(list.rowsRead());
    if (list.isReadingAll() && list.expected())
        return AgentsPane::tr("%1 of %2 read", "agents").arg(rows, locale.toString(*list.expected()));
    if (!list.updated().isValid())
        return {}; // in pages
    return AgentsPane::tr("As of %1, reading what changed: %2 rows").arg(momentText(list.updated()), rows);
}

} // namespace

AgentsPane::AgentsPane(Subscription &subscription, QWidget *parent)
    : ListPane(subscription, ObjectType::Agent, agentSyntax(), parent)
    , m_model(new AgentTable(this))
    , m_proxy(new AgentProxy(m_model, this))
    , m_actions(new AgentActions(subscription, *m_model, this))
    , m_inspector(new AgentInspector(subscription, *m_model, *m_actions, this))
    , m_leftOut(new Banner(this))
{
    setObjectName(u"agentsPane"_s);
    m_model->setColumns(&subscription.agentList.columns());
    m_model->setStaging(&subscription.staging);
    arrange(m_proxy, m_inspector, m_leftOut);
    m_table->setAccessibleName(tr("Agents"));
    m_proxy->setSortColumns({{AgentTable::Name, Qt::AscendingOrder}});
    m_filterBar->setAccessibleName(tr("Filter agents"));
    m_filterBar->setPlaceholderText(tr("Filter: any word, or os:, no:module.FIM, lastseen:>30d, is:stale …"));
    buildHead();
    connectData();
    // A selection of many is summed up once the person has stopped adding to it.
    m_selection.setSingleShot(true);
    m_selection.setInterval(30);
    connect(&m_selection, &QTimer::timeout, m_inspector, &AgentInspector::refresh);
    m_vocabulary.setSingleShot(true);
    m_vocabulary.setInterval(std::chrono::seconds(1));
    connect(&m_vocabulary, &QTimer::timeout, this, &AgentsPane::updateVocabulary);
    updateBanner();
    updateHead();
}

AgentsPane::~AgentsPane() = default;

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
        {tr("Tags…"), "tag"_L1, [this] { m_actions->chooseTags(m_head->bulkButton(1)); }},
        {tr("Scan now…"), "play"_L1, [this] { m_actions->chooseScan(m_head->bulkButton(2)); }},
        {tr("Move to key…"), "key"_L1, [this] { m_actions->chooseKey(window()); }},
        {tr("Uninstall…"), "bin"_L1, [this] { m_actions->uninstall(); }},
    });
    connect(m_head, &ListHead::stopRequested, &m_subscription.agentList, &AgentList::stop);
}

void AgentsPane::connectData()
{
    AgentList &list = m_subscription.agentList;
    connect(&list, &AgentList::changed, this, [this](const std::vector<quint32> &reused) {
        m_model->columnsChanged(reused);
        if (asksForSets()) // sets of rows, which may be others now
            refilter();
        else
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
    connect(&list, &AgentList::keepingEnded, this, [this](const Failure &why) {
        emit noted(tr("Agents are not kept for the next start: %1").arg(sentenceOf(why).together()));
    });
    connect(m_proxy, &AgentProxy::settled, this, &AgentsPane::updateHead);
    connect(m_inspector, &AgentInspector::previewWanted, this, &AgentsPane::previewWanted);
    connect(m_inspector, &AgentInspector::keyWanted, this, &AgentsPane::keyWanted);
    connect(m_actions, &AgentActions::noted, this, &AgentsPane::noted);
    connect(m_actions, &AgentActions::refusedChanged, this, &AgentsPane::onRefused);
    connect(m_actions, &AgentActions::sheetWanted, this, &AgentsPane::sheetWanted);
    connect(m_actions, &AgentActions::staged, m_table, qOverload<>(&QWidget::setFocus)); // the button has gone grey
}

ListFacts AgentsPane::facts() const
{
    return factsOf(m_subscription.agentList);
}

void AgentsPane::refresh()
{
    m_subscription.agentList.refresh();
}

void AgentsPane::refreshAll()
{
    m_subscription.agentList.refreshAll();
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
                                             .selected = std::make_shared<RowBits>(m_model->checkedRows()),
                                             .refused = m_actions->refused()}));
}

void AgentsPane::updateVocabulary()
{
    m_filterBar->setVocabulary(agentVocabulary(m_subscription.agentList.columns(), m_subscription.tags()));
}

void AgentsPane::onSelectionChanged()
{
    m_selection.start();
    updateHead();
}

void AgentsPane::onStagingChanged()
{
    m_model->stagingChanged();
    if (asksForSets())
        refilter();
    m_selection.start();
    updateHead();
}

/// Stays until it is closed or something else is staged: which agents they are is looked up after the step is done.
void AgentsPane::onRefused(const QString &why)
{
    const std::shared_ptr<const RefusedAgents> &refused = m_actions->refused();
    m_model->setRefused(refused);
    if (asksForSets())
        refilter();
    m_selection.start();
    if (!refused)
        return m_leftOut->hide();
    m_leftOut->showMessage(
        Banner::Kind::Warn, "warning"_L1, tr("%Ln agents were left out.", nullptr, refused->size()), why,
        {{tr("Show them"), [this] { showFilter(u"is:refused "_s); }}, {tr("Close"), [this] { m_leftOut->hide(); }}});
    if (!isVisible()) // many take their time, and who staged them has gone elsewhere
        emit noted(tr("%Ln agents were left out. The filter is:refused lists them.", nullptr, refused->size()));
}

void AgentsPane::updateHead()
{
    const AgentList &list = m_subscription.agentList;
    const qint64 all = list.expected().value_or(0);
    showHead(tr("of %Ln agents", nullptr, int(list.columns().size())),
             list.state() == AgentList::State::Loading ? loadingText(list) : QString(),
             all > 0 ? double(list.rowsRead()) / double(all) : -1);
    updateEmpty();
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
                            tr("%Ln agents are hidden by it.", nullptr, all),
                            {{tr("Clear filter"), [this] { m_filterBar->showFilter({}); }, true}});
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

void AgentsPane::editCurrent()
{
    setInspectorShown(true);
    m_inspector->refresh();
    m_inspector->focusForm();
}
