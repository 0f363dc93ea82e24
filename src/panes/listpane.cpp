// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/listpane.h"

#include "models/recordproxy.h"
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

#include <algorithm>

using namespace Qt::StringLiterals;

ListPane::ListPane(Subscription &subscription, ObjectType type, const FilterSyntax &syntax, QWidget *parent)
    : Pane(parent)
    , m_subscription(subscription)
    , m_filterBar(new FilterBar(syntax, this))
    , m_banner(new Banner(this))
    , m_head(new ListHead(this))
    , m_table(new TableView(this))
    , m_empty(new EmptyState(this))
    , m_type(type)
{
}

void ListPane::arrange(RecordProxy *rows, QWidget *inspector, QWidget *overTable)
{
    m_rows = rows;
    m_inspectorWidget = inspector;
    rows->table()->setNow(QDateTime::currentDateTimeUtc());
    rows->table()->setNames(&m_subscription.users(), &m_subscription.tags());
    m_table->setTable(rows);
    m_table->setOverlay(m_empty);

    auto *list = new QWidget(this);
    list->setFocusProxy(m_table);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_head);
    if (overTable)
        column->addWidget(overTable);
    column->addWidget(m_table, 1);
    m_split = new InspectorSplit(list, inspector, this);
    connect(m_split, &InspectorSplit::shownChanged, this, &Pane::inspectorShownChanged);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);

    connectParts(rows);
    m_clock.setInterval(std::chrono::seconds(20));
    connect(&m_clock, &QTimer::timeout, this, [this, rows] {
        rows->table()->setNow(QDateTime::currentDateTimeUtc());
        updateBanner();
    });
    m_clock.start();
}

void ListPane::connectParts(RecordProxy *rows)
{
    connect(&m_subscription, &Subscription::directoryChanged, this, [this, rows] {
        rows->table()->setNames(&m_subscription.users(), &m_subscription.tags());
        updateVocabulary();
        refilter();
    });
    connect(&m_subscription, &Subscription::connectionChanged, this, &ListPane::updateBanner);
    connect(&m_subscription.staging, &StagingArea::changed, this, &ListPane::onStagingChanged);
    connect(&m_subscription.runs(), &RunCenter::plansMoved, this, &ListPane::onPlansMoved);
    HttpClient &client = m_subscription.client();
    connect(&client, &HttpClient::offlineChanged, this, &ListPane::updateBanner);
    connect(&client, &HttpClient::accessChanged, this, &ListPane::updateBanner);
    connect(&client, &HttpClient::limitsChanged, this, &ListPane::updateBanner);
    connect(rows->table(), &RecordTable::checkedChanged, this, &ListPane::onSelectionChanged);
    connect(rows, &RecordProxy::shownChanged, this, &ListPane::updateHead);
    connect(m_head, &ListHead::clearSelectionRequested, m_table, &TableView::untickAll);
    connect(m_head, &ListHead::showHiddenRequested, this, [this] { m_filterBar->showFilter(u"is:selected "_s); });
    connect(m_filterBar, &FilterBar::queryChanged, this, [this](const Query &query) {
        m_query = query;
        refilter();
    });
    connect(m_filterBar, &FilterBar::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &TableView::copyRequested, this, &ListPane::copyText);
    connect(m_table, &TableView::editRequested, this, &ListPane::editCurrent);
}

void ListPane::onPlansMoved(const QSet<PlanId> &plans)
{
    for (const PlanId id : plans) {
        const ApplyRun *run = m_subscription.runs().find(id);
        if (!run)
            continue;
        const QList<Change> &changes = run->plan().changes;
        if (std::ranges::none_of(changes, [this](const Change &change) { return change.type == m_type; }))
            continue;
        m_failed.clear();
        m_conflicts.clear();
        for (const Change &change : changes) {
            if (change.type != m_type)
                continue;
            if (change.state == ChangeState::Rejected || change.state == ChangeState::Mismatch)
                m_failed.insert(change.object);
            else if (change.state == ChangeState::Conflict)
                m_conflicts.insert(change.object);
        }
    }
    if (asksForSets())
        refilter();
}

void ListPane::showFilter(const QString &filter)
{
    m_filterBar->showFilter(filter);
}

void ListPane::showRecord(qint64 id)
{
    if (m_rows->table()->rowOf(id) < 0)
        return emit noted(tr("It is not in the list any more. Refresh to see what became of it."));
    if (m_rows->rowOf(id) < 0) {
        const QString filter = m_filterBar->text();
        m_filterBar->showFilter({});
        emit filterCleared(filter);
    }
    m_table->setCurrentId(id);
}

QList<qint64> ListPane::chosenIds() const
{
    return m_rows->table()->checkedInOrder();
}

void ListPane::updateBanner()
{
    showListState(*m_banner, m_subscription, facts(), {[this] { refresh(); }, [this] { emit signInWanted(); }});
}

void ListPane::showHead(const QString &ofAll, const QString &loading, double share)
{
    const auto checked = int(m_rows->table()->checkedCount());
    m_head->setCount(m_rows->rowCount(), ofAll);
    m_head->setSelection(checked, m_rows->hiddenChecked());
    m_head->setBulk(checked >= 2);
    const ListFacts list = facts();
    if (!loading.isEmpty())
        m_head->setLoading(loading, share);
    else if (!list.loading)
        m_head->setLoading({});
    else
        m_head->setLoading(tr("page %1, %2 rows").arg(list.pages + 1).arg(QLocale().toString(list.rows)));
}

QWidget *ListPane::table() const
{
    return m_table;
}

void ListPane::setInspectorShown(bool shown)
{
    m_split->setInspectorShown(shown);
}

bool ListPane::isInspectorShown() const
{
    return m_split->isInspectorShown();
}

void ListPane::setNarrow(bool narrow)
{
    m_split->setSlideOver(narrow);
}

void ListPane::showColumnMenu()
{
    QAbstractButton *button = m_head->actionButton(columnsAction);
    m_table->showColumnMenu(button->isVisible() ? button->mapToGlobal(QPoint(0, button->height())) : QCursor::pos());
}

void ListPane::setRowHeight(int height)
{
    m_table->setRowHeight(height);
}

QJsonObject ListPane::saveState() const
{
    return {{u"columns"_s, QString::fromLatin1(m_table->saveState().toBase64())},
            {u"inspectorWidth"_s, m_split->inspectorWidth()},
            {u"filters"_s, QJsonArray::fromStringList(m_filterBar->history())}};
}

void ListPane::restoreState(const QJsonObject &state)
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
