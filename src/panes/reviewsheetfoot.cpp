// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// What is chosen comes to so much, and may be applied or not.
#include "panes/reviewsheet.h"

#include "base/background.h"
#include "panes/changewords.h"
#include "panes/reviewlist.h"
#include "widgets/ground.h"
#include "widgets/iconlabel.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/notice.h"
#include "widgets/segmented.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

void ReviewSheet::showFigures()
{
    const PlanSize &size = m_choice.size;
    const auto countOf = [this](ObjectType type, Operation operation) { return m_choice.count(type, operation); };
    while (QLayoutItem *item = m_figures->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QLocale locale;
    const auto add = [&](int count, const QString &words, Token ink = Token::Text) {
        if (count == 0)
            return;
        if (m_figures->count() > 0) {
            auto *line = new Ground(Token::LineStrong, {}, this);
            line->setFixedSize(1, s(24));
            m_figures->addSpacing(s(10));
            m_figures->addWidget(line);
            m_figures->addSpacing(s(10));
        }
        m_figures->addWidget(new Label(locale.toString(count), TextStyle::Title, ink, this));
        m_figures->addWidget(new Label(words, TextStyle::Small, Token::Text2, this));
    };
    const int agentUpdates = size.agents - size.uninstalls;
    const int changed = countOf(ObjectType::ActivationKey, Operation::Update) - size.disables;
    const int newKeys = countOf(ObjectType::ActivationKey, Operation::Create);
    add(newKeys, tr("new keys", nullptr, newKeys));
    add(changed, tr("keys changed", nullptr, changed));
    add(size.disables, tr("keys disabled", nullptr, size.disables));
    const int scansDeleted = countOf(ObjectType::Scan, Operation::Delete);
    const int keysDeleted = countOf(ObjectType::ActivationKey, Operation::Delete);
    const int appsChanged = countOf(ObjectType::WebApp, Operation::Update);
    const int appsDeleted = countOf(ObjectType::WebApp, Operation::Delete);
    add(appsChanged, tr("web apps changed", nullptr, appsChanged));
    add(appsDeleted, tr("web apps deleted", nullptr, appsDeleted), Token::BadInk);
    add(keysDeleted, tr("keys deleted", nullptr, keysDeleted), Token::BadInk);
    add(size.modulesOn, tr("agents get modules", nullptr, size.modulesOn));
    add(size.modulesOff, tr("agents lose modules", nullptr, size.modulesOff));
    const int tagged = agentUpdates - size.modulesOn - size.modulesOff;
    add(tagged, tr("agents changed", nullptr, tagged));
    add(size.uninstalls, tr("agents uninstalled", nullptr, size.uninstalls), Token::BadInk);
    add(size.launches, tr("scans launched", nullptr, size.launches));
    add(size.cancels, tr("scans canceled", nullptr, size.cancels), Token::WarnInk);
    add(scansDeleted, tr("scans deleted", nullptr, scansDeleted), Token::BadInk);
    add(m_choice.leftOut, tr("left out", nullptr, m_choice.leftOut), Token::WarnInk);
}

/// What cannot be taken back is always typed, and be it one.
qint64 ReviewSheet::numberToType(const PlanSize &size)
{
    return size.typeToConfirm > 0 ? size.typeToConfirm : size.deletes + size.purges + size.takeovers;
}

QString ReviewSheet::whyNot() const
{
    if (m_subscription.client().isOffline())
        return tr("There is no connection. The changes stay staged until there is one.");
    if (!m_fresh)
        return m_unread ? sentenceOf(*m_unread).together() : tr("Reading the keys again…");
    if (m_preparing)
        return tr("The plan is being prepared…");
    if (!m_counted || (isLong() && m_grouped != m_grouping) || !m_list->isComplete())
        return tr("Listing the changes…");
    if (m_subscription.client().isReadOnly())
        return tr("This session is read-only. Turn editing on with the padlock in the top bar.");
    if (m_choice.plan.changes.isEmpty())
        return tr("Nothing is chosen.");
    if (m_subscription.isApplying())
        return tr("The plan before this one is being written down…");
    if (m_numberToType > 0 && m_confirmEdit->text().trimmed() != QString::number(m_numberToType))
        return tr("Type the number above to confirm.");
    return {};
}

Plan ReviewSheet::rules() const
{
    Plan plan;
    plan.subscription = m_subscription.identity.fingerprint;
    plan.subscriptionName = m_subscription.identity.name;
    plan.actor = m_subscription.identity.user;
    plan.appVersion = QStringLiteral(LATCHKEY_VERSION);
    plan.rules.stopAfterFailures = m_onFailure->current().toBool();
    plan.undo = m_undo;
    return plan;
}

void ReviewSheet::recount()
{
    qint64 fleet = 0;
    for (const ActivationKey &key : m_subscription.keyList.all())
        fleet += key.countUsed;
    const auto work = [staged = m_staged, out = leftOut(), rules = rules(), fleet] {
        return chosenOf(staged, out, rules, fleet);
    };
    const int number = ++m_counting;
    m_preparing = false; // what was being prepared is not what is chosen now
    if (!isLong())
        return take(work());
    m_counted = false;
    judgeTyped();
    inBackground(this, work, [this, number](const ReviewChoice &choice) {
        if (number == m_counting)
            take(choice);
    });
}

void ReviewSheet::take(const ReviewChoice &choice)
{
    m_counted = true;
    releaseInBackground(std::exchange(m_choice, choice));
    const PlanSize &size = m_choice.size;
    const int count = int(m_choice.included.size());
    showFigures();
    m_cost->setText(tr("%1, %2", "requests, time")
                        .arg(tr("%Ln requests", nullptr, size.writes + size.reads), durationText(size.estimate)));
    m_undoText->setText(count == 0                 ? tr("Nothing would be changed.")
                        : size.cannotBeUndone == 0 ? tr("Undo is possible for all %Ln changes.", nullptr, count)
                                                   : tr("%Ln changes cannot be undone.", nullptr, size.cannotBeUndone));
    const bool keys = std::ranges::any_of(m_choice.objects.keys(),
                                          [](const auto &of) { return of.first == ObjectType::ActivationKey; });
    m_decidesIcon->setVisible(keys);
    m_decides->setVisible(keys);
    m_undoText->setInk(size.cannotBeUndone == 0 ? Token::Text2 : Token::WarnInk);
    m_undoText->setStyle(size.cannotBeUndone == 0 ? TextStyle::Small : TextStyle::SmallStrong);

    const qint64 number = numberToType(size);
    m_numberToType = number;
    m_confirmBox->setVisible(number > 0);
    using enum ObjectType;
    const auto gone = [this](ObjectType type) { return m_choice.count(type, Operation::Delete); };
    m_confirmWhat->setText(
        gone(ActivationKey) > 0 ? tr("%Ln keys will be deleted for good.", nullptr, gone(ActivationKey))
        : gone(Scan) > 0        ? tr("%Ln scans and their results will be deleted for good.", nullptr, gone(Scan))
        : gone(WebApp) > 0      ? tr("%Ln web apps and their scans will be deleted for good.", nullptr, gone(WebApp))
        : size.uninstalls > 0   ? tr("%Ln agents will be uninstalled for good.", nullptr, size.uninstalls)
        : size.purges > 0       ? tr("%Ln web apps will lose their findings for good.", nullptr, size.purges)
        : size.takeovers > 0    ? tr("What was found on an existing asset will be deleted for good.")
                                : tr("This reaches far."));
    m_confirmText->setText(tr("Type %1 to confirm").arg(number));
    m_apply->setText(tr("Apply %Ln changes", nullptr, count));
    setButtonRole(m_apply, size.deletes > 0 ? ButtonRole::Danger : ButtonRole::Primary);
    m_apply->setDefault(size.deletes == 0);
    judgeTyped();
}

/// Whether it may be applied. Asked at each key typed, so it counts nothing.
void ReviewSheet::judgeTyped()
{
    const QString why = whyNot();
    m_status->setText(why.isEmpty() && m_unread ? sentenceOf(*m_unread).together() : why);
    m_status->setVisible(!m_status->text().isEmpty());
    m_apply->setEnabled(why.isEmpty() || m_preparing); // a button that is switched off hands its focus on
    m_requests->setEnabled(m_counted);
    m_apply->setToolTip(why);
    m_apply->setAccessibleDescription(why);
}

void ReviewSheet::apply()
{
    judgeTyped();
    if (m_preparing || !m_apply->isEnabled())
        return;
    const auto prepare = [choice = m_choice] { return ::confirmed(choice, QDateTime::currentDateTimeUtc()); };
    const auto finish = [this](const Plan &plan) {
        emit confirmed(plan);
        dismiss();
    };
    if (!isLong())
        return finish(prepare());
    m_preparing = true;
    judgeTyped();
    inBackground(this, prepare, [this, number = m_counting, finish](const Plan &plan) {
        if (m_preparing && number == m_counting)
            finish(plan);
    });
}
