// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// From what was typed into the inspector to staged changes.
#include "panes/keyinspector.h"

#include "domain/keyfields.h"
#include "panes/words.h"
#include "widgets/bulkkeyform.h"
#include "widgets/keyform.h"
#include "widgets/label.h"
#include "widgets/notice.h"

#include <QCheckBox>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

QList<KeyProblem> KeyInspector::problemsOf(const ActivationKey &wanted) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QStringList titles = m_subscription.titlesExcept(wanted.id, m_ids.value(0));
    const ActivationKey *server = m_subscription.keyList.find(wanted.id);
    return server ? problemsOfEdit(*server, wanted, now, titles) : checkKey(wanted, now, titles);
}

bool KeyInspector::isDeleting(qint64 id) const
{
    const Change *staged = m_subscription.staging.find(id);
    return staged && staged->operation == Operation::Delete;
}

std::optional<Change> KeyInspector::changeFromForm() const
{
    const ActivationKey wanted = m_form->edited();
    if (m_showsDraft || (m_ids.size() == 1 && m_ids.first() < 0)) {
        const qint64 object = m_showsDraft ? m_subscription.staging.nextNewId() : m_ids.first();
        Change change{.operation = Operation::Create, .object = object, .label = wanted.title};
        change.desired = keyToFields(wanted);
        return change;
    }
    const auto server = serverKey();
    if (!server)
        return std::nullopt;
    Change change{.operation = Operation::Update,
                  .object = server->id.value,
                  .label = server->title.isEmpty() ? wanted.title : server->title};
    change.desired = changedFields(*server, wanted);
    change.before = keyToFields(*server);
    change.applyOnAgents = m_wider->isVisibleTo(this) && m_applyOnAgents->isChecked();
    change.agents = server->countUsed;
    return change;
}

/// What the bulk form asks of each key; keys whose rules it would break are left out and counted, and so are those
/// that are to be deleted.
KeyInspector::BulkChanges KeyInspector::changesFromBulk() const
{
    const KeyBulkEdit edit = m_bulk->edit();
    const QDateTime time = QDateTime::currentDateTimeUtc();
    BulkChanges bulk;
    for (const ActivationKey &now : chosenKeys()) {
        if (isDeleting(now.id.value)) {
            ++bulk.deleting;
            continue;
        }
        const ActivationKey *server = m_subscription.keyList.find(now.id);
        const ActivationKey wanted = edit.applied(now);
        const QList<KeyProblem> problems = problemsOfEdit(now, wanted, time); // titles are not edited here
        if (!canBeSent(problems)) {
            if (bulk.refused++ == 0)
                bulk.first = *std::ranges::find_if_not(problems, isWarning);
            continue;
        }
        Change change{.object = now.id.value, .label = now.title};
        if (!server) {
            change.operation = Operation::Create;
            change.desired = keyToFields(wanted);
            if (keyToFields(now) != change.desired)
                bulk.changes.append(change);
            continue;
        }
        const Change *staged = m_subscription.staging.find(now.id.value);
        change.label = server->title;
        change.desired = changedFields(now, wanted); // what is staged already keeps the pre-image it was staged on
        change.before = keyToFields(*server);
        change.applyOnAgents = m_applyOnAgents->isChecked() || (staged && staged->applyOnAgents);
        change.agents = server->countUsed;
        if (!change.desired.isEmpty() || m_applyOnAgents->isChecked())
            bulk.changes.append(change);
    }
    return bulk;
}

void KeyInspector::stage()
{
    if (m_ids.size() > 1)
        stageMany();
    else
        stageOne();
}

void KeyInspector::stageOne()
{
    auto change = changeFromForm();
    if (!change)
        return;
    // Only what differs from what is shown: a value set back takes its staged edit back, and the other staged values
    // keep the pre-image they were staged on.
    if (const QList<ActivationKey> shown = chosenKeys(); change->operation == Operation::Update && !shown.isEmpty())
        change->desired = changedFields(shown.first(), m_form->edited());
    const bool isNew = m_showsDraft;
    m_typed.remove(change->object);
    m_agentsWish.reset();
    if (isNew) {
        m_draft.reset();
        m_showsDraft = false;
        m_ids = {change->object};
    }
    const QString step = change->operation == Operation::Create ? tr("new key %1").arg(change->label)
                                                                : tr("change of %1").arg(change->label);
    m_subscription.staging.stage({*change}, step);
    refresh();
    if (isNew)
        emit newKeyStaged(change->object);
}

void KeyInspector::stageMany()
{
    const QList<Change> changes = changesFromBulk().changes;
    m_bulk->showCommon(commonOf(chosenKeys())); // empty again, or refresh() would keep it
    m_agentsWish.reset();
    if (!changes.isEmpty())
        m_subscription.staging.stage(changes, tr("change of %Ln keys", nullptr, int(changes.size())));
    refresh();
}

/// Another key was chosen: edits that make sense are staged, the others wait for their key to be chosen again.
void KeyInspector::stageWhatMakesSense()
{
    if (!hasUnstagedEdits() || m_showsDraft)
        return;
    if (m_ids.size() > 1) {
        if (m_bulk->edit().isEmpty() && !m_bulk->isUnderstood())
            return; // a wish for agents, and what it was for is not understood
        const BulkChanges bulk = changesFromBulk();
        stageMany();
        if (!bulk.changes.isEmpty())
            emit stagedOnLeaving(tr("%Ln keys", nullptr, int(bulk.changes.size())));
        else if (bulk.refused > 0)
            emit refusedOnLeaving(bulk.refused, bulk.first);
        return;
    }
    if (isDeleting(m_ids.first())) { // what was typed before that is not wanted any more
        m_typed.remove(m_ids.first());
        return;
    }
    const auto change = changeFromForm();
    if (!change || !m_form->isUnderstood() || !canBeSent(problemsOf(m_form->edited())))
        return;
    stageOne();
    emit stagedOnLeaving(change->label);
}

void KeyInspector::discard()
{
    const bool edits = hasUnstagedEdits();
    m_agentsWish.reset();
    if (m_showsDraft) {
        m_draft.reset();
        m_showsDraft = false;
        return refresh();
    }
    if (m_ids.size() > 1 && edits) {
        m_bulk->showCommon(commonOf(chosenKeys()));
    } else if (edits) {
        m_typed.remove(m_ids.first());
    } else { // nothing typed: Discard takes the staged change back
        m_subscription.staging.unstage(m_ids, tr("discard of %Ln changes", nullptr, int(m_ids.size())));
    }
    refresh();
}

bool KeyInspector::agentsWishChanged() const
{
    if (m_ids.size() != 1 || !m_wider->isVisibleTo(this))
        return false;
    const Change *staged = m_subscription.staging.find(m_ids.first());
    return m_applyOnAgents->isChecked() != (staged && staged->applyOnAgents);
}

void KeyInspector::updateFoot()
{
    const bool any = m_stack->currentIndex() == 1;
    m_foot->setVisible(any);
    if (!any)
        return;
    m_footTitle->hide();
    m_footText->hide();
    m_stage->setText(m_ids.size() > 1 ? tr("Stage changes") : tr("Stage change"));
    if (m_ids.size() > 1)
        updateManyFoot();
    else
        updateOneFoot();
}

void KeyInspector::updateOneFoot()
{
    const ActivationKey wanted = m_form->edited();
    const QList<KeyProblem> problems = problemsOf(wanted);
    const bool typed = hasUnstagedEdits();
    // A form somebody has just opened is not full of complaints.
    const bool untouchedDraft = m_showsDraft && wanted.title.isEmpty();
    QList<std::pair<KeyProblem, QString>> texts;
    for (const KeyProblem problem : problems)
        if (!(untouchedDraft && problem.kind == KeyProblem::Kind::TitleMissing))
            texts.append({problem, problemText(problem)});
    m_form->setProblems(texts);

    const bool sound = canBeSent(problems) && m_form->isUnderstood();
    const bool deleting = isDeleting(m_ids.value(0));
    const bool edits = typed || agentsWishChanged() || m_showsDraft;
    const Change *staged = m_subscription.staging.find(m_ids.value(0));
    m_discard->setEnabled(edits || staged);
    m_discard->setText(!edits && staged ? tr("Unstage") : tr("Discard"));
    m_stage->setEnabled(edits && sound && !deleting);
    m_stage->setToolTip(deleting ? tr("The key is staged to be deleted.")
                        : !edits ? tr("Nothing was edited.")
                        : sound  ? tr("Nothing is sent yet: staged changes are reviewed together")
                                 : tr("Correct the marked fields first."));
    const auto change = changeFromForm();
    const bool something = change && (change->operation == Operation::Create || !change->desired.isEmpty());
    m_preview->setEnabled(sound && something && !deleting);
    if (edits && !sound && !deleting && !untouchedDraft) {
        m_footText->setText(tr("Correct the marked fields first."));
        m_footText->setInk(Token::BadInk);
        m_footText->show();
    }
}

void KeyInspector::updateManyFoot()
{
    const BulkChanges bulk = changesFromBulk();
    const QList<Change> &changes = bulk.changes;
    const bool edits = hasUnstagedEdits();
    const bool staged = std::ranges::any_of(m_ids, [this](qint64 id) { return m_subscription.staging.find(id); });
    m_discard->setEnabled(edits || staged);
    m_discard->setText(!edits && staged ? tr("Unstage") : tr("Discard"));
    const bool sound = m_bulk->isUnderstood() && !changes.isEmpty();
    m_stage->setEnabled((edits || m_applyOnAgents->isChecked()) && sound);
    m_preview->setEnabled(m_stage->isEnabled());
    if (!edits)
        return;
    m_footTitle->setText(tr("Changes %Ln keys", nullptr, int(changes.size())));
    m_footTitle->setVisible(!changes.isEmpty());
    if (bulk.refused > 0 || bulk.deleting > 0) {
        m_footText->setInk(Token::WarnInk);
        m_footText->setText(bulk.refused > 0
                                ? tr("%Ln keys cannot take this and are left out: %1", nullptr, bulk.refused)
                                      .arg(problemText(bulk.first))
                                : tr("%Ln keys are staged to be deleted and are left out.", nullptr, bulk.deleting));
        m_footText->show();
    } else if (changes.isEmpty()) {
        m_footText->setInk(Token::Text2);
        m_footText->setText(tr("They all have these values already."));
        m_footText->show();
    }
}
