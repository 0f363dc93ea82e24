// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// What the choices come to, and the buttons that stage them.
#include "panes/agentinspector.h"

#include "base/background.h"
#include "domain/modules.h"
#include "panes/agentactions.h"
#include "widgets/label.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

AgentWish AgentInspector::wish() const
{
    AgentWish wish;
    for (const Module &module : knownModules())
        if (const auto wanted = m_wish.constFind(moduleBit(module)); wanted != m_wish.cend())
            (*wanted ? wish.on : wish.off) << module.agent;
    return wish;
}

void AgentInspector::updateFoot()
{
    ++m_asked;
    if (m_wish.isEmpty() || !m_table.columns())
        return showFoot({});
    if (m_figures.agents <= agentsAtOnce)
        return showFoot(agentEdits(*m_table.columns(), m_rows, wish(), EditsAs::Counted, m_actions.stagedAt(m_rows)));
    inBackground(
        this,
        [agents = m_table.columns()->snapshot(), rows = m_rows, wish = wish(),
         staged = m_subscription.staging.changes()] {
            return agentEdits(agents, rows, wish, EditsAs::Counted, stagedFields(staged));
        },
        [this, asked = m_asked](const AgentEdits &edits) {
            if (asked == m_asked)
                showFoot(edits);
        });
}

void AgentInspector::showFoot(const AgentEdits &edits)
{
    const bool staged = m_table.isAnyStaged(m_rows);
    m_footTitle->setVisible(edits.count > 0);
    m_footTitle->setText(AgentActions::stepText(wish(), edits.count));
    QStringList notes;
    if (edits.refused > 0)
        notes << tr("%Ln agents are left out: %1", nullptr, edits.refused).arg(edits.whyTogether());
    if (edits.already > 0 && edits.count == 0 && edits.refused == 0)
        notes << tr("They all are so already.");
    m_footText->setText(notes.join(u' '));
    m_footText->setVisible(!notes.isEmpty());
    m_stage->setEnabled(edits.count > 0 && !m_actions.isBusy());
    m_stage->setToolTip(edits.count > 0 ? tr("Nothing is sent yet: staged changes are reviewed together")
                                        : tr("Choose On or Off for a module first."));
    m_preview->setEnabled(edits.count > 0);
    m_discard->setEnabled(!m_wish.isEmpty() || staged);
    m_discard->setText(m_wish.isEmpty() && staged ? tr("Unstage") : tr("Discard"));
}

/// The requests that it would become; one batch shows what they look like.
void AgentInspector::preview()
{
    RowBits some;
    quint32 taken = 0;
    m_rows.forEach([&](quint32 row) {
        if (taken >= 500)
            return;
        some.set(row);
        ++taken;
    });
    emit previewWanted(
        agentEdits(*m_table.columns(), some, wish(), EditsAs::Changes, m_actions.stagedAt(some)).changes);
}

void AgentInspector::stage()
{
    const AgentWish wanted = wish();
    m_wish.clear();
    m_built = false;
    m_actions.stage(wanted);
    showSelection();
}
