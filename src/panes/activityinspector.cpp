// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/activityinspector.h"

#include "base/background.h"
#include "domain/keyfields.h"
#include "panes/activitylook.h"
#include "panes/changewords.h"
#include "panes/planreader.h"
#include "panes/reviewgroups.h"
#include "panes/scanchangewords.h"
#include "qps/readable.h"
#include "widgets/badge.h"
#include "widgets/flowlayout.h"
#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

ActivityInspector::ActivityInspector(Subscription &subscription, PlanReader &plans, QWidget *parent)
    : Ground(Token::Panel, Qt::LeftEdge, parent)
    , m_subscription(subscription)
    , m_plans(plans)
    , m_title(new Label(TextStyle::Heading, Token::Text, this))
    , m_reason(new Label(TextStyle::Body, Token::Text, this))
    , m_advice(new Label(TextStyle::Small, Token::Text2, this))
    , m_state(new Badge(this))
    , m_details(new QPlainTextEdit(this))
    , m_foot(new Ground(Token::Panel, Qt::TopEdge, this))
    , m_buttons(new FlowLayout(m_foot, s(8)))
    , m_undo(new QPushButton(tr("Undo…"), m_foot))
    , m_retry(new QPushButton(tr("Retry failed…"), m_foot))
    , m_look(new QPushButton(tr("Look again"), m_foot))
    , m_mine(new QPushButton(tr("Apply mine"), m_foot))
    , m_server(new QPushButton(tr("Keep the server's"), m_foot))
    , m_again(new QPushButton(tr("Create again"), m_foot))
    , m_adopt(new QPushButton(tr("It is this one…"), m_foot))
{
    setAccessibleName(tr("Details"));
    m_title->setWordWrap(true);
    m_reason->setWordWrap(true);
    m_advice->setWordWrap(true);
    m_details->setReadOnly(true);
    m_details->setAccessibleName(tr("Requests and answers"));
    m_details->setFont(textFont(TextStyle::Mono));
    m_details->setTabChangesFocus(true);
    m_details->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    auto *hide = new QToolButton(this);
    hide->setIcon(themedIcon("sidebar"_L1));
    hide->setAccessibleName(tr("Hide the inspector"));
    hide->setToolTip(tr("Hide the inspector"));
    setControlSize(hide, ControlSize::Small);
    connect(hide, &QToolButton::clicked, this, &ActivityInspector::hideWanted);

    auto *top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(hide, 0, Qt::AlignTop);
    auto *badges = new QHBoxLayout;
    badges->addWidget(m_state);
    badges->addStretch(1);
    auto *content = new QVBoxLayout;
    content->setContentsMargins(s(16), s(8), s(16), s(12));
    content->setSpacing(s(8));
    content->addLayout(top);
    content->addLayout(badges);
    content->addWidget(m_reason);
    content->addWidget(m_advice);
    content->addWidget(m_details, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(content, 1);
    layout->addWidget(m_foot);
    buildButtons();
    showItem(nullptr, nullptr, {}, {});
}

void ActivityInspector::buildButtons()
{
    m_buttons->setContentsMargins(s(16), s(12), s(16), s(12));
    for (QPushButton *button : {m_look, m_adopt, m_mine, m_server, m_again, m_retry, m_undo})
        m_buttons->addWidget(button);
    m_look->setToolTip(tr("Read the server once more"));
    m_mine->setToolTip(tr("Read, then write your values over what stands there now"));
    m_server->setToolTip(tr("Close this change and leave the server as it is"));
    m_again->setToolTip(tr("Send the request once more; look for the lost one first"));
    connect(m_undo, &QPushButton::clicked, this, &ActivityInspector::undoWanted);
    connect(m_retry, &QPushButton::clicked, this, &ActivityInspector::retryWanted);
    connect(m_look, &QPushButton::clicked, this, [this] { decide(&ApplyRun::lookAgain); });
    connect(m_mine, &QPushButton::clicked, this, [this] { decide(&ApplyRun::applyMine); });
    connect(m_server, &QPushButton::clicked, this, [this] { decide(&ApplyRun::acceptServer); });
    connect(m_again, &QPushButton::clicked, this, [this] { decide(&ApplyRun::createAgain); });
    connect(m_adopt, &QPushButton::clicked, this, &ActivityInspector::adopt);
}

ApplyRun *ActivityInspector::run() const
{
    return m_plan ? m_subscription.runs().find(m_plan->id) : nullptr;
}

/// A plan of an earlier session gets its run back first.
void ActivityInspector::withRun(std::function<void(ApplyRun &)> act)
{
    if (!m_plan)
        return;
    m_plans.read(m_plan->id, [this, act = std::move(act)](const Result<Plan> &plan) {
        if (!plan) {
            emit unread(plan.error());
            return;
        }
        RunCenter &runs = m_subscription.runs();
        runs.reopen(*plan);
        if (ApplyRun *run = runs.find(plan->id))
            act(*run);
    });
}

void ActivityInspector::decide(void (ApplyRun::*action)(ChangeId))
{
    if (m_change)
        withRun([action, id = m_change->id](ApplyRun &run) { (run.*action)(id); });
}

void ActivityInspector::adopt()
{
    if (!m_change)
        return;
    QMenu menu(this);
    for (const qint64 id : std::as_const(m_change->reason.candidates)) {
        const ActivationKey *key =
            m_change->type == ObjectType::ActivationKey ? m_subscription.keyList.find({id}) : nullptr;
        const QString text = m_change->type == ObjectType::Scan ? tr("Scan %1").arg(id)
                             : key ? tr("%1, made %2").arg(maskedKey(key->key), key->purchased.toString(Qt::ISODate))
                                   : tr("Key %1").arg(id);
        menu.addAction(text, this, [this, id, change = m_change->id] {
            withRun([change, id](ApplyRun &run) { run.adopt(change, id); });
        });
    }
    menu.exec(m_adopt->mapToGlobal(QPoint(0, m_adopt->height())));
}

void ActivityInspector::showItem(const Plan *plan, const Change *change, const QString &planTitle,
                                 const QString &planResult)
{
    const bool same = change && m_change && *change == *m_change;
    m_plan = plan ? std::optional(*plan) : std::nullopt;
    if (plan && !change && plan->changes.size() == 1)
        change = &plan->changes.first();
    const std::optional<Change> next = change ? std::optional(*change) : std::nullopt;
    if (same && next == m_change)
        return updateButtons();
    m_change = next;
    if (m_change)
        showChange(*m_change);
    else if (m_plan)
        showPlan(planTitle, planResult);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_reason, m_details})
        part->setVisible(m_plan.has_value());
    m_state->setVisible(m_change.has_value());
    m_advice->setVisible(m_change.has_value() && !m_advice->text().isEmpty());
    updateButtons();
}

void ActivityInspector::showUnread(const QString &planTitle, const QString &why)
{
    showItem(nullptr, nullptr, {}, {});
    m_title->setText(planTitle);
    m_reason->setText(why);
    m_title->show();
    m_reason->show();
}

void ActivityInspector::showPlan(const QString &title, const QString &result)
{
    m_title->setText(title);
    m_reason->setText(result);
    if (m_summary.digest != m_plan->digest || m_plan->digest.isEmpty())
        summarize();
    showSummary();
}

ActivityInspector::Summary ActivityInspector::summaryOf(const QList<Change> &changes, const QByteArray &digest)
{
    Summary summary{.digest = digest, .alike = {}, .isKnown = true};
    for (const ReviewGroup &group : groupForReview(changes, {}, {}))
        summary.alike.emplaceBack(group.changes.first(), int(group.changes.size()));
    return summary;
}

void ActivityInspector::summarize()
{
    m_summary = {.digest = m_plan->digest, .alike = {}, .isKnown = false};
    atOnceOrInBackground(
        m_plan->changes.size(), this,
        [changes = m_plan->changes, digest = m_plan->digest] { return summaryOf(changes, digest); },
        [this](const Summary &summary) {
            if (m_summary.digest != summary.digest)
                return;
            m_summary = summary;
            if (m_plan && !m_change)
                showSummary();
        });
}

void ActivityInspector::showSummary()
{
    QStringList lines;
    if (!m_summary.isKnown)
        lines << tr("Listing the changes…") << QString();
    for (const auto &[first, count] : std::as_const(m_summary.alike)) {
        lines << (count > 1
                      ? (first.type == ObjectType::Agent    ? tr("%1 %Ln agents", "Change, Delete", count)
                         : first.type == ObjectType::Scan   ? tr("%1: %Ln scans", "Cancel scan, Delete scan", count)
                         : first.type == ObjectType::WebApp ? tr("%1 %Ln web apps", "Change, Delete", count)
                                                            : tr("%1 %Ln keys", "Change, Delete", count))
                            .arg(operationName(first.type, first.operation))
                      : tr("%1 %2", "operation, title").arg(operationName(first.type, first.operation), first.label));
        const QStringList values = count > 1 ? wantedLines(first) : valueLines(first);
        for (const QString &line : values)
            lines << u"  "_s + line;
        lines << QString();
    }
    lines << tr("Reviewed by %1, %2").arg(m_plan->actor, m_plan->createdUtc.toString(Qt::ISODate))
          << tr("Digest %1").arg(QString::fromLatin1(m_plan->digest.toHex().left(16)));
    setDetails(lines);
}

/// A run moves ten times a second: whoever reads or has scrolled is not disturbed by the same text.
void ActivityInspector::setDetails(const QStringList &lines)
{
    if (const QString text = lines.join(u'\n'); text != m_details->toPlainText())
        m_details->setPlainText(text);
}

/// Of several changes at once: what each got.
QStringList ActivityInspector::wantedLines(const Change &change) const
{
    Change alike = change;
    alike.before = {};
    return valueLines(alike);
}

QStringList ActivityInspector::valueLines(const Change &change) const
{
    const FieldWords words(m_subscription.users(), m_subscription.tags(), &m_subscription.scanList,
                           &m_subscription.webAppList);
    QStringList lines;
    const bool isScan = change.type == ObjectType::Scan;
    const QStringList fields = isScan                                     ? shownScanFields(change)
                               : change.type == ObjectType::ActivationKey ? keyfields::editable()
                                                                          : change.desired.keys();
    for (const QString &field : fields) {
        if (!change.desired.contains(field) && !isScan)
            continue;
        const QString name = fieldName(change.type, field);
        const QString wanted = words.value(change.type, field, change.desired.value(field));
        if (change.before.contains(field) && !isScan)
            lines << tr("%1: %2 → %3").arg(name, words.value(change.type, field, change.before.value(field)), wanted);
        else
            lines << tr("%1: %2").arg(name, wanted);
    }
    if (change.applyOnAgents)
        lines << tr("Also applied to the agents that use the key");
    return lines;
}

void ActivityInspector::showChange(const Change &change)
{
    const FieldWords words(m_subscription.users(), m_subscription.tags(), &m_subscription.scanList,
                           &m_subscription.webAppList);
    m_title->setText(!change.label.isEmpty()             ? change.label
                     : change.type == ObjectType::Scan   ? tr("Scan without a name")
                     : change.type == ObjectType::WebApp ? tr("Web app without a name")
                     : change.type == ObjectType::Agent  ? tr("Agent without a name")
                                                         : tr("Key without a title"));
    const ActivityLook look = activityLook(change.state);
    m_state->setContent(stateName(change.state), look.icon, look.badge);
    const QString reason = reasonText(change, words);
    m_reason->setText(reason.isEmpty() ? operationName(change.type, change.operation) : reason);
    m_advice->setText(change.reason.failure ? sentenceOf(*change.reason.failure).next : adviceFor(change));
    QStringList lines = valueLines(change);
    if (change.reason.failure)
        lines << QString() << detailsOf(*change.reason.failure);
    setDetails(lines);
    m_subscription.journal().attemptsOf(
        change.id, [guard = QPointer(this), id = change.id, lines](const Result<QList<AttemptRecord>> &attempts) {
            if (guard && attempts && guard->m_change && guard->m_change->id == id)
                guard->showAttempts(lines, *attempts);
        });
}

void ActivityInspector::showAttempts(const QStringList &lines, const QList<AttemptRecord> &attempts)
{
    QStringList text = lines;
    for (const AttemptRecord &record : attempts) {
        text << QString() << u"%1 %2"_s.arg(QString::fromLatin1(record.attempt.method), record.attempt.endpoint)
             << tr("Attempt %1").arg(record.attempt.uuid.toString(QUuid::WithoutBraces));
        if (record.outcome) {
            const Exchange &exchange = record.outcome->exchange;
            text << tr("Answer: HTTP %1, %2, %3 ms, left this computer %Ln times", nullptr, exchange.requestsSent)
                        .arg(exchange.status)
                        .arg(exchange.responseCode.isEmpty() ? tr("no code") : exchange.responseCode)
                        .arg(exchange.startedUtc.msecsTo(exchange.finishedUtc));
            if (record.outcome->failure)
                text << detailsOf(*record.outcome->failure);
        } else {
            text << tr("No answer was recorded.");
        }
        for (const Observation &observation : record.observations)
            text << tr("Read back %1: %2")
                        .arg(observation.readUtc.toString(Qt::ISODate),
                             observation.matches ? tr("as wanted") : tr("not as wanted"));
        text << qps::readable(record.attempt.bodyRedacted); // last, because it is long
    }
    setDetails(text);
}

void ActivityInspector::updateButtons()
{
    const Plan *plan = m_plan ? &*m_plan : nullptr;
    const Change *change = m_change ? &*m_change : nullptr;
    const ApplyRun *live = run();
    const bool finished = plan && (!live || live->isFinished());
    const auto undoable = [](const Change &c) {
        return c.state == ChangeState::Verified && undoOf(c).kind != UndoOffer::Kind::Impossible;
    };
    const auto repeatable = [](const Change &c) {
        return c.state == ChangeState::Rejected || c.state == ChangeState::Cancelled;
    };
    const bool canUndo = finished && std::ranges::any_of(plan->changes, undoable);
    const bool waits = change && needsPerson(change->state);
    const bool unsettled =
        change && (change->state == ChangeState::Reconciling || change->state == ChangeState::Unknown) && live;
    const bool lostCreate = waits && change->operation == Operation::Create && change->state == ChangeState::NeedsHuman;
    const QWidget *focused = window()->focusWidget();
    const bool hadFocus = m_foot->isAncestorOf(focused);
    m_undo->setVisible(finished);
    m_undo->setEnabled(canUndo);
    m_undo->setToolTip(canUndo ? tr("Opens the review of a plan that takes this one back")
                               : tr("Nothing of this plan can be undone."));
    m_retry->setVisible(finished && std::ranges::any_of(plan->changes, repeatable));
    m_look->setVisible(waits || unsettled);
    // Of what was acknowledged nothing is gained by asking again; of what got lost nobody knows whether it arrived.
    const bool lostRequest = waits && change->reason.kind == ChangeReason::Kind::NotYetSeen && change->reason.replyLost;
    m_mine->setVisible(waits && (change->state != ChangeState::NeedsHuman || lostRequest));
    m_server->setVisible(waits);
    m_again->setVisible(lostCreate);
    m_adopt->setVisible(lostCreate && !change->reason.candidates.isEmpty());
    const auto shown = [](const QPushButton *button) { return !button->isHidden(); };
    const QList<QPushButton *> all{m_undo, m_retry, m_look, m_mine, m_server, m_again, m_adopt};
    m_foot->setVisible(std::ranges::any_of(all, shown));
    if (hadFocus && !(focused->isVisible() && focused->isEnabled())) // or it goes to the far end of the window
        m_details->setFocus();
}
