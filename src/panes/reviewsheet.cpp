// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/reviewsheet.h"

#include "domain/keyfields.h"
#include "panes/reviewrows.h"
#include "panes/words.h"
#include "widgets/latchkeystyle.h"
#include "widgets/notice.h"
#include "widgets/segmented.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

ReviewSheet::ReviewSheet(Subscription &subscription, QList<Change> staged, bool undo, QWidget *window)
    : Sheet(window)
    , m_subscription(subscription)
    , m_staged(std::move(staged))
    , m_undo(undo)
    , m_counts(new QLabel(this))
    , m_cost(new QLabel(this))
    , m_undoLine(new QLabel(this))
    , m_status(new QLabel(this))
    , m_list(new QWidget(this))
    , m_rows(new QVBoxLayout(m_list))
    , m_confirmBox(new Notice(Notice::Kind::Warn, this))
    , m_confirmText(new QLabel(this))
    , m_confirmEdit(new QLineEdit(this))
    , m_onFailure(new Segmented(this))
    , m_apply(new QPushButton(this))
    , m_keep(new QPushButton(tr("Keep staged"), this))
    , m_requests(new QPushButton(tr("Show requests"), this))
{
    setObjectName(u"reviewSheet"_s);
    setTitle(undo ? tr("Review the undo of %n changes", nullptr, int(m_staged.size()))
                  : tr("Review %n changes", nullptr, int(m_staged.size())),
             tr("%1, %2").arg(subscription.identity.name, subscription.identity.host));

    auto *strip = new QHBoxLayout;
    strip->addWidget(m_counts, 1);
    strip->addWidget(m_cost);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Changes"));

    m_confirmEdit->setAccessibleName(tr("Type the number to confirm"));
    m_confirmEdit->setMaximumWidth(96);
    auto *confirm = new QHBoxLayout;
    confirm->addWidget(m_confirmText);
    confirm->addWidget(m_confirmEdit);
    confirm->addStretch();
    m_confirmBox->setContent(confirm);

    m_onFailure->setAccessibleName(tr("After a failure"));
    m_onFailure->addSegment(tr("Stop after 3 in a row"), true);
    m_onFailure->addSegment(tr("Carry on"), false);
    m_onFailure->setCurrent(true);
    auto *policy = new QHBoxLayout;
    policy->addWidget(new QLabel(tr("After a failure"), this));
    policy->addWidget(m_onFailure);
    policy->addSpacing(16);
    policy->addWidget(new QLabel(tr("Each change is verified by reading it back."), this));
    policy->addStretch();

    for (QLabel *label : {m_counts, m_cost, m_undoLine, m_status, m_confirmText})
        label->setTextFormat(Qt::PlainText);
    m_undoLine->setWordWrap(true);
    m_status->setWordWrap(true);

    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(20, 12, 20, 12);
    layout->setSpacing(12);
    layout->addLayout(strip);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_undoLine);
    layout->addWidget(m_confirmBox);
    layout->addLayout(policy);
    layout->addWidget(m_status);
    setBody(body);

    setButtonRole(m_apply, ButtonRole::Primary);
    setButtonRole(m_requests, ButtonRole::Quiet);
    m_apply->setObjectName(u"applyButton"_s);
    m_keep->setObjectName(u"keepStagedButton"_s);
    addFootButton(m_requests, Sheet::Side::Left);
    addFootButton(m_keep, Sheet::Side::Right);
    addFootButton(m_apply, Sheet::Side::Right);
    connect(m_keep, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_apply, &QPushButton::clicked, this, &ReviewSheet::apply);
    connect(m_requests, &QPushButton::clicked, this, &ReviewSheet::showRequests);
    connect(m_confirmEdit, &QLineEdit::textChanged, this, &ReviewSheet::recount);
    connect(m_onFailure, &Segmented::changed, this, &ReviewSheet::recount);
    connect(&subscription.client(), &HttpClient::readOnlyChanged, this, &ReviewSheet::recount);

    rebuild();
    readAgain();
}

void ReviewSheet::readAgain()
{
    QList<qint64> ids;
    for (const Change &change : std::as_const(m_staged))
        if (change.operation != Operation::Create)
            ids.append(change.object);
    if (ids.isEmpty()) {
        m_fresh = true;
        return recount();
    }
    m_reading = m_subscription.keys.find(
        ids.first(std::min<qsizetype>(ids.size(), ActivationKeys::idsPerSearch)), HttpRequest::Priority::Interactive,
        [this, ids](const Result<QList<ActivationKey>> &keys, const Exchange &) {
            if (!keys) {
                // Not being able to look now is no reason to block: the run looks again before each write.
                m_status->setText(sentenceOf(keys.error()).together());
                m_fresh = keys.error().kind != Failure::Kind::Latched;
                return recount();
            }
            const qsizetype asked = std::min<qsizetype>(ids.size(), ActivationKeys::idsPerSearch);
            for (const ActivationKey &key : *keys)
                m_now.insert(key.id.value, keyToFields(key));
            m_conflicts.clear();
            m_vanished.clear();
            for (Change &change : m_staged) {
                if (change.operation == Operation::Create || ids.indexOf(change.object) >= asked)
                    continue;
                const auto now = m_now.constFind(change.object);
                if (now == m_now.constEnd()) {
                    m_vanished.insert(change.object);
                    m_left.insert(change.object);
                } else if (const auto differences = conflictsOf(change, *now); !differences.isEmpty()) {
                    m_conflicts.insert(change.object, differences);
                    m_left.insert(change.object);
                } else {
                    change.before = *now;
                }
            }
            m_fresh = true;
            rebuild();
        });
}

void ReviewSheet::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    constexpr int mostRows = 200;
    const QList<ReviewGroup> groups = groupForReview(m_staged, m_conflicts, m_vanished);
    const FieldWords words(m_subscription.users(), m_subscription.tags());
    for (const ReviewGroup &group : groups.first(std::min<qsizetype>(groups.size(), mostRows))) {
        auto *row = new ReviewRow(group, words, m_list);
        row->setIncluded(!m_left.contains(group.changes.first().object));
        connect(row, &ReviewRow::includedChanged, this, [this, group](bool included) {
            for (const Change &change : group.changes) {
                if (included)
                    m_left.remove(change.object);
                else
                    m_left.insert(change.object);
            }
            recount();
        });
        connect(row, &ReviewRow::keepMine, this, [this, object = group.changes.first().object] { decide(object, Decision::KeepMine); });
        connect(row, &ReviewRow::takeServer, this, [this, object = group.changes.first().object] { decide(object, Decision::TakeServer); });
        m_rows->addWidget(row);
    }
    if (groups.size() > mostRows)
        m_rows->addWidget(new QLabel(tr("and %n more", nullptr, int(groups.size()) - mostRows), m_list));
    m_rows->addStretch(1);
    recount();
}

void ReviewSheet::decide(qint64 object, Decision decision)
{
    if (decision == Decision::TakeServer) {
        m_staged.removeIf([object](const Change &change) { return change.object == object; });
        emit dropped({object});
    } else if (decision == Decision::KeepMine) {
        for (Change &change : m_staged)
            if (change.object == object)
                change.before = m_now.value(object); // a new pre-image: the person has seen it
        m_left.remove(object);
    }
    m_conflicts.remove(object);
    if (m_staged.isEmpty())
        return dismiss();
    rebuild();
}

QList<Change> ReviewSheet::included() const
{
    QList<Change> changes;
    for (const Change &change : m_staged)
        if (!m_left.contains(change.object) && !m_conflicts.contains(change.object) && !m_vanished.contains(change.object))
            changes.append(change);
    return changes;
}

void ReviewSheet::recount()
{
    m_plan.changes = included();
    m_plan.subscription = m_subscription.identity.fingerprint;
    m_plan.subscriptionName = m_subscription.identity.name;
    m_plan.actor = m_subscription.identity.user;
    m_plan.appVersion = QStringLiteral(LATCHKEY_VERSION);
    m_plan.rules.stopAfterFailures = m_onFailure->current().toBool();
    m_plan.undo = m_undo;
    qint64 fleet = 0;
    for (const ActivationKey &key : m_subscription.keyList.all())
        fleet += key.countUsed;
    const PlanSize size = sizeOf(m_plan, fleet);
    const int count = int(m_plan.changes.size());

    QStringList parts;
    const auto add = [&parts](int n, const QString &text) {
        if (n > 0)
            parts << text;
    };
    add(size.creates, tr("%n new keys", nullptr, size.creates));
    add(size.updates - size.disables, tr("%n keys changed", nullptr, size.updates - size.disables));
    add(size.disables, tr("%n keys disabled", nullptr, size.disables));
    add(size.deletes, tr("%n keys deleted", nullptr, size.deletes));
    add(int(m_left.size()), tr("%n left out", nullptr, int(m_left.size())));
    m_counts->setText(parts.join(u"   ·   "_s));
    m_cost->setText(tr("%1, %2").arg(tr("%n requests", nullptr, size.writes + size.reads), durationText(size.estimate)));

    QString undo = size.cannotBeUndone == 0 ? tr("Undo is possible for all %n changes.", nullptr, count)
                                            : tr("%n changes cannot be undone.", nullptr, size.cannotBeUndone);
    m_undoLine->setText(undo + u"  "_s + tr("The server decides: agents used, date of purchase."));

    m_confirmBox->setVisible(size.typeToConfirm > 0);
    m_confirmText->setText(tr("This reaches far. Type %1 to confirm").arg(size.typeToConfirm));
    const bool typed = size.typeToConfirm == 0
                       || m_confirmEdit->text().trimmed() == QString::number(size.typeToConfirm);

    QString why;
    if (!m_fresh)
        why = tr("Reading the keys again…");
    else if (m_subscription.client().isReadOnly())
        why = tr("This session is read-only. Turn editing on with the padlock in the top bar.");
    else if (count == 0)
        why = tr("Nothing is chosen.");
    else if (!typed)
        why = tr("Type the number above to confirm.");
    m_status->setText(why);
    m_status->setVisible(!why.isEmpty());
    m_apply->setEnabled(why.isEmpty());
    m_apply->setToolTip(why);
    m_apply->setText(tr("Apply %n changes", nullptr, count));
    setButtonRole(m_apply, size.deletes > 0 ? ButtonRole::Danger : ButtonRole::Primary);
    m_apply->setDefault(size.deletes == 0);
}

void ReviewSheet::showRequests()
{
    emit requestsWanted(m_plan.changes);
}

void ReviewSheet::apply()
{
    recount();
    if (!m_apply->isEnabled())
        return;
    m_plan.createdUtc = QDateTime::currentDateTimeUtc();
    QList<qint64> taken;
    for (Change &change : m_plan.changes) {
        taken.append(change.object);
        if (change.operation == Operation::Create)
            change.object = 0; // the negative number was ours, for the table
        change.state = ChangeState::Planned;
    }
    m_plan.digest = planDigest(m_plan);
    emit confirmed(m_plan, taken);
    dismiss();
}
