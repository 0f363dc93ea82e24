// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentinspector.h"

#include "domain/agentfields.h"
#include "domain/modules.h"
#include "panes/agentwords.h"
#include "widgets/label.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

/// What the wishes come to for each agent. On and off are requests of their own, so they are changes of their own only
/// where an agent gets both; the plan keeps the order: off first, since PC makes room for SCA.
AgentInspector::Wanted AgentInspector::wanted() const
{
    Wanted wanted;
    QStringList on, off;
    for (const Module &module : knownModules())
        if (const auto wish = m_wish.constFind(moduleBit(module)); wish != m_wish.cend())
            (*wish ? on : off) << module.agent;
    const AgentColumns &agents = *m_table.columns();
    m_rows.forEach([&](quint32 row) {
        if (agents.isEmptyRow(row))
            return;
        Agent agent = agents.agentAt(row);
        Change change;
        change.type = ObjectType::Agent;
        change.object = agent.id.value;
        change.label = agent.name;
        change.before = agentToFields(agent);
        const ModuleCheck less = checkModules(agent, ModuleSwitch::Off, off);
        for (const QString &word : less.toSend) {
            change.desired.insert(agentfields::ofModule(word), false);
            agent.modules.removeIf([&](const QString &has) { return has.compare(word, Qt::CaseInsensitive) == 0; });
        }
        const ModuleCheck more = checkModules(agent, ModuleSwitch::On, on);
        if (!more.refused.isEmpty()) {
            ++wanted.refused;
            if (!wanted.first)
                wanted.first = more.refused.first();
            return;
        }
        for (const QString &word : more.toSend)
            change.desired.insert(agentfields::ofModule(word), true);
        if (change.desired.isEmpty())
            ++wanted.already;
        else
            wanted.changes << change;
    });
    return wanted;
}

QString AgentInspector::actionText(int agents) const
{
    QStringList on, off;
    for (const Module &module : knownModules())
        if (const auto wish = m_wish.constFind(moduleBit(module)); wish != m_wish.cend())
            (*wish ? on : off) << module.code;
    QStringList parts;
    if (!on.isEmpty())
        parts << tr("Activate %1").arg(on.join(u", "_s));
    if (!off.isEmpty())
        parts << tr("Deactivate %1").arg(off.join(u", "_s));
    //: %1 is "Activate FIM, Deactivate PM"
    return tr("%1 on %n agents", nullptr, agents).arg(parts.join(u", "_s));
}

void AgentInspector::updateFoot()
{
    const Wanted now = m_wish.isEmpty() ? Wanted() : wanted();
    const int count = int(now.changes.size());
    const bool staged = m_table.stagedRows()->countWith(m_rows) > 0;
    m_footTitle->setVisible(count > 0);
    m_footTitle->setText(actionText(count));
    QStringList notes;
    if (now.refused > 0)
        notes << tr("%n agents are left out: %1", nullptr, now.refused).arg(refusalText(*now.first));
    if (now.already > 0 && count == 0 && now.refused == 0)
        notes << tr("They all are so already.");
    m_footText->setText(notes.join(u' '));
    m_footText->setVisible(!notes.isEmpty());
    m_stage->setEnabled(count > 0);
    m_stage->setToolTip(count > 0 ? tr("Nothing is sent yet: staged changes are reviewed together")
                                  : tr("Choose On or Off for a module first."));
    m_preview->setEnabled(count > 0);
    m_discard->setEnabled(!m_wish.isEmpty() || staged);
    m_discard->setText(m_wish.isEmpty() && staged ? tr("Unstage") : tr("Discard"));
}

void AgentInspector::stage()
{
    const Wanted now = wanted();
    if (now.changes.isEmpty())
        return;
    const QString step = actionText(int(now.changes.size()));
    m_wish.clear();
    m_subscription.staging.stage(now.changes, step);
    if (now.refused > 0)
        emit noted(tr("%n agents were left out: %1", nullptr, now.refused).arg(refusalText(*now.first)));
    showSelection();
    emit staged();
}
