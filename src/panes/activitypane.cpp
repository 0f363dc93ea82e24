// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/activitypane.h"

#include "base/background.h"
#include "models/activitymodel.h"
#include "panes/activitydelegate.h"
#include "panes/activityinspector.h"
#include "panes/changewords.h"
#include "panes/planreader.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/filterbar.h"
#include "widgets/inspectorsplit.h"
#include "widgets/listhead.h"
#include "widgets/metrics.h"

#include <QHeaderView>
#include <QHideEvent>
#include <QJsonArray>
#include <QLocale>
#include <QPointer>
#include <QStackedLayout>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace {

/// Why a plan, or all of them, could not be read.
Sentence unread(const Failure &failure)
{
    if (failure.kind == Failure::Kind::NotFound)
        return {ActivityPane::tr("This plan is not in the journal any more."),
                ActivityPane::tr("Refresh to see what is.")};
    return {
        ActivityPane::tr("The journal could not be read."),
        ActivityPane::tr("Refresh to try again. If it stays so, start Latchkey anew: it looks the file over then.")};
}

/// The whole of a change of which the list shows an outline.
const Change *changeIn(const Plan *plan, const Change *listed)
{
    if (!plan || !listed)
        return nullptr;
    const auto change = std::ranges::find(plan->changes, listed->id, &Change::id);
    return change == plan->changes.end() ? nullptr : &*change;
}

} // namespace

ActivityPane::ActivityPane(Subscription &subscription, QWidget *parent)
    : Pane(parent)
    , m_subscription(subscription)
    , m_plans(new PlanReader(subscription, this))
    , m_filterBar(new FilterBar(activitySyntax(), this))
    , m_model(new ActivityModel(
          [this](const Change &change) {
              return reasonText(change, FieldWords(m_subscription.users(), m_subscription.tags(),
                                                   &m_subscription.scanList, &m_subscription.webAppList));
          },
          [](const Change &change) { return stateName(change.state); }, this))
    , m_banner(new Banner(this))
    , m_chainBanner(new Banner(this))
    , m_readBanner(new Banner(this))
    , m_head(new ListHead(this))
    , m_view(new QTreeView(this))
    , m_empty(new EmptyState(this))
    , m_inspector(new ActivityInspector(subscription, *m_plans, this))
{
    setObjectName(u"activityPane"_s);
    m_filterBar->setAccessibleName(tr("Filter activity"));
    m_filterBar->setPlaceholderText(tr("Filter: any word, or is:failed, plan:today, by:name …"));
    buildView();
    auto *rows = new QWidget(this);
    auto *stack = new QStackedLayout(rows);
    stack->addWidget(m_view);
    stack->addWidget(m_empty);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_place = ActivityPlace::of(*m_view); });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this, stack] {
        stack->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0);
        m_place.restore(*m_view);
        onModelChanged();
    });
    auto *list = new QWidget(this);
    list->setFocusProxy(m_view);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_chainBanner);
    column->addWidget(m_readBanner);
    column->addWidget(m_head);
    column->addWidget(rows, 1);
    m_split = new InspectorSplit(list, m_inspector, this);
    connect(m_split, &InspectorSplit::shownChanged, this, &Pane::inspectorShownChanged);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);
    m_head->setActions({{tr("Verify journal"), "circle-check"_L1, [this] { verifyChain(); }}});

    m_reloadSoon.setSingleShot(true);
    m_reloadSoon.setInterval(200);
    connect(&m_reloadSoon, &QTimer::timeout, this, &ActivityPane::reload);
    connect(m_filterBar, &FilterBar::queryChanged, this, [this](const Query &query) {
        m_model->setFilter(activityTest(query, QDateTime::currentDateTimeUtc(),
                                        [this](const Plan &p, const Change &c) { return m_model->wordsOf(p, c); }));
        if (!query.isEmpty())
            return m_view->expandAll();
        const QModelIndex current = m_view->currentIndex();
        m_view->collapseAll();
        m_view->expand(current.parent().isValid() ? current.parent() : current);
        m_view->scrollTo(current);
    });
    connect(m_filterBar, &FilterBar::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_inspector, &ActivityInspector::unread, this, &ActivityPane::complain);
    connect(m_inspector, &ActivityInspector::undoWanted, this, &ActivityPane::undoCurrentPlan);
    connect(m_inspector, &ActivityInspector::retryWanted, this, &ActivityPane::retryFailed);
    connect(m_inspector, &ActivityInspector::hideWanted, this, [this] { setInspectorShown(false); });
    connectRuns();
    stack->setCurrentIndex(1);
    onModelChanged();
    updateBanner();
    reload();
}

void ActivityPane::buildView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Plans and changes"));
    m_view->setUniformRowHeights(true);
    m_view->setItemDelegate(new ActivityDelegate(m_view));
    m_view->setRootIsDecorated(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setMouseTracking(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->header()->setStretchLastSection(true);
    m_view->header()->setSectionsMovable(false);
    m_view->header()->setFixedHeight(s(28));
    m_view->setColumnWidth(ActivityModel::Time, s(140));
    m_view->setColumnWidth(ActivityModel::What, s(320));
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ActivityPane::onCurrentChanged);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ActivityPane::onCurrentChanged);
}

void ActivityPane::connectRuns()
{
    RunCenter &runs = m_subscription.runs();
    const auto follow = [this](const ApplyRun *run) {
        if (run && run->plan().id)
            m_model->update(run->plan());
        emit needingPersonChanged();
    };
    connect(&runs, &RunCenter::changed, this, &ActivityPane::updateBanner);
    connect(&runs, &RunCenter::plansMoved, this, [this, follow](const QSet<PlanId> &plans) {
        for (const PlanId id : plans)
            follow(m_subscription.runs().find(id));
    });
    connect(&runs, &RunCenter::finished, this, [this, follow](PlanId id) {
        follow(m_subscription.runs().find(id));
        onCurrentChanged(); // undo and retry become possible
        m_reloadSoon.start();
    });
}

QWidget *ActivityPane::table() const
{
    return m_view;
}

QWidget *ActivityPane::inspectorWidget() const
{
    return m_inspector;
}

int ActivityPane::needingPerson() const
{
    return m_model->needingPerson();
}

void ActivityPane::refresh()
{
    m_readBanner->hide();
    reload();
}

void ActivityPane::reload()
{
    constexpr int mostPlans = 500;
    m_subscription.journal().history(m_subscription.identity.fingerprint, mostPlans,
                                     [guard = QPointer(this)](const Result<QList<PlanSummary>> &plans) {
                                         if (guard)
                                             guard->take(plans);
                                     });
}

void ActivityPane::take(const Result<QList<PlanSummary>> &plans)
{
    if (!plans)
        return complain(plans.error());
    m_unread = {};
    m_plans->forget();
    m_model->setHistory(*plans);
    const bool isFirst = !currentPlan() && m_model->rowCount() > 0;
    if (const PlanId wanted = std::exchange(m_wanted, {}))
        showPlan(wanted);
    else if (isFirst)
        showPlan(m_model->plan(m_model->index(0, 0))->id);
    emit needingPersonChanged();
}

void ActivityPane::onModelChanged()
{
    m_head->setCount(m_model->rowCount(), tr("of %Ln plans", nullptr, m_model->planCount()));
    if (m_model->planCount() > 0)
        m_empty->setContent("search"_L1, tr("Nothing matches this filter"),
                            tr("%Ln plans are hidden by it.", nullptr, m_model->planCount()),
                            {{tr("Clear filter"), [this] { m_filterBar->showFilter({}); }, true}});
    else
        m_empty->setContent("activity"_L1, tr("Nothing was changed yet"),
                            tr("Each plan you apply is listed here with what was sent and what came of it."));
    onCurrentChanged();
}

void ActivityPane::showPlan(PlanId plan)
{
    const QModelIndex index = m_model->indexOf(plan);
    if (!index.isValid()) {
        m_wanted = plan;
        return;
    }
    m_view->expand(index);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

const Plan *ActivityPane::currentPlan() const
{
    return m_model->plan(m_view->currentIndex());
}

void ActivityPane::showEvent(QShowEvent *event)
{
    Pane::showEvent(event);
    onCurrentChanged();
}

/// A plan of thousands takes megabytes, and the program starts behind another pane.
void ActivityPane::hideEvent(QHideEvent *event)
{
    Pane::hideEvent(event);
    const Plan *outline = currentPlan();
    if (event->spontaneous() || !outline || outline->changes.size() <= mostAtOnce)
        return;
    m_inspector->showItem(nullptr, nullptr, {}, {});
    m_plans->forget();
}

void ActivityPane::onCurrentChanged()
{
    if (!isVisible())
        return;
    const QModelIndex at = m_view->currentIndex();
    const QModelIndex row = at.parent().isValid() ? at.parent() : at;
    const QString title = row.siblingAtColumn(ActivityModel::What).data().toString();
    const Plan *outline = currentPlan();
    const Plan *plan = outline ? m_plans->find(outline->id) : nullptr;
    if (plan || !outline)
        return m_inspector->showItem(plan, changeIn(plan, m_model->change(at)), title,
                                     row.siblingAtColumn(ActivityModel::Result).data().toString());
    if (m_unread == outline->id)
        return m_inspector->showUnread(title, m_whyUnread.together());
    if (!m_inspector->isShowing(outline->id)) // else it stays until it is read anew
        m_inspector->showUnread(title, tr("Reading the journal…"));
    readCurrent(outline->id);
}

/// One at a time: whoever runs through the list must not keep a run waiting for its turn at the journal.
void ActivityPane::readCurrent(PlanId id)
{
    if (std::exchange(m_isReading, true))
        return;
    m_plans->read(id, [this, id](const Result<Plan> &plan) {
        m_isReading = false;
        if (!plan) {
            m_unread = id;
            m_whyUnread = unread(plan.error());
        }
        onCurrentChanged();
    });
}

void ActivityPane::updateBanner()
{
    RunCenter &runs = m_subscription.runs();
    if (!runs.unfinished().isEmpty()) {
        const Plan &plan = runs.unfinished().first();
        const int left = int(std::ranges::count_if(
            plan.changes, [](const Change &c) { return !isTerminal(c.state) && !needsPerson(c.state); }));
        m_banner->showMessage(
            Banner::Kind::Warn, "pause"_L1, tr("Plan %1 was not finished.").arg(plan.id.toString()),
            tr("%Ln changes are left. Nothing is sent until you resume it.", nullptr, left),
            {{tr("Cancel the rest"), [this, id = plan.id] { m_subscription.runs().abandonUnfinished(id); }},
             {tr("Resume"), [this, id = plan.id] { m_subscription.runs().resumeUnfinished(id); }}});
        return;
    }
    const ApplyRun *run = runs.current();
    if (!run || run->pauseReason() == ApplyRun::Pause::None)
        return m_banner->hide();
    const Sentence sentence = pauseSentence(run->pauseReason(), run->resumesAt());
    const auto withRun = [this](void (ApplyRun::*act)()) {
        return [this, act] {
            if (ApplyRun *current = m_subscription.runs().current())
                (current->*act)();
        };
    };
    m_banner->showMessage(
        Banner::Kind::Warn, "pause"_L1, sentence.what, sentence.next,
        {{tr("Cancel the rest"), withRun(&ApplyRun::cancel)}, {tr("Resume"), withRun(&ApplyRun::resume)}});
}

void ActivityPane::complain(const Failure &failure)
{
    const Sentence sentence = unread(failure);
    m_readBanner->showMessage(Banner::Kind::Bad, "error"_L1, sentence.what, sentence.next,
                              {{tr("Close"), [this] { m_readBanner->hide(); }}}, detailsOf(failure));
}

void ActivityPane::verifyChain()
{
    m_subscription.journal().verifyChain([guard = QPointer(this)](const Result<Journal::ChainReport> &report) {
        if (!guard)
            return;
        Banner &banner = *guard->m_chainBanner;
        const Banner::Action close{tr("Close"), [guard] { guard->m_chainBanner->hide(); }};
        if (report && report->intact)
            banner.showMessage(Banner::Kind::Info, "circle-check"_L1, tr("The journal is intact."),
                               tr("%Ln entries, head %1.", nullptr, int(report->events))
                                   .arg(QString::fromLatin1(report->head.toHex().left(12))),
                               {close});
        else if (report)
            banner.showMessage(Banner::Kind::Bad, "error"_L1, tr("The journal was altered."),
                               tr("Entry %1 does not fit the one before it. Keep a copy of the file and find out who "
                                  "changed it.")
                                   .arg(report->firstBroken),
                               {close});
        else {
            banner.hide();
            guard->complain(report.error());
        }
    });
}

void ActivityPane::setInspectorShown(bool shown)
{
    m_split->setInspectorShown(shown);
}

bool ActivityPane::isInspectorShown() const
{
    return m_split->isInspectorShown();
}

void ActivityPane::setNarrow(bool narrow)
{
    m_split->setSlideOver(narrow);
}

QJsonObject ActivityPane::saveState() const
{
    return {{u"inspectorWidth"_s, m_split->inspectorWidth()},
            {u"filters"_s, QJsonArray::fromStringList(m_filterBar->history())}};
}

void ActivityPane::restoreState(const QJsonObject &state)
{
    if (const int width = state.value("inspectorWidth"_L1).toInt(); width > 0)
        m_split->setInspectorWidth(width);
    QStringList filters;
    const QJsonArray texts = state.value("filters"_L1).toArray();
    for (const auto &text : texts)
        filters << text.toString();
    m_filterBar->setHistory(filters);
}
