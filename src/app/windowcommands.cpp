// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// What the commands of the main window do, and what it tells about the subscription.
#include "app/mainwindow.h"

#include "app/actions.h"
#include "app/helptexts.h"
#include "app/lockscreen.h"
#include "app/startpage.h"
#include "app/topbar.h"
#include "changes/report.h"
#include "models/activitymodel.h"
#include "panes/activitypane.h"
#include "panes/agentspane.h"
#include "panes/changewords.h"
#include "panes/clipboardguard.h"
#include "panes/installsheet.h"
#include "panes/keyinspector.h"
#include "panes/keyspane.h"
#include "panes/liststate.h"
#include "panes/reviewsheet.h"
#include "panes/scanspane.h"
#include "panes/textsheet.h"
#include "panes/webappspane.h"
#include "widgets/rail.h"
#include "widgets/switcher.h"
#include "widgets/toast.h"

#include <QAction>
#include <QApplication>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

Switcher *MainWindow::switcher() const
{
    return m_topBar->switcher();
}

Sheet *MainWindow::currentSheet() const
{
    return m_sheet;
}

void MainWindow::openSheet(Sheet *sheet)
{
    if (qobject_cast<LockScreen *>(m_sheet)) { // nothing is shown over it: it waits until the right person is back
        sheet->hide();
        connect(m_sheet, &Sheet::dismissed, sheet, [this, sheet] { openSheet(sheet); }, Qt::QueuedConnection);
        return;
    }
    while (QWidget *menu = QApplication::activePopupWidget()) // it would stay usable over the sheet
        if (!menu->close())
            break;
    if (m_sheet)
        m_sheet->dismiss();
    m_sheet = sheet;
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &Sheet::dismissed, this, [this, sheet] {
        if (m_sheet == sheet)
            m_sheet = nullptr;
        follow();
    });
    sheet->open();
    follow();
}

void MainWindow::follow()
{
    const Pane *pane = currentPane();
    using enum Actions::Shown;
    const Actions::Shown shown = !pane                                                                  ? Other
                                 : pane == m_keysPane                                                   ? Keys
                                 : pane == m_agentsPane || pane == m_webAppsPane || pane == m_scansPane ? Agents
                                                                                                        : Other;
    m_actions->follow(m_subscription != nullptr, shown, m_sheet != nullptr);
    if (!m_subscription)
        return;
    const bool staged = !m_subscription->staging.isEmpty();
    const bool reviewing = qobject_cast<ReviewSheet *>(m_sheet) != nullptr;
    m_actions->review->setEnabled(reviewing || (staged && !m_sheet)); // an undo is reviewed with nothing staged
    m_actions->discardAll->setEnabled(staged && !m_sheet);
    m_actions->undo->setEnabled(m_subscription->staging.canUndo() && !m_sheet);
    m_actions->redo->setEnabled(m_subscription->staging.canRedo() && !m_sheet);
    m_actions->back->setEnabled(m_visitedAt > 0 && !m_sheet);
    m_actions->forward->setEnabled(m_visitedAt + 1 < m_visited.size() && !m_sheet);
}

void MainWindow::setReadOnlyReason(const QString &reason)
{
    m_readOnlyReason = reason;
}

void MainWindow::toggleReadOnly()
{
    if (!m_subscription)
        return;
    HttpClient &client = m_subscription->client();
    if (client.isReadOnly() && !m_readOnlyReason.isEmpty()) {
        toast(m_readOnlyReason, true);
        return updateTopBar();
    }
    client.setReadOnly(!client.isReadOnly());
}

void MainWindow::updateTopBar()
{
    if (!m_subscription) {
        switcher()->setSubscription(tr("Not signed in"), tr("No platform yet"));
        switcher()->setDemo(false);
        m_topBar->setAge(tr("Not updated yet"), {}, false);
        m_topBar->setReadOnly(false, false);
        m_topBar->setStaged(0);
        return;
    }
    const auto *shown = qobject_cast<ListPane *>(currentPane());
    const ListFacts list = shown ? shown->facts() : factsOf(m_subscription->keyList);
    switcher()->setSubscription(m_subscription->identity.name, m_subscription->identity.host);
    switcher()->setDemo(m_subscription->identity.demo);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QLocale locale;
    QString age = tr("Not updated yet");
    if (list.loading)
        age = tr("Updating…");
    else if (list.updated.isValid() && list.failed)
        age = tr("Data from %1").arg(locale.toString(list.updated.toLocalTime().time(), QLocale::ShortFormat));
    else if (list.updated.isValid())
        age = tr("Updated %1").arg(ageText(list.updated, now));
    m_topBar->setAge(age, tr("Read everything again (F5)"), true);
    const bool readOnly = m_subscription->client().isReadOnly();
    m_topBar->setReadOnly(readOnly, true);
    m_actions->readOnly->setChecked(readOnly);
    m_topBar->setStaged(int(m_subscription->staging.changes().size()));
}

void MainWindow::updateTitle()
{
    if (!m_subscription)
        return setWindowTitle(u"Latchkey"_s);
    const SubscriptionIdentity &who = m_subscription->identity;
    setWindowTitle(who.demo ? tr("DEMO – %1 – Latchkey").arg(who.name)
                            : tr("%1 (%2) – Latchkey").arg(who.name, who.host));
}

void MainWindow::updateUndo()
{
    const StagingArea *staging = m_subscription ? &m_subscription->staging : nullptr;
    m_actions->undo->setText(staging && staging->canUndo() ? tr("&Undo %1").arg(staging->undoName()) : tr("&Undo"));
    m_actions->redo->setText(staging && staging->canRedo() ? tr("&Redo %1").arg(staging->redoName()) : tr("&Redo"));
}

void MainWindow::updateRail()
{
    if (!m_subscription)
        return;
    const int keys = m_keysPane->attention();
    m_rail->setBadge(u"keys"_s, keys, Rail::Urgency::Warn, tr("%Ln keys are nearly full or end soon", nullptr, keys));
    const int waiting = m_activityPane->needingPerson() + int(m_subscription->runs().unfinished().size());
    m_rail->setBadge(u"activity"_s, waiting, Rail::Urgency::Bad, tr("%Ln changes need a decision", nullptr, waiting));
}

void MainWindow::toast(const QString &text, bool warns)
{
    m_toast->showMessage(text, {}, warns ? BadgeState::Warn : BadgeState::Ok, warns ? "warning"_L1 : "circle-check"_L1);
}

void MainWindow::showStartProblem(const QString &text)
{
    m_start->setProblem(m_subscription ? QString() : text);
    if (m_subscription)
        toast(text, true);
}

void MainWindow::review()
{
    if (auto *open = qobject_cast<ReviewSheet *>(m_sheet)) {
        const QList<Sheet *> sheets = findChildren<Sheet *>();
        if (std::ranges::none_of(sheets, [&](const Sheet *sheet) { return sheet != open && sheet->isVisible(); }))
            open->applyButton()->click();
        return;
    }
    if (!m_subscription || m_subscription->staging.isEmpty())
        return;
    ReviewSheet *sheet = openReview(m_subscription->staging.changes(), false);
    connect(sheet, &ReviewSheet::confirmed, this, &MainWindow::apply);
    connect(sheet, &ReviewSheet::dropped, this, [this](const Change &change, const QStringList &fields) { // keys only
        const QString step = tr("taking the server's values");
        if (fields.isEmpty())
            m_subscription->staging.unstage({change.object}, step);
        else
            m_subscription->staging.giveUp(change, fields, step);
    });
    connect(sheet, &ReviewSheet::kept, this,
            [this](const Change &change) { m_subscription->staging.stage({change}, tr("keeping your values")); });
}

/// An undo, or what is tried again: made of a plan, so what is staged for the same objects is none of its business.
void MainWindow::reviewPlanned(const QList<Change> &changes, bool undo)
{
    connect(openReview(changes, undo), &ReviewSheet::confirmed, this, [this](Plan plan) {
        plan.taken.clear();
        apply(plan);
    });
}

ReviewSheet *MainWindow::openReview(const QList<Change> &changes, bool undo)
{
    auto *sheet = new ReviewSheet(*m_subscription, changes, undo, this);
    connect(sheet, &ReviewSheet::requestsWanted, this, [this](const QList<Change> &shown) {
        auto *text = new TextSheet(tr("Requests"), tr("What would be sent, one request for each change."),
                                   m_subscription->requestTexts(shown), this);
        text->setAttribute(Qt::WA_DeleteOnClose);
        text->open(); // over the review, which stays
    });
    openSheet(sheet);
    return sheet;
}

void MainWindow::showRequests(const QList<Change> &changes)
{
    openSheet(new TextSheet(tr("Preview"), tr("The request that this edit would become. Nothing is sent."),
                            m_subscription->requestTexts(changes), this));
}

void MainWindow::apply(const Plan &plan)
{
    if (!m_subscription || plan.subscription != m_subscription->identity.fingerprint)
        return; // signed out or over to another one meanwhile
    m_subscription->apply(plan, [guard = QPointer(this), of = m_subscription](const Result<PlanId> &id) {
        if (!guard || guard->m_subscription != of)
            return;
        if (id)
            guard->m_activityPane->showPlan(*id);
        else // nothing was sent and nothing is lost: the edits are still staged
            guard->toast(sentenceOf(id.error()).together(), true);
    });
}

void MainWindow::onPlanFinished(PlanId id)
{
    const ApplyRun *run = m_subscription->runs().find(id);
    if (!run)
        return;
    const PlanCounts counts = countsOf(run->plan());
    QStringList parts;
    if (counts.done > 0)
        parts << tr("%Ln changes verified", nullptr, counts.done);
    if (counts.failed > 0)
        parts << tr("%Ln refused", nullptr, counts.failed);
    if (counts.waiting > 0)
        parts << tr("%Ln need a decision", nullptr, counts.waiting);
    if (counts.requested > 0)
        parts << tr("%Ln wait for the agent to call in", nullptr, counts.requested);
    if (counts.cancelled > 0)
        parts << tr("%Ln cancelled", nullptr, counts.cancelled);
    if (parts.isEmpty())
        return;
    const bool well = counts.failed == 0 && counts.waiting == 0;
    QList<Toast::Action> actions;
    const bool canUndo = std::ranges::any_of(run->plan().changes,
                                             [](const Change &change) { return undoOf(change).change.has_value(); });
    if (canUndo && !run->plan().undo) // what was done to scans stays so
        actions << Toast::Action{tr("Undo"), [this, id] { m_activityPane->undoPlan(id); }};
    actions << Toast::Action{tr("Show in Activity"), [this, id] {
                                 showPane(u"activity"_s);
                                 m_activityPane->showPlan(id);
                             }};
    m_toast->showMessage(parts.join(u", "_s), actions, well ? BadgeState::Ok : BadgeState::Warn,
                         well ? "circle-check"_L1 : "warning"_L1);
    QApplication::alert(this); // does nothing while the window is active
}

void MainWindow::onUnfinished()
{
    updateRail();
    const QList<Plan> &plans = m_subscription->runs().unfinished();
    if (plans.isEmpty() || m_toast->isVisible() || currentPane() == m_activityPane)
        return;
    m_toast->showMessage(tr("Plan %1 of the last session was not finished.").arg(plans.first().id.toString()),
                         {{tr("Show in Activity"), [this] { showPane(u"activity"_s); }}}, BadgeState::Warn, "pause"_L1);
}

/// Nothing more is sent. What the run knows is offered for another place while it still is in memory.
void MainWindow::onJournalFailed(const Failure &failure)
{
    const ApplyRun *run = m_subscription->runs().current();
    if (!run || run->pauseReason() != ApplyRun::Pause::JournalFailed)
        return toast(sentenceOf(failure).together(), true);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    auto *sheet = new TextSheet(tr("The journal cannot be written"),
                                tr("Nothing more is sent. Free some disk space and resume; keep this report of what "
                                   "was done and what is left."),
                                QString::fromUtf8(rescueReport(run->plan(), now)), this);
    sheet->offerSaving(u"latchkey-plan-%1-%2.json"_s.arg(run->plan().id.value).arg(now.toString(u"yyyyMMdd-HHmmss"_s)));
    openSheet(sheet);
}

void MainWindow::showInstall(const ActivationKey &key)
{
    const SubscriptionIdentity &who = m_subscription->identity;
    auto *sheet = new InstallSheet(key, who.customerId, who.customerIdHint, who.agentServer, this);
    connect(sheet, &InstallSheet::copySecret, m_clipboard, &ClipboardGuard::copySecret);
    connect(sheet, &InstallSheet::customerIdConfirmed, this, [this](const QString &id) {
        m_subscription->identity.customerId = id;
        emit customerIdConfirmed(id);
    });
    openSheet(sheet);
}

void MainWindow::showHelp()
{
    openSheet(new TextSheet(tr("Filter and panes"), {}, filterHelp(), this));
}

void MainWindow::showShortcuts()
{
    openSheet(new TextSheet(tr("Keyboard shortcuts"), {}, shortcutHelp(m_actions->all()), this));
}

void MainWindow::showAbout()
{
    openSheet(new TextSheet(tr("About Latchkey"),
                            tr("Free software under the Apache License 2.0. Not affiliated with Qualys, whose name "
                               "appears only to say what it works with."),
                            m_aboutText, this));
}

/// What this sign-in may do, and how it is connected.
void MainWindow::showConnection()
{
    if (!m_subscription)
        return;
    const SubscriptionIdentity &who = m_subscription->identity;
    QStringList lines{tr("Server: %1").arg(who.host), tr("User: %1").arg(who.user)};
    if (!who.tls.isEmpty())
        lines << tr("Connection: %1").arg(QString(who.tls).replace(u';', ", "_L1));
    lines << QString();
    for (const ModuleAccess &access : who.access)
        lines << tr("%1: %2", "part of the service, state").arg(partName(access.part), accessText(access));
    openSheet(new TextSheet(tr("Connection"), tr("What this sign-in may do, as the platform answered."),
                            lines.join(u'\n'), this));
}
