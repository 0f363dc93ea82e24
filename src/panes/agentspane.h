// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentfilter.h"
#include "panes/listpane.h"

class AgentActions;
class AgentInspector;
class AgentProxy;
class AgentTable;

/// Agents: filter, table, inspector and every state the list can be in. Reads them when it is first shown.
class AgentsPane final : public ListPane
{
    Q_OBJECT
public:
    explicit AgentsPane(Subscription &subscription, QWidget *parent = nullptr);
    ~AgentsPane() override;

    AgentInspector &inspector() { return *m_inspector; }
    AgentProxy &rows() { return *m_proxy; }
    ListFacts facts() const override;
    void refresh() override;
    void refreshAll() override;
    void editCurrent() override;

signals:
    void keyWanted(const QString &tail); ///< the end of an activation key's value

protected:
    void showEvent(QShowEvent *event) override;
    void refilter() override;
    void updateHead() override;
    void updateVocabulary() override;
    void onSelectionChanged() override;
    void onStagingChanged() override;

private:
    void onRefused(const QString &why);
    void buildHead();
    void connectData();
    void updateEmpty();

    AgentTable *m_model;
    AgentProxy *m_proxy;
    AgentActions *m_actions;
    AgentInspector *m_inspector;
    Banner *m_leftOut;
    QTimer m_selection, m_vocabulary;
};
