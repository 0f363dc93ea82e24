// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/agentedits.h"
#include "panes/subscription.h"
#include "widgets/sheet.h"

class AgentTable;

/// What can be done with the agents that are selected, from bulk bar, menu and inspector alike. Stages, sends nothing.
/// Large selections are worked on in the background; whoever selects others meanwhile stages what was selected.
class AgentActions : public QObject
{
    Q_OBJECT
public:
    AgentActions(Subscription &subscription, const AgentTable &table, QObject *parent = nullptr);

    void stage(const AgentWish &wish);
    void uninstall();
    void chooseTags(QWidget *under);
    void chooseScan(QWidget *under);
    void chooseKey(QWidget *window);

    StagedFields stagedAt(const RowBits &rows) const; ///< of these agents; for few, since it is the window's thread
    /// Who was left out of what was staged last, and why; nullptr when nobody was.
    const std::shared_ptr<const RefusedAgents> &refused() const { return m_refused; }
    bool isBusy() const { return m_busy > 0; }
    /// "Activate FIM, PM on 12 agents".
    static QString stepText(const AgentWish &wish, int agents);

signals:
    void sheetWanted(Sheet *sheet);
    void staged(int agents);
    void refusedChanged(const QString &why); ///< all reasons together
    void noted(const QString &text);
    void busyChanged();

private:
    void stageMany(const AgentWish &wish, const AgentRows &agents, const RowBits &rows);
    void tell(const AgentEdits &edits);

    Subscription &m_subscription;
    const AgentTable &m_table;
    std::shared_ptr<const RefusedAgents> m_refused;
    int m_busy = 0;
};
